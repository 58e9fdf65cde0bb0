//! `dateline export`.

use super::failure::Failure;
use super::place::Output;
use super::{format, graph, terminal};
use anyhow::Result;
use dateline::exchange::rdf::Options;
use dateline::exchange::{self, GraphFormat};
use std::path::{Path, PathBuf};

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote
    store: PathBuf,
    /// What it is written as. Without it as the ending of --output says
    #[arg(short, long, value_parser = format::graphs())]
    format: Option<GraphFormat>,
    #[command(flatten)]
    output: Output,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
    /// Leave the text of articles out; the sentences that tell an event stay
    #[arg(long)]
    without_text: bool,
    /// The licence under which the graph is given on, for the metadata of RDF
    #[arg(long, value_name = "IRI", value_parser = licence)]
    licence: Option<String>,
}

/// The IRI of a licence, for clap.
fn licence(iri: &str) -> Result<String, String> {
    match iri.starts_with("http://") || iri.starts_with("https://") {
        true if !iri.contains(char::is_whitespace) => Ok(iri.to_string()),
        _ => {
            let usual = "https://creativecommons.org/licenses/by/4.0/";
            Err(format!("write its address, for instance {usual}"))
        }
    }
}

/// Endings that tell a format.
fn endings() -> Vec<String> {
    let all = GraphFormat::ALL.iter().map(|about| about.ending);
    let telling = all.filter(|ending| GraphFormat::from_name(ending).is_some());
    telling.map(|ending| format!(".{ending}")).collect()
}

/// Writes a graph for another tool.
pub fn run(args: Args) -> Result<()> {
    let ending = args.output.ending();
    let format = args.format.or_else(|| GraphFormat::from_name(&ending?));
    let Some(format) = format else {
        return Err(Failure::usage(match args.output.ending() {
            None => "which format? --format turtle, or an ending of --output that tells it; --help lists them".to_string(),
            Some(ending) => format!(
                "a whole graph is not written as .{ending}: {}, or name a format with --format; an answer is: dateline query STORE QUESTION -o FILE.{ending}",
                endings().join(", ")
            ),
        }));
    };
    if format.about().binary && !args.output.is_file() {
        return Err(Failure::usage(format!(
            "{0} is no text, so it goes to a file: dateline export STORE --format {0} -o graph.{1}",
            format.about().name,
            format.about().ending
        )));
    }
    let store = graph::open(&args.store)?;
    let options = Options {
        text: !args.without_text,
        licence: args.licence,
    };
    let read: [&Path; 1] = [&args.store];
    args.output.write(args.force, &read, |out| {
        Ok(exchange::export(&store, format, &options, out)?)
    })?;
    if let Some(left_out) = exchange::left_out(&store, format) {
        terminal::tell(left_out);
    }
    Ok(())
}
