//! Whether a pattern has each node but once, so that its solutions need no DISTINCT.

use super::compiler::Compiler;
use oxigraph::model::Variable;
use rustc_hash::FxHashSet;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern};

type Variables = FxHashSet<Variable>;

impl Compiler<'_> {
    /// Whether a pattern has one solution at most for each value of the variable.
    pub(super) fn comes_once(&self, pattern: &GraphPattern, s: &Variable) -> bool {
        self.decides(pattern, &mut Variables::from_iter([s.clone()]))
    }

    /// Whether a pattern has one solution at most for what is known; then all its variables are.
    fn decides(&self, pattern: &GraphPattern, known: &mut Variables) -> bool {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Join { .. } => {
                let mut parts = Vec::new();
                flat(pattern, &mut parts);
                // Each part may tell what another asks for.
                while !parts.is_empty() {
                    let before = parts.len();
                    parts.retain(|part| !self.decides_part(part, known));
                    if parts.len() == before {
                        return false;
                    }
                }
                true
            }
            GraphPattern::LeftJoin { left, right, .. } => {
                self.decides(left, known) && self.decides(right, known)
            }
            GraphPattern::Filter { inner, .. } => self.decides(inner, known),
            GraphPattern::Extend {
                inner, variable, ..
            } => {
                let decided = self.decides(inner, known);
                known.insert(variable.clone());
                decided
            }
            GraphPattern::Distinct { inner } => {
                let mut all = true;
                inner.on_in_scope_variable(|v| all &= known.contains(v));
                all
            }
            // A long table.
            GraphPattern::Project { inner, .. } => {
                matches!(**inner, GraphPattern::Values { .. }) && self.decides(inner, known)
            }
            // Each row of a table is there but once.
            GraphPattern::Values { variables, .. } => variables.iter().all(|v| known.contains(v)),
            _ => false,
        }
    }

    fn decides_part(&self, part: &Part<'_>, known: &mut Variables) -> bool {
        let (subject, property, object) = match part {
            Part::Triple(subject, property, object) => (subject, property, object),
            Part::Other(other) => return self.decides(other, known),
        };
        let is_known = |term: &TermPattern, known: &Variables| match term {
            TermPattern::Variable(v) => known.contains(v),
            TermPattern::BlankNode(_) => false,
            _ => true,
        };
        let NamedNodePattern::NamedNode(property) = property else {
            return false;
        };
        if !is_known(subject, known) {
            return false;
        }
        match object {
            TermPattern::Variable(to) if !known.contains(to) => {
                let one = self.store.has_one(property.as_str());
                if one {
                    known.insert(to.clone());
                }
                one
            }
            object => is_known(object, known),
        }
    }
}

/// What stands in a join.
enum Part<'p> {
    Triple(&'p TermPattern, &'p NamedNodePattern, &'p TermPattern),
    Other(&'p GraphPattern),
}

fn flat<'p>(pattern: &'p GraphPattern, out: &mut Vec<Part<'p>>) {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            let triples = patterns.iter();
            out.extend(triples.map(|t| Part::Triple(&t.subject, &t.predicate, &t.object)));
        }
        GraphPattern::Join { left, right } => {
            flat(left, out);
            flat(right, out);
        }
        other => out.push(Part::Other(other)),
    }
}
