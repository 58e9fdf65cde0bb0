//! SPARQL that anybody may have written, with calls of [`Meter::step`](super::meter::Meter) where the evaluator would work
//! for long without asking anything of the graph: on rows that the query itself brings along, and on texts that it makes.

use super::meter::{Meter, leave};
use super::{Budget, Limit};
use oxigraph::model::{Literal, NamedNode, Term};
use spareval::QueryEvaluator;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, Expression, Function, GraphPattern, OrderExpression,
};
use std::sync::Mutex;

/// True, after a step.
const STEP: &str = "urn:dateline:step";
/// Its argument, after a step, unless that is too long.
const TEXT: &str = "urn:dateline:text";
/// The same for what takes the place of every part of a text.
const PART: &str = "urn:dateline:part";
/// The longest text that others are made of.
pub(super) const LONGEST_TEXT: usize = 16 << 20;
/// The longest replacement of a part of a text.
const LONGEST_PART: usize = 256;

/// An evaluator that knows the functions that [`watched`] puts in.
pub(super) fn evaluator(budget: &Budget) -> QueryEvaluator {
    let name = NamedNode::new_unchecked;
    let step = || {
        let meter = Mutex::new(Meter::new(budget));
        move || {
            if let Ok(meter) = meter.lock() {
                meter.step();
            }
        }
    };
    let short = |most| {
        let step = step();
        move |arguments: &[Term]| {
            step();
            let argument = arguments.first()?;
            if let Term::Literal(literal) = argument
                && literal.value().len() > most
            {
                leave(Limit::Text(most).into());
            }
            Some(argument.clone())
        }
    };
    let always = step();
    QueryEvaluator::new()
        .with_custom_function(name(STEP), move |_| {
            always();
            Some(Literal::from(true).into())
        })
        .with_custom_function(name(TEXT), short(LONGEST_TEXT))
        .with_custom_function(name(PART), short(LONGEST_PART))
}

/// The same query with those functions called.
pub(super) fn watched(mut query: Query) -> Query {
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => watch(pattern),
    }
    query
}

fn watch(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Values { .. } => step_behind(pattern),
        GraphPattern::Bgp { patterns } if patterns.is_empty() => step_behind(pattern),
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => {}
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            watch(left);
            watch(right);
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            watch(left);
            watch(right);
            expression.iter_mut().for_each(watch_expression);
        }
        GraphPattern::Filter { expr, inner } => {
            watch_expression(expr);
            watch(inner);
        }
        GraphPattern::Extend {
            inner, expression, ..
        } => {
            watch_expression(expression);
            watch(inner);
        }
        GraphPattern::OrderBy { inner, expression } => {
            for OrderExpression::Asc(key) | OrderExpression::Desc(key) in expression {
                watch_expression(key);
            }
            watch(inner);
        }
        GraphPattern::Group {
            inner, aggregates, ..
        } => {
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    watch_expression(expr);
                }
            }
            watch(inner);
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Service { inner, .. } => watch(inner),
    }
}

/// Puts a step behind every row of the pattern.
fn step_behind(pattern: &mut GraphPattern) {
    *pattern = GraphPattern::Filter {
        expr: call(STEP, Vec::new()),
        inner: Box::new(std::mem::take(pattern)),
    };
}

fn watch_expression(expression: &mut Expression) {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_) => {}
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
            watch_expression(a);
            watch_expression(b);
        }
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
            watch_expression(a);
        }
        Expression::Exists(pattern) => watch(pattern),
        Expression::If(a, b, c) => [a, b, c].into_iter().for_each(|e| watch_expression(e)),
        Expression::In(one, all) => {
            watch_expression(one);
            all.iter_mut().for_each(watch_expression);
        }
        Expression::Coalesce(all) => all.iter_mut().for_each(watch_expression),
        Expression::FunctionCall(function, arguments) => {
            arguments.iter_mut().for_each(watch_expression);
            match function {
                Function::Concat => arguments.iter_mut().for_each(|text| bound(TEXT, text)),
                Function::Replace => {
                    for (text, name) in arguments.iter_mut().zip([TEXT, TEXT, PART]) {
                        bound(name, text);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Puts a limit on the length of a text.
fn bound(name: &str, text: &mut Expression) {
    // A pattern that the query holds is compiled once; behind a call it would be compiled for every row.
    let short = matches!(text, Expression::Literal(text) if text.value().len() <= LONGEST_PART);
    if !short {
        let inner = std::mem::replace(text, Expression::Coalesce(Vec::new()));
        *text = call(name, vec![inner]);
    }
}

fn call(name: &str, arguments: Vec<Expression>) -> Expression {
    let function = Function::Custom(NamedNode::new_unchecked(name));
    Expression::FunctionCall(function, arguments)
}
