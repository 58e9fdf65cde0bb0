//! What must hold of values, as expressions.

use super::algebra::*;
use crate::query::ast::Comparison;
use crate::time::Interval;
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, Function};

pub(super) fn operator(comparison: Comparison, a: Expression, b: Expression) -> Expression {
    match comparison {
        Comparison::Equal | Comparison::Like => equal(a, b),
        Comparison::NotEqual => not(equal(a, b)),
        Comparison::Less => less(a, b),
        Comparison::LessOrEqual => at_most(a, b),
        Comparison::Greater => less(b, a),
        Comparison::GreaterOrEqual => at_least(a, b),
    }
}

/// Whether every value between lowest and highest compares so; without an upper bound, none is surely small.
pub(super) fn all_are(
    comparison: Comparison,
    low: &Variable,
    high: &Variable,
    n: Expression,
) -> Expression {
    match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual => operator(comparison, v(low), n),
        Comparison::Less | Comparison::LessOrEqual => surely(operator(comparison, v(high), n)),
        Comparison::NotEqual => or(less(n.clone(), v(low)), surely(less(v(high), n))),
        _ => and(equal(v(low), n.clone()), surely(equal(v(high), n))),
    }
}

/// Whether some value between lowest and highest compares so.
pub(super) fn can_be(
    comparison: Comparison,
    low: &Variable,
    high: &Variable,
    n: Expression,
) -> Expression {
    match comparison {
        Comparison::Greater | Comparison::GreaterOrEqual => {
            unless_unknown(operator(comparison, v(high), n))
        }
        Comparison::Less | Comparison::LessOrEqual => operator(comparison, v(low), n),
        Comparison::NotEqual => not(all_are(Comparison::Equal, low, high, n)),
        _ => and(
            at_most(v(low), n.clone()),
            unless_unknown(at_least(v(high), n)),
        ),
    }
}

/// A text compared with words, without regard to case; `like` looks inside, with `*` for anything.
pub(super) fn matches(comparison: Comparison, value: Expression, words: &str) -> Expression {
    let words_lower = words.to_lowercase();
    match comparison {
        Comparison::Like if words.contains('*') => call(
            Function::Regex,
            vec![as_text(value), text(&wildcard(words)), text("is")],
        ),
        Comparison::Like => call(Function::Contains, vec![lower(value), text(&words_lower)]),
        other => operator(other, lower(value), text(&words_lower)),
    }
}

/// A regular expression for words with `*`; all else stands for itself. Several stars in a row are one.
fn wildcard(words: &str) -> String {
    let mut out = String::from("^");
    let mut before = None;
    for c in words.chars() {
        if c == '*' && before.replace(c) == Some('*') {
            continue;
        }
        before = Some(c);
        match c {
            '*' => out.push_str(".*"),
            c if c.is_alphanumeric() || c == ' ' => out.push(c),
            c => {
                out.push('\\');
                out.push(c);
            }
        }
    }
    out.push('$');
    out
}

/// Whether the days from `begin` to `end` can lie in the window; unknown does not. An end that is not known decides
/// nothing, if the other is.
pub(super) fn overlaps(begin: &Variable, end: &Variable, window: &Interval) -> Expression {
    let from = window
        .begin
        .map(|day| at_least(v(end), Expression::Literal(date(day))));
    let to = window
        .end
        .map(|day| at_most(v(begin), Expression::Literal(date(day))));
    if begin == end {
        let tests = [from, to].into_iter().flatten();
        return tests.reduce(and).unwrap_or_else(|| bound(begin));
    }
    match (from, to) {
        (Some(from), Some(to)) => and(
            Expression::Coalesce(vec![from, bound(begin)]),
            unless_unknown(to),
        ),
        (Some(from), None) => Expression::Coalesce(vec![from, bound(begin)]),
        (None, Some(to)) => Expression::Coalesce(vec![to, bound(end)]),
        (None, None) => or(bound(begin), bound(end)),
    }
}
