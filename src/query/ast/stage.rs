//! What comes after a `|`.

use super::{Condition, Field, Period, Query, Word};
use crate::span::Span;

/// What comes after a `|`.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Where.
    pub span: Span,
    /// What it does.
    pub kind: StageKind,
}

/// Kinds of [`Stage`].
#[derive(Debug, Clone, PartialEq)]
pub enum StageKind {
    /// `show *`.
    ShowAll,
    /// `show a, b as c`.
    Show(Vec<Column>),
    /// `where …`.
    Where(Condition),
    /// `count, sum killed by perpetrator, month`.
    Aggregate {
        /// What is computed.
        aggregates: Vec<Aggregate>,
        /// For each of these.
        by: Vec<Key>,
    },
    /// `sort by a desc, b`.
    Sort(Vec<(Key, Direction)>),
    /// `first 10`.
    First(usize),
    /// `last 10`.
    Last(usize),
    /// `top 5 by killed`.
    Top(usize, Key),
    /// `disputed [killed]`.
    Disputed(Vec<Field>),
    /// `timeline`.
    Timeline,
    /// `graph`.
    Graph,
    /// `each (…) as name`.
    Each {
        /// Asked for every row.
        query: Query,
        /// The column it becomes.
        name: Word,
    },
}

/// A column to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What.
    pub field: Field,
    /// Its header, unless the field's own words.
    pub name: Option<Word>,
}

/// Something computed over several rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// Where.
    pub span: Span,
    /// How.
    pub function: Function,
    /// Of what; `None` only for `count`.
    pub field: Option<Field>,
    /// Its header, unless "sum killed".
    pub name: Option<Word>,
}

/// Aggregate functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// How many (different ones).
    Count,
    /// Total.
    Sum,
    /// Mean.
    Average,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// All of them.
    List,
}

/// What rows are grouped or sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A period of the date.
    Period(Period, Span),
    /// A field, or a column by its name.
    Field(Field),
    /// An aggregate's column by its words (`sum killed`).
    Aggregate(Aggregate),
}

impl Key {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Key::Period(_, span) => *span,
            Key::Field(field) => field.span,
            Key::Aggregate(aggregate) => aggregate.span,
        }
    }
}

/// Directions of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Greatest first.
    Descending,
}
