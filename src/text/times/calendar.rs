//! Stretches of the calendar: what a date expression points at, how TIMEX3 writes it, which days it covers.

use crate::time::Interval;
use jiff::ToSpan;
use jiff::civil::Date;

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    /// The Monday it begins on.
    Week(Date),
    /// The Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// Year and TIMEX3 code.
    Season(i16, &'static str),
    Year(i16),
    /// The year without its last digit.
    Decade(i16),
    /// The year without its last two digits.
    Century(i16),
}

/// Which part of a stretch is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
}

impl Part {
    pub fn of(word: &str) -> Part {
        match word {
            "early" => Part::Early,
            "late" => Part::Late,
            _ => Part::Mid,
        }
    }
}

impl Point {
    /// TIMEX3 value.
    pub fn value(self) -> String {
        let week = |monday: Date| {
            let week = monday.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        };
        match self {
            Point::Day(day) => day.to_string(),
            Point::Week(monday) => week(monday),
            Point::Weekend(monday) => format!("{}-WE", week(monday)),
            Point::Month(year, month) => format!("{year:04}-{month:02}"),
            Point::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Point::Half(year, half) => format!("{year:04}-H{half}"),
            Point::Season(year, season) => format!("{year:04}-{season}"),
            Point::Year(year) => format!("{year:04}"),
            Point::Decade(decade) => format!("{decade:03}"),
            Point::Century(century) => format!("{century:02}"),
        }
    }

    /// First and last day.
    pub fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, count: i64| {
            let begin = Date::new(year, first, 1).ok()?;
            Some((
                begin,
                begin.checked_add(count.months()).ok()?.yesterday().ok()?,
            ))
        };
        match self {
            Point::Day(day) => Some((day, day)),
            Point::Week(monday) => Some((monday, plus(monday, 6)?)),
            Point::Weekend(monday) => Some((plus(monday, 5)?, plus(monday, 6)?)),
            Point::Month(year, month) => months(year, month, 1),
            Point::Quarter(year, quarter) => months(year, 3 * quarter - 2, 3),
            Point::Half(year, half) => months(year, 6 * half - 5, 6),
            // northern seasons; a winter is written with the year it begins or ends in, so it may be either
            Point::Season(year, "SP") => months(year, 3, 3),
            Point::Season(year, "SU") => months(year, 6, 3),
            Point::Season(year, "FA") => months(year, 9, 3),
            Point::Season(year, _) => Some((months(year - 1, 12, 1)?.0, months(year + 1, 2, 1)?.1)),
            Point::Year(year) => months(year, 1, 12),
            Point::Decade(decade) => months(decade.checked_mul(10)?, 1, 120),
            Point::Century(century) => months(century.checked_mul(100)?, 1, 1200),
        }
    }

    /// The days it covers.
    pub fn interval(self) -> Option<Interval> {
        self.days().map(|(begin, end)| Interval::days(begin, end))
    }

    /// The days a part of it covers: thirds, and the tens of a month.
    pub fn part(self, part: Part) -> Option<Interval> {
        let (begin, end) = self.days()?;
        let length = distance(begin, end) + 1;
        if length == 1 {
            return Some(Interval::day(begin));
        }
        let (first, last) = match self {
            Point::Month(..) => (10, 20),
            _ => (length / 3, 2 * length / 3),
        };
        Some(match part {
            Part::Early => Interval::days(begin, plus(begin, (first - 1).max(0))?),
            Part::Mid => Interval::days(plus(begin, first)?, plus(begin, last - 1)?),
            Part::Late => Interval::days(plus(begin, last)?, end),
        })
    }

    /// The stretch of the same length so many steps later.
    pub fn shifted(self, steps: i64) -> Option<Point> {
        let small = i16::try_from(steps).ok()?;
        Some(match self {
            Point::Day(day) => Point::Day(plus_long(day, steps)?),
            Point::Week(monday) => Point::Week(plus_long(monday, steps * 7)?),
            Point::Weekend(monday) => Point::Weekend(plus_long(monday, steps * 7)?),
            Point::Month(year, month) => {
                let day = Date::new(year, month, 1)
                    .ok()?
                    .checked_add(steps.months())
                    .ok()?;
                Point::Month(day.year(), day.month())
            }
            Point::Quarter(year, quarter) => {
                let count = i64::from(year) * 4 + i64::from(quarter) - 1 + steps;
                Point::Quarter(
                    i16::try_from(count.div_euclid(4)).ok()?,
                    (count.rem_euclid(4) + 1) as i8,
                )
            }
            Point::Half(year, half) => {
                let count = i64::from(year) * 2 + i64::from(half) - 1 + steps;
                Point::Half(
                    i16::try_from(count.div_euclid(2)).ok()?,
                    (count.rem_euclid(2) + 1) as i8,
                )
            }
            Point::Season(year, season) => Point::Season(year.checked_add(small)?, season),
            Point::Year(year) => Point::Year(
                year.checked_add(small)
                    .filter(|year| (1..=9999).contains(year))?,
            ),
            Point::Decade(decade) => Point::Decade(decade.checked_add(small)?),
            Point::Century(century) => Point::Century(century.checked_add(small)?),
        })
    }

    /// The stretch named by a unit letter around a day.
    pub fn around(day: Date, unit: &str) -> Option<Point> {
        Some(match unit {
            "D" => Point::Day(day),
            "W" => Point::Week(monday(day)?),
            "WE" => Point::Weekend(monday(day)?),
            "M" => Point::Month(day.year(), day.month()),
            "Q" => Point::Quarter(day.year(), (day.month() + 2) / 3),
            "Y" => Point::Year(day.year()),
            "E" => Point::Decade(day.year() / 10),
            "C" => Point::Century(day.year() / 100),
            _ => return None,
        })
    }
}

/// So many days later.
pub(super) fn plus(day: Date, days: i32) -> Option<Date> {
    plus_long(day, i64::from(days))
}

fn plus_long(day: Date, days: i64) -> Option<Date> {
    // the calendar ends with the year 9999, which is fewer days away
    (days.abs() < 4_000_000)
        .then(|| day.checked_add(days.days()).ok())
        .flatten()
}

/// The Monday of the week of a day.
pub(super) fn monday(day: Date) -> Option<Date> {
    plus(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

/// The day with that weekday (Monday is 1) nearest before or on `day`.
pub(super) fn weekday_before(day: Date, weekday: i64) -> Option<Date> {
    let today = i64::from(day.weekday().to_monday_one_offset());
    plus_long(day, -(today - weekday).rem_euclid(7))
}

/// The day with that weekday nearest on or after `day`.
pub(super) fn weekday_after(day: Date, weekday: i64) -> Option<Date> {
    let today = i64::from(day.weekday().to_monday_one_offset());
    plus_long(day, (weekday - today).rem_euclid(7))
}

/// A day that exists.
pub(super) fn valid(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// Days from one day to another.
pub(super) fn distance(from: Date, to: Date) -> i32 {
    from.until(to).map(|span| span.get_days()).unwrap_or(0)
}
