//! Interviews and transcripts: paragraphs that begin with who speaks, "RAMOS: Did you know?", "(Ramos) Did you know?",
//! "\[Ramos\] Did you know?". Where several paragraphs do, each is said by whom it names, to its end.

use super::clause_cues::{BY_NAME, LABEL, names_actor, speaker_value};
use super::events::{Candidate, Fill, Filled};
use super::mentions::Mentions;
use super::statement::Statement;
use crate::ontology::{Found, Ontology};
use crate::span::Span;
use std::collections::HashMap;

/// The mark behind a speaker's name.
const COLON: char = ':';

/// A paragraph that begins with a name set off by marks.
struct Turn<'t> {
    /// The name.
    label: Span,
    name: &'t str,
    /// What closes it: a bracket or a colon.
    mark: Span,
    /// What stands behind it.
    said: Span,
}

/// The words of each speaker of a transcript.
pub fn turns(mentions: &Mentions, ontology: &Ontology) -> Vec<Statement> {
    let document = mentions.document;
    let read = document.blocks.iter().filter(|block| block.kind.is_read());
    let turns: Vec<Turn> = read
        .filter_map(|block| turn(block.span, &document.text))
        .collect();
    let mut often: HashMap<&str, usize> = HashMap::new();
    for turn in &turns {
        *often.entry(turn.name).or_default() += 1;
    }
    // "UPDATE: …" and the agency of a dateline stand once.
    if often.len() < 2 || often.values().all(|&n| n == 1) {
        return Vec::new();
    }
    let heard = turns.iter().filter_map(|turn| {
        let (at, speaker) = speaker(turn, often[turn.name] > 1, mentions, ontology)?;
        Some((turn, at, speaker))
    });
    let heard: Vec<_> = heard.collect();
    let class = ontology.class_of(Found::Quote);
    let said = heard.iter().enumerate().map(|(n, (turn, at, speaker))| {
        let mut candidate = Candidate::new(class, Some(BY_NAME), *at, turn.mark);
        let roles = &mut candidate.roles;
        roles.insert("speaker".to_owned(), vec![speaker.clone()]);
        // Of two each speaks to the other, who spoke before or speaks next.
        let mut others = heard[..n].iter().rev().chain(&heard[n..]);
        let other = others.find(|(other, ..)| other.name != turn.name);
        if let Some((.., other)) = other.filter(|_| often.len() == 2) {
            roles.insert("addressee".to_owned(), vec![other.clone()]);
        }
        Statement::new(candidate, vec![turn.said], true)
    });
    said.collect()
}

fn turn(block: Span, text: &str) -> Option<Turn<'_>> {
    let words = block.of(text);
    let (from, to) = match words.chars().next()? {
        '(' => (1, words.find(')')?),
        '[' => (1, words.find(']')?),
        _ => (0, words.find(COLON)?),
    };
    let name = words.get(from..to)?;
    // Names are written with capitals: "(begin recording)" is none.
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let named = name.split_whitespace().count() <= LABEL
        && name.split_whitespace().all(capital)
        && name.starts_with(char::is_uppercase);
    let behind = words[to + 1..].trim_start();
    let said = Span::new(block.end - behind.len(), block.end);
    let label = Span::new(block.begin + from, block.begin + to);
    let mark = Span::new(label.end, label.end + 1);
    (named && !behind.is_empty()).then_some(Turn {
        label,
        name,
        mark,
        said,
    })
}

/// Sentence and token of the mark behind who speaks in a paragraph, and who. Whoever is no actor that the article knows speaks only
/// if `again`: "Note: …" stands once.
fn speaker(
    turn: &Turn,
    again: bool,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Option<((usize, usize), Fill)> {
    let trees = &mentions.trees;
    let s = trees.partition_point(|tree| tree.sentence.span.end <= turn.mark.begin);
    let tree = trees.get(s)?;
    let mark = (0..tree.len()).find(|&t| tree.token(t).span.contains(turn.mark))?;
    let label = (0..mark).filter(|&t| turn.label.contains(tree.token(t).span));
    let actor = label.clone().find_map(|t| {
        let mention = mentions.get(s, t).filter(|m| turn.label.contains(m.span))?;
        let value = speaker_value(mention.referent)
            .filter(|_| names_actor(mention.referent, mentions, ontology))?;
        Some(Fill::new((s, t), mention.span, value))
    });
    let nobody = || {
        Some(Fill::new(
            (s, label.clone().next_back()?),
            turn.label,
            Filled::Words,
        ))
    };
    let speaker = actor.or_else(|| nobody().filter(|_| again))?;
    Some(((s, mark), speaker))
}
