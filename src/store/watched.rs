//! Queries with calls of [`Meter::step`](super::meter::Meter) where the evaluator would work for long without asking anything
//! of the graph: on rows that the query itself brings along, on those that joins in memory make, and on texts.

use super::meter::{Meter, leave};
use super::{Budget, Limit, walk};
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use spareval::QueryEvaluator;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern};
use std::sync::Mutex;

/// True, after a step.
const STEP: &str = "urn:dateline:step";
/// Its argument, after a step, unless that is too long.
const TEXT: &str = "urn:dateline:text";
/// The same for a text in which parts are replaced.
const WHOLE: &str = "urn:dateline:whole";
/// The same for what takes their place.
const PART: &str = "urn:dateline:part";
/// The longest text that others are made of.
pub(super) const LONGEST_TEXT: usize = 16 << 20;
/// The longest text in which parts are replaced, and the longest replacement: every letter may become that.
const LONGEST_WHOLE: usize = 1 << 20;
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
        .with_custom_function(name(WHOLE), short(LONGEST_WHOLE))
        .with_custom_function(name(PART), short(LONGEST_PART))
}

/// The same query with those functions called, and how many patterns it has.
pub(super) fn watched(mut query: Query) -> (Query, usize) {
    let mut watcher = Watcher { patterns: 0 };
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => watcher.rows(pattern),
    }
    (query, watcher.patterns)
}

/// Goes through a query and counts its patterns.
struct Watcher {
    patterns: usize,
}

impl Watcher {
    /// A pattern whose rows are handed to whoever asked, or kept: there is a step behind each of them.
    fn rows(&mut self, pattern: &mut GraphPattern) {
        self.pattern(pattern);
        if !hands_on(pattern) {
            // Without a variable the optimizer would move it to the leaves; this one is never bound.
            let never = Expression::Variable(Variable::new_unchecked("never__"));
            let always = Expression::Literal(true.into());
            step_behind(pattern, vec![Expression::Coalesce(vec![never, always])]);
        }
    }

    fn pattern(&mut self, pattern: &mut GraphPattern) {
        self.patterns += 1;
        match pattern {
            GraphPattern::Values { .. } => return step_behind(pattern, Vec::new()),
            GraphPattern::Bgp { patterns } if patterns.is_empty() => {
                return step_behind(pattern, Vec::new());
            }
            GraphPattern::Bgp { patterns } => self.patterns += patterns.len(),
            GraphPattern::Group { aggregates, .. } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr);
                    }
                }
            }
            _ => {}
        }
        walk::conditions_mut(pattern, &mut |e| self.expression(e));
        let hands_on = hands_on(pattern);
        walk::patterns_mut(pattern, &mut |inner| match hands_on {
            true => self.rows(inner),
            false => self.pattern(inner),
        });
    }

    fn expression(&mut self, expression: &mut Expression) {
        walk::operands_mut(expression, &mut |e| self.expression(e));
        match expression {
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::FunctionCall(function, arguments) => {
                for (at, argument) in arguments.iter_mut().enumerate() {
                    match (&*function, at) {
                        (Function::Concat, _) | (Function::Replace, 1) => bound(TEXT, argument),
                        (Function::Replace, 0) => bound(WHOLE, argument),
                        (Function::Replace, 2) => bound(PART, argument),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a pattern hands on, or keeps, the rows of the one inside it.
fn hands_on(pattern: &GraphPattern) -> bool {
    matches!(
        pattern,
        GraphPattern::Project { .. }
            | GraphPattern::Distinct { .. }
            | GraphPattern::Reduced { .. }
            | GraphPattern::Slice { .. }
            | GraphPattern::OrderBy { .. }
            | GraphPattern::Extend { .. }
            | GraphPattern::Group { .. }
    )
}

/// Puts a step behind every row of the pattern.
fn step_behind(pattern: &mut GraphPattern, arguments: Vec<Expression>) {
    *pattern = GraphPattern::Filter {
        expr: call(STEP, arguments),
        inner: Box::new(std::mem::take(pattern)),
    };
}

/// Puts a limit on the length of a text. One that stands in the query itself is as long as that; a pattern there is read
/// once, and behind a call it would be read for every row.
fn bound(name: &str, text: &mut Expression) {
    let short = match text {
        Expression::Literal(text) => name != PART || text.value().len() <= LONGEST_PART,
        _ => false,
    };
    if !short {
        let inner = std::mem::replace(text, Expression::Coalesce(Vec::new()));
        *text = call(name, vec![inner]);
    }
}

fn call(name: &str, arguments: Vec<Expression>) -> Expression {
    let function = Function::Custom(NamedNode::new_unchecked(name));
    Expression::FunctionCall(function, arguments)
}
