//! Ids that are made of what they stand for, so that the same articles give the same ones.

use crate::digest::hex;
use sha2::{Digest, Sha256};

/// The id of an event whose first account has this id.
pub(crate) fn event_id(first: &str) -> String {
    format!("event/{}", short_hash(first))
}

/// Twelve digits that stand for a text.
pub(super) fn short_hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..6])
}
