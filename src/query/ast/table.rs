//! What is one of a few, and how it is written: the parser reads these tables, and all that writes a question looks into them.

use super::{Comparison, Facet, Function, Period, SetOperator};

/// Periods, each in the singular.
pub(crate) const PERIODS: [(Period, &str); 5] = [
    (Period::Day, "day"),
    (Period::Week, "week"),
    (Period::Month, "month"),
    (Period::Quarter, "quarter"),
    (Period::Year, "year"),
];

/// Aggregate functions.
pub(crate) const FUNCTIONS: [(Function, &str); 6] = [
    (Function::Count, "count"),
    (Function::Sum, "sum"),
    (Function::Average, "average"),
    (Function::Min, "min"),
    (Function::Max, "max"),
    (Function::List, "list"),
];

/// Comparisons: signs, and a word.
pub(crate) const COMPARISONS: [(Comparison, &str); 7] = [
    (Comparison::Equal, "="),
    (Comparison::NotEqual, "!="),
    (Comparison::Less, "<"),
    (Comparison::LessOrEqual, "<="),
    (Comparison::Greater, ">"),
    (Comparison::GreaterOrEqual, ">="),
    (Comparison::Like, "like"),
];

/// Facets, each in front of `of`.
pub(crate) const FACETS: [(Facet, &str); 5] = [
    (Facet::Best, "best"),
    (Facet::All, "all"),
    (Facet::Range, "range"),
    (Facet::Sources, "sources"),
    (Facet::Quotes, "quotes"),
];

const OPERATORS: [(SetOperator, &str); 3] = [
    (SetOperator::And, "and"),
    (SetOperator::Or, "or"),
    (SetOperator::Except, "except"),
];

/// What a word of a table stands for.
pub(crate) fn of_word<T: Copy>(table: &[(T, &str)], word: &str) -> Option<T> {
    let known = table.iter().find(|(_, known)| *known == word);
    known.map(|(of, _)| *of)
}

fn word_of<T: PartialEq>(table: &[(T, &'static str)], of: T) -> &'static str {
    let known = table.iter().find(|(known, _)| *known == of);
    known.map_or("", |(_, word)| word)
}

impl Period {
    /// Its word in the singular.
    pub(crate) fn name(self) -> &'static str {
        word_of(&PERIODS, self)
    }
}

impl Function {
    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        word_of(&FUNCTIONS, self)
    }
}

impl Comparison {
    /// Its sign or word.
    pub(crate) fn sign(self) -> &'static str {
        word_of(&COMPARISONS, self)
    }
}

impl Facet {
    /// Its word, in front of `of`.
    pub(crate) fn word(self) -> &'static str {
        word_of(&FACETS, self)
    }
}

impl SetOperator {
    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        word_of(&OPERATORS, self)
    }
}
