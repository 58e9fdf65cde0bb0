//! The file a graph is kept in.
//!
//! ```text
//! dateline graph                      magic, so that no other file is taken for one
//! 3                                   format
//! 812 49152 9f86d081…                 bytes of the header, bytes of the payload, SHA-256 of all but these digits
//! {"base":"https://…","program":"dateline 0.1.0","quads":…,"ontology":["…"]}
//! …                                   payload: the sorted N-Quads, packed, then what they were linked from (JSON Lines of
//!                                     documents and accounts), packed
//! ```
//!
//! Lines end in `\n`; the line end after the header counts as part of it. The first three lines tell a cut, a changed
//! byte, another file and a later format apart before anything is decoded. There is no clock and no random name in it:
//! the same graph gives the same bytes.
//!
//! Nothing in it is trusted, since a checksum can be made by anybody: lengths are held against the file's own, and what
//! is packed unpacks to as much as the header says, or is refused ([`packed`]). In formats 1 and 2, which are read too, the
//! checksum left out the first lines and the header did not tell the unpacked lengths.

mod lead;
pub(super) mod packed;
mod read;
mod write;

pub(super) use read::{Kept, kept, open};
pub(super) use write::{check, encode, save};

use serde::{Deserialize, Serialize};

/// First line of every snapshot.
pub const MAGIC: &str = "dateline graph";
/// The format this version writes, and the newest it reads.
pub const FORMAT: u32 = 3;

#[derive(Serialize, Deserialize)]
struct Header {
    base: String,
    program: String,
    quads: usize,
    documents: usize,
    accounts: usize,
    ontology: Vec<String>,
    /// Bytes of the N-Quads when unpacked; formats 1 and 2 do not tell.
    #[serde(default)]
    quads_unpacked: Option<u64>,
    /// Bytes at the end of the payload that are the accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corpus: Option<usize>,
    /// Bytes of the accounts when unpacked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corpus_unpacked: Option<u64>,
    /// Decisions about links, as Turtle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    decisions: String,
}
