//! [`Map`]: the bytes of a file. One of two places of this crate with `unsafe`; the other gives memory back.
#![allow(
    unsafe_code,
    reason = "the system maps a file only for those who promise that it does not change"
)]

use std::fs::File;
use std::io;
use std::ops::Deref;

/// A file in memory: pages of it are read by the system when they are first looked at, and given back when memory is short.
pub(super) struct Map(
    #[cfg(unix)] memmap2::Mmap,
    // Elsewhere a file that is mapped cannot be replaced.
    #[cfg(not(unix))] Vec<u8>,
);

impl Map {
    #[cfg(unix)]
    pub fn new(file: &File) -> io::Result<Map> {
        // SAFETY: the bytes must not change while they are borrowed. This program never writes into the file of a store: a new
        // one takes its place under its name, and the old one stays as it is for as long as it is mapped. Should another
        // program write into it, the bytes that are read are other bytes: nothing is done with them but comparing numbers that
        // are held against what is there before they are used, and text is checked to be UTF-8 when it is copied out, each time.
        // When another program cuts the file, the system ends the process that reads behind its end.
        unsafe { memmap2::Mmap::map(file) }.map(Map)
    }

    #[cfg(not(unix))]
    pub fn new(mut file: &File) -> io::Result<Map> {
        use std::io::{Read, Seek, SeekFrom};
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        Ok(Map(bytes))
    }
}

impl Deref for Map {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
