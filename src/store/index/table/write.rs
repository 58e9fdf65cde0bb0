//! Rows into a table.

use super::block::{BEHIND, ROWS};
use super::{Id, TableAt};

/// Writes rows as they come, sorted and each once, behind `bytes`.
pub(in crate::store::index) struct Writer<'b, const N: usize> {
    bytes: &'b mut Vec<u8>,
    begin: u64,
    directory: Vec<u8>,
    /// The first number of each block.
    firsts: Vec<Id>,
    /// Rows of the block that is not full yet.
    block: Vec<[Id; N]>,
    rows: u64,
    last: Id,
}

impl<'b, const N: usize> Writer<'b, N> {
    pub fn new(bytes: &'b mut Vec<u8>) -> Writer<'b, N> {
        Writer {
            begin: bytes.len() as u64,
            bytes,
            directory: Vec::new(),
            firsts: Vec::new(),
            block: Vec::with_capacity(ROWS),
            rows: 0,
            last: 0,
        }
    }

    pub fn push(&mut self, row: [Id; N]) {
        self.block.push(row);
        if self.block.len() == ROWS {
            self.put();
        }
    }

    pub fn finish(mut self) -> TableAt {
        self.put();
        self.bytes.extend_from_slice(&[0; BEHIND]);
        let data = (self.begin, self.bytes.len() as u64 - self.begin);
        let at = self.bytes.len() as u64;
        let (starts, shift) = starts(&self.firsts, self.last);
        let starts_at = at + self.directory.len() as u64;
        self.bytes.extend_from_slice(&self.directory);
        for start in &starts {
            self.bytes.extend_from_slice(&start.to_le_bytes());
        }
        TableAt {
            rows: self.rows,
            directory: (at, self.directory.len() as u64),
            data,
            starts: (starts_at, 4 * starts.len() as u64),
            shift,
        }
    }

    fn put(&mut self) {
        let Some((first, last)) = self.block.first().zip(self.block.last()) else {
            return;
        };
        (self.rows, self.last) = (self.rows + self.block.len() as u64, last[0]);
        self.firsts.push(first[0]);
        for number in first {
            self.directory.extend_from_slice(&number.to_le_bytes());
        }
        let at = self.bytes.len() as u64 - self.begin;
        self.directory.extend_from_slice(&at.to_le_bytes());
        let mut widths = [0; N];
        let mut least = [0; N];
        for (column, width) in widths.iter_mut().enumerate() {
            let numbers = || self.block.iter().map(|row| row[column]);
            least[column] = numbers().min().unwrap_or(0);
            let most = numbers().max().unwrap_or(0) - least[column];
            *width = u32::BITS - most.leading_zeros();
            self.bytes.extend_from_slice(&least[column].to_le_bytes());
            self.bytes.push(*width as u8);
        }
        // Fewer than 8 bits are left over between two numbers of at most 32.
        let (mut word, mut bits) = (0_u64, 0);
        for row in self.block.drain(..) {
            for column in 0..N {
                word |= u64::from(row[column] - least[column]) << bits;
                bits += widths[column];
                while bits >= 8 {
                    self.bytes.push(word as u8);
                    word >>= 8;
                    bits -= 8;
                }
            }
        }
        if bits > 0 {
            self.bytes.push(word as u8);
        }
    }
}

/// How many blocks begin with less than each 2ⁿ numbers, and n: so that there are about as many as blocks.
pub(super) fn starts(firsts: &[Id], last: Id) -> (Vec<u32>, u32) {
    let most = firsts.len().max(64);
    let shift = (0..32)
        .find(|shift| (last >> shift) as usize <= most)
        .unwrap_or(31);
    let starts = (0..=last >> shift).map(|bucket| {
        let least = bucket << shift;
        firsts.partition_point(|first| *first < least) as u32
    });
    (starts.collect(), shift)
}
