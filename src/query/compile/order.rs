//! Sorting, and what is cut off by number.

use super::algebra::*;
use super::{Compiler, Relation};
use crate::diagnostic::Diagnostic;
use crate::query::ast::Direction;
use crate::query::plan::{Kind, Path, Plan};
use crate::query::words::roles_of;
use jiff::civil::Date;
use oxigraph::model::Variable;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression,
};
use spargebra::term::TermPattern;

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
                equal(call(Function::Str, vec![v(key)]), text("")),
                truth(true),
            ])),
            // Numbers are compared more quickly than truth values by some stores.
            None => Some(Expression::If(
                Box::new(Expression::Bound(key.clone())),
                Box::new(Expression::Literal(number(0))),
                Box::new(Expression::Literal(number(1))),
            )),
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

/// The variable that a pattern of one triple ends in.
fn variable(pattern: &GraphPattern) -> Option<Variable> {
    match pattern {
        GraphPattern::Bgp { patterns } => match &patterns.as_slice() {
            [triple] => match &triple.object {
                TermPattern::Variable(variable) => Some(variable.clone()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

impl Compiler<'_> {
    pub(super) fn sort(
        &mut self,
        relation: &mut Relation,
        s: &Variable,
        keys: &[(Path, Direction)],
    ) -> Result<(), Diagnostic> {
        let mut order = Order::default();
        let mut pattern = std::mem::replace(&mut relation.pattern, empty());
        for (path, direction) in keys {
            let (key, next) = self.key(pattern, s, path);
            pattern = next;
            self.push_key(&mut order, key, *direction);
        }
        relation.pattern = pattern;
        relation.order = order;
        relation.closed = false;
        Ok(())
    }

    /// Sorts by date, or else by name, when nothing else was said.
    pub(super) fn default_order(&mut self, relation: &mut Relation, plan: &Plan, s: &Variable) {
        if !relation.order.keys.is_empty() {
            return;
        }
        let roles = roles_of(self.store.ontology(), &plan.class);
        let key = roles
            .iter()
            .find(|r| Kind::of(r) == Kind::Time)
            .or_else(|| roles.iter().find(|r| r.name == "name"))
            .map(|role| Path {
                span: plan.span,
                facet: Default::default(),
                steps: vec![crate::query::plan::Hop {
                    role: role.name.clone(),
                    kind: Kind::of(role),
                    property: role.property.clone(),
                    range: role.range.clone(),
                    closure: role.closure,
                }],
                words: role.label.clone(),
            });
        if let Some(path) = key {
            let pattern = std::mem::replace(&mut relation.pattern, empty());
            let (key, pattern) = self.key(pattern, s, &path);
            relation.pattern = pattern;
            self.push_key(&mut relation.order, key, Direction::Ascending);
            relation.closed = false;
        }
    }

    fn push_key(&self, order: &mut Order, key: Key, direction: Direction) {
        let (Key::Value(value) | Key::Text(value) | Key::Days(value, _)) = &key;
        if self.sure.contains(value) {
            order.missing.push((value.clone(), Missing::Never));
        }
        order.keys.push((key, direction));
    }

    /// Adds one value to sort by; where a node has several, the first in alphabetical order.
    fn key(&mut self, pattern: GraphPattern, s: &Variable, path: &Path) -> (Key, GraphPattern) {
        let hop = path.last().clone();
        if path.steps.len() == 1 && hop.kind == Kind::Quantity {
            if let Some(key) = self.known_number(&pattern, s, &hop) {
                return (Key::Value(key), pattern);
            }
            let key = self.var(&hop.role);
            let value = self.hop(s, &hop, key.clone());
            return (Key::Value(key), optional(pattern, value));
        }
        if path.steps.len() == 1 && hop.kind == Kind::Time {
            let (begin, end, pattern) = self.times(pattern, s, &hop);
            return (Key::Days(begin, end), pattern);
        }
        let (least, values) = self.sortable(s, path);
        let one = path.steps.len() == 1 && !hop.closure && self.store.has_one(&hop.property);
        if one
            && hop.kind == Kind::Text
            && let Some(value) = variable(&values)
        {
            let bound = vec![value.clone()];
            self.bound.push((s.clone(), hop.role.clone(), bound));
            return (Key::Text(value), optional(pattern, values));
        }
        let key = self.var(&format!("{}Key", hop.role));
        if one {
            let pattern = bind(optional(pattern, values), &key, least);
            return (Key::Value(key), pattern);
        }
        let group = GraphPattern::Group {
            inner: Box::new(values),
            variables: vec![s.clone()],
            aggregates: vec![(
                key.clone(),
                AggregateExpression::FunctionCall {
                    name: AggregateFunction::Min,
                    expr: least,
                    distinct: false,
                },
            )],
        };
        (Key::Value(key), optional(pattern, group))
    }

    /// All values at the end of a path, as something that can be compared.
    fn sortable(&mut self, s: &Variable, path: &Path) -> (Expression, GraphPattern) {
        match path.kind() {
            Kind::Quantity | Kind::Text => {
                let (value, pattern) = self.hops(s, path);
                let expression = match path.kind() {
                    Kind::Text => lower(v(&value)),
                    _ => v(&value),
                };
                (expression, pattern)
            }
            Kind::Time => {
                let (at, before) = self.before_last(s, path);
                let (begin, end, pattern) = self.times(before, &at, path.last());
                (Expression::Coalesce(vec![v(&begin), v(&end)]), pattern)
            }
            Kind::Class => {
                let (value, pattern) = self.hops(s, path);
                (
                    call(spargebra::algebra::Function::Str, vec![v(&value)]),
                    pattern,
                )
            }
            Kind::Node => {
                let (node, pattern) = self.hops(s, path);
                let (label, labelled) = self.labelled(pattern, &node, path);
                let fallback = call(spargebra::algebra::Function::Str, vec![v(&node)]);
                (
                    lower(Expression::Coalesce(vec![v(&label), fallback])),
                    labelled,
                )
            }
        }
    }

    pub(super) fn slice(
        &mut self,
        relation: &mut Relation,
        plan: &Plan,
        s: &Variable,
        count: usize,
        last: bool,
    ) -> Result<(), Diagnostic> {
        self.default_order(relation, plan, s);
        let pattern = std::mem::replace(&mut relation.pattern, empty());
        let mut variables = vec![s.clone()];
        variables.extend(relation.order.variables());
        let sorted = GraphPattern::OrderBy {
            inner: Box::new(pattern),
            expression: relation.order.expressions(Some(s), last),
        };
        relation.pattern = GraphPattern::Slice {
            inner: Box::new(distinct(sorted, variables)),
            start: 0,
            length: Some(count),
        };
        relation.closed = true;
        Ok(())
    }
}
