//! [`Table`]: rows of numbers, sorted, in blocks whose columns are as many bits wide as the block needs.
//!
//! ```text
//! directory   for each block its first row (N numbers of 4 bytes), and where the block begins in the data (8 bytes)
//! starts      for each 2ⁿ numbers that a row may begin with how many blocks begin with less (4 bytes); n is the `shift`
//! data        blocks: for each column the least number (4 bytes) and the bits of what is added to it (1 byte), then
//!             the rows, one column behind the other, from the lowest bit up; 8 bytes of nothing behind the last block
//! ```

mod block;
mod write;

pub(super) use block::ROWS;
pub(super) use write::write;

use super::Id;
use crate::store::StoreError;
use crate::store::pages::{At, Section, first_not};
use block::Block;
use serde::{Deserialize, Serialize};
use write::starts;

/// Where a table lies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TableAt {
    pub rows: u64,
    pub directory: At,
    pub data: At,
    pub starts: At,
    pub shift: u32,
}

/// Rows sorted from their first column to their last, each once.
pub(super) struct Table<const N: usize> {
    rows: usize,
    directory: Section,
    data: Section,
    starts: Section,
    shift: u32,
}

impl<const N: usize> Table<N> {
    /// Bytes of an entry of the directory.
    const ENTRY: usize = 4 * N + 8;

    /// The table that lies there.
    pub fn open(all: &Section, at: &TableAt) -> Result<Table<N>, StoreError> {
        let (directory, data) = (all.part(at.directory)?, all.part(at.data)?);
        let starts = all.part(at.starts)?;
        let rows = usize::try_from(at.rows).unwrap_or(usize::MAX);
        if directory.len() != rows.div_ceil(ROWS).saturating_mul(Self::ENTRY) {
            return Err(all.refused("a table has more or fewer blocks than rows"));
        }
        Ok(Table {
            rows,
            directory,
            data,
            starts,
            shift: at.shift.min(31),
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether rows are found where they are: directory and starts are those that the blocks would be given.
    pub fn is_found(&self) -> bool {
        let blocks = self.blocks();
        let mut firsts = Vec::with_capacity(blocks);
        for block in 0..blocks {
            let first = self.block(block).map(|block| block.row(0));
            match first {
                Some(first) if self.first(block) == Some(first) => firsts.push(first[0]),
                _ => return false,
            }
        }
        // The last number is at least the first of the last block; the rows are held in order by whoever asks.
        let last = blocks.checked_sub(1).and_then(|last| self.block(last));
        let last = last.map_or(0, |block| block.row(block.rows - 1)[0]);
        if firsts.windows(2).any(|pair| pair[0] > pair[1]) || firsts.last() > Some(&last) {
            return false;
        }
        let (starts, shift) = starts(&firsts, last);
        shift == self.shift
            && self.starts.len() == 4 * starts.len()
            && (0..starts.len()).all(|at| self.starts.number(4 * at) == Some(starts[at]))
    }

    /// How many blocks they make.
    pub fn blocks(&self) -> usize {
        self.rows.div_ceil(ROWS)
    }

    /// Puts the rows of a block into `rows`.
    pub fn read(&self, block: usize, rows: &mut Vec<[Id; N]>) -> Option<()> {
        let block = self.block(block)?;
        rows.clear();
        rows.extend((0..block.rows).map(|row| block.row(row)));
        Some(())
    }

    pub fn all(&self) -> Range<'_, N> {
        self.rows(0, self.rows)
    }

    /// The rows that begin with these numbers.
    pub fn range(&self, begin: &[Id]) -> Range<'_, N> {
        match begin.first() {
            None => self.all(),
            Some(first) => self.find(*first, begin).unwrap_or_else(|| self.rows(0, 0)),
        }
    }

    fn rows(&self, from: usize, to: usize) -> Range<'_, N> {
        Range {
            table: self,
            next: from,
            end: to,
            block: None,
        }
    }

    fn find(&self, first: Id, begin: &[Id]) -> Option<Range<'_, N>> {
        let blocks = self.blocks();
        let start = |bucket: usize| match bucket < self.starts.len() / 4 {
            true => Some((self.starts.number(4 * bucket)? as usize).min(blocks)),
            false => Some(blocks),
        };
        let bucket = (first >> self.shift) as usize;
        let behind = self.behind(start(bucket)?, start(bucket + 1)?, |row| {
            row[..begin.len()] < *begin
        })?;
        // The rows begin in the block before, or with the one behind.
        let (mut number, mut within) = (behind.saturating_sub(1), 0);
        if number >= blocks {
            return Some(self.rows(0, 0));
        }
        let mut block = self.block(number)?;
        if behind > 0 {
            within = block.behind(0, |row| block.compare(row, begin).is_lt());
            if within == block.rows {
                (number, within) = (number + 1, 0);
                if number == blocks {
                    return Some(self.rows(0, 0));
                }
                block = self.block(number)?;
            }
        }
        let from = number * ROWS + within;
        let end = self.end(number, within, &block, begin)?;
        Some(Range {
            table: self,
            next: from,
            end: end.max(from),
            block: Some((number, block)),
        })
    }

    /// Behind the last row that begins with these numbers or with less, from a row of a block on.
    fn end(
        &self,
        number: usize,
        within: usize,
        block: &Block<'_, N>,
        begin: &[Id],
    ) -> Option<usize> {
        let end = block.behind(within, |row| block.compare(row, begin).is_le());
        if end < block.rows {
            return Some(number * ROWS + end);
        }
        let blocks = self.blocks();
        let next = number + 1;
        // Most stretches end there.
        let high = match next < blocks && self.first(next)?[..begin.len()] <= *begin {
            true => blocks,
            false => next,
        };
        let behind = self.behind(next, high, |row| row[..begin.len()] <= *begin)?;
        if behind == next {
            return Some((next * ROWS).min(self.rows));
        }
        let last = self.block(behind - 1)?;
        let end = last.behind(0, |row| last.compare(row, begin).is_le());
        Some((behind - 1) * ROWS + end)
    }

    /// How many blocks there are whose first row is `before`: not fewer than `low`, not more than `high`.
    fn behind(&self, low: usize, high: usize, before: impl Fn(&[Id; N]) -> bool) -> Option<usize> {
        first_not(low, high, |block| Some(before(&self.first(block)?)))
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
        let Some(rows) = self.rows.checked_sub(block * ROWS) else {
            return self.data.wrong("a block of a table is not there");
        };
        Block::read(&self.data, at, rows.min(ROWS))
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
        if self.next >= self.end {
            return;
        }
        let number = self.next / ROWS;
        let past = self.table.block(number);
        let past = past.and_then(|block| self.table.end(number, self.next % ROWS, &block, begin));
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
