//! The table of number words.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a number word does in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum NumberKind {
    /// `zero` to `nineteen`.
    Unit,
    /// `twenty` to `ninety`.
    Tens,
    /// Multiplies what stands before it: `hundred`, `dozen`, `million`.
    Scale,
    /// An order of magnitude: `hundreds`.
    Vague,
    /// The same, only before `of`.
    VagueOf,
    /// A small number: `several`.
    Few,
    /// `another`, where nobody says another what.
    OneMore,
    /// `more than` and its like.
    Over,
    /// `at least`.
    Least,
    /// `up to`.
    Most,
    /// `less than`.
    Under,
    /// `nearly`.
    Near,
    /// `about`.
    About,
    /// `or more`, after the number.
    OrMore,
    /// `20-odd`, after the number.
    Odd,
    /// `or less`, after the number.
    OrLess,
    /// `or so`, after the number.
    OrAbout,
}

/// A row of `gazetteer/numbers.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberWord {
    pub kind: NumberKind,
    pub min: u64,
    /// [`OPEN`] where there is no greatest.
    pub max: u64,
}

/// The greatest number of a word that has none: `thousands`.
pub(crate) const OPEN: u64 = u64::MAX;

/// The table of number words.
#[derive(Debug, Default)]
pub(crate) struct NumberWords {
    entries: FxHashMap<&'static str, Vec<NumberWord>>,
    /// By first word how many words the longest entry has.
    longest: FxHashMap<&'static str, usize>,
    /// A number after one of these counts nothing.
    pub not_after: FxHashSet<&'static str>,
    /// Fractions of a whole, in the plural: `thirds`.
    pub shares: FxHashSet<&'static str>,
    /// A number before one of these counts nothing.
    pub not_before: FxHashSet<&'static str>,
}

pub(crate) static NUMBERS: LazyLock<NumberWords> = LazyLock::new(|| {
    let mut table = NumberWords::default();
    for line in include_str!("../../gazetteer/numbers.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(word), Some(min), Some(max), Some(kind)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let kind = match kind {
            "unit" => NumberKind::Unit,
            "tens" => NumberKind::Tens,
            "scale" => NumberKind::Scale,
            "vague" => NumberKind::Vague,
            "vague of" => NumberKind::VagueOf,
            "few" => NumberKind::Few,
            "one more" => NumberKind::OneMore,
            "over" => NumberKind::Over,
            "least" => NumberKind::Least,
            "most" => NumberKind::Most,
            "under" => NumberKind::Under,
            "near" => NumberKind::Near,
            "about" => NumberKind::About,
            "or more" => NumberKind::OrMore,
            "or less" => NumberKind::OrLess,
            "or about" => NumberKind::OrAbout,
            "odd" => NumberKind::Odd,
            "share" => {
                table.shares.insert(word);
                continue;
            }
            "not after" => {
                table.not_after.insert(word);
                continue;
            }
            _ => {
                table.not_before.insert(word);
                continue;
            }
        };
        let max = if max == "-" { Ok(OPEN) } else { max.parse() };
        let (Ok(min), Ok(max)) = (min.parse(), max) else {
            continue;
        };
        let mut words = word.split(' ');
        let longest = words
            .next()
            .map(|first| table.longest.entry(first).or_default());
        longest
            .into_iter()
            .for_each(|longest| *longest = (*longest).max(1 + words.clone().count()));
        table
            .entries
            .entry(word)
            .or_default()
            .push(NumberWord { kind, min, max });
    }
    table
});

impl NumberWords {
    /// The entry of the longest phrase at `at` of a kind in `kinds`, and where the phrase ends.
    pub fn phrase(
        &self,
        words: &[String],
        at: usize,
        kinds: &[NumberKind],
    ) -> Option<(NumberWord, usize)> {
        let longest = *self.longest.get(words.get(at)?.as_str())?;
        (1..=longest)
            .rev()
            .filter(|n| at + n <= words.len())
            .find_map(|n| {
                let entry = match n {
                    1 => self.entries.get(words[at].as_str()),
                    _ => self.entries.get(words[at..at + n].join(" ").as_str()),
                };
                let word = entry?.iter().find(|word| kinds.contains(&word.kind))?;
                Some((*word, at + n))
            })
    }
}
