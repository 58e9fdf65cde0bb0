//! One writer at a time: a lock on a file beside the store.
//!
//! The store itself cannot be locked, since another file takes its place. Whoever reads needs no lock: the old file stays
//! whole until the new one is. The lock goes with its process, however that ends; its file is removed at the end of a run,
//! or by the next run after one that was killed.

use super::StoreError;
use crate::files;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How often a file is opened again that the last holder has just removed.
const TRIES: usize = 1000;
/// No note is longer.
const LONGEST: u64 = 1 << 10;

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
    /// What the last holder left to do, when it was killed.
    left: String,
    /// Whether something is left to do.
    keep: bool,
}

impl Lock {
    /// Takes the lock of a store, by its real place; `None` when another process holds it and `wait` is not wanted.
    pub fn take(store: &Path, wait: bool) -> Result<Option<Lock>, StoreError> {
        let path = lock_path(store);
        let failed = |source| StoreError::Lock {
            path: path.clone(),
            source,
        };
        for _ in 0..TRIES {
            let mut file = open(&path).map_err(failed)?;
            let locked = match wait {
                true => file.lock(),
                false => match file.try_lock() {
                    Ok(()) => Ok(()),
                    Err(TryLockError::WouldBlock) => return Ok(None),
                    Err(TryLockError::Error(error)) => Err(error),
                },
            };
            match locked {
                Err(error) if error.kind() != io::ErrorKind::Unsupported => {
                    return Err(failed(error));
                }
                // Where a file system has no locks, writing must do without.
                _ => {}
            }
            // The last holder removes the file: then it is no longer the one that others will lock.
            if !files::is_at(&file, &path) {
                continue;
            }
            let mut left = String::new();
            // A note that was cut is none: it is on the disk before it counts.
            let _ = (&mut file).take(LONGEST).read_to_string(&mut left);
            return Ok(Some(Lock {
                keep: !left.is_empty(),
                file,
                path,
                left,
            }));
        }
        Err(failed(io::Error::other("it is no file of its own")))
    }

    /// What the last holder noted before it was killed.
    pub fn left(&self) -> &str {
        &self.left
    }

    /// Writes down what the next holder must do if this process is killed.
    pub fn note(&mut self, note: &str) -> Result<(), StoreError> {
        self.keep = true;
        self.file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .and_then(|_| self.file.write_all(note.as_bytes()))
            .and_then(|()| self.file.sync_all())
            .map_err(|source| StoreError::Lock {
                path: self.path.clone(),
                source,
            })
    }

    /// Nothing is left to do of what was noted.
    pub fn clear(&mut self) -> Result<(), StoreError> {
        if self.keep {
            self.note("")?;
        }
        self.left.clear();
        self.done();
        Ok(())
    }

    /// Nothing is left to do, and the file goes when this is dropped.
    pub fn done(&mut self) {
        self.keep = false;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is locked, so that nobody else has locked it.
        if !self.keep && cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The file that is locked for a store, by its real place: `.news.dateline.lock` for `news.dateline`.
pub(super) fn lock_path(store: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(store.file_name().unwrap_or_default());
    name.push(".lock");
    store.with_file_name(name)
}

fn open(path: &Path) -> io::Result<File> {
    // A link that somebody laid there is not followed to where it leads.
    if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(io::Error::other("it is no file; remove it"));
    }
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}
