//! Errors at the edge: what is printed and which exit code stands for it.

use super::terminal;
use dateline::diagnostic::Diagnostic;
use dateline::output::Paint;
use dateline::shown::Shown;
use dateline::store::StoreError;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// An assertion failed, a shape is not met, or an ontology is wrong.
pub const ASSERTION: u8 = 1;
/// Wrong use of the program that clap cannot see.
const USAGE: u8 = 2;
/// A question, or SPARQL, that is not well formed.
const QUESTION: u8 = 3;
/// A file, the store, input or output.
pub const STORE: u8 = 5;
/// A limit of time, rows or memory was reached.
const LIMIT: u8 = 6;
/// Stopped by the user.
pub const CANCELLED: u8 = 130;

/// An error with the exit code that stands for it. An empty message means that everything has been said.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// What to print.
    pub message: String,
}

impl Failure {
    /// An error with something to print.
    pub fn error(code: u8, message: impl Into<String>) -> anyhow::Error {
        let message = message.into();
        Failure { code, message }.into()
    }

    /// Wrong use of the program.
    pub fn usage(message: impl Into<String>) -> anyhow::Error {
        Failure::error(USAGE, message)
    }

    /// A file, the store, input or output that fails.
    pub fn store(message: impl Into<String>) -> anyhow::Error {
        Failure::error(STORE, message)
    }

    /// An error that has been printed.
    pub fn said(code: u8) -> anyhow::Error {
        Failure::error(code, "")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Prints what is wrong with the arguments, or the help that they ask for, and gives the exit code.
pub fn arguments(error: &clap::Error) -> ExitCode {
    let (text, wrong) = (error.render(), error.use_stderr());
    let colour = match wrong {
        true => terminal::colour_on_stderr(),
        false => terminal::style().colour,
    };
    let (plain, coloured) = (text.to_string(), text.ansi().to_string());
    let shown = Shown::text(&plain);
    // What had to be cleaned is shown without colours, which it could imitate.
    let text = match colour && *shown == *plain {
        true => coloured,
        false => shown.to_string(),
    };
    // Nobody is left to tell when both are closed.
    let _ = match wrong {
        true => terminal::stderr().write_all(text.as_bytes()),
        false => terminal::stdout().write_all(text.as_bytes()),
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(USAGE))
}

/// Prints the error and gives its exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let text = told(error);
    if !text.is_empty() {
        let paint = Paint {
            colour: terminal::colour_on_stderr(),
        };
        let (begin, text) = (paint.failed("error:"), Shown::text(&text));
        terminal::tell(format_args!("{begin} {text}"));
    }
    ExitCode::from(code(error))
}

/// What went wrong, with its causes; what a sentence has told of its cause is not told again.
fn told(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text.push_str(&format!(": {cause}"));
        }
    }
    text
}

/// Whether the reader of our output has gone away: `dateline extract … | head`.
fn broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        let store = match cause.downcast_ref::<StoreError>() {
            Some(StoreError::Write(error)) => Some(error),
            _ => None,
        };
        io.or(store)
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn code(error: &anyhow::Error) -> u8 {
    for cause in error.chain() {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return failure.code;
        }
        if let Some(diagnostic) = cause.downcast_ref::<Diagnostic>() {
            return diagnostic.exit_code();
        }
        match cause.downcast_ref::<StoreError>() {
            Some(StoreError::Syntax { .. } | StoreError::TooLarge { .. }) => return QUESTION,
            Some(StoreError::Limit(_)) => return LIMIT,
            Some(StoreError::Cancelled) => return CANCELLED,
            Some(StoreError::Format { .. } | StoreError::Base { .. }) => return USAGE,
            _ => {}
        }
    }
    STORE
}
