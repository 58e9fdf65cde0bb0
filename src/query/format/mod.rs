//! Questions as text in their usual form: one spelling for each, lines that fit. What is written parses to the same
//! question.

mod condition;
mod measures;
mod phrase;
mod stage;

pub(crate) use condition::{condition, operand};
pub(crate) use measures::{distance, duration};
pub(crate) use phrase::modifier;
pub(crate) use stage::stage;

use super::ast::{Check, Query, Script, Set, Statement, StatementKind, Word};
use super::lexer::in_quotes;

/// Longest line that is not broken before its stages.
const WIDTH: usize = 100;

/// A script: the title, then one statement after another. Other comments are not kept.
pub fn format(script: &Script) -> String {
    let mut out = String::new();
    if let Some(title) = &script.title {
        out.push_str(&format!("# {title}\n"));
    }
    let mut before: Option<&StatementKind> = None;
    for statement in &script.statements {
        // Definitions end with `;` and stand close together; all else ends with an empty line.
        if let Some(before) = before
            && !(is_short(before) && is_short(&statement.kind))
        {
            out.push('\n');
        }
        out.push_str(&statement_text(statement));
        out.push_str(if is_short(&statement.kind) {
            ";\n"
        } else {
            "\n"
        });
        before = Some(&statement.kind);
    }
    out
}

fn is_short(kind: &StatementKind) -> bool {
    !matches!(kind, StatementKind::Query(_))
}

fn statement_text(statement: &Statement) -> String {
    match &statement.kind {
        StatementKind::Let { name, query } => {
            let text = query_lines(query);
            match text.contains('\n') {
                true => format!("let {} =\n  {}", name.text, text.replace('\n', "\n  ")),
                false => format!("let {} = {text}", name.text),
            }
        }
        StatementKind::Param {
            name,
            kind,
            default,
        } => {
            let default = default.as_ref().map(operand);
            let default = default.map(|d| format!(" = {d}")).unwrap_or_default();
            format!("param ${}: {}{default}", name.text, kind.text)
        }
        StatementKind::Assert { query, check } => {
            format!("assert {} {}", query_lines(query), check_text(check))
        }
        StatementKind::Export { query, format, to } => {
            let what = match query {
                Some(query) => query_line(query),
                None => "graph".to_string(),
            };
            let to = to.as_ref().map(|file| format!(" to {}", string(file)));
            format!("export {what} as {}{}", format.text, to.unwrap_or_default())
        }
        StatementKind::Use { file } => format!("use {}", string(file)),
        StatementKind::Query(query) => query_lines(query),
    }
}

fn check_text(check: &Check) -> String {
    match check {
        Check::Empty { not } => format!("is {}empty", if *not { "not " } else { "" }),
        Check::Compare(c, number) => format!("{} {number}", c.sign()),
        Check::HasRow(tests) => {
            let tests: Vec<String> = tests
                .iter()
                .map(|(field, c, value)| {
                    format!(
                        "{} {} {}",
                        condition::field(field),
                        c.sign(),
                        operand(value)
                    )
                })
                .collect();
            format!("has row ({})", tests.join(", "))
        }
    }
}

/// A question, on several lines where it is too long for one.
pub(crate) fn query_lines(query: &Query) -> String {
    let line = query_line(query);
    if line.chars().count() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let mut lines = vec![source(query)];
    lines.extend(query.stages.iter().map(|s| format!("  | {}", stage(s))));
    lines.join("\n")
}

/// A question on one line.
pub(crate) fn query_line(query: &Query) -> String {
    let mut parts = vec![source(query)];
    parts.extend(query.stages.iter().map(stage));
    parts.join(" | ")
}

fn source(query: &Query) -> String {
    let mut text = match &query.first {
        Set::Phrase(phrase) => phrase::phrase(phrase),
        Set::Nested(query) => format!("({})", query_line(query)),
        Set::Path(path) => phrase::path(path),
        Set::Sparql(text) => format!("sparql {{{}}}", text.text),
    };
    for (operator, other) in &query.rest {
        text.push_str(&format!(" {} ({})", operator.word(), query_line(other)));
    }
    text
}

fn string(word: &Word) -> String {
    in_quotes(&word.text)
}
