//! `dateline build`.

use super::change::{self, Turn};
use super::{graph, ontology};
use anyhow::Result;
use dateline::files::Existing;
use std::path::{Path, PathBuf};

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles (text, pages, tables, feeds, mail, office files, exports, archives of these), folders, patterns, `-` for
    /// standard input, or accounts that `extract` wrote
    #[arg(required = true, value_name = "INPUTS")]
    inputs: Vec<String>,
    /// Where to write the graph
    #[arg(short, long, value_name = "STORE")]
    output: PathBuf,
    /// Overwrite a graph that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    turn: Turn,
    #[command(flatten)]
    options: ontology::Options,
}

/// Reads articles and writes their graph to a file.
pub fn run(args: Args) -> Result<()> {
    let existing = Existing::replaced_if(args.force);
    let inputs: Vec<&Path> = args.inputs.iter().map(Path::new).collect();
    // Before the articles are read, which may take long.
    let mut writing = args.turn.take(&args.output, existing, &inputs)?;
    let decisions = change::decisions(&mut writing, &args.output, args.options.base())?;
    let store = graph::build_with(&args.inputs, &args.options, &decisions)?;
    writing.save(&store)?;
    change::idle(&store, &args.output, &decisions)?;
    graph::summary(&args.output, &store)
}
