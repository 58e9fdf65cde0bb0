//! Values put into words, once for all formats.

use crate::answer::rows::{Cell, Rows, Value};
use crate::time::Interval;

/// A value in words.
///
/// Numbers stand without separators, those that are not exact in the words of the article; a range is `7–20`, without an
/// upper bound `21+`; days are written as in
/// ISO 8601-2: `2020-02-03`, a whole month `2020-02`, a stretch `2020-02-03/2020-02-05`, open `2019-12-01/..`.
pub fn text(value: &Value) -> String {
    match value {
        Value::Node { iri, label } if label.is_empty() => iri.clone(),
        Value::Node { label, .. } => label.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Decimal(n) => decimal(*n),
        Value::Range(min, None) => format!("{min}+"),
        Value::Range(min, Some(max)) if min == max => min.to_string(),
        Value::Range(min, Some(max)) => format!("{min}–{max}"),
        Value::Told { words, .. } => words.clone(),
        Value::Date(interval) => days(interval),
        Value::Text(text) => text.clone(),
        Value::Table(rows) => nested(rows),
    }
}

/// All values of a cell in words; empty when unknown. Disagreement is marked by who writes it. Several nodes of one name, as
/// articles of one outlet, are told once, with their number.
pub fn cell_text(cell: &Cell) -> String {
    let mut texts: Vec<(String, usize)> = Vec::new();
    for value in &cell.values {
        let text = text(value);
        match texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, number)) => *number += 1,
            None => texts.push((text, 1)),
        }
    }
    let texts = texts.into_iter().map(|(text, number)| match number {
        1 => text,
        number => format!("{text} ({number})"),
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// At most two places after the point, none that are zero.
fn decimal(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Days in words; nothing for those of which neither end is known.
pub fn days(interval: &Interval) -> String {
    let (begin, end) = match (interval.begin, interval.end) {
        (None, None) => return String::new(),
        (Some(begin), None) => return format!("{begin}/.."),
        (None, Some(end)) => return format!("../{end}"),
        (Some(begin), Some(end)) => (begin, end),
    };
    if begin == end {
        return begin.to_string();
    }
    let year = format!("{:04}", begin.year());
    if begin.day() == 1 && end == end.last_of_month() && begin.year() == end.year() {
        if begin.month() == end.month() {
            return format!("{year}-{:02}", begin.month());
        }
        if begin.month() == 1 && end.month() == 12 {
            return year;
        }
    }
    format!("{begin}/{end}")
}

/// Rows of a nested table, one after another.
fn nested(rows: &Rows) -> String {
    let texts = rows.rows.iter().map(|row| {
        let known = row.cells.iter().filter(|cell| !cell.values.is_empty());
        known.map(cell_text).collect::<Vec<_>>().join(", ")
    });
    texts.collect::<Vec<_>>().join("; ")
}
