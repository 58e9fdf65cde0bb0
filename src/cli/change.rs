//! Taking turns at writing a store, and what is said of a person's decisions.

use super::failure::Failure;
use super::stages::Stages;
use super::{graph, terminal};
use anyhow::Result;
use dateline::files::Existing;
use dateline::gazetteer::Gazetteer;
use dateline::link::decisions::Fate;
use dateline::link::{Decisions, Dossier};
use dateline::shown::Shown;
use dateline::store::{Store, StoreError, Writing, some};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a command waits before it says so.
const SILENT: Duration = Duration::from_secs(1);
/// How often it asks until then.
const STEP: Duration = Duration::from_millis(20);

/// Decisions on articles that have changed of which each is told.
const FATES: usize = 20;

/// Arguments of every command that writes a store.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Turn {
    /// When another command is writing the graph, do not wait for it: exit with code 5
    #[arg(long)]
    no_wait: bool,
}

impl Turn {
    /// Waits until no other command writes the store.
    pub fn take(&self, store: &Path, existing: Existing, sources: &[&Path]) -> Result<Writing> {
        let begun = Instant::now();
        let begin = |wait| Writing::begin(store, existing, sources, wait);
        loop {
            if let Some(writing) = begin(false)? {
                return Ok(writing);
            }
            let name = Shown::path(store);
            if self.no_wait {
                return Err(Failure::store(format!(
                    "{name} is being written by another command; try again when that has ended, or wait for it without --no-wait"
                )));
            }
            if begun.elapsed() < SILENT {
                std::thread::sleep(STEP);
                continue;
            }
            if terminal::stderr_is_terminal() {
                terminal::tell(format_args!(
                    "{name} is being written by another command; waiting for it (Ctrl-C ends this)"
                ));
            }
            if let Some(writing) = begin(true)? {
                return Ok(writing);
            }
        }
    }
}

/// A store that is there, being changed.
pub struct Change {
    path: PathBuf,
    writing: Writing,
    /// As it is.
    pub store: Store,
    /// The decisions in force.
    pub decisions: Decisions,
}

impl Change {
    /// Opens a snapshot that nobody else writes until this has ended.
    pub fn begin(path: &Path, turn: Turn) -> Result<Change> {
        if !path.is_file() {
            // The error of one that is only read; nothing is locked for it.
            graph::open(path)?;
        }
        Store::writable(path)?;
        let mut writing = turn.take(path, Existing::Replace, &[])?;
        let store = graph::open(path)?;
        let decisions = decisions(&mut writing, path, store.base())?;
        Ok(Change {
            path: path.to_path_buf(),
            writing,
            store,
            decisions,
        })
    }

    /// Links documents of the store that stay, and others, and writes their graph in the place of the store.
    pub fn finish(self, kept: Vec<Dossier>, added: Vec<Dossier>) -> Result<Store> {
        let (gazetteer, stages) = (Gazetteer::embedded(), Stages::new());
        let (store, decisions) = (&self.store, &self.decisions);
        let new = store.update_watched(kept, added, decisions, &gazetteer, &stages)?;
        self.writing.save(&new)?;
        idle(&new, &self.path, &self.decisions)?;
        Ok(new)
    }
}

/// The decisions in force, with a word on standard error where they are not what the store holds.
pub fn decisions(writing: &mut Writing, store: &Path, base: &str) -> Result<Decisions, StoreError> {
    let (decisions, noticed) = writing.decisions(base)?;
    for noticed in noticed {
        terminal::tell(noticed.told(store));
    }
    Ok(decisions)
}

/// Says on standard error which of a person's decisions hold of an account with other words now, and which decide nothing.
pub fn idle(store: &Store, path: &Path, decisions: &Decisions) -> Result<(), StoreError> {
    let name = Shown::path(path);
    let settled = store.decisions()?;
    let mut strangers = store.strangers(&settled)?;
    let fates = match strangers.is_empty() && settled == *decisions {
        true => Vec::new(),
        false => store.fates(decisions)?,
    };
    for fate in fates.iter().take(FATES) {
        terminal::tell(Shown::line(&match fate {
            Fate::Carried(what) => format!("{name}: the article has changed; carried over: {what}"),
            Fate::Lost(what) => {
                format!("warning: {name}: lost, since no article tells it any more: {what}")
            }
        }));
    }
    if fates.len() > FATES {
        let more = fates.len() - FATES;
        terminal::tell(format_args!(
            "{name}: and so {more} more decisions; \\decisions in the shell lists all"
        ));
    }
    strangers.retain(|id| settled.told(id).is_none());
    let strange = "what is no account, actor or place of the articles";
    let itself = "one thing together with itself";
    for (ids, named) in [(strangers, strange), (decisions.of_itself(), itself)] {
        if !ids.is_empty() {
            let line = format!(
                "warning: {name}: its file of decisions names {named}, and decides nothing on it: {}",
                some(&ids)
            );
            terminal::tell(Shown::line(&line));
        }
    }
    Ok(())
}
