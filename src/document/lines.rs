//! Whether lines of JSON hold articles or accounts.

use crate::mark::unmarked_bytes;
use serde_json::Value;
use std::io::{self, BufRead, Read};

/// So many lines at the start may be damaged before the file counts as one of articles, whose reader names the damage.
const DAMAGED: usize = 8;

/// A line of more bytes is looked at no further: it is too long for both readers.
const LONGEST: u64 = super::limit::LIMIT as u64 + 1;

/// Reads lines until one tells what the file holds; gives what was read, and whether it begins a file of accounts.
pub fn peek(reader: &mut impl BufRead) -> io::Result<(Vec<u8>, bool)> {
    let mut read = Vec::new();
    let mut looked = 0;
    while looked < DAMAGED {
        let begin = read.len();
        match reader.by_ref().take(LONGEST).read_until(b'\n', &mut read) {
            Ok(0) => break,
            // Of what is cut off the lines before are read, and the reader meets the end again.
            Err(_) if !read.is_empty() => break,
            told => told?,
        };
        let line = &read[begin..];
        let line = match begin {
            0 => unmarked_bytes(line),
            _ => line,
        };
        if line.trim_ascii().is_empty() {
            continue;
        }
        // A bad byte inside a string does not change what the line is; its reader names it.
        if let Ok(value) = serde_json::from_str::<Value>(&String::from_utf8_lossy(line)) {
            return Ok((read, is_account(&value)));
        }
        looked += 1;
    }
    Ok((read, false))
}

/// Whether a line is of the format of accounts.
fn is_account(value: &Value) -> bool {
    let kind = value.get("type").and_then(Value::as_str);
    matches!(kind, Some("document" | "account"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_known_by_their_type() {
        for (text, accounts) in [
            ("{\"type\": \"document\", \"text\": \"“Yes”\"}\n", true),
            ("\u{feff}\n{ \"id\" : 1 , \"type\" :\"account\" }", true),
            ("{broken\n{\"type\":\"document\"}", true),
            ("{\"text\": \"{\\\"type\\\":\\\"document\\\"}\"}", false),
            ("{\"type\": \"article\", \"text\": \"a\"}", false),
            ("[1]\n", false),
            ("", false),
        ] {
            let (read, found) = peek(&mut text.as_bytes()).unwrap();
            assert_eq!(found, accounts, "{text}");
            assert!(text.as_bytes().starts_with(&read), "{text}");
        }
        let bytes = b"{\"type\":\"document\",\"title\":\"\xff\"}\n";
        assert!(peek(&mut bytes.as_slice()).unwrap().1);
    }
}
