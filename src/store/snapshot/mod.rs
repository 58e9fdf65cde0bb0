//! The file a graph is kept in: `docs/store-format.md` tells what is in it.
//!
//! ```text
//! dateline graph                      magic, so that no other file is taken for one
//! 5                                   format
//! 812 49152 9f86d081…                 bytes of the header, bytes behind it, SHA-256 of these lines up to here and of the header
//! {"base":"https://…","quads":…}      header, which tells where everything lies
//! …                                   checksums of the pages behind them
//! …                                   pages: the index, the names, and what they were linked from (JSON Lines of documents
//!                                     and accounts, each document packed)
//! ```
//!
//! Lines end in `\n`; the line end after the header counts as part of it. The first three lines tell a cut, another file and a
//! later format apart before anything is decoded. There is no clock and no random name in it: the same graph gives the
//! same bytes.
//!
//! Opening reads the header and the checksums. The rest is read where it lies, each page held against its checksum when it is
//! first read ([`pages`](super::pages)), and nothing in it is trusted, since a checksum can be made by anybody: lengths and
//! numbers are held against what is there, and what is packed unpacks to as much as it says, or is refused ([`packed`]).
//!
//! Formats 1 to 3 held the quads as packed N-Quads; they are read, too ([`old`]).

mod lead;
mod old;
pub(super) mod packed;
mod read;
mod write;

pub use crate::files::GRAPH as MAGIC;
pub(super) use read::{Kept, kept, open};
pub(super) use write::{check, encode, save};

use super::documents::DocumentsAt;
use super::index::IndexAt;
use super::names::NamesAt;
use super::pages::At;
use serde::{Deserialize, Serialize};

/// The format this version writes, and the newest it reads.
pub const FORMAT: u32 = 5;
/// What this version calls itself in a header.
const PROGRAM: &str = concat!("dateline ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize, Deserialize)]
struct Header {
    base: String,
    program: String,
    quads: usize,
    documents: usize,
    accounts: usize,
    /// Bytes of all pages.
    bytes: u64,
    /// SHA-256 of the checksums.
    checksums: String,
    /// What lies where.
    index: Part<IndexAt>,
    names: Part<NamesAt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corpus: Option<Part<CorpusAt>>,
    /// Prints of what is told of each node; older files have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prints: Option<At>,
    /// Decisions about links, as Turtle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    decisions: String,
    ontology: Vec<String>,
}

/// A part of the pages, and where in it everything lies.
#[derive(Serialize, Deserialize)]
struct Part<T> {
    at: At,
    holds: T,
}

/// The accounts.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum CorpusAt {
    Each(DocumentsAt),
    /// As one, as in format 4.
    Whole {
        /// Bytes of them when unpacked.
        unpacked: u64,
    },
}
