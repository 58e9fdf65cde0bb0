//! Lengths with a half: `half an hour`, `two and a half years`, `2 1/2 years`, `a minute and a half`, `day-long`.

use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;
use crate::text::numerals::numeral;

impl Finder<'_> {
    pub(super) fn half(&self, at: usize) -> Option<Found> {
        let start = TIME_WORDS
            .phrase("about", self.words, at)
            .map_or(at, |(_, end)| end);
        self.half_a_unit(start)
            .or_else(|| self.number_and_half(start))
            .or_else(|| self.unit_and_half(start))
            .or_else(|| self.unit_long(at))
    }

    /// `half an hour`, `a half-hour`, `half a century`.
    fn half_a_unit(&self, at: usize) -> Option<Found> {
        let half = at + usize::from(self.is(at, &["a"]));
        if !self.is(half, &["half"]) {
            return None;
        }
        let noun = half + 1 + usize::from(self.is(half + 1, &["a", "an", "-"]));
        // "half of the week", "the first half": no length
        let unit = TIME_WORDS
            .one("unit", self.word(noun))
            .filter(|_| noun > half + 1)?;
        Some(Found::value(noun + 1, TimeKind::Duration, halves(1, unit)?))
    }

    /// `two and a half years`, `2 1/2 years`.
    fn number_and_half(&self, at: usize) -> Option<Found> {
        let number = numeral(self.words, at).filter(|n| n.min == n.max && !n.fraction)?;
        let end = number.tokens.end;
        let end =
            if self.is(end, &["and"]) && self.is(end + 1, &["a"]) && self.is(end + 2, &["half"]) {
                end + 3
            } else if self.is(end, &["-"])
                && self.is(end + 1, &["and"])
                && self.is(end + 2, &["-"])
                && self.is(end + 3, &["a"])
                && self.is(end + 4, &["-"])
                && self.is(end + 5, &["half"])
            {
                end + 6
            } else if self.is(end, &["1/2", "½"]) {
                end + 1
            } else {
                return None;
            };
        let noun = end + usize::from(self.is(end, &["-"]));
        let unit = TIME_WORDS
            .one("units", self.word(noun))
            .or_else(|| TIME_WORDS.one("unit", self.word(noun)))?;
        let whole = i64::try_from(number.min).ok().filter(|n| *n < 100_000)?;
        self.not_an_age(noun + 1, halves(2 * whole + 1, unit)?)
    }

    /// `a year and a half`.
    fn unit_and_half(&self, at: usize) -> Option<Found> {
        let unit = TIME_WORDS
            .one("unit", self.word(at + 1))
            .filter(|_| self.is(at, &["a", "an", "one"]))?;
        let half =
            self.is(at + 2, &["and"]) && self.is(at + 3, &["a"]) && self.is(at + 4, &["half"]);
        half.then(|| halves(3, unit))
            .flatten()
            .map(|value| Found::value(at + 5, TimeKind::Duration, value))
    }

    /// `day-long`, `yearlong`, `decades-long`.
    fn unit_long(&self, at: usize) -> Option<Found> {
        let (unit, end, count) = if let Some(unit) = self
            .word(at)
            .strip_suffix("long")
            .and_then(|word| TIME_WORDS.one("unit", word))
        {
            (unit, at + 1, "1")
        } else {
            if !self.is(at + 1, &["-"]) || !self.is(at + 2, &["long"]) {
                return None;
            }
            match TIME_WORDS.one("unit", self.word(at)) {
                Some(unit) => (unit, at + 3, "1"),
                None => (TIME_WORDS.one("units", self.word(at))?, at + 3, "X"),
            }
        };
        let counted =
            matches!(self.before(at), "-") || numeral(self.words, at.wrapping_sub(1)).is_some();
        if counted {
            return None;
        }
        let value = match unit.strip_prefix('T') {
            Some(unit) => format!("PT{count}{unit}"),
            None => format!("P{count}{unit}"),
        };
        Some(Found::value(end, TimeKind::Duration, value))
    }

    fn not_an_age(&self, end: usize, value: String) -> Option<Found> {
        let old =
            self.is(end, &["old", "-"]) || self.is(end, &["of"]) && self.is(end + 1, &["age"]);
        (!old).then(|| Found::value(end, TimeKind::Duration, value))
    }
}

/// So many halves of a unit, in whole smaller ones where the calendar has them.
fn halves(count: i64, unit: &str) -> Option<String> {
    let (whole, odd) = (count / 2, count % 2 == 1);
    let small = |whole: i64, unit: &str, rest: &str, clock: &str| {
        let whole = if whole > 0 {
            format!("{whole}{unit}")
        } else {
            String::new()
        };
        format!("P{clock}{whole}{}", if odd { rest } else { "" })
    };
    Some(match unit {
        "Y" => small(whole, "Y", "6M", ""),
        "D" if whole == 0 => "PT12H".to_owned(),
        "TH" => small(whole, "H", "30M", "T"),
        "TM" => small(whole, "M", "30S", "T"),
        "E" => format!("P{}Y", 5 * count),
        "C" => format!("P{}Y", 50 * count),
        "W" | "M" | "D" => format!("P{whole}.5{unit}"),
        _ => return None,
    })
}
