//! Days as they stand in decisions: `2020-02-03`, `2020-02`, `2020`, or two of them with a slash between, as in ISO 8601.

use crate::rdf::vocabulary::XSD;
use crate::time::Interval;
use jiff::civil::{Date, date};

/// Days in the shortest form that says them.
pub fn days(days: &Interval) -> String {
    let (Some(begin), Some(end)) = (days.begin, days.end) else {
        return [days.begin, days.end]
            .map(|day| day.map_or_else(|| "..".to_string(), |day| day.to_string()))
            .join("/");
    };
    if begin == end {
        return begin.to_string();
    }
    let (year, month) = (begin.year(), begin.month());
    if (begin, end) == (date(year, 1, 1), date(year, 12, 31)) {
        return format!("{year:04}");
    }
    if (begin, end) == (date(year, month, 1), begin.last_of_month()) {
        return format!("{year:04}-{month:02}");
    }
    format!("{begin}/{end}")
}

/// What [`days`] writes; none where an end is open.
pub(super) fn read(text: &str) -> Option<Interval> {
    let (first, last) = match text.split_once('/') {
        Some((first, last)) => (one(first)?, one(last)?),
        None => (one(text)?, one(text)?),
    };
    (first.begin <= last.end).then_some(Interval {
        begin: first.begin,
        end: last.end,
    })
}

/// A day, a month or a year.
fn one(text: &str) -> Option<Interval> {
    let numbers: Option<Vec<i16>> = text
        .split('-')
        .map(|part| match part.bytes().all(|b| b.is_ascii_digit()) {
            true => part.parse().ok(),
            false => None,
        })
        .collect();
    let widths: Vec<usize> = text.split('-').map(str::len).collect();
    let small = |number: i16| i8::try_from(number).ok();
    match (numbers?.as_slice(), widths.as_slice()) {
        ([year], [4]) => Some(Interval::days(
            Date::new(*year, 1, 1).ok()?,
            Date::new(*year, 12, 31).ok()?,
        )),
        ([year, month], [4, 2]) => {
            let first = Date::new(*year, small(*month)?, 1).ok()?;
            Some(Interval::days(first, first.last_of_month()))
        }
        ([year, month, day], [4, 2, 2]) => {
            let day = Date::new(*year, small(*month)?, small(*day)?).ok()?;
            Some(Interval::day(day))
        }
        _ => None,
    }
}

/// The datatype of what [`days`] has written; none of days that are no day, month or year.
pub(super) fn datatype(text: &str) -> Option<&'static str> {
    match text.len() {
        4 => Some("gYear"),
        7 => Some("gYearMonth"),
        10 => Some("date"),
        _ => None,
    }
}

/// Whether a literal of a datatype may hold days.
pub(super) fn may_hold(datatype: &str) -> bool {
    let local = datatype.strip_prefix(XSD);
    local.is_some_and(|local| ["string", "date", "gYearMonth", "gYear"].contains(&local))
}
