//! The first three lines of a snapshot, by which it is known before more of it is read.

use super::{FORMAT, MAGIC};
use crate::digest::hex;
use crate::store::StoreError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// More than the lines can have.
const LONGEST: u64 = 256;

/// What the lines say.
pub(super) struct Lead {
    pub format: u32,
    /// Bytes of the header.
    pub header: u64,
    /// Bytes behind it.
    pub payload: u64,
    sha256: String,
    /// What the checksum covers of these lines.
    covered: Vec<u8>,
    /// Length of these lines.
    length: u64,
}

/// Formats whose checksum is that of all bytes; later ones have one for each page.
const WHOLE: u32 = 3;

/// Opens a file that begins as a snapshot does. Of any other no more is read than its beginning; a pipe or a device is not
/// read at all.
pub(super) fn begin(path: &Path) -> Result<(Lead, File), StoreError> {
    let failed = |source| StoreError::io("read", path, source);
    // Before it is opened: opening a pipe waits for somebody to write to it.
    let kind = std::fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        return Err(StoreError::Foreign {
            path: path.to_path_buf(),
        });
    }
    let mut file = File::open(path).map_err(failed)?;
    let mut start = Vec::new();
    (&mut file)
        .take(LONGEST)
        .read_to_end(&mut start)
        .map_err(failed)?;
    Ok((parse(path, &start)?, file))
}

impl Lead {
    /// Where the payload begins.
    pub fn payload_at(&self) -> u64 {
        self.length + self.header
    }

    /// Whether the file has the length that its first lines say, and the header, or all of it, the checksum. It is left at the
    /// start of the header.
    pub fn check(&self, path: &Path, file: &mut File) -> Result<(), StoreError> {
        let failed = |source| StoreError::io("read", path, source);
        let damaged = |reason: &str| StoreError::damaged(path, reason);
        let found = file.metadata().map_err(failed)?.len();
        let body = self.header.checked_add(self.payload);
        let Some(expected) = body.and_then(|body| body.checked_add(self.length)) else {
            return Err(damaged("its third line makes no sense"));
        };
        if found < expected {
            return Err(StoreError::Truncated {
                path: path.to_path_buf(),
                found,
                expected,
            });
        }
        if found > expected {
            return Err(damaged("something has been added at its end"));
        }
        let mut digest = Sha256::new_with_prefix(&self.covered);
        file.seek(SeekFrom::Start(self.length)).map_err(failed)?;
        let mut stretch = vec![0; 1 << 16];
        let covered = match self.format {
            ..=WHOLE => u64::MAX,
            _ => self.header,
        };
        let mut covered = (&mut *file).take(covered);
        loop {
            match covered.read(&mut stretch) {
                Ok(0) => break,
                Ok(length) => digest.update(&stretch[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
        if hex(digest.finalize()) != self.sha256 {
            return Err(damaged("its content does not match its checksum"));
        }
        file.seek(SeekFrom::Start(self.length)).map_err(failed)?;
        Ok(())
    }
}

fn parse(path: &Path, start: &[u8]) -> Result<Lead, StoreError> {
    let foreign = || StoreError::Foreign {
        path: path.to_path_buf(),
    };
    let short = || match start.len() as u64 {
        LONGEST => StoreError::damaged(path, "its first lines are too long"),
        found => StoreError::Truncated {
            path: path.to_path_buf(),
            found,
            expected: found + 1,
        },
    };
    let rest = start
        .strip_prefix(MAGIC.as_bytes())
        .and_then(|rest| rest.strip_prefix(b"\n"))
        .ok_or_else(foreign)?;
    let mut lines = rest.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().and_then(|line| std::str::from_utf8(line).ok());
    let number = line().ok_or_else(foreign)?;
    let format: u32 = match number.parse() {
        Ok(0) | Err(_) if !number.is_empty() => return Err(foreign()),
        Ok(format) => format,
        Err(_) => return Err(short()),
    };
    if format > FORMAT {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found: format,
            known: FORMAT,
        });
    }
    let sums = line().ok_or_else(short)?;
    if lines.next().is_none() {
        return Err(short());
    }
    let length = MAGIC.len() + number.len() + sums.len() + 3;
    let covered = match format {
        ..=2 => Vec::new(),
        _ => start[..length - 1 - sums.rsplit(' ').next().unwrap_or_default().len()].to_vec(),
    };
    let words: Vec<&str> = sums.split(' ').collect();
    let lengths = || match words[..] {
        [header, payload, sha256] => Some((header.parse().ok()?, payload.parse().ok()?, sha256)),
        _ => None,
    };
    let (header, payload, sha256) =
        lengths().ok_or_else(|| StoreError::damaged(path, "its third line makes no sense"))?;
    Ok(Lead {
        format,
        header,
        payload,
        sha256: sha256.to_string(),
        covered,
        length: length as u64,
    })
}

/// The lines for a header and so many bytes behind it.
pub(super) fn lines(header: &[u8], payload: usize) -> Vec<u8> {
    let mut lead = format!("{MAGIC}\n{FORMAT}\n{} {payload} ", header.len()).into_bytes();
    let digest = Sha256::new_with_prefix(&lead).chain_update(header);
    lead.extend_from_slice(hex(digest.finalize()).as_bytes());
    lead.push(b'\n');
    lead
}
