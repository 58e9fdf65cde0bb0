//! Sources to documents.

use super::charset::{clean, decode};
use super::formats::{self, Columns, Place};
use super::jsonl::{self, Lines};
use super::kind::{Kind, SAMPLE};
use super::sources::{EXTENSIONS, Source, extension, io};
use super::{Document, DocumentError, Metadata, html, lines, make};
use crate::mark::unmarked_bytes;
use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

/// Documents as they are read.
pub type Documents = Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send>;

/// Documents, or the error that stands for all of them.
pub(super) type Opened = Result<Documents, DocumentError>;

/// What a source holds.
pub enum Input {
    /// Articles.
    Articles(Documents),
    /// Documents with their accounts, for `jsonl::Reader`.
    Accounts(Box<dyn BufRead + Send>),
}

impl Input {
    /// The articles of what messages call `name`; accounts are an error.
    pub(super) fn articles(self, name: String) -> Opened {
        match self {
            Input::Articles(documents) => Ok(documents),
            Input::Accounts(_) => Err(DocumentError::Accounts { name }),
        }
    }
}

/// How sources are read, where the user has said something of it.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    columns: Arc<Columns>,
}

impl Reading {
    /// Which column of tables, or field of objects, holds what.
    pub fn with_columns(columns: Columns) -> Reading {
        Reading {
            columns: Arc::new(columns),
        }
    }

    /// Documents of one source, one at a time: of JSON Lines and tables no more than an article is held in memory. Accounts
    /// are an error here; [`Reading::open`] tells them from articles.
    pub fn read(&self, source: &Source) -> Documents {
        let opened = self.open(source);
        or_error(opened.and_then(|input| input.articles(source.name())))
    }

    /// Opens a source and finds out what it holds; no more than its start is read.
    pub fn open(&self, source: &Source) -> Result<Input, DocumentError> {
        let name = source.name();
        let (reader, path): (Box<dyn Read + Send>, _) = match source {
            Source::Stdin => (Box::new(std::io::stdin()), None),
            Source::Path(path) => {
                let file = File::open(path).map_err(|error| io(&name, &error))?;
                // What comes through a pipe with a name comes once.
                let again = path.is_file().then(|| path.clone());
                (Box::new(file), again)
            }
        };
        enter(reader, Place::new(name, path, self.columns.clone()))
    }
}

/// Documents of one source, where nothing is said of columns; see [`Reading::read`].
pub fn read(source: &Source) -> Documents {
    Reading::default().read(source)
}

/// What `reader` gives, be it a source or a part of one.
pub(super) fn enter(reader: Box<dyn Read + Send>, place: Place) -> Result<Input, DocumentError> {
    let mut reader = BufReader::with_capacity(SAMPLE, reader);
    let name = place.name.clone();
    let start = reader.fill_buf().map_err(|error| io(&name, &error))?;
    if let Some(kind) = Kind::of(start, &place.ending) {
        return formats::open(kind, Box::new(reader), place);
    }
    let ending = place.ending.as_str();
    let lines = matches!(ending, "jsonl" | "ndjson");
    let known = EXTENSIONS.contains(&ending) && ending != "json";
    if lines || !known && looks_like_lines(start) {
        if Encoding::for_bom(start).is_some_and(|(encoding, _)| encoding != UTF_8) {
            return wide(reader, place).map(Input::Articles);
        }
        let (start, accounts) = lines::peek(&mut reader).map_err(|error| io(&name, &error))?;
        let reader = Cursor::new(start).chain(reader);
        return Ok(match accounts {
            true => Input::Accounts(Box::new(reader)),
            false => Input::Articles(Box::new(Lines::new(reader, place))),
        });
    }
    Ok(Input::Articles(later(move || whole(reader, place))))
}

/// What `read` gives, which is called for the first document.
pub(super) fn later(read: impl FnOnce() -> Opened + Send + 'static) -> Documents {
    Box::new(std::iter::once_with(read).flat_map(or_error))
}

/// The documents of a source that is read at once.
fn whole(reader: impl Read, place: Place) -> Opened {
    let known = EXTENSIONS.contains(&place.ending.as_str()) && place.ending != "json";
    let bytes = formats::whole(reader, &place)?;
    if place.ending == "json" || !known && starts_object(&bytes) {
        return json(&bytes, place);
    }
    let name = place.name.clone();
    let text = text_of(&bytes, &name)?;
    // What is not UTF-8 shows what it is only here.
    match Kind::of_text(&text, &place.ending) {
        Some(kind) => {
            let reader = Box::new(Cursor::new(text.into_bytes()));
            formats::open(kind, reader, place)?.articles(name)
        }
        None => Ok(once(article(text, &name, &place.ending))),
    }
}

/// Lines in UTF-16 are turned into UTF-8 first.
fn wide(reader: impl Read, place: Place) -> Opened {
    let bytes = formats::whole(reader, &place)?;
    let text = decode(&bytes, &place.name, None)?;
    let text = Cursor::new(text.into_bytes());
    Ok(Box::new(Lines::new(text, place)))
}

/// Documents from one result.
pub(super) fn once(result: Result<Document, DocumentError>) -> Documents {
    Box::new(std::iter::once(result))
}

/// The documents, among which an error is the only one.
pub(super) fn or_error(opened: Opened) -> Documents {
    opened.unwrap_or_else(|error| once(Err(error)))
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

/// One object, an array of objects, or what a service wraps around one.
fn json(bytes: &[u8], place: Place) -> Opened {
    let bytes = unmarked_bytes(bytes);
    let wrong = |name: &str, line, reason: &str| DocumentError::Line {
        name: name.to_owned(),
        line,
        reason: reason.to_owned(),
    };
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|error| wrong(&place.name, error.line(), "not valid JSON"))?;
    if let Some(documents) = formats::objects(&value, &place) {
        return documents;
    }
    let values = match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    let documents = values.into_iter().enumerate();
    let documents = documents.map(move |(at, value)| match value {
        Value::Object(fields) => jsonl::document(&fields, &place.name, at + 1, &place.columns),
        _ => Err(wrong(&place.name, at + 1, "not an object")),
    });
    Ok(Box::new(documents))
}

/// The document in `bytes`, plain text or a web page by the extension of `name` or, failing that, by content. What may hold
/// several is an error here; [`read`] reads it.
pub fn from_bytes(bytes: &[u8], name: &str) -> Result<Document, DocumentError> {
    let text = text_of(bytes, name)?;
    let ending = extension(Path::new(name));
    match Kind::of_text(&text, &ending) {
        Some(kind) => Err(DocumentError::Kind {
            name: name.to_owned(),
            kind,
        }),
        None => article(text, name, &ending),
    }
}

fn text_of(bytes: &[u8], name: &str) -> Result<String, DocumentError> {
    let text = clean(decode(bytes, name, declared(bytes).as_deref())?);
    match text.trim().is_empty() {
        true => Err(DocumentError::Empty {
            name: name.to_owned(),
        }),
        false => Ok(text),
    }
}

/// The document of a text or a page.
fn article(text: String, name: &str, ending: &str) -> Result<Document, DocumentError> {
    let page = match ending {
        "html" | "htm" | "xhtml" => true,
        "txt" | "text" | "md" => is_whole_page(&text),
        _ => is_page(&text),
    };
    let metadata = Metadata {
        source: name.to_owned(),
        ..Metadata::default()
    };
    let document = match page {
        true => html::with(text, metadata),
        false => make::from_text(text, metadata),
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
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
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
