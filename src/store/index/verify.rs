//! Reads all of an [`Index`] and holds it against itself, which opening does not.

use super::table::Table;
use super::write::{PARTS, TERMS};
use super::{FUSED, Id, Index, TOLD};
use crate::store::StoreError;
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

impl Index {
    /// An error when a byte differs from its checksum, when terms or rows are not in order, when a row has a term that is not
    /// there, or when not all tables hold the same quads.
    pub fn verify(&self, watch: &dyn Watch) -> Result<(), StoreError> {
        watch.begin(Stage::Checking, PARTS);
        self.bytes.all()?;
        self.terms.verify()?;
        watch.step(TERMS);
        self.tables(&self.fused, FUSED, watch)?;
        self.tables(&self.told, TOLD, watch)?;
        self.sound()
    }

    fn tables<const N: usize>(
        &self,
        tables: &[Table<N>; N],
        orders: [[usize; N]; N],
        watch: &dyn Watch,
    ) -> Result<(), StoreError> {
        let orders: Vec<_> = tables.iter().zip(orders).collect();
        let sums = orders.par_iter().map(|(table, order)| {
            let sum = self.table(table, *order);
            watch.step(1);
            sum
        });
        let sums = sums.collect::<Result<Vec<u64>, StoreError>>()?;
        let same = |table: &Table<N>, sum| table.len() == tables[0].len() && sum == sums[0];
        match tables.iter().zip(&sums).all(|(t, sum)| same(t, *sum)) {
            true => Ok(()),
            false => Err(self.bytes.refused("its tables hold different quads")),
        }
    }

    /// A sum of all quads of a table, which does not depend on their order.
    fn table<const N: usize>(
        &self,
        table: &Table<N>,
        order: [usize; N],
    ) -> Result<u64, StoreError> {
        if !table.is_found() {
            return Err(self.bytes.refused("its rows are not found"));
        }
        let terms = self.terms.len();
        let (mut sum, mut before): (u64, Option<[Id; N]>) = (0, None);
        for row in table.all() {
            if before.is_some_and(|before| before >= row) {
                return Err(self.bytes.refused("its rows are not in order"));
            }
            if row.iter().any(|id| *id as usize >= terms) {
                return Err(self.bytes.refused("a row has a term that is not there"));
            }
            let mut quad = [0; N];
            for (part, id) in order.iter().zip(row) {
                quad[*part] = id;
            }
            let mut hasher = FxHasher::default();
            quad.hash(&mut hasher);
            sum = sum.wrapping_add(hasher.finish());
            before = Some(row);
        }
        Ok(sum)
    }
}
