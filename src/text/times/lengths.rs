//! Lengths of time, and what lies so long ago or later.

use super::calendar::Point;
use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;
use crate::text::number_words::{NUMBERS, NumberKind};
use crate::text::numerals::{digits, numeral};
use crate::time::Interval;

/// A counted unit: `three weeks`.
pub(super) struct Length {
    pub end: usize,
    /// The unit in the singular after another number than one: it modifies a noun.
    adjective: bool,
    /// As written in the value; `X` when vague.
    count: String,
    /// When it is known and whole.
    number: Option<i64>,
    unit: &'static str,
}

impl Length {
    pub fn value(&self) -> String {
        let (count, unit) = match (self.number, self.unit) {
            (Some(n), "E") if n > 1 => ((10 * n).to_string(), "Y"),
            (Some(n), "C") => ((100 * n).to_string(), "Y"),
            (Some(n), "F") => ((2 * n).to_string(), "W"),
            _ => (self.count.clone(), self.unit),
        };
        match unit.strip_prefix('T') {
            Some(unit) => format!("PT{count}{unit}"),
            None => format!("P{count}{unit}"),
        }
    }
}

impl Finder<'_> {
    /// The counted unit at `at`, without modifiers before the number.
    pub(super) fn counted(&self, at: usize) -> Option<Length> {
        if at >= self.words.len() {
            return None;
        }
        let (count, number, mut end) = if let Some((value, end)) =
            TIME_WORDS.phrase("vague", self.words, at)
        {
            let number = value.parse().ok();
            (
                if number.is_some() {
                    value.to_owned()
                } else {
                    "X".to_owned()
                },
                number,
                end,
            )
        } else if self.is(at, &["a", "an"]) && TIME_WORDS.one("unit", self.word(at + 1)).is_some() {
            ("1".to_owned(), Some(1), at + 1)
        } else {
            let written = numeral(self.words, at)?;
            if written.fraction {
                let value = digits(self.word(at))?;
                (value.to_string(), None, written.tokens.end)
            } else if written.min < written.max {
                ("X".to_owned(), None, written.tokens.end)
            } else {
                let mut end = written.tokens.end;
                let mut number = i64::try_from(written.min).ok()?;
                // two to three weeks, 18 or 24 months: the second
                if self.is(end, &["to", "or"])
                    && let Some(second) = numeral(self.words, end + 1)
                {
                    end = second.tokens.end;
                    number = i64::try_from(second.max).ok()?;
                }
                (number.to_string(), Some(number), end)
            }
        };
        if self.is_a("before unit", end) {
            end += 1;
        }
        let hyphen = self.is(end, &["-"]);
        let word = self.word(if hyphen { end + 1 } else { end });
        let singular = TIME_WORDS.one("unit", word);
        let unit = TIME_WORDS
            .one("units", word)
            .filter(|_| !hyphen)
            .or(singular)?;
        end += if hyphen { 2 } else { 1 };
        // an age
        let old = self.is_a("old", end)
            || self.is(end, &["-"]) && self.is_a("old", end + 1)
            || self.is(end, &["of"]) && self.is_a("age", end + 1);
        let counted_alone = singular == Some(unit)
            && number != Some(1)
            && !hyphen
            && numeral_is_year(self.word(at));
        // "a quarter of the men", "three quarters of a million", "a quarter million"
        let part = unit == "Q"
            && (count == "1" && self.is(end, &["of", "-", "to"])
                || self.is(end, &["of"]) && self.is(end + 1, &["a"])
                || NUMBERS
                    .phrase(self.words, end, &[NumberKind::Scale])
                    .is_some());
        let adjective = hyphen || singular.is_some() && number != Some(1);
        (!old && !counted_alone && !part).then_some(Length {
            end,
            adjective,
            count,
            number,
            unit,
        })
    }

    /// Where the number of a length begins, behind `nearly`, `the past` and their like, and which way it points.
    fn opening(&self, at: usize) -> (usize, Option<i64>) {
        let mut start = TIME_WORDS
            .phrase("about", self.words, at)
            .map_or(at, |(_, end)| end);
        // "over the last two weeks" is no modifier
        if start == at + 1 && self.is(at, &["over"]) && self.is(start, &["the"]) {
            start = at;
        }
        let mut way = None;
        if self.is_a("definite", start) {
            start += 1;
        }
        if let Some(shift) = TIME_WORDS.number("shift", self.word(start)) {
            way = Some(shift);
            start += 1;
        } else if self.is_a("before number", start) {
            start += 1;
        }
        (start, way)
    }

    /// `two years`, `nearly three weeks`, `five-year`, `the past two months`, `several days`, `for years`.
    pub(super) fn length(&self, at: usize) -> Option<Found> {
        let (start, way) = self.opening(at);
        if let Some(found) = self.past_unit(at) {
            return Some(found);
        }
        let Some(length) = self.counted(start) else {
            return self.bare_units(at);
        };
        if way.is_some()
            && start == at + 1
            && length.number == Some(1)
            && !self.is(start, &["one", "1"])
        {
            return None;
        }
        // "the two-week truce": the article belongs to the noun
        if start == at + 1 && self.is(at, &["the"]) && length.adjective {
            return None;
        }
        let interval = way
            .zip(length.number)
            .and_then(|(way, number)| self.stretch(length.unit, number, way));
        Some(Found {
            interval,
            ..Found::value(length.end, TimeKind::Duration, length.value())
        })
    }

    /// `the past week`, `this past decade`, `the last century`: that long until now, not the one on the calendar.
    fn past_unit(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the", "this"]));
        let past = self.is(start, &["past"]) || start > at && self.is(start, &["last"]);
        if !past {
            return None;
        }
        let unit = TIME_WORDS.one("unit", self.word(start + 1))?;
        let known = match self.word(start) {
            "past" => !matches!(unit, "Y" | "Q"),
            _ => matches!(unit, "E" | "C"),
        };
        let length = Length {
            end: start + 2,
            adjective: false,
            count: "1".to_owned(),
            number: Some(1),
            unit,
        };
        let value = match unit {
            "E" => "P10Y".to_owned(),
            "C" => "P100Y".to_owned(),
            _ => length.value(),
        };
        known.then(|| Found {
            interval: self.stretch(unit, 1, -1),
            ..Found::value(length.end, TimeKind::Duration, value)
        })
    }

    /// From so long ago to the day of publication, or from there on.
    fn stretch(&self, unit: &str, number: i64, way: i64) -> Option<Interval> {
        let anchor = self.anchor?;
        let far = Point::around(anchor, unit)?
            .shifted(way.signum() * number)?
            .days()?;
        Some(if way < 0 {
            Interval::days(far.0, anchor)
        } else {
            Interval::days(anchor, far.1)
        })
    }

    /// So many of a unit that nobody counted: `PXW`.
    pub(super) fn vague_units(&self, at: usize) -> Option<Found> {
        let length = self.vague_length(at)?;
        Some(Found::value(length.end, TimeKind::Duration, length.value()))
    }

    /// `years` after `for`, `over`; `recent years`.
    fn bare_units(&self, at: usize) -> Option<Found> {
        if self.is(at, &["recent"]) || self.is(at, &["the"]) && self.is(at + 1, &["recent"]) {
            let noun = if self.is(at, &["recent"]) {
                at + 1
            } else {
                at + 2
            };
            let unit = TIME_WORDS.one("units", self.word(noun))?;
            return Some(match unit {
                "Y" | "D" => Found::value(noun + 1, TimeKind::Date, "PAST_REF"),
                _ => Found::value(
                    noun + 1,
                    TimeKind::Duration,
                    format!("PX{}", unit.trim_start_matches('T')),
                ),
            });
        }
        let unit = TIME_WORDS.one("units", self.word(at))?;
        TIME_WORDS.one("before length", self.before(at))?;
        let value = unit
            .strip_prefix('T')
            .map_or_else(|| format!("PX{unit}"), |unit| format!("PTX{unit}"));
        Some(Found::value(at + 1, TimeKind::Duration, value))
    }

    /// `two weeks ago`, `a year earlier`, `three days later`.
    pub(super) fn ago(&self, at: usize) -> Option<Found> {
        let start = TIME_WORDS
            .phrase("about", self.words, at)
            .map_or(at, |(_, end)| end);
        let length = self.counted(start).or_else(|| self.vague_length(start))?;
        let end = if self.is(length.end, &["or"]) && self.is(length.end + 1, &["so"]) {
            length.end + 2
        } else {
            length.end
        };
        let (focus, way) = match TIME_WORDS.number("from then", self.word(end)) {
            Some(way) => (self.focus(), way),
            None => (self.anchor, TIME_WORDS.number("from now", self.word(end))?),
        };
        let end = end + 1;
        let Some(number) = length.number else {
            let value = if way < 0 { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found::value(end, TimeKind::Date, value));
        };
        if length.unit.starts_with('T') {
            let day = focus.map(Point::Day);
            return Some(Found {
                interval: day.and_then(Point::interval),
                ..Found::value(end, TimeKind::Duration, length.value())
            });
        }
        // in figures by the quarter, a year ago is the quarter a year ago
        if let (Some(quarter), "Y", 1, -1) = (self.quarter, length.unit, number, way) {
            return Some(Found::point(end, quarter.shifted(-4)?));
        }
        // a decade ago is a year, not ten of them
        let (unit, number) = match length.unit {
            "F" => ("W", number.checked_mul(2)?),
            "E" => ("Y", number.checked_mul(10)?),
            "C" => ("Y", number.checked_mul(100)?),
            unit => (unit, number),
        };
        let point = Point::around(focus?, unit)?.shifted(way * number)?;
        Some(Found::point(end, point))
    }

    /// `years ago`, `months later`.
    fn vague_length(&self, at: usize) -> Option<Length> {
        let unit = TIME_WORDS.one("units", self.word(at))?;
        Some(Length {
            end: at + 1,
            adjective: false,
            count: "X".to_owned(),
            number: None,
            unit,
        })
    }
}

/// Four digits that are more likely a year than a number: `the 1988 quarter`.
fn numeral_is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}
