//! [`AtomicFile`]: all of a file, or nothing of it.

use super::sweep::{self, ENDING};
use super::target::{self, Target};
use super::{Existing, FileError};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How often a new name is tried when another process swept the temporary file before it was locked.
const TRIES: usize = 16;

/// A file that is being written. It is in its place after [`commit`](AtomicFile::commit); dropped before, it leaves
/// nothing behind.
#[derive(Debug)]
pub struct AtomicFile {
    /// As it was named, for messages.
    path: PathBuf,
    to: To,
}

#[derive(Debug)]
enum To {
    /// What is written as it comes.
    Stream(BufWriter<File>),
    /// A new file in the folder of the real place.
    Beside {
        file: BufWriter<NamedTempFile>,
        real: PathBuf,
        existing: Existing,
    },
}

impl AtomicFile {
    /// Begins a file. `sources` are files that it is made from: it may not be one of them.
    pub fn create(
        path: &Path,
        existing: Existing,
        sources: &[&Path],
    ) -> Result<AtomicFile, FileError> {
        let to = match target::resolve(path, existing, sources)? {
            Target::Stream => {
                // Behind what was written to it before, where it was redirected to a file.
                let stream = OpenOptions::new().append(true).open(path);
                let stream = stream.map_err(|error| FileError::io("write", path, error))?;
                To::Stream(BufWriter::new(stream))
            }
            Target::File { path: real, before } => {
                sweep::sweep(target::folder(&real));
                let file = beside(&real, before.as_ref())
                    .map_err(|error| FileError::io("create a file beside", path, error))?;
                To::Beside {
                    file: BufWriter::new(file),
                    real,
                    existing,
                }
            }
        };
        Ok(AtomicFile {
            path: path.to_path_buf(),
            to,
        })
    }

    /// Puts the file on the disk and into its place.
    pub fn commit(self) -> Result<(), FileError> {
        commit_all([self])
    }

    /// Everything that may fail for want of room, before anything takes its place.
    fn stage(self) -> Result<Staged, FileError> {
        let failed = |error| FileError::io("write", &self.path, error);
        let temporary = match self.to {
            To::Stream(mut file) => {
                file.flush().map_err(failed)?;
                None
            }
            To::Beside {
                file,
                real,
                existing,
            } => {
                let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
                file.as_file().sync_all().map_err(failed)?;
                Some((file, real, existing))
            }
        };
        Ok(Staged {
            path: self.path,
            temporary,
        })
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stream(file) => file.write(bytes),
            To::Beside { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stream(file) => file.flush(),
            To::Beside { file, .. } => file.flush(),
        }
    }
}

/// A file that is on the disk, under its temporary name.
struct Staged {
    path: PathBuf,
    temporary: Option<(NamedTempFile, PathBuf, Existing)>,
}

/// Puts files into their places, in this order, after all of them are on the disk: when one cannot be written, none is
/// changed. No file system changes two names at once, so a process killed between two renames leaves the first new and the
/// second old; put the file that the others can be made from first.
pub fn commit_all(files: impl IntoIterator<Item = AtomicFile>) -> Result<(), FileError> {
    let staged = files.into_iter().map(AtomicFile::stage);
    let staged: Vec<Staged> = staged.collect::<Result<_, _>>()?;
    let mut folders = Vec::new();
    for Staged { path, temporary } in staged {
        let Some((file, real, existing)) = temporary else {
            continue;
        };
        let placed = match existing {
            Existing::Replace => file.persist(&real),
            Existing::Keep => file.persist_noclobber(&real),
        };
        placed.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => FileError::Exists { path },
            _ => FileError::io("write", &path, failed.error),
        })?;
        folders.push(target::folder(&real).to_path_buf());
    }
    folders.dedup();
    for folder in folders {
        // The new name is safe once the folder is; where a folder cannot be opened, the rename must do.
        if let Ok(folder) = File::open(folder) {
            let _ = folder.sync_all();
        }
    }
    Ok(())
}

/// Writes a whole file; see [`AtomicFile::create`].
pub fn write(
    path: &Path,
    existing: Existing,
    sources: &[&Path],
    bytes: &[u8],
) -> Result<(), FileError> {
    let mut file = AtomicFile::create(path, existing, sources)?;
    file.write_all(bytes)
        .map_err(|error| FileError::io("write", path, error))?;
    file.commit()
}

/// Whether a file could be begun; to be asked before long work.
pub fn check(path: &Path, existing: Existing, sources: &[&Path]) -> Result<(), FileError> {
    target::resolve(path, existing, sources).map(|_| ())
}

/// A new file in the folder of another, under a name that nobody can foresee, locked as long as it is open.
fn beside(real: &Path, before: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let beginning = sweep::beginning(real);
    for _ in 0..TRIES {
        let mut builder = tempfile::Builder::new();
        builder.prefix(&beginning).suffix(ENDING);
        #[cfg(unix)]
        if before.is_none() {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: the system takes off what the user's mask says.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(target::folder(real))?;
        if let Err(TryLockError::WouldBlock) = file.as_file().try_lock() {
            continue;
        }
        // Where there are no locks, nobody sweeps.
        if !sweep::is_at(file.as_file(), file.path()) {
            continue;
        }
        if let Some(before) = before {
            keep_rights(file.as_file(), before)?;
        }
        return Ok(file);
    }
    Err(io::Error::other("other processes remove it; try again"))
}

/// Gives a file the mode of the one it replaces, and its owner and group where the system allows that.
fn keep_rights(file: &File, before: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let mut mode = before.mode() & 0o777;
        let now = file.metadata()?;
        let (owner, group) = (before.uid(), before.gid());
        if (now.uid(), now.gid()) != (owner, group)
            && fchown(file, Some(owner), Some(group)).is_err()
            && fchown(file, None, Some(group)).is_err()
        {
            // Another group does not get the rights of the old one.
            mode &= !0o070 | ((mode & 0o007) << 3);
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        file.set_permissions(before.permissions())
    }
}
