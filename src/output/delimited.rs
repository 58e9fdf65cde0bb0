//! CSV and TSV: the values alone, unknown is empty, disagreement is not marked (ask for `range of`).

use super::cell_text;
use crate::query::rows::Rows;
use std::io::{self, Write};

pub(super) fn csv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(rows.columns.iter().map(|column| &column.name))?;
    for row in &rows.rows {
        writer.write_record(row.cells.iter().map(cell_text))?;
    }
    writer.flush()
}

/// Tabs and line ends inside values become blanks, so that a line is a row and a tab is a column.
pub(super) fn tsv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let header: Vec<String> = rows.columns.iter().map(|c| plain(&c.name)).collect();
    writeln!(out, "{}", header.join("\t"))?;
    for row in &rows.rows {
        let cells: Vec<String> = row.cells.iter().map(|c| plain(&cell_text(c))).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}
