//! Arguments to sources: files, folders, patterns, standard input.

use super::DocumentError;
use super::kind::{Kind, SAMPLE};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files of a folder that are read.
pub(in crate::document) const EXTENSIONS: &[&str] = &[
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
/// An argument that matches nothing is an error that names it. A file that is named twice comes once, and so does an error
/// that says so; what a folder holds besides articles is an error of its own, [`DocumentError::is_note`].
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
    for source in &mut found {
        if let Ok(again) = source
            && !seen.insert(again.clone())
        {
            let name = again.name();
            *source = Err(DocumentError::Twice { name });
        }
    }
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
    let passed = |found: &Found| matches!(found, Err(DocumentError::PassedOver { .. }));
    if found[before..].iter().all(passed) {
        found.push(Err(DocumentError::EmptyFolder {
            name: path.to_string_lossy().into_owned(),
        }));
    }
}

/// Files below `path`, sorted. Left out are hidden files, notes on the folder itself, and links to folders, which may
/// lead in circles; files of other kinds are named.
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
        } else if path.is_file() {
            found.push(in_folder(path));
        }
    }
}

/// A file that a folder holds. What has another ending than articles is taken where articles may be in it by its first bytes,
/// to be read or to be refused, and passed over else.
fn in_folder(path: PathBuf) -> Found {
    let ending = extension(&path);
    let mut start = Vec::new();
    if !EXTENSIONS.contains(&ending.as_str())
        && let Ok(file) = File::open(&path)
    {
        // What cannot be read is refused later, with the reason.
        let _ = file.take(SAMPLE as u64).read_to_end(&mut start);
    }
    match is_article(&start, &ending) {
        Ok(()) => Ok(Source::Path(path)),
        Err(kind) => Err(DocumentError::PassedOver {
            name: path.to_string_lossy().into_owned(),
            kind,
        }),
    }
}

/// Whether articles may be in a file of a folder or an archive, by its first bytes and the ending of its name; else what it
/// is, where that is known.
pub(in crate::document) fn is_article(start: &[u8], ending: &str) -> Result<(), Option<Kind>> {
    if EXTENSIONS.contains(&ending) {
        return Ok(());
    }
    let kind = Kind::of(start, ending);
    match kind.is_some_and(Kind::may_hold_articles) {
        true => Ok(()),
        false => Err(kind),
    }
}

/// Whether a file of an archive is one that nobody means: hidden, of the system, or a note on the others.
pub(in crate::document) fn is_passed_over(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db";
    name.split(['/', '\\']).any(hidden) || is_note(Path::new(name))
}

fn is_note(path: &Path) -> bool {
    path.file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

/// The ending of a name in small letters, without its dot; empty where there is none.
pub(in crate::document) fn extension(path: &Path) -> String {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

pub(in crate::document) fn io(name: &str, error: &std::io::Error) -> DocumentError {
    DocumentError::Io {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
