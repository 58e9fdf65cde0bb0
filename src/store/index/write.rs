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
        let terms = met.len();
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
        let at = terms::write(&met, &short, &long, &mut bytes);
        drop((met, short, long));
        watch.step(TERMS);
        numbered(&mut fused, &ids);
        numbered(&mut told, &ids);
        drop(ids);
        let mut fused = Turned::of(fused, terms);
        let known = known(&fused.rows);
        // Each order is one turn away from the one before.
        let by_subject = table(&fused.rows, &mut bytes, watch);
        let by_object = table(fused.turn(2), &mut bytes, watch);
        let by_property = table(fused.turn(2), &mut bytes, watch);
        drop(fused);
        let fused = [by_subject, by_property, by_object];
        let mut told = Turned::of(told, terms);
        let by_subject = table(&told.rows, &mut bytes, watch);
        let by_object = table(told.turn(2), &mut bytes, watch);
        let by_property = table(told.turn(2), &mut bytes, watch);
        told.turn(2);
        let by_graph = table(told.turn(3), &mut bytes, watch);
        drop(told);
        let told = [by_subject, by_property, by_object, by_graph];
        let at = IndexAt {
            terms: at,
            known,
            fused,
            told,
        };
        (bytes, at)
    }
}

/// Writes rows in one order.
fn table<const N: usize>(rows: &[[Id; N]], bytes: &mut Vec<u8>, watch: &dyn Watch) -> TableAt {
    watch.step(1);
    table::write(rows, bytes)
}

/// Puts in the numbers that terms have in the index.
fn numbered<const N: usize>(rows: &mut [[Id; N]], ids: &[Id]) {
    rows.par_iter_mut()
        .flatten()
        .for_each(|number| *number = ids[*number as usize]);
}

/// Rows that are sorted by their first column to their last, and can be turned into other orders of their columns.
///
/// To turn them nothing is compared: as in a radix sort rows are dealt out by one column, in the order in which they are.
struct Turned<const N: usize> {
    rows: Vec<[Id; N]>,
    /// Where they are dealt to.
    spare: Vec<[Id; N]>,
    /// For each number how many rows have less, while they are dealt out.
    places: Vec<Id>,
}

impl<const N: usize> Turned<N> {
    /// Of rows in any order with numbers below `terms`.
    fn of(rows: Vec<[Id; N]>, terms: usize) -> Turned<N> {
        let spare = vec![[0; N]; rows.len()];
        let places = vec![0; terms];
        let mut turned = Turned {
            rows,
            spare,
            places,
        };
        // What has one first number is little, and came together.
        turned.turn(0);
        let of_one = turned.rows.par_chunk_by_mut(|a, b| a[0] == b[0]);
        of_one.for_each(<[_]>::sort_unstable);
        turned.rows.dedup();
        turned.spare.truncate(turned.rows.len());
        turned
    }

    /// Makes a column the first, in the rows and in what they are sorted by.
    fn turn(&mut self, column: usize) -> &[[Id; N]] {
        self.places.fill(0);
        for row in &self.rows {
            self.places[row[column] as usize] += 1;
        }
        let mut before = 0;
        for place in &mut self.places {
            before += std::mem::replace(place, before);
        }
        for row in &self.rows {
            let place = &mut self.places[row[column] as usize];
            let mut turned = *row;
            turned[0] = row[column];
            turned[1..=column].copy_from_slice(&row[..column]);
            self.spare[*place as usize] = turned;
            *place += 1;
        }
        std::mem::swap(&mut self.rows, &mut self.spare);
        &self.rows
    }
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
