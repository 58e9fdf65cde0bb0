//! A line a value, a block a row: for rows that are too wide for a table.

use super::table::{notes, shown};
use super::{Style, count_of, fold, one_line};
use crate::query::rows::Rows;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) fn write(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    notes(rows, style, out)?;
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
            let line = format!("{bold}{name}{plain}{gap}  {}", shown(cell));
            match (style.screen, style.width) {
                (Some(_), Some(width)) => {
                    for line in fold(&line, usize::from(width), widest + 2) {
                        writeln!(out, "{line}")?;
                    }
                }
                _ => writeln!(out, "{line}")?,
            }
        }
    }
    writeln!(out, "{}", count_of(rows))
}
