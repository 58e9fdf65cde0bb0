//! Comparisons of a field with a constant or with another field.

use super::algebra::*;
use super::compiler::Compiler;
use super::conditions::{all_are, can_be, matches};
use crate::query::ast::{Comparison, Facet};
use crate::query::plan::{Constant, Kind, Path};
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

impl Compiler<'_> {
    pub(super) fn compare(
        &mut self,
        s: &Variable,
        path: &Path,
        comparison: Comparison,
        constant: &Constant,
    ) -> GraphPattern {
        let hop = path.last();
        match (path.kind(), constant) {
            (Kind::Quantity, Constant::Number(n)) => {
                let n = number(*n);
                if path.facet == Facet::Best {
                    return self.compare_number(s, path, comparison, n);
                }
                let (at, before) = self.before_last(s, path);
                let [(low, least), (high, most)] = self.both_beside(&at, hop, ["Min", "Max"]);
                let pattern = optional(join(before, least), most);
                let test = match path.facet {
                    Facet::All => all_are(comparison, &low, &high, n),
                    _ => can_be(comparison, &low, &high, n),
                };
                filter(pattern, test)
            }
            (Kind::Node, Constant::Text(words)) => {
                let test = |name: &_| matches(comparison, v(name), words);
                self.named(s, path, test)
            }
            (_, constant) => {
                let (value, pattern) = self.hops(s, path);
                let words = match constant {
                    Constant::Text(words) => words.clone(),
                    Constant::Number(n) => n.to_string(),
                };
                filter(pattern, matches(comparison, v(&value), &words))
            }
        }
    }

    pub(super) fn fields(
        &mut self,
        s: &Variable,
        left: &Path,
        comparison: Comparison,
        right: &Path,
    ) -> GraphPattern {
        match left.kind() {
            Kind::Time => {
                let (at, before) = self.before_last(s, left);
                let (b1, e1, pattern) = self.times(before, &at, left.last());
                let (at, before) = self.before_last(s, right);
                let (b2, e2, pattern) = self.times(join(pattern, before), &at, right.last());
                let test = match comparison {
                    Comparison::Less => less(v(&b1), v(&e2)),
                    Comparison::LessOrEqual => at_most(v(&b1), v(&e2)),
                    Comparison::Greater => less(v(&b2), v(&e1)),
                    Comparison::GreaterOrEqual => at_most(v(&b2), v(&e1)),
                    Comparison::NotEqual => or(less(v(&e1), v(&b2)), less(v(&e2), v(&b1))),
                    _ => and(at_most(v(&b1), v(&e2)), at_most(v(&b2), v(&e1))),
                };
                filter(pattern, test)
            }
            Kind::Node | Kind::Class | Kind::Text if comparison == Comparison::Equal => {
                // The same variable at both ends: a join, not a comparison.
                let (value, pattern) = self.hops(s, left);
                let mut right = right.clone();
                if let Some(hop) = right.steps.last_mut()
                    && hop.closure
                    && left.last().closure
                    && hop.range == left.last().range
                {
                    // Its class has been looked at.
                    hop.range.clear();
                }
                join(pattern, self.hops_to(s, &right, value))
            }
            Kind::Node | Kind::Class | Kind::Text => {
                let (_, first) = self.hops(s, left);
                let (_, second) = self.hops(s, right);
                let (value, same) = self.hops(s, left);
                let same = join(same, self.hops_to(s, right, value));
                filter(join(first, second), not(exists(same)))
            }
            Kind::Quantity => self.compare_numbers(s, left, comparison, right),
        }
    }
}
