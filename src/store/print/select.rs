//! SELECT queries and sub-queries.

use super::Printer;
use super::expression::{aggregate, expression};
use oxigraph::model::Variable;
use spargebra::algebra::{AggregateExpression, GraphPattern, OrderExpression};

/// An aggregate and its name.
type Named = (Variable, AggregateExpression);

/// The parts of a SELECT, outermost first.
#[derive(Default)]
struct Parts<'p> {
    slice: Option<(usize, Option<usize>)>,
    distinct: bool,
    variables: Option<&'p [Variable]>,
    order: &'p [OrderExpression],
    group: Option<(&'p [Variable], &'p [Named])>,
}

pub(super) fn select(printer: &mut Printer, pattern: &GraphPattern, braces: bool) {
    let mut parts = Parts::default();
    let mut at = pattern;
    if let GraphPattern::Slice {
        inner,
        start,
        length,
    } = at
    {
        parts.slice = Some((*start, *length));
        at = inner;
    }
    if let GraphPattern::Distinct { inner } = at {
        parts.distinct = true;
        at = inner;
    }
    if let GraphPattern::Project { inner, variables } = at {
        parts.variables = Some(variables);
        at = inner;
    }
    if let GraphPattern::OrderBy { inner, expression } = at {
        parts.order = expression;
        at = inner;
    }
    if let GraphPattern::Group {
        inner,
        variables,
        aggregates,
    } = at
    {
        parts.group = Some((variables, aggregates));
        at = inner;
    }
    match braces {
        true => printer.block("", |p| body(p, &parts, at)),
        false => body(printer, &parts, at),
    }
}

fn body(printer: &mut Printer, parts: &Parts<'_>, inner: &GraphPattern) {
    let mut head = String::from("SELECT");
    if parts.distinct {
        head.push_str(" DISTINCT");
    }
    match parts.group {
        Some((keys, aggregates)) => {
            let wanted = |v: &Variable| parts.variables.is_none_or(|all| all.contains(v));
            for key in keys.iter().filter(|k| wanted(k)) {
                head.push_str(&format!(" {key}"));
            }
            for (variable, function) in aggregates.iter().filter(|(v, _)| wanted(v)) {
                let text = aggregate(printer, function);
                head.push_str(&format!(" ({text} AS {variable})"));
            }
        }
        None => match parts.variables {
            Some(variables) => {
                for variable in variables {
                    head.push_str(&format!(" {variable}"));
                }
            }
            None => head.push_str(" *"),
        },
    }
    head.push_str(" WHERE ");
    printer.block(&head, |p| p.group(inner));
    if let Some((keys, _)) = parts.group
        && !keys.is_empty()
    {
        let keys: Vec<String> = keys.iter().map(|k| k.to_string()).collect();
        printer.line(&format!("GROUP BY {}", keys.join(" ")));
    }
    if !parts.order.is_empty() {
        let keys: Vec<String> = parts
            .order
            .iter()
            .map(|o| match o {
                OrderExpression::Asc(e) => format!("ASC({})", expression(printer, e)),
                OrderExpression::Desc(e) => format!("DESC({})", expression(printer, e)),
            })
            .collect();
        printer.line(&format!("ORDER BY {}", keys.join(" ")));
    }
    if let Some((start, length)) = parts.slice {
        if start > 0 {
            printer.line(&format!("OFFSET {start}"));
        }
        if let Some(length) = length {
            printer.line(&format!("LIMIT {length}"));
        }
    }
}
