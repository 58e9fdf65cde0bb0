//! What the shell is told and tells: settings, flow, and a way to stop it.

use super::Paint;
use crate::output::{self, Format, Style};
use crate::query::Rows;
use oxigraph::sparql::CancellationToken;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// How answers look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// The format of answers.
    pub format: Format,
    /// What the place that is written to can show.
    pub style: Style,
    /// Whether errors may be coloured.
    pub colour_errors: bool,
    /// Whether each answer says how long it took.
    pub timing: bool,
    /// Whether a person is typing: definitions and assertions that hold are confirmed.
    pub interactive: bool,
}

impl Settings {
    /// Colours for what is no table.
    pub fn paint(&self) -> Paint {
        Paint {
            colour: self.style.colour,
        }
    }

    /// Writes rows in the format of the settings.
    pub fn write(&self, rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
        output::write(rows, self.format, self.style, out)
    }
}

/// Whether the shell goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    Stay,
    /// The user has left.
    Leave,
}

/// Stops the question that runs, from another thread.
#[derive(Clone, Default)]
pub struct Stopper(Arc<Mutex<Option<CancellationToken>>>);

impl Stopper {
    /// Stops it. False when nothing runs, or when it has been told to stop before and has not.
    pub fn stop(&self) -> bool {
        let token = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        token.as_ref().map(CancellationToken::cancel).is_some()
    }

    pub(super) fn set(&self, token: Option<CancellationToken>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }
}
