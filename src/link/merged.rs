//! The numbers that accounts of one event tell, as one number.

use crate::extract::account::Counted;
use crate::text::numbers::{is_rough, words_of};
use std::collections::{BTreeMap, BTreeSet};

/// The document whose word a number is, and the number as an account tells it.
pub(super) type ToldNumber<'a> = (&'a str, &'a Counted);

/// A quantity over all accounts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Merged {
    /// What most independent accounts say; the least of it where that is no exact number.
    pub best: u64,
    /// How they say it, where it is no exact number.
    pub vague: Option<Vague>,
    /// Lowest.
    pub min: u64,
    /// Highest; `None` when an account says that it may be more than any tells ("at least 40" says so beside 32, not beside 110).
    pub max: Option<u64>,
}

/// A number that is not exact: "dozens", "more than 20", "up to 50", "around 60".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vague {
    /// The greatest number that may be meant; `None` when there is none.
    pub max: Option<u64>,
    /// The words of the article.
    pub words: String,
}

impl Vague {
    /// What an account says of a number, unless that is exact.
    pub fn of(counted: &Counted) -> Option<Vague> {
        let (min, max) = (counted.min, counted.max);
        (max != Some(min) || is_rough(&counted.text)).then(|| Vague {
            max,
            words: words_of(&counted.text, min, max).unwrap_or_else(|| in_digits(min, max)),
        })
    }
}

/// Words for a number of which only the bounds are known.
fn in_digits(min: u64, max: Option<u64>) -> String {
    match max {
        Some(max) if min <= 1 => format!("up to {max}"),
        Some(max) => format!("{min} to {max}"),
        None => format!("{min} or more"),
    }
}

impl Merged {
    /// Shares from 0 to 1 in percent, the greatest of them best; `None` of none.
    pub fn percent(shares: impl Iterator<Item = f64>) -> Option<Merged> {
        let percents: BTreeSet<u64> = shares.map(|p| (100.0 * p).round() as u64).collect();
        let (min, max) = (*percents.first()?, *percents.last()?);
        Some(Merged {
            best: max,
            vague: None,
            min,
            max: Some(max),
        })
    }

    /// Of one account.
    pub fn of(counted: &Counted) -> Merged {
        Merged {
            best: counted.min,
            vague: Vague::of(counted),
            min: counted.min,
            max: counted.max,
        }
    }

    /// The value of most independent documents; among equals an exact one, then the lowest. Of words for one value those of
    /// most documents.
    pub(super) fn over(values: &[ToldNumber]) -> Merged {
        let mut voices: BTreeMap<u64, (BTreeSet<&str>, bool)> = BTreeMap::new();
        for (document, counted) in values {
            let (documents, exact) = voices.entry(counted.min).or_default();
            documents.insert(document);
            *exact |= counted.max == Some(counted.min);
        }
        let best = voices
            .iter()
            .max_by_key(|(min, (documents, exact))| {
                (documents.len(), *exact, std::cmp::Reverse(**min))
            })
            .map_or(0, |(min, _)| *min);
        let mut said: BTreeMap<Option<Vague>, BTreeSet<&str>> = BTreeMap::new();
        for (document, counted) in values.iter().filter(|(_, counted)| counted.min == best) {
            said.entry(Vague::of(counted)).or_default().insert(document);
        }
        let vague = said.into_iter().max_by_key(|(vague, documents)| {
            (
                vague.is_none(),
                documents.len(),
                std::cmp::Reverse(vague.clone()),
            )
        });
        let counted = || values.iter().map(|(_, counted)| counted);
        Merged {
            best,
            vague: vague.and_then(|(vague, _)| vague),
            min: counted().map(|c| c.min).min().unwrap_or(0),
            max: counted().filter_map(|c| c.max).max().filter(|highest| {
                let mut open = counted().filter(|c| c.max.is_none());
                open.all(|c| c.min <= *highest)
            }),
        }
    }
}
