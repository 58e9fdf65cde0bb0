//! What the reader hears somebody say. It decides where frames see too much, and adds what no frame knows.
//!
//! One utterance is one statement: what is told again within it ("he said he *hoped* …") is none of its own, unless
//! somebody else says it and the reader hears them, too. What can be held without being said, a hope or a plan, counts
//! where the reader hears it said.

use super::clause_cues::speaker_value;
use super::events::{Candidate, Fill, Filled};
use super::mentions::Mentions;
use super::quotes::{Quote, touching};
use super::said::Said;
use super::statements::Statement;
use super::stretches::merge;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::Attribution;
use std::collections::{BTreeMap, HashSet};

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
            let around = said.touching(s.extent()).into_iter().filter(|other| {
                let inside = |part: &Span| other.content.iter().any(|o| o.contains(*part));
                other.extent().len() > s.extent().len() && s.content.iter().all(inside)
            });
            let mut around = around.peekable();
            around.peek().is_some() && (!is_heard(s) || around.any(|other| one_speaks(s, other)))
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

/// The statements that the reader is sure to hear where no frame found any.
pub fn unframed(
    known: &[Statement],
    heard: &[Attribution],
    speech: &[Quote],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Statement> {
    let Some(class) = ontology.lexicon.word_of("class-of-bare-quotes") else {
        return Vec::new();
    };
    let known = Said::new(known);
    let text = &mentions.document.text;
    let spans = |words: &[(usize, usize)]| {
        let words = words.iter().map(|&(s, t)| mentions.trees[s].token(t).span);
        merge(words.collect(), text)
    };
    let sure = heard
        .iter()
        .filter(|h| h.certainty > SURE && !h.source.is_empty());
    sure.filter_map(|h| {
        let content = spans(&h.content);
        let free = |part: &Span| known.touching(*part).is_empty();
        let (sentence, trigger) = head(&h.cue, mentions)?;
        let cue = spans(&h.cue);
        let cue = cue.iter().copied().reduce(|a, b| a.cover(b))?;
        if !content.iter().all(free) {
            return None;
        }
        let (s, t) = head(&h.source, mentions)?;
        let mention = mentions.get(s, t);
        let speaker = Fill {
            sentence: s,
            token: t,
            span: mention.map_or(mentions.trees[s].token(t).span, |m| m.span),
            value: mention
                .and_then(|m| speaker_value(m.referent))
                .unwrap_or(Filled::Words),
        };
        let candidate = Candidate {
            roles: BTreeMap::from([("speaker".to_owned(), vec![speaker])]),
            ..Candidate::new(class, Some("reader"), (sentence, trigger), cue)
        };
        let quoted = |part: &Span| touching(speech, *part).iter().any(|q| q.outer.contains(*part));
        let direct = content.iter().all(quoted);
        Some(Statement {
            cue,
            source: spans(&h.source),
            ..Statement::new(candidate, content, direct)
        })
    })
    .collect()
}

/// The head of some words of one sentence: the one that hangs on none of them.
fn head(words: &[(usize, usize)], mentions: &Mentions) -> Option<(usize, usize)> {
    let outside = |&&(s, t): &&(usize, usize)| {
        let above = mentions.trees[s].head(t);
        above.is_none_or(|h| !words.contains(&(s, h)))
    };
    words.iter().find(outside).copied()
}
