//! [`Writing`]: a store that is being changed, with the person's decisions on it.
//!
//! The store holds the decisions it was linked with, so it may be moved and copied alone. A copy of them stands beside it
//! for people to read and change: `news.dateline.decisions.ttl`. Each command that writes the store goes by that file, or by
//! the store where there is none, and puts both into their places together. Between the two renames a process can be
//! killed; a note in the lock's file says so to the next, which would take the old file for a person's changes otherwise.

use super::lock::{self, Lock};
use super::snapshot::{self, Kept};
use super::{Noticed, Store, StoreError};
use crate::digest::sha256;
use crate::files::{self, AtomicFile, Existing, FileError};
use crate::link::Decisions;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of a file of decisions that a person may have made.
const LONGEST: u64 = 1 << 26;

/// The right to write a store: nobody else has it until this is dropped.
#[derive(Debug)]
pub struct Writing {
    /// The store, with links followed, or as named where it is a stream.
    path: PathBuf,
    existing: Existing,
    /// None for a stream.
    beside: Option<Beside>,
}

#[derive(Debug)]
struct Beside {
    lock: Lock,
    /// The file of decisions as it was named, and with links followed.
    decisions: PathBuf,
    real: PathBuf,
    /// What it held when it was read.
    text: Option<String>,
}

impl Writing {
    /// Takes the right to write a store. `sources` are files it is made from. `None` when another process has it and `wait`
    /// is not wanted.
    pub fn begin(
        path: &Path,
        existing: Existing,
        sources: &[&Path],
        wait: bool,
    ) -> Result<Option<Writing>, StoreError> {
        snapshot::check(path, existing, sources)?;
        if files::is_stream(path) {
            return Ok(Some(Writing {
                path: path.to_path_buf(),
                existing,
                beside: None,
            }));
        }
        let path = files::real(path)?;
        let Some(lock) = Lock::take(&path, wait)? else {
            return Ok(None);
        };
        // Another may have made it meanwhile.
        snapshot::check(&path, existing, sources)?;
        let decisions = decisions_path(&path);
        Ok(Some(Writing {
            beside: Some(Beside {
                lock,
                real: files::real(&decisions)?,
                decisions,
                text: None,
            }),
            path,
            existing,
        }))
    }

    /// The decisions in force: those of the file beside the store, or of the store where there is none. `base` is that of
    /// a new store.
    pub fn decisions(&mut self, base: &str) -> Result<(Decisions, Vec<Noticed>), StoreError> {
        let Some(beside) = &mut self.beside else {
            return Ok(Default::default());
        };
        let text = text_of(&beside.real, &self.path)?;
        let kept = match snapshot::kept(&self.path) {
            // The file counts; a damaged store is replaced.
            Err(StoreError::Damaged { .. } | StoreError::Truncated { .. }) if text.is_some() => {
                None
            }
            Err(error @ (StoreError::Damaged { .. } | StoreError::Truncated { .. })) => {
                return Err(StoreError::DecisionsLost {
                    source: Box::new(error),
                });
            }
            other => other?,
        };
        let base = kept.as_ref().map_or(base, |kept| &kept.base);
        let held = match &kept {
            Some(kept) => Decisions::from_turtle(&kept.decisions, base)?,
            None => Decisions::default(),
        };
        let of_file = |path: &Path, text: &str| {
            let unread = |reason: String| StoreError::DecisionsFile {
                path: path.to_path_buf(),
                reason,
                kept: kept.is_some(),
            };
            if text.trim().is_empty() && !held.is_empty() {
                return Err(unread("it is empty, as if it had been cut".to_string()));
            }
            Decisions::from_turtle(text, base).map_err(|error| unread(error.to_string()))
        };
        let mut noticed = Vec::new();
        let unfinished = beside.is_unfinished(kept.as_ref());
        let decisions = match &text {
            Some(text) if unfinished && beside.is_old(text) => held,
            Some(text) => {
                let mut decisions = of_file(&beside.decisions, text)?;
                if unfinished {
                    // Changed by a person since.
                    decisions.fill(&held);
                }
                let (added, gone) = (decisions.beyond(&held), held.beyond(&decisions));
                if kept.is_some() && !gone.is_empty() {
                    noticed.push(Noticed::TakenBack(gone));
                }
                if kept.is_some() && !added.is_empty() {
                    noticed.push(Noticed::Added(added));
                }
                decisions
            }
            None => match old_file(&self.path, kept.as_ref()) {
                Some(old) => {
                    let text = text_of(&old, &self.path)?.unwrap_or_default();
                    let decisions = of_file(&old, &text)?;
                    noticed.push(Noticed::Moved {
                        from: old,
                        to: beside.decisions.clone(),
                    });
                    decisions
                }
                None => {
                    if !held.is_empty() {
                        noticed.push(Noticed::FromStore(held.len()));
                    }
                    held
                }
            },
        };
        beside.text = text;
        if unfinished {
            let text = decisions.to_turtle(base)?;
            files::write(&beside.real, Existing::Replace, &[], text.as_bytes())?;
            beside.text = Some(text);
        }
        beside.lock.clear()?;
        Ok((decisions, noticed))
    }

    /// Writes the store and its file of decisions: both or none.
    pub fn save(mut self, store: &Store) -> Result<(), StoreError> {
        let Some(beside) = &mut self.beside else {
            return store.save_as(&self.path, self.existing);
        };
        let text = store.corpus.as_ref().map_or("", |c| c.decisions.as_str());
        let encoded = snapshot::encode(store)?;
        let graph = begun(&self.path, self.existing, |file| encoded.write(file))?;
        let now = text_of(&beside.real, &self.path)?;
        if now != beside.text {
            return Err(StoreError::DecisionsChanged {
                path: beside.decisions.clone(),
            });
        }
        if now.as_deref().unwrap_or_default() == text {
            graph.commit()?;
            beside.lock.done();
            return Ok(());
        }
        let copy = begun(&beside.real, Existing::Replace, |file| {
            file.write_all(text.as_bytes())
        })?;
        beside.lock.note(&note(now.as_deref(), text))?;
        if let Err(error) = files::commit_all([graph, copy]) {
            let kept = snapshot::kept(&self.path).ok().flatten();
            return Err(match beside.is_done(kept.as_ref(), text) {
                true => StoreError::DecisionsCopy {
                    store: self.path,
                    path: beside.decisions.clone(),
                    source: error,
                },
                false => error.into(),
            });
        }
        beside.lock.done();
        Ok(())
    }
}

impl Beside {
    /// A command was killed after it had written the store and before the file: the note is on the store that is there.
    fn is_unfinished(&self, kept: Option<&Kept>) -> bool {
        let to = self.lock.left().split(' ').nth(1);
        kept.is_some_and(|kept| to == Some(&sha256(&kept.decisions)))
    }

    /// The file is as it was before that command.
    fn is_old(&self, text: &str) -> bool {
        self.lock.left().split(' ').next() == Some(&sha256(text))
    }

    fn is_done(&self, kept: Option<&Kept>, text: &str) -> bool {
        kept.is_some_and(|kept| kept.decisions == text)
    }
}

/// What the file held and what it shall hold.
fn note(before: Option<&str>, after: &str) -> String {
    let before = before.map_or_else(|| "none".to_string(), sha256);
    format!("{before} {} \n", sha256(after))
}

fn begun(
    path: &Path,
    existing: Existing,
    write: impl FnOnce(&mut AtomicFile) -> io::Result<()>,
) -> Result<AtomicFile, StoreError> {
    let mut file = AtomicFile::create(path, existing, &[])?;
    write(&mut file).map_err(|e| StoreError::io("write", path, e))?;
    Ok(file)
}

/// The file of decisions of a store: `news.dateline.decisions.ttl` for `news.dateline`. No two stores share one.
pub fn decisions_path(store: &Path) -> PathBuf {
    let mut name = store.file_name().unwrap_or_default().to_os_string();
    name.push(".decisions.ttl");
    store.with_file_name(name)
}

/// Whether a file is what a store has beside it, there or not: its file of decisions or its lock.
pub fn stands_beside(path: &Path, store: &Path) -> bool {
    let (Ok(path), Ok(store)) = (files::real(path), files::real(store)) else {
        return false;
    };
    let decisions = files::real(&decisions_path(&store));
    decisions.is_ok_and(|decisions| decisions == path) || lock::lock_path(&store) == path
}

/// Where versions before format 3 kept decisions: `news.decisions.ttl` for `news.dateline`, unless that is the file of a
/// store called `news`.
fn old_file(store: &Path, kept: Option<&Kept>) -> Option<PathBuf> {
    store.extension()?;
    let old = store.with_extension("decisions.ttl");
    let is_old = kept.is_none_or(|kept| kept.format < 3);
    (is_old && old.is_file() && !store.with_extension("").is_file()).then_some(old)
}

/// The text of the file of decisions of a store, if there is one.
fn text_of(path: &Path, store: &Path) -> Result<Option<String>, StoreError> {
    let failed = |error| StoreError::io("read", path, error);
    let unread = |reason: &str| StoreError::DecisionsFile {
        path: path.to_path_buf(),
        reason: reason.to_string(),
        kept: matches!(snapshot::kept(store), Ok(Some(_))),
    };
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(found) if found.is_dir() => {
            return Err(FileError::Folder {
                path: path.to_path_buf(),
            }
            .into());
        }
        Ok(found) if !found.is_file() => {
            return Err(FileError::Special {
                path: path.to_path_buf(),
            }
            .into());
        }
        Ok(found) if found.len() > LONGEST => return Err(unread("it is too long for decisions")),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
        .map_err(failed)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let sound = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..sound]
                .iter()
                .filter(|b| **b == b'\n')
                .count();
            Err(unread(&format!("line {line}: no UTF-8")))
        }
    }
}
