//! The ontology as a named graph, so that an export says what its own terms mean.

use crate::ontology::Ontology;
use crate::rdf::vocabulary::ONTOLOGY_GRAPH;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeMap;

/// The triples of the ontology's files, in the graph [`ONTOLOGY_GRAPH`].
pub(super) fn quads(ontology: &Ontology) -> Vec<Quad> {
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(ONTOLOGY_GRAPH));
    let mut quads = Vec::new();
    for (file, turtle) in ontology.turtle.iter().enumerate() {
        // The parser makes up names for blank nodes; counting them gives the same names every time.
        let mut names: BTreeMap<String, BlankNode> = BTreeMap::new();
        let mut rename = |node: BlankNode| {
            let next = names.len();
            names
                .entry(node.into_string())
                .or_insert_with(|| BlankNode::new_unchecked(format!("o{file}b{next}")))
                .clone()
        };
        // What does not parse is not in the ontology either: reading it has failed before.
        let parser = RdfParser::from_format(RdfFormat::Turtle);
        for quad in parser.for_reader(turtle.as_bytes()).flatten() {
            let Triple {
                subject,
                predicate,
                object,
            } = Triple::from(quad);
            let subject: NamedOrBlankNode = match subject {
                NamedOrBlankNode::BlankNode(node) => rename(node).into(),
                node => node,
            };
            let object: Term = match object {
                Term::BlankNode(node) => rename(node).into(),
                term => term,
            };
            quads.push(Quad::new(subject, predicate, object, graph.clone()));
        }
    }
    quads
}
