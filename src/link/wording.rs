//! Words of a stretch of text as a set that can be compared, and the pairs of sets that have much in common.

use crate::fold::fold_into;
use crate::text::irregular::lemma_of;
use crate::text::words::WORDS;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

/// Letters of a word that are compared: "shelled", "shelling" and "shells" are one.
const STEM: usize = 5;
/// A word that more sets than this have begins no comparison.
const COMMON: usize = 64;

/// The stems of the words of a text that carry meaning, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    /// Accounts of one sentence share it.
    stems: Arc<[u64]>,
}

impl Wording {
    /// Of a text.
    pub(crate) fn of(text: &str) -> Wording {
        let mut stems = Vec::new();
        each_word(text, |word| stems.extend(meaning(word)));
        Wording::of_stems(stems)
    }

    /// Of the words of a text, folded.
    pub(super) fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Wording {
        Wording::of_stems(words.filter_map(meaning).collect())
    }

    fn of_stems(mut stems: Vec<u64>) -> Wording {
        stems.sort_unstable();
        stems.dedup();
        match stems.is_empty() {
            true => Wording::default(),
            false => Wording {
                stems: stems.into(),
            },
        }
    }

    /// The words that none of some others has.
    pub(crate) fn without(&self, others: &[Wording]) -> Wording {
        let has = |stem: &u64| {
            let mut others = others.iter();
            others.any(|other| other.stems.binary_search(stem).is_ok())
        };
        let stems: Vec<u64> = self.stems.iter().copied().filter(|s| !has(s)).collect();
        match stems.len() == self.len() {
            true => self.clone(),
            false => Wording::of_stems(stems),
        }
    }

    /// How many different words there are.
    pub(crate) fn len(&self) -> usize {
        self.stems.len()
    }

    /// How many words both have.
    pub(crate) fn shared(&self, other: &Wording) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        // Without branches: nobody can guess which of two words comes first.
        while let (Some(a), Some(b)) = (self.stems.get(i), other.stems.get(j)) {
            i += usize::from(a <= b);
            j += usize::from(b <= a);
            shared += usize::from(a == b);
        }
        shared
    }

    /// Share of all their words that both have.
    pub(crate) fn likeness(&self, other: &Wording) -> f64 {
        self.likeness_by(other, self.shared(other))
    }

    /// The same where it is known how many words both have.
    pub(crate) fn likeness_by(&self, other: &Wording, shared: usize) -> f64 {
        let all = self.len() + other.len() - shared;
        if all == 0 {
            0.0
        } else {
            shared as f64 / all as f64
        }
    }

    /// Words that both have, against the mean number of their words.
    pub(crate) fn cosine(&self, other: &Wording) -> f64 {
        match self.len() * other.len() {
            0 => 0.0,
            both => self.shared(other) as f64 / (both as f64).sqrt(),
        }
    }

    /// Share of the shorter one's words that the longer has.
    pub(crate) fn containment(&self, other: &Wording) -> f64 {
        match self.len().min(other.len()) {
            0 => 0.0,
            shorter => self.shared(other) as f64 / shorter as f64,
        }
    }
}

/// The words of a text, folded.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_string()));
    words
}

/// The last words of a text, folded, the very last first.
pub(super) fn last_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.rsplit(parts).map(|w| {
        let mut word = String::new();
        fold_word(w, &mut word);
        word
    });
    words.filter(|word| !word.is_empty())
}

/// Millions of words are read: none is given a place of its own in memory.
fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for w in text.split(parts) {
        fold_word(w, &mut word);
        if !word.is_empty() {
            each(&word);
        }
    }
}

/// Whether a character is no part of a word, nor of a number.
fn parts(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '\'' | '’' | ',' | '.'))
}

fn fold_word(w: &str, word: &mut String) {
    let w = w.trim_matches(['\'', '’', ',', '.']);
    if w.bytes().all(|b| b.is_ascii_alphanumeric()) {
        // Nearly all: only capitals change.
        word.clear();
        word.push_str(w);
        return word.make_ascii_lowercase();
    }
    fold_into(w, word);
    // A clitic says nothing: "regime's" is "regime".
    word.retain(|c| c != ' ');
}

/// What is compared of a word that carries meaning.
fn meaning(word: &str) -> Option<u64> {
    let carries = word.len() > 1 && !WORDS.functions.contains(word);
    carries.then(|| hash(stem(word)))
}

/// What of a word is compared. Numbers are compared whole.
pub(super) fn stem(word: &str) -> &str {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word;
    }
    // "wore" and "worn" are "wear".
    let word = lemma_of(word).unwrap_or(word);
    word.get(..STEM).unwrap_or(word)
}

/// A number for a word, the same on every run.
pub(crate) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Pairs of sets (indices, the smaller first, sorted) that may share at least the given part of their words.
///
/// Two sets with enough in common share one of their rarest words, so only sets with a rare word in common are paired.
/// Of sets of one label that are equal each is paired with the next, and only the first with others.
pub(super) fn alike(sets: &[(u64, &Wording)], share: f64) -> Vec<(u32, u32)> {
    let mut order: Vec<u32> = (0..sets.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| {
        let (label, set) = sets[i as usize];
        (&set.stems, label, i)
    });
    let (mut pairs, mut first) = (Vec::new(), vec![true; sets.len()]);
    for pair in order.windows(2) {
        let (a, b) = (sets[pair[0] as usize], sets[pair[1] as usize]);
        if a == b && a.1.len() > 0 {
            first[pair[1] as usize] = false;
            pairs.push((pair[0], pair[1]));
        }
    }
    drop(order);
    let distinct = || sets.par_iter().enumerate().filter(|(i, _)| first[*i]);
    let counts = counted(distinct().map(|(_, (_, set))| *set));
    let rarest = |(index, (_, set)): (usize, &(u64, &Wording))| {
        let mut rare: Vec<(u32, u64)> = set.stems.iter().map(|s| (counts[s], *s)).collect();
        rare.sort_unstable();
        let needed = (set.len() as f64 * share).ceil() as usize;
        let prefix = (set.len() + 1).saturating_sub(needed.max(1));
        let rare = rare.into_iter().take(prefix);
        rare.map(move |(_, stem)| (stem, index as u32))
    };
    let mut lists: Vec<(u64, u32)> = distinct().flat_map_iter(rarest).collect();
    lists.par_sort_unstable();
    let lists = lists.par_chunk_by(|a, b| a.0 == b.0);
    pairs.par_extend(lists.filter(|l| l.len() <= COMMON).flat_map_iter(|list| {
        let of = |(n, (_, i)): (usize, &(u64, u32))| {
            let i = *i;
            list[n + 1..].iter().map(move |(_, j)| (i, *j))
        };
        list.iter().enumerate().flat_map(of)
    }));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// How many sets have each word.
fn counted<'w>(sets: impl ParallelIterator<Item = &'w Wording>) -> FxHashMap<u64, u32> {
    let count = |mut counts: FxHashMap<u64, u32>, set: &Wording| {
        for stem in set.stems.iter() {
            *counts.entry(*stem).or_default() += 1;
        }
        counts
    };
    let both = |one: FxHashMap<u64, u32>, other: FxHashMap<u64, u32>| {
        let (mut more, fewer) = match one.len() < other.len() {
            true => (other, one),
            false => (one, other),
        };
        for (stem, count) in fewer {
            *more.entry(stem).or_default() += count;
        }
        more
    };
    sets.fold(FxHashMap::default, count)
        .reduce(FxHashMap::default, both)
}

#[cfg(test)]
mod tests {
    use super::{Wording, alike};

    #[test]
    fn inflection_and_small_words_do_not_matter() {
        let a = Wording::of("The rebels shelled a convoy of lorries near Duna.");
        let b = Wording::of("Rebels were shelling the convoy near Duna, with lorries");
        assert!(a.likeness(&b) > 0.99, "{a:?} {b:?}");
        assert!(a.likeness(&Wording::of("Ministers met in Porto.")) < 0.01);
        assert!((a.containment(&Wording::of("rebels")) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn only_sets_with_much_in_common_are_paired() {
        let texts = [
            "guns fell silent in the valley",
            "guns fell silent in the valley yesterday",
            "a minister resigned over the budget",
        ];
        let sets: Vec<Wording> = texts.iter().map(|t| Wording::of(t)).collect();
        let sets: Vec<(u64, &Wording)> = sets.iter().map(|s| (0, s)).collect();
        assert_eq!(alike(&sets, 0.6), [(0, 1)]);
    }
}
