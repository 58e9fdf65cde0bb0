//! Commands about the last answer: `\why`, `\sources`, `\sparql`, `\last`, `\save`.

use super::super::why;
use super::{Failed, Flow, Shell};
use crate::output::{cell_text, count, one_line};
use crate::query::Row;
use std::io::Write;

/// The row that an argument names, with its number for messages.
fn row<'a>(shell: &'a Shell<'_>, argument: &str) -> Result<&'a Row, Failed> {
    let Some(last) = &shell.last else {
        return Err(Failed::usage("there is no answer yet: ask something first"));
    };
    let number: usize = match argument {
        "" => 1,
        text => text
            .parse()
            .map_err(|_| Failed::usage(format!("{text:?} is no row number")))?,
    };
    let rows = &last.rows.rows;
    number
        .checked_sub(1)
        .and_then(|index| rows.get(index))
        .ok_or_else(|| Failed::usage(format!("the last answer has {}", count(rows.len()))))
}

pub(super) fn why(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let row = row(shell, argument)?;
    let evidence = row
        .subject
        .as_ref()
        .map(|iri| shell.store.evidence(iri))
        .unwrap_or_default();
    if evidence.is_empty() {
        let cells: Vec<String> = row.cells.iter().map(cell_text).collect();
        return Err(Failed::usage(format!(
            "this row ({}) is no event, so no sentence tells it; ask for events",
            one_line(&cells.join(", "))
        )));
    }
    why::write(
        &evidence,
        shell.store.ontology(),
        shell.settings.paint(),
        out,
    )?;
    Ok(Flow::Stay)
}

pub(super) fn sources(
    shell: &mut Shell<'_>,
    argument: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let row = row(shell, argument)?;
    let evidence = row
        .subject
        .as_ref()
        .map(|iri| shell.store.evidence(iri))
        .unwrap_or_default();
    let mut documents: Vec<_> = evidence
        .into_iter()
        .map(|account| account.document)
        .collect();
    documents.dedup();
    if documents.is_empty() {
        return Err(Failed::usage(
            "this row is no event, so no article tells it; ask for events",
        ));
    }
    for document in documents {
        writeln!(out, "{}", why::source(&document))?;
        if let Some(url) = document.url {
            writeln!(out, "  {}", one_line(&url))?;
        }
    }
    Ok(Flow::Stay)
}

pub(super) fn last(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let Some(last) = shell.last.take() else {
        return Err(Failed::usage("there is no answer yet: ask something first"));
    };
    let written = shell.settings.write(&last.rows, out);
    shell.last = Some(last);
    written?;
    Ok(Flow::Stay)
}

pub(super) fn sparql(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let Some(question) = shell.last.as_ref().map(|last| last.question.clone()) else {
        return Err(Failed::usage(
            "there is no question yet: ask something first",
        ));
    };
    writeln!(out, "{}", shell.sparql_of(&question)?)?;
    Ok(Flow::Stay)
}

pub(super) fn save(shell: &mut Shell<'_>, name: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let Some(last) = &shell.last else {
        return Err(Failed::usage(
            "there is no question yet: ask something first",
        ));
    };
    if name.is_empty() {
        return Err(Failed::usage("\\save NAME: under which name?"));
    }
    let path = std::path::Path::new(name).with_extension("dq");
    let mut file = std::fs::File::create_new(&path).map_err(|error| Failed::file(&path, &error))?;
    writeln!(file, "{}", last.question.trim()).map_err(|error| Failed::file(&path, &error))?;
    writeln!(out, "saved as {}", path.display())?;
    Ok(Flow::Stay)
}
