//! How likely it is that what was found is a statement: signs, weighed by `models/statements.tsv`.

use super::arguments::arguments;
use super::events::Filled;
use super::heard::{alike, spans};
use super::mentions::Mentions;
use super::said::Said;
use super::statement::Statement;
use super::voices::is_utterance;
use super::weights::{Sign, Weights};
use crate::document::BlockKind;
use crate::span::Span;
use crate::text::{Attribution, Upos};
use std::borrow::Cow;
use std::collections::HashMap;

/// From which log-odds on something is told as a statement. What is found or lost is worth more than what is wrong: the best
/// balance of both lies below even odds.
const TOLD: f32 = -1.0;

/// Says of each statement how likely it is one, and leaves out those that are hardly any. Of several that one cue may introduce the
/// likeliest stays.
pub fn weigh(found: &mut Vec<Statement>, heard: &[Attribution], mentions: &Mentions) {
    let weights = Weights::of_statements();
    let Some(column) = weights.column("told") else {
        return;
    };
    let odds: Vec<f32> = signs(found, heard, mentions)
        .iter()
        .map(|signs| weights.sum(signs, column))
        .collect();
    let mut best: HashMap<(usize, usize), f32> = HashMap::new();
    for (statement, odds) in found.iter_mut().zip(odds) {
        // Whoever answers what was said says something, however little is heard of it.
        let odds = if answers(statement, mentions) {
            odds.max(0.0)
        } else {
            odds
        };
        statement.candidate.odds = Some(odds);
        if let Some(cue) = cue(statement) {
            let best = best.entry(cue).or_insert(odds);
            *best = best.max(odds);
        }
    }
    found.retain(|statement| {
        let odds = statement.candidate.odds.unwrap_or_default();
        let rivals = cue(statement).and_then(|cue| best.get(&cue));
        odds > TOLD && rivals.is_none_or(|best| odds >= *best)
    });
}

/// "The group rejected the accusation": somebody says something of what was said.
fn answers(statement: &Statement, mentions: &Mentions) -> bool {
    let (s, cue) = statement.candidate.at();
    let tree = &mentions.trees[s];
    let objects = arguments(tree, cue, &mentions.ontology.lexicon).into_iter();
    let told = objects.filter(|a| a.relation == "object").any(|object| {
        let content = statement.covers(tree.token(object.token).span);
        let relative = tree.has(object.token, "PronType=Rel");
        content && (relative || is_utterance(tree, object.token, mentions.ontology))
    });
    told && statement.candidate.roles.contains_key("speaker")
}

/// Where the cue of a statement stands, if it has any.
fn cue(statement: &Statement) -> Option<(usize, usize)> {
    let bare = statement.candidate.trigger_span.is_empty();
    (!bare).then(|| statement.candidate.at())
}

/// What is seen of each statement.
pub fn signs(found: &[Statement], heard: &[Attribution], mentions: &Mentions) -> Vec<Vec<Sign>> {
    let cues: HashMap<(usize, usize), &Attribution> = heard
        .iter()
        .flat_map(|h| h.cue.iter().map(move |&at| (at, h)))
        .collect();
    let said = Said::new(found);
    let seen = found.iter().enumerate().map(|(n, statement)| {
        let known = cue(statement).and_then(|cue| cues.get(&cue).copied());
        let mut signs = of(statement, known, mentions);
        let around = said.around(statement.candidate.trigger_span);
        if around.is_some_and(|i| i != n) {
            signs.push(("it is said", Cow::Borrowed("within another")));
        }
        let mut beside = statement
            .content
            .iter()
            .flat_map(|part| said.touching(*part));
        if beside.any(|other| !std::ptr::eq(other, statement)) {
            signs.push(("it is said", Cow::Borrowed("in words of another")));
        }
        signs
    });
    seen.collect()
}

/// What is seen of a statement alone; `known`: what the reader hears its cue tell.
fn of(statement: &Statement, known: Option<&Attribution>, mentions: &Mentions) -> Vec<Sign> {
    let candidate = &statement.candidate;
    let tree = &mentions.trees[candidate.sentence];
    let t = candidate.trigger;
    let bare = candidate.trigger_span.is_empty();
    let heard = match known.map(|h| h.certainty) {
        _ if bare => "without a cue",
        None => "unheard",
        Some(0.9..) => "surely heard",
        Some(0.7..) => "heard",
        Some(0.5..) => "hardly heard",
        Some(_) => "not quite heard",
    };
    let words = known.map(|h| alike(&statement.content, &spans(&h.content, mentions)));
    let words = match words {
        None => "nothing",
        Some(0.95..) => "these words",
        Some(0.7..) => "much of these words",
        Some(0.4..) => "some of these words",
        Some(_) => "other words",
    };
    let frame = candidate
        .frames
        .first()
        .map(String::as_str)
        .unwrap_or_default();
    let way = if statement.direct {
        "direct"
    } else {
        "indirect"
    };
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("it is", Cow::Borrowed(heard)),
        ("it is", Cow::Borrowed(way)),
    ];
    let mut see = |what, kind: String| signs.push((what, Cow::Owned(kind)));
    see("the reader hears", words.to_string());
    see("the reader hears, of its frame", format!("{frame} {words}"));
    see("its frame", frame.to_string());
    see("its frame, heard or not", format!("{frame} {heard}"));
    see("its class", candidate.class.clone());
    see(
        "its class, heard or not",
        format!("{} {heard}", candidate.class),
    );
    see("its modality", candidate.modality.name().to_string());
    see("its way, heard or not", format!("{way} {heard}"));
    let text = &mentions.document.text;
    let first = statement.content.first().map(|part: &Span| part.of(text));
    let opening = first
        .and_then(|words| words.split_whitespace().next())
        .unwrap_or_default()
        .to_lowercase();
    see("it opens with", format!("{opening} {way}"));
    let words = statement
        .content
        .iter()
        .map(|part| part.of(text).split_whitespace().count());
    let long = match words.sum() {
        0..=1 => "a word",
        2 => "two words",
        3 => "three words",
        4..=7 => "some words",
        8..=15 => "a clause",
        16..=40 => "a sentence",
        _ => "long",
    };
    see("how long", format!("{long} {way}"));
    let speakers = candidate
        .roles
        .get("speaker")
        .map(Vec::as_slice)
        .unwrap_or_default();
    let speaker = match speakers.first().map(|fill| fill.value) {
        None => "nobody".to_string(),
        Some(Filled::Entity(id)) => mentions.entities.get(id).class.clone(),
        Some(Filled::Speaker | Filled::SpeakerSide) => "I or we".to_string(),
        Some(_) => "words".to_string(),
    };
    let cued = if bare { "without a cue" } else { "" };
    see("who speaks", format!("{speaker} {cued}"));
    if candidate.roles.contains_key("addressee") {
        see("it has", "an addressee".to_string());
    }
    if tree.sentence.block == BlockKind::Heading {
        see("stands in", "the headline".to_string());
    }
    if bare {
        return signs;
    }
    let upos = tree.upos(t);
    see("its cue", tree.lemma(t));
    let form = match upos {
        Upos::Verb if tree.is_passive(t) => "a passive verb",
        Upos::Verb if tree.has(t, "VerbForm=Inf") => "an infinitive",
        Upos::Verb if tree.has(t, "VerbForm=Ger") => "a participle",
        Upos::Verb if tree.has(t, "Tense=Past") => "a past verb",
        Upos::Verb => "a verb",
        Upos::Noun if tree.has(t, "Number=Plur") => "a plural",
        Upos::Noun => "a noun",
        _ => "another word",
    };
    see("its form", form.to_string());
    signs
}
