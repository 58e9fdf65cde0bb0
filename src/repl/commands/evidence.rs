//! `\why` and `\sources`: what a row rests on, a cell of it, or what was counted for it.

use super::answer::{last_question, row};
use super::correct::known_cells;
use super::{Failed, Flow, Ran, Shell, first_word};
use crate::output::count;
use crate::query::ast::{Query, StatementKind};
use crate::query::{self, Row};
use crate::repl::why;
use crate::report::headline;
use crate::shown::Shown;
use crate::store::Evidence;
use std::io::Write;

/// Events whose sentences are shown of those that were counted.
const EVENTS: usize = 10;

/// Why nothing is told of a row.
fn untold(shell: &Shell<'_>, row: &Row, so: &str) -> Failed {
    let cells = known_cells(row);
    Failed::usage(match shell.stood_for_accounts(row) {
        true => format!(
            "this row ({cells}) is struck; \\undo takes that back, \\decisions lists what is struck"
        ),
        false => format!("this row ({cells}) is no event, so {so}; ask for events"),
    })
}

/// What tells of the node that a row is about.
fn told_of(shell: &Shell<'_>, row: &Row) -> Result<Vec<Evidence>, Failed> {
    Ok(match &row.subject {
        Some(iri) => shell.store.evidence(iri)?,
        None => Vec::new(),
    })
}

pub(super) fn why(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let (argument, column) = first_word(argument);
    let found = row(shell, argument)?;
    let evidence = told_of(shell, found)?;
    if evidence.is_empty() {
        let found = found.clone();
        let told = counted(shell, &found)?;
        if told.is_empty() {
            // The row itself, by which its place in the answer is known.
            return Err(untold(shell, row(shell, argument)?, "no sentence tells it"));
        }
        write_counted(shell, &told, out)?;
        return Ok(Flow::Stay);
    }
    let mut told: Vec<(usize, &Evidence)> = (1..).zip(&evidence).collect();
    let several = told.len() > 1;
    let column = column.trim();
    if !column.is_empty() {
        let role = role_of_column(shell, column)?;
        told.retain(|(_, account)| account.spans.iter().any(|span| span.role == role));
        if told.is_empty() {
            let column = Shown::line(column);
            return Err(Failed::usage(format!(
                "no words of a sentence tell {column} here; \\why {argument} shows all that is told"
            )));
        }
    }
    let number = argument.parse().unwrap_or(1);
    let (ontology, paint) = (shell.store.ontology(), shell.settings.paint());
    why::some(&told, several, ontology, paint, out)?;
    shell.looked_at = Some(number);
    Ok(Flow::Stay)
}

pub(super) fn sources(shell: &mut Shell<'_>, argument: &str, out: &mut dyn Write) -> Ran {
    let found = row(shell, argument)?.clone();
    let mut evidence = told_of(shell, &found)?;
    if evidence.is_empty() {
        let counted = counted(shell, &found)?.into_iter();
        evidence = counted.flat_map(|(_, evidence)| evidence).collect();
    }
    let mut documents: Vec<_> = Vec::new();
    for document in evidence.into_iter().map(|account| account.document) {
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    if documents.is_empty() {
        return Err(untold(shell, row(shell, argument)?, "no article tells it"));
    }
    for document in documents {
        writeln!(out, "{}", why::source(&document))?;
        if let Some(url) = document.url {
            writeln!(out, "  {}", Shown::line(&url))?;
        }
    }
    Ok(Flow::Stay)
}

/// The last question of what was asked last, and what stands before it.
fn asked(shell: &Shell<'_>) -> Result<Option<Query>, Failed> {
    let text = last_question(shell)?;
    let script = query::parse(&text, shell.store.ontology());
    let statements = script.map(|script| script.statements).unwrap_or_default();
    let mut last = statements.into_iter().rev();
    Ok(last.find_map(|statement| match statement.kind {
        StatementKind::Query(query) => Some(query),
        _ => None,
    }))
}

/// Local name of the role that a column of the last answer, by its title or any other word for it, shows.
fn role_of_column(shell: &Shell<'_>, column: &str) -> Result<String, Failed> {
    let query = asked(shell)?;
    let role = query.and_then(|query| shell.session.role_of(&query, column));
    role.ok_or_else(|| {
        Failed::usage(format!(
            "{} is no field of what was asked for; \\fields NOUN lists them",
            Shown::line(column)
        ))
    })
}

/// Events that were counted for a row, by IRI, each with what tells it.
type Counted = Vec<(String, Vec<Evidence>)>;

/// What was counted for a row.
fn counted(shell: &mut Shell<'_>, found: &Row) -> Result<Counted, Failed> {
    let (text, Some(query)) = (last_question(shell)?, asked(shell)?) else {
        return Ok(Vec::new());
    };
    let Some(rows) = shell.last.as_ref().map(|last| last.rows.clone()) else {
        return Ok(Vec::new());
    };
    let counted = shell.stoppable(|session| session.counted(&query, &rows, found));
    let counted = counted.map_err(|error| shell.failed("<question>", &text, &[error]))?;
    let mut told = Vec::new();
    for iri in counted.unwrap_or_default() {
        let evidence = shell.store.evidence(&iri)?;
        if !evidence.is_empty() {
            told.push((iri, evidence));
        }
    }
    Ok(told)
}

fn write_counted(shell: &Shell<'_>, told: &Counted, out: &mut dyn Write) -> Result<(), Failed> {
    let (ontology, paint) = (shell.store.ontology(), shell.settings.paint());
    for (at, (iri, evidence)) in told.iter().take(EVENTS).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let title = Shown::line(&headline(&shell.store, iri)).to_string();
        writeln!(out, "{}", paint.bold(&format!("{}. {title}", at + 1)))?;
        why::write(evidence, ontology, paint, out)?;
    }
    if let Some(more @ 1..) = told.len().checked_sub(EVENTS) {
        let more = count(more).replace("row", "event");
        writeln!(out, "\nand {more} more; ask for them without the count")?;
    }
    Ok(())
}
