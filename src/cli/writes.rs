//! What scripts may write.

use super::failure::Failure;
use anyhow::Result;
use dateline::repl::{Settings, Writing};
use dateline::shown::Shown;
use std::path::PathBuf;

/// Arguments of every command that runs scripts.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Writes {
    /// Let scripts (files of questions, and what comes by a pipe) write files in a folder and beneath it; without DIR in
    /// the current one
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".")]
    allow_write: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
}

impl Writes {
    /// Whether files that are there may be overwritten.
    pub fn force(&self) -> bool {
        self.force
    }

    /// The settings of a shell with these rights, on a store that was made from these files.
    pub fn settings(&self, settings: Settings, sources: &[String]) -> Result<Settings> {
        let writing = match &self.allow_write {
            None => Writing::Nowhere,
            Some(folder) if folder.is_dir() => Writing::Beneath(folder.clone()),
            Some(folder) => {
                return Err(Failure::store(format!(
                    "--allow-write {0}: {0} is no folder; for the current one write --allow-write .",
                    Shown::path(folder)
                )));
            }
        };
        Ok(Settings {
            writing,
            force: self.force,
            sources: sources.iter().map(PathBuf::from).collect(),
            ..settings
        })
    }
}
