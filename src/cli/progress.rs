//! How far reading articles is, on a terminal.

use super::terminal::{self, thousands};
use dateline::shown::Shown;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How many of the files that are read have been begun. How many articles there are is not known before: a file may hold many.
#[derive(Debug, Clone)]
pub struct Files {
    all: usize,
    begun: Arc<AtomicUsize>,
}

impl Files {
    /// Of so many files.
    pub fn of(all: usize) -> Files {
        Files {
            all,
            begun: Arc::default(),
        }
    }

    /// One more is begun.
    pub fn begin(&self) {
        self.begun.fetch_add(1, Ordering::Relaxed);
    }

    /// The share of them that is done; nothing can be said of a single one.
    fn done(&self) -> Option<f64> {
        let done = self.begun.load(Ordering::Relaxed).saturating_sub(1);
        (done > 0).then(|| done as f64 / self.all.max(done) as f64)
    }
}

/// A line on standard error that counts articles; nothing where that is no terminal.
pub fn progress(files: &Files) -> Progress {
    if !terminal::stderr_is_terminal() {
        return Progress(ProgressBar::hidden());
    }
    let files = files.clone();
    let told = move |state: &ProgressState, out: &mut dyn Write| {
        let articles = thousands(state.pos() as usize);
        // Nobody is told when a line cannot be written.
        let _ = write!(out, "{articles} articles, {:.1} a second", state.per_sec());
        if let Some(done) = files.done() {
            let left = left(state.elapsed().mul_f64((1.0 - done) / done));
            let _ = write!(out, ", {:.0} %, {left} left", 100.0 * done);
        }
    };
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {told} {wide_msg:.dim}") {
        bar.set_style(style.with_key("told", told));
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    Progress(bar)
}

/// A line that says how far the work is.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// The article that was read last.
    pub fn name(&self, article: &Shown) {
        self.0.set_message(article.to_string());
    }

    /// One more article is done.
    pub fn count(&self) {
        self.0.inc(1);
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// A time as long as it is worth telling.
pub fn left(time: Duration) -> String {
    match time.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds @ ..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, left};
    use std::time::Duration;

    #[test]
    fn a_time_is_told_in_what_it_is_long_in() {
        for (seconds, told) in [(8, "8 s"), (119, "119 s"), (150, "2 min"), (8000, "2 h")] {
            assert_eq!(left(Duration::from_secs(seconds)), told);
        }
    }

    #[test]
    fn nothing_is_said_of_a_single_file() {
        let (one, four) = (Files::of(1), Files::of(4));
        one.begin();
        assert_eq!((one.done(), four.done()), (None, None));
        (0..2).for_each(|_| four.begin());
        assert_eq!(four.done(), Some(0.25));
    }
}
