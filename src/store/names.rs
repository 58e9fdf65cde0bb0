//! Nodes by name.

use super::Store;
use crate::fold::fold;
use crate::rdf::vocabulary::{DL, ITSRDF, RDFS, SKOS};
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// A node that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its IRI.
    pub iri: String,
    /// Its name to show.
    pub label: String,
    /// Local name of its most specific class.
    pub class: String,
    /// In how many places of the texts it is named.
    pub mentions: usize,
}

/// An entry of the index: which node, and whether the key is only the end of a person's name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    surname: bool,
    node: usize,
}

/// All names of a store. Nodes stand in the order of mentions, so that their number tells which comes first.
#[derive(Clone)]
pub(super) struct Names {
    nodes: Vec<Found>,
    keys: FxHashMap<String, Vec<Entry>>,
}

impl Store {
    /// Nodes that have the name as label or other spelling, without regard to case, accents and transcription; then
    /// persons whose last name it is. The most mentioned come first.
    pub fn find(&self, name: &str) -> Vec<Found> {
        let names = self.index();
        names
            .keys
            .get(&fold(name))
            .into_iter()
            .flatten()
            .map(|entry| names.nodes[entry.node].clone())
            .collect()
    }

    /// At most five nodes whose names are like the given one, the most similar first: for "did you mean".
    pub fn nearest(&self, name: &str) -> Vec<Found> {
        let names = self.index();
        let key = fold(name);
        // Similarity in whole thousandths, so that equal ones fall back to mentions.
        let mut near: Vec<(Reverse<u32>, usize)> = names
            .keys
            .iter()
            .map(|(other, entries)| (strsim::jaro_winkler(&key, other), entries))
            .filter(|(similarity, _)| *similarity > 0.8)
            .flat_map(|(similarity, entries)| {
                entries
                    .iter()
                    .map(move |entry| (Reverse((similarity * 1000.0) as u32), entry.node))
            })
            .collect();
        near.sort_unstable();
        let mut seen = FxHashSet::default();
        near.retain(|(_, node)| seen.insert(*node));
        near.into_iter()
            .take(5)
            .map(|(_, node)| names.nodes[node].clone())
            .collect()
    }

    /// All nodes that have a name, the most mentioned first.
    pub fn names(&self) -> impl Iterator<Item = &Found> {
        self.index().nodes.iter()
    }

    fn index(&self) -> &Names {
        self.names.get_or_init(|| Names::new(self))
    }
}

impl Names {
    fn new(store: &Store) -> Names {
        let labels = store.literals(&format!("{RDFS}label"));
        let mut mentions: FxHashMap<String, usize> = FxHashMap::default();
        for (_, object) in store.column(&format!("{ITSRDF}taIdentRef"), None) {
            if let Term::NamedNode(node) = object {
                *mentions.entry(node.into_string()).or_default() += 1;
            }
        }
        let mut nodes: Vec<Found> = labels
            .into_iter()
            .map(|(iri, label)| Found {
                class: store
                    .nodes(&iri, &format!("{DL}kind"), GraphNameRef::DefaultGraph)
                    .first()
                    .map(|class| local(class).to_string())
                    .unwrap_or_default(),
                mentions: mentions.get(&iri).copied().unwrap_or_default(),
                label,
                iri,
            })
            .collect();
        nodes.sort_by(|a, b| {
            (Reverse(a.mentions), &a.label, &a.iri).cmp(&(Reverse(b.mentions), &b.label, &b.iri))
        });
        let mut keys: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
        let mut add = |key: String, surname: bool, node: usize| {
            keys.entry(key).or_default().push(Entry { surname, node });
        };
        let by_iri: FxHashMap<&str, usize> = nodes
            .iter()
            .enumerate()
            .map(|(number, node)| (node.iri.as_str(), number))
            .collect();
        for (number, node) in nodes.iter().enumerate() {
            add(fold(&node.label), false, number);
            if store.ontology.is_a(&node.class, "Person") {
                for ending in endings(&node.label) {
                    add(fold(ending), true, number);
                }
            }
        }
        for (iri, alias) in store.literals(&format!("{SKOS}altLabel")) {
            if let Some(&number) = by_iri.get(iri.as_str()) {
                add(fold(&alias), false, number);
            }
        }
        for entries in keys.values_mut() {
            entries.sort_unstable();
            let mut seen = FxHashSet::default();
            entries.retain(|entry| seen.insert(entry.node));
        }
        Names { nodes, keys }
    }
}

impl Store {
    /// Subjects with their values of a property, in one graph or in all.
    fn column(
        &self,
        property: &str,
        graph: Option<GraphNameRef<'_>>,
    ) -> impl Iterator<Item = (String, Term)> {
        self.inner
            .quads_for_pattern(
                None,
                Some(NamedNodeRef::new_unchecked(property)),
                None,
                graph,
            )
            .flatten()
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some((node.into_string(), quad.object)),
                NamedOrBlankNode::BlankNode(_) => None,
            })
    }

    /// Subjects of the fused view with the literals of a property.
    fn literals(&self, property: &str) -> Vec<(String, String)> {
        self.column(property, Some(GraphNameRef::DefaultGraph))
            .filter_map(|(subject, object)| match object {
                Term::Literal(literal) => Some((subject, literal.destruct().0)),
                _ => None,
            })
            .collect()
    }
}

/// What a person may be called by: everything from a word, or a part of a joined word, up to the end
/// ("Mohammed al-Bashir": "al-Bashir", "Bashir").
fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '-')
        .map(|(at, c)| &name[at + c.len_utf8()..])
        .filter(|ending| !ending.is_empty())
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
