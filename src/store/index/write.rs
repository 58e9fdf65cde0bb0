//! Quads into the bytes of an [`Index`], and those of another index that stay.

use super::builder::Builder;
use super::change::Gone;
use super::numbers::{self, Numbers};
use super::rows::{Stay, Turned, begun_by, merged};
use super::table::{self, Table, TableAt};
use super::terms::PROPERTY;
use super::{FUSED, Id, Index, IndexAt, Known, TOLD};
use crate::store::StoreError;
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What sorting and writing the terms takes, against a table.
pub(super) const TERMS: u64 = 4;
/// All of an index: terms and tables.
pub(super) const PARTS: u64 = TERMS + (FUSED.len() + TOLD.len()) as u64;

/// The bytes of an index of the quads of a builder and those of a base that do not go, where in them everything lies, and the
/// new numbers by those of the base. The same quads give the same bytes, whatever of them was in a base.
pub(super) fn write(
    mut come: Builder,
    base: Option<(&Index, Gone)>,
    watch: &dyn Watch,
) -> Result<(Vec<u8>, IndexAt, Vec<Id>), StoreError> {
    watch.begin(Stage::Indexing, PARTS);
    let base = base.map(|(base, mut gone)| {
        gone.settle(base, &mut come);
        (base, gone)
    });
    let Builder {
        mut met,
        properties,
        mut fused,
        mut told,
        ..
    } = come;
    for property in properties {
        if let Some(kind) = met.first_mut(property) {
            *kind = PROPERTY;
        }
    }
    // As a rule little changes. To grow, it would have to be copied.
    let held = base.as_ref().map_or(0, |(base, _)| base.bytes.len());
    let mut bytes = Vec::with_capacity(held + held / 8);
    let base = base.as_ref().map(|(base, gone)| (*base, gone));
    let numbers = numbers::number(base, &met, (&fused, &told), &mut bytes)?;
    drop(met);
    watch.step(TERMS);
    numbered(&mut fused, &numbers.of_met);
    numbered(&mut told, &numbers.of_met);
    let Numbers {
        of_base, count, at, ..
    } = numbers;
    let base = base.map(|(base, gone)| Base {
        base,
        gone,
        numbers: &of_base,
    });
    let mut put = Put { bytes, watch, base };
    let mut known = BTreeMap::new();
    let mut fused = Turned::of(fused, count);
    // Each order is one turn away from the one before.
    let by_subject = put.fused(&fused, 0, |row, before| note(&mut known, row, before));
    fused.turn(2);
    let by_object = put.fused(&fused, 2, |_, _| ());
    fused.turn(2);
    let by_property = put.fused(&fused, 1, |_, _| ());
    drop(fused);
    let mut told = Turned::of(told, count);
    let by_graph_last = put.told(&told, 0);
    told.turn(2);
    let told_by_object = put.told(&told, 2);
    told.turn(2);
    let told_by_property = put.told(&told, 1);
    told.turn(2);
    told.turn(3);
    let by_graph = put.told(&told, 3);
    drop(told);
    let Put { bytes, .. } = put;
    let at = IndexAt {
        terms: at,
        known: known.into_values().collect(),
        fused: [by_subject, by_property, by_object],
        told: [by_graph_last, told_by_property, told_by_object, by_graph],
    };
    base.map_or(Ok(()), |base| base.base.sound())?;
    Ok((bytes, at, of_base))
}

/// An index of which rows stay.
#[derive(Clone, Copy)]
struct Base<'b> {
    base: &'b Index,
    gone: &'b Gone,
    numbers: &'b [Id],
}

impl<'b> Base<'b> {
    fn stay<const N: usize>(
        self,
        table: &'b Table<N>,
        gone: &[[Id; N]],
        order: [usize; N],
    ) -> Stay<'b, N> {
        Stay {
            table,
            numbers: self.numbers,
            gone: begun_by(gone, order),
            bytes: &self.base.bytes,
        }
    }
}

/// Writes tables one behind the other.
struct Put<'b> {
    bytes: Vec<u8>,
    watch: &'b dyn Watch,
    base: Option<Base<'b>>,
}

impl<'b> Put<'b> {
    /// `each` is given every row and the one before it.
    fn fused(
        &mut self,
        come: &Turned<3>,
        order: usize,
        mut each: impl FnMut(&[Id; 3], Option<&[Id; 3]>),
    ) -> TableAt {
        self.watch.step(1);
        let of =
            |base: Base<'b>| base.stay(&base.base.fused[order], &base.gone.fused, FUSED[order]);
        let (stay, mut before) = (self.base.map(of), None);
        let rows = |give: &mut dyn FnMut(&[[Id; 3]])| {
            merged(stay, &come.rows, &mut |rows| {
                for row in rows {
                    each(row, before.as_ref());
                    before = Some(*row);
                }
                give(rows);
            });
        };
        table::write(rows, &mut self.bytes)
    }

    fn told(&mut self, come: &Turned<4>, order: usize) -> TableAt {
        self.watch.step(1);
        let of = |base: Base<'b>| base.stay(&base.base.told[order], &base.gone.told, TOLD[order]);
        let stay = self.base.map(of);
        table::write(|give| merged(stay, &come.rows, give), &mut self.bytes)
    }
}

/// Puts in the numbers that terms have in the index.
fn numbered<const N: usize>(rows: &mut [[Id; N]], ids: &[Id]) {
    rows.par_iter_mut()
        .flatten()
        .for_each(|number| *number = ids[*number as usize]);
}

/// Counts of a property how many nodes have it and how many values they have: a row of the fused view behind the one before.
fn note(known: &mut BTreeMap<Id, Known>, row: &[Id; 3], before: Option<&[Id; 3]>) {
    let property = row[1];
    let known = known.entry(property).or_insert(Known {
        property,
        nodes: 0,
        values: 0,
    });
    known.nodes += u64::from(before.is_none_or(|before| before[..2] != row[..2]));
    known.values += 1;
}
