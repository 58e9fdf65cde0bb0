//! Commands of the shell: the table of them, which feeds dispatch, `\help`, `\commands`, completion and the manual page, and
//! how a line finds its own.

mod answer;
mod correct;
mod evidence;
mod files;
mod language;
mod settings;
mod whynot;

use super::{Failed, Flow, Shell};
use crate::diagnostic::nearest;
use crate::output::{self, Format};
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

/// Of each command the function that runs it, whose name is its own, what may follow it and what that is, and what it does;
/// `exact` where what it writes is not to be broken into lines.
macro_rules! commands {
    ($($run:ident $usage:literal $argument:ident $(($words:expr))?: $summary:literal $(, $exact:ident)?;)*) => {
        /// All commands, in the order of `\commands`.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($run),
            usage: $usage,
            summary: $summary,
            argument: Argument::$argument $(($words))?,
            prose: !commands!(@ $($exact)?),
            run: $run,
        }),*];
    };
    (@) => { false };
    (@ exact) => { true };
}

commands! {
    help "[WORD]" Topic: "the language in brief, or a word of it";
    commands "" Free: "this list";
    nouns "" Free: "what can be asked for, and how much there is";
    fields "NOUN" Noun: "what is known of a noun";
    why "ROW [COLUMN]" Free: "the sentences that a row of the last answer rests on, or one cell of it; of a count those of what was counted";
    whynot "WORDS" Free: "what was tried in the sentence with these words, and where it failed";
    sources "ROW" Free: "the articles that a row of the last answer rests on";
    open "ROW" Free: "the articles that a row rests on, in full, with the sentences marked";
    same "ROW ROW" Free: "these rows are one event, actor or place";
    apart "ROW [ACCOUNT]" Free: "the accounts of a row tell of several events; or one of them, by its number in \\why or its outlet, of another";
    strike "ROW [ACCOUNT]" Free: "this is not so: it is left out of answers";
    confirm "ROW [ACCOUNT]" Free: "this is so: you vouch for it";
    note "ROW \"TEXT\"" Free: "keeps a note on a row";
    undo "" Free: "takes the last correction of this session back";
    decisions "" Free: "the corrections that were made, in this session and before";
    brief "NAME" Free: "all that is known of an actor, a place or an event, with its sources", exact;
    last "" Free: "the last answer again", exact;
    all "" Free: "the last answer with every row and the whole of every cell", exact;
    plain "[QUESTION]" Question: "a question, or the last one, in plain English";
    fmt "[QUESTION]" Question: "a question, or the last one, in its usual form", exact;
    sparql "[QUESTION]" Question: "the SPARQL of a question, or of the last one", exact;
    plan "[QUESTION]" Question: "the parts of a question, and how many answers each leaves", exact;
    explain "[QUESTION]" Question: "how a question is understood, and what takes how long";
    mode "[FORMAT]" Word(&Format::NAMES): "how answers are written";
    timing "[on|off]" Word(&["on", "off"]): "how long each question takes";
    pager "[on|off]" Word(&["on", "off"]): "whether long answers are shown page by page";
    to "[FILE or | PROGRAM]" File: "writes the next answer there; the file's ending tells the format";
    force "LINE" Free: "runs a line that may overwrite files: \\force \\to answer.csv", exact;
    set "$NAME VALUE, or [ROW] date DAY" Free: "gives a parameter a value; says when a row, or the one that \\why showed last, happened";
    params "" Free: "the parameters and their values", exact;
    run "FILE [NAME=VALUE]" File: "runs the questions of a file", exact;
    save "NAME" Free: "writes the last question to NAME.dq";
    edit "[FILE]" File: "opens the last question, or a file, in your editor and runs it";
    watch "[SECONDS]" Free: "asks the last question again and again, until Ctrl-C";
    history "[WORD]" Free: "lines typed before, those with the word";
    keys "" Free: "keys of the editor";
    quit "" Free: "leaves (so does Ctrl-D)";
}

/// Runs a line that begins with a backslash.
pub(super) fn dispatch(shell: &mut Shell<'_>, line: &str, out: &mut dyn Write) -> Ran {
    let line = line.trim().trim_start_matches('\\').trim_end_matches(';');
    let (name, argument) = first_word(line);
    // Another word for it, which stands in no list.
    let name = if name == "exit" { "quit" } else { name };
    let matching: Vec<&Command> = COMMANDS.iter().filter(|c| c.name == name).collect();
    // Unambiguous beginnings do: \q, \w 1.
    let matching = match matching.is_empty() && !name.is_empty() {
        true => {
            let begun = COMMANDS.iter().filter(|c| c.name.starts_with(name));
            begun.collect()
        }
        false => matching,
    };
    match matching.as_slice() {
        // \w is \why, although \whynot begins with it too.
        [command, longer @ ..] if longer.iter().all(|c| c.name.starts_with(command.name)) => {
            let screen = shell.settings.style;
            let folded = screen.screen.is_some() && command.prose;
            let Some(width) = screen.width.filter(|_| folded) else {
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
            let listed = "; \\commands lists them";
            Err(unknown((name, none), known, "\\", listed))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|c| c.name).collect();
            let names = names.join(" or \\");
            Err(Failed::usage(format!("\\{name} could be \\{names}")))
        }
    }
}

/// The first word of a line, and what stands behind it.
pub(super) fn first_word(line: &str) -> (&str, &str) {
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
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
