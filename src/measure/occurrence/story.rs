//! How much two articles are about the same: names first, then other words, rare ones more than common ones.

use super::Word;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How often each word stands in a document, names counted more often than other words.
pub(crate) type Bag = FxHashMap<Word, f32>;

/// Below this two articles have nothing to do with each other.
pub(crate) const STRANGE: f32 = 0.03;
/// How many of its neighbours say how alike an article is to those on the same story.
const NEIGHBOURS: usize = 5;

/// The documents of a collection, compared.
pub(crate) struct Stories {
    rarity: FxHashMap<Word, f32>,
    counts: Vec<Bag>,
    count: usize,
    likeness: Vec<f32>,
    usual: Vec<f32>,
}

impl Stories {
    pub(crate) fn of(bags: Vec<Bag>) -> Stories {
        let count = bags.len();
        let mut spread: FxHashMap<Word, u32> = FxHashMap::default();
        for word in bags.iter().flat_map(Bag::keys) {
            *spread.entry(*word).or_default() += 1;
        }
        let rarity: FxHashMap<Word, f32> = spread
            .into_iter()
            .map(|(word, n)| (word, ((count as f32 + 1.0) / (n as f32 + 0.5)).ln()))
            .collect();
        let vectors: Vec<Vec<(Word, f32)>> = bags
            .par_iter()
            .map(|bag| {
                let mut vector: Vec<(Word, f32)> = bag
                    .iter()
                    .map(|(word, n)| (*word, n.ln_1p() * rarity[word]))
                    .collect();
                vector.sort_unstable_by_key(|(word, _)| *word);
                let length = vector.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
                vector
                    .iter_mut()
                    .for_each(|(_, x)| *x /= length.max(f32::MIN_POSITIVE));
                vector
            })
            .collect();
        let likeness: Vec<f32> = (0..count)
            .into_par_iter()
            .flat_map_iter(|a| {
                let vectors = &vectors;
                (0..count).map(move |b| match a == b {
                    true => 0.0,
                    false => product(&vectors[a], &vectors[b]),
                })
            })
            .collect();
        let usual = (0..count)
            .map(|a| {
                let mut all = likeness[a * count..(a + 1) * count].to_vec();
                all.sort_unstable_by(|x, y| y.total_cmp(x));
                all.truncate(NEIGHBOURS);
                all.iter().sum::<f32>() / NEIGHBOURS as f32
            })
            .collect();
        Stories {
            rarity,
            counts: bags,
            count,
            likeness,
            usual,
        }
    }

    /// Cosine of two documents' words.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> f32 {
        self.likeness[a * self.count + b]
    }

    /// The same against what is usual between the one that has more in common with others and its neighbours, and the
    /// one that has less.
    pub(crate) fn against_usual(&self, a: usize, b: usize) -> (f32, f32) {
        let (x, y) = (self.usual[a], self.usual[b]);
        let part = |usual: f32| self.likeness(a, b) / usual.max(1e-6);
        (part(x.max(y)), part(x.min(y)))
    }

    /// Logarithm of how few documents have the word.
    pub(crate) fn rarity(&self, word: Word) -> f32 {
        self.rarity.get(&word).copied().unwrap_or(6.0)
    }

    /// How often a document has it.
    pub(crate) fn count(&self, document: usize, word: Word) -> f32 {
        self.counts[document].get(&word).copied().unwrap_or(0.0)
    }
}

fn product(a: &[(Word, f32)], b: &[(Word, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((x, p)), Some((y, q))) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += p * q;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}
