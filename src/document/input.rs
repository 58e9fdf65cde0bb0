//! Sources to documents.

use super::charset::{clean, decode};
use super::jsonl::{self, Lines};
use super::kind::{Kind, SAMPLE, is_post};
use super::sources::{EXTENSIONS, Source, extension, io};
use super::{Document, DocumentError, Metadata, html, lines, make};
use crate::mark::unmarked_bytes;
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Largest document, in bytes.
const LIMIT: usize = jsonl::LIMIT;

/// Documents as they are read.
pub type Documents = Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send>;

/// What a source holds.
pub enum Input {
    /// Articles.
    Articles(Documents),
    /// Documents with their accounts, for `extract::jsonl::Reader`.
    Accounts(Box<dyn BufRead + Send>),
}

/// Documents of one source, one at a time: of JSON Lines no more than a line is held in memory. Accounts are an error here;
/// [`open`] tells them from articles.
pub fn read(source: &Source) -> Documents {
    match open(source) {
        Ok(Input::Articles(documents)) => documents,
        Ok(Input::Accounts(_)) => once(Err(DocumentError::Accounts {
            name: source.name(),
        })),
        Err(error) => once(Err(error)),
    }
}

/// Opens a source and finds out what it holds; no more than its start is read.
pub fn open(source: &Source) -> Result<Input, DocumentError> {
    let name = source.name();
    let reader: Box<dyn Read + Send> = match source {
        Source::Stdin => Box::new(std::io::stdin()),
        Source::Path(path) => Box::new(File::open(path).map_err(|error| io(&name, &error))?),
    };
    let mut reader = BufReader::with_capacity(SAMPLE, reader);
    let ending = extension(Path::new(&name));
    let start = reader.fill_buf().map_err(|error| io(&name, &error))?;
    if let Some(kind) = Kind::of(start, &ending) {
        return Err(DocumentError::Kind { name, kind });
    }
    let lines = matches!(ending.as_str(), "jsonl" | "ndjson");
    let known = EXTENSIONS.contains(&ending.as_str()) && ending != "json";
    if lines || !known && looks_like_lines(start) {
        if Encoding::for_bom(start).is_some_and(|(encoding, _)| encoding != UTF_8) {
            return Ok(Input::Articles(wide(reader, &name)));
        }
        let (start, accounts) = lines::peek(&mut reader).map_err(|error| io(&name, &error))?;
        let reader = Cursor::new(start).chain(reader);
        return Ok(match accounts {
            true => Input::Accounts(Box::new(reader)),
            false => Input::Articles(Box::new(Lines::new(reader, &name))),
        });
    }
    Ok(Input::Articles(Box::new(
        std::iter::once_with(move || whole(reader, &name, &ending)).flatten(),
    )))
}

/// The documents of a source that is read at once.
fn whole(reader: impl Read, name: &str, ending: &str) -> Documents {
    let known = EXTENSIONS.contains(&ending) && ending != "json";
    let mut bytes = Vec::new();
    let name = name.to_owned();
    match reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => once(Err(io(&name, &error))),
        Ok(size) if size > LIMIT => once(Err(DocumentError::TooLarge { name, limit: LIMIT })),
        Ok(_) if ending == "json" || !known && starts_object(&bytes) => json(&bytes, &name),
        Ok(_) => once(from_bytes(&bytes, &name)),
    }
}

/// Lines in UTF-16 are turned into UTF-8 first.
fn wide(reader: impl Read, name: &str) -> Documents {
    let mut bytes = Vec::new();
    let name = name.to_owned();
    match reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => once(Err(io(&name, &error))),
        Ok(size) if size > LIMIT => once(Err(DocumentError::TooLarge { name, limit: LIMIT })),
        Ok(_) => match decode(&bytes, &name, None) {
            Err(error) => once(Err(error)),
            Ok(text) => Box::new(Lines::new(Cursor::new(text.into_bytes()), &name)),
        },
    }
}

fn once(result: Result<Document, DocumentError>) -> Documents {
    Box::new(std::iter::once(result))
}

fn starts_object(bytes: &[u8]) -> bool {
    unmarked_bytes(bytes).trim_ascii_start().starts_with(b"{")
}

/// Whether the first line is an object of its own, or the start of one too long to see.
fn looks_like_lines(start: &[u8]) -> bool {
    let start = unmarked_bytes(start).trim_ascii_start();
    let line = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or(start)
        .trim_ascii();
    // "{", perhaps a space, and the name of the first field.
    let object = line
        .strip_prefix(b"{")
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
    object && (line.len() == start.len() || line.ends_with(b"}"))
}

/// One object or an array of objects.
fn json(bytes: &[u8], name: &str) -> Documents {
    let bytes = unmarked_bytes(bytes);
    let name = name.to_owned();
    let values = match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Array(values)) => values,
        Ok(value) => vec![value],
        Err(error) => {
            let reason = "not valid JSON".to_owned();
            return once(Err(DocumentError::Line {
                name,
                line: error.line(),
                reason,
            }));
        }
    };
    if let Some(Value::Object(first)) = values.first()
        && is_post(first)
    {
        let kind = Kind::Posts;
        return once(Err(DocumentError::Kind { name, kind }));
    }
    Box::new(
        values
            .into_iter()
            .enumerate()
            .map(move |(at, value)| match value {
                Value::Object(fields) => jsonl::document(&fields, &name, at + 1),
                _ => Err(DocumentError::Line {
                    name: name.clone(),
                    line: at + 1,
                    reason: "not an object".to_owned(),
                }),
            }),
    )
}

/// The document in `bytes`, plain text or a web page by the extension of `name` or, failing that, by content.
pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Document, DocumentError> {
    let text = clean(decode(bytes, name, declared(bytes).as_deref())?);
    if text.trim().is_empty() {
        return Err(DocumentError::Empty {
            name: name.to_owned(),
        });
    }
    let ending = extension(Path::new(name));
    if let Some(kind) = Kind::of_text(&text, &ending) {
        return Err(DocumentError::Kind {
            name: name.to_owned(),
            kind,
        });
    }
    let page = match ending.as_str() {
        "html" | "htm" | "xhtml" => true,
        "txt" | "text" | "md" => is_whole_page(&text),
        _ => is_page(&text),
    };
    let document = match page {
        true => html::read(text, name),
        false => make::from_text(
            text,
            Metadata {
                source: name.to_owned(),
                ..Metadata::default()
            },
        ),
    };
    match document.text.trim().is_empty() {
        true => Err(DocumentError::Empty {
            name: name.to_owned(),
        }),
        false => Ok(document),
    }
}

/// Whether a page was saved under the name of a text.
fn is_whole_page(text: &str) -> bool {
    let start = text.trim_start();
    let start = start[..start.floor_char_boundary(20)].to_ascii_lowercase();
    ["<!doctype html", "<html>", "<html "]
        .iter()
        .any(|tag| start.starts_with(tag))
}

fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let start = start[..start.floor_char_boundary(1000)].to_ascii_lowercase();
    start.starts_with('<')
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<article",
            "<div",
            "<p>",
            "<meta",
        ]
        .iter()
        .any(|tag| start.contains(tag))
}

/// The encoding that a page names in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset=").filter(|_| head.contains('<'))? + "charset=".len();
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

#[cfg(test)]
mod tests;
