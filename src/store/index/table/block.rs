//! [`Block`]: rows of a table, their columns as many bits wide as they need.

use super::Id;
use crate::store::pages::{Section, first_not};
use std::cmp::Ordering;

/// Rows of a block; the last may have fewer.
pub(in crate::store::index) const ROWS: usize = 128;
/// Bytes behind the rows of a block that are read with them.
pub(super) const BEHIND: usize = 8;

/// A block of a table; it holds `rows` rows, and 8 bytes more.
pub(super) struct Block<'a, const N: usize> {
    bits: &'a [u8],
    pub rows: usize,
    least: [Id; N],
    /// Where a column begins in a row, in bits.
    shift: [usize; N],
    mask: [u64; N],
    /// Bits of a row.
    width: usize,
}

impl<'a, const N: usize> Block<'a, N> {
    /// The block of so many rows that begins at a byte of the data.
    pub fn read(data: &'a Section, at: usize, rows: usize) -> Option<Block<'a, N>> {
        let head = data.get(at, 5 * N)?;
        let mut held = Block {
            bits: &[],
            rows,
            least: [0; N],
            shift: [0; N],
            mask: [0; N],
            width: 0,
        };
        for (column, head) in head.chunks_exact(5).enumerate() {
            let width = usize::from(head[4]);
            if width > 32 {
                return data.wrong("a number of a table is too wide");
            }
            held.least[column] = u32::from_le_bytes(head[..4].try_into().ok()?);
            held.shift[column] = held.width;
            held.mask[column] = (1 << width) - 1;
            held.width += width;
        }
        let length = (rows * held.width).div_ceil(8) + BEHIND;
        held.bits = data.get(at + 5 * N, length)?;
        Some(held)
    }

    pub fn row(&self, number: usize) -> [Id; N] {
        std::array::from_fn(|column| self.number(number, column))
    }

    fn number(&self, row: usize, column: usize) -> Id {
        let bit = row * self.width + self.shift[column];
        let mut word = [0; 8];
        word.copy_from_slice(&self.bits[bit / 8..bit / 8 + 8]);
        let number = (u64::from_le_bytes(word) >> (bit % 8)) & self.mask[column];
        self.least[column].wrapping_add(number as u32)
    }

    /// A row beside numbers that rows may begin with.
    pub fn compare(&self, row: usize, begin: &[Id]) -> Ordering {
        for (column, wanted) in begin.iter().enumerate() {
            match self.number(row, column).cmp(wanted) {
                Ordering::Equal => {}
                order => return order,
            }
        }
        Ordering::Equal
    }

    /// The first row from one on that is not `before`. Where it is near it is found soon.
    pub fn behind(&self, from: usize, before: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (from, self.rows);
        let mut step = 1;
        // From the beginning of a block on it may be anywhere.
        while from > 0 && low + step <= high {
            if !before(low + step - 1) {
                high = low + step - 1;
                break;
            }
            low += step;
            step *= 2;
        }
        first_not(low, high, |row| Some(before(row))).unwrap_or(high)
    }
}
