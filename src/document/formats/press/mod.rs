//! Exports of the archives of the press: many articles in one text, each with its outlet, date and author.

mod factiva;
mod nexis;
mod proquest;

use super::{Bytes, Found, Place, several, text};
use crate::document::input::Opened;
use crate::document::meta::without_by;
use crate::document::{DocumentError, dates};
use jiff::civil::Date;

/// Articles that were found.
pub type Articles = Vec<Result<Found, DocumentError>>;

pub use factiva::articles as factiva_of;
pub use nexis::articles as nexis_of;
pub use proquest::articles as proquest_of;

/// An export of Nexis as text.
pub fn nexis(reader: Bytes, place: Place) -> Opened {
    several(nexis_of(&text(reader, &place)?), place)
}

/// An export of Factiva as text.
pub fn factiva(reader: Bytes, place: Place) -> Opened {
    several(factiva_of(&text(reader, &place)?), place)
}

/// An export of ProQuest as text.
pub fn proquest(reader: Bytes, place: Place) -> Opened {
    several(proquest_of(&text(reader, &place)?), place)
}

/// The articles of an export whose lines `between` tells apart; lines that it says nothing of are theirs.
fn cut(
    text: &str,
    between: impl Fn(&str) -> bool,
    article: impl Fn(&[&str]) -> Option<Found>,
) -> Articles {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let pieces = lines.split(|line| between(line));
    pieces.filter_map(article).map(Ok).collect()
}

/// A line that is a date and little else: "March 4, 2021 Thursday 10:12 AM GMT", "4 March 2021".
fn dated(line: &str) -> Option<Date> {
    (line.split_whitespace().count() <= 8 && !line.contains(':') || line.len() <= 60)
        .then(|| dates::first(line))
        .flatten()
        .filter(|_| {
            let words = line.split_whitespace();
            let others = words
                .filter(|word| word.chars().all(char::is_alphabetic))
                .count();
            others <= 5
        })
}

/// The name of a field and its value: "LENGTH: 512 words", "Load-Date: March 5, 2021".
fn field(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let fits = (2..=28).contains(&name.len())
        && name.starts_with(char::is_uppercase)
        && name
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | ' ' | '/'))
        && name.split_whitespace().count() <= 3;
    fits.then(|| (name.to_ascii_lowercase(), value.trim()))
}

/// "By Ana Roe" → "Ana Roe".
fn author(written: &str) -> String {
    without_by(written.trim()).to_owned()
}
