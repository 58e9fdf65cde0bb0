//! What may be written and started: a person at a prompt may do what other programs let them do; a file of questions may
//! come from anybody, and only answers.

use super::{Failed, Shell};
use crate::diagnostic::Code;
use crate::files::{self, Existing, FileError};
use crate::shown::Shown;
use crate::store::stands_beside;
use std::path::{Path, PathBuf};

/// Where scripts may write files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Writing {
    /// Nowhere.
    #[default]
    Nowhere,
    /// In a folder and beneath it; links do not lead out.
    Beneath(PathBuf),
}

/// A file that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// As it was named, for messages.
    pub named: PathBuf,
    /// Where it is written.
    real: PathBuf,
    existing: Existing,
}

impl Shell<'_> {
    /// Whether a person wrote what runs now: it stands in no file.
    fn typed(&self) -> bool {
        self.settings.typed && self.files.is_empty()
    }

    /// Whether a person at a terminal wrote what runs now; nobody else starts programs.
    pub(super) fn at_prompt(&self) -> bool {
        self.typed() && self.settings.interactive
    }

    /// The file of a name, when it may be written.
    pub(super) fn place(&self, named: &Path) -> Result<Place, Failed> {
        let real = match &self.settings.writing {
            _ if self.typed() => named.to_path_buf(),
            Writing::Beneath(folder) => files::beneath(named, folder).map_err(Failed::unwritten)?,
            Writing::Nowhere => {
                let message = format!(
                    "{}: a script writes no files unless --allow-write DIR names a folder for them",
                    Shown::path(named)
                );
                return Err(Failed::new(Code::Store, message));
            }
        };
        let existing = Existing::replaced_if(self.settings.force || self.forced);
        let read = self.read_from();
        if read.iter().any(|file| stands_beside(&real, file)) {
            let path = named.to_path_buf();
            return Err(Failed::unwritten(FileError::Beside { path }));
        }
        files::check(&real, existing, &read).map_err(Failed::unwritten)?;
        Ok(Place {
            named: named.to_path_buf(),
            real,
            existing,
        })
    }

    /// Writes all of a file.
    pub(super) fn write(&self, place: &Place, bytes: &[u8]) -> Result<(), Failed> {
        files::write(&place.real, place.existing, &self.read_from(), bytes)
            .map_err(Failed::unwritten)
    }

    /// Files that are read, and never written over.
    fn read_from(&self) -> Vec<&Path> {
        let sources = self.settings.sources.iter().chain(&self.files);
        sources.map(PathBuf::as_path).collect()
    }
}
