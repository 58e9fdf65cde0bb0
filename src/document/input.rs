//! Arguments to sources, and sources to documents.

use super::charset::{clean, decode};
use super::jsonl::{self, Lines};
use super::{Document, DocumentError, Metadata, html, make};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Largest document, in bytes.
const LIMIT: usize = jsonl::LIMIT;

/// Files of a folder that are read.
const EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "html", "htm", "xhtml", "json", "jsonl", "ndjson",
];

/// What documents come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// As messages and documents name it: the path, or `-`.
    pub fn name(&self) -> String {
        match self {
            Source::Path(path) => path.to_string_lossy().into_owned(),
            Source::Stdin => "-".to_owned(),
        }
    }
}

type Found = Result<Source, DocumentError>;

/// Expands arguments (files, folders, patterns, `-`) into sources in the order given, folders and patterns sorted.
///
/// An argument that matches nothing is an error that names it. A file that is named twice comes once.
pub fn sources(args: &[String]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for arg in args {
        let path = Path::new(arg);
        match () {
            () if arg == "-" => found.push(Ok(Source::Stdin)),
            () if path.is_dir() => folder(path, &mut found),
            () if path.exists() => found.push(Ok(Source::Path(path.to_owned()))),
            () => pattern(arg, &mut found),
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    found.retain(|source| {
        source
            .as_ref()
            .map_or(true, |source| seen.insert(source.clone()))
    });
    found
}

fn pattern(arg: &str, found: &mut Vec<Found>) {
    let name = arg.to_owned();
    if !arg.contains(['*', '?', '[']) {
        return found.push(Err(DocumentError::NotFound { name }));
    }
    let options = glob::MatchOptions {
        require_literal_leading_dot: true,
        ..glob::MatchOptions::default()
    };
    let matches = match glob::glob_with(arg, options) {
        Ok(matches) => matches,
        Err(error) => {
            return found.push(Err(DocumentError::Pattern {
                name,
                reason: error.msg.to_owned(),
            }));
        }
    };
    let before = found.len();
    for path in matches {
        match path {
            Ok(path) if path.is_file() => found.push(Ok(Source::Path(path))),
            Ok(_) => {}
            Err(error) => found.push(Err(io(&error.path().to_string_lossy(), error.error()))),
        }
    }
    if found.len() == before {
        found.push(Err(DocumentError::NotFound { name }));
    }
}

fn folder(path: &Path, found: &mut Vec<Found>) {
    let before = found.len();
    walk(path, found);
    if found.len() == before {
        found.push(Err(DocumentError::EmptyFolder {
            name: path.to_string_lossy().into_owned(),
        }));
    }
}

/// Files below `path`, sorted. Left out are hidden files, notes on the folder itself, and links to folders, which may
/// lead in circles.
fn walk(path: &Path, found: &mut Vec<Found>) {
    let name = path.to_string_lossy();
    let entries = match std::fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(io(&name, &error))),
    };
    let mut paths: Vec<(PathBuf, bool)> = entries
        .iter()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .filter(|entry| !is_note(&entry.path()))
        .map(|entry| {
            (
                entry.path(),
                entry.file_type().is_ok_and(|kind| kind.is_dir()),
            )
        })
        .collect();
    paths.sort();
    for (path, is_folder) in paths {
        if is_folder {
            walk(&path, found);
        } else if extension(&path).is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
            && path.is_file()
        {
            found.push(Ok(Source::Path(path)));
        }
    }
}

fn is_note(path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

fn extension(path: &Path) -> Option<String> {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase())
}

fn io(name: &str, error: &std::io::Error) -> DocumentError {
    DocumentError::Io {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}

/// Documents of one source, one at a time: of JSON Lines no more than a line is held in memory.
pub fn read(source: &Source) -> Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send> {
    let name = source.name();
    let reader: Box<dyn Read + Send> = match source {
        Source::Stdin => Box::new(std::io::stdin()),
        Source::Path(path) => match File::open(path) {
            Ok(file) => Box::new(file),
            Err(error) => return once(Err(io(&name, &error))),
        },
    };
    let mut reader = BufReader::with_capacity(64 * 1024, reader);
    let kind = extension(Path::new(&name)).unwrap_or_default();
    let start = match reader.fill_buf() {
        Ok(start) => start,
        Err(error) => return once(Err(io(&name, &error))),
    };
    let lines = matches!(kind.as_str(), "jsonl" | "ndjson");
    let known = EXTENSIONS.contains(&kind.as_str()) && kind != "json";
    if lines || !known && looks_like_lines(start) {
        return Box::new(Lines::new(reader, &name));
    }
    let mut bytes = Vec::new();
    match reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => once(Err(io(&name, &error))),
        Ok(size) if size > LIMIT => once(Err(DocumentError::TooLarge { name, limit: LIMIT })),
        Ok(_) if kind == "json" || !known && bytes.trim_ascii_start().starts_with(b"{") => {
            json(&bytes, &name)
        }
        Ok(_) => once(from_bytes(&bytes, &name)),
    }
}

fn once(
    result: Result<Document, DocumentError>,
) -> Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send> {
    Box::new(std::iter::once(result))
}

/// Whether the first line is an object of its own, or the start of one too long to see.
fn looks_like_lines(start: &[u8]) -> bool {
    let start = start
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(start)
        .trim_ascii_start();
    let line = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or(start)
        .trim_ascii();
    start.starts_with(b"{\"") && (line.len() == start.len() || line.ends_with(b"}"))
}

/// One object or an array of objects.
fn json(
    bytes: &[u8],
    name: &str,
) -> Box<dyn Iterator<Item = Result<Document, DocumentError>> + Send> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
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
    let page = match extension(Path::new(name)).as_deref() {
        Some("html" | "htm" | "xhtml") => true,
        Some("txt" | "text" | "md") => false,
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
