//! Statements: cue, speaker and content put together from frames and quotation marks.

use super::adoption::adopt_quotes;
use super::authors;
use super::clause_cues;
use super::content::content;
use super::cue::{cue_words, source_words};
use super::events::{Candidate, Fill};
use super::heard;
use super::mentions::Mentions;
use super::quotes::{Quote, touching};
use super::statement::Statement;
use super::stretches::{merge, runs};
use super::transcripts;
use super::tree::Tree;
use super::voices::{others_are_told, voices};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{Attribution, Relation, Upos};
use std::collections::HashMap;
use std::ops::Range;

/// Puts together what may be a statement. `cues` are the candidates whose class is a kind of statement, `heard` is what the reader
/// takes for said.
pub fn possible(
    cues: Vec<Candidate>,
    events: &[Candidate],
    heard: &[Attribution],
    quotes: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let speech: Vec<Quote> = quotes.iter().copied().filter(Quote::is_speech).collect();
    let mut found: Vec<Statement> = Vec::new();
    let mut goes_on: HashMap<(usize, usize), Vec<Fill>> = HashMap::new();
    let reading = Reading {
        cues: &cues,
        heard,
        speech: &speech,
    };
    for cue in &cues {
        let statement = from_cue(cue.clone(), &reading, &mut goes_on, mentions, ontology);
        found.extend(statement);
    }
    // Whoever goes on speaking is the one who spoke.
    for statement in &mut found {
        if let Some(speaker) = goes_on.remove(&statement.candidate.at()) {
            statement
                .candidate
                .roles
                .insert("speaker".to_owned(), speaker);
        }
    }
    found.extend(clause_cues::according(mentions, ontology));
    found.extend(clause_cues::hearsay(mentions, ontology));
    found.extend(transcripts::turns(mentions, ontology));
    found.extend(clause_cues::colons(&found, &speech, mentions, ontology));
    found.sort_by_key(|s| (s.candidate.sentence, s.candidate.trigger));
    heard::confirm(&mut found, heard);
    adopt_quotes(&mut found, &speech, mentions, ontology);
    voices(&mut found, mentions, ontology);
    // Words without a voice are kept only when they are quoted, or heard.
    let told = |s: &mut Statement| {
        let voice = s.direct || s.candidate.roles.contains_key("speaker");
        !s.content.is_empty() && (voice || is_hearsay(&s.candidate, ontology))
    };
    let silent: Vec<Candidate> = found
        .extract_if(.., |s| !told(s))
        .map(|s| s.candidate)
        .collect();
    for statement in &mut found {
        delimit(statement, mentions, ontology);
    }
    heard::give_voices(&mut found, heard, mentions, ontology);
    let framed = (&found[..], &silent[..]);
    let unframed = heard::unframed(framed, events, heard, &speech, mentions, ontology);
    found.extend(unframed);
    found.sort_by_key(|s| s.candidate.trigger_span);
    authors::speak(&mut found, mentions, ontology);
    for statement in &mut found {
        others_are_told(statement, mentions);
    }
    found
}

/// Finds the words of cue and source, now that those of the content are known.
fn delimit(statement: &mut Statement, mentions: &Mentions, ontology: &Ontology) {
    let tree = &mentions.trees[statement.candidate.sentence];
    let trigger = statement.candidate.trigger;
    statement.cue = statement.candidate.trigger_span;
    if statement.cue.is_empty() {
        return;
    }
    if matches!(tree.upos(trigger), Upos::Verb | Upos::Noun | Upos::Adj) {
        let said = |i: usize| statement.covers(tree.token(i).span);
        statement.cue = cue_words(tree, trigger, &said, &ontology.lexicon);
        // A preposition that belongs to the cue is no part of what was said.
        let end = statement.cue.end;
        for part in &mut statement.content {
            if part.begin < end && part.begin >= statement.cue.begin && end < part.end {
                *part = Span::new(end, part.end);
            }
        }
        let content = std::mem::take(&mut statement.content);
        statement.content = merge(content, &mentions.document.text);
    }
    let taken: Vec<Span> = statement
        .content
        .iter()
        .copied()
        .chain([statement.cue])
        .collect();
    statement.source = source_words(tree, &statement.candidate, &taken, &mentions.document.text);
}

/// Where the items of a sentence stand among those of a document, which are in the order of their sentences.
fn of_sentence<T>(all: &[T], s: usize, sentence: impl Fn(&T) -> usize) -> Range<usize> {
    let first = all.partition_point(|item| sentence(item) < s);
    let behind = all.partition_point(|item| sentence(item) <= s);
    first..behind
}

/// Whether a cue is a participle such as "adding" without subject of its own.
fn continues(tree: &Tree, t: usize, ontology: &Ontology) -> bool {
    let participle =
        tree.has(t, "VerbForm=Ger") || (tree.has(t, "VerbForm=Part") && tree.has(t, "Tense=Pres"));
    participle
        && tree.child(t, Relation::Nsubj).is_none()
        && tree.child(t, Relation::Aux).is_none()
        && !tree.each(t, Relation::Mark).any(|_| true)
        && ontology.lexicon.is_in("continuing-cues", &tree.verb(t))
}

/// Whether a verb without subject of its own is coordinated with a clause that a cue introduces, but told by whoever that cue makes
/// speak: "says it is owed a sum and has warned that …".
fn is_beside(tree: &Tree, other: &Candidate, cue: &Candidate, heard: &[Attribution]) -> bool {
    let t = other.trigger;
    if tree.base(t) != Relation::Conj
        || tree.child(t, Relation::Nsubj).is_some()
        || tree.child(t, Relation::NsubjPass).is_some()
    {
        return false;
    }
    let speaker = cue.roles.get("speaker").and_then(|fills| fills.first());
    speaker.is_some_and(|speaker| {
        let source = (speaker.sentence, speaker.token);
        let of_cue = |h: &&Attribution| h.cue.contains(&other.at());
        let mut heard = heard.iter().filter(of_cue);
        heard.any(|h| h.source.contains(&source))
    })
}

/// Whether a frame has no place for a speaker: "is said to", "reportedly" quote somebody without a name.
fn is_hearsay(candidate: &Candidate, ontology: &Ontology) -> bool {
    let frame = ontology
        .lexicon
        .frames
        .iter()
        .find(|f| f.name == candidate.frames[0]);
    frame.is_none_or(|f| f.slots.iter().all(|slot| slot.role != "speaker"))
}

/// What statements are made of.
struct Reading<'a> {
    cues: &'a [Candidate],
    heard: &'a [Attribution],
    speech: &'a [Quote],
}

fn from_cue(
    cue: Candidate,
    reading: &Reading,
    goes_on: &mut HashMap<(usize, usize), Vec<Fill>>,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let speech = reading.speech;
    let tree = &mentions.trees[cue.sentence];
    let t = cue.trigger;
    let frame = ontology
        .lexicon
        .frames
        .iter()
        .find(|f| f.name == cue.frames[0])?;
    let wants_clause = frame
        .slots
        .iter()
        .any(|slot| slot.role == "content" && slot.relations.iter().any(|r| r == "clause"));
    let mut content = content(&cue, frame, mentions, ontology);
    // What a continuing participle or a coordinated cue introduces is a statement of its own.
    let here = of_sentence(reading.cues, cue.sentence, |c| c.sentence);
    for other in &reading.cues[here] {
        let further = tree.subtree(other.trigger);
        if other.trigger == t || !content.contains(&other.trigger) || further.contains(&t) {
            continue;
        }
        let beside = is_beside(tree, other, &cue, reading.heard);
        if beside || continues(tree, other.trigger, ontology) {
            content.retain(|x| !further.contains(x));
            if let Some(speaker) = cue.roles.get("speaker") {
                goes_on.entry(other.at()).or_insert_with(|| speaker.clone());
            }
        }
    }
    let mut spans = runs(tree, &content);
    let mut direct = false;
    let mut closed = false;
    // Quotations that the clause touches belong to it whole, over several sentences too.
    let outside = |quote: &&Quote| !quote.outer.contains(cue.trigger_span);
    let reach = spans.iter().copied().reduce(|a, b| a.cover(b));
    let beside = touching(speech, reach.unwrap_or_default());
    for quote in beside.iter().filter(outside) {
        if spans.iter().any(|span| span.overlaps(quote.inner)) {
            let inside = spans
                .iter()
                .all(|span| quote.outer.contains(*span) || !span.overlaps(quote.inner));
            let most = quote.inner.len() * 2 > spans.iter().map(Span::len).sum::<usize>();
            let breaks_off = quote.closes_on(tree, cue.trigger_span, &mentions.document.text);
            if inside || most || breaks_off {
                direct = true;
                closed |= breaks_off;
                spans.push(quote.inner);
            }
        }
    }
    let paragraph = tree.sentence.paragraph;
    if direct {
        // Beside a quotation, words outside the marks are the cue's ("…," he said, referring to …).
        spans.retain(|span| {
            let mut beside = touching(speech, *span).iter();
            beside.any(|q| q.outer.contains(*span) || !closed && q.outer.overlaps(*span))
        });
        // "…," he said, "…": the second half is his too.
        let beside = touching(speech, tree.sentence.span).iter();
        for quote in beside.filter(|q| q.block == paragraph) {
            let gap = |a: Span, b: Span| {
                mentions.document.text[a.end.min(b.end)..b.begin.max(a.begin)]
                    .split_whitespace()
                    .count()
            };
            let after_cue = quote.outer.begin >= tree.sentence.span.begin
                && quote.outer.begin < tree.sentence.span.end;
            if after_cue
                && !spans.iter().any(|s| s.overlaps(quote.inner))
                && spans
                    .iter()
                    .any(|s| s.end <= quote.outer.begin && gap(*s, quote.outer) < 16)
            {
                spans.push(quote.inner);
            }
        }
    }
    let content = merge(spans, &mentions.document.text);
    let statement = Statement::new(cue, content, direct);
    let has_words = statement
        .content
        .iter()
        .map(|s| s.of(&mentions.document.text).split_whitespace().count())
        .sum::<usize>()
        > 0;
    let pending = wants_clause && statement.candidate.roles.contains_key("speaker");
    (has_words || pending).then_some(statement)
}
