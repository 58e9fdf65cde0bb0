//! The table of commands. It feeds dispatch, `\help`, `\commands`, completion and the manual page.

use super::answer::{all, brief, explain, fmt, last, plain, plan, sparql};
use super::correct::{apart, confirm, decisions, note, same, strike, undo};
use super::evidence::{sources, why};
use super::files::{edit, force, history, open, run, save, to, watch};
use super::language::{commands, fields, help, keys, nouns};
use super::settings::{mode, pager, params, quit, set, timing};
use super::whynot::whynot;
use super::{Argument, Command};
use crate::output::Format;

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
