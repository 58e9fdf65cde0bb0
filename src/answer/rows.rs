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
    /// Where each row is, once [`Session::locate`](crate::query::Session::locate) has looked it up; empty before.
    pub spots: Vec<Vec<Spot>>,
}

/// Where something is, as far as the graph knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// IRI of the place.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How many kilometres around the point it may be; 0 for the point itself.
    pub radius: f64,
}

/// A column of [`Rows`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub name: String,
    /// Whether its values are numbers (set flush right).
    pub numeric: bool,
    /// Whether they are amounts, which may have a least and a greatest: CSV gives these columns of their own.
    pub amount: bool,
}

impl Column {
    /// A column of anything but numbers.
    pub(crate) fn named(name: &str) -> Column {
        Column {
            name: name.to_string(),
            ..Column::default()
        }
    }
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

impl Cell {
    /// What no sources differ on.
    pub(crate) fn of(values: impl IntoIterator<Item = Value>) -> Cell {
        Cell {
            values: values.into_iter().collect(),
            disputed: false,
        }
    }
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
    /// A number that is not exact, as it is told: "dozens", "more than 20".
    Told {
        /// The words.
        words: String,
        /// The least that is meant.
        min: i64,
        /// The greatest that may be meant; `None` when there is none.
        max: Option<i64>,
    },
    /// Days.
    Date(Interval),
    /// Words.
    Text(String),
    /// A nested table.
    Table(Rows),
}

impl Value {
    /// Least and greatest of an amount; the outer `None` when it is none, the inner when there is no greatest.
    pub fn bounds(&self) -> Option<(f64, Option<f64>)> {
        match self {
            Value::Integer(n) => Some((*n as f64, Some(*n as f64))),
            Value::Decimal(n) => Some((*n, Some(*n))),
            Value::Range(min, max) | Value::Told { min, max, .. } => {
                Some((*min as f64, max.map(|max| max as f64)))
            }
            _ => None,
        }
    }

    /// The amount from one number to another, never more exact than these.
    pub fn amount(min: f64, max: Option<f64>) -> Value {
        match max {
            Some(max) if max == min && min.fract() == 0.0 => Value::Integer(min as i64),
            Some(max) if max == min => Value::Decimal(min),
            max => Value::Range(min.floor() as i64, max.map(|max| max.ceil() as i64)),
        }
    }
}
