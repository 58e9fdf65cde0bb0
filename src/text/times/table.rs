//! The words of `gazetteer/times.tsv`.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words by kind; a word may be of several kinds.
#[derive(Debug, Default)]
pub(super) struct TimeWords {
    kinds: FxHashMap<&'static str, FxHashMap<&'static str, &'static str>>,
    longest: FxHashMap<&'static str, usize>,
    /// Of all kinds that name a part of the day.
    pub parts: FxHashMap<&'static str, &'static str>,
}

pub(super) static TIME_WORDS: LazyLock<TimeWords> = LazyLock::new(|| {
    let mut table = TimeWords::default();
    for line in include_str!("../../../gazetteer/times.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(word), Some(kind), Some(value)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        table.kinds.entry(kind).or_default().insert(word, value);
        let longest = table.longest.entry(kind).or_default();
        *longest = (*longest).max(word.split(' ').count());
    }
    // What a word is first counts.
    for kind in ["part late", "clock", "part told", "part"] {
        table
            .parts
            .extend(table.kinds.get(kind).into_iter().flatten());
    }
    table
});

impl TimeWords {
    /// The value of the word, when it is of the kind.
    pub fn one(&self, kind: &str, word: &str) -> Option<&'static str> {
        self.kinds.get(kind)?.get(word).copied()
    }

    /// The longest phrase of a kind at `at`: its value, and where it ends.
    pub fn phrase(&self, kind: &str, words: &[String], at: usize) -> Option<(&'static str, usize)> {
        let longest = *self.longest.get(kind)?;
        (1..=longest.min(words.len().saturating_sub(at)))
            .rev()
            .find_map(|n| {
                let value = match n {
                    1 => self.one(kind, &words[at]),
                    _ => self.one(kind, &words[at..at + n].join(" ")),
                };
                value.map(|value| (value, at + n))
            })
    }

    /// What stands before the ending of an ordinal in digits: "6" of "6th".
    pub fn cardinal<'w>(&self, word: &'w str) -> Option<&'w str> {
        let number = word.trim_end_matches(char::is_alphabetic);
        let (number, ending) = word.split_at(number.len());
        self.one("ordinal ending", ending).map(|_| number)
    }

    /// The number a word of the kind stands for.
    pub fn number(&self, kind: &str, word: &str) -> Option<i64> {
        self.one(kind, word)?.parse().ok()
    }
}
