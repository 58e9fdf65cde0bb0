//! Statements: cue, speaker and content put together from frames and quotation marks.

use super::account::Modality;
use super::arguments::arguments;
use super::events::{Candidate, Fill, Filled};
use super::mentions::{Mentions, Referent};
use super::quotes::Quote;
use super::tree::Tree;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{Relation, Upos};
use std::collections::BTreeMap;

/// A statement with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Class, cue, speaker, addressee, time, as the frame found them.
    pub candidate: Candidate,
    /// The words, in text order, without the cue.
    pub content: Vec<Span>,
    /// Whether they stand in quotation marks.
    pub direct: bool,
}

impl Statement {
    /// Whether a place in the text lies in what was said.
    pub fn covers(&self, span: Span) -> bool {
        self.content.iter().any(|c| c.contains(span))
    }

    fn extent(&self) -> Span {
        self.content
            .iter()
            .copied()
            .reduce(|a, b| a.cover(b))
            .unwrap_or_default()
    }
}

/// Puts the statements of a document together. `cues` are the candidates whose class is a kind of statement.
pub fn statements(
    cues: Vec<Candidate>,
    quotes: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let speech: Vec<Quote> = quotes.iter().copied().filter(Quote::is_speech).collect();
    let mut found: Vec<Statement> = Vec::new();
    let cues = continued(cues, mentions, ontology);
    for cue in &cues {
        if let Some(statement) = from_cue(cue.clone(), &cues, &speech, mentions, ontology) {
            found.push(statement);
        }
    }
    from_clause_relations(&mut found, mentions, ontology);
    found.sort_by_key(|s| (s.candidate.sentence, s.candidate.trigger));
    adopt_quotes(&mut found, &speech, mentions, ontology);
    // Words without a voice are kept only when they are quoted.
    found.retain(|s| {
        !s.content.is_empty() && (s.direct || s.candidate.roles.contains_key("speaker"))
    });
    found.sort_by_key(|s| s.candidate.trigger_span);
    found
}

/// "he said …, adding that …": a participle that goes on with a speech has the speaker of the cue above it, however
/// deep in the speech it was attached.
fn continued(mut cues: Vec<Candidate>, mentions: &Mentions, ontology: &Ontology) -> Vec<Candidate> {
    for i in 0..cues.len() {
        let (s, t) = (cues[i].sentence, cues[i].trigger);
        if !continues(&mentions.trees[s], t, ontology) {
            continue;
        }
        let tree = &mentions.trees[s];
        let above = tree.ancestors(t).skip(1).find_map(|a| {
            let cue = cues.iter().find(|c| c.sentence == s && c.trigger == a)?;
            cue.roles.get("speaker").cloned()
        });
        if let Some(speaker) = above {
            cues[i].roles.insert("speaker".to_string(), speaker);
            cues[i].modality = Modality::Asserted;
        }
    }
    cues
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

fn from_cue(
    cue: Candidate,
    cues: &[Candidate],
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Statement> {
    let tree = &mentions.trees[cue.sentence];
    let t = cue.trigger;
    let frame = ontology
        .lexicon
        .frames
        .iter()
        .find(|f| f.name == cue.frames[0])?;
    let args = arguments(tree, t, &ontology.lexicon);
    let relations: Vec<&String> = frame
        .slots
        .iter()
        .filter(|slot| slot.role == "content")
        .flat_map(|slot| &slot.relations)
        .collect();
    let wants = |relation: &str| relations.iter().any(|r| *r == relation);
    let mut content: Vec<usize> = Vec::new();
    if let Some(clause) = cue.clause.filter(|_| wants("clause")) {
        content = tree.subtree(clause);
    }
    // The cue hangs below or beside what was said: "The town fell, the minister said."
    if content.is_empty() && wants("clause") && tree.upos(t) == Upos::Verb {
        content = match (tree.relation(t), tree.head(t)) {
            (Relation::Parataxis, Some(head)) => {
                let own = tree.subtree(t);
                tree.subtree(head)
                    .into_iter()
                    .filter(|x| !own.contains(x))
                    .collect()
            }
            _ => tree
                .children(t)
                .iter()
                .copied()
                .find(|&c| tree.relation(c) == Relation::Parataxis && is_clause(tree, c))
                .map(|c| tree.subtree(c))
                .unwrap_or_default(),
        };
    }
    if content.is_empty() {
        let object = args
            .iter()
            .find(|a| a.relation != "clause" && wants(&a.relation))
            .map(|a| a.token);
        if let Some(object) = object {
            content = tree.subtree(object);
        }
    } else {
        let own = cue_tokens(tree, t);
        let clause = cue.clause.map(|c| tree.subtree(c)).unwrap_or_default();
        content.retain(|x| clause.contains(x) || !own.contains(x));
    }
    // What a continuing participle introduces is a statement of its own.
    for other in cues.iter().filter(|c| {
        c.sentence == cue.sentence && c.trigger != t && continues(tree, c.trigger, ontology)
    }) {
        let further = tree.subtree(other.trigger);
        if content.contains(&other.trigger) && !further.contains(&t) {
            content.retain(|x| !further.contains(x));
        }
    }
    let mut spans = runs(tree, &content);
    let mut direct = false;
    // Quotations that the clause touches belong to it whole, over several sentences too.
    let outside = |quote: &&Quote| !quote.outer.contains(cue.trigger_span);
    for quote in speech.iter().filter(outside) {
        if spans.iter().any(|span| span.overlaps(quote.inner)) {
            let inside = spans
                .iter()
                .all(|span| quote.outer.contains(*span) || !span.overlaps(quote.inner));
            let most = quote.inner.len() * 2 > spans.iter().map(Span::len).sum::<usize>();
            if inside || most {
                direct = true;
                spans.push(quote.inner);
            }
        }
    }
    let paragraph = tree.sentence.paragraph;
    if direct {
        // Beside a quotation, words outside the marks are the cue's ("…," he said, referring to …).
        spans.retain(|span| speech.iter().any(|q| q.outer.overlaps(*span)));
        // "…," he said, "…": the second half is his too.
        for quote in speech.iter().filter(|q| q.block == paragraph) {
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
    let statement = Statement {
        candidate: cue,
        content,
        direct,
    };
    let has_words = statement
        .content
        .iter()
        .map(|s| s.of(&mentions.document.text).split_whitespace().count())
        .sum::<usize>()
        > 0;
    let pending = wants("clause") && statement.candidate.roles.contains_key("speaker");
    (has_words || pending).then_some(statement)
}

/// "According to the mayor, the town fell": the rest of the clause is what the mayor said.
fn from_clause_relations(found: &mut Vec<Statement>, mentions: &Mentions, ontology: &Ontology) {
    for (s, tree) in mentions.trees.iter().enumerate() {
        for t in 0..tree.len() {
            let Some(preposition) = tree.preposition(t) else {
                continue;
            };
            let Some(frames) = ontology.lexicon.by_clause_relation.get(&preposition) else {
                continue;
            };
            let (Some(head), Some(mention)) = (tree.head(t), mentions.get(s, t)) else {
                continue;
            };
            let frame = &ontology.lexicon.frames[frames[0]];
            let own = tree.subtree(t);
            // Set off by a comma it speaks for the whole sentence.
            let first = own.first().copied().unwrap_or(t);
            let comma = |i: usize| tree.upos(i) == Upos::Punct;
            let set_off = first == 0 || comma(first) || comma(first - 1);
            let clause = if set_off {
                tree.ancestors(head).last().unwrap_or(head)
            } else {
                clause_head(tree, head)
            };
            let content: Vec<usize> = tree
                .subtree(clause)
                .into_iter()
                .filter(|x| !own.contains(x))
                .collect();
            let Some(value) = speaker_value(mention.referent) else {
                continue;
            };
            let cue: Vec<usize> = tree
                .each(t, Relation::Case)
                .flat_map(|c| std::iter::once(c).chain(tree.each(c, Relation::Fixed)))
                .collect();
            let mut roles = BTreeMap::new();
            roles.insert(
                "speaker".to_string(),
                vec![Fill {
                    sentence: s,
                    token: t,
                    span: mention.span,
                    value,
                }],
            );
            let candidate = Candidate {
                class: frame.class.clone(),
                frames: vec![frame.name.clone()],
                sentence: s,
                trigger: cue[0],
                trigger_span: tree.span(&cue),
                roles,
                counts: Vec::new(),
                time: None,
                modality: Modality::Asserted,
                also: Vec::new(),
                clause: Some(clause),
            };
            found.push(Statement {
                candidate,
                content: merge(runs(tree, &content), &mentions.document.text),
                direct: false,
            });
        }
    }
}

/// The clause that a phrase belongs to: up from nouns to their verb.
fn clause_head(tree: &Tree, from: usize) -> usize {
    tree.ancestors(from)
        .find(|&a| {
            matches!(tree.upos(a), Upos::Verb | Upos::Aux)
                || tree.child(a, Relation::Nsubj).is_some()
        })
        .unwrap_or(from)
}

fn speaker_value(referent: Referent) -> Option<Filled> {
    Some(match referent {
        Referent::Entity(id) | Referent::Seat(_, id) => Filled::Entity(id),
        Referent::Speaker => Filled::Speaker,
        Referent::SpeakerSide => Filled::SpeakerSide,
        Referent::Event | Referent::Other => Filled::Words,
        Referent::Number => return None,
    })
}

/// Quotations that no cue has claimed go to the cue beside them, else to whoever spoke last.
fn adopt_quotes(
    found: &mut Vec<Statement>,
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let text = &mentions.document.text;
    for quote in speech {
        if found
            .iter()
            .any(|s| s.content.iter().any(|c| c.overlaps(quote.inner)))
        {
            continue;
        }
        let paragraph = |s: &Statement| mentions.trees[s.candidate.sentence].sentence.paragraph;
        let outside = |s: &Statement| !quote.outer.contains(s.candidate.trigger_span);
        // A cue in the quotation's own sentence or just before it, still without words of its own or with words in marks.
        let beside = found
            .iter()
            .enumerate()
            .filter(|(_, s)| {
                outside(s)
                    && paragraph(s) == quote.block
                    && s.candidate.roles.contains_key("speaker")
            })
            .filter(|(_, s)| s.content.is_empty() || s.direct)
            .map(|(i, s)| (distance(s.candidate.trigger_span, quote.outer), i))
            .min();
        if let Some((gap, i)) = beside
            && gap < 120
        {
            let statement = &mut found[i];
            statement.content.push(quote.inner);
            statement.content = merge(std::mem::take(&mut statement.content), text);
            statement.direct = true;
            continue;
        }
        // A paragraph of its own: the speaker of the last statement goes on speaking.
        let is_sentence = quote.inner.of(text).ends_with(['.', '!', '?', ',']) || !quote.closed;
        let last = found
            .iter()
            .filter(|s| {
                s.candidate.trigger_span.begin < quote.outer.begin
                    && paragraph(s) + 3 > quote.block
                    && outside(s)
            })
            .max_by_key(|s| s.candidate.trigger_span.begin);
        let (Some(last), true) = (last, is_sentence) else {
            continue;
        };
        let Some(speaker) = last.candidate.roles.get("speaker") else {
            continue;
        };
        let Some(sentence) = mentions
            .trees
            .iter()
            .position(|t| t.sentence.span.overlaps(quote.inner))
        else {
            continue;
        };
        let Some(class) = ontology
            .lexicon
            .sets
            .get("class-of-bare-quotes")
            .and_then(|set| set.iter().next())
        else {
            continue;
        };
        let mut roles = BTreeMap::new();
        roles.insert("speaker".to_string(), speaker.clone());
        let candidate = Candidate {
            class: class.clone(),
            frames: vec!["quote-continued".to_string()],
            sentence,
            trigger: 0,
            trigger_span: Span::new(quote.inner.begin, quote.inner.begin),
            roles,
            counts: Vec::new(),
            time: last.candidate.time,
            modality: Modality::Asserted,
            also: Vec::new(),
            clause: None,
        };
        found.push(Statement {
            candidate,
            content: vec![quote.inner],
            direct: true,
        });
    }
}

fn distance(a: Span, b: Span) -> usize {
    if a.overlaps(b) {
        0
    } else {
        a.begin.max(b.begin) - a.end.min(b.end)
    }
}

fn is_clause(tree: &Tree, t: usize) -> bool {
    matches!(tree.upos(t), Upos::Verb | Upos::Aux)
        || tree.child(t, Relation::Cop).is_some()
        || tree.child(t, Relation::Nsubj).is_some()
}

/// The cue with its speaker, adjuncts and what is coordinated with it: everything under it but its clause.
fn cue_tokens(tree: &Tree, t: usize) -> Vec<usize> {
    tree.under(t, &|c| {
        !matches!(
            tree.base(c),
            Relation::Ccomp | Relation::Xcomp | Relation::Parataxis | Relation::Obj
        ) || tree.head(c).is_none_or(|h| h != t)
    })
}

/// Tokens as spans without gaps.
fn runs(tree: &Tree, tokens: &[usize]) -> Vec<Span> {
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for &t in tokens {
        let span = tree.token(t).span;
        match spans.last_mut() {
            Some((last, run)) if *last + 1 == t => {
                *run = run.cover(span);
                *last = t;
            }
            _ => spans.push((t, span)),
        }
    }
    spans.into_iter().map(|(_, span)| span).collect()
}

/// Sorted, joined where only white space and marks lie between, trimmed of marks at the ends.
fn merge(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last)
                if span.begin <= last.end
                    || !text[last.end..span.begin]
                        .chars()
                        .any(char::is_alphanumeric) =>
            {
                *last = last.cover(span)
            }
            _ => merged.push(span),
        }
    }
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '"' | '“' | '”' | ';' | ':' | '–' | '—' | '\'' | '`' | '‘' | '’'
            )
    };
    merged
        .into_iter()
        .filter_map(|span| {
            let words = span.of(text);
            let begin = span.begin + words.len() - words.trim_start_matches(edge).len();
            let end = begin + text[begin..span.end].trim_end_matches(edge).len();
            let alphanumeric = text.get(begin..end)?.chars().any(char::is_alphanumeric);
            alphanumeric.then_some(Span::new(begin, end))
        })
        .collect()
}

/// For each place in the text, the innermost statement it was said in.
pub fn enclosing(statements: &[Statement], span: Span) -> Option<usize> {
    statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.covers(span) && !s.candidate.trigger_span.overlaps(span))
        .min_by_key(|(_, s)| s.extent().len())
        .map(|(i, _)| i)
}
