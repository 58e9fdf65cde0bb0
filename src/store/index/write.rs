//! Quads into the bytes of an [`Index`](super::Index).

use super::met::Met;
use super::{FUSED, Id, TOLD, terms};
use oxigraph::model::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::FxHashSet;

/// What sorting and writing the terms takes, against a table.
pub(super) const TERMS: u64 = 4;
/// All of an index: terms and tables.
pub(super) const PARTS: u64 = TERMS + (FUSED.len() + TOLD.len()) as u64;

/// Takes quads, in whatever order; no more is kept of them than each term once, and its number where it stands.
#[derive(Default)]
pub(in crate::store) struct Builder {
    pub(super) met: Met,
    pub(super) properties: FxHashSet<Id>,
    pub(super) fused: Vec<[Id; 3]>,
    pub(super) told: Vec<[Id; 4]>,
    buffer: Vec<u8>,
    /// The subject of the last quad and its graph: the next often has the same.
    last: [(Vec<u8>, Id); 2],
}

impl Builder {
    /// Adds a quad; it may be there already.
    pub fn add(&mut self, quad: QuadRef<'_>) {
        let subject = self.again(quad.subject.into(), 0);
        let property = self.meet(quad.predicate.into());
        let object = self.meet(quad.object);
        self.properties.insert(property);
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => return self.fused.push([subject, property, object]),
            GraphNameRef::NamedNode(graph) => self.again(graph.into(), 1),
            GraphNameRef::BlankNode(graph) => self.again(graph.into(), 1),
        };
        self.told.push([subject, property, object, graph]);
    }

    fn meet(&mut self, term: TermRef<'_>) -> Id {
        terms::bytes(term, &mut self.buffer);
        self.met.number(&self.buffer)
    }

    /// As [`Builder::meet`] of what is often the same as in the last quad.
    fn again(&mut self, term: TermRef<'_>, part: usize) -> Id {
        terms::bytes(term, &mut self.buffer);
        let (last, number) = &mut self.last[part];
        if *last != self.buffer {
            *number = self.met.number(&self.buffer);
            last.clone_from(&self.buffer);
        }
        *number
    }
}
