//! What stands around patterns: what is shown, groups, order, and what is cut off by number.

use super::algebra::v;
use oxigraph::model::Variable;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, GraphPattern, OrderExpression,
};

/// `SELECT DISTINCT variables WHERE { inner }`.
pub(crate) fn distinct(inner: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
    GraphPattern::Distinct {
        inner: Box::new(project(inner, variables)),
    }
}

pub(crate) fn project(inner: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
    GraphPattern::Project {
        inner: Box::new(inner),
        variables,
    }
}

pub(crate) fn aggregate_over(
    inner: GraphPattern,
    keys: &[Variable],
    aggregates: Vec<(Variable, AggregateExpression)>,
) -> GraphPattern {
    GraphPattern::Group {
        inner: Box::new(inner),
        variables: keys.to_vec(),
        aggregates,
    }
}

/// All values of a group in one: their sum, their number.
pub(crate) fn folded(name: AggregateFunction, expr: Expression) -> AggregateExpression {
    AggregateExpression::FunctionCall {
        name,
        expr,
        distinct: false,
    }
}

/// How many different values a group has.
pub(crate) fn count_of(variable: &Variable) -> AggregateExpression {
    AggregateExpression::FunctionCall {
        name: AggregateFunction::Count,
        expr: v(variable),
        distinct: true,
    }
}

/// Sorted, each row once, and of these the first so many.
pub(crate) fn sliced(
    inner: GraphPattern,
    expression: Vec<OrderExpression>,
    shown: Vec<Variable>,
    length: usize,
) -> GraphPattern {
    GraphPattern::Slice {
        inner: Box::new(distinct(sorted(inner, expression), shown)),
        start: 0,
        length: Some(length),
    }
}

pub(crate) fn sorted(inner: GraphPattern, expression: Vec<OrderExpression>) -> GraphPattern {
    GraphPattern::OrderBy {
        inner: Box::new(inner),
        expression,
    }
}

/// So many values are looked through one by one for every solution without losing much.
const FEW_VALUES: usize = 50;

/// A table of values to be joined. A long one is a SELECT of its own, so that a store finds the fitting row by its key.
pub(crate) fn table(table: GraphPattern) -> GraphPattern {
    match &table {
        GraphPattern::Values {
            variables,
            bindings,
        } if bindings.len() > FEW_VALUES => {
            let shown = variables.clone();
            project(table, shown)
        }
        _ => table,
    }
}
