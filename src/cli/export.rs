//! `dateline export`.

use super::graph;
use super::terminal;
use anyhow::{Context, Result};
use dateline::rdf::export::{self, Format};
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
        export::export(store.inner(), store.base(), args.format, out)?.flush()?;
        return Ok(());
    };
    let failed = || format!("{}: cannot be written", path.display());
    let out = BufWriter::new(std::fs::File::create(&path).with_context(failed)?);
    export::export(store.inner(), store.base(), args.format, out)
        .and_then(|mut out| out.flush())
        .with_context(failed)
}
