//! Tables of GitHub's Markdown.

use super::{one_line, table::shown};
use crate::query::rows::Rows;
use std::io::{self, Write};

pub(super) fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    for note in &rows.notes {
        writeln!(out, "{}\n", escape(&one_line(note)))?;
    }
    let header: Vec<String> = rows.columns.iter().map(|c| escape(&c.name)).collect();
    let rule: Vec<&str> = rows
        .columns
        .iter()
        .map(|c| if c.numeric { "---:" } else { "---" })
        .collect();
    writeln!(out, "| {} |", header.join(" | "))?;
    writeln!(out, "| {} |", rule.join(" | "))?;
    for row in &rows.rows {
        let cells: Vec<String> = row.cells.iter().map(|c| escape(&shown(c))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// What Markdown would take for its own.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
