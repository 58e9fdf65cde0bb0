//! `dateline sparql`.

use super::failure::Failure;
use super::{graph, limits, terminal, text_file};
use anyhow::Result;
use dateline::output;
use dateline::shown::Shown;
use dateline::store::results::{self, Answer, Format};
use dateline::store::{Budget, unknown_terms};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Arguments of `sparql`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote
    store: PathBuf,
    /// SPARQL 1.1; `-` reads it from standard input. The prefixes of the graph need no declaration
    query: Option<String>,
    /// A file with the query
    #[arg(short, long, value_name = "FILE.rq", conflicts_with = "query")]
    file: Option<PathBuf>,
    /// table, json, xml, csv or tsv; turtle or ntriples for CONSTRUCT and DESCRIBE
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    format: Option<Shape>,
    #[command(flatten)]
    limits: limits::Options,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// For people.
    Table,
    /// In a format of the W3C.
    Standard(Format),
}

fn format(name: &str) -> Result<Shape, String> {
    if name == "table" {
        return Ok(Shape::Table);
    }
    Format::from_name(name).map(Shape::Standard).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.into_iter().map(Format::name).collect();
        format!("it is one of table, {}", known.join(", "))
    })
}

/// Runs a SPARQL query.
pub fn run(args: Args) -> Result<()> {
    let query = match (&args.file, args.query) {
        (Some(path), _) => text_file::read(path)?,
        (None, Some(query)) if query != "-" => query,
        (None, Some(_)) => text_file::standard_input()?,
        (None, None) => {
            let message = "a query is needed: dateline sparql STORE 'SELECT …', or -f FILE.rq";
            return Err(Failure::usage(message));
        }
    };
    let store = graph::open(&args.store)?;
    for unknown in unknown_terms(&store, &query) {
        terminal::tell(Shown::line(&unknown));
    }
    let mut out = BufWriter::new(terminal::stdout());
    match args.format {
        Some(Shape::Standard(format)) => {
            let budget = Budget::new(args.limits.streamed());
            results::write(&store, &query, format, &mut out, Some(&budget))?;
        }
        None | Some(Shape::Table) => {
            match results::answer(&store, &query, Some(&Budget::new(args.limits.asked())))? {
                Answer::Table(rows) => {
                    output::write(&rows, output::Format::Table, terminal::style(), &mut out)?;
                }
                Answer::Boolean(answer) => writeln!(out, "{}", if answer { "yes" } else { "no" })?,
                Answer::Turtle(turtle) => write!(out, "{}", Shown::text(&turtle))?,
            }
        }
    }
    out.flush()?;
    Ok(())
}
