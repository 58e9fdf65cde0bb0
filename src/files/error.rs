//! Why a file is not written, each with its remedy.

use crate::shown::Shown;
use std::io;
use std::path::{Path, PathBuf};

/// An error of writing a file. What was there is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is a file of this name.
    #[error(
        "{} is there already; name another file, or ask for it to be overwritten (--force, or \\force at the prompt)",
        Shown::path(path)
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is one that is being read.
    #[error(
        "{} would be written over what it is made from; name another file",
        Shown::path(path)
    )]
    Source {
        /// The file.
        path: PathBuf,
    },
    /// The file is one that a graph that is being read has beside it.
    #[error(
        "{} belongs to the graph: it is for its decisions, or its lock; name another file",
        Shown::path(path)
    )]
    Beside {
        /// The file.
        path: PathBuf,
    },
    /// The file lies where it may not be written.
    #[error(
        "{} lies outside of {}, the folder that may be written to",
        Shown::path(path),
        Shown::path(folder)
    )]
    Outside {
        /// The file.
        path: PathBuf,
        /// The folder that it had to lie beneath.
        folder: PathBuf,
    },
    /// There is a folder of this name.
    #[error("{} is a folder; name a file in it", Shown::path(path))]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The folder that the file should lie in is missing.
    #[error("{}: there is no such folder; make it first", Shown::path(path))]
    NoFolder {
        /// The missing folder.
        path: PathBuf,
    },
    /// A pipe, a socket or a device.
    #[error(
        "{} is a pipe or a device, not a file; name a file, or write to standard output and redirect that",
        Shown::path(path)
    )]
    Special {
        /// What was named.
        path: PathBuf,
    },
    /// The file system refused something.
    #[error("cannot {action} {}: {source}", Shown::path(path))]
    Io {
        /// What was tried: "write", "create a file beside".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl FileError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> FileError {
        FileError::Io {
            action,
            path: path.to_path_buf(),
            source,
        }
    }
}
