//! Turtle as triples by subject, before anything is made of them.

use super::NAMESPACE;
use crate::shown::Shown;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::BTreeMap;

/// What is wrong with an ontology file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// Not Turtle.
    #[error("{} is not valid Turtle: {reason}", Shown::name(file))]
    Syntax {
        /// The file.
        file: String,
        /// Where and what, in the parser's words.
        reason: String,
    },
    /// A class or role lacks something it needs, or names something that is not there.
    #[error("{subject} in the ontology: {reason}")]
    Definition {
        /// What is defined.
        subject: String,
        /// What is wrong and how to mend it.
        reason: String,
    },
}

pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub(super) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
pub(super) const SKOS_ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
pub(super) const SKOS_EXACT_MATCH: &str = "http://www.w3.org/2004/02/skos/core#exactMatch";
pub(super) const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// The triples of some Turtle files, by subject.
pub(super) struct Triples {
    pub(super) by_subject: BTreeMap<String, Vec<(String, Term)>>,
}

impl Triples {
    pub(super) fn parse(files: &[(&str, &str)]) -> Result<Triples, OntologyError> {
        let mut by_subject: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
        for (number, (file, turtle)) in files.iter().enumerate() {
            for quad in RdfParser::from_format(RdfFormat::Turtle).for_reader(turtle.as_bytes()) {
                let quad = quad.map_err(|e| OntologyError::Syntax {
                    file: file.to_string(),
                    reason: e.to_string(),
                })?;
                // Blank nodes of two files must not meet.
                let rename = |id: &str| format!("_:{number}.{id}");
                let subject = match &quad.subject {
                    NamedOrBlankNode::NamedNode(node) => node.as_str().to_string(),
                    NamedOrBlankNode::BlankNode(node) => rename(node.as_str()),
                };
                let object = match quad.object {
                    Term::BlankNode(node) => Term::NamedNode(
                        oxigraph::model::NamedNode::new_unchecked(rename(node.as_str())),
                    ),
                    other => other,
                };
                by_subject
                    .entry(subject)
                    .or_default()
                    .push((quad.predicate.as_str().to_string(), object));
            }
        }
        Ok(Triples { by_subject })
    }

    /// Subject, predicate and object of every triple.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str, &Term)> {
        self.by_subject.iter().flat_map(|(subject, pairs)| {
            let pairs = pairs.iter();
            pairs.map(move |(predicate, object)| (subject.as_str(), predicate.as_str(), object))
        })
    }

    pub(super) fn subjects_of_type(&self, class: &str) -> Vec<&str> {
        self.by_subject
            .iter()
            .filter(|(_, pairs)| {
                pairs
                    .iter()
                    .any(|(p, o)| p == RDF_TYPE && iri(o) == Some(class))
            })
            .map(|(s, _)| s.as_str())
            .collect()
    }

    pub(super) fn objects(&self, subject: &str, predicate: &str) -> Vec<&Term> {
        self.by_subject
            .get(subject)
            .map(|pairs| {
                pairs
                    .iter()
                    .filter(|(p, _)| p == predicate)
                    .map(|(_, o)| o)
                    .collect()
            })
            .unwrap_or_default()
    }

    /// The literals (or local names) of a property, in the order of the file.
    pub(super) fn texts(&self, subject: &str, predicate: &str) -> Vec<String> {
        self.objects(subject, predicate)
            .into_iter()
            .map(|o| match o {
                Term::Literal(l) => l.value().to_string(),
                other => iri(other).map(local).unwrap_or_default().to_string(),
            })
            .collect()
    }

    pub(super) fn text(&self, subject: &str, predicate: &str) -> Option<String> {
        self.texts(subject, predicate).into_iter().next()
    }
}

/// The line, from 1, at which a text stops being Turtle.
pub(super) fn syntax_line(turtle: &str) -> Option<usize> {
    let mut quads = RdfParser::from_format(RdfFormat::Turtle).for_reader(turtle.as_bytes());
    match quads.find_map(Result::err)? {
        RdfParseError::Syntax(error) => error.location().map(|l| l.start.line as usize + 1),
        RdfParseError::Io(_) => None,
    }
}

pub(super) fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The part of an IRI after `#` or the last `/`.
pub(super) fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

pub(super) fn dl(name: &str) -> String {
    format!("{NAMESPACE}{name}")
}
