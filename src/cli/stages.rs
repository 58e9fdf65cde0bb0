//! How far building or checking a graph is, on a terminal: each stage that takes more than two seconds, with its share, rate and time left.

use super::progress::left;
use super::terminal::{self, thousands};
use dateline::watch::{Stage, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A stage that is done sooner is not worth a line.
const SOON: Duration = Duration::from_secs(2);
const TICK: Duration = Duration::from_millis(200);

/// Shows stages on standard error; nothing where that is no terminal.
#[derive(Debug)]
pub struct Stages(Option<Mutex<ProgressBar>>);

impl Stages {
    pub fn new() -> Stages {
        let terminal = terminal::stderr_is_terminal();
        Stages(terminal.then(|| Mutex::new(ProgressBar::hidden())))
    }

    /// The line of the stage that runs now.
    fn line(&self) -> Option<std::sync::MutexGuard<'_, ProgressBar>> {
        let line = self.0.as_ref()?;
        Some(line.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Watch for Stages {
    fn begin(&self, stage: Stage, steps: u64) {
        let Some(mut line) = self.line() else { return };
        line.finish_and_clear();
        let (work, unit) = words(stage);
        let told = move |state: &ProgressState, out: &mut dyn Write| {
            // Nobody is told when a line cannot be written.
            let _ = tell(state, work, unit, out);
        };
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{told}") {
            bar.set_style(style.with_key("told", told));
        }
        bar.enable_steady_tick(TICK);
        *line = bar;
    }

    fn step(&self, steps: u64) {
        if let Some(line) = self.line() {
            line.inc(steps);
        }
    }
}

impl Drop for Stages {
    fn drop(&mut self) {
        if let Some(line) = self.line() {
            line.finish_and_clear();
        }
    }
}

/// "comparing accounts: 43 %, 120,000 pairs a second, 8 s left".
fn tell(
    state: &ProgressState,
    work: &str,
    unit: Option<&str>,
    out: &mut dyn Write,
) -> std::fmt::Result {
    if state.elapsed() < SOON {
        return Ok(());
    }
    write!(out, "{work}")?;
    if state.pos() == 0 {
        return Ok(());
    }
    write!(out, ": {:.0} %", 100.0 * state.fraction())?;
    match unit {
        Some("bytes") => write!(out, ", {:.1} MB a second", state.per_sec() / 1e6)?,
        Some(unit) => {
            let rate = thousands(state.per_sec() as usize);
            write!(out, ", {rate} {unit} a second")?;
        }
        None => {}
    }
    write!(out, ", {} left", left(state.eta()))
}

/// What is done in a stage, and what its steps are.
fn words(stage: Stage) -> (&'static str, Option<&'static str>) {
    match stage {
        Stage::Keeping => ("packing accounts", Some("articles")),
        Stage::Reading => ("reading accounts", Some("bytes")),
        Stage::Articles => ("comparing articles", None),
        Stage::Comparing => ("comparing accounts", Some("pairs")),
        Stage::Fusing => ("putting events together", Some("events")),
        Stage::Telling => ("writing the graph", Some("articles")),
        Stage::Indexing => ("sorting the graph", None),
        Stage::Checking => ("checking the file", None),
        Stage::Shapes => ("checking rules", None),
        _ => ("working", None),
    }
}
