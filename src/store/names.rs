//! Nodes by name.
//!
//! ```text
//! nodes     of each node its IRI, its label and its class (their numbers in the index, or 2³² − 1), and in how many places
//!           it is named (4 bytes each); the most named first
//! keys      what they may be called, folded, sorted
//! starts    for each key where its entries begin, and where the last end (4 bytes each)
//! entries   numbers of nodes; 2³¹ is added where the key is only the end of a person's name (4 bytes each)
//! ```

mod otherwise;
mod write;

use super::index::{Id, Index, Strings, StringsAt};
use super::pages::{At, Pages, Section};
use super::{Store, StoreError};
use crate::fold::fold;
use crate::rdf::vocabulary::{DL, RDFS};
use oxigraph::model::Term;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Bytes of a node, and which bit of an entry says that the key is a surname.
const NODE: usize = 16;
const SURNAME: u32 = 1 << 31;

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

/// Where names lie.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NamesAt {
    nodes: At,
    keys: StringsAt,
    starts: At,
    entries: At,
}

/// All names of a store. Nodes stand in the order of mentions, so that their number tells which comes first.
pub(super) struct Names {
    bytes: Section,
    at: NamesAt,
    nodes: Section,
    keys: Strings,
    starts: Section,
    entries: Section,
}

impl Names {
    /// Names that were written before.
    pub fn open(bytes: Section, at: NamesAt) -> Result<Names, StoreError> {
        let names = Names {
            nodes: bytes.part(at.nodes)?,
            keys: Strings::open(&bytes, &at.keys)?,
            starts: bytes.part(at.starts)?,
            entries: bytes.part(at.entries)?,
            at,
            bytes,
        };
        if names.starts.len() != 4 * (names.keys.len() + 1) {
            return Err(names
                .bytes
                .refused("there are more or fewer names than it says"));
        }
        Ok(names)
    }

    /// What has to be written for them to be opened again.
    pub fn bytes(&self) -> (&Section, &NamesAt) {
        (&self.bytes, &self.at)
    }

    /// An error when a byte differs from its checksum, or when a name is none of the index.
    pub fn verify(&self, index: &Index) -> Result<(), StoreError> {
        self.bytes.all()?;
        let nodes = (0..self.len()).all(|node| self.node(index, node).is_some());
        let mut entries = (0..self.keys.len()).flat_map(|key| self.entries(key));
        if !nodes || entries.any(|entry| (entry & !SURNAME) as usize >= self.len()) {
            return Err(self.bytes.refused("its names are not those of its nodes"));
        }
        self.bytes.sound()
    }

    /// How many nodes have a name.
    fn len(&self) -> usize {
        self.nodes.len() / NODE
    }

    /// The nodes that a key names, those first of which it is the whole name.
    fn entries(&self, key: usize) -> impl Iterator<Item = u32> + '_ {
        let bounds = self
            .starts
            .number(4 * key)
            .zip(self.starts.number(4 * key + 4));
        let (begin, end) = bounds.unwrap_or_default();
        (begin..end).map_while(|at| self.entries.number(4 * at as usize))
    }

    fn node(&self, index: &Index, node: usize) -> Option<Found> {
        let part = |at: usize| self.nodes.number(NODE * node + 4 * at);
        let label = match index.term(part(1)?)? {
            Term::Literal(label) => label.destruct().0,
            _ => return self.nodes.wrong("a name is no text"),
        };
        let class = match part(2)? {
            Id::MAX => String::new(),
            class => local(&index.iri(class)?).to_string(),
        };
        Some(Found {
            iri: index.iri(part(0)?)?,
            label,
            class,
            mentions: part(3)? as usize,
        })
    }
}

impl Store {
    /// Nodes that have the name as label or other spelling, without regard to case, accents and transcription; then
    /// persons whose last name it is. The most mentioned come first.
    pub fn find(&self, name: &str) -> Vec<Found> {
        let names = self.named();
        let key = names.keys.place(fold(name).as_bytes());
        let key = key.and_then(|(key, is)| is.then_some(key));
        let entries = key.into_iter().flat_map(|key| names.entries(key));
        entries
            .filter_map(|entry| self.node(entry & !SURNAME))
            .collect()
    }

    /// At most five nodes whose names are like the given one, the most similar first: for "did you mean".
    pub fn nearest(&self, name: &str) -> Vec<Found> {
        let names = self.named();
        let (wanted, mut key) = (fold(name), Vec::new());
        // Similarity in whole thousandths, so that equal ones fall back to mentions.
        let mut near: Vec<(Reverse<u32>, u32)> = Vec::new();
        for number in 0..names.keys.len() {
            if names.keys.read(number, &mut key).is_none() {
                break;
            }
            let similarity = strsim::jaro_winkler(&wanted, &String::from_utf8_lossy(&key));
            if similarity > 0.8 {
                let similarity = Reverse((similarity * 1000.0) as u32);
                near.extend(
                    names
                        .entries(number)
                        .map(|entry| (similarity, entry & !SURNAME)),
                );
            }
        }
        near.sort_unstable();
        let mut seen = FxHashSet::default();
        near.retain(|(_, node)| seen.insert(*node));
        near.truncate(5);
        near.into_iter()
            .filter_map(|(_, node)| self.node(node))
            .collect()
    }

    /// All nodes that have a name, the most mentioned first.
    pub fn names(&self) -> impl Iterator<Item = Found> {
        (0..self.named().len()).map_while(|node| self.node(node as u32))
    }

    /// Those whose label, or a later word of it that is written large, begins so, folded, in the same order: "Lib" finds
    /// the Northern Liberation Front.
    pub(crate) fn names_from(&self, beginning: &str) -> Vec<Found> {
        let names = self.named();
        let (mut nodes, mut key) = (BTreeSet::new(), Vec::new());
        let first = names.keys.place(beginning.as_bytes());
        for number in first.map_or(0, |(place, _)| place)..names.keys.len() {
            let read = names.keys.read(number, &mut key);
            if read.is_none() || !key.starts_with(beginning.as_bytes()) {
                break;
            }
            nodes.extend(names.entries(number).map(|entry| entry & !SURNAME));
        }
        if !beginning.is_empty() {
            let inner = format!(" {beginning}");
            for number in 0..names.keys.len() {
                if names.keys.read(number, &mut key).is_none() {
                    break;
                }
                if String::from_utf8_lossy(&key).contains(&inner) {
                    nodes.extend(names.entries(number).map(|entry| entry & !SURNAME));
                }
            }
        }
        let found = nodes.into_iter().filter_map(|node| self.node(node));
        let mut found: Vec<Found> = found.collect();
        // Not another spelling only.
        let begins = |name: &str| fold(name).starts_with(beginning);
        found.retain(|found| {
            let person = self.ontology.is_a(&found.class, "Person");
            // A word that is written small is a noun: "army" is no name of the Syrian army.
            let names = |words: &&str| person || !words.starts_with(char::is_lowercase);
            begins(&found.label) || write::endings(&found.label).filter(names).any(begins)
        });
        found
    }

    /// The class of a node that has a name.
    pub(crate) fn class_of(&self, iri: &str) -> Option<String> {
        self.literal_of(iri, &format!("{RDFS}label"))?;
        let kinds = self.linked(iri, &format!("{DL}kind"));
        let kind = kinds.first().map(|kind| local(kind).to_string());
        Some(kind.unwrap_or_default())
    }

    fn node(&self, node: u32) -> Option<Found> {
        self.named().node(&self.index, node as usize)
    }

    pub(super) fn named(&self) -> &Names {
        self.names.get_or_init(|| {
            let (bytes, at) = write::write(self);
            let names = Names::open(Pages::own(bytes).all(), at);
            names.expect("what was written just now can be read")
        })
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
