//! `dateline extract`: a filter from articles to accounts.

use super::tally::Tally;
use super::{graph, ontology, terminal};
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::jsonl;
use dateline::link::Dossier;
use dateline::ontology::Ontology;
use dateline::output::Gate;
use dateline::quads::dossier_quads;
use dateline::rdf::write::{self as export, Exporter};
use std::io::{self, BufWriter, Write};

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Articles (text, pages, tables, feeds, mail, office files, exports, archives of these), folders, patterns, or `-` for
    /// standard input
    #[arg(required = true, value_name = "INPUTS")]
    inputs: Vec<String>,
    /// jsonl, nquads, turtle or trig
    #[arg(short, long, default_value = "jsonl", value_parser = format)]
    format: Format,
    #[command(flatten)]
    options: ontology::Options,
}

/// What is written.
#[derive(Debug, Clone, Copy)]
enum Format {
    /// Documents and accounts, as `dateline schema` describes them.
    JsonLines,
    /// The same as RDF.
    Rdf(export::Format),
}

fn format(name: &str) -> Result<Format, String> {
    match name {
        "jsonl" => Ok(Format::JsonLines),
        "nquads" => Ok(Format::Rdf(export::Format::NQuads)),
        "turtle" => Ok(Format::Rdf(export::Format::Turtle)),
        "trig" => Ok(Format::Rdf(export::Format::TriG)),
        _ => Err("it is one of jsonl, nquads, turtle, trig".to_string()),
    }
}

/// Writes what each article tells, one after another, in the order of the input.
pub fn run(args: Args) -> Result<()> {
    let ontology = args.options.load()?;
    let gazetteer = Gazetteer::embedded();
    let mut tally = Tally::default();
    let mut sink = Sink::new(args.format, args.options.base(), &ontology);
    let reading = args.options.map.reading();
    let each = |dossier: Dossier| {
        let written = sink.write(&dossier);
        let failed = written.as_ref().err().map(io::Error::kind);
        if failed == Some(io::ErrorKind::BrokenPipe) {
            // Nobody reads us, and the thread that waits for standard input would keep us here.
            std::process::exit(0);
        }
        Ok(written?)
    };
    let inputs = &args.inputs;
    graph::each_dossier(inputs, &reading, &ontology, &gazetteer, &mut tally, each)?;
    sink.finish()?;
    tally.report(args.options.strict)
}

/// Where dossiers go.
struct Sink<'a> {
    ontology: &'a Ontology,
    base: &'a str,
    to: To,
}

/// Standard output.
type Out = BufWriter<Gate<io::Stdout>>;

enum To {
    Lines(Out),
    Rdf(Box<Exporter<Out>>),
}

impl<'a> Sink<'a> {
    fn new(format: Format, base: &'a str, ontology: &'a Ontology) -> Sink<'a> {
        let out = BufWriter::new(terminal::stdout());
        let to = match format {
            Format::JsonLines => To::Lines(out),
            Format::Rdf(format) => To::Rdf(Box::new(Exporter::new(format, base, out))),
        };
        Sink { ontology, base, to }
    }

    fn write(&mut self, dossier: &Dossier) -> io::Result<()> {
        match &mut self.to {
            To::Lines(out) => {
                jsonl::write(dossier, out)?;
                // Whoever reads us sees each article as soon as it is done.
                out.flush()
            }
            To::Rdf(exporter) => exporter.write(&dossier_quads(dossier, self.ontology, self.base)),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self.to {
            To::Lines(mut out) => out.flush(),
            To::Rdf(exporter) => exporter.finish()?.flush(),
        }
    }
}
