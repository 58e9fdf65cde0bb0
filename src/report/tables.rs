//! Rows of an answer → a [`Table`] with footnotes.

use super::{Cell, Notes, Table};
use crate::output::{count_of, text};
use crate::query::{Row, Rows, Value};
use crate::store::{Store, StoreError};

impl Table {
    /// Articles in cells become footnotes; a row without any has those that it rests on behind the last cell that tells something.
    pub fn of(rows: &Rows, store: &Store, notes: &mut Notes) -> Result<Table, StoreError> {
        let columns = rows.columns.iter();
        let mut table = Table {
            notes: rows.notes.clone(),
            columns: columns.map(|c| (c.name.clone(), c.numeric)).collect(),
            rows: Vec::with_capacity(rows.rows.len()),
            count: count_of(rows),
        };
        for row in &rows.rows {
            table.rows.push(cells(row, store, notes)?);
        }
        Ok(table)
    }
}

fn cells(row: &Row, store: &Store, notes: &mut Notes) -> Result<Vec<Cell>, StoreError> {
    let told = match &row.subject {
        Some(subject) if store.document_text(subject).is_none() => notes.of(store, subject)?,
        _ => Vec::new(),
    };
    let mut any = false;
    let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let mut words: Vec<String> = Vec::new();
        let mut marks = Vec::new();
        for value in &cell.values {
            match value {
                Value::Node { iri, .. } if store.document_text(iri).is_some() => {
                    // What the article says of this row, where it says something.
                    let own = told.iter().find(|(document, _)| document == iri);
                    marks.push(match own {
                        Some((_, number)) => *number,
                        None => notes.article(store, iri),
                    });
                }
                value => words.push(text(value)),
            }
        }
        any |= !marks.is_empty();
        marks.sort_unstable();
        marks.dedup();
        cells.push(Cell {
            words: words.join("; "),
            disputed: cell.disputed,
            notes: marks,
        });
    }
    // A mark behind nothing would hide that nothing is told.
    let said = cells.iter().rposition(|cell| !cell.words.is_empty());
    let last = said.or(cells.len().checked_sub(1));
    if let (false, Some(last)) = (any, last) {
        cells[last].notes = told.into_iter().map(|(_, number)| number).collect();
    }
    Ok(cells)
}
