//! `\strike`, `\confirm`, `\note`, `\set ROW date DAY`, and `\undo`.

use super::{Failed, Flow, Shell, chosen, event, first, id, say, source};
use crate::link::Decision;
use crate::link::decisions::days;
use crate::query::{QUOTES, read_date};
use crate::shown::Shown;
use crate::time::Interval;
use std::io::Write;

/// Letters of the longest note.
const LONGEST_NOTE: usize = 2_000;

/// Says something of all accounts of a row, or of one of them.
fn of_accounts(
    shell: &mut Shell<'_>,
    (number, accounts): (usize, &[String]),
    which: &str,
    what: &str,
    decision: impl Fn(String) -> Decision,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let chosen = chosen(shell, number, accounts, which)?;
    let ids = chosen.iter().map(|account| id(shell, account).to_string());
    let decisions = ids.map(decision).collect();
    let said = match which {
        "" => format!("row {number} {what}"),
        _ => format!(
            "the account of {} in row {number} {what}",
            source(shell, &chosen[0])
        ),
    };
    say(shell, &said, decisions, out)
}

pub(in crate::repl::commands) fn strike(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let usage = "\\strike ROW [ACCOUNT]: which row is not so? For instance \\strike 4";
    judge(shell, (argument, usage), "is struck", Decision::Struck, out)
}

pub(in crate::repl::commands) fn confirm(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let usage = "\\confirm ROW [ACCOUNT]: which row do you vouch for? For instance \\confirm 4";
    let decision = Decision::Confirmed;
    judge(shell, (argument, usage), "is confirmed", decision, out)
}

/// What is said of all accounts of a row, or of one of them.
fn judge(
    shell: &mut Shell<'_>,
    (argument, usage): (&str, &str),
    what: &str,
    decision: fn(String) -> Decision,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let (row, which) = first(argument, usage)?;
    let (number, accounts) = event(shell, row)?;
    of_accounts(shell, (number, &accounts), which, what, decision, out)
}

pub(in crate::repl::commands) fn note(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let usage = "\\note ROW \"TEXT\": what is to be noted on which row?";
    let (row, text) = first(argument, usage)?;
    let (number, accounts) = event(shell, row)?;
    let bare = text
        .strip_prefix(QUOTES)
        .and_then(|text| text.strip_suffix(QUOTES));
    let text = bare.unwrap_or(text).trim().to_string();
    match text.chars().count() {
        0 => return Err(Failed::usage(usage)),
        letters if letters > LONGEST_NOTE => {
            return Err(Failed::usage(format!(
                "a note has at most {LONGEST_NOTE} letters, and this has {letters}"
            )));
        }
        _ => {}
    }
    let what = format!("has the note “{}”", Shown::line(&text));
    let decision = |account| Decision::Note(account, text.clone());
    of_accounts(shell, (number, &accounts), "", &what, decision, out)
}

/// `\set 4 date 2020-02-03`, or without the number for the row that `\why` showed last; `None` where a parameter is set.
pub(in crate::repl::commands) fn date(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Option<Result<Flow, Failed>> {
    let (head, rest) = argument
        .split_once(char::is_whitespace)
        .unwrap_or((argument, ""));
    let (row, field, value) = match head.parse::<usize>() {
        Ok(_) => {
            let (field, value) = rest
                .trim()
                .split_once(char::is_whitespace)
                .unwrap_or((rest, ""));
            (Some(head), field.trim(), value)
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
) -> Result<Flow, Failed> {
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
    let wanted = match value.split_once('/') {
        Some((first, last)) => {
            read_date(first)
                .zip(read_date(last))
                .map(|(first, last)| Interval {
                    begin: first.begin,
                    end: last.end,
                })
        }
        None => read_date(value),
    };
    let known = |days: &Interval| days.begin.is_some() && days.begin <= days.end;
    let Some(wanted) = wanted.filter(known) else {
        return Err(Failed::usage(format!(
            "“{}” is no date; write 2020-02-03, 2020-02, 2020 or 2020-02-03/2020-02-05",
            Shown::line(value)
        )));
    };
    let (number, accounts) = event(shell, &row)?;
    let what = format!("is dated {}", days(&wanted));
    let decision = |account| Decision::Date(account, wanted);
    of_accounts(shell, (number, &accounts), "", &what, decision, out)
}

pub(in crate::repl::commands) fn undo(
    shell: &mut Shell<'_>,
    _: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let said = shell.undo(out)?;
    writeln!(out, "taken back: {said}")?;
    Ok(Flow::Stay)
}
