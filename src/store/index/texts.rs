//! [`Texts`]: long literals, the texts of articles above all, packed. Shorter ones are compared with one another by questions, for which
//! they would have to be unpacked again and again.
//!
//! ```text
//! data     chunks, packed as LZ4 blocks where that makes them shorter: how many texts there are, the length of each (in 7
//!          bits a byte) and the texts
//! chunks   for each chunk the number of its first text (4 bytes), the length of it unpacked (4 bytes) and where it begins
//!          in the data (8 bytes); and an entry like that for the end
//! ```

use super::strings::{number, take, take_number};
use crate::store::pages::{At, Section, first_not};
use crate::store::{StoreError, lz4};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What is wrong with texts that cannot be read.
const SENSELESS: &str = "its texts make no sense";
/// Bytes of a chunk, unless a single text is longer.
const CHUNK: usize = 8 << 10;
/// Chunks that are kept unpacked.
const KEPT: usize = 64;
/// Bytes of an entry of the chunks.
const ENTRY: usize = 16;

/// Where texts lie.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct TextsAt {
    pub count: u64,
    data: At,
    chunks: At,
}

/// Long literals, by their number and by what they are.
pub(super) struct Texts {
    count: usize,
    data: Section,
    chunks: Section,
    kept: Mutex<Vec<Option<Arc<Chunk>>>>,
}

struct Chunk {
    number: usize,
    first: usize,
    bytes: Vec<u8>,
    texts: Vec<Range<usize>>,
}

/// Puts texts behind bytes, one after the other.
pub(super) struct Writer<'b> {
    bytes: &'b mut Vec<u8>,
    begin: u64,
    chunks: Vec<u8>,
    /// What is in the chunk that is not written yet: the length of each text, and the texts.
    lengths: Vec<usize>,
    texts: Vec<u8>,
    count: usize,
}

impl<'b> Writer<'b> {
    pub fn behind(bytes: &'b mut Vec<u8>) -> Writer<'b> {
        Writer {
            begin: bytes.len() as u64,
            bytes,
            chunks: Vec::new(),
            lengths: Vec::new(),
            texts: Vec::new(),
            count: 0,
        }
    }

    pub fn push(&mut self, text: &[u8]) {
        if !self.lengths.is_empty() && self.texts.len() + text.len() > CHUNK {
            self.chunk();
        }
        self.lengths.push(text.len());
        self.texts.extend_from_slice(text);
    }

    fn chunk(&mut self) {
        let mut chunk = Vec::with_capacity(self.texts.len() + 2 * self.lengths.len() + 2);
        number(self.lengths.len(), &mut chunk);
        self.lengths
            .iter()
            .for_each(|length| number(*length, &mut chunk));
        chunk.extend_from_slice(&self.texts);
        self.entry(chunk.len());
        self.bytes.extend_from_slice(&lz4::pack(&chunk, CHUNK));
        self.count += self.lengths.len();
        self.lengths.clear();
        self.texts.clear();
    }

    fn entry(&mut self, unpacked: usize) {
        let at = self.bytes.len() as u64 - self.begin;
        for number in [self.count as u32, unpacked as u32] {
            self.chunks.extend_from_slice(&number.to_le_bytes());
        }
        self.chunks.extend_from_slice(&at.to_le_bytes());
    }

    pub fn finish(mut self) -> TextsAt {
        if !self.lengths.is_empty() {
            self.chunk();
        }
        let data = (self.begin, self.bytes.len() as u64 - self.begin);
        self.entry(0);
        let at = self.bytes.len() as u64;
        self.bytes.extend_from_slice(&self.chunks);
        TextsAt {
            count: self.count as u64,
            data,
            chunks: (at, self.chunks.len() as u64),
        }
    }
}

impl Texts {
    /// The texts that lie there.
    pub fn open(all: &Section, at: &TextsAt) -> Result<Texts, StoreError> {
        let (data, chunks) = (all.part(at.data)?, all.part(at.chunks)?);
        let count = usize::try_from(at.count).unwrap_or(usize::MAX);
        if chunks.len() < ENTRY || chunks.len() % ENTRY != 0 {
            return Err(all.refused("there are more or fewer texts than it says"));
        }
        Ok(Texts {
            count,
            data,
            chunks,
            kept: Mutex::new(vec![None; KEPT]),
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Puts a text into `text`; its number is below [`Texts::len`].
    pub fn read(&self, number: usize, text: &mut Vec<u8>) -> Option<()> {
        let chunk = self.chunk(number)?;
        let place = number
            .checked_sub(chunk.first)
            .and_then(|at| chunk.texts.get(at));
        let Some(place) = place else {
            return self.wrong();
        };
        text.clear();
        text.extend_from_slice(&chunk.bytes[place.clone()]);
        Some(())
    }

    /// The chunk that holds a text.
    fn chunk(&self, text: usize) -> Option<Arc<Chunk>> {
        let behind = first_not(0, self.chunks.len() / ENTRY - 1, |chunk| {
            Some(self.chunks.number(chunk * ENTRY)? as usize <= text)
        })?;
        let Some(number) = behind.checked_sub(1) else {
            return self.wrong();
        };
        let kept = |all: &[Option<Arc<Chunk>>]| {
            let chunk = all.get(number % KEPT)?.clone()?;
            (chunk.number == number).then_some(chunk)
        };
        if let Some(chunk) = kept(&self.kept.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(chunk);
        }
        let chunk = Arc::new(self.unpack(number)?);
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = all.get_mut(number % KEPT) {
            *place = Some(Arc::clone(&chunk));
        }
        Some(chunk)
    }

    fn unpack(&self, number: usize) -> Option<Chunk> {
        let at = number * ENTRY;
        let (first, length) = (
            self.chunks.number(at)?,
            self.chunks.number(at + 4)? as usize,
        );
        let (begin, end) = (self.chunks.long(at + 8)?, self.chunks.long(at + ENTRY + 8)?);
        let packed = self.data.between(begin, end, SENSELESS)?;
        let bytes = lz4::unpack(packed, length, CHUNK).map(Cow::into_owned);
        let texts = bytes.as_deref().and_then(|bytes| {
            let mut rest = bytes;
            let count = take_number(&mut rest)?;
            let lengths = (0..count)
                .map(|_| take_number(&mut rest))
                .collect::<Option<Vec<_>>>()?;
            let mut begin = bytes.len() - rest.len();
            let texts = lengths.into_iter().map(|length| {
                take(&mut rest, length)?;
                begin += length;
                Some(begin - length..begin)
            });
            texts.collect::<Option<Vec<_>>>()
        });
        match bytes.zip(texts) {
            Some((bytes, texts)) => Some(Chunk {
                number,
                first: first as usize,
                bytes,
                texts,
            }),
            None => self.wrong(),
        }
    }

    fn wrong<T>(&self) -> Option<T> {
        self.data.wrong(SENSELESS)
    }
}
