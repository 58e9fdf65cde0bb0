//! Days known by name: `Christmas Eve`, `last Thanksgiving`, `Easter 2013`.

use super::calendar::{Point, plus, valid, weekday_after};
use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::TimeKind;
use jiff::civil::Date;

impl Finder<'_> {
    pub(super) fn holiday(&self, at: usize) -> Option<Found> {
        let shift = TIME_WORDS.number("shift", self.word(at));
        let name = if shift.is_some() { at + 1 } else { at };
        if !self.capital(name) {
            return None;
        }
        let (rule, end) = TIME_WORDS.phrase("holiday", self.words, name)?;
        let year_at = if self.is(end, &[",", "of", "in"]) {
            end + 1
        } else {
            end
        };
        if let Some(year) = self
            .year_number(year_at)
            .filter(|year| (1800..2100).contains(year))
        {
            let day = day_of(rule, year)?;
            return Some(Found::point(year_at + 1, Point::Day(day)));
        }
        let Some(anchor) = self.anchor else {
            return Some(Found::value(end, TimeKind::Date, unknown(rule)?));
        };
        let year = i64::from(anchor.year());
        let day = match shift {
            Some(-1) => [year, year - 1]
                .into_iter()
                .filter_map(|year| day_of(rule, year))
                .find(|day| *day < anchor),
            Some(1) => [year, year + 1]
                .into_iter()
                .filter_map(|year| day_of(rule, year))
                .find(|day| *day > anchor),
            Some(_) => day_of(rule, year),
            None => self.nearest_year(anchor, self.told_tense(at), |year| day_of(rule, year)),
        };
        Some(Found::point(end, Point::Day(day?)))
    }
}

/// The day in a year: `12-25`; `11-4-4`, the fourth Thursday of November; `E-2`, two days before Easter.
fn day_of(rule: &str, year: i64) -> Option<Date> {
    if let Some(days) = rule.strip_prefix('E') {
        return plus(easter(year)?, days.parse().ok()?);
    }
    let numbers: Vec<i64> = rule
        .split('-')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers[..] {
        [month, day] => valid(year, month, day),
        [month, count, weekday] => {
            let first = weekday_after(valid(year, month, 1)?, weekday)?;
            plus(first, i32::try_from(7 * (count - 1)).ok()?)
        }
        _ => None,
    }
}

/// The value when nobody knows the year; a movable day has none.
fn unknown(rule: &str) -> Option<String> {
    (rule.len() == 5 && !rule.starts_with('E')).then(|| format!("XXXX-{rule}"))
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876).
fn easter(year: i64) -> Option<Date> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    valid(year, days / 31, days % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn days_known_by_name_fall_where_calendars_put_them() {
        let table = [
            ("12-25", 2019, "2019-12-25"),
            ("11-4-4", 2019, "2019-11-28"),
            ("E0", 2008, "2008-03-23"),
            ("E0", 2011, "2011-04-24"),
            ("E-2", 2020, "2020-04-10"),
            ("E1", 2020, "2020-04-13"),
        ];
        for (rule, year, wanted) in table {
            let day = day_of(rule, year).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some(wanted), "{rule} {year}");
        }
    }
}
