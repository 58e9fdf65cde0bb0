//! Words that name something that happened, of whatever kind, and which of them name the same: within a document and
//! across documents.
//!
//! Accounts are of the kinds that the ontology knows; an [`Occurrence`] is any verb or noun that names an event, with what
//! the tree says of it. Pairs are compared by [`signs`]; how much each sign weighs stands in `models/occurrences.tsv`,
//! made by `training/occurrences.py`. Groups grow while their members are likely the same in the mean ([`group`]).

mod group;
mod read;
mod signs;
pub(crate) mod story;
mod weights;

use crate::document::Document;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::text::encoder::vectors::Vectors;
use crate::text::{Analysis, Upos};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use signs::Pair;
use story::Stories;
use weights::Weights;

/// A document with the words in it that name events.
pub struct Telling<'a> {
    /// The text.
    pub document: &'a Document,
    /// Its sentences.
    pub analysis: &'a Analysis,
    /// The words that name events.
    pub spans: Vec<Span>,
}

/// A word by its number, the same on every run.
type Word = u64;
/// Words, sorted, each once.
type Words = Vec<Word>;

/// What the tree says of a word that names an event.
#[derive(Debug, Clone, Default)]
struct Occurrence {
    /// Index of the document, and of the sentence in it.
    document: usize,
    sentence: usize,
    /// The letters.
    text: String,
    /// Dictionary form of the head word, the same with its particle, and what is left without its ending.
    lemma: Word,
    verb: Word,
    stem: Word,
    /// Part of speech of the head word.
    upos: Option<Upos>,
    /// It is a word of saying; a verb that says little by itself; a pronoun.
    says: bool,
    light: bool,
    pronoun: bool,
    /// A word of denial stands with it.
    denied: bool,
    /// Words that carry meaning.
    phrase: Words,
    /// Heads of what fills its places, by place, and with their own modifiers.
    heads: [Words; read::PLACES],
    wide: [Words; read::PLACES],
    /// All of them.
    arguments: Words,
    /// Numbers that modify it.
    numbers: Words,
    /// Time expressions of the sentence.
    times: Words,
    /// Other words of the sentence, and those close by.
    around: Words,
    near: Words,
}

/// Occurrences of many documents, ready to be compared.
struct Collection {
    occurrences: Vec<Occurrence>,
    stories: Stories,
    directions: FxHashMap<Word, Vec<f32>>,
}

impl Collection {
    fn of(tellings: &[Telling<'_>], ontology: &Ontology, vectors: &Vectors<'_>) -> Collection {
        let read: Vec<(Vec<Occurrence>, story::Bag, read::Spelled)> = tellings
            .par_iter()
            .enumerate()
            .map(|(number, telling)| read::telling(number, telling, ontology))
            .collect();
        let mut occurrences = Vec::new();
        let mut bags = Vec::new();
        let mut directions = FxHashMap::default();
        for (found, bag, spelled) in read {
            occurrences.extend(found);
            bags.push(bag);
            for (word, letters) in spelled {
                directions
                    .entry(word)
                    .or_insert_with(|| vectors.of(&letters));
            }
        }
        Collection {
            occurrences,
            stories: Stories::of(bags),
            directions,
        }
    }

    fn pair<'c>(&'c self, sums: &'c signs::Sums, a: usize, b: usize) -> Pair<'c> {
        Pair {
            collection: self,
            a: (&self.occurrences[a], &sums.of[a]),
            b: (&self.occurrences[b], &sums.of[b]),
        }
    }
}

/// A pair of given words, and the signs that hold for it.
pub struct Compared {
    /// Document and place in its `spans` of the one.
    pub a: (usize, usize),
    /// The same of the other.
    pub b: (usize, usize),
    /// Rows of the table.
    pub rows: Vec<u16>,
}

/// For each document and each of its spans the number of the event it names; words of one event have one number.
pub fn events(
    tellings: &[Telling<'_>],
    ontology: &Ontology,
    vectors: &Vectors<'_>,
) -> Vec<Vec<usize>> {
    let collection = Collection::of(tellings, ontology, vectors);
    let sums = signs::Sums::of(&collection);
    let weights = Weights::embedded();
    let count = collection.occurrences.len();
    // By rows of the lower triangle.
    let likely: Vec<Vec<f32>> = (0..count)
        .into_par_iter()
        .map(|a| {
            let mut rows = Vec::new();
            let mut likely = |b| match collection.related(a, b) {
                true => {
                    collection.pair(&sums, a, b).rows(&mut rows);
                    weights.likelihood(&rows)
                }
                false => 0.0,
            };
            (0..a).map(&mut likely).collect()
        })
        .collect();
    let groups = group::groups(&likely);
    let mut groups = groups.into_iter();
    tellings
        .iter()
        .map(|t| groups.by_ref().take(t.spans.len()).collect())
        .collect()
}

/// All pairs that may name the same, for training. `together` says which documents are compared.
pub fn pairs(
    tellings: &[Telling<'_>],
    ontology: &Ontology,
    vectors: &Vectors<'_>,
    together: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Compared> {
    let collection = Collection::of(tellings, ontology, vectors);
    let sums = signs::Sums::of(&collection);
    let places: Vec<(usize, usize)> = tellings
        .iter()
        .enumerate()
        .flat_map(|(number, t)| (0..t.spans.len()).map(move |place| (number, place)))
        .collect();
    (0..places.len())
        .into_par_iter()
        .flat_map_iter(|b| {
            let (collection, sums, places) = (&collection, &sums, &places);
            let together = &together;
            (0..b)
                .filter(move |&a| together(places[a].0, places[b].0))
                .map(move |a| {
                    let mut rows = Vec::new();
                    collection.pair(sums, a, b).rows(&mut rows);
                    Compared {
                        a: places[a],
                        b: places[b],
                        rows,
                    }
                })
        })
        .collect()
}

/// The names of the table's rows.
pub fn rows() -> Vec<String> {
    signs::names()
}

impl Collection {
    /// Their documents have enough in common to tell of one event.
    fn related(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.occurrences[a].document, self.occurrences[b].document);
        a == b || self.stories.likeness(a, b) >= story::STRANGE
    }
}
