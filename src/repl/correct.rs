//! Corrections: what a person says of the last answer is decided, the graph linked again with it, and asked from then on.

use super::commands::remedied;
use super::{Correcting, Failed, Shell, Writing};
use crate::correct::{Correction, Taken};
use crate::diagnostic::Code;
use crate::files;
use crate::query::Row;
use crate::shown::Shown;
use crate::store::{Held, Store};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a row stands for, whatever becomes of its event.
#[derive(Debug)]
pub(super) struct Stood {
    subject: Option<String>,
    accounts: Vec<String>,
}

impl Shell<'_> {
    /// The file of the graph, where what runs now may correct it.
    fn correctable(&self) -> Result<PathBuf, Failed> {
        let refused = |reason: &str| Err(Failed::new(Code::Store, reason));
        let path = match &self.settings.correcting {
            Correcting::Nowhere => {
                return refused("a script corrects nothing; say it in `dateline repl`");
            }
            Correcting::Unsaved => {
                return refused(
                    "the graph was made from articles just now and is in no file, where corrections could be kept; write it first: dateline build ARTICLES -o NAME.dateline",
                );
            }
            Correcting::Elsewhere => {
                return refused(
                    "an endpoint is only read; correct the graph where it was built, and load it again",
                );
            }
            Correcting::In(path) => path,
        };
        let lies_in = |folder: &PathBuf| files::beneath(path, folder).is_ok();
        let may = match &self.settings.writing {
            _ if !self.files.is_empty() => false,
            _ if self.settings.typed => true,
            Writing::Beneath(folder) => lies_in(folder),
            Writing::Nowhere => false,
        };
        match may {
            true => Ok(path.clone()),
            false => Err(Failed::new(
                Code::Store,
                format!(
                    "{}: only a person at a terminal corrects a graph; what comes by a pipe does where --allow-write DIR names the folder that the graph lies in",
                    Shown::path(path)
                ),
            )),
        }
    }

    /// Takes a correction and asks the graph that it gives from now on. False where nothing new was decided.
    pub(super) fn correct(
        &mut self,
        correction: &Correction,
        out: &mut dyn Write,
    ) -> Result<bool, Failed> {
        let path = self.correctable()?;
        let taken = self.corrections.take(&path, correction);
        let taken = taken.map_err(|error| remedied(error, None))?;
        let new = taken.new;
        self.taken(&path, taken, out)?;
        Ok(new)
    }

    /// Takes the last correction of this session back, and gives what it said.
    pub(super) fn undo(&mut self, out: &mut dyn Write) -> Result<String, Failed> {
        let path = self.correctable()?;
        let taken = self.corrections.undo(&path);
        let taken = taken.map_err(|error| remedied(error, None))?;
        let said = taken.said.clone();
        self.taken(&path, taken, out)?;
        Ok(said)
    }

    fn taken(&mut self, path: &Path, taken: Taken, out: &mut dyn Write) -> Result<(), Failed> {
        for noticed in &taken.noticed {
            writeln!(out, "{}", noticed.told(path))?;
        }
        self.move_to(taken.store);
        Ok(())
    }

    /// Whether a row of the last answer was an event before corrections, be it one still or not.
    pub(super) fn stood_for_accounts(&self, row: &Row) -> bool {
        let Some(last) = &self.last else {
            return false;
        };
        let mut rows = last.rows.rows.iter().zip(last.stood.iter().flatten());
        rows.any(|(other, stood)| std::ptr::eq(other, row) && !stood.accounts.is_empty())
    }

    /// Asks another graph of the same articles. The rows of the last answer stand for what has become of their events.
    fn move_to(&mut self, store: Store) {
        if let Some(last) = &mut self.last
            && last.stood.is_none()
        {
            let rows = last.rows.rows.iter();
            let stood = rows.map(|row| Stood {
                subject: row.subject.clone(),
                accounts: match &row.subject {
                    Some(iri) => self.store.accounts_of(iri),
                    None => Vec::new(),
                },
            });
            last.stood = Some(stood.collect());
        }
        self.store = Held::Shared(Arc::new(store));
        self.session.move_to(self.store.clone());
        self.changed = true;
        let Some(last) = &mut self.last else {
            return;
        };
        for (row, stood) in last.rows.rows.iter_mut().zip(last.stood.iter().flatten()) {
            let mut events = stood.accounts.iter().filter_map(|a| self.store.event_of(a));
            row.subject = events.next().or_else(|| stood.subject.clone());
        }
    }
}
