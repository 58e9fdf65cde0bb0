//! Quads into the bytes of an [`Index`](super::Index).

use super::met::Met;
use super::table::TableAt;
use super::terms::{self, PROPERTY, is_long};
use super::{FUSED, Id, IndexAt, Known, TOLD, table};
use crate::watch::{Stage, Watch};
use oxigraph::model::{GraphNameRef, QuadRef, TermRef};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// What sorting and writing the terms takes, against a table.
pub(super) const TERMS: u64 = 4;
/// All of an index: terms and tables.
pub(super) const PARTS: u64 = TERMS + (FUSED.len() + TOLD.len()) as u64;

/// Takes quads, in whatever order; no more is kept of them than each term once, and its number where it stands.
#[derive(Default)]
pub(in crate::store) struct Builder {
    met: Met,
    properties: FxHashSet<Id>,
    fused: Vec<[Id; 3]>,
    told: Vec<[Id; 4]>,
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

    /// The bytes of an index, and where in them everything lies. The same quads give the same bytes.
    pub fn finish(self, watch: &dyn Watch) -> (Vec<u8>, IndexAt) {
        watch.begin(Stage::Indexing, PARTS);
        let Builder {
            mut met,
            properties,
            mut fused,
            mut told,
            ..
        } = self;
        for property in properties {
            if let Some(kind) = met.first_mut(property) {
                *kind = PROPERTY;
            }
        }
        let (mut bytes, mut ids) = (Vec::new(), vec![Id::MAX; met.len()]);
        let all = 0..met.len() as Id;
        let (long, mut short): (Vec<Id>, Vec<Id>) = all.partition(|term| is_long(met.get(*term)));
        short.par_sort_unstable_by(|a, b| met.get(*a).cmp(met.get(*b)));
        for (number, id) in short.iter().zip(0..) {
            ids[*number as usize] = id;
        }
        let long = beside(long, &met, &fused, &told, &ids);
        for (number, id) in long.iter().zip(short.len() as Id..) {
            ids[*number as usize] = id;
        }
        let terms = terms::write(&met, &short, &long, &mut bytes);
        drop((met, short, long));
        watch.step(TERMS);
        numbered(&mut fused, &ids);
        numbered(&mut told, &ids);
        drop(ids);
        let known = known(&fused);
        let fused = tables(fused, FUSED, &mut bytes, watch);
        let told = tables(told, TOLD, &mut bytes, watch);
        let at = IndexAt {
            terms,
            known,
            fused,
            told,
        };
        (bytes, at)
    }
}

/// Rows with the numbers that terms have in the index, sorted and each once.
fn numbered<const N: usize>(rows: &mut Vec<[Id; N]>, ids: &[Id]) {
    rows.par_iter_mut()
        .flatten()
        .for_each(|number| *number = ids[*number as usize]);
    rows.par_sort_unstable();
    rows.dedup();
}

/// Writes rows in several orders, of which the first is the one that they are in. One copy of them is sorted again and again.
fn tables<const N: usize, const M: usize>(
    mut rows: Vec<[Id; N]>,
    orders: [[usize; N]; M],
    bytes: &mut Vec<u8>,
    watch: &dyn Watch,
) -> [TableAt; M] {
    let mut now = orders[0];
    orders.map(|order| {
        if order != now {
            let from = order.map(|part| now.iter().position(|held| *held == part).unwrap_or(part));
            rows.par_iter_mut()
                .for_each(|row| *row = from.map(|at| row[at]));
            rows.par_sort_unstable();
            now = order;
        }
        let at = table::write(&rows, bytes);
        watch.step(1);
        at
    })
}

/// Long literals in the order of the first node that has each, so that what stands in one article lies together.
fn beside(long: Vec<Id>, met: &Met, fused: &[[Id; 3]], told: &[[Id; 4]], ids: &[Id]) -> Vec<Id> {
    let mut of = vec![Id::MAX; ids.len()];
    let fused = fused.iter().map(|[subject, _, object]| (subject, object));
    let told = told.iter().map(|[subject, _, object, _]| (subject, object));
    for (subject, object) in fused.chain(told) {
        let first = &mut of[*object as usize];
        *first = ids[*subject as usize].min(*first);
    }
    let mut long = long;
    long.sort_unstable_by_key(|number| (of[*number as usize], met.get(*number)));
    long
}

/// Of each property of the fused view, how many nodes have it and how many values they have. The rows are sorted.
fn known(fused: &[[Id; 3]]) -> Vec<Known> {
    let mut known: BTreeMap<Id, Known> = BTreeMap::new();
    for rows in fused.chunk_by(|a, b| a[..2] == b[..2]) {
        let property = rows[0][1];
        let known = known.entry(property).or_insert(Known {
            property,
            nodes: 0,
            values: 0,
        });
        known.nodes += 1;
        known.values += rows.len() as u64;
    }
    known.into_values().collect()
}
