//! What the shell is told and tells: settings, flow, and a way to stop it.

use super::{Paint, Writing};
use crate::output::{Format, Style};
use crate::store::Limits;
use oxigraph::sparql::CancellationToken;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a person's corrections of the graph are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Correcting {
    /// Nowhere: scripts run.
    #[default]
    Nowhere,
    /// With the graph, in this file, and beside it.
    In(PathBuf),
    /// Nowhere: the graph was made from articles just now.
    Unsaved,
    /// Nowhere: the graph is that of an endpoint.
    Elsewhere,
}

/// How answers look.
#[derive(Debug, Clone, Default)]
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
    /// Whether what stands in no file was written by a person, at the prompt or as an argument: it may write files.
    pub typed: bool,
    /// Where all else may write files.
    pub writing: Writing,
    /// Whether files that are there may be overwritten.
    pub force: bool,
    /// Files that the store was made from, which are never overwritten.
    pub sources: Vec<PathBuf>,
    /// Where corrections are kept.
    pub correcting: Correcting,
    /// Whether answers go to a file, which may hold what is no text.
    pub to_file: bool,
    /// Whether it is used.
    pub paged: bool,
    /// What each question may use.
    pub limits: Limits,
    /// The program that shows what is longer than the screen; none is used when empty.
    pub pager: String,
    /// The program that `\\edit` starts.
    pub editor: String,
    /// The folder for the file that the editor opens.
    pub scratch: PathBuf,
    /// Columns and lines of the screen as they are now; a window may change while it is used.
    pub size: Option<ScreenSize>,
}

/// Columns and lines of a screen, where there is one.
pub type ScreenSize = fn() -> Option<(u16, u16)>;

impl Settings {
    /// Colours for what is no table.
    pub fn paint(&self) -> Paint {
        Paint {
            colour: self.style.colour,
        }
    }

    /// Takes over the width of the screen as it is now.
    pub(super) fn measure(&mut self) {
        if let Some((width, _)) = self.size.and_then(|size| size()) {
            self.style.width = Some(width);
        }
    }

    /// Lines of the screen.
    pub(super) fn height(&self) -> Option<u16> {
        let (_, height) = self.size?()?;
        Some(height)
    }
}

/// Whether the shell goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    Stay,
    /// The user has left.
    Leave,
    /// The text is to be changed in an editor and run; only a terminal can do that.
    Edit {
        /// What the editor begins with.
        text: String,
        /// Whether it comes from a file, and has no more rights than that.
        from_file: bool,
    },
    /// The lines typed before that contain the word are to be listed.
    History(String),
    /// The last question is to be asked again every so many seconds.
    Watch(u64),
}

/// Stops the question that runs, from another thread.
#[derive(Clone, Default)]
pub struct Stopper {
    token: Arc<Mutex<Option<CancellationToken>>>,
    watching: Arc<AtomicBool>,
    /// Whether a question runs, be it told to stop or not.
    running: Arc<AtomicBool>,
}

impl Stopper {
    /// Whether a question runs.
    pub fn runs(&self) -> bool {
        self.running.load(Ordering::Relaxed) || self.watched()
    }

    /// Stops it. False when nothing runs, or when it has been told to stop before and has not.
    pub fn stop(&self) -> bool {
        let watching = self.watching.swap(false, Ordering::Relaxed);
        let token = self.token.lock();
        let token = token.unwrap_or_else(PoisonError::into_inner).take();
        token.as_ref().map(CancellationToken::cancel).is_some() || watching
    }

    pub(super) fn set(&self, token: Option<CancellationToken>) {
        self.running.store(token.is_some(), Ordering::Relaxed);
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// A question is asked again and again from now on, or no longer.
    pub(super) fn watch(&self, on: bool) {
        self.watching.store(on, Ordering::Relaxed);
    }

    /// Whether that goes on.
    pub(super) fn watched(&self) -> bool {
        self.watching.load(Ordering::Relaxed)
    }
}
