//! How many answers there are with a name, for completion.

use crate::store::Store;
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef};
use oxigraph::store::Store as Graph;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers by IRI or name.
pub(super) type Counts = BTreeMap<String, usize>;

/// In how many events of `class` each node stands under one of `properties`, itself or a part of it.
pub(super) fn by_node(graph: &Graph, class: &str, properties: &[&str]) -> Counts {
    let rdf_type = oxigraph::model::vocab::rdf::TYPE;
    let Ok(class) = NamedNodeRef::new(class) else {
        return Counts::new();
    };
    let fused = Some(GraphNameRef::DefaultGraph);
    let events = graph.quads_for_pattern(None, Some(rdf_type), Some(TermRef::from(class)), fused);
    let mut counts = Counts::new();
    for event in events.flatten() {
        let mut nodes = BTreeSet::new();
        for property in properties {
            for node in objects(graph, event.subject.as_ref(), property) {
                with_wholes(graph, node, &mut nodes);
            }
        }
        for node in nodes {
            *counts.entry(node).or_default() += 1;
        }
    }
    counts
}

/// Adds the node and all that it is part of.
fn with_wholes(graph: &Graph, node: String, nodes: &mut BTreeSet<String>) {
    if !nodes.insert(node.clone()) {
        return;
    }
    let Ok(subject) = NamedNodeRef::new(&node) else {
        return;
    };
    for relation in ["partOf", "within"] {
        let property = format!("{}{relation}", crate::ontology::NAMESPACE);
        for whole in objects(graph, subject.into(), &property) {
            with_wholes(graph, whole, nodes);
        }
    }
}

fn objects(graph: &Graph, subject: NamedOrBlankNodeRef<'_>, property: &str) -> Vec<String> {
    let Ok(property) = NamedNodeRef::new(property) else {
        return Vec::new();
    };
    graph
        .quads_for_pattern(
            Some(subject),
            Some(property),
            None,
            Some(GraphNameRef::DefaultGraph),
        )
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::NamedNode(node) => Some(node.into_string()),
            _ => None,
        })
        .collect()
}

/// Literals of a property in the fused view.
pub(super) fn literals(store: &Store, property: &str) -> Vec<String> {
    let Ok(property) = NamedNodeRef::new(property) else {
        return Vec::new();
    };
    store
        .inner()
        .quads_for_pattern(None, Some(property), None, Some(GraphNameRef::DefaultGraph))
        .flatten()
        .filter_map(|quad| match quad.object {
            Term::Literal(literal) => Some(literal.value().to_string()),
            _ => None,
        })
        .collect()
}
