//! Times of day: `5:32 p.m. Thursday`, `noon`, `the morning`.

use super::calendar::Point;
use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;
use crate::text::numerals::numeral;

impl Finder<'_> {
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let start = if self.is_a("about clock", at) {
            at + 1
        } else {
            at
        };
        let Some((time, mut end)) = self.hour(start) else {
            return self.part_of_day(at);
        };
        while TIME_WORDS.one("zone", self.word(end)).is_some()
            || self.is(end, &["time"]) && self.is(end - 1, &["local"])
        {
            end += 1;
        }
        // the day follows: "5 p.m. Thursday", "noon on Feb. 3", "10 p.m. EST, Nov. 6"
        let day_at = if self.is(end, &[",", "on"]) {
            end + 1
        } else {
            end
        };
        let day = longest_day(self.date(day_at), self.relative(day_at));
        if let Some((day, after)) = day {
            return Some(self.time_of(after, Some(day), &time));
        }
        let day = match self.last {
            Some(Point::Day(day)) => Some(Point::Day(day)),
            _ => self.days_on(0),
        };
        Some(self.time_of(end, day, &time))
    }

    fn time_of(&self, end: usize, day: Option<Point>, time: &str) -> Found {
        let value = day.map_or_else(|| "XXXX-XX-XX".to_owned(), Point::value);
        Found {
            end,
            kind: TimeKind::Time,
            value: format!("{value}T{time}"),
            interval: day.and_then(Point::interval),
            point: day,
        }
    }

    /// `5 p.m.`, `5:32 PM`, `17:32`, `noon`, `0800 GMT`.
    fn hour(&self, at: usize) -> Option<(String, usize)> {
        let word = self.words.get(at)?;
        if let Some(time) = TIME_WORDS.one("clock", word) {
            return Some((time.to_owned(), at + 1));
        }
        let zoned = TIME_WORDS.one("zone", self.word(at + 1)).is_some();
        if zoned && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            let (hour, minute) = word.split_at(2);
            return valid_time(hour, minute).map(|time| (time, at + 1));
        }
        let (hour, minute) = match word
            .split_once(':')
            .or_else(|| word.split_once('.').filter(|_| self.is_a("half", at + 1)))
        {
            Some((hour, minute)) if minute.len() == 2 => (hour, minute),
            Some(_) => return None,
            None => (word.as_str(), ""),
        };
        if let Some(half) = TIME_WORDS.number("half", self.word(at + 1)) {
            let hour: i64 = hour.parse().ok().filter(|hour| (0..=23).contains(hour))?;
            let hour = if hour > 12 { hour } else { hour % 12 + half };
            return valid_time(
                &hour.to_string(),
                if minute.is_empty() { "00" } else { minute },
            )
            .map(|time| (time, at + 2));
        }
        if minute.is_empty()
            && let Some((half, end)) = self.said(at + 1)
        {
            let hour: i64 = hour
                .parse()
                .ok()
                .or_else(|| numeral(self.words, at).map(|n| n.min as i64))
                .filter(|hour| (1..=12).contains(hour))?;
            return valid_time(&(hour % 12 + half).to_string(), "00").map(|time| (time, end));
        }
        let placed = zoned || TIME_WORDS.one("before clock", self.before(at)).is_some();
        if minute.is_empty() || !placed {
            return None;
        }
        valid_time(hour, minute).map(|time| (time, at + 1))
    }

    /// `o'clock in the morning`, `in the afternoon`: the half of the day, and where the words end.
    fn said(&self, at: usize) -> Option<(i64, usize)> {
        let after = at + usize::from(self.is_a("o'clock", at));
        if !self.is(after, &["in", "at"]) {
            return None;
        }
        let noun = after + 1 + usize::from(self.is(after + 1, &["the"]));
        let half = match TIME_WORDS.one("part", self.word(noun))? {
            "MO" => 0,
            "NI" if self.is(after, &["in"]) => return None,
            _ => 12,
        };
        Some((half, noun + 1))
    }

    /// `the morning`, `the early evening`, on the day last mentioned.
    fn part_of_day(&self, at: usize) -> Option<Found> {
        let start = if self.is(at, &["the"]) {
            at + 1
        } else {
            return None;
        };
        let start = if self.is(start, &["early", "late"]) {
            start + 1
        } else {
            start
        };
        let part = TIME_WORDS.one("part", self.word(start))?;
        let after = start + 1 + usize::from(self.is_a("of night", start + 1));
        if let Some(days) = self.days_of_night(after).filter(|_| after > start + 1) {
            return Some(days);
        }
        if let Some((day, end)) =
            longest_day(self.date(after), self.relative(after)).filter(|_| after > start + 1)
        {
            return Some(self.time_of(end, Some(day), part));
        }
        let day = self.focus().map(Point::Day);
        Some(self.time_of(start + 1, day, part))
    }
}

fn longest_day(a: Option<Found>, b: Option<Found>) -> Option<(Point, usize)> {
    let found = a.or(b)?;
    matches!(found.point, Some(Point::Day(_))).then_some((found.point?, found.end))
}

fn valid_time(hour: &str, minute: &str) -> Option<String> {
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 25 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}
