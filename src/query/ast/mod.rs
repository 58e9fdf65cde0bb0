//! A question as it was written. Nothing is looked up in the store; words keep their spans.

mod condition;
mod distance;
mod nested;
mod phrase;
mod stage;
mod table;
mod time;

pub use condition::{Comparison, Condition, Facet, Field, Operand, OperandKind};
pub(crate) use distance::LENGTH_UNITS;
pub use distance::{Distance, LengthUnit};
pub use nested::Nested;
pub use phrase::{Item, ItemKind, Modifier, ModifierKind, PathPhrase, Phrase, Set, Values};
pub use stage::{Aggregate, Column, Direction, Function, Key, Stage, StageKind};
pub(crate) use table::{COMPARISONS, FACETS, FUNCTIONS, PERIODS, of_word};
pub use time::{Duration, Moment, Period, Relation, Time, TimeKind};

use crate::span::Span;

/// A file of statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Script {
    /// The text of the first comment, if the file begins with one.
    pub title: Option<String>,
    /// In order.
    pub statements: Vec<Statement>,
    /// All comments in order, without `#`; that of the title too.
    pub comments: Vec<Word>,
}

/// One statement of a script.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// From its first to its last word.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// Kinds of [`Statement`].
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `let strikes = …`.
    Let {
        /// The name given.
        name: Word,
        /// What it stands for.
        query: Query,
    },
    /// `param $who: actor = "…"`.
    Param {
        /// Without the `$`.
        name: Word,
        /// A noun, `date`, `number` or `text`.
        kind: Word,
        /// Its value unless set otherwise.
        default: Option<Operand>,
    },
    /// `assert … is not empty`.
    Assert {
        /// What is asserted about.
        query: Query,
        /// What is asserted.
        check: Check,
    },
    /// `export … as csv to "file"`.
    Export {
        /// `None` for `export graph`.
        query: Option<Query>,
        /// The word after `as`.
        format: Word,
        /// The file.
        to: Option<Word>,
    },
    /// `use "common.dq"`.
    Use {
        /// The file.
        file: Word,
    },
    /// A question.
    Query(Query),
}

/// What an `assert` says about its answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `is [not] empty`.
    Empty {
        /// `is not empty`.
        not: bool,
    },
    /// `>= 3`: the only cell, or else the number of rows.
    Compare(Comparison, i64),
    /// `has row (killed = 33, …)`.
    HasRow(Vec<(Field, Comparison, Operand)>),
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word; for a string, what is inside the quotes.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Word {
    /// A word at a place.
    pub(crate) fn new(text: impl Into<String>, span: Span) -> Word {
        let text = text.into();
        Word { text, span }
    }
}

/// A source and the stages after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Where.
    pub span: Span,
    /// The set it begins with.
    pub first: Set,
    /// `and (…)`, `or (…)`, `except (…)`.
    pub rest: Vec<(SetOperator, Query)>,
    /// After `|`.
    pub stages: Vec<Stage>,
}

impl Query {
    /// A set without stages.
    pub(crate) fn new(first: Set, span: Span) -> Query {
        Query {
            span,
            first,
            rest: Vec::new(),
            stages: Vec::new(),
        }
    }
}

/// How two sets become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperator {
    /// In both.
    And,
    /// In either.
    Or,
    /// In the first only.
    Except,
}
