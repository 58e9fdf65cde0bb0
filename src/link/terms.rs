//! Numbers of things in a sentence: "12 observation posts", "a dozen posts".

use super::wording::{hash, stem};
use crate::document::month_starts;
use crate::text::number_words::{NUMBERS, NumberKind};
use crate::text::words::WORDS;
use std::sync::Arc;

/// Words after a number that may be what is counted.
const AFTER: usize = 4;
/// Four digits that are more likely a year.
const YEARS: std::ops::Range<u64> = 1900..2100;

/// What is counted, by its stem, with its number; sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Terms(Arc<[(u64, u64)]>);

impl Terms {
    /// Of the words of a sentence, in parts over which no number reaches.
    pub fn of(parts: &[Vec<String>]) -> Terms {
        let mut terms = Vec::new();
        for all in parts {
            let mut at = 0;
            while at < all.len() {
                let (number, next) = number(all, at);
                at = next.max(at + 1);
                let Some(number) = number.filter(|n| !YEARS.contains(n)) else {
                    continue;
                };
                let counted = all[at..]
                    .iter()
                    .take(AFTER)
                    .take_while(|w| !WORDS.functions.contains(w.as_str()) && !is_month(w));
                terms.extend(counted.map(|w| (hash(stem(w)), number)));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        match terms.is_empty() {
            true => Terms::default(),
            false => Terms(terms.into()),
        }
    }

    /// Both count the same number of the same things.
    pub fn meet(&self, other: &Terms) -> bool {
        self.0
            .iter()
            .any(|term| other.0.binary_search(term).is_ok())
    }

    /// Both count the same things, and not the same number of any.
    pub fn differ(&self, other: &Terms) -> bool {
        let same = |(thing, _): &(u64, u64)| other.0.iter().any(|(t, _)| t == thing);
        !self.meet(other) && self.0.iter().any(same)
    }
}

/// The numbers in the words of a text, each once; "one" is rarely one.
pub(super) fn numbers(all: &[String]) -> Vec<u64> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < all.len() {
        let (number, next) = number(all, at);
        at = next.max(at + 1);
        found.extend(number.filter(|n| *n > 1));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The number that begins at a word, and the word after it.
pub(super) fn number(words: &[String], at: usize) -> (Option<u64>, usize) {
    let (mut value, mut next) = (None::<u64>, at);
    while let Some(word) = words.get(next) {
        let digits = || word.replace([',', '.'], "").parse::<u64>().ok();
        if let Some(digits) = word
            .starts_with(|c: char| c.is_ascii_digit())
            .then(digits)
            .flatten()
        {
            if value.is_some() {
                break;
            }
            value = Some(digits);
        } else {
            let kinds = [NumberKind::Unit, NumberKind::Tens, NumberKind::Scale];
            let known = NUMBERS.phrase(words, next, &kinds);
            match known
                .filter(|(_, after)| *after == next + 1)
                .map(|(n, _)| n)
            {
                Some(n) if n.kind == NumberKind::Scale => {
                    value = Some(value.unwrap_or(1).saturating_mul(n.min));
                }
                Some(n) => value = Some(value.unwrap_or(0).saturating_add(n.min)),
                None => break,
            }
        }
        next += 1;
    }
    (value, next)
}

fn is_month(word: &str) -> bool {
    word.get(..3).and_then(month_starts).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::sentences::Sentences;
    use super::Terms;

    #[test]
    fn the_same_number_of_the_same_things() {
        let terms = |sentence: &str| -> Terms { Sentences::default().of(sentence).terms.clone() };
        let meet = |a: &str, b: &str| terms(a).meet(&terms(b));
        let a = "Under a 2018 deal the valley has 12 watch towers on the ridge.";
        assert!(meet(a, "It built a dozen tall watch towers."));
        assert!(!meet(a, "It built ten watch towers."));
        assert!(terms(a).differ(&terms("It built ten watch towers.")));
        assert!(!meet(a, "A 2018 deal was signed on May 12."));
        assert!(meet("Three hundred lorries came.", "300 lorries came"));
    }
}
