//! `the attack` inside `each`, for all rows at once.

use super::compiler::Compiler;
use super::select::*;
use super::shape::unique;
use crate::query::settled::{Settled, Step};
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

impl Compiler<'_> {
    /// The nodes of a question with the row outside that each belongs to, in the order in which they are cut off: the
    /// pattern, the variable of the row, and that of the nodes.
    pub fn pairs(&mut self, asked: &Settled) -> (GraphPattern, Variable, Variable) {
        let outer = self.var("row");
        let s = self.subject(&asked.class);
        self.outer = Some(outer.clone());
        let (whole, reverse) = match asked.steps.split_last() {
            Some((Step::First(_), steps)) => (steps, false),
            Some((Step::Last(_), steps)) => (steps, true),
            _ => (asked.steps.as_slice(), false),
        };
        let whole = Settled {
            steps: whole.to_vec(),
            ..asked.clone()
        };
        let mut relation = self.relation(&whole, &s);
        self.outer = None;
        self.default_order(&mut relation, &whole, &s);
        let mut shown = vec![outer.clone(), s.clone()];
        shown.extend(relation.order.variables());
        let expressions = relation.order.expressions(Some(&s), reverse);
        let pattern = sorted(relation.pattern, expressions);
        (distinct(pattern, unique(shown)), outer, s)
    }
}
