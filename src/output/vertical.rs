//! A line a value, a block a row: for rows that are too wide for a table.

use super::table::{notes, shown};
use super::{Style, count_of, fold};
use crate::answer::rows::Rows;
use crate::shown::Shown;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

pub(super) fn write(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    notes(rows, style, out)?;
    let names: Vec<Shown> = rows.columns.iter().map(|c| Shown::line(&c.name)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let paint = style.paint();
    for (index, row) in rows.rows.iter().enumerate() {
        writeln!(out, "{}", paint.bold(&format!("─ {} ─", index + 1)))?;
        for (name, cell) in names.iter().zip(&row.cells) {
            let gap = " ".repeat(widest - name.width());
            let line = format!("{}{gap}  {}", paint.bold(name), shown(cell));
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
