//! What the terminal can show, and progress on it. Only here is the environment looked at for that.

use dateline::output::{Paint, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// The style of standard output: as wide as the terminal, or as `COLUMNS` says where there is none.
pub fn style() -> Style {
    let terminal = std::io::stdout().is_terminal();
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

/// The colours of standard output.
pub fn paint() -> Paint {
    Paint {
        colour: style().colour,
    }
}

/// Whether messages on standard error may be coloured.
pub fn colour_on_stderr() -> bool {
    std::io::stderr().is_terminal() && colour_wanted()
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

/// A line on standard error that counts articles; nothing where that is no terminal. How many there are is not known
/// before they are read: a file may hold many.
pub fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {human_pos} articles, {elapsed} {wide_msg:.dim}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
