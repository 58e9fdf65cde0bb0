//! CSV and TSV: the values alone, unknown is empty. Where sources differ on something in a table, a column `disputed` names the
//! columns on which they do.
//!
//! A column of amounts is followed by two, its least and its greatest, so that "dozens" can be added up. The last column is
//! the id of what a row is about, where it is about something. Text that a
//! spreadsheet would run as a formula gets an apostrophe in front, and characters that a terminal obeys are left out.

use super::cell_text;
use crate::answer::rows::{Cell, Column, Row, Rows};
use crate::shown::without_controls;
use std::io::{self, Write};

pub(super) fn csv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(header(rows))?;
    let disputes = has_disputes(rows);
    for row in &rows.rows {
        writer.write_record(record(rows, row, disputes))?;
    }
    writer.flush()
}

/// Tabs and line ends inside values become blanks, so that a line is a row and a tab is a column.
pub(super) fn tsv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let line = |texts: Vec<String>| {
        let plain = |text: String| text.replace(['\t', '\n'], " ");
        let texts: Vec<String> = texts.into_iter().map(plain).collect();
        texts.join("\t")
    };
    writeln!(out, "{}", line(header(rows)))?;
    let disputes = has_disputes(rows);
    for row in &rows.rows {
        writeln!(out, "{}", line(record(rows, row, disputes)))?;
    }
    Ok(())
}

/// Whether rows are about nodes: their ids are the last column.
pub(crate) fn has_ids(rows: &Rows) -> bool {
    rows.rows.iter().any(|row| row.subject.is_some())
}

/// Whether there is something on which sources differ: a column says what.
pub(crate) fn has_disputes(rows: &Rows) -> bool {
    let mut cells = rows.rows.iter().flat_map(|row| &row.cells);
    cells.any(|cell| cell.disputed)
}

/// The columns of a row on which sources differ.
pub(crate) fn disputed(rows: &Rows, row: &Row) -> String {
    let cells = rows.columns.iter().zip(&row.cells);
    let disputed = cells.filter(|(_, cell)| cell.disputed);
    let names: Vec<&str> = disputed.map(|(column, _)| column.name.as_str()).collect();
    names.join("; ")
}

pub(crate) fn header(rows: &Rows) -> Vec<String> {
    let disputed = has_disputes(rows).then(|| "disputed".to_string());
    let id = has_ids(rows).then(|| "id".to_string());
    let names = rows.columns.iter().flat_map(|column| {
        let name = &column.name;
        let mut names = vec![harmless(name)];
        if column.amount {
            names.extend(["low", "high"].map(|end| harmless(&format!("{name} {end}"))));
        }
        names
    });
    names.chain(disputed).chain(id).collect()
}

fn record(rows: &Rows, row: &Row, disputes: bool) -> Vec<String> {
    let id = has_ids(rows).then(|| harmless(row.subject.as_deref().unwrap_or_default()));
    let differ = disputes.then(|| harmless(&disputed(rows, row)));
    let cells = rows.columns.iter().zip(&row.cells);
    let fields = cells.flat_map(|(column, cell)| fields(column, cell));
    fields.chain(differ).chain(id).collect()
}

/// The words of a cell; for amounts also the least and the greatest of all its values.
fn fields(column: &Column, cell: &Cell) -> Vec<String> {
    let mut fields = vec![harmless(&cell_text(cell))];
    if column.amount {
        let (least, greatest) = bounds(cell);
        let digits = |number: Option<f64>| number.map_or(String::new(), |n| n.to_string());
        fields.extend([digits(least), digits(greatest)]);
    }
    fields
}

/// The least and the greatest of all values of an amount.
pub(crate) fn bounds(cell: &Cell) -> (Option<f64>, Option<f64>) {
    let bounds = || cell.values.iter().filter_map(|value| value.bounds());
    let least = bounds().map(|(least, _)| least).reduce(f64::min);
    let greatest: Option<Vec<f64>> = bounds().map(|(_, greatest)| greatest).collect();
    let greatest = greatest.and_then(|all| all.into_iter().reduce(f64::max));
    (least, greatest)
}

/// Text that neither a terminal obeys nor a spreadsheet runs as a formula.
pub(crate) fn harmless(text: &str) -> String {
    let text = without_controls(text);
    match is_formula(&text) {
        true => format!("'{text}"),
        false => text,
    }
}

/// Whether a spreadsheet would run a text: by its first character, be it as wide as a Chinese one. A number is none.
fn is_formula(text: &str) -> bool {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\n', '\r', '＝', '＋', '－', '＠']);
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let number = digits.starts_with(|c: char| c.is_ascii_digit())
        && (digits.chars().all(|c| c.is_ascii_digit() || c == '.')
            || digits.parse::<f64>().is_ok());
    begins && !number
}
