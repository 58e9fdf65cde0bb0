//! What documents whose events are known teach: the signs that `training/episodes.py` weighs.

use super::scene::Scene;
use super::tie::Ties;
use super::{TOGETHER, chance, family, word, words};
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::weights::Sign;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::time::Interval;
use std::collections::BTreeSet;

/// What there is to learn from a document whose events are known.
#[derive(Debug, Default)]
pub struct Lessons {
    /// The words that tell.
    pub tellings: Vec<Telling>,
    /// Two of them by their places, and what is seen of them.
    pub pairs: Vec<(usize, usize, Vec<Sign>)>,
    /// For each known event what may take part in it.
    pub events: Vec<(usize, Vec<Lesson>)>,
}

/// A word that tells of an event.
#[derive(Debug)]
pub struct Telling {
    /// The number of its event, if it is known.
    pub event: Option<usize>,
    /// Its words.
    pub words: Vec<Span>,
    /// What is seen of it alone.
    pub signs: Vec<Sign>,
}

/// What may take part in an event.
#[derive(Debug)]
pub struct Lesson {
    /// Its name and the words of a mention.
    pub names: Vec<String>,
    /// Its days, when it is a time.
    pub time: Option<Interval>,
    /// What is seen of it.
    pub signs: Vec<Sign>,
}

/// What a document teaches; `known` says for words which event they tell of.
pub fn lessons(
    tellings: &[Candidate],
    known: &[(Span, usize)],
    mentions: &Mentions,
    ontology: &Ontology,
) -> Lessons {
    let event = |words: &[Span]| {
        let of = |span: &Span| known.iter().find(|(k, _)| k.overlaps(*span));
        words.iter().find_map(of).map(|(_, event)| *event)
    };
    let mut lessons = Lessons::default();
    for telling in tellings {
        let words = words(telling, mentions);
        lessons.tellings.push(Telling {
            event: event(&words),
            words,
            signs: word::signs(telling, telling.trigger, mentions, ontology),
        });
    }
    let scene = Scene::of_all(mentions, ontology);
    let ties = Ties::of(tellings, &scene, mentions, ontology);
    for (j, b) in tellings.iter().enumerate() {
        for (i, a) in tellings
            .iter()
            .enumerate()
            .take(j)
            .skip(j.saturating_sub(TOGETHER))
        {
            if family(&a.class, ontology) == family(&b.class, ontology) {
                lessons.pairs.push((i, j, ties.signs(i, j)));
            }
        }
    }
    let mut events: Vec<usize> = lessons
        .tellings
        .iter()
        .filter_map(|telling| telling.event)
        .collect();
    events.sort_unstable();
    events.dedup();
    for number in events {
        let ours = tellings
            .iter()
            .zip(&lessons.tellings)
            .filter(|(_, telling)| telling.event == Some(number));
        let ours: Vec<Candidate> = ours.map(|(telling, _)| telling.clone()).collect();
        let chances = chance::chances(&ours, &BTreeSet::new(), &scene, mentions)
            .into_iter()
            .map(|chance| Lesson {
                names: vec![
                    name(&chance, mentions),
                    chance.fill.span.of(&mentions.document.text).to_string(),
                ],
                time: chance.interval(mentions),
                signs: chance.signs.into_iter().collect(),
            });
        lessons.events.push((number, chances.collect()));
    }
    lessons
}

/// Its name, or the words of a candidate that has none.
fn name(chance: &chance::Chance, mentions: &Mentions) -> String {
    match chance.who {
        chance::Who::Entity(id) => mentions.entities.get(id).name.clone(),
        _ => chance.fill.span.of(&mentions.document.text).to_string(),
    }
}
