//! The byte order mark that some editors write in front of a text.

/// The text behind its byte order mark.
pub fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}
