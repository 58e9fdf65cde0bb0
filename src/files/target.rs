//! Where a file really goes: links are followed, and what is no file is told apart.

use super::{Existing, FileError};
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Links that are followed one after another, as systems do.
const LINKS: usize = 40;

/// A place that may be written.
pub(super) enum Target {
    /// Where the process writes anyway: `/dev/stdout`, `/dev/null`, `/dev/fd/3`.
    Stream,
    /// A file, with what is known of the one that is there.
    File {
        path: PathBuf,
        before: Option<Metadata>,
    },
}

/// The place that a name means, or why it may not be written.
pub(super) fn resolve(
    path: &Path,
    existing: Existing,
    sources: &[&Path],
) -> Result<Target, FileError> {
    if is_stream(path) {
        return Ok(Target::Stream);
    }
    let real = real(path)?;
    let named = || path.to_path_buf();
    let before = match fs::symlink_metadata(&real) {
        Ok(before) => before,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Target::File {
                path: real,
                before: None,
            });
        }
        Err(error) => return Err(FileError::io("write", path, error)),
    };
    if before.is_dir() {
        return Err(FileError::Folder { path: named() });
    }
    if !before.is_file() {
        return Err(FileError::Special { path: named() });
    }
    if sources.iter().any(|source| same(source, &real)) {
        return Err(FileError::Source { path: named() });
    }
    if existing == Existing::Keep {
        return Err(FileError::Exists { path: named() });
    }
    // To rename over a file needs rights on its folder only: one that is protected against writing stays so.
    let opened = OpenOptions::new().write(true).open(&real);
    opened.map_err(|error| FileError::io("write", path, error))?;
    Ok(Target::File {
        path: real,
        before: Some(before),
    })
}

/// What the process has open, or what swallows all: written as it stands, as there is nothing to lose.
pub(crate) fn is_stream(path: &Path) -> bool {
    cfg!(unix) && (["/dev/stdout", "/dev/stderr", "/dev/null"].map(Path::new)).contains(&path)
        || ["/dev/fd", "/proc/self/fd"]
            .map(Path::new)
            .contains(&folder(path))
}

/// Whether two names mean one file that is there: by links, by hard links, by another spelling of its place.
pub fn same(one: &Path, other: &Path) -> bool {
    let (Ok(a), Ok(b)) = (fs::metadata(one), fs::metadata(other)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (a.dev(), a.ino()) == (b.dev(), b.ino())
    }
    #[cfg(not(unix))]
    {
        a.len() == b.len() && fs::canonicalize(one).ok() == fs::canonicalize(other).ok()
    }
}

/// The absolute place of a file, be it there or not, with all links followed.
pub(crate) fn real(path: &Path) -> Result<PathBuf, FileError> {
    let failed = |error| FileError::io("write", path, error);
    match fs::canonicalize(path) {
        Ok(real) => return Ok(real),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    // A file to be made, or a link to one.
    let mut place = path.to_path_buf();
    for _ in 0..LINKS {
        let folder = folder(&place);
        let folder = fs::canonicalize(folder).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::NoFolder {
                path: folder.to_path_buf(),
            },
            _ => failed(error),
        })?;
        let ends_in_slash = place.as_os_str().as_encoded_bytes().ends_with(b"/");
        let Some(name) = place.file_name().filter(|_| !ends_in_slash) else {
            return Err(FileError::Folder { path: place });
        };
        let whole = folder.join(name);
        match fs::read_link(&whole) {
            Ok(to) => place = folder.join(to),
            Err(_) => return Ok(whole),
        }
    }
    Err(failed(io::Error::other("too many links, one to another")))
}

/// The real place of a file that may be written only in a folder or beneath it, wherever links lead.
pub fn beneath(path: &Path, folder: &Path) -> Result<PathBuf, FileError> {
    let outside = || FileError::Outside {
        path: path.to_path_buf(),
        folder: folder.to_path_buf(),
    };
    if is_stream(path) {
        return Err(outside());
    }
    let limit = fs::canonicalize(folder).map_err(|e| FileError::io("write to", folder, e))?;
    let real = real(path)?;
    match real.starts_with(limit) {
        true => Ok(real),
        false => Err(outside()),
    }
}

/// The folder that a file lies in.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
