//! What the nodes of a question are sorted by.

use super::algebra::*;
use crate::query::ast::Direction;
use jiff::civil::Date;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};

/// Days that nothing is told of, before and behind all others.
const FIRST: Date = jiff::civil::date(1, 1, 1);
const LAST: Date = jiff::civil::date(9999, 12, 31);

/// What to sort by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    pub keys: Vec<(Key, Direction)>,
    /// How it shows that a key is unknown, where it does not by not being bound.
    pub missing: Vec<(Variable, Missing)>,
}

/// One thing to sort by, made of what a pattern binds.
#[derive(Debug, Clone)]
pub(crate) enum Key {
    /// The value itself.
    Value(Variable),
    /// A text without regard to case.
    Text(Variable),
    /// The first day of a time, or else the last.
    Days(Variable, Variable),
}

/// How it shows that something is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It never is.
    Never,
    /// By an empty text among other texts.
    Empty,
    /// By an empty text among values that cannot be compared with a text.
    EmptyAmongOthers,
}

impl Order {
    /// Sort expressions: unknown last in either direction, the node's IRI at the end so that the order is certain.
    pub fn expressions(&self, s: Option<&Variable>, reverse: bool) -> Vec<OrderExpression> {
        let mut out = Vec::new();
        for (key, direction) in &self.keys {
            let down = (*direction == Direction::Descending) != reverse;
            let value = match key {
                Key::Value(value) => {
                    out.extend(self.unknown(value).map(OrderExpression::Asc));
                    v(value)
                }
                Key::Text(text) => {
                    out.extend(self.unknown(text).map(OrderExpression::Asc));
                    lower(v(text))
                }
                Key::Days(begin, end) => {
                    let mut days = vec![v(begin)];
                    if begin != end {
                        days.push(v(end));
                    }
                    // A day before or behind all others for what has none.
                    if self.missing(begin) != Some(Missing::Never) {
                        days.push(Expression::Literal(date(if down { FIRST } else { LAST })));
                    }
                    match days.len() {
                        1 => v(begin),
                        _ => Expression::Coalesce(days),
                    }
                }
            };
            out.push(match down {
                false => OrderExpression::Asc(value),
                true => OrderExpression::Desc(value),
            });
        }
        if let Some(s) = s {
            out.push(match reverse {
                false => OrderExpression::Asc(v(s)),
                true => OrderExpression::Desc(v(s)),
            });
        }
        out
    }

    fn missing(&self, key: &Variable) -> Option<Missing> {
        let mut missing = self.missing.iter();
        missing.find(|(variable, _)| variable == key).map(|m| m.1)
    }

    /// What is greater for what is unknown, if anything may be.
    fn unknown(&self, key: &Variable) -> Option<Expression> {
        match self.missing(key) {
            Some(Missing::Never) => None,
            Some(Missing::Empty) => Some(equal(v(key), text(""))),
            Some(Missing::EmptyAmongOthers) => Some(Expression::Coalesce(vec![
                equal(as_text(v(key)), text("")),
                truth(true),
            ])),
            // Numbers are compared more quickly than truth values by some stores.
            None => Some(choose(bound(key), number(0), number(1))),
        }
    }

    pub fn variables(&self) -> Vec<Variable> {
        let keys = self.keys.iter();
        keys.flat_map(|(key, _)| match key {
            Key::Value(value) | Key::Text(value) => vec![value.clone()],
            Key::Days(begin, end) if begin == end => vec![begin.clone()],
            Key::Days(begin, end) => vec![begin.clone(), end.clone()],
        })
        .collect()
    }
}

/// Nodes as a pattern that binds one variable, and how they are sorted.
pub(super) struct Relation {
    pub pattern: GraphPattern,
    pub order: Order,
    /// Whether the pattern is a SELECT of its own that binds the variable and the sort keys only.
    pub closed: bool,
}
