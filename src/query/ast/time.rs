//! Times.

use super::{Nested, Word};
use crate::span::Span;
use crate::time::Interval;

/// A time.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// How it relates.
    pub kind: TimeKind,
}

/// Kinds of [`Time`].
#[derive(Debug, Clone, PartialEq)]
pub enum TimeKind {
    /// `since`, from its first day on.
    Since(Moment),
    /// `after`, from the day after its last on.
    After(Moment),
    /// `before` its first day.
    Before(Moment),
    /// `until` its last day.
    Until(Moment),
    /// `in` or `on`.
    In(Moment),
    /// `between a and b`, both included.
    Between(Moment, Moment),
    /// `last 30 days`.
    Last(Duration),
    /// `before`, `after` or `during` something else.
    Relative(Relation, Nested),
}

/// A date, or a parameter that holds one.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// A date as written.
    Date(Interval, Span),
    /// `$from`.
    Param(Word),
}

/// Relations between the times of two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Earlier than at least one.
    Before,
    /// Later than at least one.
    After,
    /// At the same time as at least one.
    During,
}

/// `3 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Period,
}

/// Calendar periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A calendar year.
    Year,
}
