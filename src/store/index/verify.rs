//! Reads all of an [`Index`] and holds it against itself, which opening does not.

use super::table::Table;
use super::{FUSED, Id, Index, TOLD};
use crate::store::StoreError;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

impl Index {
    /// An error when a byte differs from its checksum, when terms or rows are not in order, when a row has a term that is not
    /// there, or when not all tables hold the same quads.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.bytes.all()?;
        self.terms.verify()?;
        self.tables(&self.fused, FUSED)?;
        self.tables(&self.told, TOLD)?;
        self.sound()
    }

    fn tables<const N: usize>(
        &self,
        tables: &[Table<N>; N],
        orders: [[usize; N]; N],
    ) -> Result<(), StoreError> {
        let terms = self.terms.len();
        let mut quads = None;
        for (table, order) in tables.iter().zip(orders) {
            // Of all rows, in whatever order.
            let (mut sum, mut before): (u64, Option<[Id; N]>) = (0, None);
            for (at, row) in table.all().enumerate() {
                if before.is_some_and(|before| before >= row) {
                    return Err(self.bytes.refused("its rows are not in order"));
                }
                if before.is_none_or(|before| before[0] != row[0])
                    && table.range(&row[..1]).at() != at
                {
                    return Err(self.bytes.refused("its rows are not found"));
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
            if *quads.get_or_insert((table.len(), sum)) != (table.len(), sum) {
                return Err(self.bytes.refused("its tables hold different quads"));
            }
        }
        Ok(())
    }
}
