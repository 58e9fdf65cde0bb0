//! Why something is not corrected.

use super::told;
use crate::shown::Shown;
use crate::store::StoreError;
use std::fmt;
use std::path::PathBuf;

/// Why nothing is decided. Remedies that are words of the shell are the shell's to tell.
#[derive(Debug)]
#[non_exhaustive]
pub enum CorrectionError {
    /// It is an article.
    Article(String),
    /// The graph has no such thing any more.
    Gone(String),
    /// It is an actor, a place or a thing, of which that cannot be said.
    NoEvent(String),
    /// They are one.
    One(String),
    /// They can never be one, and why.
    Unlike(String, &'static str),
    /// Fewer than two are to be one.
    Few,
    /// There is nothing to part.
    Single(String),
    /// Too many accounts to part each from each.
    Many {
        /// Whose.
        called: String,
        /// How many.
        accounts: usize,
    },
    /// An actor or place was not made one with that.
    Unjoined {
        /// Which.
        called: String,
        /// With what.
        with: String,
    },
    /// None of the accounts is called so.
    NoAccount {
        /// Whose.
        called: String,
        /// What was looked for.
        which: String,
        /// How many there are.
        accounts: usize,
    },
    /// Several of the accounts are called so.
    SeveralAccounts {
        /// Whose.
        called: String,
        /// What was looked for.
        which: String,
        /// How many there are.
        accounts: usize,
    },
    /// A note without words.
    NoNote,
    /// A note of too many letters.
    LongNote {
        /// Its letters.
        letters: usize,
        /// How many there may be.
        most: usize,
    },
    /// No date is written so.
    NoDate(String),
    /// The last day is before the first.
    Reversed(String),
    /// Nothing was corrected yet.
    Nothing,
    /// Another process is writing the graph.
    Busy(PathBuf),
    /// The graph cannot be read or written.
    Store(StoreError),
}

impl fmt::Display for CorrectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use CorrectionError as E;
        match self {
            E::Article(what) => write!(
                f,
                "{what} is an article; `dateline remove` takes one out of a graph"
            ),
            E::Gone(what) => write!(f, "{what} is struck, or is no longer in the graph"),
            E::NoEvent(what) => write!(
                f,
                "{what} is an actor, a place or a thing; only events can be struck, confirmed, dated and noted on"
            ),
            E::One(what) => write!(f, "{what} are one already"),
            E::Unlike(what, why) => write!(f, "{what} are not of one kind: {why}"),
            E::Few => f.write_str("two are needed to be one"),
            E::Single(what) => write!(f, "{what} has one account only"),
            E::Many { called, accounts } => write!(f, "{called} has {}", told(*accounts)),
            E::Unjoined { called, with } => {
                let with = Shown::line(with);
                write!(
                    f,
                    "{called} was not made one with {with}, so there is nothing to part"
                )
            }
            E::NoAccount {
                called,
                which,
                accounts,
            } => write!(
                f,
                "{called} has {}, and none is number {}, or of an outlet or a headline of that name",
                told(*accounts),
                Shown::line(which)
            ),
            E::SeveralAccounts {
                called,
                which,
                accounts,
            } => {
                let which = Shown::line(which);
                write!(f, "{accounts} accounts of {called} are of {which}")
            }
            E::NoNote => f.write_str("a note needs words"),
            E::LongNote { letters, most } => write!(
                f,
                "a note has at most {most} letters, and this has {letters}"
            ),
            E::NoDate(value) => write!(
                f,
                "“{}” is no date; write 2020-02-03, 2020-02, 2020 or 2020-02-03/2020-02-05",
                Shown::line(value)
            ),
            E::Reversed(value) => write!(
                f,
                "the second day of {} is before the first; write the earlier one first",
                Shown::line(value)
            ),
            E::Nothing => f.write_str("nothing was corrected in this session"),
            E::Busy(path) => write!(
                f,
                "{} is being written by another command; nothing is changed, try again when that has ended",
                Shown::path(path)
            ),
            E::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CorrectionError {}

impl From<StoreError> for CorrectionError {
    fn from(error: StoreError) -> CorrectionError {
        CorrectionError::Store(error)
    }
}
