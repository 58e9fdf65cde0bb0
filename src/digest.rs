//! Checksums, in the form in which they are kept and shown.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Bytes as small hexadecimal digits, two a byte.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// The SHA-256 of a text, 64 digits.
pub(crate) fn sha256(text: &str) -> String {
    hex(Sha256::digest(text.as_bytes()))
}
