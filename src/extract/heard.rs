//! What the reader hears somebody say. It decides where frames see too much, and adds what no frame knows.
//!
//! One utterance is one statement: what is told again within it ("he said he *hoped* …") is none of its own, unless
//! somebody else says it and the reader hears them, too. What can be held without being said, a hope or a plan, counts
//! where the reader hears it said.

use super::arguments::{Argument, arguments};
use super::events::{Candidate, Fill, Filled};
use super::mentions::Mentions;
use super::quotes::{Quote, touching};
use super::said::Said;
use super::span_index::SpanIndex;
use super::statement::Statement;
use super::stretches::merge;
use super::tree::Tree;
use super::voices::{goes_on, head, named, source_voice, subject_voice};
use crate::ontology::{Found, Ontology};
use crate::span::Span;
use crate::text::{Attribution, Relation, Upos};
use std::collections::{BTreeMap, HashMap, HashSet};

/// From which share of words on that two have in common they are one.
const HALF: f32 = 0.5;

/// Takes out of the statements of frames what is said within another and is none of its own.
pub fn confirm(found: &mut Vec<Statement>, heard: &[Attribution]) {
    let cues: HashSet<(usize, usize)> = heard.iter().flat_map(|h| h.cue.iter().copied()).collect();
    let is_heard = |s: &Statement| cues.contains(&s.candidate.at());
    let said = Said::new(found);
    let within: Vec<bool> = found
        .iter()
        .map(|s| {
            let around = said.around(s.candidate.trigger_span);
            around.is_some_and(|i| !is_heard(s) || one_speaks(s, &found[i]))
        })
        .collect();
    let mut within = within.into_iter();
    found.retain(|_| !within.next().unwrap_or_default());
}

/// Whether what is told within a statement is said by whoever makes it.
fn one_speaks(inner: &Statement, outer: &Statement) -> bool {
    let speaker = |s: &Statement| {
        let fills = s.candidate.roles.get("speaker");
        fills.and_then(|fills| Some(fills.first()?.value))
    };
    match (speaker(inner), speaker(outer)) {
        (Some(Filled::Speaker | Filled::SpeakerSide), _) => true,
        (Some(Filled::Entity(a)), Some(Filled::Entity(b))) => a == b,
        _ => false,
    }
}

/// Lets those speak whom the reader hears, where a frame found others or nobody, and a quotation without a cue, too.
pub fn give_voices(
    found: &mut [Statement],
    heard: &[Attribution],
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let mut places = SpanIndex::default();
    for (i, s) in found.iter().enumerate() {
        places.insert(i, s.candidate.trigger_span);
        for &part in &s.content {
            places.insert(i, part);
        }
    }
    for h in heard {
        let (Some(cue), Some(voice)) = (
            cover(&h.cue, mentions),
            source_voice(&h.source, mentions, ontology),
        ) else {
            continue;
        };
        let source = spans(&h.source, mentions);
        let content = spans(&h.content, mentions);
        let beside = content.iter().fold(cue, |all, part| all.cover(*part));
        for i in places.near(beside) {
            let s = &mut found[i];
            let bare = s.candidate.trigger_span.is_empty();
            let here = if bare {
                content.iter().any(|part| s.covers(*part))
            } else {
                s.candidate.trigger_span.overlaps(cue)
            };
            let speaks = s.candidate.roles.get("speaker").and_then(|f| f.first());
            // One of several who say it is heard for all of them.
            let within = |fill: &Fill| {
                let token = mentions.trees[fill.sentence].token(fill.token);
                source.iter().any(|part| part.contains(token.span))
            };
            let mut speakers = s.candidate.roles.get("speaker").into_iter().flatten();
            let kept = speakers.any(within) && named(&h.source, mentions).is_none();
            let known = speaks.is_some_and(|fill| {
                !bare
                    && (kept
                        || tells_of(fill, &h.source, mentions)
                        || goes_on(s.candidate.at(), fill, &h.source, mentions))
            });
            if !here || known || is_quoted(s, mentions) || s.covers(voice.span) {
                continue;
            }
            if bare {
                s.cue = cue;
            }
            s.source.clone_from(&source);
            let voice = vec![voice.clone()];
            s.candidate.roles.insert("speaker".to_owned(), voice);
        }
    }
}

/// "Quoted a witness as saying": the grammar says whose words they are.
fn is_quoted(statement: &Statement, mentions: &Mentions) -> bool {
    let (s, cue) = statement.candidate.at();
    let (tree, lexicon) = (&mentions.trees[s], &mentions.ontology.lexicon);
    let bare = statement.candidate.trigger_span.is_empty();
    let mut marks = tree.each(cue, Relation::Mark);
    !bare
        && tree.child(cue, Relation::Nsubj).is_some()
        && marks.any(|mark| lexicon.is_in("quoting-words", &tree.lower(mark)))
}

/// Whether the reader only hears what tells more of a speaker: "the head of a fund that helps the families admitted".
fn tells_of(speaker: &Fill, source: &[(usize, usize)], mentions: &Mentions) -> bool {
    let tree = &mentions.trees[speaker.sentence];
    let Some((_, heard)) = head(source, mentions).filter(|(s, _)| *s == speaker.sentence) else {
        return false;
    };
    let mut way: Vec<usize> = tree.ancestors(heard).collect();
    let above = way.iter().position(|&t| t == speaker.token);
    let below = above.is_some_and(|above| above > 0);
    way.truncate(above.unwrap_or_default());
    // "Ivan Petrov, the head of the union": a description, but not the name behind one.
    let tells = |&t: &usize| match tree.base(t) {
        Relation::Acl | Relation::Nmod => true,
        Relation::Appos => tree.name_at(t).is_none(),
        _ => false,
    };
    below && way.iter().any(tells)
}

/// Words of several sentences as stretches of text.
pub fn spans(words: &[(usize, usize)], mentions: &Mentions) -> Vec<Span> {
    let words = words.iter().map(|&(s, t)| mentions.trees[s].token(t).span);
    merge(words.collect(), &mentions.document.text)
}

/// From the first of some words to the last.
fn cover(words: &[(usize, usize)], mentions: &Mentions) -> Option<Span> {
    let words = spans(words, mentions).into_iter();
    words.reduce(|a, b| a.cover(b))
}

/// The statements that the reader hears where no frame found any, or one of other words, or one that nobody says: `silent`.
pub fn unframed(
    (known, silent): (&[Statement], &[Candidate]),
    events: &[Candidate],
    heard: &[Attribution],
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let said = Said::new(known);
    let framed: HashMap<(usize, usize), &Candidate> = known
        .iter()
        .map(|s| (s.candidate.at(), &s.candidate))
        .collect();
    let silent: HashMap<(usize, usize), &Candidate> =
        silent.iter().map(|cue| (cue.at(), cue)).collect();
    let tells: HashSet<(usize, usize)> = events
        .iter()
        .flat_map(|event| event.triggers().map(|t| (event.sentence, t)))
        .collect();
    let new = heard.iter().filter_map(|h| {
        let mut words = without_speaker(h, mentions);
        // "Said the talks had failed and *thanked* Peru": what stands beside the cue is told by its own.
        if let Some((s, cue)) = head(&h.cue, mentions) {
            let tree = &mentions.trees[s];
            let root = tree.ancestors(cue).last().unwrap_or(cue);
            let conjuncts = [cue, root].map(|verb| tree.each(verb, Relation::Conj));
            let framed =
                |t: &usize| framed.contains_key(&(s, *t)) && !tree.subtree(*t).contains(&cue);
            let beside = conjuncts.into_iter().flatten().filter(framed);
            // "…, a charge that Peru denies": what hangs on the whole sentence.
            let aside = tree.each(root, Relation::Appos);
            let aside = aside.filter(|_| tree.upos(root) == Upos::Verb);
            let others: Vec<usize> = beside.chain(aside).flat_map(|t| tree.subtree(t)).collect();
            words.retain(|(sentence, t)| *sentence != s || *t < cue || !others.contains(t));
        }
        let content = spans(&words, mentions);
        let mut beside = content.iter().flat_map(|part| said.touching(*part));
        if beside.any(|other| alike(&other.content, &content) >= HALF) {
            return None;
        }
        let cue = cover(&h.cue, mentions)?;
        let at = head(&h.cue, mentions)?;
        // Quotation marks tell better what a cue introduces than the reader does.
        let marked = |s: &Statement| s.direct && s.candidate.at() == at;
        if content
            .iter()
            .any(|part| said.touching(*part).iter().any(|s| marked(s)))
        {
            return None;
        }
        // Whom the reader takes for the speaker is what the cue says by its grammar: "No talks, says minister".
        let swapped = |s: &&Statement| s.candidate.at() == at;
        let mut source = spans(&h.source, mentions).into_iter();
        if source.any(|part| said.touching(part).iter().any(swapped)) {
            return None;
        }
        // "The two agreed to halt fire": it is told as an agreement.
        if tells.contains(&at) {
            return None;
        }
        // Who says it, and to whom, is known where a frame has only other words for what was said.
        let candidate = match framed.get(&at) {
            Some(&framed) => Candidate {
                frames: vec!["reader".to_owned()],
                ..framed.clone()
            },
            None => {
                let beside = |part: &Span| {
                    let mut quotes = touching(speech, *part).iter();
                    quotes.any(|q| q.outer.overlaps(*part))
                };
                let said = is_clause(&h.content, mentions) || content.iter().any(beside);
                let tree = &mentions.trees[at.0];
                let object = head(&h.content, mentions).is_some_and(|(s, t)| {
                    s == at.0 && tree.head(t) == Some(at.1) && tree.base(t) == Relation::Obj
                });
                let class = class(tree, at.1, said, object && !said, ontology)?;
                // "Novak is accused of lying": whoever has it said of them says nothing.
                let passive = head(&h.source, mentions).is_some_and(|(s, t)| {
                    let arguments = || arguments(tree, at.1, &ontology.lexicon);
                    let object = |a: &Argument| a.relation == "object" && a.token == t;
                    s == at.0 && tree.is_passive(at.1) && arguments().iter().any(object)
                });
                let source = || source_voice(&h.source, mentions, ontology);
                let speaker = (!passive)
                    .then(source)
                    .flatten()
                    .or_else(|| subject_voice(at, mentions, ontology));
                let speaker = speaker.map(|fill| ("speaker".to_owned(), vec![fill]));
                // "They called on residents to leave": to whom is known, whoever they are.
                let mut roles = silent
                    .get(&at)
                    .map_or_else(BTreeMap::new, |s| s.roles.clone());
                roles.extend(speaker);
                Candidate {
                    roles,
                    ..Candidate::new(class, Some("reader"), at, cue)
                }
            }
        };
        let quoted = |part: &Span| {
            let mut quotes = touching(speech, *part).iter();
            quotes.any(|q| q.outer.contains(*part))
        };
        let direct = content.iter().all(quoted);
        // "The attack claimed the lives of …": a phrase that nobody says.
        let voice = candidate.roles.contains_key("speaker");
        if !voice && !direct && !is_clause(&h.content, mentions) {
            return None;
        }
        Some(Statement {
            cue,
            source: spans(&h.source, mentions),
            ..Statement::new(candidate, content, direct)
        })
    });
    new.collect()
}

/// The words that the reader hears said, but for those of whoever says them by grammar: "…, the head of the union said".
fn without_speaker(heard: &Attribution, mentions: &Mentions) -> Vec<(usize, usize)> {
    let cue = head(&heard.cue, mentions);
    let speaker = cue.and_then(|(s, t)| {
        let tree = &mentions.trees[s];
        Some((s, tree.subtree(tree.child(t, Relation::Nsubj)?)))
    });
    let of_speaker = |&(s, t): &(usize, usize)| {
        let mut speaker = speaker.iter();
        speaker.any(|(sentence, words)| *sentence == s && words.contains(&t))
    };
    let words = heard.content.iter().copied();
    words.filter(|word| !of_speaker(word)).collect()
}

/// What share two lists of stretches have of what either covers.
pub fn alike(one: &[Span], other: &[Span]) -> f32 {
    let length = |spans: &[Span]| spans.iter().map(Span::len).sum::<usize>();
    let common = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.begin.max(b.begin));
    let pairs = one
        .iter()
        .flat_map(|a| other.iter().map(move |b| common(a, b)));
    let common = pairs.sum::<usize>();
    common as f32 / (length(one) + length(other) - common).max(1) as f32
}

/// Whether some words hold a finite verb.
fn is_clause(words: &[(usize, usize)], mentions: &Mentions) -> bool {
    let mut words = words.iter();
    words.any(|&(s, t)| mentions.trees[s].has(t, "VerbForm=Fin"))
}

/// The class of what a word tells that it was said: that of a frame that it evokes elsewhere. None where its frames are
/// all of other events, as of "agreed". Of a word that no frame knows only a quotation or a clause is `said`, not what somebody
/// "assigned", and an `object` only of a word that takes one for what is said.
fn class<'o>(
    tree: &Tree,
    trigger: usize,
    said: bool,
    object: bool,
    ontology: &'o Ontology,
) -> Option<&'o str> {
    let lexicon = &ontology.lexicon;
    let frames = match tree.upos(trigger) {
        Upos::Noun => tree.noun(trigger, &lexicon.by_noun),
        _ => lexicon.by_verb.get(&tree.verb(trigger)),
    };
    let Some(frames) = frames else {
        return said.then(|| ontology.class_of(Found::Quote));
    };
    let voiced = |f: &usize| {
        let frame = &lexicon.frames[*f];
        let speaks = frame.slots.iter().any(|slot| slot.role == "speaker");
        // "Observed that the strike was over" is said, "observed the strike" is not.
        let mut contents = frame.slots.iter().filter(|slot| slot.role == "content");
        let takes = !object || contents.any(|slot| slot.relations.iter().any(|r| r == "object"));
        (speaks && takes && ontology.is_a(&frame.class, "Statement"))
            .then_some(frame.class.as_str())
    };
    frames.iter().find_map(voiced)
}
