//! The byte order mark that some editors write in front of a text.

/// The text behind its byte order mark.
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The bytes of a text in UTF-8 behind its byte order mark.
pub(crate) fn unmarked_bytes(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::{unmarked, unmarked_bytes};

    #[test]
    fn one_mark_is_taken_off() {
        for (text, rest) in [
            ("a", "a"),
            ("\u{feff}a", "a"),
            ("\u{feff}\u{feff}a", "\u{feff}a"),
            ("", ""),
        ] {
            assert_eq!(unmarked(text), rest);
            assert_eq!(unmarked_bytes(text.as_bytes()), rest.as_bytes());
        }
    }
}
