//! Parts of longer stretches: early and late, beginnings and ends, quarters and halves.

use super::calendar::{Part, Point};
use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;
use crate::text::numerals::numeral;
use crate::time::Interval;

impl Finder<'_> {
    pub(super) fn refined(&self, at: usize) -> Option<Found> {
        self.part_of(at)
            .or_else(|| self.edge_of(at))
            .or_else(|| self.year_end(at))
            .or_else(|| self.end_units(at))
    }

    /// `early next year`, `late on Friday`, `mid-March`, `the early 1990s`, `earlier this week`, `later in the year`.
    fn part_of(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        if let Some(rest) = self.word(start).strip_prefix("mid-") {
            return self.prefixed(start, rest);
        }
        let part = TIME_WORDS.one("part of", self.word(start))?;
        let mut inner = start + 1;
        if self.is(inner, &["-"]) {
            inner += 1;
        }
        if self.is(inner, &["in", "on"]) {
            inner += 1;
        }
        let mut found = self.base(inner)?;
        let point = found.point?;
        found.interval = match (self.word(start), self.anchor) {
            ("earlier", Some(anchor)) if point.interval()?.overlaps(&Interval::day(anchor)) => {
                Some(Interval {
                    begin: point.interval()?.begin,
                    end: Some(anchor),
                })
            }
            ("later", Some(anchor)) if point.interval()?.overlaps(&Interval::day(anchor)) => {
                Some(Interval {
                    begin: Some(anchor),
                    end: point.interval()?.end,
                })
            }
            _ => point.part(Part::of(part)),
        };
        Some(found)
    }

    /// `mid-March`, `mid-1990s`, `mid-2019`, `mid-week`: one token.
    fn prefixed(&self, at: usize, rest: &str) -> Option<Found> {
        if let Some(month) = TIME_WORDS.number("month", rest) {
            let mut found = self.month_near(at, month, at + 1)?;
            if let Ok(year) = self.word(at + 1).parse::<i16>()
                && (1800..2100).contains(&year)
            {
                found = Found::point(at + 2, Point::Month(year, i8::try_from(month).ok()?));
            }
            found.interval = found.point.and_then(|point| point.part(Part::Mid));
            return Some(found);
        }
        let digits = rest.trim_end_matches(['s', '\'', '’']);
        let number: i16 = digits.parse().ok()?;
        let year = match digits.len() {
            2 if number >= 30 => 1900 + number,
            4 => number,
            _ => return None,
        };
        let point = if digits.len() < rest.len() {
            Point::Decade(year / 10)
        } else {
            Point::Year(year)
        };
        Some(Found {
            interval: point.part(Part::Mid),
            ..Found::point(at + 1, point)
        })
    }

    /// `the end of February`, `the beginning of the year`, `end of 2019`.
    fn edge_of(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        let edge = TIME_WORDS
            .one("edge", self.word(start))
            .filter(|_| self.is(start + 1, &["of"]))?;
        let mut found = self.base(start + 2)?;
        found.interval = found.point?.part(Part::of(edge));
        Some(found)
    }

    /// `year-end`, `year end`, `year's end`.
    fn year_end(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["year"]) {
            return None;
        }
        let end = if self.is(at + 1, &["-", "'s", "’s"]) {
            at + 2
        } else {
            at + 1
        };
        let point = Point::Year(self.year.filter(|_| self.is(end, &["end"]))?);
        Some(Found {
            interval: point.part(Part::Late),
            ..Found::point(end + 1, point)
        })
    }

    /// `the last two weeks of January`, `the first three days of the month`.
    fn end_units(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        let last = TIME_WORDS.number("which units", self.word(start))? < 0;
        let number = numeral(self.words, start + 1);
        let (count, noun) = number.map_or((1, start + 1), |number| (number.min, number.tokens.end));
        let word = self.word(noun);
        let unit = TIME_WORDS
            .one("units", word)
            .or_else(|| TIME_WORDS.one("unit", word))?;
        let inner = self
            .base(noun + 2)
            .filter(|_| self.is(noun + 1, &["of", "in"]))?;
        let (begin, end) = inner.point?.days()?;
        let length = match unit {
            "D" => 1,
            "W" => 7,
            _ => return None,
        } * i32::try_from(count.min(1000)).ok()?;
        let interval = if last {
            Interval::days(super::calendar::plus(end, 1 - length)?.max(begin), end)
        } else {
            Interval::days(begin, super::calendar::plus(begin, length - 1)?.min(end))
        };
        let value = format!("P{count}{unit}");
        Some(Found {
            interval: Some(interval),
            point: inner.point,
            ..Found::value(inner.end, TimeKind::Duration, value)
        })
    }

    /// `the third quarter`, `third-quarter`, `the first half of 2019`, `this year's fourth quarter`.
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        if let Some(owner) = self.shifted_year(at)
            && self.is(at + 2, &["'s", "’s"])
        {
            let mut found = self.quarter(at + 3)?;
            found = match found.point? {
                Point::Quarter(_, quarter) => {
                    Found::point(found.end, Point::Quarter(owner, quarter))
                }
                Point::Half(_, half) => Found::point(found.end, Point::Half(owner, half)),
                _ => found,
            };
            return Some(found);
        }
        let mut start = if self.is(at, &["the"]) { at + 1 } else { at };
        let written = self
            .word(start)
            .parse::<i16>()
            .ok()
            .filter(|year| (1900..2100).contains(year));
        if self.is_a("year of quarter", start) || written.is_some() {
            start += 1;
        }
        let number = i8::try_from(TIME_WORDS.number("ordinal", self.word(start))?).ok()?;
        let noun = if self.is(start + 1, &["-", "fiscal"]) {
            start + 2
        } else {
            start + 1
        };
        // "the third-quarter loss": the article belongs to the noun
        if start > at && self.is(at, &["the"]) && self.is(start + 1, &["-"]) {
            return None;
        }
        let half = match self.word(noun) {
            "quarter" if number <= 4 => false,
            "half" if number <= 2 => true,
            _ => return None,
        };
        let of = if self.is(noun + 1, &["of", "in"]) {
            noun + 2
        } else {
            noun + 1
        };
        let year = self
            .date(of)
            .or_else(|| self.relative(of))
            .and_then(|found| match found.point? {
                Point::Year(year) => Some((year, found.end)),
                _ => None,
            });
        if half && year.is_none() && written.is_none() {
            return None;
        }
        let make = |year| {
            if half {
                Point::Half(year, number)
            } else {
                Point::Quarter(year, number)
            }
        };
        if let Some(year) = written {
            return Some(Found::point(noun + 1, make(year)));
        }
        if let Some((year, end)) = year {
            return Some(Found::point(end, make(year)));
        }
        let anchor = self.anchor?;
        let this = make(anchor.year());
        // the last that has begun
        let point = if this.days()?.0 <= anchor {
            this
        } else {
            make(anchor.year() - 1)
        };
        Some(Found::point(noun + 1, point))
    }

    /// `the year-ago quarter`, `year-earlier`, `the 1988 period`.
    pub(super) fn year_ago(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        if start > at
            && let Ok(year) = self.word(start).parse::<i16>()
            && (1900..2100).contains(&year)
            && self.is_a("period", start + 1)
        {
            let point = match self.quarter {
                Some(Point::Quarter(_, quarter)) => Point::Quarter(year, quarter),
                _ => Point::Year(year),
            };
            return Some(Found::point(start + 2, point));
        }
        let known =
            self.is(start, &["year"]) && self.is(start + 1, &["-"]) && self.is_a("back", start + 2);
        if !known {
            return None;
        }
        let mut end = start + 3;
        let quarter = TIME_WORDS
            .number("ordinal", self.word(end))
            .filter(|_| self.is(end + 1, &["quarter"]));
        end += if quarter.is_some() {
            2
        } else {
            usize::from(self.is_a("period", end))
        };
        if start > at && end == start + 3 {
            return None;
        }
        let point = match (quarter, self.quarter) {
            (Some(number), _) => Point::Quarter(self.year? - 1, i8::try_from(number).ok()?),
            (None, Some(quarter)) => quarter.shifted(-4)?,
            (None, None) => Point::Year(self.year? - 1),
        };
        Some(Found::point(end, point))
    }

    fn shifted_year(&self, at: usize) -> Option<i16> {
        let shift = TIME_WORDS
            .number("shift", self.word(at))
            .filter(|_| self.is(at + 1, &["year"]))?;
        match Point::Year(self.year?).shifted(shift)? {
            Point::Year(year) => Some(year),
            _ => None,
        }
    }
}
