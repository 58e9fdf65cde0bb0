//! [`Rows`]: what a question answers.

use crate::time::Interval;

/// A table of answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Names of the columns, in order.
    pub columns: Vec<Column>,
    /// The answers, in the order asked for.
    pub rows: Vec<Row>,
    /// Lines to show above the table: which actors a name was taken to include, how many values are known.
    pub notes: Vec<String>,
    /// Whether a limit kept some answers away: there are at least these.
    pub cut: bool,
}

/// A column of [`Rows`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub name: String,
    /// Whether its values are numbers (set flush right).
    pub numeric: bool,
}

/// One answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// IRI of the node that the row is about; absent for aggregates.
    pub subject: Option<String>,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// The values in one cell; none at all means unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// In a stable order.
    pub values: Vec<Value>,
    /// Whether sources differ on it (shown as `*`).
    pub disputed: bool,
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An actor, place, event, document, …
    Node {
        /// Its IRI.
        iri: String,
        /// Its name to show.
        label: String,
    },
    /// A whole number.
    Integer(i64),
    /// A number that is not whole (averages).
    Decimal(f64),
    /// From lowest to highest; `None` when unbounded.
    Range(i64, Option<i64>),
    /// Days.
    Date(Interval),
    /// Words.
    Text(String),
    /// A nested table.
    Table(Rows),
}
