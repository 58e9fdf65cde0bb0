//! Commands that correct the graph: `\same`, `\apart`, `\strike`, `\confirm`, `\note`, `\set ROW date DAY`, `\undo`, and
//! `\decisions`, which lists what they have said.

use super::answer::row;
use super::{Failed, Flow, Ran, Shell, first_word};
use crate::correct::{self, Correction, CorrectionError, Subject};
use crate::count::counted;
use crate::diagnostic::Code;
use crate::output::cell_text;
use crate::query::Row;
use crate::repl::Correcting;
use crate::shown::Shown;
use crate::store::{Store, decisions_path};
use std::io::Write;
use std::path::Path;

/// What a row tells, in a line.
pub(super) fn known_cells(row: &Row) -> String {
    let cells = row.cells.iter().map(cell_text);
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
    Shown::line(&cells.join(", ")).to_string()
}

/// The number of a row, and what it stands for.
fn subject(shell: &Shell<'_>, number: &str) -> Result<(usize, Subject), Failed> {
    let found = row(shell, number)?;
    let cells = known_cells(found);
    let number = number.parse().unwrap_or(1);
    let called = format!("row {number}");
    let Some(iri) = &found.subject else {
        return Err(Failed::usage(format!(
            "{called} ({cells}) is no event, actor or place; ask for those to correct them"
        )));
    };
    let subject = Subject::new(&shell.store, iri, called, Some(cells));
    let subject = subject.map_err(|error| remedied(error, Some(number)))?;
    Ok((number, subject))
}

/// What went wrong, with what can be typed instead.
pub(in crate::repl) fn remedied(error: CorrectionError, row: Option<usize>) -> Failed {
    let error = match error {
        CorrectionError::Store(error) => return Failed::from(error),
        error => error,
    };
    let row = row.unwrap_or(1);
    let remedy = match &error {
        CorrectionError::Gone(_) => {
            "; \\undo takes corrections back, \\decisions lists them".to_string()
        }
        CorrectionError::Single(_) => format!("; \\strike {row} says that it is not so"),
        CorrectionError::Many { .. } => format!("; take out one after the other: \\apart {row} 2"),
        CorrectionError::NoAccount { .. } => format!("; \\why {row} shows them"),
        CorrectionError::SeveralAccounts { .. } => {
            format!("; give one by its number in \\why {row}")
        }
        CorrectionError::Nothing => {
            "; \\decisions tells where older ones are kept and can be taken out".to_string()
        }
        CorrectionError::Busy(_) => return Failed::new(Code::Store, error),
        _ => String::new(),
    };
    Failed::usage(format!("{error}{remedy}"))
}

/// The first word of an argument, which must be there, and what follows it.
fn first<'a>(argument: &'a str, usage: &str) -> Result<(&'a str, &'a str), Failed> {
    match first_word(argument) {
        ("", _) => Err(Failed::usage(usage)),
        (first, rest) => Ok((first, rest.trim())),
    }
}

type Judgement = fn(&Store, &Subject, &str) -> Result<Correction, CorrectionError>;

/// Says something of a row, of which more may stand behind its number.
fn say_of(
    shell: &mut Shell<'_>,
    (argument, usage): (&str, &str),
    judgement: Judgement,
    out: &mut dyn Write,
) -> Ran {
    let (row, rest) = first(argument, usage)?;
    let (number, subject) = subject(shell, row)?;
    let correction = judgement(&shell.store, &subject, rest);
    let correction = correction.map_err(|error| match error {
        CorrectionError::NoNote => Failed::usage(usage),
        error => remedied(error, Some(number)),
    })?;
    say(shell, &correction, out)
}

/// Decides, and says so.
fn say(shell: &mut Shell<'_>, correction: &Correction, out: &mut dyn Write) -> Ran {
    let said = &correction.said;
    match shell.correct(correction, out)? {
        true => writeln!(out, "{said}; \\undo takes it back")?,
        false => writeln!(out, "{said}: that is decided already")?,
    }
    Ok(Flow::Stay)
}

pub(super) fn same(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let words = argument.split(|c: char| c.is_whitespace() || c == ',');
    let rows: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if rows.len() < 2 {
        let usage = "\\same ROW ROW: which rows are one? For instance \\same 3 5";
        return Err(Failed::usage(usage));
    }
    let (mut subjects, mut numbers) = (Vec::new(), Vec::new());
    for row in rows {
        let (number, subject) = subject(shell, row)?;
        numbers.push(number.to_string());
        subjects.push(subject);
    }
    let called = format!("rows {}", numbers.join(" and "));
    let correction = correct::same(&shell.store, &subjects, &called);
    let correction = correction.map_err(|error| remedied(error, None))?;
    let flow = say(shell, &correction, out)?;
    if let Some(why) = correct::still_apart(&shell.store, &correction) {
        writeln!(out, "{why}")?;
    }
    Ok(flow)
}

pub(super) fn apart(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let usage = "\\apart ROW [ACCOUNT]: which row is not one? For instance \\apart 3, or \\apart 3 2 for its second account";
    say_of(shell, (argument, usage), correct::apart, out)
}

pub(super) fn strike(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let usage = "\\strike ROW [ACCOUNT]: which row is not so? For instance \\strike 4";
    say_of(shell, (argument, usage), correct::strike, out)
}

pub(super) fn confirm(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let usage = "\\confirm ROW [ACCOUNT]: which row do you vouch for? For instance \\confirm 4";
    say_of(shell, (argument, usage), correct::confirm, out)
}

pub(super) fn note(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let usage = "\\note ROW \"TEXT\": what is to be noted on which row?";
    say_of(shell, (argument, usage), correct::note, out)
}

/// `\set 4 date 2020-02-03`, or without the number for the row that `\why` showed last; `None` where a parameter is set.
pub(super) fn date(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Option<Ran> {
    let (head, rest) = first_word(argument);
    let (row, field, value) = match head.parse::<usize>() {
        Ok(_) => {
            let (field, value) = first_word(rest.trim());
            (Some(head), field, value)
        }
        Err(_) if head == "date" => (None, head, rest),
        Err(_) => return None,
    };
    Some(dated(shell, (row, field, value.trim()), out))
}

fn dated(
    shell: &mut Shell<'_>,
    (row, field, value): (Option<&str>, &str, &str),
    out: &mut dyn Write,
) -> Ran {
    if field != "date" {
        return Err(Failed::usage(format!(
            "\\set ROW date DAY: of what a row tells only the date can be set, not “{}”; \\note says what else is wrong",
            Shown::line(field)
        )));
    }
    let row = match (row, shell.looked_at) {
        (Some(row), _) => row.to_string(),
        (None, Some(row)) => row.to_string(),
        (None, None) => {
            return Err(Failed::usage(
                "\\set date DAY is for the row that \\why showed last; \\set ROW date DAY names one, \\set $date VALUE sets a parameter",
            ));
        }
    };
    let (number, subject) = subject(shell, &row)?;
    let correction = correct::date(&shell.store, &subject, value);
    let correction = correction.map_err(|error| remedied(error, Some(number)))?;
    say(shell, &correction, out)
}

pub(super) fn undo(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let said = shell.undo(out)?;
    writeln!(out, "taken back: {said}")?;
    Ok(Flow::Stay)
}

pub(super) fn decisions(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let decided = correct::decided(&shell.store)?;
    let paint = shell.settings.paint();
    let mut heading = "";
    for decision in &decided {
        // What is said of several accounts of one event is said once.
        if decision.of.len() == 2 || decision.said != heading {
            writeln!(out, "{}", paint.bold(&decision.said))?;
        }
        heading = &decision.said;
        for of in &decision.of {
            writeln!(out, "  {}", Shown::line(of))?;
        }
    }
    let count = match decided.len() {
        0 => "nothing is decided".to_string(),
        several => counted(several, "decision", "decisions"),
    };
    let place = match &shell.settings.correcting {
        Correcting::In(path) if !decided.is_empty() => {
            let file = decisions_path(path);
            let file = file.file_name().map_or(file.as_path(), Path::new);
            format!(", also in {}", Shown::path(file))
        }
        _ => String::new(),
    };
    writeln!(out, "{count}{place}")?;
    Ok(Flow::Stay)
}
