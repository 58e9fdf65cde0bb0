//! What a person has decided about links: kept as Turtle beside the graph, respected by every later build.

use crate::rdf::vocabulary::DL;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Pairs of ids (accounts, actors or places), each pair and the set sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    /// These are one.
    pub same: BTreeSet<(String, String)>,
    /// These are not.
    pub apart: BTreeSet<(String, String)>,
}

/// A file of decisions that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct DecisionsError {
    reason: String,
}

const SAME: &str = "same";
const APART: &str = "apart";

impl Decisions {
    /// Decides that two are one; what was decided before about them is taken back.
    pub fn same(&mut self, a: &str, b: &str) {
        let pair = pair(a, b);
        self.apart.remove(&pair);
        self.same.insert(pair);
    }

    /// Decides that two are not one; what was decided before about them is taken back.
    pub fn apart(&mut self, a: &str, b: &str) {
        let pair = pair(a, b);
        self.same.remove(&pair);
        self.apart.insert(pair);
    }

    /// Nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.apart.is_empty()
    }

    /// Reads Turtle in which ids are under `base`.
    pub fn from_turtle(turtle: &str, base: &str) -> Result<Decisions, DecisionsError> {
        let error = |reason: String| DecisionsError { reason };
        let parser = RdfParser::from_format(RdfFormat::Turtle)
            .with_base_iri(base)
            .map_err(|e| error(e.to_string()))?;
        let mut decisions = Decisions::default();
        for quad in parser.for_reader(crate::mark::unmarked(turtle).as_bytes()) {
            let quad = quad.map_err(|e| error(e.to_string()))?;
            let (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) =
                (&quad.subject, &quad.object)
            else {
                return Err(error(format!("{quad}: both sides must be named")));
            };
            let id = |iri: &str| iri.strip_prefix(base).unwrap_or(iri).to_string();
            let (a, b) = (id(a.as_str()), id(b.as_str()));
            match quad.predicate.as_str().strip_prefix(DL) {
                Some(SAME) => decisions.same(&a, &b),
                Some(APART) => decisions.apart(&a, &b),
                _ => {
                    return Err(error(format!(
                        "{}: only dl:same and dl:apart are decisions",
                        quad.predicate
                    )));
                }
            }
        }
        Ok(decisions)
    }

    /// The Turtle that [`Decisions::from_turtle`] reads, sorted.
    pub fn to_turtle(&self, base: &str) -> String {
        let mut turtle = format!(
            "# Decisions on what is one and what is not; dateline link adds to them.\n\
             @prefix dl: <{DL}> .\n@base <{base}> .\n\n"
        );
        for (pairs, property) in [(&self.same, SAME), (&self.apart, APART)] {
            for (a, b) in pairs {
                // Writing to a string does not fail.
                let _ = writeln!(turtle, "<{a}> dl:{property} <{b}> .");
            }
        }
        turtle
    }
}

/// In one order, whichever way it was said.
fn pair(a: &str, b: &str) -> (String, String) {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    (a.to_string(), b.to_string())
}

#[cfg(test)]
mod tests {
    use super::Decisions;

    const BASE: &str = "https://example.org/";

    #[test]
    fn what_is_written_is_read() {
        let mut decisions = Decisions::default();
        decisions.same("document/1/account/2", "document/0/account/3");
        decisions.apart("actor/a", "actor/b");
        let turtle = decisions.to_turtle(BASE);
        assert_eq!(Decisions::from_turtle(&turtle, BASE).unwrap(), decisions);
        // The later decision counts.
        decisions.apart("document/0/account/3", "document/1/account/2");
        assert!(decisions.same.is_empty());
        assert_eq!(decisions.apart.len(), 2);
    }

    #[test]
    fn other_properties_are_refused() {
        let error = Decisions::from_turtle("<a> <b> <c> .", BASE).unwrap_err();
        assert!(error.to_string().contains("dl:same"), "{error}");
    }
}
