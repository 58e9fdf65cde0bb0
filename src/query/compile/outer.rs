//! `the attack` inside `each`, for all rows at once.

use super::algebra::*;
use super::columns::unique;
use super::{Compiler, plain_filter};
use crate::diagnostic::Diagnostic;
use crate::query::plan::{Filter, Plan, Set, Source, Step, Value};
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

/// Whether a question inside `each` can be asked for all rows at once: the row outside stands behind a preposition only,
/// and what is cut off by number is cut off last.
pub(crate) fn plain_but_outer(plan: &Plan) -> bool {
    let last = plan.steps.len().saturating_sub(1);
    let mut outer = 0;
    let plain = plan.steps.iter().enumerate().all(|(at, step)| match step {
        Step::Filter(filter) => parts(filter).into_iter().all(|part| {
            let is_outer = matches!(part, Filter::Value(_, values)
                if matches!(values.as_slice(), [Value::Source(Source::Outer(_))]));
            outer += usize::from(is_outer);
            is_outer || plain_filter(part)
        }),
        Step::Sort(_) => true,
        Step::First(_) | Step::Last(_) => at == last,
    });
    plain && outer == 1 && plan.group.is_none() && matches!(plan.set, Set::Class(_))
}

fn parts(filter: &Filter) -> Vec<&Filter> {
    match filter {
        Filter::All(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

impl Compiler<'_> {
    /// The nodes of a plan with the row outside that each belongs to, in the order in which they are cut off.
    pub fn pairs(
        &mut self,
        plan: &Plan,
        rows: Vec<String>,
    ) -> Result<(GraphPattern, Variable, Variable), Diagnostic> {
        let outer = self.var("row");
        let s = self.subject(&plan.class);
        self.rows = Some((outer.clone(), rows));
        let (whole, reverse) = match plan.steps.split_last() {
            Some((Step::First(_), steps)) => (steps, false),
            Some((Step::Last(_), steps)) => (steps, true),
            _ => (plan.steps.as_slice(), false),
        };
        let whole = Plan {
            steps: whole.to_vec(),
            ..plan.clone()
        };
        let relation = self.relation(&whole, &s);
        self.rows = None;
        let mut relation = relation?;
        self.default_order(&mut relation, &whole, &s);
        let mut shown = vec![outer.clone(), s.clone()];
        shown.extend(relation.order.variables());
        let sorted = GraphPattern::OrderBy {
            inner: Box::new(relation.pattern),
            expression: relation.order.expressions(Some(&s), reverse),
        };
        Ok((distinct(sorted, unique(shown)), outer, s))
    }

    /// The rows outside beside a value for each: the node itself, or a part of it.
    pub(super) fn outer_values(&self, value: &Variable) -> Option<GraphPattern> {
        let (outer, rows) = self.rows.as_ref()?;
        let term = |iri: &str| Some(GroundTerm::NamedNode(super::algebra::iri(iri)));
        let bindings = rows.iter().flat_map(|row| {
            let parts = self.store.parts(row);
            parts
                .into_iter()
                .map(|part| vec![term(row), term(&part)])
                .collect::<Vec<_>>()
        });
        Some(GraphPattern::Values {
            variables: vec![outer.clone(), value.clone()],
            bindings: bindings.collect(),
        })
    }
}
