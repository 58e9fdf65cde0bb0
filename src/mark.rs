//! The byte order mark that some editors write in front of a text.

/// The text behind its byte order mark.
pub fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// The bytes of a text in UTF-8 behind its byte order mark.
pub(crate) fn unmarked_bytes(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}
