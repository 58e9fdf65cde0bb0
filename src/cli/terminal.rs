//! What the terminal can show. Only here is the environment looked at for that.

use dateline::output::{Gate, Paint, Style};
use dateline::repl::Settings;
use dateline::store::Limits;
use indicatif::HumanCount;
use std::fmt::Display;
use std::io::{IsTerminal, Stderr, Stdout, Write};

/// Standard output. There is no other way to it, so that nothing that a terminal obeys comes out.
#[expect(clippy::disallowed_methods, reason = "behind the gate")]
pub fn stdout() -> Gate<Stdout> {
    Gate::new(std::io::stdout(), style().colour)
}

/// Standard error, in the same way.
#[expect(clippy::disallowed_methods, reason = "behind the gate")]
pub fn stderr() -> Gate<Stderr> {
    Gate::new(std::io::stderr(), colour_on_stderr())
}

/// Whether standard output is a terminal.
#[expect(clippy::disallowed_methods, reason = "nothing is written")]
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
#[expect(clippy::disallowed_methods, reason = "nothing is written")]
pub fn stderr_is_terminal() -> bool {
    std::io::stderr().is_terminal()
}

/// The style of standard output: as wide as the terminal, or as `COLUMNS` says where there is none.
pub fn style() -> Style {
    let terminal = is_terminal();
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = match terminal_size::terminal_size() {
        Some((width, _)) if terminal => Some(width.0),
        _ => columns(),
    };
    Style {
        width,
        colour: terminal && colour_wanted(),
        ..Style::default()
    }
}

/// Settings of a shell that writes to standard output, and whose questions may use so much.
pub fn settings(limits: Limits) -> Settings {
    Settings {
        style: style(),
        colour_errors: colour_on_stderr(),
        limits,
        ..Settings::default()
    }
}

/// The colours of standard output.
pub fn paint() -> Paint {
    Paint {
        colour: style().colour,
    }
}

/// Whether messages on standard error may be coloured.
pub fn colour_on_stderr() -> bool {
    stderr_is_terminal() && colour_wanted()
}

/// Columns and lines of the terminal as they are now.
pub fn size() -> Option<(u16, u16)> {
    terminal_size::terminal_size().map(|(width, height)| (width.0, height.0))
}

/// The program for what is longer than the screen, as `PAGER` says; `less` keeps colours and ends by itself.
pub fn pager() -> String {
    std::env::var("PAGER").unwrap_or_else(|_| "less -RFX".to_string())
}

/// The editor, as `VISUAL` or `EDITOR` says.
pub fn editor() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| "vi".to_string())
}

/// See <https://no-color.org>.
fn colour_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Says something on standard error, in a line. Nobody is left to tell when that is closed.
pub fn tell(line: impl Display) {
    let _ = writeln!(stderr(), "{line}");
}

/// `1234567` → `1,234,567`.
pub fn thousands(number: usize) -> String {
    HumanCount(number as u64).to_string()
}
