//! JSON that a terminal shows as it is.

use crate::shown::is_hidden;
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes a value as JSON. What a terminal would obey, or what would deceive a reader, is written as `\u…`: to a program it
/// is the same.
pub(crate) fn to_writer<W: Write>(out: W, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Printable);
    Ok(value.serialize(&mut serializer)?)
}

struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        // Most is plain.
        let hidden = |c: char| !matches!(c, ' '..='~') && is_hidden(c);
        while let Some(at) = rest.find(hidden) {
            out.write_all(&rest.as_bytes()[..at])?;
            let mut letters = rest[at..].chars();
            let hidden = letters.next().unwrap_or_default();
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = letters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}
