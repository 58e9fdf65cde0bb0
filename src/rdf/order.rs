//! The one order in which quads are written.

use super::iri::is_rdf_type;
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;

/// Sorts by graph (the default graph first), subject, predicate (`rdf:type` first) and object, and drops repetitions.
pub fn sort(quads: &mut Vec<Quad>) {
    quads.sort_unstable_by(compare);
    quads.dedup();
}

/// The order of [`sort`].
pub fn compare(a: &Quad, b: &Quad) -> Ordering {
    compare_graphs(&a.graph_name, &b.graph_name)
        .then_with(|| subject(&a.subject).cmp(&subject(&b.subject)))
        .then_with(|| predicate(a.predicate.as_ref()).cmp(&predicate(b.predicate.as_ref())))
        .then_with(|| compare_objects(&a.object, &b.object))
}

/// The default graph, then the named ones by name.
pub fn compare_graphs(a: &GraphName, b: &GraphName) -> Ordering {
    fn key(graph: &GraphName) -> (u8, &str) {
        match graph {
            GraphName::DefaultGraph => (0, ""),
            GraphName::NamedNode(node) => (1, node.as_str()),
            GraphName::BlankNode(node) => (2, node.as_str()),
        }
    }
    key(a).cmp(&key(b))
}

fn subject(subject: &NamedOrBlankNode) -> (u8, &str) {
    match subject {
        NamedOrBlankNode::NamedNode(node) => (0, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => (1, node.as_str()),
    }
}

fn predicate(node: NamedNodeRef<'_>) -> (bool, &str) {
    (!is_rdf_type(node), node.as_str())
}

fn compare_objects(a: &Term, b: &Term) -> Ordering {
    fn key(term: &Term) -> (u8, &str, &str, &str) {
        match term {
            Term::NamedNode(node) => (0, node.as_str(), "", ""),
            Term::BlankNode(node) => (1, node.as_str(), "", ""),
            Term::Literal(literal) => (
                2,
                literal.value(),
                literal.datatype().as_str(),
                literal.language().unwrap_or_default(),
            ),
            #[allow(
                unreachable_patterns,
                reason = "triple terms, where oxigraph is built with RDF 1.2"
            )]
            _ => (3, "", "", ""),
        }
    }
    key(a).cmp(&key(b))
}
