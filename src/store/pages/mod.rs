//! [`Pages`]: bytes that are read where they lie, in memory or in a file, each page held against its checksum before anything
//! of it is believed.
//!
//! What is read wrong is `None` to whoever asked, and is kept: [`Pages::sound`] tells it, and is asked before an answer is
//! given. So a question ends with what is wrong with the file, not with half an answer.

mod map;

use super::StoreError;
use map::Map;
use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use twox_hash::XxHash64;

/// Bytes that have one checksum.
pub(super) const PAGE: usize = 16 << 10;

/// A stretch of bytes: where it begins and how long it is.
pub(super) type At = (u64, u64);

/// Bytes, of which those of a file are checked when they are first read.
pub(super) struct Pages {
    bytes: Bytes,
    /// Where the first page begins in a file; before it lie header and checksums.
    begin: usize,
    /// One for each page; none where the bytes were made by this process.
    sums: Vec<u64>,
    /// A bit for each page that was found to have its checksum.
    checked: Box<[AtomicU64]>,
    path: PathBuf,
    /// What was found wrong first.
    damage: OnceLock<String>,
}

enum Bytes {
    Own(Vec<u8>),
    File(Map),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Own(bytes) => bytes,
            Bytes::File(map) => map,
        }
    }
}

impl Pages {
    /// Bytes that this process has made.
    pub fn own(bytes: Vec<u8>) -> Arc<Pages> {
        Arc::new(Pages {
            bytes: Bytes::Own(bytes),
            begin: 0,
            sums: Vec::new(),
            checked: Box::default(),
            path: PathBuf::from("graph in memory"),
            damage: OnceLock::new(),
        })
    }

    /// A file from `begin` to its end, with the checksums of its pages.
    pub fn open(file: &File, path: &Path, begin: u64, sums: Vec<u64>) -> io::Result<Arc<Pages>> {
        let bytes = Map::new(file)?;
        let begin = usize::try_from(begin).unwrap_or(usize::MAX);
        if bytes.len().saturating_sub(begin).div_ceil(PAGE) != sums.len() {
            return Err(io::Error::other("it changes while it is read"));
        }
        let words = sums.len().div_ceil(64);
        Ok(Arc::new(Pages {
            bytes: Bytes::File(bytes),
            begin,
            sums,
            checked: (0..words).map(|_| AtomicU64::new(0)).collect(),
            path: path.to_path_buf(),
            damage: OnceLock::new(),
        }))
    }

    /// All of it, as a section.
    pub fn all(self: &Arc<Pages>) -> Section {
        Section {
            begin: 0,
            length: self.bytes.len().saturating_sub(self.begin),
            pages: Arc::clone(self),
        }
    }

    /// An error when anything that was read so far was damaged.
    pub fn sound(&self) -> Result<(), StoreError> {
        match self.damage.get() {
            Some(reason) => Err(StoreError::damaged(&self.path, reason)),
            None => Ok(()),
        }
    }

    fn damaged(&self, reason: impl FnOnce() -> String) {
        self.damage.get_or_init(reason);
    }

    fn get(&self, at: usize, length: usize) -> Option<&[u8]> {
        let begin = self.begin.checked_add(at)?;
        let bytes = self.bytes.get(begin..begin.checked_add(length)?)?;
        if !self.sums.is_empty() && length > 0 {
            for page in at / PAGE..=(at + length - 1) / PAGE {
                self.check(page)?;
            }
        }
        Some(bytes)
    }

    /// Whether a page has its checksum.
    fn check(&self, page: usize) -> Option<()> {
        let (word, bit) = (self.checked.get(page / 64)?, 1 << (page % 64));
        if word.load(Ordering::Relaxed) & bit != 0 {
            return Some(());
        }
        let begin = self.begin + page * PAGE;
        let end = self.bytes.len().min(begin + PAGE);
        if sum(self.bytes.get(begin..end)?) != *self.sums.get(page)? {
            self.damaged(|| format!("bytes {begin} to {end} do not match their checksum"));
            return None;
        }
        word.fetch_or(bit, Ordering::Relaxed);
        Some(())
    }
}

/// The first number from `low` on, and below `high`, that is not `before`, or `high`; `None` where one cannot be read.
pub(super) fn first_not(
    mut low: usize,
    mut high: usize,
    before: impl Fn(usize) -> Option<bool>,
) -> Option<usize> {
    while low < high {
        let middle = low + (high - low) / 2;
        match before(middle)? {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    Some(low)
}

/// The checksum of a page.
pub(super) fn sum(page: &[u8]) -> u64 {
    XxHash64::oneshot(0, page)
}

/// The same, from what stands before.
pub(super) fn sum_from(before: u64, bytes: &[u8]) -> u64 {
    XxHash64::oneshot(before, bytes)
}

/// A part of [`Pages`].
#[derive(Clone)]
pub(super) struct Section {
    pages: Arc<Pages>,
    begin: usize,
    length: usize,
}

impl Section {
    /// A part of it. One that reaches beyond its end is damage.
    pub fn part(&self, (begin, length): At) -> Result<Section, StoreError> {
        let whole = || {
            let (begin, length) = (usize::try_from(begin).ok()?, usize::try_from(length).ok()?);
            (begin.checked_add(length)? <= self.length).then_some((begin, length))
        };
        match whole() {
            Some((begin, length)) => Ok(Section {
                pages: Arc::clone(&self.pages),
                begin: self.begin + begin,
                length,
            }),
            None => Err(self.refused("a part of it lies beyond its end")),
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Bytes of it; `None`, which is kept, where they are damaged or not there.
    pub fn get(&self, at: usize, length: usize) -> Option<&[u8]> {
        let inside = at.checked_add(length).is_some_and(|end| end <= self.length);
        let bytes = inside.then(|| self.pages.get(self.begin + at, length));
        if bytes.is_none() {
            return self.wrong("a place in it lies beyond its end");
        }
        bytes.flatten()
    }

    /// Bytes of it from one place up to another; `None`, which is kept with the reason, where they are not in order.
    pub fn between(&self, begin: u64, end: u64, reason: &str) -> Option<&[u8]> {
        match usize::try_from(begin).ok().zip(usize::try_from(end).ok()) {
            Some((begin, end)) if begin <= end => self.get(begin, end - begin),
            _ => self.wrong(reason),
        }
    }

    /// All bytes of it, or what is wrong with them.
    pub fn all(&self) -> Result<&[u8], StoreError> {
        let bytes = self.get(0, self.length);
        bytes.ok_or_else(|| self.refused("it cannot be read"))
    }

    /// A number of four bytes.
    pub fn number(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.get(at, 4)?.try_into().ok()?))
    }

    /// A number of eight bytes.
    pub fn long(&self, at: usize) -> Option<u64> {
        Some(u64::from_le_bytes(self.get(at, 8)?.try_into().ok()?))
    }

    /// Keeps that it holds what makes no sense.
    pub fn wrong<T>(&self, reason: &str) -> Option<T> {
        self.pages.damaged(|| reason.to_string());
        None
    }

    /// The same as an error.
    pub fn refused(&self, reason: &str) -> StoreError {
        self.pages.damaged(|| reason.to_string());
        match self.sound() {
            Err(error) => error,
            Ok(()) => StoreError::damaged(&self.pages.path, reason),
        }
    }

    /// An error when anything that was read of the whole so far was damaged.
    pub fn sound(&self) -> Result<(), StoreError> {
        self.pages.sound()
    }
}

impl std::fmt::Debug for Section {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes at {}", self.length, self.begin)
    }
}
