//! Tables that fit the terminal.

use super::{Style, cell_text, count, one_line};
use crate::query::rows::{Cell, Rows};
use comfy_table::{Attribute, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use comfy_table::{LineStyle, TableStyle};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A line under the header and blanks between the columns: no frame to get in the way of copying.
const LOOK: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// What is shown where nothing is known.
const UNKNOWN: &str = "–";

/// Writes notes, table and the number of rows.
pub(super) fn write(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for note in &rows.notes {
        if style.colour {
            writeln!(out, "\u{1b}[2m{}\u{1b}[0m", one_line(note))?;
        } else {
            writeln!(out, "{}", one_line(note))?;
        }
    }
    if rows.rows.is_empty() {
        return writeln!(out, "{}", count(0));
    }
    for line in table(rows, style).lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", count(rows.rows.len()))
}

fn table(rows: &Rows, style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(LOOK).force_no_tty();
    if style.colour {
        table.enforce_styling();
    }
    match style.width {
        Some(width) => table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    let number = style.numbered.then(|| "#".to_string());
    let names = rows.columns.iter().map(|column| one_line(&column.name));
    table.set_header(number.into_iter().chain(names).map(|name| {
        let cell = comfy_table::Cell::new(name);
        if style.colour {
            cell.add_attribute(Attribute::Bold)
        } else {
            cell
        }
    }));
    for (index, row) in rows.rows.iter().enumerate() {
        let number = style.numbered.then(|| (index + 1).to_string());
        table.add_row(number.into_iter().chain(row.cells.iter().map(shown)));
    }
    arrange(&mut table, rows, style);
    table
}

/// Numbers to the right; a narrow column (a date, a number) keeps its width when a wide one has to give way, as long
/// as the narrow ones leave half of the line.
fn arrange(table: &mut Table, rows: &Rows, style: Style) {
    let first = usize::from(style.numbered);
    let mut kept = 0;
    for (index, width) in table.column_max_content_widths().into_iter().enumerate() {
        let Some(column) = table.column_mut(index) else {
            continue;
        };
        let numeric = index < first || rows.columns.get(index - first).is_some_and(|c| c.numeric);
        if numeric {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let width = width + column.padding_width();
        let Some(line) = style.width else { continue };
        if (numeric || width <= 14) && kept + width <= line / 2 {
            kept += width;
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
}

/// A cell as a person sees it: `*` where sources differ.
pub(super) fn shown(cell: &Cell) -> String {
    let text = one_line(&cell_text(cell));
    match (text.width(), cell.disputed) {
        (0, false) => UNKNOWN.to_string(),
        (0, true) => format!("{UNKNOWN} *"),
        (_, false) => text,
        (_, true) => format!("{text} *"),
    }
}
