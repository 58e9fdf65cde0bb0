//! Lines into [`Dossier`]s, one document at a time.

mod account;
mod document;

use crate::document::Document;
use crate::link::Dossier;
use crate::mark::unmarked_bytes;
use crate::ontology::Ontology;
use crate::shown::{Shown, blanked, is_blanked};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// Longest line, in bytes: a document of the largest size with room for escapes and its blocks.
const LONGEST: u64 = 512 * 1024 * 1024;

/// What is wrong with a file of accounts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JsonlError {
    /// It cannot be read.
    #[error("{}: {source}", Shown::name(file))]
    Read {
        /// The file.
        file: String,
        /// Why not.
        source: io::Error,
    },
    /// A line is not as the format wants it.
    #[error("{}, line {line}: {reason}", Shown::name(file))]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and how to mend it.
        reason: String,
    },
}

/// Reads documents with their accounts, one after another. It stops after the first error.
pub struct Reader<'o, R> {
    input: R,
    file: String,
    ontology: &'o Ontology,
    line: usize,
    /// The document whose accounts are being read, and its line.
    open: Option<(usize, Dossier)>,
    /// The line of the document that came last.
    begun: usize,
    ended: bool,
}

#[derive(Deserialize)]
struct Tag {
    r#type: Option<String>,
}

impl<'o, R: BufRead> Reader<'o, R> {
    /// Reads from `input`; `file` is its name in messages.
    pub fn new(input: R, file: &str, ontology: &'o Ontology) -> Reader<'o, R> {
        Reader {
            input,
            file: file.to_string(),
            ontology,
            line: 0,
            open: None,
            begun: 0,
            ended: false,
        }
    }

    /// Where so many lines stand before the first.
    pub(super) fn behind(mut self, lines: usize) -> Reader<'o, R> {
        self.line = lines;
        self
    }

    /// The number of the line with the document that was given last.
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// Gives the document that is complete.
    fn give(&mut self, complete: Option<(usize, Dossier)>) -> Option<Dossier> {
        let (line, dossier) = complete?;
        self.begun = line;
        Some(dossier)
    }

    /// The next document, or `None` at the end.
    fn next_dossier(&mut self) -> Result<Option<Dossier>, JsonlError> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let length = (&mut self.input)
                .take(LONGEST + 1)
                .read_until(b'\n', &mut bytes)
                .map_err(|source| JsonlError::Read {
                    file: self.file.clone(),
                    source,
                })?;
            if length == 0 {
                let last = self.open.take();
                return Ok(self.give(last));
            }
            self.line += 1;
            if length as u64 > LONGEST {
                return Err(JsonlError::Line {
                    file: self.file.clone(),
                    line: self.line,
                    reason: format!("longer than {LONGEST} bytes; write one object a line"),
                });
            }
            let mut line = bytes.as_slice();
            if self.line == 1 {
                line = unmarked_bytes(line);
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            match self.take(line) {
                Ok(None) => {}
                Ok(Some(dossier)) => return Ok(Some(dossier)),
                Err(reason) => {
                    return Err(JsonlError::Line {
                        file: self.file.clone(),
                        line: self.line,
                        reason,
                    });
                }
            }
        }
    }

    /// Takes in one line; gives the document before it, when the line begins another.
    fn take(&mut self, line: &[u8]) -> Result<Option<Dossier>, String> {
        match kind(line)?.as_deref() {
            Some("document") => {
                let document = json::<document::Line>(line)?.finish()?;
                let accounts = Vec::new();
                let next = (self.line, Dossier { document, accounts });
                let complete = self.open.replace(next);
                Ok(self.give(complete))
            }
            Some("account") => {
                let Some((_, dossier)) = &mut self.open else {
                    return Err(
                        "an account before any document; write the line of its document first"
                            .to_string(),
                    );
                };
                let number = dossier.accounts.len() + 1;
                let account = json::<account::Line>(line)?.finish(
                    &dossier.document,
                    number,
                    self.ontology,
                )?;
                dossier.accounts.push(account);
                Ok(None)
            }
            Some(other) => Err(format!(
                "type \"{}\" is not known; it is \"document\" or \"account\"",
                blanked(other.to_string())
            )),
            None => Err("missing field `type`; it is \"document\" or \"account\"".to_string()),
        }
    }
}

impl<R: BufRead> Iterator for Reader<'_, R> {
    type Item = Result<Dossier, JsonlError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_dossier().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// What a line says that it is. As a rule it says so first, and need not be read twice.
fn kind(line: &[u8]) -> Result<Option<Cow<'static, str>>, String> {
    for kind in ["document", "account"] {
        let rest = line.strip_prefix(br#"{"type":""#.as_slice());
        let rest = rest.and_then(|rest| rest.strip_prefix(kind.as_bytes()));
        if rest.is_some_and(|rest| rest.starts_with(br#"","#)) {
            return Ok(Some(kind.into()));
        }
    }
    Ok(parsed::<Tag>(line)?.r#type.map(Cow::from))
}

/// Reads a line whose strings a terminal may be shown.
fn json<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    if !may_hold_controls(line) {
        return parsed(line);
    }
    let mut value: Value = parsed(line)?;
    clean(&mut value);
    serde_json::from_value(value).map_err(|error| reason(&error))
}

fn parsed<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    // What is known to be text need not be held against that string by string.
    let parsed = match std::str::from_utf8(line) {
        Ok(line) => serde_json::from_str(line),
        Err(_) => serde_json::from_slice(line),
    };
    parsed.map_err(|error| reason(&error))
}

fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    // The parser sees one line only; the line number of the file is told before.
    let place = format!(" at line {} column {}", error.line(), error.column());
    match text.strip_suffix(&place) {
        Some(text) if error.column() > 0 => format!("{text} (column {})", error.column()),
        _ => text,
    }
}

/// Whether strings of a line may hold what [`blanked`] replaces, as it is or as an escape.
fn may_hold_controls(line: &[u8]) -> bool {
    // The line's end is in no string.
    let mut rest = line.trim_ascii_end();
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    while let Some(at) = rest.iter().position(|b| !is_plain(b) || *b == b'\\') {
        rest = &rest[at..];
        if let [b'\\', behind @ ..] = rest {
            if matches!(behind.first(), Some(b'u' | b'b' | b'f' | b'r')) {
                return true;
            }
            rest = behind;
            continue;
        }
        // Most that is not ASCII are letters.
        let length = rest.iter().position(is_plain).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(length);
        let mut letters = std::str::from_utf8(part).unwrap_or_default().chars();
        if letters.any(is_blanked) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Blanks for what a terminal obeys; offsets stay good.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = blanked(std::mem::take(text)),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        _ => {}
    }
}

/// Whether offsets lie in the text, where there is one.
fn check(document: &Document, begin: usize, end: usize, what: &str) -> Result<(), String> {
    if begin > end {
        return Err(format!("{what} begins at {begin}, after its end {end}"));
    }
    let length = document.char_offset(document.text.len());
    if length > 0 && end > length {
        return Err(format!(
            "{what} ends at {end}, and the document's text at {length}; offsets count Unicode scalar values, not bytes"
        ));
    }
    Ok(())
}
