//! [`Table`]: rows of numbers, sorted, in blocks whose columns are as many bits wide as the block needs.
//!
//! ```text
//! directory   for each block its first row (N numbers of 4 bytes), and where the block begins in the data (8 bytes)
//! data        blocks: for each column the least number (4 bytes) and the bits of what is added to it (1 byte), then
//!             the rows, one column behind the other, from the lowest bit up; 8 bytes of nothing behind the last block
//! ```

use super::Id;
use crate::store::StoreError;
use crate::store::pages::{At, Section};
use serde::{Deserialize, Serialize};

/// Rows of a block; the last may have fewer.
pub(super) const ROWS: usize = 128;
/// Bytes behind the rows of a block that are read with them.
const BEHIND: usize = 8;

/// Where a table lies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TableAt {
    pub rows: u64,
    pub directory: At,
    pub data: At,
}

/// Rows sorted from their first column to their last, each once.
pub(super) struct Table<const N: usize> {
    rows: usize,
    directory: Section,
    data: Section,
}

/// Puts a table behind `bytes`.
pub(super) fn write<const N: usize>(mut rows: Vec<[Id; N]>, bytes: &mut Vec<u8>) -> TableAt {
    rows.sort_unstable();
    rows.dedup();
    let mut directory = Vec::new();
    let begin = bytes.len() as u64;
    for block in rows.chunks(ROWS) {
        for number in block[0] {
            directory.extend_from_slice(&number.to_le_bytes());
        }
        directory.extend_from_slice(&(bytes.len() as u64 - begin).to_le_bytes());
        let mut widths = [0; N];
        let mut least = [0; N];
        for (column, width) in widths.iter_mut().enumerate() {
            let numbers = || block.iter().map(|row| row[column]);
            least[column] = numbers().min().unwrap_or(0);
            let most = numbers().max().unwrap_or(0) - least[column];
            *width = u32::BITS - most.leading_zeros();
            bytes.extend_from_slice(&least[column].to_le_bytes());
            bytes.push(*width as u8);
        }
        // Fewer than 8 bits are left over between two numbers of at most 32.
        let (mut word, mut bits) = (0_u64, 0);
        for row in block {
            for column in 0..N {
                word |= u64::from(row[column] - least[column]) << bits;
                bits += widths[column];
                while bits >= 8 {
                    bytes.push(word as u8);
                    word >>= 8;
                    bits -= 8;
                }
            }
        }
        if bits > 0 {
            bytes.push(word as u8);
        }
    }
    bytes.extend_from_slice(&[0; BEHIND]);
    let data = (begin, bytes.len() as u64 - begin);
    let at = bytes.len() as u64;
    bytes.extend_from_slice(&directory);
    TableAt {
        rows: rows.len() as u64,
        directory: (at, directory.len() as u64),
        data,
    }
}

impl<const N: usize> Table<N> {
    /// Bytes of an entry of the directory.
    const ENTRY: usize = 4 * N + 8;

    /// The table that lies there.
    pub fn open(all: &Section, at: &TableAt) -> Result<Table<N>, StoreError> {
        let (directory, data) = (all.part(at.directory)?, all.part(at.data)?);
        let rows = usize::try_from(at.rows).unwrap_or(usize::MAX);
        if directory.len() != rows.div_ceil(ROWS).saturating_mul(Self::ENTRY) {
            return Err(all.refused("a table has more or fewer blocks than rows"));
        }
        Ok(Table {
            rows,
            directory,
            data,
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    pub fn all(&self) -> Range<'_, N> {
        self.rows(0, self.rows)
    }

    /// The rows that begin with these numbers.
    pub fn range(&self, begin: &[Id]) -> Range<'_, N> {
        if begin.is_empty() {
            return self.all();
        }
        let found = || {
            let from = self.bound(0, |row| row[..begin.len()] < *begin)?;
            // Most stretches are short.
            let to = self.bound(from / ROWS, |row| row[..begin.len()] <= *begin)?;
            Some((from, to.max(from)))
        };
        let (from, to) = found().unwrap_or_default();
        self.rows(from, to)
    }

    fn rows(&self, from: usize, to: usize) -> Range<'_, N> {
        Range {
            table: self,
            next: from,
            end: to,
            block: None,
        }
    }

    /// The first row, from a block on, that is not `before`.
    fn bound(&self, first: usize, before: impl Fn(&[Id; N]) -> bool) -> Option<usize> {
        let blocks = self.rows.div_ceil(ROWS);
        let (mut low, mut high) = (first, blocks);
        // The next block mostly ends it.
        if first > 0 && first + 1 < blocks && !before(&self.first(first + 1)?) {
            high = first + 1;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            match before(&self.first(middle)?) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        let Some(block) = low.checked_sub(1) else {
            return Some(0);
        };
        if block < first {
            return Some(first * ROWS);
        }
        let held = self.block(block)?;
        let (mut low, mut high) = (0, held.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            match before(&held.row(middle)) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        Some(block * ROWS + low)
    }

    /// The first row of a block.
    fn first(&self, block: usize) -> Option<[Id; N]> {
        let entry = self.directory.get(block * Self::ENTRY, 4 * N)?;
        let mut row = [0; N];
        for (number, bytes) in row.iter_mut().zip(entry.chunks_exact(4)) {
            *number = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(row)
    }

    fn block(&self, block: usize) -> Option<Block<'_, N>> {
        let at = self.directory.long(block * Self::ENTRY + 4 * N)?;
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let rows = ROWS.min(self.rows - block * ROWS);
        let head = self.data.get(at, 5 * N)?;
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
                return self.data.wrong("a number of a table is too wide");
            }
            held.least[column] = u32::from_le_bytes(head[..4].try_into().ok()?);
            held.shift[column] = held.width;
            held.mask[column] = (1 << width) - 1;
            held.width += width;
        }
        let length = (rows * held.width).div_ceil(8) + BEHIND;
        held.bits = self.data.get(at + 5 * N, length)?;
        Some(held)
    }
}

/// A block of a table; it holds `rows` rows, and 8 bytes more.
struct Block<'a, const N: usize> {
    bits: &'a [u8],
    rows: usize,
    least: [Id; N],
    /// Where a column begins in a row, in bits.
    shift: [usize; N],
    mask: [u64; N],
    /// Bits of a row.
    width: usize,
}

impl<const N: usize> Block<'_, N> {
    fn row(&self, number: usize) -> [Id; N] {
        let begin = number * self.width;
        std::array::from_fn(|column| {
            let bit = begin + self.shift[column];
            let mut word = [0; 8];
            word.copy_from_slice(&self.bits[bit / 8..bit / 8 + 8]);
            let number = (u64::from_le_bytes(word) >> (bit % 8)) & self.mask[column];
            self.least[column].wrapping_add(number as u32)
        })
    }
}

/// A stretch of a table.
pub(super) struct Range<'a, const N: usize> {
    table: &'a Table<N>,
    next: usize,
    end: usize,
    /// The block that was read last.
    block: Option<(usize, Block<'a, N>)>,
}

impl<const N: usize> Range<'_, N> {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.end - self.next
    }

    /// Leaves out the rows up to the first that does not begin with these numbers.
    pub fn skip_past(&mut self, begin: &[Id]) {
        let past = self
            .table
            .bound(self.next / ROWS, |row| row[..begin.len()] <= *begin);
        self.next = past.unwrap_or(self.end).clamp(self.next, self.end);
    }
}

impl<const N: usize> Iterator for Range<'_, N> {
    type Item = [Id; N];

    /// The next row; the end, too, where the table is damaged, which is kept.
    fn next(&mut self) -> Option<[Id; N]> {
        if self.next >= self.end {
            return None;
        }
        let number = self.next / ROWS;
        if self.block.as_ref().is_none_or(|(held, _)| *held != number) {
            match self.table.block(number) {
                Some(block) => self.block = Some((number, block)),
                None => {
                    self.end = self.next;
                    return None;
                }
            }
        }
        let (_, block) = self.block.as_ref()?;
        let row = block.row(self.next % ROWS);
        self.next += 1;
        Some(row)
    }
}
