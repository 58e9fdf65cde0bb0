//! What stands directly inside patterns and expressions, for all that goes through a whole query.

use spargebra::algebra::{Expression, GraphPattern, OrderExpression};

/// Gives the patterns directly inside a pattern, borrowed as that is.
macro_rules! each_pattern {
    ($pattern:expr, $each:expr) => {
        match $pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::LeftJoin { left, right, .. } => {
                $each(left);
                $each(right);
            }
            GraphPattern::Filter { inner, .. }
            | GraphPattern::Graph { inner, .. }
            | GraphPattern::Service { inner, .. }
            | GraphPattern::Extend { inner, .. }
            | GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Group { inner, .. } => $each(inner),
        }
    };
}

/// Gives the expressions of a pattern itself, but for those of aggregates, borrowed as it is.
macro_rules! each_condition {
    ($pattern:expr, $each:expr) => {
        match $pattern {
            GraphPattern::LeftJoin { expression, .. } => expression.into_iter().for_each($each),
            GraphPattern::Filter { expr: e, .. } | GraphPattern::Extend { expression: e, .. } => {
                $each(e);
            }
            GraphPattern::OrderBy { expression, .. } => {
                for OrderExpression::Asc(e) | OrderExpression::Desc(e) in expression {
                    $each(e);
                }
            }
            _ => {}
        }
    };
}

/// Gives the expressions directly inside an expression, borrowed as that is; EXISTS has none, but a pattern.
macro_rules! each_operand {
    ($expression:expr, $each:expr) => {
        match $expression {
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_)
            | Expression::Exists(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                $each(a);
                $each(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => $each(a),
            Expression::If(a, b, c) => {
                $each(a);
                $each(b);
                $each(c);
            }
            Expression::In(one, all) => {
                $each(one);
                all.into_iter().for_each($each);
            }
            Expression::Coalesce(all) | Expression::FunctionCall(_, all) => {
                all.into_iter().for_each($each);
            }
        }
    };
}

/// Gives the patterns directly inside a pattern.
pub(super) fn patterns(pattern: &GraphPattern, each: &mut dyn FnMut(&GraphPattern)) {
    each_pattern!(pattern, each)
}

/// The same, to be changed.
pub(super) fn patterns_mut(pattern: &mut GraphPattern, each: &mut dyn FnMut(&mut GraphPattern)) {
    each_pattern!(pattern, each)
}

/// Gives the expressions of a pattern itself, but for those of aggregates.
pub(super) fn conditions(pattern: &GraphPattern, each: &mut dyn FnMut(&Expression)) {
    each_condition!(pattern, each)
}

/// The same, to be changed.
pub(super) fn conditions_mut(pattern: &mut GraphPattern, each: &mut dyn FnMut(&mut Expression)) {
    each_condition!(pattern, each)
}

/// Gives the expressions directly inside an expression; EXISTS has none, but a pattern.
pub(super) fn operands(expression: &Expression, each: &mut dyn FnMut(&Expression)) {
    each_operand!(expression, each)
}

/// The same, to be changed.
pub(super) fn operands_mut(expression: &mut Expression, each: &mut dyn FnMut(&mut Expression)) {
    each_operand!(expression, each)
}
