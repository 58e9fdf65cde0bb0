//! Sorting, and what is cut off by number.

use super::algebra::*;
use super::compiler::Compiler;
use super::order::{Key, Missing, Order, Relation};
use super::select::*;
use crate::query::ast::Direction;
use crate::query::plan::{Kind, Path, time_role};
use crate::query::settled::Settled;
use crate::query::words::roles_of;
use oxigraph::model::Variable;
use spargebra::algebra::{AggregateFunction, Expression, GraphPattern};
use spargebra::term::TermPattern;

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
    ) {
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
    }

    /// Sorts by date, or else by name, when nothing else was said.
    pub(super) fn default_order(&mut self, relation: &mut Relation, plan: &Settled, s: &Variable) {
        if !relation.order.keys.is_empty() {
            return;
        }
        let roles = roles_of(self.store.ontology(), &plan.class);
        let key = time_role(self.store.ontology(), &plan.class)
            .or_else(|| roles.into_iter().find(|role| role.name == "name"))
            .map(|role| Path::of(role, plan.span));
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
        let first = vec![(key.clone(), folded(AggregateFunction::Min, least))];
        let group = aggregate_over(values, std::slice::from_ref(s), first);
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
                (as_text(v(&value)), pattern)
            }
            Kind::Node => {
                let (node, pattern) = self.hops(s, path);
                let (label, labelled) = self.labelled(pattern, &node, path);
                let either = Expression::Coalesce(vec![v(&label), as_text(v(&node))]);
                (lower(either), labelled)
            }
        }
    }

    pub(super) fn slice(
        &mut self,
        relation: &mut Relation,
        plan: &Settled,
        s: &Variable,
        count: usize,
        last: bool,
    ) {
        self.default_order(relation, plan, s);
        let pattern = std::mem::replace(&mut relation.pattern, empty());
        let mut variables = vec![s.clone()];
        variables.extend(relation.order.variables());
        let expressions = relation.order.expressions(Some(s), last);
        relation.pattern = sliced(pattern, expressions, variables, count);
        relation.closed = true;
    }
}
