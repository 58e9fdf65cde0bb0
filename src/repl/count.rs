//! How many answers there are with a name, for completion.

use crate::ontology::NAMESPACE;
use crate::store::Store;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Numbers by IRI or name.
pub(super) type Counts = BTreeMap<String, usize>;

/// What each node is part of or lies within, however far up; nodes by their numbers in the store.
#[derive(Debug, Default)]
pub(super) struct Wholes(FxHashMap<u32, Vec<u32>>);

impl Wholes {
    pub fn new(store: &Store) -> Wholes {
        let mut direct: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for relation in ["partOf", "within"] {
            for (part, whole) in store.links(&format!("{NAMESPACE}{relation}")) {
                direct.entry(part).or_default().push(whole);
            }
        }
        Wholes(direct)
    }

    /// Adds the node and all that it is part of.
    fn add(&self, node: u32, nodes: &mut FxHashSet<u32>) {
        if !nodes.insert(node) {
            return;
        }
        for whole in self.0.get(&node).into_iter().flatten() {
            self.add(*whole, nodes);
        }
    }
}

/// In how many of the events each node stands under one of `properties`, itself or a part of it.
pub(super) fn by_node(
    store: &Store,
    events: &FxHashSet<u32>,
    properties: &[&str],
    wholes: &Wholes,
) -> Counts {
    let mut fillers: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for property in properties {
        for (event, filler) in store.links(property) {
            if events.contains(&event) {
                fillers.entry(event).or_default().push(filler);
            }
        }
    }
    let mut counts = FxHashMap::<u32, usize>::default();
    let mut nodes = FxHashSet::default();
    for fillers in fillers.values() {
        nodes.clear();
        for filler in fillers {
            wholes.add(*filler, &mut nodes);
        }
        for node in &nodes {
            *counts.entry(*node).or_default() += 1;
        }
    }
    let counts = counts.into_iter();
    let named = counts.filter_map(|(node, count)| Some((store.iri(node)?, count)));
    named.collect()
}

/// Literals of a property in the fused view.
pub(super) fn literals(store: &Store, property: &str) -> Vec<String> {
    let values = store.links(property);
    values
        .filter_map(|(_, value)| store.literal(value))
        .collect()
}

/// Nodes of a class in the fused view.
pub(super) fn of_class(store: &Store, class: &str) -> FxHashSet<u32> {
    let class = store.id(class);
    store
        .links(oxigraph::model::vocab::rdf::TYPE.as_str())
        .filter(|(_, of)| Some(*of) == class)
        .map(|(node, _)| node)
        .collect()
}
