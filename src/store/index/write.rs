//! Quads into the bytes of an [`Index`](super::Index).

use super::merge::Merge;
use super::met::Met;
use super::prints::{Differs, Prints};
use super::{FUSED, Id, Index, IndexAt, TOLD, terms};
use crate::store::StoreError;
use crate::watch::{Stage, Watch};
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

    /// The bytes of an index, and where in them everything lies: of these quads and those of `stays` but for what differs.
    /// The same quads and prints give the same bytes, wherever they come from.
    pub fn finish(
        self,
        stays: Option<(&Index, &Differs)>,
        prints: Option<Prints>,
        watch: &dyn Watch,
    ) -> Result<(Vec<u8>, IndexAt), StoreError> {
        watch.begin(Stage::Indexing, PARTS);
        let (mut merge, mut bytes) = (Merge::of(self, stays, prints), Vec::new());
        let terms = merge.terms(&mut bytes);
        watch.step(TERMS);
        let at = merge.rest(terms, &mut bytes, watch);
        stays.map_or(Ok(()), |(index, _)| index.sound())?;
        Ok((bytes, at))
    }
}
