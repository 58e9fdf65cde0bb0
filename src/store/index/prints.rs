//! [`Prints`]: what is told of each node of the fused view, and in each graph of an article, as one number each. Where it is the
//! same in two graphs, so is what they tell.
//!
//! ```text
//! nodes, graphs    the number of each that has quads (4 bytes) and its print (8 bytes), by number
//! ```
//!
//! A print is the sum of the hashes of all quads, in whatever order they were given.

use super::{Id, Index, terms};
use crate::store::StoreError;
use crate::store::pages::{At, Section};
use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

/// Bytes of an entry.
const ENTRY: usize = 12;

/// Where prints lie: those of nodes, and those of graphs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PrintsAt([At; 2]);

/// Prints of nodes and of graphs, each by its term in bytes.
#[derive(Default)]
pub(in crate::store) struct Prints {
    of: [FxHashMap<Vec<u8>, u64>; 2],
    /// What the last quads told of, and their sum so far: the next often tells of the same.
    last: [(Vec<u8>, u64); 2],
    buffer: Vec<u8>,
}

/// Prints of nodes and of graphs, each by its number.
pub(super) type Numbered = [Vec<(Id, u64)>; 2];

/// What of an index differs from a graph that is to take its place.
pub(in crate::store) struct Differs {
    /// Nodes and graphs of the new graph that are others or not there in the old one, as terms in bytes.
    new: [FxHashSet<Vec<u8>>; 2],
    /// Those of the old that are others or not there in the new one.
    pub old: [Vec<Id>; 2],
}

impl Prints {
    /// Takes a quad into account.
    pub fn add(&mut self, quad: QuadRef<'_>) {
        let (part, key) = about(quad);
        terms::bytes(key, &mut self.buffer);
        if self.buffer != self.last[part].0 {
            self.flush(part);
            self.last[part].0.clone_from(&self.buffer);
        }
        let parts = [
            quad.subject.into(),
            TermRef::from(quad.predicate),
            quad.object,
        ];
        let sum = &mut self.last[part].1;
        *sum = sum.wrapping_add(mixed(parts.map(hash)));
    }

    fn flush(&mut self, part: usize) {
        let (key, sum) = std::mem::take(&mut self.last[part]);
        if !key.is_empty() {
            let known = self.of[part].entry(key).or_default();
            *known = known.wrapping_add(sum);
        }
    }

    /// Takes the quads of others into account, too.
    pub fn join(&mut self, mut others: Prints) {
        for part in 0..2 {
            self.flush(part);
            others.flush(part);
            for (key, sum) in std::mem::take(&mut others.of[part]) {
                let known = self.of[part].entry(key).or_default();
                *known = known.wrapping_add(sum);
            }
        }
    }

    /// Each with the number of its term in bytes.
    pub(super) fn numbered(mut self, number: impl Fn(&[u8]) -> Option<Id>) -> Numbered {
        [0, 1].map(|part| {
            self.flush(part);
            let of = std::mem::take(&mut self.of[part]).into_iter();
            of.filter_map(|(key, sum)| Some((number(&key)?, sum)))
                .collect()
        })
    }
}

/// Puts prints behind `bytes`, with what has become of their numbers.
pub(super) fn write(prints: Numbered, ids: &[Id], bytes: &mut Vec<u8>) -> PrintsAt {
    PrintsAt(prints.map(|mut of| {
        of.iter_mut().for_each(|(id, _)| *id = ids[*id as usize]);
        of.sort_unstable();
        let begin = bytes.len() as u64;
        for (id, print) in of {
            bytes.extend_from_slice(&id.to_le_bytes());
            bytes.extend_from_slice(&print.to_le_bytes());
        }
        (begin, bytes.len() as u64 - begin)
    }))
}

impl Differs {
    /// Whether a quad of the new graph may be missing in the old one.
    pub fn has(&self, quad: QuadRef<'_>, buffer: &mut Vec<u8>) -> bool {
        let (part, key) = about(quad);
        terms::bytes(key, buffer);
        self.new[part].contains(buffer)
    }

    /// Whether anything that is told of a node, or in its graph, may be missing in the old graph.
    pub fn concerns(&self, iri: &str) -> bool {
        let (mut key, node) = (Vec::new(), NamedNodeRef::new_unchecked(iri));
        terms::bytes(node.into(), &mut key);
        self.new.iter().any(|new| new.contains(&key))
    }
}

impl Index {
    /// Whether it can be told what of it differs from another graph.
    pub fn has_prints(&self) -> bool {
        self.at.prints.is_some()
    }

    /// What differs in a graph of which the prints are given: everything, where this one has none.
    pub fn differs(&self, prints: &mut Prints) -> Result<Differs, StoreError> {
        let none = PrintsAt([(0, 0); 2]);
        let PrintsAt(at) = self.at.prints.as_ref().unwrap_or(&none);
        let mut differs = Differs {
            new: Default::default(),
            old: Default::default(),
        };
        for part in 0..2 {
            prints.flush(part);
            let kept = Kept(self.bytes.part(at[part])?);
            let mut same: FxHashSet<usize> = FxHashSet::default();
            for (key, print) in &prints.of[part] {
                let found = self.terms.place(key).and_then(|id| kept.find(id));
                match found {
                    Some((place, known)) if known == *print => drop(same.insert(place)),
                    _ => drop(differs.new[part].insert(key.clone())),
                }
            }
            let others = (0..kept.len()).filter(|place| !same.contains(place));
            differs.old[part] = others.filter_map(|place| kept.id(place)).collect();
        }
        self.sound()?;
        Ok(differs)
    }

    /// An error when prints are not in order, or of what is not there.
    pub(super) fn verify_prints(&self) -> Result<(), StoreError> {
        for at in self.at.prints.iter().flat_map(|PrintsAt(at)| at) {
            let kept = Kept(self.bytes.part(*at)?);
            let ids: Vec<Id> = (0..kept.len()).map_while(|place| kept.id(place)).collect();
            let known = ids
                .last()
                .is_none_or(|last| (*last as usize) < self.terms.len());
            if kept.0.len() % ENTRY != 0 || !known || ids.windows(2).any(|two| two[0] >= two[1]) {
                return Err(self.bytes.refused("its prints are not in order"));
            }
        }
        Ok(())
    }
}

/// Prints where they lie.
struct Kept(Section);

impl Kept {
    fn len(&self) -> usize {
        self.0.len() / ENTRY
    }

    fn id(&self, place: usize) -> Option<Id> {
        self.0.number(place * ENTRY)
    }

    /// The place of a number and its print.
    fn find(&self, id: Id) -> Option<(usize, u64)> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle)? < id {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        let found = low < self.len() && self.id(low)? == id;
        found.then(|| Some((low, self.0.long(low * ENTRY + 4)?)))?
    }
}

/// Whether a quad counts for a node of the fused view (0) or for a graph (1), and for which.
fn about(quad: QuadRef<'_>) -> (usize, TermRef<'_>) {
    match quad.graph_name {
        GraphNameRef::DefaultGraph => (0, quad.subject.into()),
        GraphNameRef::NamedNode(graph) => (1, graph.into()),
        GraphNameRef::BlankNode(graph) => (1, NamedOrBlankNodeRef::from(graph).into()),
    }
}

fn hash(term: TermRef<'_>) -> u64 {
    let of = |kind: u64, text: &str| XxHash64::oneshot(kind, text.as_bytes());
    match term {
        TermRef::NamedNode(node) => of(1, node.as_str()),
        TermRef::BlankNode(node) => of(2, node.as_str()),
        TermRef::Literal(literal) => {
            let language = literal.language().map_or(0, |language| of(4, language));
            mixed([
                of(3, literal.value()),
                of(5, literal.datatype().as_str()),
                language,
            ])
        }
        #[allow(unreachable_patterns)] // triple terms, where oxigraph is built with RDF 1.2
        _ => 0,
    }
}

/// One hash of three, which depends on their order.
fn mixed(parts: [u64; 3]) -> u64 {
    parts.iter().fold(0, |all: u64, part| {
        let all = (all.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        all ^ (all >> 29)
    })
}
