//! [`Rows`]: the rows of an index that stay, and others, into tables.

use super::table::{Table, Writer};
use super::{Id, Known, TableAt};
use crate::watch::Watch;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Quads of two indexes that become one.
pub(super) struct Rows<'i, const N: usize> {
    /// Those of the one that stays, in all orders.
    old: Option<&'i [Table<N>; N]>,
    orders: [[usize; N]; N],
    /// Rows of it that do not stay where they are.
    gone: FxHashSet<[Id; N]>,
    /// How many of them have a number in a place.
    gone_of: FxHashMap<(usize, Id), usize>,
    come: Vec<[Id; N]>,
}

impl<'i, const N: usize> Rows<'i, N> {
    pub fn new(
        old: Option<&'i [Table<N>; N]>,
        orders: [[usize; N]; N],
        come: Vec<[Id; N]>,
    ) -> Rows<'i, N> {
        Rows {
            old,
            orders,
            gone: FxHashSet::default(),
            gone_of: FxHashMap::default(),
            come,
        }
    }

    /// Gives the numbers of what comes others.
    pub fn number(&mut self, numbers: &[Id]) {
        let all = self.come.par_iter_mut().flatten();
        all.for_each(|number| *number = numbers[*number as usize]);
    }

    /// Leaves out rows of the old index, unless they come again.
    pub fn leave(&mut self, rows: impl Iterator<Item = [Id; N]>) {
        self.gone = rows.collect();
        self.come.par_sort_unstable();
        self.come.dedup();
        let gone = &mut self.gone;
        self.come.retain(|row| !gone.remove(row));
        for row in &self.gone {
            for (part, id) in row.iter().enumerate() {
                *self.gone_of.entry((part, *id)).or_default() += 1;
            }
        }
    }

    /// The terms of rows that do not stay.
    pub fn terms_left(&self, terms: &mut FxHashSet<Id>) {
        terms.extend(self.gone.iter().flatten());
    }

    /// The terms of rows that come, each as often as it is there.
    pub fn terms_come(&self) -> impl Iterator<Item = Id> {
        self.come.iter().flatten().copied()
    }

    /// Whether a row that stays has a term in a place.
    pub fn has(&self, id: Id, part: usize) -> bool {
        let table = self.old.and_then(|old| old.get(part));
        let gone = self.gone_of.get(&(part, id)).copied().unwrap_or_default();
        table.is_some_and(|table| table.range(&[id]).len() > gone)
    }

    /// Takes the rows of a term out of those that stay, since their places in the order change; they come again.
    pub fn pull(&mut self, id: Id) {
        for (table, order) in self.old.into_iter().flatten().zip(self.orders) {
            for row in table.range(&[id]) {
                let row = in_quads(row, order);
                if self.gone.insert(row) {
                    self.come.push(row);
                }
            }
        }
    }

    /// Gives some terms of what comes other numbers.
    pub fn renumber(&mut self, numbers: &FxHashMap<Id, Id>) {
        for number in self.come.iter_mut().flatten() {
            *number = numbers.get(number).copied().unwrap_or(*number);
        }
    }

    /// Notes the first node, by its new number, that has each object: of what comes, and of some of the old index.
    pub fn firsts(&self, ids: &[Id], kept: &[Id], first: &mut [Id]) {
        let mut note = |row: &[Id; N]| {
            let subject = ids.get(row[0] as usize).copied().unwrap_or(Id::MAX);
            if let Some(known) = first.get_mut(row[2] as usize) {
                *known = subject.min(*known);
            }
        };
        self.come.iter().for_each(&mut note);
        if let Some(old) = self.old {
            let rows = old[2].ranges(kept);
            let rows = rows.map(|row| in_quads(row, self.orders[2]));
            rows.filter(|row| !self.gone.contains(row))
                .for_each(|row| note(&row));
        }
    }

    /// Writes all tables; `each` is given all rows in the first order.
    pub fn write(
        self,
        ids: &[Id],
        bytes: &mut Vec<u8>,
        watch: &dyn Watch,
        mut each: impl FnMut(&[Id; N]),
    ) -> [TableAt; N] {
        let Rows {
            old,
            orders,
            gone,
            mut come,
            ..
        } = self;
        let mut gone: Vec<[Id; N]> = gone.into_iter().collect();
        // A number that a damaged file made up is that of no term; what is damaged has been kept.
        let id = |number: Id| ids.get(number as usize).copied().unwrap_or(Id::MAX);
        let all = come.par_iter_mut().flatten();
        all.for_each(|number| *number = id(*number));
        let (mut now, mut table) = (orders[0], 0);
        orders.map(|order| {
            for rows in [&mut come, &mut gone] {
                arrange(rows, now, order);
            }
            come.dedup();
            now = order;
            let mut writer = Writer::new(bytes);
            let mut put = |row: [Id; N]| {
                if table == 0 {
                    each(&row);
                }
                writer.push(row);
            };
            let old = old.map(|old| &old[table]);
            merge(old, &gone, &come, id, &mut put);
            table += 1;
            let at = writer.finish();
            watch.step(1);
            at
        })
    }
}

/// Gives the rows of a table that stay, with their new numbers, and those that come, in order.
fn merge<const N: usize>(
    old: Option<&Table<N>>,
    gone: &[[Id; N]],
    come: &[[Id; N]],
    id: impl Fn(Id) -> Id,
    put: &mut impl FnMut([Id; N]),
) {
    let (mut gone, mut come) = (gone.iter().peekable(), come.iter().peekable());
    if let Some(table) = old {
        let mut last = None;
        for row in table.all() {
            while gone.next_if(|gone| **gone < row).is_some() {}
            if gone.next_if(|gone| **gone == row).is_some() {
                continue;
            }
            let new = row.map(&id);
            if new.contains(&Id::MAX) || last >= Some(new) {
                table.disorder();
                break;
            }
            while let Some(row) = come.next_if(|come| **come < new) {
                put(*row);
            }
            put(new);
            last = Some(new);
        }
    }
    come.for_each(|row| put(*row));
}

/// Puts the parts of rows into another order, and the rows into theirs.
fn arrange<const N: usize>(rows: &mut [[Id; N]], now: [usize; N], order: [usize; N]) {
    if order != now {
        let from = order.map(|part| now.iter().position(|held| *held == part).unwrap_or(part));
        rows.par_iter_mut()
            .for_each(|row| *row = from.map(|at| row[at]));
    }
    rows.par_sort_unstable();
}

/// A row of a table as subject, property, object and perhaps graph.
fn in_quads<const N: usize>(row: [Id; N], order: [usize; N]) -> [Id; N] {
    let mut quad = row;
    for (part, id) in order.iter().zip(row) {
        quad[*part] = id;
    }
    quad
}

/// Counts of each property of the fused view how many nodes have it and how many values they have.
#[derive(Default)]
pub(super) struct Counter {
    known: BTreeMap<Id, Known>,
    /// Node and property of the last row.
    last: Option<[Id; 2]>,
}

impl Counter {
    /// The next row, by node.
    pub fn add(&mut self, [subject, property, _]: &[Id; 3]) {
        let known = self.known.entry(*property).or_insert(Known {
            property: *property,
            nodes: 0,
            values: 0,
        });
        known.values += 1;
        if self.last.replace([*subject, *property]) != Some([*subject, *property]) {
            known.nodes += 1;
        }
    }

    pub fn finish(self) -> Vec<Known> {
        self.known.into_values().collect()
    }
}
