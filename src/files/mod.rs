//! Writing files without losing any: all that the program writes for others goes through [`AtomicFile`]. What it keeps for
//! itself does not: the note in a store's lock, the text that an editor is given, and the lines typed at a terminal, which
//! rustyline puts into its history file.
//!
//! A file is written beside its place under a name of its own, is put on the disk, and takes its place in one step: whoever
//! reads or is killed meanwhile has the old file or the new one, whole. A file that is there is replaced only when that was
//! asked for, and keeps its mode and owner; a link stays and the file it leads to is replaced; what is no file is refused.

mod atomic;
mod error;
mod sweep;
mod target;
mod text;

pub use atomic::{AtomicFile, check, commit_all, write};
pub use error::FileError;
pub(crate) use sweep::is_at;
pub use target::{beneath, same};
pub(crate) use target::{folder, is_stream, real};
pub use text::text;

/// First line of every file that holds a graph.
pub const GRAPH: &str = "dateline graph";

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Existing {
    /// It stays, and writing is an error.
    #[default]
    Keep,
    /// It is replaced: whoever runs the program said so, or the file is the store that a command changes.
    Replace,
}

impl Existing {
    /// Replaced when that was asked for.
    pub fn replaced_if(force: bool) -> Existing {
        match force {
            true => Existing::Replace,
            false => Existing::Keep,
        }
    }
}
