//! What is noticed of a file of decisions, in words.

use crate::shown::Shown;
use std::path::{Path, PathBuf};

/// Decisions that are named; the rest are counted.
const NAMED: usize = 5;

/// What was noticed while decisions were read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Noticed {
    /// They come from the file where earlier versions kept them.
    Moved {
        /// The old file.
        from: PathBuf,
        /// Where they are kept from now on.
        to: PathBuf,
    },
    /// A person has taken these out of the file.
    TakenBack(Vec<String>),
    /// A person has added these to the file.
    Added(Vec<String>),
    /// There is no file; they come from the store.
    FromStore(usize),
}

impl Noticed {
    /// A line for the person, on the store that was read.
    pub fn told(&self, store: &Path) -> Shown {
        let name = Shown::path(store);
        Shown::line(&match self {
            Noticed::TakenBack(all) => format!(
                "{name}: no longer decided, as its file of decisions says: {}",
                some(all)
            ),
            Noticed::Added(all) => {
                format!("{name}: decided in its file of decisions: {}", some(all))
            }
            Noticed::FromStore(count) => format!(
                "{name}: there is no file of decisions beside it; the {count} of the graph itself hold and are written there again"
            ),
            Noticed::Moved { from, to } => format!(
                "{name}: decisions are taken from {} and kept in {} from now on",
                Shown::path(from),
                Shown::path(to)
            ),
        })
    }
}

/// The first of several, and how many more there are.
pub fn some(all: &[String]) -> String {
    let first = &all[..all.len().min(NAMED)];
    let named = first.join("; ");
    match all.len() - first.len() {
        0 => named,
        more => format!("{named}; and {more} more"),
    }
}
