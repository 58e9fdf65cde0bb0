//! The command line: one file a command.

mod add;
mod brief;
mod build;
mod change;
mod check;
mod columns;
mod completions;
mod coverage;
mod diff;
mod explain;
mod export;
mod extract;
mod failure;
mod format;
mod graph;
mod limits;
mod link;
mod man;
mod ontology;
mod ontology_check;
mod parse;
mod place;
mod progress;
mod query;
mod remote;
mod repl;
mod review;
mod run;
mod schema;
mod serve;
mod sparql;
mod stages;
mod tally;
mod terminal;
mod text_file;
mod writes;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads news articles on conflicts and builds a knowledge graph that can be questioned.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all right, 1 an assertion failed, 2 wrong usage, 3 the question is wrong, \
    4 a name is not found or ambiguous, 5 a file or the store failed, 6 a limit of time, rows or memory was reached, \
    130 cancelled.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Read articles and write their graph to a file
    Build(build::Args),
    /// Add articles to a graph
    Add(add::Args),
    /// Take articles out of a graph
    Remove(add::Remove),
    /// Check a graph against its SHACL shapes, or try the assertions of files of questions on it
    Check(check::Args),
    /// Say which events, values and links changed between two graphs
    Diff(diff::Args),
    /// Walk through what was linked across articles, the doubtful first, one key an answer; list it where no terminal is
    Review(review::Args),
    /// Decide that two accounts, events, actors or places are one, or are not
    Link(link::Args),
    /// Ask questions, one after another
    Repl(repl::Args),
    /// Show a graph as a page in the browser: questions, tables, timelines, maps, networks, and what each rests on
    Serve(serve::Args),
    /// Answer one question, or the questions of a file
    Query(query::Args),
    /// Run files of questions, or tell them as a report: one offline page, or Markdown
    Run(run::Args),
    /// Tell all that is known of an actor, a place or an event, with its sources
    Brief(brief::Args),
    /// Run a SPARQL query
    Sparql(sparql::Args),
    /// Write a graph for another tool: RDF, GraphML, GEXF, FollowTheMoney, Neo4j, ACLED's columns, a calendar
    Export(export::Args),
    /// Write what each article tells, as JSON Lines or RDF, without linking articles
    Extract(extract::Args),
    /// Show a sentence's tree, the frames that were tried on its words and where each failed
    Explain(explain::Args),
    /// List sentences that look as if they told something but gave nothing
    Coverage(coverage::Args),
    /// Check files of further classes, roles and frames
    Ontology(ontology_check::Args),
    /// Print the JSON Schema of the JSON Lines that `extract` writes
    Schema,
    /// Print the sentences, words and trees of a text as CoNLL-U
    Parse(parse::Args),
    /// Print the manual page: dateline man > dateline.1
    Man,
    /// Print the completions of a shell
    Completions(completions::Args),
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return failure::arguments(&error),
    };
    let result = match cli.command {
        Command::Build(args) => build::run(args),
        Command::Add(args) => add::add(args),
        Command::Remove(args) => add::remove(args),
        Command::Check(args) => check::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Review(args) => review::run(args),
        Command::Link(args) => link::link(args),
        Command::Repl(args) => repl::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Query(args) => query::run(args),
        Command::Run(args) => run::run(args),
        Command::Brief(args) => brief::run(args),
        Command::Sparql(args) => sparql::run(args),
        Command::Export(args) => export::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Coverage(args) => coverage::run(args),
        Command::Ontology(args) => ontology_check::run(args),
        Command::Schema => schema::run(),
        Command::Parse(args) => parse::run(args),
        Command::Man => man::run(),
        Command::Completions(args) => completions::run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure::report(&error),
    }
}
