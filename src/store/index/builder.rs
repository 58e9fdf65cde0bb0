//! [`Builder`]: what an index is made of.

use super::met::Met;
use super::terms::Terms;
use super::{Id, terms};
use oxigraph::model::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};

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
        let subject = self.again_met(quad.subject.into(), 0);
        let property = self.meet(quad.predicate.into());
        let object = self.meet(quad.object);
        self.properties.insert(property);
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => return self.fused.push([subject, property, object]),
            GraphNameRef::NamedNode(graph) => self.again_met(graph.into(), 1),
            GraphNameRef::BlankNode(graph) => self.again_met(graph.into(), 1),
        };
        self.told.push([subject, property, object, graph]);
    }

    fn meet(&mut self, term: TermRef<'_>) -> Id {
        terms::bytes(term, &mut self.buffer);
        self.met.number(&self.buffer)
    }

    /// As [`Builder::meet`] of what is often the same as in the last quad.
    fn again_met(&mut self, term: TermRef<'_>, part: usize) -> Id {
        terms::bytes(term, &mut self.buffer);
        let (last, number) = &mut self.last[part];
        if *last != self.buffer {
            *number = self.met.number(&self.buffer);
            last.clone_from(&self.buffer);
        }
        *number
    }

    /// Adds the quads of another builder.
    pub fn join(&mut self, other: Builder) {
        let others = 0..other.met.len() as Id;
        let ids: Vec<Id> = others
            .map(|id| self.met.number_of(&other.met, id))
            .collect();
        let id = |id: Id| ids[id as usize];
        self.properties.extend(other.properties.into_iter().map(id));
        self.fused.extend(other.fused.iter().map(|row| row.map(id)));
        self.told.extend(other.told.iter().map(|row| row.map(id)));
    }

    /// The number here of a term of an index, if it was met.
    pub(super) fn number(&self, base: &Terms, id: Id) -> Option<Id> {
        let term = base.read(id)?;
        self.met.find(&terms::as_node(term))
    }

    /// Adds rows of an index.
    pub(super) fn again(&mut self, base: &Terms, fused: &[[Id; 3]], told: &[[Id; 4]]) {
        let mut known: FxHashMap<Id, Id> = FxHashMap::default();
        let met = &mut self.met;
        let mut id = |id: Id| {
            let read = || base.read(id).unwrap_or_default();
            *known
                .entry(id)
                .or_insert_with(|| met.number(&terms::as_node(read())))
        };
        for row in fused {
            let row = row.map(&mut id);
            self.properties.insert(row[1]);
            self.fused.push(row);
        }
        for row in told {
            let row = row.map(&mut id);
            self.properties.insert(row[1]);
            self.told.push(row);
        }
    }
}
