//! A report for a terminal.

use super::{Block, Cell, Report, Table, edges, notes};
use crate::output::{self, Format, Style, fold};
use crate::query::{self, Column, Row, Rows, Value};
use crate::shown::Shown;
use std::io::{self, Write};

/// Columns of a line where nothing says how wide the terminal is.
const LINE: u16 = 100;

pub(super) fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = style.paint();
    let width = style.width.unwrap_or(LINE);
    let wide = usize::from(width);
    // Tables are as wide as the prose.
    let style = Style {
        width: Some(width),
        ..style
    };
    let said = |out: &mut dyn Write, indent: &str, text: &str| -> io::Result<()> {
        let hang = if text.starts_with('[') { 4 } else { 0 };
        for line in fold(
            &Shown::line(text),
            wide.saturating_sub(indent.len()).max(20),
            hang,
        ) {
            writeln!(out, "{indent}{line}")?;
        }
        Ok(())
    };
    if let Some(title) = &report.title {
        writeln!(out, "{}", paint.bold(&Shown::line(title)))?;
    }
    for block in &report.blocks {
        match block {
            Block::Heading(text) => writeln!(out, "\n{}", paint.bold(&Shown::line(text)))?,
            Block::Prose(text) | Block::Words(text) => said(out, "", text)?,
            Block::Question(text) => writeln!(out, "\n{}", paint.dim(&Shown::text(text)))?,
            Block::Holds(text) => said(out, "", &format!("✓ {text}"))?,
            Block::Facts(facts) => {
                let widest = facts.iter().map(|(name, _)| name.chars().count()).max();
                let widest = widest.unwrap_or(0);
                for (name, value) in facts {
                    let room = wide.saturating_sub(widest + 4).max(20);
                    let lines = fold(&Shown::line(value), room, 0);
                    for (at, line) in lines.iter().enumerate() {
                        let name = if at == 0 { name.as_str() } else { "" };
                        writeln!(out, "  {}  {line}", paint.dim(&format!("{name:widest$}")))?;
                    }
                }
            }
            Block::Table(table) => self::table(table, style, out)?,
            Block::Network(actors) => self::table(&edges(actors), style, out)?,
            // The table stands above.
            Block::Drawn(_) => {}
            Block::Timeline(timeline) => {
                for moment in &timeline.moments {
                    let when = output::days(&moment.when);
                    let line = format!("{when:10}  {}{}", moment.what, marks(&moment.notes));
                    // What follows stands under the words, not under the day.
                    for line in fold(&format!("  {}", Shown::text(&line)), wide, 12) {
                        writeln!(out, "{line}")?;
                    }
                }
                for line in timeline.left_out() {
                    writeln!(out, "  {line}")?;
                }
            }
            Block::Map(map) => {
                for place in &map.places {
                    let line = format!("{}: {}", place.spot.label, place.events);
                    said(out, "  ", &line)?;
                }
            }
        }
    }
    if !report.notes.is_empty() {
        writeln!(out, "\n{}", paint.bold("Sources"))?;
    }
    for (number, note) in report.notes.iter() {
        let url = note.source.url.as_ref();
        let url = url.map_or(String::new(), |url| format!(", {url}"));
        let source = notes::source(&note.source);
        said(out, "", &format!("[{number}] {source}{url}"))?;
        for quote in &note.quotes {
            let how = match quote.how.is_empty() {
                true => String::new(),
                false => format!(" ({})", quote.how.join("; ")),
            };
            said(out, "    ", &format!("“{}”{how}", quote.passage.text))?;
        }
    }
    if !report.made.is_empty() {
        writeln!(out)?;
        said(out, "", &report.made)?;
    }
    Ok(())
}

fn table(table: &Table, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let cell = |cell: &Cell| {
        let text = format!("{}{}", cell.words, marks(&cell.notes));
        let values = match text.is_empty() {
            true => Vec::new(),
            false => vec![Value::Text(text.trim_start().to_string())],
        };
        query::Cell {
            values,
            disputed: cell.disputed,
        }
    };
    let columns = table.columns.iter().map(|(name, numeric)| Column {
        name: name.clone(),
        numeric: *numeric,
        amount: false,
    });
    let lines = table.rows.iter().map(|row| Row {
        subject: None,
        cells: row.iter().map(cell).collect(),
    });
    let rows = Rows {
        columns: columns.collect(),
        rows: lines.collect(),
        notes: table.notes.clone(),
        ..Rows::default()
    };
    output::write(&rows, Format::Table, style, out)
}

fn marks(numbers: &[usize]) -> String {
    let marks: String = numbers.iter().map(|number| format!("[{number}]")).collect();
    match marks.is_empty() {
        true => marks,
        false => format!(" {marks}"),
    }
}
