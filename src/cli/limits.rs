//! What questions may use: `--timeout`, `--max-rows`, `--max-memory`.

use super::terminal;
use dateline::store::Limits;
use std::io::IsTerminal;
use std::time::Duration;

/// Seconds of a question where nobody is there to stop it.
const SECONDS: f64 = 60.0;
/// Rows of an answer.
const ROWS: usize = 1_000_000;
/// Memory of a question, in MiB.
const MEMORY: usize = 2_048;

/// Options of what asks questions.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
#[group(skip)]
pub struct Options {
    /// Stop a question after so many seconds; 0 for no limit [default: 60, none at a terminal]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<f64>,
    /// Refuse an answer of more rows; 0 for no limit [default: 1000000]
    #[arg(long, value_name = "ROWS")]
    max_rows: Option<usize>,
    /// Stop a question that takes more memory; 0 for no limit [default: 2048]
    #[arg(long, value_name = "MIB")]
    max_memory: Option<usize>,
}

impl Options {
    /// Limits of questions that a person asks, where one is there.
    pub fn asked(self) -> Limits {
        let person = std::io::stdin().is_terminal() && terminal::is_terminal();
        self.limits(if person { 0.0 } else { SECONDS })
    }

    /// Limits of questions that come from a file.
    pub fn scripted(self) -> Limits {
        self.limits(SECONDS)
    }

    /// Without a limit of rows unless one is given: they are written as they come.
    pub fn streamed(self) -> Limits {
        let rows = self.max_rows.filter(|rows| *rows > 0);
        Limits {
            rows,
            ..self.asked()
        }
    }

    fn limits(self, seconds: f64) -> Limits {
        let seconds = self.timeout.unwrap_or(seconds);
        let over_zero = |number: usize| (number > 0).then_some(number);
        let memory = over_zero(self.max_memory.unwrap_or(MEMORY));
        Limits {
            time: (seconds > 0.0).then(|| Duration::from_secs_f64(seconds)),
            rows: over_zero(self.max_rows.unwrap_or(ROWS)),
            memory: memory.map(|mib| mib.saturating_mul(1 << 20)),
        }
    }
}

/// A time of at most a year.
pub fn seconds(text: &str) -> Result<f64, String> {
    const YEAR: f64 = 366.0 * 24.0 * 3600.0;
    match text.trim().parse::<f64>() {
        Ok(seconds) if (0.0..=YEAR).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds is needed, like 30 or 0.5".to_string()),
    }
}
