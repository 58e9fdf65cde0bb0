//! Quads into the bytes of an [`Index`](super::Index).

use super::terms::{self, PROPERTY, is_long};
use super::{FUSED, Id, IndexAt, Known, TOLD, table};
use oxigraph::model::{GraphNameRef, QuadRef, TermRef};
use rustc_hash::{FxHashMap, FxHashSet};

/// Takes quads, in whatever order; no more is kept of them than each term once, and its number where it stands.
#[derive(Default)]
pub(in crate::store) struct Builder {
    /// Terms in bytes, numbered as they were met.
    met: FxHashMap<Box<[u8]>, Id>,
    properties: FxHashSet<Id>,
    fused: Vec<[Id; 3]>,
    told: Vec<[Id; 4]>,
    buffer: Vec<u8>,
}

impl Builder {
    /// Adds a quad; it may be there already.
    pub fn add(&mut self, quad: QuadRef<'_>) {
        let subject = self.meet(quad.subject.into());
        let property = self.meet(quad.predicate.into());
        let object = self.meet(quad.object);
        self.properties.insert(property);
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => return self.fused.push([subject, property, object]),
            GraphNameRef::NamedNode(graph) => self.meet(graph.into()),
            GraphNameRef::BlankNode(graph) => self.meet(graph.into()),
        };
        self.told.push([subject, property, object, graph]);
    }

    fn meet(&mut self, term: TermRef<'_>) -> Id {
        terms::bytes(term, &mut self.buffer);
        if let Some(number) = self.met.get(self.buffer.as_slice()) {
            return *number;
        }
        // A store of more terms than there are numbers would not fit into memory long before.
        let number = Id::try_from(self.met.len()).unwrap_or(Id::MAX);
        self.met.insert(self.buffer.as_slice().into(), number);
        number
    }

    /// The bytes of an index, and where in them everything lies. The same quads give the same bytes.
    pub fn finish(self) -> (Vec<u8>, IndexAt) {
        let (mut bytes, mut ids) = (Vec::new(), vec![Id::MAX; self.met.len()]);
        let (mut short, mut long) = (Vec::new(), Vec::new());
        for (mut term, number) in self.met {
            if self.properties.contains(&number) {
                term[0] = PROPERTY;
            }
            match is_long(&term) {
                true => long.push((term, number)),
                false => short.push((term, number)),
            }
        }
        short.sort_unstable();
        for ((_, number), id) in short.iter().zip(0..) {
            ids[*number as usize] = id;
        }
        let long = beside(long, &self.fused, &self.told, &ids);
        for ((_, number), id) in long.iter().zip(short.len() as Id..) {
            ids[*number as usize] = id;
        }
        let all = short.iter().map(|(term, _)| &**term);
        let terms = terms::write(all, long.iter().map(|(term, _)| &**term), &mut bytes);
        drop((short, long));
        let (fused, told) = (numbered(self.fused, &ids), numbered(self.told, &ids));
        let at = IndexAt {
            terms,
            known: known(&fused),
            fused: FUSED.map(|order| table::write(ordered(&fused, order), &mut bytes)),
            told: TOLD.map(|order| table::write(ordered(&told, order), &mut bytes)),
        };
        (bytes, at)
    }
}

fn numbered<const N: usize>(mut rows: Vec<[Id; N]>, ids: &[Id]) -> Vec<[Id; N]> {
    rows.iter_mut()
        .flatten()
        .for_each(|number| *number = ids[*number as usize]);
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn ordered<const N: usize>(rows: &[[Id; N]], order: [usize; N]) -> Vec<[Id; N]> {
    rows.iter().map(|row| order.map(|at| row[at])).collect()
}

/// Long literals in the order of the first node that has each, so that what stands in one article lies together.
fn beside(
    long: Vec<(Box<[u8]>, Id)>,
    fused: &[[Id; 3]],
    told: &[[Id; 4]],
    ids: &[Id],
) -> Vec<(Box<[u8]>, Id)> {
    let mut of = vec![Id::MAX; ids.len()];
    let fused = fused.iter().map(|[subject, _, object]| (subject, object));
    let told = told.iter().map(|[subject, _, object, _]| (subject, object));
    for (subject, object) in fused.chain(told) {
        let first = &mut of[*object as usize];
        *first = ids[*subject as usize].min(*first);
    }
    let mut long: Vec<(Id, Box<[u8]>, Id)> = long
        .into_iter()
        .map(|(term, number)| (of[number as usize], term, number))
        .collect();
    long.sort_unstable();
    long.into_iter()
        .map(|(_, term, number)| (term, number))
        .collect()
}

/// Of each property of the fused view, how many nodes have it and how many values they have.
fn known(fused: &[[Id; 3]]) -> Vec<Known> {
    let mut pairs: Vec<[Id; 2]> = fused.iter().map(|[s, p, _]| [*p, *s]).collect();
    pairs.sort_unstable();
    let of = |pairs: &[[Id; 2]]| Known {
        property: pairs[0][0],
        nodes: pairs.chunk_by(|a, b| a == b).count() as u64,
        values: pairs.len() as u64,
    };
    pairs.chunk_by(|a, b| a[0] == b[0]).map(of).collect()
}
