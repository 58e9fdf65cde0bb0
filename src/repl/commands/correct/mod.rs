//! Commands that correct the graph: `\same`, `\apart`, `\strike`, `\confirm`, `\note`, `\set ROW date DAY`, `\undo`, and
//! `\decisions`, which lists what they have said. Here is what they have in common.

mod accounts;
mod joins;
mod list;

pub(super) use accounts::{confirm, date, note, strike, undo};
pub(super) use joins::{apart, same};
pub(super) use list::decisions;

use super::answer::row;
use super::{Failed, Flow, Shell};
use crate::fold::fold;
use crate::link::{Decision, Decisions};
use crate::output::cell_text;
use crate::query;
use crate::repl::why;
use crate::shown::Shown;
use std::io::Write;

/// What a row can be corrected as.
enum Thing {
    /// An event with its accounts, by IRI.
    Event(Vec<String>),
    /// An actor, a place or a thing.
    Node(String),
}

/// The number of a row, and what it stands for.
fn thing(shell: &Shell<'_>, number: &str) -> Result<(usize, Thing), Failed> {
    let found = row(shell, number)?;
    let cells: Vec<String> = found.cells.iter().map(cell_text).collect();
    let cells = Shown::line(&cells.join(", ")).to_string();
    let number = number.parse().unwrap_or(1);
    let store = &shell.store;
    let Some(iri) = &found.subject else {
        return Err(Failed::usage(format!(
            "row {number} ({cells}) is no event, actor or place; ask for those to correct them"
        )));
    };
    let accounts = store.accounts_of(iri);
    if !accounts.is_empty() {
        return Ok((number, Thing::Event(accounts)));
    }
    if store.document_text(iri).is_some() {
        return Err(Failed::usage(format!(
            "row {number} ({cells}) is an article; `dateline remove` takes one out of a graph"
        )));
    }
    match store.label(iri) {
        Some(_) => Ok((number, Thing::Node(iri.clone()))),
        None => Err(Failed::usage(format!(
            "row {number} ({cells}) is struck, or is no longer in the graph; \\undo takes corrections back, \\decisions lists them"
        ))),
    }
}

/// The row and its event, of which alone something can be said.
fn event(shell: &Shell<'_>, number: &str) -> Result<(usize, Vec<String>), Failed> {
    match thing(shell, number)? {
        (number, Thing::Event(accounts)) => Ok((number, accounts)),
        (number, Thing::Node(iri)) => Err(Failed::usage(format!(
            "row {number} ({}) is an actor, a place or a thing; only events can be struck, confirmed, dated and noted on",
            name(shell, &iri)
        ))),
    }
}

/// The first word of an argument, which must be there, and what follows it.
fn first<'a>(argument: &'a str, usage: &str) -> Result<(&'a str, &'a str), Failed> {
    let (first, rest) = argument
        .split_once(char::is_whitespace)
        .unwrap_or((argument, ""));
    match first {
        "" => Err(Failed::usage(usage)),
        first => Ok((first, rest.trim())),
    }
}

/// Of the accounts of a row the one that is meant: by its number in `\why`, its outlet, its headline or its id. All of them
/// where none is named.
fn chosen(
    shell: &Shell<'_>,
    number: usize,
    accounts: &[String],
    which: &str,
) -> Result<Vec<String>, Failed> {
    if which.is_empty() {
        return Ok(accounts.to_vec());
    }
    let place = which.parse().ok().and_then(|n: usize| n.checked_sub(1));
    if let Some(account) = place.and_then(|place| accounts.get(place)) {
        return Ok(vec![account.clone()]);
    }
    let wanted = fold(which.trim_matches(query::QUOTES));
    let named = |account: &&String| {
        let ids = [account.as_str(), id(shell, account)];
        let document = shell
            .store
            .evidence(account)
            .ok()
            .and_then(|e| e.into_iter().next());
        let source = document.map(|e| e.document).unwrap_or_default();
        let names = [source.publisher, source.title];
        let mut names = names.iter().flatten().map(String::as_str).chain(ids);
        names.any(|name| fold(name) == wanted)
    };
    let found: Vec<String> = accounts.iter().filter(named).cloned().collect();
    match found.len() {
        1 => Ok(found),
        0 => Err(Failed::usage(format!(
            "row {number} has {}, and none is number {which}, or of an outlet or a headline of that name; \\why {number} shows them",
            told(accounts.len())
        ))),
        several => Err(Failed::usage(format!(
            "{several} accounts of row {number} are of {which}; give one by its number in \\why {number}"
        ))),
    }
}

/// An id as decisions have it.
fn id<'a>(shell: &Shell<'_>, iri: &'a str) -> &'a str {
    iri.strip_prefix(shell.store.base()).unwrap_or(iri)
}

fn name(shell: &Shell<'_>, iri: &str) -> Shown {
    let label = shell.store.label(iri);
    Shown::line(&label.unwrap_or_else(|| id(shell, iri).to_string()))
}

fn told(accounts: usize) -> String {
    match accounts {
        1 => "1 account".to_string(),
        several => format!("{several} accounts"),
    }
}

/// Decides, and says so.
fn say(
    shell: &mut Shell<'_>,
    said: &str,
    decisions: Vec<Decision>,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let decide = |all: &mut Decisions| {
        for decision in decisions {
            all.decide(decision);
        }
    };
    match shell.correct(said, decide, out)? {
        true => writeln!(out, "{said}; \\undo takes it back")?,
        false => writeln!(out, "{said}: that is decided already")?,
    }
    Ok(Flow::Stay)
}

/// What `\why` calls the article of an account.
fn source(shell: &Shell<'_>, account: &str) -> Shown {
    let evidence = shell.store.evidence(account).unwrap_or_default();
    let document = evidence.into_iter().next().map(|e| e.document);
    why::source(&document.unwrap_or_default())
}
