//! What can go wrong between bytes and a document.

use super::kind::Kind;
use crate::shown::Shown;
use thiserror::Error;

/// A source that gives no document. Every message names the source and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// An argument that names no file, folder or pattern with a match.
    #[error(
        "{}: no such file or folder, and no file matches it as a pattern; check the spelling",
        Shown::name(name)
    )]
    NotFound {
        /// The argument as given.
        name: String,
    },
    /// A folder without anything to read.
    #[error(
        "{}: the folder holds nothing that is read, such as .txt, .html, .jsonl, .csv or .docx; name the files themselves to read others",
        Shown::name(name)
    )]
    EmptyFolder {
        /// The folder.
        name: String,
    },
    /// A pattern that cannot be understood.
    #[error("{}: not a valid pattern: {reason}", Shown::name(name))]
    Pattern {
        /// The pattern.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The operating system refused.
    #[error("{}: cannot be read: {reason}", Shown::name(name))]
    Io {
        /// File or folder.
        name: String,
        /// In the system's words.
        reason: String,
    },
    /// Bytes that are not text.
    #[error(
        "{}: is not text: {found}; give .txt, .html, .csv or another of the kinds that the README lists",
        Shown::name(name)
    )]
    NotText {
        /// The source.
        name: String,
        /// What the bytes look like.
        found: &'static str,
    },
    /// A file of another kind than articles.
    #[error("{}: {kind}", Shown::name(name))]
    Kind {
        /// The source.
        name: String,
        /// What it is.
        kind: Kind,
    },
    /// A file of a folder that holds no article by its kind or its name.
    #[error(
        "{}: {}; name the file itself to read it", Shown::name(name),
        kind.map_or("its name has no ending of articles", Kind::name)
    )]
    PassedOver {
        /// The file.
        name: String,
        /// What it is, where that is known.
        kind: Option<Kind>,
    },
    /// A file, or a part of one, that is known and cannot be read.
    #[error("{}: {reason}; {remedy}", Shown::name(name))]
    Unfit {
        /// The file, with its part.
        name: String,
        /// What it is, or what is wrong with it.
        reason: String,
        /// What can be done.
        remedy: &'static str,
    },
    /// What stands beside the articles of a file and is none.
    #[error("{}: {what}", Shown::name(name))]
    Beside {
        /// The file.
        name: String,
        /// What, and how much of it.
        what: String,
    },
    /// A file that was named before.
    #[error("{}: given twice; it is read once", Shown::name(name))]
    Twice {
        /// The file.
        name: String,
    },
    /// Nothing but white space.
    #[error(
        "{}: no text; leave it out or check how it was saved",
        Shown::name(name)
    )]
    Empty {
        /// The source, with the line for JSON Lines.
        name: String,
    },
    /// More bytes than one document may have.
    #[error(
        "{}: larger than {limit} bytes; split it, or give one article a line as .jsonl",
        Shown::name(name)
    )]
    TooLarge {
        /// The source, with the line for JSON Lines.
        name: String,
        /// Largest size of one document.
        limit: usize,
    },
    /// A line of JSON Lines that holds no article.
    #[error(
        "{}, line {line}: {reason}; write one object a line, such as {{\"title\": \"…\", \"text\": \"…\"}}",
        Shown::name(name)
    )]
    Line {
        /// The file.
        name: String,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with the line.
        reason: String,
    },
    /// JSON Lines of accounts, not of articles: the caller has another reader for it.
    #[error(
        "{}: holds accounts, not articles; load it with `dateline build`",
        Shown::name(name)
    )]
    Accounts {
        /// The source.
        name: String,
    },
}

impl DocumentError {
    /// Whether no article is lost by it: what was passed over in a folder or a file, or given twice.
    pub fn is_note(&self) -> bool {
        matches!(
            self,
            DocumentError::PassedOver { .. }
                | DocumentError::Beside { .. }
                | DocumentError::Twice { .. }
        )
    }

    /// Whether something that was named is not there at all.
    pub fn is_missing(&self) -> bool {
        matches!(
            self,
            DocumentError::NotFound { .. } | DocumentError::Pattern { .. }
        )
    }
}
