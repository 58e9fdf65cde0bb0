//! Values behind prepositions as patterns.

use super::Compiler;
use super::algebra::*;
use super::hops::wholes;
use crate::diagnostic::Diagnostic;
use crate::query::ast::Comparison;
use crate::query::plan::{Kind, Path, Source, Value};
use crate::query::words::{below, roles_of};
use crate::span::Span;
use oxigraph::model::{NamedNode, Variable};
use spargebra::algebra::GraphPattern;

/// So many nodes may be looked through for every row.
const FEW: usize = 32;

impl Compiler<'_> {
    /// One of the paths leads from `s` to one of the values.
    pub(super) fn value(
        &mut self,
        s: &Variable,
        paths: &[Path],
        wanted: &[Value],
    ) -> Result<GraphPattern, Diagnostic> {
        let mut parts = Vec::new();
        for path in paths {
            // Names go together into one table of nodes.
            let mut iris: Vec<String> = Vec::new();
            let mut named = false;
            for value in wanted {
                let more = match value {
                    Value::Name(name) if path.kind() == Kind::Text => {
                        let (found, pattern) = self.hops(s, path);
                        parts.push(filter(
                            pattern,
                            super::text::matches(Comparison::Equal, v(&found), &name.text),
                        ));
                        continue;
                    }
                    Value::Name(name) => self.name(name, &path.last().range)?,
                    Value::Kind(class) => below(self.store.ontology(), class)
                        .into_iter()
                        .map(|c| self.class_iri(c))
                        .collect(),
                    Value::Source(Source::Outer(_)) if self.rows.is_some() => {
                        let (value, pattern) = self.hops(s, path);
                        let rows = self.outer_values(&value).unwrap_or_else(empty);
                        parts.push(join(table(rows), pattern));
                        continue;
                    }
                    Value::Source(Source::Outer(_)) => match &self.outer {
                        Some(iri) => self.store.parts(iri),
                        None => Vec::new(),
                    },
                    other => {
                        parts.push(self.other(s, path, other)?);
                        continue;
                    }
                };
                named = true;
                for iri in more {
                    if !iris.contains(&iri) {
                        iris.push(iri);
                    }
                }
            }
            if named {
                parts.push(self.one_of(s, path, &iris));
            }
        }
        Ok(union(parts))
    }

    /// A constant where there is one node, a table of values where there are more.
    pub(super) fn one_of(&mut self, s: &Variable, path: &Path, iris: &[String]) -> GraphPattern {
        if let [one] = iris {
            return self.hops_to(s, path, iri(one.clone()));
        }
        let (value, pattern) = self.hops(s, path);
        join(table(values(&value, iris)), pattern)
    }

    fn other(
        &mut self,
        s: &Variable,
        path: &Path,
        wanted: &Value,
    ) -> Result<GraphPattern, Diagnostic> {
        if let Value::Text(words) = wanted {
            let test = |name: &_| super::text::matches(Comparison::Equal, v(name), words);
            return Ok(self.named(s, path, test));
        }
        let (filler, pattern) = self.hops(s, path);
        Ok(match wanted {
            Value::Any(class) => filter(pattern, exists(self.of_class(&filler, class))),
            Value::Source(Source::Plan(plan)) if self.inside => {
                // Inside EXISTS each step is a test of one node that is known by then, so that nothing is searched
                // through for every row.
                let (whole, up) = self.up(&filler, &plan.class);
                let test = exists(self.nodes(plan, &whole)?);
                match up == empty() {
                    true => filter(pattern, test),
                    false => filter(pattern, exists(filter(up, test))),
                }
            }
            Value::Source(Source::Plan(plan)) => {
                let (whole, up) = self.up(&filler, &plan.class);
                let reached = join(pattern, up);
                self.only_nodes(plan)?;
                match super::plain(plan) {
                    true => self.relation_on(reached, plan, &whole)?.pattern,
                    false => join(self.nodes(plan, &whole)?, reached),
                }
            }
            _ => pattern,
        })
    }

    /// The filler is of the class, or part of something that is.
    fn of_class(&mut self, filler: &Variable, class: &str) -> GraphPattern {
        let class_iri = iri(self.class_iri(class));
        match self.closure_for(class) {
            Some(properties) => {
                let whole = self.var("whole");
                let up = path(filler.clone(), closure(&properties), whole.clone());
                filter(up, exists(triple(whole, rdf_type(), class_iri)))
            }
            None => triple(filler.clone(), rdf_type(), class_iri),
        }
    }

    /// What leads from parts to wholes of a class, where the class is one that has parts.
    fn closure_for(&self, class: &str) -> Option<Vec<NamedNode>> {
        let ontology = self.store.ontology();
        match (ontology.is_a(class, "Actor"), ontology.is_a(class, "Place")) {
            (true, true) => Some(wholes()),
            (true, false) => Some(vec![dl("partOf")]),
            (false, true) => Some(vec![dl("within")]),
            (false, false) => None,
        }
    }

    /// From a filler to what it is part of or lies in, where the class is one that has parts.
    fn up(&mut self, filler: &Variable, class: &str) -> (Variable, GraphPattern) {
        let Some(properties) = self.closure_for(class) else {
            return (filler.clone(), empty());
        };
        let whole = self.subject(class);
        let up = path(filler.clone(), closure(&properties), whole.clone());
        (whole, up)
    }

    /// `s`, or a part of it, fills a role of one of the events.
    pub(super) fn participates(
        &mut self,
        s: &Variable,
        source: &Source,
    ) -> Result<GraphPattern, Diagnostic> {
        let Source::Plan(plan) = source else {
            return Ok(filter(empty(), truth(false)));
        };
        let ontology = self.store.ontology();
        let roles: Vec<_> = roles_of(ontology, &plan.class)
            .into_iter()
            .filter(|role| {
                // Being where it happened is not taking part, for what can act.
                Kind::of(role) == Kind::Node && role.range.iter().any(|r| ontology.is_a(r, "Actor"))
            })
            .map(|role| iri(role.property.clone()))
            .collect();
        let event = self.subject(&plan.class);
        let nodes = self.nodes(plan, &event)?;
        let (roles, wholes) = (alternatives(&roles), closure(&wholes()));
        // Few events are looked through more quickly than all that somebody has taken part in.
        if !self.inside || self.store.count_of(&self.class_iri(&plan.class)) <= FEW {
            let takes_part = path(event, sequence([roles, wholes].into_iter()), s.clone());
            return Ok(match self.inside {
                true => filter(nodes, exists(takes_part)),
                false => join(nodes, takes_part),
            });
        }
        let filler = self.var("participant");
        let fills = path(event, roles, filler.clone());
        let up = path(filler, wholes, s.clone());
        Ok(filter(up, exists(filter(fills, exists(nodes)))))
    }

    /// The nodes that a path may begin or end at.
    pub fn ends(&mut self, value: &Value, span: Span) -> Result<Vec<String>, Diagnostic> {
        match value {
            // Only actors have a place in the network.
            Value::Name(name) => self.name(name, &["Actor".to_string()]),
            Value::Any(class) => {
                let s = self.subject(class);
                let nodes = triple(s.clone(), rdf_type(), iri(self.class_iri(class)));
                let rows = self.select(distinct(nodes, vec![s.clone()]), span)?;
                Ok(rows.iter().filter_map(|row| super::node(row, &s)).collect())
            }
            Value::Source(Source::Plan(plan)) => self.iris(plan),
            _ => Ok(Vec::new()),
        }
    }
}
