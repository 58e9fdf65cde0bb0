//! What is packed in files of formats 1 to 4: an LZ4 frame, or the bytes as they are where LZ4 made them no shorter or too much
//! so.
//!
//! 25 MB of LZ4 can unpack to 6 GB. Here no byte unpacks to more than [`DENSEST`], so that whoever opens a file of a
//! stranger needs memory in proportion to its length.

use lz4_flex::frame::FrameDecoder;
use std::io::{self, Read};

/// Bytes that one packed byte may stand for. Graphs come to about 12, accounts to 5.
const DENSEST: u64 = 64;
/// What anything may unpack to.
const FREE: u64 = 1 << 20;

fn is_sane(packed: &[u8], unpacked: u64) -> bool {
    unpacked
        <= (packed.len() as u64)
            .saturating_mul(DENSEST)
            .saturating_add(FREE)
}

/// Reads what is packed: as many bytes as were told, or an error.
pub(in crate::store) struct Unpacked<'a> {
    from: From<'a>,
    /// Bytes still to come.
    left: u64,
    /// Whether `left` is what there must be, not what there may be.
    told: bool,
}

enum From<'a> {
    Plain(&'a [u8]),
    Frame(Box<FrameDecoder<&'a [u8]>>),
}

impl<'a> Unpacked<'a> {
    /// `told` is the unpacked length; old files do not tell, and get as much as is allowed.
    pub fn new(packed: &'a [u8], told: Option<u64>) -> io::Result<Unpacked<'a>> {
        let left = told.unwrap_or_else(|| (packed.len() as u64).saturating_mul(DENSEST) + FREE);
        let from = match told == Some(packed.len() as u64) {
            true => From::Plain(packed),
            false if !is_sane(packed, left) => {
                return Err(bad(
                    "its header says that it unpacks to more than any graph",
                ));
            }
            false => From::Frame(Box::new(FrameDecoder::new(packed))),
        };
        Ok(Unpacked {
            from,
            left,
            told: told.is_some(),
        })
    }

    /// All of it.
    pub fn all(mut self) -> io::Result<Vec<u8>> {
        // Bounded by the length of what is packed.
        let mut bytes = Vec::with_capacity(if self.told { self.left as usize } else { 0 });
        self.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let length = match &mut self.from {
            From::Plain(bytes) => bytes.read(into)?,
            From::Frame(frame) => match frame.read(into)? {
                0 if !frame.get_ref().is_empty() => {
                    return Err(bad("something follows where it ends"));
                }
                length => length,
            },
        };
        if length as u64 > self.left {
            return Err(bad("it unpacks to more than it may"));
        }
        if length == 0 && self.told && self.left > 0 {
            return Err(bad("it unpacks to less than its header says"));
        }
        self.left -= length as u64;
        Ok(length)
    }
}

fn bad(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
