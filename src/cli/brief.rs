//! `dateline brief`.

use super::place::Output;
use super::{graph, limits, ontology, remote, terminal};
use anyhow::Result;
use clap::ValueEnum;
use dateline::output::Format;
use dateline::repl::Shell;
use dateline::report::Written;
use std::path::Path;

/// Arguments of `brief`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A name is found as in a question: without accents, by surname, with the class behind # where it \
    means several things (Georgia#country). What belongs to an actor or lies in a place counts with it."
)]
pub struct Args {
    /// A graph that `build` wrote, or a folder or file of articles
    #[arg(value_name = "STORE|INPUT")]
    store: String,
    /// The name of an actor, a place or a thing, or an event: its id, its title, or words as in "attack in Idlib on 3 February 2020"
    #[arg(required_unless_present = "endpoint", value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    remote: remote::Remote,
    /// How it is written; without it as the ending of --output says
    #[arg(long, value_enum)]
    format: Option<Form>,
    /// Only what is told of it by name, not of what belongs to it
    #[arg(long)]
    exactly: bool,
    #[command(flatten)]
    output: Output,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
}

/// How a brief is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lines for a terminal
    Text,
    /// A page that works offline, with map and network
    Html,
    /// Markdown with footnotes
    Markdown,
    /// For Word and LibreOffice, without map and network; goes to a file
    Docx,
    /// For programs
    Json,
}

impl Form {
    fn of_ending(ending: &str) -> Option<Form> {
        match ending {
            "html" | "htm" => Some(Form::Html),
            "md" => Some(Form::Markdown),
            "docx" => Some(Form::Docx),
            "json" => Some(Form::Json),
            _ => None,
        }
    }
}

/// Writes a brief.
pub fn run(args: Args) -> Result<()> {
    let output = &args.output;
    let form = output.format(args.format, Form::of_ending, Form::Text)?;
    if form == Form::Docx {
        super::place::text_or_file(Format::Docx, &args.output)?;
    }
    let names = args.name.into_iter().map(Into::into).collect();
    let (store, names) = args.remote.store_and_files(args.store, names);
    let name = names.first().map(|name| name.to_string_lossy());
    let written = match form {
        Form::Html => Written::Html,
        Form::Markdown => Written::Markdown,
        Form::Docx => Written::Docx,
        Form::Json => Written::Json,
        Form::Text if args.output.is_file() => Written::Text(Default::default()),
        Form::Text => Written::Text(terminal::style()),
    };
    let settings = terminal::settings(args.limits.asked());
    let sources = [store];
    let store = graph::open_or_build(&sources, &args.options, &args.remote)?;
    let shell = Shell::new(&store, settings);
    let read = [Path::new(&sources[0])];
    args.output.write(args.force, &read, |out| {
        let brief = shell.brief(&name.unwrap_or_default(), args.exactly, written, out);
        brief.map_err(super::run::told)
    })
}
