//! What can go wrong with a store, each with its remedy.

use crate::ontology::OntologyError;
use crate::shown::Shown;
use std::io;
use std::path::{Path, PathBuf};

/// An error of [`Store`](super::Store). Nothing on disk has been changed when one is returned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The base is no absolute IRI.
    #[error(
        "the base \"{base}\" is not an absolute IRI ({reason}); give one like https://example.org/"
    )]
    Base {
        /// What was given.
        base: String,
        /// The parser's words.
        reason: String,
    },
    /// The graph does not hold what it was linked from.
    #[error(
        "the graph was written without the accounts it was linked from; build it again with `dateline build`"
    )]
    Unlinked,
    /// The accounts in the graph cannot be read.
    #[error(transparent)]
    Accounts(#[from] crate::jsonl::JsonlError),
    /// The decisions in the graph cannot be read.
    #[error("the decisions cannot be read: {0}")]
    Decisions(#[from] crate::link::decisions::DecisionsError),
    /// The file of decisions beside a graph cannot be read.
    #[error("{}: {reason}; mend it, or move it away to go on with {}", Shown::path(path), if *kept {
        "the decisions that the graph holds"
    } else {
        "no decisions"
    })]
    DecisionsFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and on which line.
        reason: String,
        /// Whether there is a graph beside it that can be read.
        kept: bool,
    },
    /// The file of a store may not be written.
    #[error(
        "{} is read only; let it be written (chmod u+w), or copy it and correct the copy",
        Shown::path(path)
    )]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// What is to be decided on has left the graph since it was asked.
    #[error(
        "{}: another command has taken {} out of it meanwhile; ask again",
        Shown::path(path),
        ids.join(", ")
    )]
    Gone {
        /// The store.
        path: PathBuf,
        /// What is not there.
        ids: Vec<String>,
    },
    /// The file of decisions was changed while documents were linked.
    #[error(
        "{} was changed meanwhile, so nothing is written; do it again",
        Shown::path(path)
    )]
    DecisionsChanged {
        /// The file.
        path: PathBuf,
    },
    /// The graph has been written, and its file of decisions not.
    #[error(
        "{} is written and its decisions hold, but they could not be copied to {}: {source}; the next command that writes the graph will do that",
        Shown::path(store),
        Shown::path(path)
    )]
    DecisionsCopy {
        /// The graph.
        store: PathBuf,
        /// The file of decisions.
        path: PathBuf,
        /// Why not.
        source: crate::files::FileError,
    },
    /// A damaged graph may hold decisions that are nowhere else.
    #[error(
        "{source}. Decisions in it would be lost, so it is left alone: move it away to build it anew without them"
    )]
    DecisionsLost {
        /// What is wrong with the graph.
        source: Box<StoreError>,
    },
    /// Whether somebody else writes the graph cannot be found out.
    #[error("{} cannot be locked: {source}", Shown::path(path))]
    Lock {
        /// The file that is locked.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Shapes that cannot be read.
    #[error("the shapes cannot be read: {0}")]
    Shapes(String),
    /// The file cannot be written.
    #[error(transparent)]
    File(#[from] crate::files::FileError),
    /// There is no such graph.
    #[error(
        "{}: there is no such file; `dateline build ARTICLES -o {}` writes a graph",
        Shown::path(path),
        Shown::path(path)
    )]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file system refused something.
    #[error("cannot {action} {}: {source}", Shown::path(path))]
    Io {
        /// What was tried: "read", "write".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The file is something else.
    #[error(
        "{} is not a dateline graph, so it is left alone; name another file, or build one with `dateline build`",
        Shown::path(path)
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Written by a later version of the program.
    #[error(
        "{} has format {found}, and this version of dateline knows formats up to {known}; use the version that wrote it, or build the graph again under another name",
        Shown::path(path)
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest known one.
        known: u32,
    },
    /// The file ends too early.
    #[error(
        "{} is cut short: {found} bytes of {expected}; copy it again, or build the graph again",
        Shown::path(path)
    )]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Bytes there are.
        found: u64,
        /// Bytes there should be.
        expected: u64,
    },
    /// The content does not match its checksum or cannot be read.
    #[error(
        "{} is damaged: {reason}; copy it again, or build the graph again",
        Shown::path(path)
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The ontology inside a snapshot does not load.
    #[error(
        "the ontology kept with the graph does not load: {0}; build the graph again with this version"
    )]
    Ontology(#[from] OntologyError),
    /// A SPARQL endpoint cannot be asked.
    #[error("{url}: {reason}")]
    Endpoint {
        /// Its address.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The store itself failed.
    #[error("the store failed: {0}")]
    Storage(String),
    /// The SPARQL is not well formed. Line and column count from 1; 0 where the place is not known.
    #[error("SPARQL, line {line}, column {column}: {message}")]
    Syntax {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// The SPARQL is nested too deeply or too long to be read safely.
    #[error(
        "the SPARQL has more than {most} {what}; ask for less at once, and put long lists into VALUES"
    )]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// A limit of time, rows or memory was reached.
    #[error(transparent)]
    Limit(#[from] super::Limit),
    /// The query was stopped.
    #[error("stopped")]
    Cancelled,
    /// The query failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The format cannot hold this kind of answer.
    #[error("{format} cannot hold the answer of {form}; choose {remedy}")]
    Format {
        /// The format asked for.
        format: &'static str,
        /// The form of the query: "a SELECT query".
        form: &'static str,
        /// Formats that can.
        remedy: &'static str,
    },
    /// The answer cannot be written.
    #[error("cannot write the answer: {0}")]
    Write(#[from] io::Error),
}

impl StoreError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> StoreError {
        let path = path.to_path_buf();
        match (action, source.kind()) {
            ("read", io::ErrorKind::NotFound) => StoreError::Missing { path },
            _ => StoreError::Io {
                action,
                path,
                source,
            },
        }
    }

    pub(super) fn damaged(path: &Path, reason: &str) -> StoreError {
        StoreError::Damaged {
            path: path.to_path_buf(),
            reason: reason.to_string(),
        }
    }
}

impl From<oxigraph::store::StorageError> for StoreError {
    fn from(error: oxigraph::store::StorageError) -> StoreError {
        StoreError::Storage(error.to_string())
    }
}

impl From<oxigraph::sparql::QueryEvaluationError> for StoreError {
    fn from(error: oxigraph::sparql::QueryEvaluationError) -> StoreError {
        match error {
            oxigraph::sparql::QueryEvaluationError::Cancelled => StoreError::Cancelled,
            other => StoreError::Evaluation(other.to_string()),
        }
    }
}

impl From<oxigraph::sparql::SparqlSyntaxError> for StoreError {
    fn from(error: oxigraph::sparql::SparqlSyntaxError) -> StoreError {
        // The parser tells the place in its message only: "error at 1:10: expected …".
        let text = error.to_string();
        let place = text
            .strip_prefix("error at ")
            .and_then(|rest| rest.split_once(": "))
            .and_then(|(place, message)| {
                let (line, column) = place.split_once(':')?;
                Some((line.parse().ok()?, column.parse().ok()?, message))
            });
        match place {
            Some((line, column, message)) => StoreError::Syntax {
                line,
                column,
                message: message.to_string(),
            },
            None => StoreError::Syntax {
                line: 0,
                column: 0,
                message: text,
            },
        }
    }
}
