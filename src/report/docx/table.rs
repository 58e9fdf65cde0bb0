//! A table whose first line is repeated on every page.

use super::Word;
use super::runs::{paragraph, run};
use crate::report::{Cell, Table};
use std::fmt::Write;

/// Fewest and most characters that a column is taken to be wide.
const NARROW: usize = 6;
const BROAD: usize = 40;

pub(super) fn table(table: &Table, word: &mut Word) -> String {
    let widths = widths(table, word.width);
    let mut xml = String::from(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Answer\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
    );
    for width in &widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for ((name, numeric), width) in table.columns.iter().zip(&widths) {
        xml.push_str(&cell(&run(name), *numeric, *width));
    }
    xml.push_str("</w:tr>");
    for row in &table.rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((of, (_, numeric)), width) in row.iter().zip(&table.columns).zip(&widths) {
            let mut runs = match (of.words.is_empty(), of.notes.is_empty()) {
                (true, true) => run("–"),
                _ => run(&of.words),
            };
            if of.disputed {
                runs.push_str(&run(" *"));
            }
            runs.push_str(&word.marks(&of.notes));
            xml.push_str(&cell(&runs, *numeric, *width));
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

fn cell(runs: &str, numeric: bool, width: usize) -> String {
    let style = if numeric { "CellNumber" } else { "Cell" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
        paragraph(style, runs)
    )
}

/// The width of each column by what is longest in it; programs that do not measure words themselves go by it.
fn widths(table: &Table, all: usize) -> Vec<usize> {
    let long = |cell: &Cell| cell.words.chars().count() + 3 * cell.notes.len();
    let needs: Vec<usize> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, (name, _))| {
            let cells = table.rows.iter().filter_map(|row| row.get(at)).map(long);
            let longest = cells.chain([name.chars().count()]).max();
            (longest.unwrap_or(0) + 2).clamp(NARROW, BROAD)
        })
        .collect();
    let sum: usize = needs.iter().sum();
    needs.iter().map(|need| need * all / sum.max(1)).collect()
}
