//! Why a file is not written, each with its remedy.

use std::io;
use std::path::{Path, PathBuf};

/// An error of writing a file. What was there is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is a file of this name.
    #[error("{} is there already; name another file, or ask for it to be overwritten (--force, or \\force at the prompt)", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is one that is being read.
    #[error("{} would be written over what it is made from; name another file", path.display())]
    Source {
        /// The file.
        path: PathBuf,
    },
    /// The file is one that a graph that is being read has beside it.
    #[error("{} belongs to the graph: it is for its decisions, or its lock; name another file", path.display())]
    Beside {
        /// The file.
        path: PathBuf,
    },
    /// The file lies where it may not be written.
    #[error("{} lies outside of {}, the folder that may be written to", path.display(), folder.display())]
    Outside {
        /// The file.
        path: PathBuf,
        /// The folder that it had to lie beneath.
        folder: PathBuf,
    },
    /// There is a folder of this name.
    #[error("{} is a folder; name a file in it", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// The folder that the file should lie in is missing.
    #[error("{}: there is no such folder; make it first", path.display())]
    NoFolder {
        /// The missing folder.
        path: PathBuf,
    },
    /// A pipe, a socket or a device.
    #[error("{} is a pipe or a device, not a file; name a file, or write to standard output and redirect that", path.display())]
    Special {
        /// What was named.
        path: PathBuf,
    },
    /// The file system refused something.
    #[error("cannot {action} {}: {source}", path.display())]
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
