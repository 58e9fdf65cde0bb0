//! `dateline check`.

use super::failure::{ASSERTION, Failure};
use super::stages::Stages;
use super::{graph, limits, ontology, remote, terminal, text_file};
use anyhow::{Context, Result};
use dateline::shown::Shown;
use dateline::store::SHAPES;
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The graph
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Files of questions whose assertions are tried, instead of the shapes; `-` is standard input
    #[arg(value_name = "FILE.dq", conflicts_with = "shapes")]
    files: Vec<PathBuf>,
    /// Give a parameter of the questions a value; may be given more than once
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    remote: remote::Remote,
    #[command(flatten)]
    limits: limits::Options,
    #[command(flatten)]
    options: ontology::Options,
    /// Turtle with further SHACL shapes; may be given more than once
    #[arg(long, value_name = "SHAPES.ttl")]
    shapes: Vec<PathBuf>,
}

/// Tries assertions, or says what in the graph breaks the shapes; exit code 1 when anything does.
pub fn run(args: Args) -> Result<()> {
    let first = args.store.to_string_lossy().into_owned();
    let (store, files) = args.remote.store_and_files(first, args.files);
    if !files.is_empty() {
        let store = graph::open_or_build(&[store], &args.options, &args.remote)?;
        return super::run::assertions(&store, &files, &args.set, args.limits);
    }
    let store = graph::open(&args.store)?;
    let stages = Stages::new();
    store.verify_watched(&stages)?;
    let mut violations = store.violations_watched(SHAPES, &stages)?;
    for path in &args.shapes {
        let name = Shown::path(path);
        let turtle = text_file::read(path)?;
        let more = store.violations_watched(&turtle, &stages);
        violations.extend(more.with_context(|| format!("{name}"))?);
    }
    drop(stages);
    let mut out = terminal::stdout();
    let local = |iri: &str| iri.rsplit(['#', '/']).next().unwrap_or(iri).to_string();
    for violation in &violations {
        let node = &violation.node;
        let node = node.strip_prefix(store.base()).unwrap_or(node);
        let rule = violation.rule.as_ref().map(|rule| format!(" ({rule})"));
        let (path, problem) = (local(&violation.path), &violation.problem);
        let line = format!("{node}: {path}: {problem}{}", rule.unwrap_or_default());
        writeln!(out, "{}", Shown::line(&line))?;
    }
    let name = Shown::path(&args.store);
    match violations.len() {
        0 => Ok(writeln!(terminal::stderr(), "{name}: all shapes are met")?),
        broken => {
            let message = format!("{name}: {} rules broken", terminal::thousands(broken));
            Err(Failure::error(ASSERTION, message))
        }
    }
}
