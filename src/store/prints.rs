//! [`Prints`]: of each node that anything is told of one number, made from all of that: where two graphs have the same, what is
//! told of it in the one need not be told again in the other.
//!
//! ```text
//! prints    number of the node and print (4 and 8 bytes), by number
//! ```
//!
//! A node is told of by the quads of the fused view that have it as subject, and by all of the graph that has its name. Events
//! are printed before they are put together: those that have not changed need not be.

use super::StoreError;
use super::index::{Id, Index, term_bytes};
use super::pages::{Section, sum_from};
use crate::link::Linked;
use crate::ontology::Ontology;
use crate::quads::Teller;
use crate::rdf::iri::Iris;
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes of an entry.
const ENTRY: usize = 12;

/// What is told of each node, by its IRI.
pub(super) struct Prints(Vec<(String, u64)>);

/// Which nodes are told of in another way than in another graph, or were told of in that only.
pub(super) struct Changed {
    /// IRIs of those that are told of; `None` where all are.
    pub come: Option<FxHashSet<String>>,
    /// Numbers of those that were told of, in the other graph.
    pub gone: Vec<Id>,
    /// Of each print the number there of its node, where that is told of in the same way.
    same: Vec<Option<Id>>,
}

impl Changed {
    /// There is no other graph.
    pub fn all() -> Changed {
        Changed {
            come: None,
            gone: Vec::new(),
            same: Vec::new(),
        }
    }

    /// Whether a node by its IRI is to be told of.
    pub fn tells(&self, iri: &str) -> bool {
        self.come.as_ref().is_none_or(|come| come.contains(iri))
    }

    /// Whether a quad is to be told.
    pub fn has(&self, quad: QuadRef<'_>) -> bool {
        self.come.is_none() || of(quad).is_some_and(|iri| self.tells(iri))
    }
}

/// The IRI of what a quad tells of.
fn of(quad: QuadRef<'_>) -> Option<&str> {
    match (quad.graph_name, quad.subject) {
        (GraphNameRef::NamedNode(graph), _) => Some(graph.as_str()),
        (_, NamedOrBlankNodeRef::NamedNode(subject)) => Some(subject.as_str()),
        _ => None,
    }
}

/// Prints of a part of the quads.
#[derive(Default)]
struct Printer {
    prints: FxHashMap<String, u64>,
    buffer: Vec<u8>,
}

impl Printer {
    fn add(&mut self, quad: QuadRef<'_>) {
        let Some(node) = of(quad) else { return };
        let mut print = 0;
        for term in [quad.subject.into(), quad.predicate.into(), quad.object] {
            term_bytes(term, &mut self.buffer);
            print = sum_from(print, &self.buffer);
        }
        // Quads come in any order.
        match self.prints.get_mut(node) {
            Some(all) => *all = all.wrapping_add(print),
            None => {
                self.prints.insert(node.to_string(), print);
            }
        }
    }
}

impl Prints {
    /// Of a linked graph.
    pub fn of(linked: &Linked, ontology: &Ontology, base: &str) -> Prints {
        let mut prints: FxHashMap<String, u64> = FxHashMap::default();
        let mut add = |node: String, print: u64| {
            let all = prints.entry(node).or_default();
            *all = all.wrapping_add(print);
        };
        let teller = Teller {
            ontology,
            base,
            taker: Printer::default,
            take: Printer::add,
        };
        // Events, documents and links are printed by what they are told from: of them there is most to tell.
        teller.together(
            &linked.graph,
            |_| false,
            |part| {
                part.prints
                    .into_iter()
                    .for_each(|(node, print)| add(node, print));
            },
        );
        let iris = Iris::new(base);
        for (id, print) in linked.links() {
            add(iris.node(&id).into_string(), print);
        }
        let (events, documents) = linked.prints(ontology);
        let ids = linked.graph.dossiers.iter().map(|d| &d.document.id);
        let ids = linked.events().iter().chain(ids);
        for (id, print) in ids.zip(events.into_iter().chain(documents)) {
            add(iris.node(id).into_string(), print);
        }
        Prints(prints.into_iter().collect())
    }

    /// What is told in another way than in a graph with these prints.
    pub fn against(&self, old: &Section, index: &Index) -> Result<Changed, StoreError> {
        let old = read(old)?;
        let known = |(node, print): &(String, u64)| {
            let id = index.number(node)?;
            let at = old.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            (old[at].1 == *print).then_some(id)
        };
        let same: Vec<Option<Id>> = self.0.par_iter().map(known).collect();
        let come = self.0.iter().zip(&same).filter(|(_, same)| same.is_none());
        let come = come.map(|((node, _), _)| node.clone()).collect();
        let stay: FxHashSet<Id> = same.iter().flatten().copied().collect();
        let gone = old.into_iter().map(|(id, _)| id);
        Ok(Changed {
            come: Some(come),
            gone: gone.filter(|id| !stay.contains(id)).collect(),
            same,
        })
    }

    /// The bytes of prints of an index, with what the numbers of the other graph have become in it.
    pub fn write(&self, index: &Index, changed: &Changed, numbers: &[Id]) -> Vec<u8> {
        let numbered = |(at, (node, print)): (usize, &(String, u64))| {
            let known = changed.same.get(at).copied().flatten();
            let known = known.and_then(|id| numbers.get(id as usize).copied());
            let known = known.filter(|id| *id != Id::MAX);
            Some((known.or_else(|| index.number(node))?, *print))
        };
        let numbered = self.0.par_iter().enumerate().filter_map(numbered);
        let mut prints: Vec<(Id, u64)> = numbered.collect();
        prints.par_sort_unstable();
        let mut bytes = Vec::with_capacity(prints.len() * ENTRY);
        for (id, print) in prints {
            bytes.extend_from_slice(&id.to_le_bytes());
            bytes.extend_from_slice(&print.to_le_bytes());
        }
        bytes
    }
}

/// Prints as they were written.
fn read(prints: &Section) -> Result<Vec<(Id, u64)>, StoreError> {
    let entries = prints.all()?.chunks_exact(ENTRY);
    let entry = |entry: &[u8]| {
        let (id, print) = entry.split_first_chunk()?;
        let print = u64::from_le_bytes(print.try_into().ok()?);
        Some((Id::from_le_bytes(*id), print))
    };
    let read: Option<Vec<(Id, u64)>> = entries.map(entry).collect();
    let sorted = |read: &Vec<(Id, u64)>| read.windows(2).all(|pair| pair[0].0 < pair[1].0);
    let read = read.filter(|read| sorted(read) && read.len() * ENTRY == prints.len());
    read.ok_or_else(|| prints.refused("its prints make no sense"))
}

/// An error when prints are not of nodes of an index.
pub(super) fn verify(prints: &Section, index: &Index) -> Result<(), StoreError> {
    let last = read(prints)?.last().map(|(id, _)| *id);
    match last.is_none_or(|last| index.term(last).is_some()) {
        true => Ok(()),
        false => Err(prints.refused("its prints are not those of its nodes")),
    }
}
