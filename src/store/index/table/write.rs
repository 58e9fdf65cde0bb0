//! Rows into the bytes of a [`Table`](super::Table).

use super::block::{BEHIND, ROWS};
use super::{Id, TableAt};
use std::sync::mpsc;
use std::thread;

/// Rows that are handed on together: numbered and merged on one core, packed on another.
const LOT: usize = 256 * ROWS;

/// Puts a table behind `bytes`: of rows that are sorted, each once, which `rows` gives stretch by stretch.
pub(in crate::store::index) fn write<const N: usize>(
    rows: impl FnOnce(&mut dyn FnMut(&[[Id; N]])),
    bytes: &mut Vec<u8>,
) -> TableAt {
    let mut writer = Writer::behind(bytes);
    let (send, lots) = mpsc::sync_channel::<Vec<[Id; N]>>(2);
    let packing = &mut writer;
    thread::scope(|scope| {
        scope.spawn(move || {
            let pack = |lot: Vec<[Id; N]>| lot.chunks(ROWS).for_each(|b| packing.block(b));
            lots.into_iter().for_each(pack);
        });
        let mut lot = Vec::with_capacity(LOT);
        rows(&mut |mut stretch| {
            while !stretch.is_empty() {
                let (now, later) = stretch.split_at(stretch.len().min(LOT - lot.len()));
                lot.extend_from_slice(now);
                stretch = later;
                if lot.len() == LOT {
                    // Cannot fail: the other thread takes all that comes.
                    let _ = send.send(std::mem::replace(&mut lot, Vec::with_capacity(LOT)));
                }
            }
        });
        let _ = send.send(lot);
        drop(send);
    });
    writer.finish()
}

/// Packs rows, block after block.
struct Writer<'b, const N: usize> {
    bytes: &'b mut Vec<u8>,
    begin: u64,
    rows: u64,
    directory: Vec<u8>,
    /// The first number of each block, and of the last row.
    firsts: Vec<Id>,
    last: Id,
}

impl<'b, const N: usize> Writer<'b, N> {
    fn behind(bytes: &'b mut Vec<u8>) -> Writer<'b, N> {
        Writer {
            begin: bytes.len() as u64,
            bytes,
            rows: 0,
            directory: Vec::new(),
            firsts: Vec::new(),
            last: 0,
        }
    }

    /// The next rows; only the last have fewer than a block holds.
    fn block(&mut self, block: &[[Id; N]]) {
        let bytes = &mut *self.bytes;
        for number in block[0] {
            self.directory.extend_from_slice(&number.to_le_bytes());
        }
        let at = bytes.len() as u64 - self.begin;
        self.directory.extend_from_slice(&at.to_le_bytes());
        let (mut least, mut most) = (block[0], block[0]);
        for row in block {
            for column in 0..N {
                least[column] = least[column].min(row[column]);
                most[column] = most[column].max(row[column]);
            }
        }
        let widths: [u32; N] = std::array::from_fn(|column| {
            u32::BITS - (most[column] - least[column]).leading_zeros()
        });
        for (least, width) in least.iter().zip(widths) {
            bytes.extend_from_slice(&least.to_le_bytes());
            bytes.push(width as u8);
        }
        // Fewer than 32 bits are left over between two numbers of at most 32.
        let (mut word, mut bits) = (0_u64, 0);
        for row in block {
            for column in 0..N {
                word |= u64::from(row[column] - least[column]) << bits;
                bits += widths[column];
                if bits >= 32 {
                    bytes.extend_from_slice(&(word as u32).to_le_bytes());
                    word >>= 32;
                    bits -= 32;
                }
            }
        }
        let left = word.to_le_bytes();
        bytes.extend_from_slice(&left[..(bits as usize).div_ceil(8)]);
        self.rows += block.len() as u64;
        self.firsts.push(block[0][0]);
        self.last = block.last().map_or(self.last, |row| row[0]);
    }

    fn finish(self) -> TableAt {
        let bytes = self.bytes;
        bytes.extend_from_slice(&[0; BEHIND]);
        let at = bytes.len() as u64;
        let data = (self.begin, at - self.begin);
        let (starts, shift) = starts(&self.firsts, self.last);
        bytes.extend_from_slice(&self.directory);
        let starts_at = bytes.len() as u64;
        for start in &starts {
            bytes.extend_from_slice(&start.to_le_bytes());
        }
        TableAt {
            rows: self.rows,
            directory: (at, starts_at - at),
            data,
            starts: (starts_at, 4 * starts.len() as u64),
            shift,
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
