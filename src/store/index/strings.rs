//! [`Strings`]: byte strings in their order, each written as what it has beyond the one before.
//!
//! ```text
//! data      blocks of 16: of each string how many bytes it shares with the one before (none of the first), how many more
//!           it has, and these; numbers in 7 bits a byte, the lowest first, the highest bit set but in the last byte
//! offsets   where each block begins in the data, and where the last ends (8 bytes each)
//! ```

use crate::store::StoreError;
use crate::store::pages::{At, Section};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What is wrong with strings that cannot be read.
const SENSELESS: &str = "its strings make no sense";
/// Strings of a block.
const BLOCK: usize = 16;

/// Where strings lie.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::store) struct StringsAt {
    pub count: u64,
    offsets: At,
    data: At,
}

/// Sorted strings, by their number and by what they are.
pub(in crate::store) struct Strings {
    count: usize,
    offsets: Section,
    data: Section,
}

/// What is wrong with strings, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Sound {
    /// They cannot be read, or are not in order.
    Disorder,
    /// What should hold for them does not.
    Wrong,
    /// Nothing.
    Whole,
}

/// Puts strings, sorted and each once, behind `bytes`.
pub(in crate::store) fn write<'s>(
    strings: impl Iterator<Item = &'s [u8]>,
    bytes: &mut Vec<u8>,
) -> StringsAt {
    let mut writer = Writer::behind(bytes);
    strings.for_each(|string| writer.push(string));
    writer.finish()
}

/// Puts strings behind bytes, one after the other.
pub(super) struct Writer<'b> {
    bytes: &'b mut Vec<u8>,
    begin: u64,
    offsets: Vec<u8>,
    before: Vec<u8>,
    count: usize,
}

impl<'b> Writer<'b> {
    pub fn behind(bytes: &'b mut Vec<u8>) -> Writer<'b> {
        Writer {
            begin: bytes.len() as u64,
            bytes,
            offsets: Vec::new(),
            before: Vec::new(),
            count: 0,
        }
    }

    /// Puts one behind those that stand before it.
    pub fn push(&mut self, string: &[u8]) {
        let mut shared = 0;
        if self.count.is_multiple_of(BLOCK) {
            let at = self.bytes.len() as u64 - self.begin;
            self.offsets.extend_from_slice(&at.to_le_bytes());
        } else {
            let alike = |(a, b): &(&u8, &u8)| a == b;
            shared = self.before.iter().zip(string).take_while(alike).count();
            number(shared, self.bytes);
        }
        number(string.len() - shared, self.bytes);
        self.bytes.extend_from_slice(&string[shared..]);
        self.before.truncate(shared);
        self.before.extend_from_slice(&string[shared..]);
        self.count += 1;
    }

    pub fn finish(mut self) -> StringsAt {
        let data = (self.begin, self.bytes.len() as u64 - self.begin);
        self.offsets.extend_from_slice(&data.1.to_le_bytes());
        let at = self.bytes.len() as u64;
        self.bytes.extend_from_slice(&self.offsets);
        StringsAt {
            count: self.count as u64,
            offsets: (at, self.offsets.len() as u64),
            data,
        }
    }
}

/// Writes a number in 7 bits a byte.
pub(super) fn number(mut number: usize, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the front.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<usize> {
    let (mut number, mut bits) = (0_usize, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if bits > 28 {
            return None;
        }
        number |= usize::from(byte & 0x7f) << bits;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        bits += 7;
    }
}

/// Takes bytes off the front.
pub(super) fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

impl Strings {
    /// The strings that lie there.
    pub fn open(all: &Section, at: &StringsAt) -> Result<Strings, StoreError> {
        let (offsets, data) = (all.part(at.offsets)?, all.part(at.data)?);
        let count = usize::try_from(at.count).unwrap_or(usize::MAX);
        if offsets.len() != count.div_ceil(BLOCK).saturating_mul(8).saturating_add(8) {
            return Err(all.refused("there are more or fewer strings than it says"));
        }
        Ok(Strings {
            count,
            offsets,
            data,
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Puts a string into `string`; its number is below [`Strings::len`].
    pub fn read(&self, number: usize, string: &mut Vec<u8>) -> Option<()> {
        string.clear();
        let mut block = self.block(number / BLOCK)?;
        let mut each = || {
            string.extend_from_slice(first(&mut block)?);
            for _ in 0..number % BLOCK {
                let (shared, rest) = next(&mut block)?;
                if shared > string.len() {
                    return None;
                }
                string.truncate(shared);
                string.extend_from_slice(rest);
            }
            Some(())
        };
        each().or_else(|| self.wrong())
    }

    /// Gives each string with its number, in order; `None` where they cannot be read.
    pub fn each(&self, mut each: impl FnMut(usize, &[u8])) -> Option<()> {
        let mut string = Vec::new();
        for number in 0..self.blocks() {
            let mut block = self.block(number)?;
            let begin = number * BLOCK;
            string.clear();
            for at in begin..self.count.min(begin + BLOCK) {
                let (shared, rest) = match at == begin {
                    true => (0, first(&mut block).or_else(|| self.wrong())?),
                    false => next(&mut block).or_else(|| self.wrong())?,
                };
                if shared > string.len() {
                    return self.wrong();
                }
                string.truncate(shared);
                string.extend_from_slice(rest);
                each(at, &string);
            }
        }
        Some(())
    }

    /// How many strings stand before this one, which need not be there; and whether it is there.
    pub fn place(&self, string: &[u8]) -> Option<(usize, bool)> {
        let (mut low, mut high) = (0, self.count.div_ceil(BLOCK));
        while low < high {
            let middle = low + (high - low) / 2;
            let mut block = self.block(middle)?;
            match first(&mut block).or_else(|| self.wrong())?.cmp(string) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some((middle * BLOCK, true)),
                Ordering::Greater => high = middle,
            }
        }
        let Some(number) = low.checked_sub(1) else {
            return Some((0, false));
        };
        let mut block = self.block(number)?;
        let held = BLOCK.min(self.count - number * BLOCK);
        let mut each = || {
            let alike = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
            // How much of what is looked for the string before has; it stands before it.
            let mut known = alike(first(&mut block)?, string);
            for at in 1..held {
                let (shared, rest) = next(&mut block)?;
                match shared.cmp(&known) {
                    // It differs where the one before differs.
                    Ordering::Greater => continue,
                    // It differs earlier, so it is behind.
                    Ordering::Less => return Some((number * BLOCK + at, false)),
                    Ordering::Equal => {}
                }
                let wanted = &string[known..];
                match rest.cmp(wanted) {
                    Ordering::Less => known += alike(rest, wanted),
                    order => return Some((number * BLOCK + at, order == Ordering::Equal)),
                }
            }
            Some((number * BLOCK + held, false))
        };
        each().or_else(|| self.wrong())
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.count.div_ceil(BLOCK)
    }

    /// Whether the strings of a block can be read and stand in order, the first of the next block behind them, and `is` holds
    /// for each and its number.
    pub fn in_order(&self, block: usize, is: impl Fn(usize, &[u8]) -> bool) -> Sound {
        let begin = block * BLOCK;
        let held = BLOCK.min(self.count - begin);
        let (mut before, mut now) = (Vec::new(), Vec::new());
        let mut read = || {
            let mut rest = self.block(block)?;
            now.extend_from_slice(first(&mut rest)?);
            let mut sound = is(begin, &now);
            for at in 1..held {
                before.clone_from(&now);
                let (shared, more) = next(&mut rest)?;
                if shared > now.len() {
                    return None;
                }
                now.truncate(shared);
                now.extend_from_slice(more);
                if before >= now {
                    return Some(Sound::Disorder);
                }
                sound &= is(begin + at, &now);
            }
            if begin + held < self.count {
                let mut behind = self.block(block + 1)?;
                if first(&mut behind)? <= now.as_slice() {
                    return Some(Sound::Disorder);
                }
            }
            Some(if sound { Sound::Whole } else { Sound::Wrong })
        };
        read().unwrap_or(Sound::Disorder)
    }

    fn block(&self, block: usize) -> Option<&[u8]> {
        let (begin, end) = (
            self.offsets.long(block * 8)?,
            self.offsets.long(block * 8 + 8)?,
        );
        self.data.between(begin, end, SENSELESS)
    }

    /// An error that is kept.
    pub fn refused(&self, reason: &str) -> StoreError {
        self.data.refused(reason)
    }

    /// Keeps that they make no sense.
    pub fn wrong<T>(&self) -> Option<T> {
        self.data.wrong(SENSELESS)
    }
}

fn first<'a>(block: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take_number(block)?;
    take(block, length)
}

/// How much a string shares with the one before, and the rest of it.
fn next<'a>(block: &mut &'a [u8]) -> Option<(usize, &'a [u8])> {
    let shared = take_number(block)?;
    let length = take_number(block)?;
    Some((shared, take(block, length)?))
}
