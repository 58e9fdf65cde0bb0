//! Single aggregates over the grouped nodes.

use crate::query::ast::{Facet, Function};
use crate::query::compile::algebra::*;
use crate::query::compile::compiler::Compiler;
use crate::query::compile::select::*;
use crate::query::compile::shape::{Decode, GroupDecode};
use crate::query::plan::{Aggregate, Group, Kind, Path};
use oxigraph::model::Variable;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern};

/// More than any number of people.
const MOST: i64 = i64::MAX;

/// What has been added up of one number.
pub(super) struct Total {
    pub role: String,
    sum: Variable,
    /// Of how many it is known.
    known: Variable,
}

impl Total {
    pub fn value(&self, function: Function) -> Expression {
        let total = match function {
            // Of none it is divided by zero, and unknown.
            Function::Average => {
                return Expression::Divide(Box::new(v(&self.sum)), Box::new(v(&self.known)));
            }
            Function::Count => v(&self.known),
            _ => v(&self.sum),
        };
        let some = less(number(0), v(&self.known));
        choose(some, total, unknown())
    }
}

/// Whether a function of a path is computed from a total.
pub(super) fn adds_up(path: &Path, function: Function, numbers: &[(String, Variable)]) -> bool {
    path.facet == Facet::Best
        && path.steps.len() == 1
        && matches!(
            function,
            Function::Sum | Function::Average | Function::Count
        )
        && numbers.iter().any(|(role, _)| *role == path.last().role)
}

impl Compiler<'_> {
    /// The numbers that are added up and of which no node has two, by role; `nodes` gets those that it has not yet.
    pub(super) fn numbers(
        &mut self,
        nodes: &mut GraphPattern,
        s: &Variable,
        group: &Group,
    ) -> Vec<(String, Variable)> {
        let mut numbers: Vec<(String, Variable)> = Vec::new();
        for path in group.aggregates.iter().filter_map(|a| a.path.as_ref()) {
            let hop = path.last();
            let single = path.kind() == Kind::Quantity
                && path.steps.len() == 1
                && path.facet == Facet::Best
                && self.store.has_one(&hop.property)
                && !self.may_be_vague(hop);
            if !single || numbers.iter().any(|(role, _)| *role == hop.role) {
                continue;
            }
            let number = match self.known_number(nodes, s, hop) {
                Some(number) => number,
                None => {
                    let (number, pattern) = self.hops(s, path);
                    *nodes = optional(std::mem::replace(nodes, empty()), pattern);
                    number
                }
            };
            numbers.push((hop.role.clone(), number));
        }
        numbers
    }

    /// What is added up of each number.
    pub(super) fn totals(
        &mut self,
        numbers: &[(String, Variable)],
    ) -> (Vec<Total>, Vec<(Variable, AggregateExpression)>) {
        let (mut totals, mut aggregates) = (Vec::new(), Vec::new());
        for (role, number_of) in numbers {
            let total = Total {
                role: role.clone(),
                sum: self.var(&format!("{role}Sum")),
                known: self.var(&format!("{role}Known")),
            };
            // One value that is missing would make the sum unknown.
            let or_0 = Expression::Coalesce(vec![v(number_of), number(0)]);
            aggregates.push((total.sum.clone(), folded(AggregateFunction::Sum, or_0)));
            let known = folded(AggregateFunction::Count, v(number_of));
            aggregates.push((total.known.clone(), known));
            totals.push(total);
        }
        (totals, aggregates)
    }

    /// One aggregate over the values of a path.
    pub(super) fn aggregate(
        &mut self,
        grouped: &GraphPattern,
        s: &Variable,
        aggregate: &Aggregate,
        path: &Path,
        keys: &[Variable],
    ) -> (GroupDecode, Variable, GraphPattern) {
        let out = self.var(&aggregate.name);
        let known = self.var("known");
        let some = |pattern: GraphPattern| filter(pattern, less(number(0), v(&known)));
        if path.facet == Facet::Range {
            return self.sum_of_range(grouped, s, path, keys, out);
        }
        if aggregate.function != Function::Count && self.may_be_vague(path.last()) {
            return self.amount(grouped, s, aggregate.function, path, keys, out);
        }
        let (expression, pattern) = match path.kind() {
            Kind::Time => {
                let (at, before) = self.before_last(s, path);
                let (begin, end, pattern) =
                    self.times(join(grouped.clone(), before), &at, path.last());
                let either = match aggregate.function {
                    Function::Max => vec![v(&end), v(&begin)],
                    _ => vec![v(&begin), v(&end)],
                };
                let day = self.var("day");
                let pattern = bind(pattern, &day, Expression::Coalesce(either));
                let bound = bound(&day);
                (v(&day), filter(pattern, bound))
            }
            _ => {
                let (value, pattern) = self.hops(s, path);
                (v(&value), join(grouped.clone(), pattern))
            }
        };
        let count = folded(AggregateFunction::Count, expression.clone());
        let name = match aggregate.function {
            Function::Count => AggregateFunction::Count,
            Function::Sum => AggregateFunction::Sum,
            Function::Average => AggregateFunction::Avg,
            Function::Min => AggregateFunction::Min,
            Function::Max | Function::List => AggregateFunction::Max,
        };
        let distinct = name == AggregateFunction::Count && path.kind() != Kind::Quantity;
        let value = AggregateExpression::FunctionCall {
            name,
            expr: expression,
            distinct,
        };
        let aggregates = vec![(out.clone(), value), (known.clone(), count)];
        let part = aggregate_over(pattern, keys, aggregates);
        let mut shown = keys.to_vec();
        shown.push(out.clone());
        let days = path.kind() == Kind::Time && aggregate.function != Function::Count;
        let decode = match aggregate.function {
            _ if days => GroupDecode::Day(out.clone()),
            Function::Count => GroupDecode::Number(out.clone()),
            _ => GroupDecode::exactly(&out),
        };
        // Of a sum without groups there is always a row; without a known value it is not one.
        (decode, out.clone(), project(some(part), shown))
    }

    /// An aggregate of numbers that may not be exact: of the least that is meant, and of the greatest.
    fn amount(
        &mut self,
        grouped: &GraphPattern,
        s: &Variable,
        function: Function,
        path: &Path,
        keys: &[Variable],
        out: Variable,
    ) -> (GroupDecode, Variable, GraphPattern) {
        let hop = path.last().clone();
        let (at, low, numbers) = self.number_at(s, path);
        let numbers = join(grouped.clone(), numbers);
        let (high, pattern) = self.greatest(numbers, &at, &hop, &low);
        let (known, closed) = (self.var("known"), self.var("closed"));
        let greatest = self.var("greatest");
        let top = self.var(&format!("{}High", out.as_str()));
        let of = match function {
            Function::Average => AggregateFunction::Avg,
            Function::Min => AggregateFunction::Min,
            Function::Max => AggregateFunction::Max,
            Function::Sum | Function::Count | Function::List => AggregateFunction::Sum,
        };
        let is_closed = choose(bound(&high), number(1), number(0));
        // What has no greatest must not make the others unknown; it is counted, and does not lower the least of them.
        let or_most = Expression::Coalesce(vec![v(&high), number(MOST)]);
        let or_none = Expression::Coalesce(vec![v(&high), number(0)]);
        let some = match function {
            Function::Min => less(number(0), v(&closed)),
            _ => equal(v(&closed), v(&known)),
        };
        let highs = match function {
            Function::Min => or_most,
            _ => or_none,
        };
        let aggregates = vec![
            (out.clone(), folded(of.clone(), v(&low))),
            (greatest.clone(), folded(of, highs)),
            (known.clone(), folded(AggregateFunction::Count, v(&low))),
            (closed.clone(), folded(AggregateFunction::Sum, is_closed)),
        ];
        let part = aggregate_over(pattern, keys, aggregates);
        let part = filter(part, less(number(0), v(&known)));
        let either = choose(some, v(&greatest), text(""));
        let part = bind(part, &top, either);
        let mut shown = keys.to_vec();
        shown.extend([out.clone(), top.clone()]);
        let decode = GroupDecode::Amount {
            low: out.clone(),
            high: Some(top),
        };
        (decode, out, project(part, shown))
    }

    fn sum_of_range(
        &mut self,
        grouped: &GraphPattern,
        s: &Variable,
        path: &Path,
        keys: &[Variable],
        out: Variable,
    ) -> (GroupDecode, Variable, GraphPattern) {
        let hop = path.last();
        let (low, high) = (self.var("low"), self.var("high"));
        let (lows, bounded) = (self.var("lows"), self.var("bounded"));
        let top = self.var(&format!("{}High", out.as_str()));
        let sum = self.var("sumHigh");
        let mut pattern = join(
            grouped.clone(),
            triple(s.clone(), self.beside(hop, "Min"), low.clone()),
        );
        pattern = optional(
            pattern,
            triple(s.clone(), self.beside(hop, "Max"), high.clone()),
        );
        let has_high = choose(bound(&high), number(1), number(0));
        let high_or_0 = Expression::Coalesce(vec![v(&high), number(0)]);
        let aggregates = vec![
            (out.clone(), folded(AggregateFunction::Sum, v(&low))),
            (lows.clone(), folded(AggregateFunction::Count, v(&low))),
            (sum.clone(), folded(AggregateFunction::Sum, high_or_0)),
            (bounded.clone(), folded(AggregateFunction::Sum, has_high)),
        ];
        let part = aggregate_over(pattern, keys, aggregates);
        let part = filter(part, less(number(0), v(&lows)));
        // One open end leaves the sum open.
        let either = choose(equal(v(&bounded), v(&lows)), v(&sum), text(""));
        let part = bind(part, &top, either);
        let mut shown = keys.to_vec();
        shown.extend([out.clone(), top.clone()]);
        (
            GroupDecode::Range {
                low: out.clone(),
                high: top,
            },
            out,
            project(part, shown),
        )
    }

    pub(super) fn list(
        &mut self,
        grouped: &GraphPattern,
        s: &Variable,
        path: &Path,
        keys: &[Variable],
    ) -> (Decode, GraphPattern) {
        let (pattern, decode) = self.best(s, path);
        let mut shown = keys.to_vec();
        shown.extend(decode.variables());
        (decode, distinct(join(grouped.clone(), pattern), shown))
    }
}
