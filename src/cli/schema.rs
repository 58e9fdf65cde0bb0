//! `dateline schema`.

use super::terminal;
use anyhow::Result;
use std::io::Write;

/// Prints the JSON Schema of the JSON Lines that `extract` writes and `build` reads.
pub fn run() -> Result<()> {
    let schema = dateline::jsonl::SCHEMA.trim_end();
    writeln!(terminal::stdout(), "{schema}")?;
    Ok(())
}
