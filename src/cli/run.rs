//! `dateline run`: files of questions.

use super::failure::Failure;
use super::place::Output;
use super::writes::Writes;
use super::{format, graph, limits, ontology, remote, terminal};
use anyhow::Result;
use dateline::output::{Format, Style};
use dateline::repl::{Failed, Settings, Shell, read_script};
use dateline::report::Written;
use dateline::shown::Shown;
use dateline::store::Store;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Arguments of `run`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A graph that `build` wrote, or a folder or file of articles
    #[arg(value_name = "STORE|INPUT")]
    store: String,
    /// Files of questions, run one after another; `-` is standard input
    #[arg(required_unless_present = "endpoint", value_name = "FILE.dq")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    remote: remote::Remote,
    /// Give a parameter a value; may be given more than once
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// How answers are written; html, docx and markdown tell the file as a report. Without it as the ending of --output says
    #[arg(long, value_parser = format::answers(), hide_default_value = true)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    writes: Writes,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
}

/// Runs the files; the first question that fails stops it.
pub fn run(args: Args) -> Result<()> {
    let (output, usual) = (&args.output, Format::default());
    let format = output.format(args.format, Format::of_extension, usual)?;
    super::place::text_or_file(format, &args.output)?;
    let (store, files) = args.remote.store_and_files(args.store, args.files);
    if matches!(format, Format::Html | Format::Docx) && files.len() > 1 {
        let message = "a report holds one file of questions; run them one after the other";
        return Err(Failure::usage(message));
    }
    let sources = [store];
    let settings = settings(format, args.limits);
    let mut settings = args.writes.settings(settings, &sources)?;
    if args.output.is_file() {
        settings.style = Style::default();
        settings.to_file = true;
    }
    let store = graph::open_or_build(&sources, &args.options, &args.remote)?;
    let mut read: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    read.push(Path::new(&sources[0]));
    let texts = texts(&files);
    args.output.write(args.writes.force(), &read, |out| {
        for (number, file) in files.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            // What one file defines is unknown to the next: `use` is for that.
            let mut shell = Shell::new(&store, settings.clone());
            set(&mut shell, &args.set, &texts)?;
            let result = match format {
                Format::Html => shell.tell_file(file, Written::Html, out),
                Format::Docx => shell.tell_file(file, Written::Docx, out),
                Format::Markdown => shell.tell_file(file, Written::Markdown, out),
                _ => shell.run_file(file, out),
            };
            out.flush()?;
            result.map_err(told)?;
        }
        Ok(())
    })
}

/// Tries every assertion of the files and says which hold.
pub fn assertions(
    store: &Store,
    files: &[PathBuf],
    params: &[String],
    limits: limits::Options,
) -> Result<()> {
    let mut stdout = terminal::stdout();
    let mut worst = 0;
    let texts = texts(files);
    for file in files {
        let mut shell = Shell::new(store, settings(Format::Table, limits));
        set(&mut shell, params, &texts)?;
        let checked = shell.check_file(file);
        let name = Shown::path(file);
        let mut stderr = terminal::stderr();
        for failed in &checked.failed {
            write!(stderr, "{failed}")?;
        }
        let hold = match checked.held {
            1 => "1 assertion holds".to_string(),
            n => format!("{n} assertions hold"),
        };
        match checked.failed.len() {
            0 => writeln!(stdout, "{name}: {hold}")?,
            n => writeln!(stdout, "{name}: {hold}, {n} failed")?,
        }
        // What keeps questions from being asked weighs more than an assertion that does not hold.
        worst = checked.failed.iter().map(|f| f.code).fold(worst, u8::max);
    }
    match worst {
        0 => Ok(()),
        code => Err(Failure::said(code)),
    }
}

fn settings(format: Format, limits: limits::Options) -> Settings {
    Settings {
        format,
        ..terminal::settings(limits.scripted())
    }
}

/// The text of each file of questions; none of what can be read only once, and then is run.
pub fn texts(files: &[PathBuf]) -> Vec<Option<String>> {
    let read = |file: &PathBuf| read_script(file).unwrap_or_default();
    let text = |file: &PathBuf| file.is_file().then(|| read(file));
    files.iter().map(text).collect()
}

/// Gives parameters the values of `--set`. One that none of the texts mentions is a slip of the pen.
pub fn set(shell: &mut Shell<'_>, all: &[String], texts: &[Option<String>]) -> Result<()> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut whole = true;
    for text in texts {
        let Some(text) = text else {
            whole = false;
            continue;
        };
        known.extend(shell.params_of(text));
        // Another file may mention it.
        let mut lines = text.lines().map(str::trim_start);
        whole &= !lines.any(|line| line.starts_with("use "));
    }
    for set in all {
        let (name, value) = pair(set)?;
        if whole && !known.contains(name) {
            let all: Vec<String> = known.iter().map(|name| format!("${name}")).collect();
            let all = all.join(", ");
            let message = match all.is_empty() {
                true => format!("--set {set}: the question has no parameter"),
                false => format!("--set {set}: no parameter ${name}; there is {all}"),
            };
            return Err(Failure::usage(message));
        }
        shell.set(name, value);
    }
    Ok(())
}

/// Name and value of a parameter.
fn pair(set: &str) -> Result<(&str, &str)> {
    match set.split_once('=') {
        Some((name, value)) => Ok((name.trim_start_matches('$'), value)),
        None => {
            let message = format!("--set {set}: write NAME=VALUE");
            Err(Failure::usage(message))
        }
    }
}

/// A failure that has been said on standard error.
pub fn told(failed: Failed) -> anyhow::Error {
    match failed.into_output_error() {
        Ok(error) => error.into(),
        Err(failed) => {
            let mut stderr = terminal::stderr();
            // Nobody is left to tell when standard error is closed.
            let _ = write!(stderr, "{failed}");
            Failure::said(failed.code)
        }
    }
}
