//! Texts that the arguments name.

use anyhow::{Context, Result};
use dateline::document::Source;
use dateline::files::text;
use dateline::shown::Shown;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The longest text, in bytes.
const LONGEST: u64 = 128 << 20;

/// A file, or standard input where `-` stands for it.
pub fn source(file: PathBuf) -> Source {
    match file.as_os_str() == "-" {
        true => Source::Stdin,
        false => Source::Path(file),
    }
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    File::open(path)
        .and_then(|file| text(file, LONGEST))
        .with_context(|| format!("{}: cannot be read", Shown::path(path)))
}

/// The text of standard input.
pub fn standard_input() -> Result<String> {
    text(std::io::stdin().lock(), LONGEST).context("standard input: cannot be read")
}
