//! What archives of articles are kept in: office files, books, tables, packages of any of these, and such as mean harm.

#[path = "archives/build.rs"]
mod build;
mod common;
#[path = "archives/hostile.rs"]
mod hostile;
#[path = "archives/packages.rs"]
mod packages;
#[path = "archives/pdf.rs"]
mod pdf;
#[path = "archives/sheets.rs"]
mod sheets;

use dateline::document::{Document, DocumentError, Source, read};
use std::path::Path;

const FERRY: &str = "The ferry between Orvan and Tessel ran again on Thursday, the first time since the shelling of the port.";
const GUNS: &str = "Guns were heard near the dam on Sunday, and nobody was hurt, the army said.";

/// What a file of that name and content gives.
fn reads(name: &str, bytes: &[u8]) -> Vec<Result<Document, DocumentError>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&Source::Path(path)).collect()
}

/// The only article of a file.
fn article(name: &str, bytes: &[u8]) -> Document {
    let mut read = reads(name, bytes);
    assert_eq!(read.len(), 1, "{read:?}");
    read.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

/// The only error of a file, without the folder that it lies in.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let read = reads(name, bytes);
    let errors: Vec<&DocumentError> = read.iter().filter_map(|r| r.as_ref().err()).collect();
    assert_eq!(errors.len(), 1, "{read:?}");
    let message = errors[0].to_string();
    let from = message.find(name).unwrap_or(0);
    message[from..].to_string()
}

fn day(document: &Document) -> String {
    let published = document.published.as_ref().and_then(|p| p.day());
    published.map(|day| day.to_string()).unwrap_or_default()
}

fn ends(path: &str, with: &str) -> bool {
    Path::new(path).ends_with(with)
}
