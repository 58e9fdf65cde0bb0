//! A line a value, a block a row: for rows that are too wide for a table.

use super::{Style, count, one_line, table::shown};
use crate::query::rows::Rows;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) fn write(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for note in &rows.notes {
        writeln!(out, "{}", one_line(note))?;
    }
    let names: Vec<String> = rows.columns.iter().map(|c| one_line(&c.name)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let (bold, plain) = if style.colour {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    for (index, row) in rows.rows.iter().enumerate() {
        writeln!(out, "{bold}─ {} ─{plain}", index + 1)?;
        for (name, cell) in names.iter().zip(&row.cells) {
            let gap = " ".repeat(widest - name.width());
            writeln!(out, "{bold}{name}{plain}{gap}  {}", shown(cell))?;
        }
    }
    writeln!(out, "{}", count(rows.rows.len()))
}
