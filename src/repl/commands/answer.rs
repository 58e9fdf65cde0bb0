//! Commands about an answer or a question: `\why`, `\sources`, `\last`, `\all`, `\plain`, `\fmt`, `\sparql`, `\plan`,
//! `\explain`.

use super::super::shell::Last;
use super::super::{Paint, words};
use super::{Failed, Flow, Ran, Shell};
use crate::output::{Format, Screen, count, fits};
use crate::query::ast::{Script, StatementKind};
use crate::query::{self, Answer, Row, Step};
use crate::report::Written;
use crate::shown::Shown;
use std::io::Write;
use std::time::Instant;

/// The last question as it was written.
pub(super) fn last_question(shell: &Shell<'_>) -> Result<String, Failed> {
    let last = shell.last.as_ref();
    last.map(|last| last.question.clone())
        .ok_or_else(|| Failed::usage("there is no question yet: ask something first"))
}

fn answered<'a>(shell: &'a Shell<'_>) -> Result<&'a Last, Failed> {
    let last = shell.last.as_ref();
    last.ok_or_else(|| Failed::usage("there is no answer yet: ask something first"))
}

/// The row that an argument names, with its number for messages.
pub(super) fn row<'a>(shell: &'a Shell<'_>, argument: &str) -> Result<&'a Row, Failed> {
    let last = answered(shell)?;
    let number: usize = match argument {
        "" => 1,
        text => text
            .parse()
            .map_err(|_| Failed::usage(format!("{text:?} is no row number")))?,
    };
    let rows = &last.rows.rows;
    let found = number.checked_sub(1).and_then(|index| rows.get(index));
    found.ok_or_else(|| Failed::usage(format!("the last answer has {}", count(rows.len()))))
}

/// `\brief NAME`.
pub(super) fn brief(shell: &mut Shell<'_>, name: &str, out: &mut dyn Write) -> Ran {
    let written = Written::Text(shell.settings.style);
    shell.brief(name.trim_matches('"'), false, written, out)?;
    Ok(Flow::Stay)
}

/// The last answer; asked again where the graph was corrected since.
pub(super) fn last(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let last = answered(shell)?;
    if last.stood.is_some() {
        let question = last.question.clone();
        shell.run_text("<question>", &question, out)?;
        return Ok(Flow::Stay);
    }
    let (format, style) = (shell.settings.format, shell.settings.style);
    shell.write_as(&last.answer, Some(&last.question), format, style, out)?;
    Ok(Flow::Stay)
}

/// The last answer without anything cut; what is too wide for a table, a line a value.
pub(super) fn all(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let last = answered(shell)?;
    let (mut format, mut style) = (shell.settings.format, shell.settings.style);
    style.screen = None;
    let narrow = matches!(&last.answer, Answer::Rows(rows) if !fits(rows, style));
    if narrow && format == Format::Table {
        format = Format::Vertical;
        style.screen = Some(Screen::everything());
    }
    shell.write_as(&last.answer, Some(&last.question), format, style, out)?;
    Ok(Flow::Stay)
}

/// The question that an argument is, or the last one.
fn question(shell: &Shell<'_>, argument: &str) -> Result<String, Failed> {
    match argument {
        "" => last_question(shell),
        text => Ok(text.to_string()),
    }
}

/// The question that a command is about, and how it is read.
fn asked(shell: &Shell<'_>, argument: &str) -> Result<(String, Script), Failed> {
    let text = question(shell, argument)?;
    let script = shell.parse("<question>", &text)?;
    Ok((text, script))
}

pub(super) fn sparql(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let question = question(shell, argument)?;
    writeln!(out, "{}", Shown::text(&shell.sparql_of(&question)?))?;
    Ok(Flow::Stay)
}

pub(super) fn fmt(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let (_, script) = asked(shell, argument)?;
    write!(out, "{}", Shown::text(&query::format::format(&script)))?;
    Ok(Flow::Stay)
}

pub(super) fn plain(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let (_, script) = asked(shell, argument)?;
    for statement in &script.statements {
        if let StatementKind::Query(asked) = &statement.kind {
            let plain = query::plain(asked, shell.store.ontology());
            writeln!(out, "{}", Shown::text(&plain))?;
        }
    }
    Ok(Flow::Stay)
}

/// The parts of a question in the order in which they narrow it down, with how many answers each leaves.
pub(super) fn plan(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let (text, script) = asked(shell, argument)?;
    for statement in &script.statements {
        let checked = shell.check_statement(statement);
        checked.map_err(|error| shell.failed("<question>", &text, &[error]))?;
        if let StatementKind::Query(asked) = &statement.kind {
            let line = |step: Step| {
                let answers = step.answers.map(count).unwrap_or_default();
                (format!("{}{}", "  ".repeat(step.depth), step.text), answers)
            };
            let lines: Vec<(String, String)> = shell.steps(asked).into_iter().map(line).collect();
            words::columns(&lines, Paint::default(), out)?;
        }
    }
    Ok(Flow::Stay)
}

/// The question in English, as SPARQL, and how long each step of its way took.
pub(super) fn explain(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let text = question(shell, argument)?;
    plain(shell, &text, out)?;
    let begun = Instant::now();
    let script = shell.parse("<question>", &text)?;
    let parsed = begun.elapsed();
    for statement in &script.statements {
        let failed = |shell: &Shell<'_>, error| shell.failed("<question>", &text, &[error]);
        let begun = Instant::now();
        let checked = shell.check_statement(statement);
        let planned = begun.elapsed();
        checked.map_err(|error| failed(shell, error))?;
        let begun = Instant::now();
        let answer = shell.run_statement(statement);
        let answered = begun.elapsed();
        let answer = answer.map_err(|error| failed(shell, error))?;
        let (notes, rows) = match &answer {
            Answer::Rows(rows) | Answer::Timeline(rows) => (rows.notes.as_slice(), rows.rows.len()),
            Answer::Graph(network) => (network.notes.as_slice(), network.edges.len()),
            _ => (&[][..], 0),
        };
        for note in notes {
            writeln!(out, "{}", Shown::line(note))?;
        }
        let micro = |time: std::time::Duration| time.as_secs_f64() * 1e6;
        let lines = [
            ("read", micro(parsed), String::new()),
            ("planned", micro(planned), String::new()),
            ("answered", micro(answered), format!("  {}", count(rows))),
        ];
        for (step, time, more) in lines {
            writeln!(out, "{step:<9} {:>9.2} ms{more}", time / 1e3)?;
        }
    }
    Ok(Flow::Stay)
}
