//! Tables that fit the terminal, and say what did not fit.

use super::layout::{Layout, layout};
use super::wrap::{cut, fold};
use super::{Style, cell_text, count, count_of};
use crate::answer::rows::{Cell, Row, Rows};
use crate::count::counted;
use crate::shown::Shown;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// What is shown where nothing is known.
const UNKNOWN: &str = "–";
/// On lines that are shorter no column is left out.
const NARROW: u16 = 60;

/// Writes notes, table and the number of rows.
pub(super) fn write(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    notes(rows, style, out)?;
    if rows.rows.is_empty() {
        return writeln!(out, "{}", count(0));
    }
    let shown = match style.screen {
        Some(screen) => screen.rows.min(rows.rows.len()),
        None => rows.rows.len(),
    };
    let cells = cells(&rows.rows[..shown]);
    let layout = layout(rows, &cells, style);
    let mut table = Printer {
        layout: &layout,
        style,
        shortened: 0,
        out,
    };
    table.header(rows)?;
    let hidden = rows.columns[layout.columns.len()..].iter();
    let mut hidden: Vec<Shown> = hidden.map(|column| Shown::line(&column.name)).collect();
    // On a narrow screen what has no room beside stands below.
    let narrow = style.width.is_some_and(|width| width < NARROW);
    for (index, row) in cells.iter().enumerate() {
        table.row(index + 1, row)?;
        if narrow {
            table.below(&hidden, &row[layout.columns.len()..])?;
        }
    }
    let shortened = table.shortened;
    if narrow {
        hidden.clear();
    }
    footer(rows, shown, &hidden, shortened, style, out)
}

/// What stands above a table.
pub(super) fn notes(rows: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for note in &rows.notes {
        let note = Shown::line(note);
        let lines = match (style.screen, style.width) {
            (Some(_), Some(width)) => fold(&note, usize::from(width), 2),
            _ => vec![note.to_string()],
        };
        for line in lines {
            writeln!(out, "{}", style.paint().dim(&line))?;
        }
    }
    Ok(())
}

/// The number of rows, and what of them is not to be seen.
fn footer(
    all: &Rows,
    shown: usize,
    hidden: &[Shown],
    shortened: usize,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut missing = Vec::new();
    if shown < all.rows.len() {
        missing.push(counted(all.rows.len() - shown, "more row", "more rows"));
    }
    if !hidden.is_empty() {
        let names: Vec<&str> = hidden.iter().map(|name| &**name).collect();
        missing.push(format!("no room for {}", names.join(", ")));
    }
    if shortened > 0 {
        missing.push(counted(shortened, "cell shortened …", "cells shortened …"));
    }
    let rows = count_of(all);
    if missing.is_empty() {
        return writeln!(out, "{rows}");
    }
    let remedy = match style.screen {
        Some(_) => "\\all shows everything",
        None => "the format `vertical` has room for everything",
    };
    let line = format!("{rows}: {}; {remedy}", missing.join(", "));
    for line in fold(&line, style.width.map_or(usize::MAX, usize::from), 2) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Writes the lines of a table.
struct Printer<'a> {
    layout: &'a Layout,
    style: Style,
    /// Cells of which the end is not shown.
    shortened: usize,
    out: &'a mut dyn Write,
}

impl Printer<'_> {
    fn header(&mut self, rows: &Rows) -> io::Result<()> {
        let names: Vec<Shown> = rows.columns.iter().map(|c| Shown::line(&c.name)).collect();
        self.lines("#", &names, true)?;
        writeln!(self.out, "{}", "─".repeat(self.layout.width()))
    }

    fn row(&mut self, number: usize, cells: &[Shown]) -> io::Result<()> {
        self.lines(&number.to_string(), cells, false)
    }

    /// The cells of a row that have no room beside the others, each with the name of its column.
    fn below(&mut self, names: &[Shown], cells: &[Shown]) -> io::Result<()> {
        let indent = self.layout.number.map_or(1, |number| number + 3);
        let width = self.style.width.map_or(usize::MAX, usize::from);
        let room = width.saturating_sub(indent).max(1);
        let most = self.style.screen.map_or(usize::MAX, |screen| screen.lines);
        let cells = names.iter().zip(cells);
        for (name, cell) in cells.filter(|(_, cell)| &***cell != UNKNOWN) {
            let lines = fold(&format!("{name}: {cell}"), room, 2);
            let (lines, whole) = cut(lines, most, room, "…");
            self.shortened += usize::from(!whole);
            for line in lines {
                writeln!(self.out, "{}{}", " ".repeat(indent), Shown::text(&line))?;
            }
        }
        Ok(())
    }

    /// One row, over as many lines as its highest cell needs.
    fn lines(&mut self, number: &str, cells: &[Shown], header: bool) -> io::Result<()> {
        let most = match self.style.screen {
            Some(screen) if !header => screen.lines,
            _ => usize::MAX,
        };
        let mut columns: Vec<(usize, bool, Vec<String>)> = Vec::new();
        if let Some(width) = self.layout.number {
            columns.push((width, true, vec![number.to_string()]));
        }
        for (column, cell) in self.layout.columns.iter().zip(cells) {
            let lines = fold(cell, column.width, 0);
            // That sources differ is not lost with the end of the cell.
            let end = if cell.ends_with(" *") { "… *" } else { "…" };
            let (lines, whole) = cut(lines, most, column.width, end);
            self.shortened += usize::from(!whole);
            columns.push((column.width, column.numeric, lines));
        }
        let height = columns.iter().map(|c| c.2.len()).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            for (width, right, lines) in &columns {
                let part = lines.get(line).map_or("", String::as_str);
                let gap = " ".repeat(width.saturating_sub(part.width()));
                let part = match header {
                    true => self.style.paint().bold(part),
                    false => Shown::text(part),
                };
                match right {
                    true => text.push_str(&format!(" {gap}{part} ")),
                    false => text.push_str(&format!(" {part}{gap} ")),
                }
            }
            writeln!(self.out, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// The cells of rows as a person sees them.
pub(super) fn cells(rows: &[Row]) -> Vec<Vec<Shown>> {
    let cells = |row: &Row| row.cells.iter().map(shown).collect();
    rows.iter().map(cells).collect()
}

/// A cell as a person sees it: `*` where sources differ.
pub(super) fn shown(cell: &Cell) -> Shown {
    let text = Shown::line(&cell_text(cell));
    let text = if text.is_empty() { UNKNOWN } else { &text };
    match cell.disputed {
        true => Shown::line(&format!("{text} *")),
        false => Shown::line(text),
    }
}
