//! Single aggregates over the grouped nodes.

use super::{GroupDecode, aggregate_over};
use crate::query::ast::{Facet, Function};
use crate::query::compile::algebra::*;
use crate::query::compile::{Compiler, Decode};
use crate::query::plan::{Aggregate, Kind, Path};
use oxigraph::model::Variable;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern};

impl Compiler<'_> {
    /// One aggregate over the values of a path.
    pub(super) fn aggregate(
        &mut self,
        grouped: &GraphPattern,
        s: &Variable,
        aggregate: &Aggregate,
        path: &Path,
        keys: &[Variable],
    ) -> (GroupDecode, Variable, GraphPattern) {
        let call = |name: AggregateFunction, e: Expression, distinct: bool| {
            AggregateExpression::FunctionCall {
                name,
                expr: e,
                distinct,
            }
        };
        let out = self.var(&aggregate.name);
        let known = self.var("known");
        let some = |pattern: GraphPattern| {
            filter(pattern, less(Expression::Literal(number(0)), v(&known)))
        };
        if path.facet == Facet::Range {
            return self.sum_of_range(grouped, s, path, keys, out);
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
                let bound = Expression::Bound(day.clone());
                (v(&day), filter(pattern, bound))
            }
            _ => {
                let (value, pattern) = self.hops(s, path);
                (v(&value), join(grouped.clone(), pattern))
            }
        };
        let count = call(AggregateFunction::Count, expression.clone(), false);
        let (function, distinct) = match aggregate.function {
            Function::Count => (AggregateFunction::Count, path.kind() != Kind::Quantity),
            Function::Sum => (AggregateFunction::Sum, false),
            Function::Average => (AggregateFunction::Avg, false),
            Function::Min => (AggregateFunction::Min, false),
            Function::Max | Function::List => (AggregateFunction::Max, false),
        };
        let aggregates = vec![
            (out.clone(), call(function, expression, distinct)),
            (known.clone(), count),
        ];
        let part = aggregate_over(pattern, keys, aggregates);
        let mut shown = keys.to_vec();
        shown.push(out.clone());
        let days = path.kind() == Kind::Time && aggregate.function != Function::Count;
        let decode = match days {
            true => GroupDecode::Day(out.clone()),
            false => GroupDecode::Number(out.clone()),
        };
        // Of a sum without groups there is always a row; without a known value it is not one.
        (decode, out.clone(), project(some(part), shown))
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
        let has_high = Expression::If(
            Box::new(Expression::Bound(high.clone())),
            Box::new(Expression::Literal(number(1))),
            Box::new(Expression::Literal(number(0))),
        );
        let high_or_0 = Expression::Coalesce(vec![v(&high), Expression::Literal(number(0))]);
        let call = |name: AggregateFunction, expr: Expression| AggregateExpression::FunctionCall {
            name,
            expr,
            distinct: false,
        };
        let aggregates = vec![
            (out.clone(), call(AggregateFunction::Sum, v(&low))),
            (lows.clone(), call(AggregateFunction::Count, v(&low))),
            (sum.clone(), call(AggregateFunction::Sum, high_or_0)),
            (bounded.clone(), call(AggregateFunction::Sum, has_high)),
        ];
        let part = aggregate_over(pattern, keys, aggregates);
        let part = filter(part, less(Expression::Literal(number(0)), v(&lows)));
        // One open end leaves the sum open.
        let part = bind(
            part,
            &top,
            Expression::If(
                Box::new(equal(v(&bounded), v(&lows))),
                Box::new(v(&sum)),
                Box::new(text("")),
            ),
        );
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
