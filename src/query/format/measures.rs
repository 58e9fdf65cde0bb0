//! Days, durations and distances.

use crate::count::counted;
use crate::query::ast::{Distance, Duration, LENGTH_UNITS};

/// `50 km`, `1 mile`.
pub(crate) fn distance(distance: Distance) -> String {
    let words = LENGTH_UNITS
        .iter()
        .find_map(|(unit, words)| (*unit == distance.unit).then_some(*words));
    let word = words.and_then(|words| words.first()).copied();
    let word = word.unwrap_or_default();
    counted(
        distance.number,
        word.strip_suffix('s').unwrap_or(word),
        word,
    )
}

pub(crate) fn duration(duration: Duration) -> String {
    let unit = duration.unit.name();
    counted(duration.number, unit, &format!("{unit}s"))
}
