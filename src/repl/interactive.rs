//! The shell at a terminal: editing, history, Ctrl-C and Ctrl-D.

use super::helper::ShellHelper;
use super::{Flow, Shell};
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor};
use std::io::{self, Write};
use std::path::Path;

/// Nothing but the mark: continuation lines have none, so that a block copies as it was typed.
const PROMPT: &str = "> ";

/// Reads questions until the user leaves. `history` is where lines are kept between sessions, if that can be done.
pub fn interactive(
    shell: &mut Shell<'_>,
    history: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let mut editor = editor(shell).map_err(io::Error::other)?;
    if let Some(path) = history {
        // A first session has no file yet, and a broken one costs the history only.
        let _ = editor.load_history(path);
    }
    loop {
        match editor.readline(PROMPT) {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                let added = editor.add_history_entry(line.trim_end());
                if added.unwrap_or(false)
                    && let Some(path) = history
                {
                    // Silently off where nothing can be written.
                    let _ = editor.append_history(path);
                }
                if shell.line(&line, out, err)? == Flow::Leave {
                    return Ok(());
                }
            }
            // Ctrl-C: the line is given up, the shell stays.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(ReadlineError::Io(error)) => return Err(error),
            Err(error) => return Err(io::Error::other(error)),
        }
    }
}

fn editor(shell: &Shell<'_>) -> rustyline::Result<Editor<ShellHelper, DefaultHistory>> {
    let colour = shell.settings.style.colour;
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .history_ignore_space(true)
        .auto_add_history(false)
        .color_mode(if colour {
            ColorMode::Enabled
        } else {
            ColorMode::Disabled
        })
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_max_history_size(10_000)?;
    editor.set_helper(Some(ShellHelper::new(shell)));
    Ok(editor)
}
