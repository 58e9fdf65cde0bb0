//! Days and longer stretches seen from the day of publication, or from the last date mentioned.

use super::calendar::{Point, plus, weekday_after, weekday_before};
use super::table::TIME_WORDS;
use super::tense::Tense;
use super::{Finder, Found};
use crate::text::TimeKind;

impl Finder<'_> {
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        self.beside(at)
            .or_else(|| self.day_word(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.stepped(at))
            .or_else(|| self.season(at, at))
            .or_else(|| self.plain(at))
    }

    /// `the day before yesterday`, `the day after tomorrow`, `the day before last Friday`, `the week of March 6`.
    fn beside(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the"]));
        if start > at && self.is(start, &["week"]) && self.is(start + 1, &["of"]) {
            let found = self.date(start + 2)?;
            let Point::Day(day) = found.point? else {
                return None;
            };
            return Some(Found::point(found.end, Point::around(day, "W")?));
        }
        let step = TIME_WORDS.number("beside", self.word(start + 1))?;
        let word = self.word(start + 2);
        let relative = TIME_WORDS.one("day", word).is_some()
            || TIME_WORDS.one("shift", word).is_some() && self.weekday_name(start + 3).is_some();
        let found = self
            .relative(start + 2)
            .filter(|_| relative && self.is(start, &["day"]))?;
        Some(Found::point(found.end, found.point?.shifted(step)?))
    }

    /// `yesterday`, `tomorrow morning`, `tonight`, `last night`, `this morning`, `overnight`.
    fn day_word(&self, at: usize) -> Option<Found> {
        if let Some(days) = TIME_WORDS.number("day", self.word(at)) {
            let point = self.days_on(i32::try_from(days).ok()?);
            return Some(self.with_part(at + 1, point, "XXXX-XX-XX"));
        }
        if self.is_a("night", at) {
            let day = self.night_of(at + 1).or_else(|| self.days_on(0));
            return Some(self.in_part(at + 1, day, "NI", "XXXX-XX-XX"));
        }
        let days = match self.word(at) {
            "last" if self.is(at + 1, &["night"]) => -1,
            "this" => 0,
            _ => return None,
        };
        let part = TIME_WORDS.one("part", self.word(at + 1))?;
        Some(self.in_part(at + 2, self.days_on(days), part, "XXXX-XX-XX"))
    }

    /// "overnight on October 3", "overnight Monday": the day that is named right behind.
    fn night_of(&self, at: usize) -> Option<Point> {
        let at = at + usize::from(self.is(at, &["on"]));
        let day = self.date(at).or_else(|| self.weekday(at))?.point?;
        matches!(day, Point::Day(_)).then_some(day)
    }

    /// A day, with the part of day after it if one follows.
    fn with_part(&self, end: usize, day: Option<Point>, unknown: &str) -> Found {
        if let Some(part) = TIME_WORDS.one("part", self.word(end)) {
            return self.in_part(end + 1, day, part, unknown);
        }
        match day {
            Some(day) => Found::point(end, day),
            None => Found::value(end, TimeKind::Date, unknown),
        }
    }

    fn in_part(&self, end: usize, day: Option<Point>, part: &str, unknown: &str) -> Found {
        let value = day.map_or_else(|| unknown.to_owned(), Point::value);
        Found {
            end,
            kind: TimeKind::Time,
            value: format!("{value}T{part}"),
            interval: day.and_then(Point::interval),
            point: day,
        }
    }

    /// `Monday`, `last Monday`, `next Monday`, `the previous Monday`, `Monday morning`.
    fn weekday(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the", "this"]) {
            at + 1
        } else {
            at
        };
        let modifier = self.word(start);
        let shift = TIME_WORDS
            .number("shift", modifier)
            .or_else(|| TIME_WORDS.number("step", modifier));
        let name = if shift.is_some() { start + 1 } else { start };
        let (weekday, end) = self.weekday_name(name)?;
        if shift.is_none() && start > at && !self.is(at, &["this"]) {
            return None;
        }
        let focus = if TIME_WORDS.one("step", modifier).is_some() {
            self.focus()
        } else {
            self.anchor
        };
        let day = focus.and_then(|focus| match shift {
            Some(-1) => weekday_before(plus(focus, -1)?, weekday),
            Some(1) => weekday_after(plus(focus, 1)?, weekday),
            _ if self.tense(at) == Tense::Future => weekday_after(focus, weekday),
            _ => weekday_before(focus, weekday),
        });
        Some(self.with_part(end, day.map(Point::Day), &format!("XXXX-WXX-{weekday}")))
    }

    /// `last year`, `this week`, `the next month`, `last June`, `next summer`, `the current quarter`, `coming weeks`.
    fn shifted(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        let shift = match self.word(start) {
            "latest" => 0,
            word => TIME_WORDS.number("shift", word)?,
        };
        let mut noun = start + 1;
        if self.is(start, &["this"]) && self.is_a("after this", noun) {
            return self.shifted(noun);
        }
        if self.is_a("kind of year", noun) {
            noun += 1;
        }
        if let Some(month) = self.month_name(noun) {
            return self.shifted_month(noun, month, shift);
        }
        if TIME_WORDS.one("season", self.word(noun)).is_some() {
            return self.season(noun, start);
        }
        if self.is_a("weekend", noun) {
            let weekend = Point::around(self.anchor?, "WE")?.shifted(shift)?;
            return Some(Found::point(noun + 1, weekend));
        }
        if TIME_WORDS.one("units", self.word(noun)).is_some() && shift != 0 && start == at {
            // "past years" are no length; "coming weeks" are
            if shift > 0 {
                return self.vague_units(noun);
            }
            let value = "PAST_REF";
            return Some(Found::value(noun + 1, TimeKind::Date, value));
        }
        let unit = match self.word(noun) {
            "period" if self.is(start, &["latest"]) => "Q",
            word => TIME_WORDS.one("unit", word)?,
        };
        if unit == "D" && shift != 0 || unit.starts_with('T') {
            return None;
        }
        if self.is(start, &["past"]) && unit != "Y" {
            return None;
        }
        let Some(anchor) = self.anchor else {
            let year = (unit == "Y").then_some(self.year).flatten()?;
            return Some(Found::point(noun + 1, Point::Year(year).shifted(shift)?));
        };
        let point = match (unit, self.quarter) {
            ("Q", Some(quarter)) if self.is(start, &["latest"]) => quarter,
            ("Q", _) if self.is(start, &["latest"]) => Point::around(anchor, "Q")?.shifted(-1)?,
            ("F", _) => return None,
            _ => Point::around(anchor, unit)?.shifted(shift)?,
        };
        Some(Found::point(noun + 1, point))
    }

    /// The last, the next, or the nearest month of that name.
    fn shifted_month(&self, at: usize, month: i64, shift: i64) -> Option<Found> {
        let Some(anchor) = self.anchor else {
            return self.month_near(at, month, at + 1);
        };
        let ahead = month - i64::from(anchor.month());
        let year = match shift {
            0 => 0,
            -1 if ahead < 0 => 0,
            1 if ahead > 0 => 0,
            shift => shift,
        };
        let year = i16::try_from(i64::from(anchor.year()) + year).ok()?;
        Some(Found::point(
            at + 1,
            Point::Month(year, i8::try_from(month).ok()?),
        ))
    }

    /// `the previous day`, `the following month`, `that year`, `the same week`: from the last date mentioned.
    fn stepped(&self, at: usize) -> Option<Found> {
        let mut start = if self.is(at, &["the"]) { at + 1 } else { at };
        let step = match self.word(start) {
            "next"
                if start > at
                    && (self.is(start + 1, &["day"])
                        || TIME_WORDS.one("part", self.word(start + 1)).is_some()) =>
            {
                1
            }
            "that" if self.is(start + 1, &["same"]) => {
                start += 1;
                0
            }
            word => TIME_WORDS.number("step", word)?,
        };
        if start == at && !self.is(at, &["that"]) {
            return None;
        }
        let word = self.word(start + 1);
        if let Some(part) = TIME_WORDS.one("part", word) {
            let day = self.focus().and_then(|day| Point::Day(day).shifted(step));
            return Some(self.in_part(start + 2, day, part, "XXXX-XX-XX"));
        }
        let weekend = TIME_WORDS.one("weekend", word);
        let unit = weekend.or_else(|| TIME_WORDS.one("unit", word))?;
        let point = Point::around(self.focus()?, unit)?.shifted(step)?;
        Some(Found::point(start + 2, point))
    }

    /// `the summer`, `the winter of 1994`, `summer 2019`, `this summer`. `from` is where the modifiers begin.
    fn season(&self, at: usize, from: usize) -> Option<Found> {
        let at = if at == from && self.is(at, &["the"]) {
            at + 1
        } else {
            at
        };
        let season = TIME_WORDS.one("season", self.word(at))?;
        let year_at = if self.is(at + 1, &["of", ","]) {
            at + 2
        } else {
            at + 1
        };
        if let Some(found) = self.date(year_at)
            && let Some(Point::Year(year)) = found.point
        {
            return Some(Found::point(found.end, Point::Season(year, season)));
        }
        let modifier = self.word(from);
        // "fall" and "spring" are mostly something else
        let article = at > from
            || matches!(season, "SU" | "WI") && self.is_a("before season", at.wrapping_sub(1));
        if !article || self.is(from, &["the"]) && !self.is_a("sure season", at) {
            return None;
        }
        let year = self.anchor.map(|day| day.year()).or(self.year)?;
        let (begin, _) = Point::Season(year, season).days()?;
        let passed = self.anchor.is_none_or(|day| begin <= day || season == "WI");
        let year = match TIME_WORDS.number("shift", modifier) {
            Some(-1) if !passed || season == "WI" => year - 1,
            Some(1) if passed => year + 1,
            _ => year,
        };
        Some(Found::point(at + 1, Point::Season(year, season)))
    }

    /// `the year`, `the month`, `the weekend`.
    fn plain(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["the"]) {
            return None;
        }
        let noun = if self.is_a("full year", at + 1) {
            at + 2
        } else {
            at + 1
        };
        let unit = TIME_WORDS.one("this unit", self.word(noun))?;
        let anchor = self.anchor?;
        let point = match (unit, self.quarter) {
            ("Q", Some(quarter)) => quarter,
            ("Q", None) => Point::around(anchor, "Q")?.shifted(-1)?,
            // the coming weekend begins with the coming Saturday
            ("WE", _)
                if self.tense(at) == Tense::Past && anchor.weekday().to_monday_one_offset() < 6 =>
            {
                Point::around(anchor, "WE")?.shifted(-1)?
            }
            _ => Point::around(anchor, unit)?,
        };
        Some(Found::point(noun + 1, point))
    }
}
