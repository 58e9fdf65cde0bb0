//! `dateline query`.

use super::failure::Failure;
use super::place::Output;
use super::writes::Writes;
use super::{format, graph, limits, ontology, remote, terminal};
use anyhow::Result;
use dateline::output::{Format, Style};
use dateline::repl::{Settings, Shell};
use std::path::{Path, PathBuf};

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "dateline query [OPTIONS] <STORE|INPUTS>... <QUESTION>\n       \
    dateline query [OPTIONS] <STORE|INPUTS>... -f <FILE.dq>\n       \
    dateline query [OPTIONS] --endpoint <URL> <QUESTION>"
)]
pub struct Args {
    /// A graph that `build` wrote, or articles; then the question, unless -f is given
    #[arg(required_unless_present = "endpoint", value_name = "STORE|INPUTS")]
    words: Vec<String>,
    #[command(flatten)]
    remote: remote::Remote,
    /// A file of questions
    #[arg(short, long, value_name = "FILE.dq")]
    file: Option<PathBuf>,
    /// Give a parameter of the questions a value; may be given more than once
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How the answer is written. Without it as the ending of --output says
    #[arg(long, value_parser = format::answers())]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    /// Print the SPARQL of the question instead of its answer
    #[arg(long)]
    sparql: bool,
    #[command(flatten)]
    writes: Writes,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
}

/// Answers one question, or the questions of a file.
pub fn run(mut args: Args) -> Result<()> {
    args.remote.put_first(&mut args.words);
    let question = match (&args.file, args.words.len()) {
        (Some(_), _) => None,
        (None, 1) => {
            return Err(Failure::usage(
                "a graph (or articles) and a question are needed: dateline query news.dateline 'attacks | count'",
            ));
        }
        (None, _) => args.words.pop(),
    };
    if let Some(last) = &question {
        in_one(&args.words, last)?;
    }
    let (output, usual) = (&args.output, Format::default());
    let format = output.format(args.format, Format::of_extension, usual)?;
    super::place::text_or_file(format, &args.output)?;
    let mut settings = Settings {
        format,
        to_file: args.output.is_file(),
        typed: question.is_some(),
        ..terminal::settings(match args.file {
            Some(_) => args.limits.scripted(),
            None => args.limits.asked(),
        })
    };
    if args.output.is_file() {
        settings.style = Style::default();
    }
    let settings = args.writes.settings(settings, &args.words)?;
    let store = graph::open_or_build(&args.words, &args.options, &args.remote)?;
    let mut shell = Shell::new(&store, settings);
    let texts = match &args.file {
        Some(file) => super::run::texts(std::slice::from_ref(file)),
        None => vec![question.clone()],
    };
    super::run::set(&mut shell, &args.set, &texts)?;
    let mut read: Vec<&Path> = args.words.iter().map(Path::new).collect();
    read.extend(args.file.as_deref());
    args.output.write(args.writes.force(), &read, |out| {
        let result = match (&args.file, &question, args.sparql) {
            (Some(path), _, false) => shell.run_file(path, out),
            (Some(path), _, true) => shell.sparql_of_file(path, out),
            (None, Some(question), false) => shell.run_question(question, out),
            (None, Some(question), true) => shell.sparql_of_text("<question>", question, out),
            (None, None, _) => Ok(()),
        };
        out.flush()?;
        result.map_err(super::run::told)
    })
}

/// An error where the words of a question came one by one: `dateline query G attacks by M23`.
fn in_one(files: &[String], last: &str) -> Result<()> {
    let is_file = |word: &&String| Path::new(word).exists();
    let known = files.iter().take_while(is_file).count();
    let rest = files[known..].iter().map(String::as_str);
    let rest: Vec<&str> = rest.chain([last]).collect();
    let word = |word: &&str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || "-|$<>=".contains(c))
    };
    if known == 0 || rest.len() < 2 || !rest.iter().all(word) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{}: there is no such file; a question is one argument, in quotes: '{}'",
        rest[0],
        rest.join(" ")
    )))
}
