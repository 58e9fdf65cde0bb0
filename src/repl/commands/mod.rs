//! The table of commands. It feeds dispatch, `\help`, `\commands` and completion.

mod answer;
mod correct;
mod evidence;
mod files;
mod language;
mod last;
mod settings;
mod whynot;

use super::{Failed, Flow, Shell};
use crate::diagnostic::nearest;
use crate::output;
use answer::{all, brief, explain, fmt, last, plain, plan, sparql};
pub(super) use correct::remedied;
use correct::{apart, confirm, decisions, note, same, strike, undo};
use evidence::{sources, why};
use files::{edit, force, history, open, run, save, to, watch};
use language::{commands, fields, help, keys, nouns};
use settings::{mode, pager, params, quit, set, timing};
use std::io::Write;
use whynot::whynot;

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

type Run = fn(&mut Shell<'_>, &str, &mut dyn Write) -> Result<Flow, Failed>;

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
    /// What it writes is not to be changed.
    const fn exact(self) -> Command {
        Command {
            prose: false,
            ..self
        }
    }
}

/// All commands, in the order of `\commands`.
pub const COMMANDS: &[Command] = &[
    command(
        "help",
        "[WORD]",
        "the language in brief, or a word of it",
        Argument::Topic,
        help,
    ),
    command("commands", "", "this list", Argument::Free, commands),
    command(
        "nouns",
        "",
        "what can be asked for, and how much there is",
        Argument::Free,
        nouns,
    ),
    command(
        "fields",
        "NOUN",
        "what is known of a noun",
        Argument::Noun,
        fields,
    ),
    command(
        "why",
        "ROW [COLUMN]",
        "the sentences that a row of the last answer rests on, or one cell of it; of a count those of what was counted",
        Argument::Free,
        why,
    ),
    command(
        "whynot",
        "WORDS",
        "what was tried in the sentence with these words, and where it failed",
        Argument::Free,
        whynot,
    ),
    command(
        "sources",
        "ROW",
        "the articles that a row of the last answer rests on",
        Argument::Free,
        sources,
    ),
    command(
        "open",
        "ROW",
        "the articles that a row rests on, in full, with the sentences marked",
        Argument::Free,
        open,
    ),
    command(
        "same",
        "ROW ROW",
        "these rows are one event, actor or place",
        Argument::Free,
        same,
    ),
    command(
        "apart",
        "ROW [ACCOUNT]",
        "the accounts of a row tell of several events; or one of them, by its number in \\why or its outlet, of another",
        Argument::Free,
        apart,
    ),
    command(
        "strike",
        "ROW [ACCOUNT]",
        "this is not so: it is left out of answers",
        Argument::Free,
        strike,
    ),
    command(
        "confirm",
        "ROW [ACCOUNT]",
        "this is so: you vouch for it",
        Argument::Free,
        confirm,
    ),
    command(
        "note",
        "ROW \"TEXT\"",
        "keeps a note on a row",
        Argument::Free,
        note,
    ),
    command(
        "undo",
        "",
        "takes the last correction of this session back",
        Argument::Free,
        undo,
    ),
    command(
        "decisions",
        "",
        "the corrections that were made, in this session and before",
        Argument::Free,
        decisions,
    ),
    command(
        "brief",
        "NAME",
        "all that is known of an actor, a place or an event, with its sources",
        Argument::Free,
        brief,
    )
    .exact(),
    command("last", "", "the last answer again", Argument::Free, last).exact(),
    command(
        "all",
        "",
        "the last answer with every row and the whole of every cell",
        Argument::Free,
        all,
    )
    .exact(),
    command(
        "plain",
        "[QUESTION]",
        "a question, or the last one, in plain English",
        Argument::Question,
        plain,
    ),
    command(
        "fmt",
        "[QUESTION]",
        "a question, or the last one, in its usual form",
        Argument::Question,
        fmt,
    )
    .exact(),
    command(
        "sparql",
        "[QUESTION]",
        "the SPARQL of a question, or of the last one",
        Argument::Question,
        sparql,
    )
    .exact(),
    command(
        "plan",
        "[QUESTION]",
        "the parts of a question, and how many answers each leaves",
        Argument::Question,
        plan,
    )
    .exact(),
    command(
        "explain",
        "[QUESTION]",
        "how a question is understood, and what takes how long",
        Argument::Question,
        explain,
    ),
    command(
        "mode",
        "[FORMAT]",
        "how answers are written",
        Argument::Word(&output::Format::NAMES),
        mode,
    ),
    command(
        "timing",
        "[on|off]",
        "how long each question takes",
        Argument::Word(&["on", "off"]),
        timing,
    ),
    command(
        "pager",
        "[on|off]",
        "whether long answers are shown page by page",
        Argument::Word(&["on", "off"]),
        pager,
    ),
    command(
        "to",
        "[FILE or | PROGRAM]",
        "writes the next answer there; the file's ending tells the format",
        Argument::File,
        to,
    ),
    command(
        "force",
        "LINE",
        "runs a line that may overwrite files: \\force \\to answer.csv",
        Argument::Free,
        force,
    )
    .exact(),
    command(
        "set",
        "$NAME VALUE, or [ROW] date DAY",
        "gives a parameter a value; says when a row, or the one that \\why showed last, happened",
        Argument::Free,
        set,
    ),
    command(
        "params",
        "",
        "the parameters and their values",
        Argument::Free,
        params,
    )
    .exact(),
    command(
        "run",
        "FILE [NAME=VALUE]",
        "runs the questions of a file",
        Argument::File,
        run,
    )
    .exact(),
    command(
        "save",
        "NAME",
        "writes the last question to NAME.dq",
        Argument::Free,
        save,
    ),
    command(
        "edit",
        "[FILE]",
        "opens the last question, or a file, in your editor and runs it",
        Argument::File,
        edit,
    ),
    command(
        "watch",
        "[SECONDS]",
        "asks the last question again and again, until Ctrl-C",
        Argument::Free,
        watch,
    ),
    command(
        "history",
        "[WORD]",
        "lines typed before, those with the word",
        Argument::Free,
        history,
    ),
    command("keys", "", "keys of the editor", Argument::Free, keys),
    command("quit", "", "leaves (so does Ctrl-D)", Argument::Free, quit),
];

const fn command(
    name: &'static str,
    usage: &'static str,
    summary: &'static str,
    argument: Argument,
    run: Run,
) -> Command {
    Command {
        name,
        usage,
        summary,
        argument,
        prose: true,
        run,
    }
}

/// Runs a line that begins with a backslash.
pub(super) fn dispatch(
    shell: &mut Shell<'_>,
    line: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
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
            let near = nearest(name, COMMANDS.iter().map(|c| c.name), 3);
            Err(Failed::usage(match near.as_slice() {
                [] => format!("no command \\{name}; \\commands lists them"),
                near => format!(
                    "no command \\{name}; did you mean \\{}?",
                    near.join(" or \\")
                ),
            }))
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
