//! Paths from a node to a value as patterns.

use super::algebra::*;
use super::compiler::Compiler;
use crate::query::plan::{Hop, Kind, Path};
use crate::rdf::vocabulary::SCHEMA;
use oxigraph::model::{NamedNode, Variable};
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::TermPattern;

fn step(hop: &Hop) -> PropertyPathExpression {
    let property = iri(hop.property.clone());
    match hop.closure {
        true => closure(&[property]),
        false => PropertyPathExpression::NamedNode(property),
    }
}

impl Compiler<'_> {
    /// From `s` over all hops but the last; the variable before it, and the pattern (empty when there is one hop).
    pub(super) fn before_last(&mut self, s: &Variable, path: &Path) -> (Variable, GraphPattern) {
        match path.steps.split_last() {
            Some((_, before)) if !before.is_empty() => self.over(s, before),
            _ => (s.clone(), empty()),
        }
    }

    /// Hops to a new variable.
    fn over(&mut self, s: &Variable, hops: &[Hop]) -> (Variable, GraphPattern) {
        let role = hops.last().map_or("value", |hop| hop.role.as_str());
        let to = self.var(role);
        let pattern = self.over_to(s, hops, to.clone());
        (to, pattern)
    }

    /// Hops to a term, as one property path as far as no class has to be looked at on the way.
    fn over_to(&mut self, s: &Variable, hops: &[Hop], to: impl Into<TermPattern>) -> GraphPattern {
        let to = to.into();
        let way = |hop: &Hop| hop.closure && !hop.range.is_empty();
        if let Some(at) = hops.iter().position(way)
            && at + 1 < hops.len()
        {
            let (middle, pattern) = self.over(s, &hops[..=at]);
            return join(pattern, self.over_to(&middle, &hops[at + 1..], to));
        }
        if let [hop] = hops
            && !hop.closure
        {
            return self.hop(s, hop, to);
        }
        // The values are only those of the range: the country, not the army it is reached by.
        let class = hops.last().filter(|hop| way(hop)).map(|hop| &hop.range[0]);
        let class = class.map(|class| iri(self.class_iri(class)));
        let reached = path(s.clone(), sequence(hops.iter().map(step)), to.clone());
        match class {
            Some(class) => self.behind(reached, triple(to, rdf_type(), class)),
            None => reached,
        }
    }

    /// One hop to a term: a node or a text, not a quantity or a time, which have several properties.
    pub(super) fn hop(
        &mut self,
        s: &Variable,
        hop: &Hop,
        to: impl Into<TermPattern>,
    ) -> GraphPattern {
        if hop.closure {
            return self.over_to(s, std::slice::from_ref(hop), to);
        }
        let to = to.into();
        if let (Kind::Quantity, TermPattern::Variable(number)) = (hop.kind, &to) {
            self.bound
                .push((s.clone(), hop.role.clone(), vec![number.clone()]));
        }
        triple(s.clone(), iri(hop.property.clone()), to)
    }

    /// All hops to a new variable.
    pub(super) fn hops(&mut self, s: &Variable, path: &Path) -> (Variable, GraphPattern) {
        self.over(s, &path.steps)
    }

    pub(super) fn hops_to(
        &mut self,
        s: &Variable,
        path: &Path,
        to: impl Into<TermPattern>,
    ) -> GraphPattern {
        self.over_to(s, &path.steps, to)
    }

    /// What a test says of the names of the nodes at the end of a path; those of documents are their outlets and headlines.
    pub(super) fn named(
        &mut self,
        s: &Variable,
        to: &Path,
        test: impl FnOnce(&Variable) -> Expression,
    ) -> GraphPattern {
        let (node, reached) = self.hops(s, to);
        let name = self.var("name");
        let properties = match to.is_of_documents() {
            true => ["publisher", "headline"].map(|local| iri(format!("{SCHEMA}{local}"))),
            false => [rdfs_label(), alt_label()],
        };
        let names = path(node, alternatives(&properties), name.clone());
        self.behind(reached, filter(names, test(&name)))
    }

    /// What a test says of the time that the last hop leads to from `at`, which `before` leads to.
    pub(super) fn dated(
        &mut self,
        before: GraphPattern,
        at: &Variable,
        hop: &Hop,
        test: impl FnOnce(&Variable, &Variable) -> Expression,
    ) -> GraphPattern {
        if self.inside {
            let (begin, end, pattern) = self.known_day(empty(), at, hop);
            let dated = filter(pattern, test(&begin, &end));
            return self.behind(before, dated);
        }
        let (begin, end, pattern) = self.known_day(before, at, hop);
        filter(pattern, test(&begin, &end))
    }

    /// Both patterns; the second begins where the first ends. Inside EXISTS it is a test of each solution of the first:
    /// a store may not plan what stands there, and look for all solutions of both.
    pub(super) fn behind(&self, first: GraphPattern, second: GraphPattern) -> GraphPattern {
        match self.inside && first != empty() {
            true => filter(first, exists(second)),
            false => join(first, second),
        }
    }

    /// A property beside the one of the last hop: `killedMin`, `dateEnd`. `published` of a document keeps its own
    /// under the ontology's name.
    pub(super) fn beside(&self, hop: &Hop, suffix: &str) -> NamedNode {
        match self.store.ontology().roles.get(&hop.role) {
            Some(role) => iri(format!("{}{suffix}", role.iri)),
            None => dl(&format!("{}{suffix}", hop.role)),
        }
    }

    /// Two values beside the one of a hop from `at`, by what their properties end with: variables, and the patterns that
    /// bind them.
    pub(super) fn both_beside(
        &mut self,
        at: &Variable,
        hop: &Hop,
        suffixes: [&str; 2],
    ) -> [(Variable, GraphPattern); 2] {
        suffixes.map(|suffix| {
            let value = self.var(&format!("{}{suffix}", hop.role));
            let pattern = triple(at.clone(), self.beside(hop, suffix), value.clone());
            (value, pattern)
        })
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
        if let Some((begin, end)) = self.known_times(&pattern, at, hop) {
            return (begin, end, pattern);
        }
        if let Some(exact) = self.only_day(hop) {
            let day = self.day(at, hop);
            let pattern = optional(pattern, triple(at.clone(), exact, day.clone()));
            return (day.clone(), day, pattern);
        }
        let begin = self.var(&format!("{}Begin", hop.role));
        let end = self.var(&format!("{}End", hop.role));
        let first = self.either(at, hop, "Begin", &begin);
        let last = self.either(at, hop, "End", &end);
        let pattern = optional(optional(pattern, first), last);
        self.bound.push((
            at.clone(),
            hop.role.clone(),
            vec![begin.clone(), end.clone()],
        ));
        (begin, end, pattern)
    }

    /// Begin and end of the time at the last hop, of which a condition asks that one is known.
    pub(super) fn known_day(
        &mut self,
        pattern: GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> (Variable, Variable, GraphPattern) {
        match self.only_day(hop) {
            Some(exact) if self.known_times(&pattern, at, hop).is_none() => {
                let day = self.day(at, hop);
                let pattern = join(pattern, triple(at.clone(), exact, day.clone()));
                (day.clone(), day, pattern)
            }
            _ => self.times(pattern, at, hop),
        }
    }

    /// The property of the days of a hop, where no node of the graph has only a first or a last day.
    fn only_day(&self, hop: &Hop) -> Option<NamedNode> {
        let open = ["Begin", "End"].map(|end| self.beside(hop, end));
        let exact = self.exact_date(hop)?;
        let used = open.iter().any(|end| self.store.has_any(end.as_str()));
        (!used).then_some(exact)
    }

    /// A pattern that has a solution where one end of a time is known, or both are.
    fn ends_there(&mut self, at: &Variable, hop: &Hop, both: bool) -> GraphPattern {
        if both && self.only_day(hop).is_none() {
            let [begin, end] = ["Begin", "End"].map(|end| {
                let to = self.var(&format!("{}{end}", hop.role));
                self.either(at, hop, end, &to)
            });
            return self.behind(begin, end);
        }
        let day = self.var(&hop.role);
        let ends = ["Begin", "End"].map(|end| self.beside(hop, end));
        let used = ends
            .into_iter()
            .filter(|end| self.store.has_any(end.as_str()));
        let all: Vec<NamedNode> = self.exact_date(hop).into_iter().chain(used).collect();
        match all.as_slice() {
            [] => triple(at.clone(), self.beside(hop, "Begin"), day),
            [one] => triple(at.clone(), one.clone(), day),
            several => path(at.clone(), alternatives(several), day),
        }
    }

    /// A variable that is both first and last day.
    fn day(&mut self, at: &Variable, hop: &Hop) -> Variable {
        let day = self.var(&hop.role);
        let both = vec![day.clone(), day.clone()];
        self.bound.push((at.clone(), hop.role.clone(), both));
        day
    }

    /// The first or the last day of a hop. What has a day of its own has no begin and end besides.
    pub(super) fn either(
        &self,
        at: &Variable,
        hop: &Hop,
        end: &str,
        to: &Variable,
    ) -> GraphPattern {
        let beside = self.beside(hop, end);
        let exact = self.exact_date(hop);
        match exact {
            Some(exact) if !self.store.has_any(beside.as_str()) => {
                triple(at.clone(), exact, to.clone())
            }
            Some(exact) => path(at.clone(), alternatives(&[exact, beside]), to.clone()),
            None => triple(at.clone(), beside, to.clone()),
        }
    }

    /// Begin and end of the time of a hop, where a pattern has asked for them already.
    pub(super) fn known_times(
        &self,
        pattern: &GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> Option<(Variable, Variable)> {
        match self.asked(pattern, at, hop)? {
            [begin, end] => Some((begin.clone(), end.clone())),
            _ => None,
        }
    }

    /// The number or the text of a hop, where a pattern has asked for it already.
    pub(super) fn known_number(
        &self,
        pattern: &GraphPattern,
        at: &Variable,
        hop: &Hop,
    ) -> Option<Variable> {
        match self.asked(pattern, at, hop)? {
            [number] => Some(number.clone()),
            _ => None,
        }
    }

    fn asked(&self, pattern: &GraphPattern, at: &Variable, hop: &Hop) -> Option<&[Variable]> {
        let fitting = self.bound.iter();
        let mut fitting = fitting.filter(|(node, role, _)| node == at && *role == hop.role);
        fitting
            .find(|(_, _, values)| has(pattern, &values[0]))
            .map(|(_, _, values)| values.as_slice())
    }

    /// Some value is there; for times one end, or both.
    pub(super) fn known(&mut self, s: &Variable, path: &Path, both: bool) -> GraphPattern {
        if path.kind() == Kind::Time {
            let (at, before) = self.before_last(s, path);
            if self.inside {
                let there = self.ends_there(&at, path.last(), both);
                return self.behind(before, there);
            }
            return self.dated(before, &at, path.last(), |begin, end| match both {
                true => and(bound(begin), bound(end)),
                false => or(bound(begin), bound(end)),
            });
        }
        self.hops(s, path).1
    }
}
