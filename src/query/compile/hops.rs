//! Paths from a node to a value as patterns.

use super::Compiler;
use super::algebra::*;
use crate::query::plan::{Hop, Path};
use oxigraph::model::{NamedNode, Variable};
use spargebra::algebra::GraphPattern;
use spargebra::term::TermPattern;

/// What a place or an actor may belong to.
pub(super) fn wholes() -> Vec<NamedNode> {
    vec![dl("partOf"), dl("within")]
}

impl Compiler<'_> {
    /// From `s` over all hops but the last; the variable before it, and the pattern (empty when there is one hop).
    pub(super) fn before_last(&mut self, s: &Variable, path: &Path) -> (Variable, GraphPattern) {
        let mut at = s.clone();
        let mut pattern = empty();
        for hop in &path.steps[..path.steps.len() - 1] {
            let next = self.var(&hop.role);
            pattern = join(pattern, self.hop(&at, hop, next.clone()));
            at = next;
        }
        (at, pattern)
    }

    /// One hop to a term: a node or a text, not a quantity or a time, which have several properties.
    pub(super) fn hop(
        &mut self,
        s: &Variable,
        hop: &Hop,
        to: impl Into<TermPattern>,
    ) -> GraphPattern {
        let to = to.into();
        let property = iri(hop.property.clone());
        if !hop.closure {
            return triple(s.clone(), property, to);
        }
        // The values are only those of the range: the country, not the army it is reached by.
        let class = hop.range.first().map(|c| iri(self.class_iri(c)));
        let reached = path(s.clone(), closure(&[property]), to.clone());
        match class {
            Some(class) => join(reached, triple(to, rdf_type(), class)),
            None => reached,
        }
    }

    /// All hops to a new variable.
    pub(super) fn hops(&mut self, s: &Variable, path: &Path) -> (Variable, GraphPattern) {
        let value = self.var(&path.last().role);
        let pattern = self.hops_to(s, path, &value);
        (value, pattern)
    }

    pub(super) fn hops_to(&mut self, s: &Variable, path: &Path, value: &Variable) -> GraphPattern {
        let (at, before) = self.before_last(s, path);
        join(before, self.hop(&at, path.last(), value.clone()))
    }

    /// A property beside the one of the last hop: `killedMin`, `dateEnd`. `published` of a document keeps its own
    /// under the ontology's name.
    pub(super) fn beside(&self, hop: &Hop, suffix: &str) -> NamedNode {
        match self.store.ontology().roles.get(&hop.role) {
            Some(role) => iri(format!("{}{suffix}", role.iri)),
            None => dl(&format!("{}{suffix}", hop.role)),
        }
    }

    /// Whether the last hop is a date with a property of its own, besides begin and end.
    pub(super) fn exact_date(&self, hop: &Hop) -> Option<NamedNode> {
        let role = self.store.ontology().roles.get(&hop.role)?;
        role.date.then(|| iri(role.property.clone()))
    }

    /// Optional begin and end of the time at the last hop, added to `pattern`.
    pub(super) fn times(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> (Variable, Variable, GraphPattern) {
        let begin = self.var(&format!("{}Begin", hop.role));
        let end = self.var(&format!("{}End", hop.role));
        let Some(exact) = self.exact_date(hop) else {
            let pattern = optional(
                pattern,
                triple(at.clone(), self.beside(hop, "Begin"), begin.clone()),
            );
            let pattern = optional(
                pattern,
                triple(at.clone(), self.beside(hop, "End"), end.clone()),
            );
            return (begin, end, pattern);
        };
        let day = self.var(&hop.role);
        let first = self.var(&format!("{}First", hop.role));
        let last = self.var(&format!("{}Last", hop.role));
        let mut pattern = optional(pattern, triple(at.clone(), exact, day.clone()));
        pattern = optional(
            pattern,
            triple(at.clone(), self.beside(hop, "Begin"), first.clone()),
        );
        pattern = optional(
            pattern,
            triple(at.clone(), self.beside(hop, "End"), last.clone()),
        );
        let either =
            |a: &Variable, b: &Variable| spargebra::algebra::Expression::Coalesce(vec![v(a), v(b)]);
        let pattern = bind(pattern, &begin, either(&day, &first));
        let pattern = bind(pattern, &end, either(&day, &last));
        (begin, end, pattern)
    }
}
