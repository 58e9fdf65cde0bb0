//! Who, where and when is spoken of in the sentences of a document.

use crate::extract::entities::EntityId;
use crate::extract::mentions::Mentions;
use crate::ontology::Ontology;
use crate::time::Interval;
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};

/// What each sentence speaks of, and how often each entity is spoken of.
pub struct Scene {
    sights: Vec<Sight>,
    told: BTreeMap<EntityId, usize>,
    speakers: BTreeSet<EntityId>,
}

/// What one sentence speaks of.
#[derive(Debug, Default)]
pub struct Sight {
    /// Places and countries.
    pub places: Named,
    /// Actors.
    pub actors: Named,
    /// Its paragraph.
    pub paragraph: usize,
    /// Whether it names a time long before the article.
    pub old: bool,
    times: Vec<Interval>,
}

/// From how many days before an article on what it tells is background.
const OLD: i64 = 45;

/// Entities that have a name or an identity of their own.
#[derive(Debug, Default)]
pub struct Named(BTreeSet<EntityId>);

impl Scene {
    /// Looks at every sentence.
    pub fn of_all(mentions: &Mentions, ontology: &Ontology) -> Scene {
        let mut told: BTreeMap<EntityId, usize> = BTreeMap::new();
        let mut speakers = BTreeSet::new();
        let mut sight = |s: usize| {
            let tree = &mentions.trees[s];
            let times = tree.sentence.times.iter().filter_map(|time| time.interval);
            let published = mentions
                .document
                .published
                .as_ref()
                .and_then(|published| published.day());
            let mut ends = tree
                .sentence
                .times
                .iter()
                .filter_map(|time| time.interval?.end);
            let mut sight = Sight {
                old: published.is_some_and(|day| ends.any(|end| end + OLD.days() < day)),
                paragraph: tree.sentence.paragraph,
                times: times.collect(),
                ..Sight::default()
            };
            for t in 0..tree.len() {
                let Some(mention) = mentions.get(s, t) else {
                    continue;
                };
                let speaks = mentions.speaks(s, t);
                for id in mention.referent.entities() {
                    *told.entry(id).or_default() += 1;
                    if speaks {
                        speakers.insert(id);
                    }
                    let entity = mentions.entities.get(id);
                    let place = ontology.is_a(&entity.class, "Place");
                    let named = if place {
                        &mut sight.places
                    } else {
                        &mut sight.actors
                    };
                    if !entity.id.starts_with("thing/") {
                        named.0.insert(id);
                    }
                }
            }
            sight
        };
        let sights = (0..mentions.trees.len()).map(&mut sight).collect();
        Scene {
            sights,
            told,
            speakers,
        }
    }

    /// How often a document speaks of an entity.
    pub fn told_of(&self, id: EntityId) -> &'static str {
        match self.told.get(&id) {
            None | Some(1) => "once",
            Some(2..=3) => "a few times",
            Some(4..=8) => "often",
            Some(_) => "very often",
        }
    }

    /// Whether it says anything in the document.
    pub fn speaks(&self, id: EntityId) -> bool {
        self.speakers.contains(&id)
    }

    /// What a sentence speaks of.
    pub fn of(&self, sentence: usize) -> &Sight {
        &self.sights[sentence]
    }
}

impl Named {
    /// How two sets compare, if neither is empty.
    pub fn compared(&self, other: &Named) -> Option<&'static str> {
        if self.0.is_empty() || other.0.is_empty() {
            return None;
        }
        Some(match self.0.intersection(&other.0).count() {
            0 => "none shared",
            n if n == self.0.len() && n == other.0.len() => "the same",
            _ => "some shared",
        })
    }
}

impl Sight {
    /// How the times of two sentences compare, if both tell any.
    pub fn days(&self, other: &Sight) -> Option<&'static str> {
        if self.times.is_empty() || other.times.is_empty() {
            return None;
        }
        let pairs = || {
            self.times
                .iter()
                .flat_map(|x| other.times.iter().map(move |y| (x, y)))
        };
        Some(match () {
            () if pairs().any(|(x, y)| x == y) => "one the same",
            () if pairs().any(|(x, y)| x.overlaps(y)) => "may be the same",
            () => "differ",
        })
    }
}
