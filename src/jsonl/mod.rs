//! JSON Lines of documents and accounts: the interchange format. Any other extractor may write it.
//!
//! One object a line: a document, then its accounts in text order, then the next document. The JSON Schema is
//! [`SCHEMA`]; [`write()`] writes all of it, [`Reader`] is content with less: what is optional is filled in, and fields it
//! does not know are ignored.

mod all;
mod read;
mod write;

pub use all::read_all;
pub use read::{JsonlError, Reader};
pub use write::write;

use crate::document::BlockKind;
use serde::{Deserialize, Serialize};

/// JSON Schema (2020-12) of one line.
pub const SCHEMA: &str = include_str!("../../schema/accounts.schema.json");

/// A block of a document as a line gives it; offsets in scalar values.
#[derive(Serialize, Deserialize)]
struct BlockLine {
    kind: BlockKind,
    begin: usize,
    end: usize,
}

#[cfg(test)]
mod tests;
