//! The names of a graph into bytes.

use super::{Found, NamesAt, SURNAME, local};
use crate::fold::fold;
use crate::rdf::vocabulary::{DL, ITSRDF, RDFS, SKOS};
use crate::store::Store;
use crate::store::index::{Id, write_strings};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A node, with its numbers in the index.
struct Node {
    found: Found,
    iri: Id,
    label: Id,
    class: Option<Id>,
}

/// The bytes of all names of a store, and where in them everything lies.
pub(super) fn write(store: &Store) -> (Vec<u8>, NamesAt) {
    let nodes = nodes(store);
    let keys = keys(store, &nodes);
    let mut bytes = Vec::new();
    for node in &nodes {
        let mentions = u32::try_from(node.found.mentions).unwrap_or(u32::MAX);
        for number in [
            node.iri,
            node.label,
            node.class.unwrap_or(Id::MAX),
            mentions,
        ] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    let nodes = (0, bytes.len() as u64);
    let at = write_strings(keys.keys().map(String::as_bytes), &mut bytes);
    let (mut starts, mut entries) = (vec![0_u32], Vec::new());
    for mut of_key in keys.into_values() {
        // Whole names first; of a node only the first of its entries.
        of_key.sort_unstable();
        let mut seen = FxHashSet::default();
        of_key.retain(|entry| seen.insert(entry & !SURNAME));
        entries.extend(of_key);
        starts.push(entries.len() as u32);
    }
    let mut put = |numbers: &[u32]| {
        let begin = bytes.len() as u64;
        numbers
            .iter()
            .for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        (begin, bytes.len() as u64 - begin)
    };
    let (starts, entries) = (put(&starts), put(&entries));
    let at = NamesAt {
        nodes,
        keys: at,
        starts,
        entries,
    };
    (bytes, at)
}

/// All nodes that have a name, in the order of mentions.
fn nodes(store: &Store) -> Vec<Node> {
    let index = &store.index;
    let property = format!("{ITSRDF}taIdentRef");
    let mut mentions: FxHashMap<Id, usize> = FxHashMap::default();
    let fused = index.links(&property).map(|(_, node)| (node, 1));
    for (node, count) in index.told(&property).chain(fused) {
        *mentions.entry(node).or_default() += count;
    }
    let mut kinds: FxHashMap<Id, Id> = FxHashMap::default();
    for (node, class) in index.links(&format!("{DL}kind")) {
        let least = kinds.entry(node).or_insert(class);
        *least = class.min(*least);
    }
    let labels = index.links(&format!("{RDFS}label"));
    let mut nodes: Vec<Node> = labels
        .filter_map(|(iri, label)| {
            let class = kinds.get(&iri).copied();
            let name = class.and_then(|class| index.iri(class)).unwrap_or_default();
            Some(Node {
                found: Found {
                    iri: index.iri(iri)?,
                    label: store.literal(label)?,
                    class: local(&name).to_string(),
                    mentions: mentions.get(&iri).copied().unwrap_or_default(),
                },
                iri,
                label,
                class,
            })
        })
        .collect();
    nodes.sort_by(|a, b| {
        let (a, b) = (&a.found, &b.found);
        (Reverse(a.mentions), &a.label, &a.iri).cmp(&(Reverse(b.mentions), &b.label, &b.iri))
    });
    nodes
}

/// What the nodes may be called, with the numbers of the nodes.
fn keys(store: &Store, nodes: &[Node]) -> BTreeMap<String, Vec<u32>> {
    let mut keys: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut add = |key: String, entry: u32| keys.entry(key).or_default().push(entry);
    let mut by_id: FxHashMap<Id, u32> = FxHashMap::default();
    for (node, number) in nodes.iter().zip(0..) {
        by_id.insert(node.iri, number);
        add(fold(&node.found.label), number);
        if store.ontology.is_a(&node.found.class, "Person") {
            for ending in endings(&node.found.label) {
                add(fold(ending), number | SURNAME);
            }
        }
    }
    for (iri, alias) in store.index.links(&format!("{SKOS}altLabel")) {
        if let (Some(number), Some(alias)) = (by_id.get(&iri), store.literal(alias)) {
            add(fold(&alias), *number);
        }
    }
    keys
}

/// What a person may be called by: everything from a word, or a part of a joined word, up to the end
/// ("Mohammed al-Bashir": "al-Bashir", "Bashir").
pub(super) fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '-')
        .map(|(at, c)| &name[at + c.len_utf8()..])
        .filter(|ending| !ending.is_empty())
}
