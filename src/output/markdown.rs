//! Markdown as GitHub has it: tables, and the parts of a report. Words from elsewhere are words there, never markup, and only
//! web addresses become links.

use super::table::shown;
use crate::answer::rows::{Row, Rows};
use crate::shown::Shown;
use std::io::{self, Write};

pub(super) fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    for note in &rows.notes {
        writeln!(out, "{}\n", escape(note))?;
    }
    let columns = rows.columns.iter().map(|c| (&c.name, c.numeric));
    let cells = |row: &Row| row.cells.iter().map(|c| escape(&shown(c))).collect();
    grid(columns, rows.rows.iter().map(cells), out)
}

/// The lines of a table: its columns, each with whether it holds numbers, and its rows, whose cells are Markdown.
pub fn grid<'c>(
    columns: impl Iterator<Item = (&'c String, bool)>,
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heads = columns.map(|(name, numeric)| {
        let rule = if numeric { "---:" } else { "---" };
        (escape(name), rule.to_string())
    });
    let (names, rules): (Vec<String>, Vec<String>) = heads.unzip();
    for line in [names, rules].into_iter().chain(rows) {
        writeln!(out, "| {} |", line.join(" | "))?;
    }
    Ok(())
}

/// Words on one line, whatever marks they hold.
pub fn escape(text: &str) -> String {
    let text = Shown::line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // What reads Markdown carelessly takes a tag for one behind a backslash too.
            '<' => escaped.push_str("&lt;"),
            '|' | '*' | '_' | '`' | '>' | '[' | ']' | '\\' | '&' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address: a link when it is one of the web, words otherwise.
pub fn address(url: &str) -> String {
    let url = Shown::line(url);
    let odd = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\' | '"' | '`');
    match is_web(&url) && !url.contains(odd) {
        true => format!("<{url}>"),
        false => escape(&url),
    }
}

/// Whether an address is one of the web.
pub fn is_web(url: &str) -> bool {
    let begins = |scheme: &str| {
        let begin = url.get(..scheme.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    begins("http://") || begins("https://")
}

/// The words of whoever wrote a script, on one line: their marks stay, but there is no HTML, and links lead to the web or to
/// files beside it.
pub fn prose(text: &str) -> String {
    let text = Shown::line(text);
    let mut prose = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '<' => prose.push_str("&lt;"),
            // The end of a link's words, or of the name of one that is defined.
            ']' if !leads_well(&text[at + 1..]) => prose.push_str("\\]"),
            c => prose.push(c),
        }
    }
    prose
}

/// Whether what follows the words of a link is no address, or one of the web or of a file beside.
fn leads_well(behind: &str) -> bool {
    let Some(target) = behind.strip_prefix(['(', ':']) else {
        return true;
    };
    let target = target.trim_start();
    let end = target.find(|c: char| c.is_whitespace() || c == ')');
    leads(&target[..end.unwrap_or(target.len())])
}

/// Whether an address is one of the web, or of a file beside.
pub fn leads(target: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "._-/#".contains(c);
    is_web(target) || target.chars().all(plain)
}

/// Words as code on a line.
pub fn code(text: &str) -> String {
    let text = Shown::line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    match fence.len() {
        1 => format!("`{text}`"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// Lines as a block of code.
pub fn block(text: &str) -> String {
    let text = Shown::text(text);
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    format!("{fence}text\n{text}\n{fence}")
}

/// How many backticks stand together at most.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or(0)
}
