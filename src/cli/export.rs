//! `dateline export`.

use super::graph;
use super::terminal;
use anyhow::{Context, Result};
use dateline::files::{AtomicFile, Existing};
use dateline::shown::Shown;
use dateline::store::export::{self, Format};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote
    store: PathBuf,
    /// nquads, trig and jsonld keep each article's graph apart; turtle, ntriples and rdfxml know one graph
    #[arg(short, long, value_name = "turtle|ntriples|rdfxml|nquads|trig|jsonld", value_parser = format)]
    format: Format,
    /// The file to write; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// A format of RDF by its name, for clap.
pub fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
        format!("it is one of {}", known.join(", "))
    })
}

/// Writes a graph as RDF.
pub fn run(args: Args) -> Result<()> {
    let store = graph::open(&args.store)?;
    let Some(path) = args.output else {
        let out = BufWriter::new(terminal::stdout());
        export::export(&store, args.format, out)?.flush()?;
        return Ok(());
    };
    let existing = Existing::replaced_if(args.force);
    let mut out = AtomicFile::create(&path, existing, &[&args.store])?;
    export::export(&store, args.format, &mut out)
        .with_context(|| format!("{}: cannot be written", Shown::path(&path)))?;
    Ok(out.commit()?)
}
