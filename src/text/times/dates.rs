//! Dates with the name of a month, and the names of days.

use super::calendar::{Point, distance, plus, valid};
use super::table::TIME_WORDS;
use super::tense::Tense;
use super::{Finder, Found};
use crate::text::TimeKind;
use jiff::civil::Date;

/// How many times a day's distance counts that lies on the other side of the anchor than the tense says, and how many where a
/// verb tells the tense: what happened "in February" did last February, though the next one is nearer in December.
const AGAINST: i32 = 2;
const SURELY_AGAINST: i32 = 6;

impl Finder<'_> {
    /// `February 6, 2020`, `Thursday, 6 Feb`, `2020-02-06`, `June 1998`, `1990s`, `2019`.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        if let Some((_, end)) = self.weekday_name(at) {
            let end = if self.is(end, &[","]) { end + 1 } else { end };
            let end = if self.is(end, &["the"]) { end + 1 } else { end };
            return self.day_of_month(end).or_else(|| self.in_digits(end));
        }
        let start = if self.is(at, &["the"]) { at + 1 } else { at };
        // "the Feb. 3 talks": the article belongs to the noun
        self.day_of_month(start)
            .filter(|_| start == at || self.month_name(start).is_none())
            .or_else(|| self.month(at))
            .or_else(|| self.in_digits(at))
            .or_else(|| self.decade(start))
            .or_else(|| self.century(start))
            .or_else(|| self.named_year(at))
            .or_else(|| self.year(at))
            .or_else(|| self.spoken_year(at))
    }

    /// The number of the month named at `at`; small letters name none.
    pub(super) fn month_name(&self, at: usize) -> Option<i64> {
        if !self.capital(at) {
            return None;
        }
        TIME_WORDS.number("month", self.word(at))
    }

    /// `6`, `06`, `6th`, `sixth`.
    pub(super) fn day_number(&self, at: usize) -> Option<i64> {
        let word = self.word(at);
        let number = TIME_WORDS.cardinal(word).unwrap_or(word);
        if number.len() <= 2
            && let Ok(day) = number.parse::<i64>()
        {
            return (1..=31).contains(&day).then_some(day);
        }
        TIME_WORDS.number("ordinal", word)
    }

    /// `23rd of last month`, `5th of this month`.
    pub(super) fn day_of_month_told(&self, at: usize) -> Option<Found> {
        let plain = self.word(at).bytes().all(|b| b.is_ascii_digit());
        let day = self.day_number(at).filter(|_| !plain)?;
        let month = self
            .is_a("of month", at + 1)
            .then(|| self.relative(at + 2))??;
        let Some(Point::Month(year, number)) = month.point else {
            return None;
        };
        let day = Date::new(year, number, i8::try_from(day).ok()?).ok()?;
        Some(Found::point(month.end, Point::Day(day)))
    }

    pub(super) fn year_number(&self, at: usize) -> Option<i64> {
        let word = self.word(at);
        if word.len() != 4 || !word.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        word.parse().ok().filter(|year| (1000..2200).contains(year))
    }

    /// A year after a date, with or without a comma; two digits only in date lines (`4 FEB 90`).
    pub(super) fn year_after(&self, at: usize, short: bool) -> Option<(i64, usize)> {
        let year_at = if self.is(at, &[",", "of"]) {
            at + 1
        } else {
            at
        };
        if let Some(year) = self.year_number(year_at) {
            return Some((year, year_at + 1));
        }
        if let Some(Point::Year(year)) = self.spoken_year(at).and_then(|found| found.point) {
            return Some((i64::from(year), self.spoken_year(at)?.end));
        }
        if let Some(year) = self.year_shared(at) {
            return Some((year, at));
        }
        let word = self.word(at);
        let digits = word.strip_prefix(['\'', '’']).or(short.then_some(word))?;
        let year: i64 = (digits.len() == 2).then(|| digits.parse().ok()).flatten()?;
        Some((if year < 50 { 2000 + year } else { 1900 + year }, at + 1))
    }

    /// The year of `in April and May 2006`, `from 3 May until June 4, 2006`, told behind the second of two dates alone.
    fn year_shared(&self, at: usize) -> Option<i64> {
        let joined = self.is_a("day and day", at) || self.is_a("day to day", at);
        let day = usize::from(self.day_number(at + 1).is_some());
        let (_, end) = self
            .month_name(at + 1 + day)
            .filter(|_| joined)
            .zip(Some(at + 2 + day))?;
        let end = end + usize::from(day == 0 && self.day_number(end).is_some());
        self.year_number(end + usize::from(self.is(end, &[","])))
    }

    fn day_of_month(&self, at: usize) -> Option<Found> {
        if let Some(month) = self.month_name(at) {
            let day_at = if self.is(at + 1, &["the"]) {
                at + 2
            } else {
                at + 1
            };
            let day = self.day_number(day_at)?;
            // "February 20 people died" counts people
            let (year, end) = match self.year_after(day_at + 1, false) {
                Some((year, end)) => (Some(year), end),
                None => (None, day_at + 1),
            };
            return self.day(at, year, month, day, end);
        }
        let day = self.day_number(at)?;
        let ordinal = TIME_WORDS.one("ordinal", self.word(at)).is_some();
        let month_at = if self.is(at + 1, &["of"]) {
            at + 2
        } else {
            at + 1
        };
        let month = self
            .month_name(month_at)
            .filter(|_| !ordinal || month_at == at + 2)?;
        let capitals = self.tokens[month_at]
            .form
            .chars()
            .all(|c| c.is_uppercase() || c == '.');
        let (year, end) = match self.year_after(month_at + 1, capitals) {
            Some((year, end)) => (Some(year), end),
            None => (None, month_at + 1),
        };
        self.day(at, year, month, day, end)
    }

    fn day(&self, at: usize, year: Option<i64>, month: i64, day: i64, end: usize) -> Option<Found> {
        if let Some(year) = year {
            return Some(Found::point(end, Point::Day(valid(year, month, day)?)));
        }
        let tense = self.told_tense(at);
        let year = self
            .anchor
            .and_then(|anchor| self.nearest_year(anchor, tense, |year| valid(year, month, day)));
        if let Some(day) = year.or_else(|| valid(i64::from(self.year?), month, day)) {
            return Some(Found::point(end, Point::Day(day)));
        }
        valid(2000, month, day)?;
        Some(Found::value(
            end,
            TimeKind::Date,
            format!("XXXX-{month:02}-{day:02}"),
        ))
    }

    /// The day that `make` gives for the year that puts it nearest the anchor; against the tense, distance counts
    /// so many times as [`AGAINST`] and [`SURELY_AGAINST`] say.
    pub(super) fn nearest_year(
        &self,
        anchor: Date,
        (tense, sure): (Tense, bool),
        make: impl Fn(i64) -> Option<Date>,
    ) -> Option<Date> {
        let year = i64::from(anchor.year());
        let weight = if sure { SURELY_AGAINST } else { AGAINST };
        let cost = |day: &Date| {
            let days = distance(anchor, *day);
            let against = (days > 0) != (tense == Tense::Future) && days != 0;
            days.abs() * if against { weight } else { 1 }
        };
        [year, year - 1, year + 1]
            .into_iter()
            .filter_map(make)
            .min_by_key(cost)
    }

    /// `June 1998`, `June of 1998`, `June`, `June last year`.
    fn month(&self, at: usize) -> Option<Found> {
        let month = self.month_name(at)?;
        let point = |year: i64| {
            Some(Point::Month(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
            ))
        };
        if let Some((year, end)) = self.year_after(at + 1, false) {
            return Some(Found::point(end, point(year)?));
        }
        let after = if self.is(at + 1, &["of"]) {
            at + 2
        } else {
            at + 1
        };
        if let Some(shift) = TIME_WORDS.number("shift", self.word(after))
            && self.is(after + 1, &["year"])
            && let Some(year) = self.year
        {
            return Some(Found::point(after + 2, point(i64::from(year) + shift)?));
        }
        // small words that are also months need a preposition before them
        let doubtful =
            self.words[at].len() <= 3 || self.is_a("doubtful month", at) && !self.capital(at + 1);
        if doubtful && TIME_WORDS.one("before date", self.before(at)).is_none() {
            return None;
        }
        self.month_near(at, month, at + 1)
    }

    pub(super) fn month_near(&self, at: usize, month: i64, end: usize) -> Option<Found> {
        let tense = self.told_tense(at);
        let day = self.anchor.and_then(|anchor| {
            // a month holds its days, so the current month is no distance away
            let near = |year| {
                valid(
                    year,
                    month,
                    if i64::from(anchor.month()) == month {
                        anchor.day().into()
                    } else {
                        15
                    },
                )
            };
            self.nearest_year(anchor, tense, near)
        });
        match day {
            Some(day) => Some(Found::point(end, Point::Month(day.year(), day.month()))),
            None => match self.year {
                Some(year) => Some(Found::point(
                    end,
                    Point::Month(year, i8::try_from(month).ok()?),
                )),
                None => Some(Found::value(
                    end,
                    TimeKind::Date,
                    format!("XXXX-{month:02}"),
                )),
            },
        }
    }

    /// `Monday`, `Mon.`; `Sun` and `Sat` only as abbreviations.
    pub(super) fn weekday_name(&self, at: usize) -> Option<(i64, usize)> {
        let word = self.words.get(at)?;
        if let Some(day) = TIME_WORDS.number("weekday", word) {
            return Some((day, at + 1));
        }
        let day = TIME_WORDS
            .number("weekday abbreviated", word)
            .filter(|_| self.capital(at))?;
        let followed = self.day_number(at + 1).is_some()
            || self.month_name(at + 1).is_some()
            || self.is(at + 1, &[","]) && self.month_name(at + 2).is_some();
        followed.then_some((day, at + 1))
    }

    /// So many days after the anchor.
    pub(super) fn days_on(&self, days: i32) -> Option<Point> {
        Some(Point::Day(plus(self.anchor?, days)?))
    }
}
