//! `dateline build`.

use super::{graph, ontology};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles (.txt, .html, .jsonl), folders, patterns, `-` for standard input, or accounts that `extract` wrote
    #[arg(required = true, value_name = "INPUTS")]
    inputs: Vec<String>,
    /// Where to write the graph
    #[arg(short, long, value_name = "STORE")]
    output: PathBuf,
    #[command(flatten)]
    options: ontology::Options,
}

/// Reads articles and writes their graph to a file.
pub fn run(args: Args) -> Result<()> {
    let store = graph::build(&args.inputs, &args.options)?;
    store.save(&args.output)?;
    let counts = store.statistics();
    let class = |name| counts.classes.get(name).copied().unwrap_or_default();
    let line = format!(
        "{}: {} articles, {} accounts, {} events, {} actors, {} places",
        args.output.display(),
        graph::thousands(counts.documents),
        graph::thousands(counts.accounts),
        graph::thousands(class("Event")),
        graph::thousands(class("Actor")),
        graph::thousands(class("Place")),
    );
    writeln!(std::io::stderr().lock(), "{line}")?;
    Ok(())
}
