//! A question inside a question.

use super::{Query, Word};

/// `( query )` or `the attack`.
#[derive(Debug, Clone, PartialEq)]
pub enum Nested {
    /// In parentheses.
    Query(Box<Query>),
    /// `the noun` or `the name`.
    The(Word),
}
