//! A report as Markdown: footnotes are GitHub's.

use super::{Block, Cell, Report, Table, edges, notes};
use crate::output::days;
use crate::output::markdown::{address, block, code, escape, grid, prose};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if let Some(title) = &report.title {
        writeln!(out, "# {}", prose(title))?;
    }
    for part in &report.blocks {
        match part {
            Block::Heading(text) => writeln!(out, "\n## {}", escape(text))?,
            Block::Prose(text) => {
                writeln!(out)?;
                let mut open = None;
                for line in text.lines() {
                    let mark = ["```", "~~~"]
                        .into_iter()
                        .find(|m| line.trim_start().starts_with(m));
                    match (open, mark) {
                        (None, mark) => open = mark,
                        (Some(begun), Some(mark)) if mark == begun => open = None,
                        _ => {}
                    }
                    writeln!(out, "{}", prose(line))?;
                }
                // What is forgotten to be closed would swallow what follows.
                if let Some(mark) = open {
                    writeln!(out, "{mark}")?;
                }
            }
            Block::Words(text) => writeln!(out, "\n{}", escape(text))?,
            Block::Question(text) => writeln!(out, "\n{}", block(text))?,
            Block::Holds(text) => writeln!(out, "\n✓ {}", code(text))?,
            Block::Facts(facts) => {
                writeln!(out)?;
                for (name, value) in facts {
                    writeln!(out, "- {}: {}", escape(name), escape(value))?;
                }
            }
            Block::Table(of) => table(of, out)?,
            Block::Timeline(timeline) => {
                writeln!(out)?;
                for moment in &timeline.moments {
                    let when = days(&moment.when);
                    let marks = marks(&moment.notes);
                    writeln!(out, "- {when}: {}{marks}", escape(&moment.what))?;
                }
                for line in timeline.left_out() {
                    writeln!(out, "- {line}")?;
                }
            }
            Block::Map(map) => {
                writeln!(out)?;
                for place in &map.places {
                    let spot = &place.spot;
                    writeln!(
                        out,
                        "- {} ({:.2}, {:.2}): {}",
                        escape(&spot.label),
                        spot.latitude,
                        spot.longitude,
                        place.events
                    )?;
                }
            }
            Block::Network(actors) => table(&edges(actors), out)?,
            // The table stands above.
            Block::Drawn(_) => {}
        }
    }
    footnotes(report, out)
}

fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    if table.rows.is_empty() {
        return writeln!(out, "Nothing is told.");
    }
    for note in &table.notes {
        writeln!(out, "{}\n", escape(note))?;
    }
    let columns = table.columns.iter().map(|(name, numeric)| (name, *numeric));
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    grid(columns, rows, out)
}

fn cell(cell: &Cell) -> String {
    let words = match (cell.words.is_empty(), cell.notes.is_empty()) {
        (true, true) => "–".to_string(),
        _ => escape(&cell.words),
    };
    let disputed = if cell.disputed { " \\*" } else { "" };
    format!("{words}{disputed}{}", marks(&cell.notes))
        .trim_start()
        .to_string()
}

fn marks(numbers: &[usize]) -> String {
    let marks = numbers.iter().map(|number| format!("[^{number}]"));
    let marks: String = marks.collect();
    match marks.is_empty() {
        true => marks,
        false => format!(" {marks}"),
    }
}

fn footnotes(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !report.notes.is_empty() {
        writeln!(out)?;
    }
    for (number, note) in report.notes.iter() {
        write!(out, "[^{number}]: {}", escape(&notes::source(&note.source)))?;
        if let Some(url) = &note.source.url {
            write!(out, ", {}", address(url))?;
        }
        for (at, quote) in note.quotes.iter().enumerate() {
            let sign = if at == 0 { ":" } else { "" };
            write!(out, "{sign} “{}”", escape(&quote.passage.text))?;
            if !quote.how.is_empty() {
                write!(out, " ({})", escape(&quote.how.join("; ")))?;
            }
        }
        writeln!(out)?;
    }
    if !report.made.is_empty() {
        writeln!(out, "\n{}", escape(&report.made))?;
    }
    Ok(())
}
