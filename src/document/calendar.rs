//! The names of months and of days of the week, from `gazetteer/calendar.tsv`.

use jiff::civil::Weekday;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word is the name of; `full` unless it is shortened.
#[derive(Clone, Copy)]
pub(super) enum Name {
    Month { number: i8, full: bool },
    Weekday { day: Weekday, full: bool },
}

pub(super) static NAMES: LazyLock<FxHashMap<&'static str, Name>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in include_str!("../../gazetteer/calendar.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut cells = line.split('\t');
        let (what, number) = (
            cells.next().unwrap_or(""),
            cells.next().and_then(|n| n.parse::<i8>().ok()).unwrap_or(0),
        );
        for (at, name) in cells.enumerate() {
            let full = at == 0;
            match Weekday::from_monday_one_offset(number) {
                Ok(day) if what == "weekday" => names.insert(name, Name::Weekday { day, full }),
                _ => names.insert(name, Name::Month { number, full }),
            };
        }
    }
    names
});

/// The number of the month whose name begins with these three small letters.
pub fn month_starts(start: &str) -> Option<i8> {
    static STARTS: LazyLock<Vec<(&str, i8)>> = LazyLock::new(|| {
        let starts = NAMES.iter().filter_map(|(name, what)| match what {
            Name::Month { number, full: true } => Some((name.get(..3)?, *number)),
            _ => None,
        });
        starts.collect()
    });
    let found = STARTS.iter().find(|(known, _)| *known == start);
    found.map(|(_, number)| *number)
}

/// The day of the week whose full name in small letters this is.
pub fn weekday_named(name: &str) -> Option<Weekday> {
    match NAMES.get(name)? {
        Name::Weekday { day, full: true } => Some(*day),
        _ => None,
    }
}
