//! What is compressed, and how much may come out of it.

use super::{Bytes, Place};
use crate::document::DocumentError;
use crate::document::input::{self, Input};
use crate::document::kind::Kind;
use crate::document::sources::{extension, io};
use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that may come out of one source altogether.
const LARGEST: u64 = 4 << 30;
/// So many come out of one byte at most; text gives three to twenty. A little is let through, however it was packed.
const RATIO: u64 = 200;
const LITTLE: u64 = 16 << 20;

/// How much was unpacked of one source, with all that is packed in it.
#[derive(Default)]
pub struct Budget {
    packed: AtomicU64,
    unpacked: AtomicU64,
}

impl Budget {
    /// Counts bytes that are read from a package.
    pub fn takes(&self, bytes: u64) {
        self.packed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts bytes that come out of it; an error when they are too many.
    pub fn gives(&self, bytes: u64) -> io::Result<()> {
        let out = self.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let most = self.packed.load(Ordering::Relaxed).saturating_mul(RATIO);
        if out > LARGEST || out > LITTLE && out > most {
            return Err(io::Error::other(
                "far more comes out of it than articles need; unpack it, if you trust it, and give the articles in it",
            ));
        }
        Ok(())
    }
}

/// A reader that may give no more than so many bytes.
pub struct Limited<R> {
    inner: R,
    left: u64,
    most: u64,
    remedy: &'static str,
}

impl<R> Limited<R> {
    pub fn new(inner: R, most: u64, remedy: &'static str) -> Limited<R> {
        Limited {
            inner,
            left: most,
            most,
            remedy,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!(
                "it is larger than {} MB; {}",
                self.most >> 20,
                self.remedy
            ))
        })?;
        Ok(read)
    }
}

/// Counts what goes into a decoder.
struct Packed<R>(R, Option<Arc<Budget>>);

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to)?;
        if let Some(budget) = &self.1 {
            budget.takes(read as u64);
        }
        Ok(read)
    }
}

/// Counts what comes out of a decoder, and says what its errors mean.
struct Unpacked<R>(R, Arc<Budget>);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData => {
                io::Error::other("what is packed in it is cut off or damaged; fetch it again")
            }
            _ => error,
        })?;
        self.1.gives(read as u64)?;
        Ok(read)
    }
}

/// What is compressed with gzip or Zstandard, in one piece or in several. Of what is cut off that is read which came before.
pub fn open(kind: Kind, reader: Bytes, place: Place) -> Result<Input, DocumentError> {
    let budget = &place.budget;
    // What comes out of one package and goes into another is no new evidence.
    let counted = (place.depth == 0).then(|| budget.clone());
    let packed = Packed(reader, counted);
    let decoder: Bytes = match kind {
        Kind::Zstandard => Box::new(BufReader::new(Frames::new(packed))),
        _ => Box::new(BufReader::new(MultiGzDecoder::new(packed))),
    };
    let mut reader = Unpacked(decoder, budget.clone());
    let mut endings = [".gz", ".zst"].iter();
    let inner = endings.find_map(|ending| place.name.strip_suffix(ending));
    let inner = inner.unwrap_or(&place.name);
    let ending = match place.ending.as_str() {
        "tgz" => "tar".to_owned(),
        _ => extension(inner.as_ref()),
    };
    // A decoder gives little at a time, and the start must tell what it is.
    let mut start = Vec::new();
    let sample = crate::document::kind::SAMPLE as u64;
    let cut = match (&mut reader).take(sample).read_to_end(&mut start) {
        Err(error) if start.is_empty() => return Err(io(&place.name, &error)),
        Err(error) => Some(error.to_string()),
        Ok(_) => None,
    };
    let reader: Box<dyn Read + Send> = match cut {
        Some(why) => Box::new(Cut(why)),
        None => Box::new(reader),
    };
    let reader = BufReader::new(Cursor::new(start).chain(reader));
    let place = Place {
        ending,
        path: None,
        depth: place.depth + 1,
        ..place
    };
    input::enter(Box::new(reader), place)
}

/// The end of what is cut off.
struct Cut(String);

impl Read for Cut {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other(self.0.clone()))
    }
}

/// What the frames of Zstandard hold, one behind the other.
struct Frames<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: Read> Frames<R> {
    fn new(source: R) -> Frames<R> {
        Frames {
            source: BufReader::new(source),
            decoder: FrameDecoder::new(),
            inside: false,
        }
    }

    /// Goes on to the next frame; whether there is one.
    fn next(&mut self) -> Result<bool, FrameDecoderError> {
        while !self.source.fill_buf().is_ok_and(<[u8]>::is_empty) {
            match self.decoder.init(&mut self.source) {
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = (&mut self.source).take(u64::from(length));
                    let _ = io::copy(&mut skipped, &mut io::sink());
                }
                begun => return begun.map(|()| true),
            }
        }
        Ok(false)
    }

    fn fill(&mut self, to: &mut [u8]) -> Result<usize, FrameDecoderError> {
        loop {
            if !self.inside && !self.next()? {
                return Ok(0);
            }
            self.inside = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, one)?;
            }
            let read = self.decoder.read(to).unwrap_or(0);
            if read > 0 || to.is_empty() {
                return Ok(read);
            }
            self.inside = false;
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        // The program of others may fail on what is damaged.
        let read = catch_unwind(AssertUnwindSafe(|| self.fill(to)));
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        read.map_err(|_| damaged())?.map_err(|_| damaged())
    }
}

/// The bytes of a member of a package; `most` of them at most.
pub fn member(reader: impl Read, budget: &Arc<Budget>, most: u64) -> io::Result<Vec<u8>> {
    let reader = Unpacked(reader, budget.clone());
    let mut bytes = Vec::new();
    Limited::new(reader, most, "unpack it and split it").read_to_end(&mut bytes)?;
    Ok(bytes)
}
