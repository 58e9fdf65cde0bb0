//! The shell at a terminal: editing, history, Ctrl-C and Ctrl-D.

use super::helper::ShellHelper;
use super::{Flow, Shell, programs};
use crate::output::Gate;
use crate::shown::Shown;
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Nothing but the mark: continuation lines have none, so that a block copies as it was typed.
const PROMPT: &str = "> ";

/// How many lines `\\history` lists.
const LISTED: usize = 30;

/// Reads questions until the user leaves. The lines of `config` come first; `history` is where lines are kept between
/// sessions, if that can be done.
pub fn interactive(
    shell: &mut Shell<'_>,
    config: &str,
    history: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let mut editor = editor(shell).map_err(io::Error::other)?;
    if let Some(path) = history {
        // A first session has no file yet, and a broken one costs the history only.
        let _ = editor.load_history(path);
    }
    for line in config.lines().filter(|line| !line.trim().is_empty()) {
        untyped(shell, |shell| shell.line(line, out, err))?;
    }
    // What came out of the editor, and whether it is a file's.
    let mut next: Option<(String, bool)> = None;
    loop {
        if std::mem::take(&mut shell.changed) {
            editor.set_helper(Some(ShellHelper::new(shell)));
        }
        if let Some(helper) = editor.helper() {
            helper.define(shell);
        }
        let read = match next.take() {
            Some(edited) => Ok(edited),
            None => editor.readline(PROMPT).map(|line| (line, false)),
        };
        match read {
            Ok((line, _)) if line.trim().is_empty() => {}
            Ok((line, from_file)) => {
                let added = editor.add_history_entry(line.trim_end());
                if added.unwrap_or(false)
                    && let Some(path) = history
                {
                    // Silently off where nothing can be written.
                    let _ = editor.append_history(path);
                }
                let flow = match from_file {
                    true => untyped(shell, |shell| paged(shell, &line, out, err))?,
                    false => paged(shell, &line, out, err)?,
                };
                match flow {
                    Flow::Stay => {}
                    Flow::Leave => return Ok(()),
                    Flow::Edit { text, from_file } => {
                        let text = edited(shell, &text, out, err)?;
                        next = text.map(|text| (text, from_file));
                    }
                    Flow::History(word) => list(&editor, &word, out)?,
                    Flow::Watch(seconds) => watch(shell, seconds, out, err)?,
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

/// Runs what nobody typed here, without a person's rights.
fn untyped<T>(shell: &mut Shell<'_>, run: impl FnOnce(&mut Shell<'_>) -> T) -> T {
    let typed = std::mem::replace(&mut shell.settings.typed, false);
    let result = run(shell);
    shell.settings.typed = typed;
    result
}

/// Runs a line; what is longer than the screen goes through the pager.
fn paged(
    shell: &mut Shell<'_>,
    line: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Flow> {
    shell.settings.measure();
    let settings = &shell.settings;
    let paged = settings.paged && !settings.pager.is_empty();
    let Some(height) = settings.height().filter(|_| paged) else {
        return shell.line(line, out, err);
    };
    let pager = settings.pager.clone();
    let mut written = Vec::new();
    let colour = settings.style.colour;
    let flow = shell.line(line, &mut Gate::new(&mut written, colour), err)?;
    let lines = written.iter().filter(|byte| **byte == b'\n').count();
    // A program that cannot be started must not cost the answer.
    if lines < usize::from(height) || programs::feed(&pager, &written).is_err() {
        out.write_all(&written)?;
        out.flush()?;
    }
    Ok(flow)
}

/// What the editor made of a text; `None` when there is nothing to run.
fn edited(
    shell: &Shell<'_>,
    text: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Option<String>> {
    match programs::edit(&shell.settings.editor, text, &shell.settings.scratch) {
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => {
            writeln!(out, "{}", Shown::text(text.trim_end()))?;
            Ok(Some(text))
        }
        Err(error) => {
            writeln!(err, "error: {}", Shown::line(&error.to_string()))?;
            Ok(None)
        }
    }
}

/// Lines typed before, the last at the end.
fn list(
    editor: &Editor<ShellHelper, DefaultHistory>,
    word: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = editor.history().iter();
    let lines: Vec<&String> = lines.filter(|line| line.contains(word)).collect();
    for line in &lines[lines.len().saturating_sub(LISTED)..] {
        writeln!(out, "{}", Shown::text(line))?;
    }
    Ok(())
}

/// Asks the last question again and again, until Ctrl-C.
fn watch(
    shell: &mut Shell<'_>,
    seconds: u64,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    let Some(question) = shell.last.as_ref().map(|last| last.question.clone()) else {
        return Ok(());
    };
    let stopper = shell.stopper();
    stopper.watch(true);
    while stopper.watched() {
        let line = format!("every {seconds} s, Ctrl-C ends: {question}");
        writeln!(out, "{}", shell.settings.paint().dim(&line))?;
        shell.line(&question, out, err)?;
        out.flush()?;
        let until = Instant::now() + Duration::from_secs(seconds);
        while stopper.watched() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    Ok(())
}

fn editor(shell: &Shell<'_>) -> rustyline::Result<Editor<ShellHelper, DefaultHistory>> {
    let colour = shell.settings.style.colour;
    let colours = match colour {
        true => ColorMode::Enabled,
        false => ColorMode::Disabled,
    };
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .history_ignore_space(true)
        .auto_add_history(false)
        .color_mode(colours)
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_max_history_size(10_000)?;
    editor.set_helper(Some(ShellHelper::new(shell)));
    Ok(editor)
}
