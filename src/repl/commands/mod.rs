//! Commands of the shell: what is known of each, and how a line finds its own.

mod answer;
mod correct;
mod evidence;
mod files;
mod language;
mod settings;
mod table;
mod whynot;

use super::{Failed, Flow, Shell};
use crate::diagnostic::nearest;
use crate::output;
pub(super) use correct::remedied;
use std::io::Write;
pub use table::COMMANDS;

/// What the argument of a command is, for completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// None, or something that cannot be guessed.
    Free,
    /// A noun of the ontology.
    Noun,
    /// A question.
    Question,
    /// A noun, a command or a word of the grammar.
    Topic,
    /// A file.
    File,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// What comes of a command.
type Ran = Result<Flow, Failed>;

type Run = fn(&mut Shell<'_>, &str, &mut dyn Write) -> Ran;

/// A command of the shell.
#[derive(Debug)]
pub struct Command {
    /// Its name, without the backslash.
    pub name: &'static str,
    /// What may follow it.
    pub usage: &'static str,
    /// What it does, in a line.
    pub summary: &'static str,
    /// What its argument is.
    pub argument: Argument,
    /// Whether what it writes is prose, whose lines may be broken between words.
    prose: bool,
    run: Run,
}

impl Command {
    /// How it is called, with what may follow it.
    pub fn call(&self) -> String {
        let call = format!("\\{} {}", self.name, self.usage);
        call.trim_end().to_string()
    }
}

/// Runs a line that begins with a backslash.
pub(super) fn dispatch(shell: &mut Shell<'_>, line: &str, out: &mut dyn Write) -> Ran {
    let line = line.trim().trim_start_matches('\\').trim_end_matches(';');
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // Another word for it, which stands in no list.
    let name = if name == "exit" { "quit" } else { name };
    let matching: Vec<&Command> = COMMANDS.iter().filter(|c| c.name == name).collect();
    // Unambiguous beginnings do: \q, \w 1.
    let matching = match matching.is_empty() && !name.is_empty() {
        true => COMMANDS
            .iter()
            .filter(|c| c.name.starts_with(name))
            .collect(),
        false => matching,
    };
    match matching.as_slice() {
        // \w is \why, although \whynot begins with it too.
        [command, longer @ ..] if longer.iter().all(|c| c.name.starts_with(command.name)) => {
            let screen = shell.settings.style;
            let Some(width) = screen
                .width
                .filter(|_| screen.screen.is_some() && command.prose)
            else {
                return (command.run)(shell, argument.trim(), out);
            };
            let mut written = Vec::new();
            let flow = (command.run)(shell, argument.trim(), &mut written)?;
            for line in String::from_utf8_lossy(&written).lines() {
                let width = usize::from(width);
                for line in output::fold(line, width, output::hanging(line, width)) {
                    writeln!(out, "{line}")?;
                }
            }
            Ok(flow)
        }
        [] => {
            let known = COMMANDS.iter().map(|c| c.name);
            let none = format!("no command \\{name}");
            Err(unknown(
                (name, none),
                known,
                "\\",
                "; \\commands lists them",
            ))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|c| c.name).collect();
            Err(Failed::usage(format!(
                "\\{name} could be \\{}",
                names.join(" or \\")
            )))
        }
    }
}

/// A word that is not known: what is `like` it, each behind a sign of its own, or where the words there are stand.
fn unknown<'w>(
    (word, wrong): (&str, String),
    known: impl Iterator<Item = &'w str>,
    sign: &str,
    listed: &str,
) -> Failed {
    let near = nearest(word, known, 3);
    let near: Vec<String> = near.iter().map(|word| format!("{sign}{word}")).collect();
    Failed::usage(match near.is_empty() {
        true => format!("{wrong}{listed}"),
        false => format!("{wrong}; did you mean {}?", near.join(" or ")),
    })
}
