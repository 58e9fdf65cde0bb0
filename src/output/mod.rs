//! [`Rows`] in, text out: tables for people, CSV, TSV, JSON, JSON Lines, Markdown and GeoJSON for everything else.
//!
//! Values are put into words in one place, [`text`]; every format uses it.

pub(crate) mod delimited;
mod explanation;
mod gate;
mod geojson;
pub(crate) mod json;
mod layout;
pub mod markdown;
mod paint;
mod picture;
mod table;
mod tree;
mod value;
mod vertical;
mod wrap;

use crate::answer::Answer;
use crate::answer::rows::Rows;
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

pub use explanation::{explanation, failure, passed_words};
pub use gate::Gate;
pub use layout::fits;
pub use paint::Paint;
pub use picture::{edges, write_network, write_timeline};
pub use tree::tree;
pub use value::{cell_text, text};
pub use wrap::{fold, hanging};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Columns that fit the terminal.
    #[default]
    Table,
    /// A line a value, a block a row: for wide rows.
    Vertical,
    /// Comma-separated values, RFC 4180, with a header line.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// One array of objects.
    Json,
    /// An object a line.
    JsonLines,
    /// A table of GitHub's Markdown.
    Markdown,
    /// Rows on a map, RFC 7946.
    GeoJson,
    /// Graphviz, for what `graph` shows.
    Dot,
    /// A picture, for what `graph` and `timeline` show.
    Svg,
}

impl Format {
    /// All formats with their names, in the order to show them.
    pub const ALL: &'static [(&'static str, Format)] = &[
        ("table", Format::Table),
        ("vertical", Format::Vertical),
        ("csv", Format::Csv),
        ("tsv", Format::Tsv),
        ("json", Format::Json),
        ("jsonl", Format::JsonLines),
        ("markdown", Format::Markdown),
        ("geojson", Format::GeoJson),
        ("dot", Format::Dot),
        ("svg", Format::Svg),
    ];

    /// The names of [`Format::ALL`].
    pub const NAMES: [&'static str; Format::ALL.len()] = {
        let mut names = [""; Format::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Format::ALL[at].0;
            at += 1;
        }
        names
    };

    /// The format that files with this ending have.
    pub fn of_extension(extension: &str) -> Option<Format> {
        Some(match extension {
            "txt" => Format::Table,
            "md" => Format::Markdown,
            "ndjson" => Format::JsonLines,
            "gv" => Format::Dot,
            other => return other.parse().ok().filter(|f| *f != Format::Vertical),
        })
    }

    /// Whether only timelines and networks can be written so.
    pub fn is_picture(self) -> bool {
        matches!(self, Format::Dot | Format::Svg)
    }

    /// The name that the command line and `\mode` use.
    pub fn name(self) -> &'static str {
        Format::ALL
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("table", |(name, _)| name)
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        Format::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
            .ok_or_else(|| UnknownFormat(name.to_string()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is not one of [`Format::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format {0:?}: it is one of {known}", known = Format::NAMES.join(", "))]
pub struct UnknownFormat(pub String);

/// What the place that is written to can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Columns to fit a table into; `None` when lines may be of any length.
    pub width: Option<u16>,
    /// Whether escape sequences for bold and dim may be used.
    pub colour: bool,
    /// Whether rows of a table are numbered (for `\why 3`).
    pub numbered: bool,
    /// Set where a person looks at a screen: what is longer is cut, and said to be. Everything is written elsewhere.
    pub screen: Option<Screen>,
}

/// How much of a table is put on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Rows of a table.
    pub rows: usize,
    /// Lines of a cell.
    pub lines: usize,
}

impl Screen {
    /// Lines are folded, and nothing is cut.
    pub fn everything() -> Screen {
        Screen {
            rows: usize::MAX,
            lines: usize::MAX,
        }
    }
}

impl Default for Screen {
    fn default() -> Screen {
        Screen {
            rows: 200,
            lines: 3,
        }
    }
}

impl Style {
    /// Colours, or none.
    pub fn paint(self) -> Paint {
        Paint {
            colour: self.colour,
        }
    }
}

/// Writes `rows` in `format`.
pub fn write(rows: &Rows, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(rows, style, out),
        Format::Vertical => vertical::write(rows, style, out),
        Format::Csv => delimited::csv(rows, out),
        Format::Tsv => delimited::tsv(rows, out),
        Format::Json => json::array(rows, out),
        Format::JsonLines => json::lines(rows, out),
        Format::Markdown => markdown::write(rows, out),
        Format::GeoJson => geojson::write(rows, out),
        // Rows are no picture: see `picture`.
        Format::Dot | Format::Svg => table::write(rows, style, out),
    }
}

/// Writes an answer that has something to show; a table is no picture, and nothing is written of definitions.
pub fn write_answer(
    answer: &Answer,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match answer {
        Answer::Rows(rows) => write(rows, format, style, out),
        Answer::Timeline(rows) => write_timeline(rows, format, style, out),
        Answer::Graph(network) => write_network(network, format, style, out),
        _ => Ok(()),
    }
}

/// The line under a table: `4 rows`, or `at least 4 rows` where a limit kept some away.
pub fn count_of(rows: &Rows) -> String {
    match rows.cut {
        true => format!("at least {}", count(rows.rows.len())),
        false => count(rows.rows.len()),
    }
}

/// So many rows in words.
pub fn count(rows: usize) -> String {
    match rows {
        0 => "no rows".to_string(),
        1 => "1 row".to_string(),
        n => format!("{n} rows"),
    }
}

#[cfg(test)]
mod tests;
