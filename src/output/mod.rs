//! [`Rows`] in, text out: tables for people, CSV, TSV, JSON, JSON Lines, Markdown and GeoJSON for everything else.
//!
//! Values are put into words in one place, [`text`]; every format uses it.

pub(crate) mod delimited;
mod explanation;
mod formats;
mod gate;
mod geojson;
pub(crate) mod json;
mod layout;
pub mod markdown;
mod paint;
pub(crate) mod picture;
mod table;
mod tree;
mod value;
mod vertical;
mod wrap;
pub(crate) mod xlsx;

use crate::answer::Answer;
use crate::answer::rows::Rows;
use crate::count::counted;
use std::io::{self, Write};

pub use explanation::{explanation, failure, passed_words};
pub use formats::{About, Format, UnknownFormat};
pub use gate::Gate;
pub use layout::fits;
pub use paint::Paint;
pub use picture::{edges, write_network, write_timeline};
pub use tree::tree;
pub use value::{cell_text, days, text};
pub(crate) use wrap::clipped;
pub use wrap::{fold, hanging};

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
        Format::Xlsx => xlsx::write(rows, out),
        // Rows alone are no picture, no report and no graph: see `picture`, `report` and `exchange`.
        Format::Dot
        | Format::Svg
        | Format::Html
        | Format::Docx
        | Format::Ics
        | Format::Acled
        | Format::Ftm
        | Format::GraphMl
        | Format::Gexf => table::write(rows, style, out),
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

/// The rows of an answer; of a network its edges.
pub fn rows_of(answer: &Answer) -> Rows {
    match answer {
        Answer::Graph(network) => edges(network),
        Answer::Rows(rows) | Answer::Timeline(rows) => rows.clone(),
        _ => Rows::default(),
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
        n => counted(n, "row", "rows"),
    }
}

#[cfg(test)]
mod tests;
