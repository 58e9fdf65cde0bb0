//! How many answers there are with a name, for completion.

use crate::store::Store;
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Numbers by IRI or name.
pub(super) type Counts = BTreeMap<String, usize>;

/// What each node is part of or lies within, however far up.
#[derive(Debug, Default)]
pub(super) struct Wholes(FxHashMap<String, Vec<String>>);

impl Wholes {
    pub fn new(store: &Store) -> Wholes {
        let mut direct: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for relation in ["partOf", "within"] {
            let property = format!("{}{relation}", crate::ontology::NAMESPACE);
            for (part, whole) in pairs(store, &property) {
                if let Term::NamedNode(whole) = whole {
                    direct.entry(part).or_default().push(whole.into_string());
                }
            }
        }
        Wholes(direct)
    }

    /// Adds the node and all that it is part of.
    fn add<'w>(&'w self, node: &'w str, nodes: &mut FxHashSet<&'w str>) {
        if !nodes.insert(node) {
            return;
        }
        for whole in self.0.get(node).into_iter().flatten() {
            self.add(whole, nodes);
        }
    }
}

/// In how many of the events each node stands under one of `properties`, itself or a part of it.
pub(super) fn by_node(
    store: &Store,
    events: &FxHashSet<String>,
    properties: &[&str],
    wholes: &Wholes,
) -> Counts {
    let mut fillers: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for property in properties {
        for (event, filler) in pairs(store, property) {
            if let Term::NamedNode(filler) = filler
                && events.contains(&event)
            {
                fillers.entry(event).or_default().push(filler.into_string());
            }
        }
    }
    let mut counts = FxHashMap::<&str, usize>::default();
    let mut nodes = FxHashSet::default();
    for fillers in fillers.values() {
        nodes.clear();
        for filler in fillers {
            wholes.add(filler, &mut nodes);
        }
        for node in &nodes {
            *counts.entry(node).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .map(|(node, count)| (node.to_string(), count))
        .collect()
}

/// Subjects and objects of a property in the fused view.
fn pairs<'s>(store: &'s Store, property: &str) -> impl Iterator<Item = (String, Term)> + use<'s> {
    let property = NamedNodeRef::new(property)
        .ok()
        .map(NamedNodeRef::into_owned);
    property.into_iter().flat_map(move |property| {
        store
            .inner()
            .quads_for_pattern(
                None,
                Some(property.as_ref()),
                None,
                Some(GraphNameRef::DefaultGraph),
            )
            .flatten()
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some((node.into_string(), quad.object)),
                NamedOrBlankNode::BlankNode(_) => None,
            })
    })
}

/// Literals of a property in the fused view.
pub(super) fn literals(store: &Store, property: &str) -> Vec<String> {
    pairs(store, property)
        .filter_map(|(_, object)| match object {
            Term::Literal(literal) => Some(literal.value().to_string()),
            _ => None,
        })
        .collect()
}

/// Nodes of a class in the fused view.
pub(super) fn of_class(store: &Store, class: &str) -> FxHashSet<String> {
    let rdf_type = oxigraph::model::vocab::rdf::TYPE;
    let Ok(class) = NamedNodeRef::new(class) else {
        return FxHashSet::default();
    };
    store
        .inner()
        .quads_for_pattern(
            None,
            Some(rdf_type),
            Some(class.into()),
            Some(GraphNameRef::DefaultGraph),
        )
        .flatten()
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}
