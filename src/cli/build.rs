//! `dateline build`.

use super::{graph, ontology};
use anyhow::Result;
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
    let decisions = graph::decisions(&args.output, &args.options.base)?;
    let store = graph::build_with(&args.inputs, &args.options, &decisions)?;
    store.save(&args.output)?;
    graph::summary(&args.output, &store)
}
