//! What is packed in a snapshot: an LZ4 frame, or the bytes as they are where LZ4 makes them no shorter or too much so.
//!
//! 25 MB of LZ4 can unpack to 6 GB. Here no byte unpacks to more than [`DENSEST`], so that whoever opens a file of a
//! stranger needs memory in proportion to its length.

use lz4_flex::frame::{BlockSize, FrameDecoder, FrameEncoder, FrameInfo};
use std::io::{self, Read, Write};

/// Bytes that one packed byte may stand for. Graphs come to about 12, accounts to 5.
const DENSEST: u64 = 64;
/// What anything may unpack to.
const FREE: u64 = 1 << 20;

/// Packs bytes.
pub(in crate::store) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = Packer::new();
    packer.write_all(bytes)?;
    packer.finish().map(|(packed, _)| packed)
}

/// Packs bytes as they come.
pub(in crate::store) struct Packer {
    frame: FrameEncoder<Vec<u8>>,
    unpacked: u64,
}

impl Packer {
    pub fn new() -> Packer {
        // By itself it would go by the length of what comes first.
        let info = FrameInfo::new().block_size(BlockSize::Max1MB);
        Packer {
            frame: FrameEncoder::with_frame_info(info, Vec::new()),
            unpacked: 0,
        }
    }

    /// What has been written, packed or as it was, and its length before.
    pub fn finish(self) -> io::Result<(Vec<u8>, u64)> {
        let packed = self.frame.finish().map_err(io::Error::from)?;
        let shorter = (packed.len() as u64) < self.unpacked && is_sane(&packed, self.unpacked);
        if shorter {
            return Ok((packed, self.unpacked));
        }
        let mut plain = Vec::new();
        FrameDecoder::new(packed.as_slice()).read_to_end(&mut plain)?;
        Ok((plain, self.unpacked))
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.frame.write(bytes)?;
        self.unpacked += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.frame.flush()
    }
}

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

#[cfg(test)]
mod tests {
    use super::{Packer, Unpacked, pack};
    use std::io::Write;

    #[test]
    fn what_is_packed_bit_by_bit_is_what_is_packed_at_once() {
        let words: Vec<String> = (0..300_000).map(|n| format!("{} ", n % 977)).collect();
        let mut packer = Packer::new();
        for word in &words {
            packer.write_all(word.as_bytes()).unwrap();
        }
        let (packed, length) = packer.finish().unwrap();
        let plain = words.concat().into_bytes();
        assert_eq!(length, plain.len() as u64);
        assert!(packed.len() < plain.len());
        assert!(packed == pack(&plain).unwrap());
        let unpacked = Unpacked::new(&packed, Some(length)).unwrap().all();
        assert!(unpacked.unwrap() == plain);
    }

    #[test]
    fn what_is_no_shorter_packed_stays_as_it_is() {
        for plain in [&b""[..], b"a", b"nothing twice"] {
            assert_eq!(pack(plain).unwrap(), plain);
        }
    }
}
