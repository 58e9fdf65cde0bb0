//! Conditions on fields, and fields.

use super::{Duration, Word};
use crate::span::Span;
use crate::time::Interval;

/// What `where` says.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these.
    And(Vec<Condition>),
    /// One of these.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// `killed >= 10`.
    Compare(Field, Comparison, Operand),
    /// `killed in (8, 33)`.
    In(Field, Vec<Operand>),
    /// `weapon is [not] known`.
    Known {
        /// Of what.
        field: Field,
        /// `is not`.
        not: bool,
    },
    /// `killed is [not] disputed`.
    Disputed {
        /// Of what.
        field: Field,
        /// `is not`.
        not: bool,
    },
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `like`: contains, case ignored; `*` stands for anything.
    Like,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: OperandKind,
}

/// Kinds of [`Operand`].
#[derive(Debug, Clone, PartialEq)]
pub enum OperandKind {
    /// A whole number.
    Number(i64),
    /// A date.
    Date(Interval),
    /// `3 days`.
    Duration(Duration),
    /// A string.
    Text(String),
    /// `$x`.
    Param(String),
    /// A name.
    Name {
        /// The name.
        text: String,
        /// `#country`.
        class: Option<Word>,
    },
    /// Another field, or a noun.
    Field(Field),
}

/// `range of perpetrator.country`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where.
    pub span: Span,
    /// What of it.
    pub facet: Facet,
    /// The words between the dots.
    pub path: Vec<Word>,
}

/// Which of several claimed values is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Facet {
    /// The best value.
    #[default]
    Best,
    /// Each account's value.
    All,
    /// Lowest to highest.
    Range,
    /// Each value with who says so.
    Sources,
    /// The sentences that tell it.
    Quotes,
}
