//! Rows in the orders of the tables: those that come, and those of a table that stay.

use super::Id;
use super::table::Table;
use crate::store::pages::Section;
use rayon::prelude::*;

/// Rows that are sorted by their first column to their last, and can be turned into other orders of their columns.
///
/// To turn them nothing is compared: as in a radix sort rows are dealt out by one column, in the order in which they are.
pub(super) struct Turned<const N: usize> {
    pub rows: Vec<[Id; N]>,
    /// Where they are dealt to.
    spare: Vec<[Id; N]>,
    /// For each number how many rows have less, while they are dealt out.
    places: Vec<Id>,
}

impl<const N: usize> Turned<N> {
    /// Of rows in any order with numbers below `terms`.
    pub fn of(rows: Vec<[Id; N]>, terms: usize) -> Turned<N> {
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
    pub fn turn(&mut self, column: usize) {
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
            self.spare[*place as usize] = turned(row, column);
            *place += 1;
        }
        std::mem::swap(&mut self.rows, &mut self.spare);
    }
}

/// A row with one column before the others.
fn turned<const N: usize>(row: &[Id; N], column: usize) -> [Id; N] {
    let mut turned = *row;
    turned[0] = row[column];
    turned[1..=column].copy_from_slice(&row[..column]);
    turned
}

/// The rows of a table, but for those that go, with the numbers that their terms are given. These must not change their order.
pub(super) struct Stay<'b, const N: usize> {
    pub table: &'b Table<N>,
    /// By number the new one.
    pub numbers: &'b [Id],
    /// Rows with their old numbers, in the order of the table.
    pub gone: Vec<[Id; N]>,
    /// Where it is told that a row makes no sense.
    pub bytes: &'b Section,
}

/// Gives rows that stay and rows that come in one order, each once, stretch by stretch.
pub(super) fn merged<const N: usize>(
    stay: Option<Stay<'_, N>>,
    come: &[[Id; N]],
    give: &mut dyn FnMut(&[[Id; N]]),
) {
    let (mut come, mut both) = (come, Vec::new());
    let rest = stay.map(|stay| {
        stay.each(|rows| {
            let Some(last) = rows.last() else { return };
            let before = come.partition_point(|row| row <= last);
            if before == 0 {
                return give(rows);
            }
            both.clear();
            both.extend_from_slice(rows);
            both.extend_from_slice(&come[..before]);
            both.sort();
            both.dedup();
            come = &come[before..];
            give(&both);
        })
    });
    if rest.is_none_or(|read| read.is_some()) {
        give(come);
    }
}

impl<const N: usize> Stay<'_, N> {
    /// Gives the rows of each block; `None` where they cannot be read.
    fn each(self, mut give: impl FnMut(&[[Id; N]])) -> Option<()> {
        let (mut gone, mut rows) = (self.gone.into_iter().peekable(), Vec::new());
        for block in 0..self.table.blocks() {
            self.table.read(block, &mut rows)?;
            if gone.peek().is_some_and(|next| Some(next) <= rows.last()) {
                rows.retain(|row| gone.next_if_eq(row).is_none());
            }
            let number = |id: Id| self.numbers.get(id as usize).copied().unwrap_or(Id::MAX);
            for row in &mut rows {
                *row = row.map(number);
                if row.contains(&Id::MAX) {
                    return self.bytes.wrong("a row has a term that is not there");
                }
            }
            give(&rows);
        }
        Some(())
    }
}

/// Rows in the order that begins with a column.
pub(super) fn begun_by<const N: usize>(rows: &[[Id; N]], columns: [usize; N]) -> Vec<[Id; N]> {
    let turned = rows.iter().map(|row| columns.map(|column| row[column]));
    let mut turned: Vec<[Id; N]> = turned.collect();
    turned.par_sort_unstable();
    turned
}
