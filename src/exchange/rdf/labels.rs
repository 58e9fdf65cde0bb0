//! Labels of what has none in the store, for programs that show a node by its `rdfs:label`.

use crate::output::clipped;
use crate::rdf::vocabulary::{DL, NIF, RDFS, SCHEMA};
use crate::rdf::{iri, vocabulary};
use crate::report::{headline, source};
use crate::store::Store;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

/// Most characters of a label that is a sentence.
const LONGEST: usize = 120;

/// A label for each node of one graph that has none; the quads are sorted.
pub(super) fn missing(store: &Store, quads: &[Quad]) -> Vec<Quad> {
    let label = iri::name(RDFS, "label");
    let groups = quads.chunk_by(|a, b| a.subject == b.subject);
    let missing = groups.filter_map(|group| {
        let first = group.first()?;
        let NamedOrBlankNode::NamedNode(subject) = &first.subject else {
            return None;
        };
        if group.iter().any(|quad| quad.predicate == label) {
            return None;
        }
        // Another graph describes it.
        let elsewhere = first.graph_name != GraphName::DefaultGraph
            && first.graph_name != ontology()
            && store.kind(subject.as_str()).is_some();
        if elsewhere {
            return None;
        }
        let words = words(store, subject, group);
        let words = Literal::from(words.as_str());
        let graph = first.graph_name.clone();
        Some(Quad::new(subject.clone(), label.clone(), words, graph))
    });
    missing.collect()
}

fn ontology() -> GraphName {
    GraphName::NamedNode(NamedNode::new_unchecked(vocabulary::ONTOLOGY_GRAPH))
}

fn words(store: &Store, subject: &NamedNode, group: &[Quad]) -> String {
    let text = |property: &str| {
        group.iter().find_map(|quad| match &quad.object {
            Term::Literal(literal) if quad.predicate.as_str() == property => Some(literal.value()),
            _ => None,
        })
    };
    let node = |property: &str| {
        group.iter().find_map(|quad| match &quad.object {
            Term::NamedNode(node) if quad.predicate.as_str() == property => Some(node.as_str()),
            _ => None,
        })
    };
    let kind = || {
        let class = node(&format!("{DL}kind"))?;
        store.label(class)
    };
    if let Some(words) = text(&format!("{NIF}anchorOf")) {
        return clipped(words, LONGEST);
    }
    if let Some(document) = node(&format!("{DL}inDocument")) {
        let told = kind().unwrap_or_else(|| "account".to_string());
        return format!("{told}, told by {}", source(&store.document(document)));
    }
    if let Some(name) = text(&format!("{SCHEMA}headline")).or(text(&format!("{SCHEMA}name"))) {
        return name.to_string();
    }
    let link = node(&format!("{DL}links")).map(|_| "link");
    if let Some(does) = text(&format!("{DL}answer")).or(link) {
        let score = text(&format!("{DL}score")).unwrap_or_default();
        return format!("{does}, {score}");
    }
    if kind().is_some() {
        return headline(store, subject.as_str());
    }
    let mut parts = subject.as_str().rsplit(['#', '/']);
    let own = parts.find(|part| !part.is_empty());
    own.unwrap_or(subject.as_str()).to_string()
}
