//! What the reader hears somebody say. It decides where frames see too much, and adds what no frame knows.
//!
//! One utterance is one statement: what is told again within it ("he said he *hoped* …") is none of its own, unless
//! somebody else says it and the reader hears them, too. What can be held without being said, a hope or a plan, counts
//! where the reader hears it said.

use super::clause_cues::speaker_at;
use super::events::{Candidate, Fill, Filled};
use super::mentions::Mentions;
use super::quotes::{Quote, touching};
use super::said::Said;
use super::span_index::SpanIndex;
use super::statements::Statement;
use super::stretches::merge;
use super::tree::Tree;
use super::voices::voice;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::{Attribution, Upos};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How sure the reader must be of words that no frame knows.
const SURE: f32 = 0.8;

/// Takes out of the statements of frames what is none of its own.
pub fn confirm(found: &mut Vec<Statement>, heard: &[Attribution], ontology: &Ontology) {
    let cues: HashSet<(usize, usize)> = heard.iter().flat_map(|h| h.cue.iter().copied()).collect();
    let is_heard = |s: &Statement| cues.contains(&(s.candidate.sentence, s.candidate.trigger));
    let held = |s: &Statement| {
        let class = ontology.classes.get(&s.candidate.class);
        class.is_some_and(|class| class.is_held)
    };
    found.retain(|s| !held(s) || is_heard(s));
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
            let known = speaks.is_some_and(|fill| {
                let token = mentions.trees[fill.sentence].token(fill.token);
                !bare && source.iter().any(|part| part.contains(token.span))
            });
            if !here || known || s.covers(voice.span) {
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

/// Says of each statement how sure the reader is of its cue, where it hears one.
pub fn weigh(found: &mut [Statement], heard: &[Attribution]) {
    let words = |h: &Attribution| {
        h.cue
            .iter()
            .map(|&at| (at, h.certainty))
            .collect::<Vec<_>>()
    };
    let sure: HashMap<(usize, usize), f32> = heard.iter().flat_map(words).collect();
    for s in found {
        let certainty = sure.get(&(s.candidate.sentence, s.candidate.trigger));
        s.candidate.odds = certainty.map(|p| (p / (1.0 - p)).ln().clamp(-8.0, 8.0));
    }
}

/// Words of several sentences as stretches of text.
fn spans(words: &[(usize, usize)], mentions: &Mentions) -> Vec<Span> {
    let words = words.iter().map(|&(s, t)| mentions.trees[s].token(t).span);
    merge(words.collect(), &mentions.document.text)
}

/// From the first of some words to the last.
fn cover(words: &[(usize, usize)], mentions: &Mentions) -> Option<Span> {
    let words = spans(words, mentions).into_iter();
    words.reduce(|a, b| a.cover(b))
}

/// Whom the words of a source mean, if they can speak.
fn source_voice(
    source: &[(usize, usize)],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<Fill> {
    let (sentence, token) = head(source, mentions)?;
    voice(speaker_at(sentence, token, mentions), mentions, ontology)
}

/// The statements that the reader is sure to hear where no frame found any.
pub fn unframed(
    known: &[Statement],
    events: &[Candidate],
    heard: &[Attribution],
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let known = Said::new(known);
    let sure = heard
        .iter()
        .filter(|h| h.certainty > SURE && !h.source.is_empty());
    sure.filter_map(|h| {
        let content = spans(&h.content, mentions);
        let free = |part: &Span| known.touching(*part).is_empty();
        if !content.iter().all(free) {
            return None;
        }
        let cue = cover(&h.cue, mentions)?;
        let (sentence, trigger) = head(&h.cue, mentions)?;
        // Whom the reader takes for the speaker is what the cue says by its grammar: "No talks, says minister".
        let at = (sentence, trigger);
        let swapped = |s: &&Statement| (s.candidate.sentence, s.candidate.trigger) == at;
        let mut source = spans(&h.source, mentions).into_iter();
        if source.any(|part| known.touching(part).iter().any(swapped)) {
            return None;
        }
        // "The two agreed to halt fire": it is told as an agreement.
        let tells = |e: &Candidate| e.sentence == sentence && e.stands_at(Some(trigger));
        if events.iter().any(tells) {
            return None;
        }
        let class = class(&mentions.trees[sentence], trigger, ontology)?;
        let candidate = Candidate {
            roles: BTreeMap::from([(
                "speaker".to_owned(),
                vec![source_voice(&h.source, mentions, ontology)?],
            )]),
            ..Candidate::new(class, Some("reader"), (sentence, trigger), cue)
        };
        let quoted = |part: &Span| {
            touching(speech, *part)
                .iter()
                .any(|q| q.outer.contains(*part))
        };
        let direct = content.iter().all(quoted);
        Some(Statement {
            cue,
            source: spans(&h.source, mentions),
            ..Statement::new(candidate, content, direct)
        })
    })
    .collect()
}

/// The class of what a word tells that it was said: that of a frame that it evokes elsewhere. None where its frames are
/// all of other events, as of "agreed".
fn class<'o>(tree: &Tree, trigger: usize, ontology: &'o Ontology) -> Option<&'o str> {
    let lexicon = &ontology.lexicon;
    let frames = match tree.upos(trigger) {
        Upos::Noun => lexicon.by_noun.get(&tree.lemma(trigger)),
        _ => lexicon.by_verb.get(&tree.verb(trigger)),
    };
    let Some(frames) = frames else {
        return lexicon.word_of("class-of-bare-quotes");
    };
    let voiced = |f: &usize| {
        let frame = &lexicon.frames[*f];
        let speaks = frame.slots.iter().any(|slot| slot.role == "speaker");
        (speaks && ontology.is_a(&frame.class, "Statement")).then_some(frame.class.as_str())
    };
    frames.iter().find_map(voiced)
}

/// The head of some words of one sentence: the one that hangs on none of them.
fn head(words: &[(usize, usize)], mentions: &Mentions) -> Option<(usize, usize)> {
    let outside = |&&(s, t): &&(usize, usize)| {
        let above = mentions.trees[s].head(t);
        above.is_none_or(|h| !words.contains(&(s, h)))
    };
    words.iter().find(outside).copied()
}
