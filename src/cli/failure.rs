//! Errors at the edge: what is printed and which exit code stands for it.

use super::terminal;
use dateline::diagnostic::Diagnostic;
use dateline::store::StoreError;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// An assertion failed, or a shape is not met.
pub const ASSERTION: u8 = 1;
/// Wrong use of the program that clap cannot see.
pub const USAGE: u8 = 2;
/// A question, or SPARQL, that is not well formed.
pub const QUESTION: u8 = 3;
/// A file, the store, input or output.
pub const STORE: u8 = 5;
/// A limit of time, rows or memory was reached.
pub const LIMIT: u8 = 6;
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

/// Prints the error and gives its exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let text = format!("{error:#}");
    if !text.is_empty() {
        let mut stderr = io::stderr().lock();
        let (red, plain) = if terminal::colour_on_stderr() {
            ("\u{1b}[1;31m", "\u{1b}[0m")
        } else {
            ("", "")
        };
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(stderr, "{red}error:{plain} {text}");
    }
    ExitCode::from(code(error))
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
