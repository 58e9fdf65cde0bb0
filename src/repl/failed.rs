//! Failures of the shell.

use crate::diagnostic::{Code, Diagnostic};
use crate::files::FileError;
use crate::output::fold;
use crate::shown::Shown;
use crate::span::Span;
use crate::store::StoreError;
use std::fmt;
use std::io;
use std::path::Path;

/// A question or command that failed, ready to be shown.
#[derive(Debug)]
pub struct Failed {
    /// The exit code of a process that stops for it.
    pub code: u8,
    text: String,
    output: Option<io::Error>,
}

impl Failed {
    pub(super) fn usage(message: impl fmt::Display) -> Failed {
        Failed::new(Code::Usage, message)
    }

    pub(super) fn new(code: Code, message: impl fmt::Display) -> Failed {
        Failed {
            code: code.exit_code(),
            text: format!("error: {}\n", Shown::text(&message.to_string())),
            output: None,
        }
    }

    pub(super) fn file(path: &Path, error: &io::Error) -> Failed {
        Failed::new(Code::Store, format!("{}: {error}", Shown::path(path)))
    }

    /// A file that is not written.
    pub(super) fn unwritten(error: FileError) -> Failed {
        Failed::new(Code::Store, error)
    }

    /// The user stopped it.
    pub(super) fn stopped() -> Failed {
        Failed {
            code: Code::Cancelled.exit_code(),
            text: "stopped\n".to_string(),
            output: None,
        }
    }

    /// Errors of a text, each with a caret under its place.
    pub(super) fn text(name: &str, text: &str, errors: &[Diagnostic], colour: bool) -> Failed {
        let rendered = errors.iter().map(|error| error.render(name, text, colour));
        let code = errors.first().map_or(Code::Syntax, |error| error.code);
        Failed {
            code: code.exit_code(),
            text: rendered.collect(),
            output: None,
        }
    }

    /// The text on lines of so many columns; the question and the mark under it stay as they are.
    pub(super) fn within(&self, width: usize) -> String {
        let mut out = String::new();
        for line in self.text.lines() {
            // The words of the line are behind colours, and those of a hint behind the frame.
            let words = line.split('\u{1b}').map(|part| match part.split_once('m') {
                Some((code, rest)) if code.starts_with('[') => rest,
                _ => part,
            });
            let words: String = words.collect();
            let words = words.trim_start();
            let mut begins = ["Error", "error", "│ Help"].iter();
            let prose = begins.any(|begin| words.starts_with(begin));
            let width = if prose { width } else { usize::MAX };
            for line in fold(line, width, 2) {
                out.push_str(&format!("{line}\n"));
            }
        }
        out
    }

    /// The error of writing the answer, where that is what failed.
    pub fn into_output_error(self) -> Result<io::Error, Failed> {
        match self.output {
            Some(error) => Ok(error),
            None => Err(self),
        }
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Failed {
        let error = error.at(Span::default());
        Failed::new(error.code, error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed {
            output: Some(error),
            ..Failed::new(Code::Store, "the answer cannot be written")
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
