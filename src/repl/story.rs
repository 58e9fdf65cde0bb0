//! A script told as Markdown: its comments are the prose, each answer is a table, and sources are footnotes.

use super::scripts::read;
use super::{Failed, Shell};
use crate::output::{self, Format, Style, markdown};
use crate::query::ast::{Script, StatementKind, Word};
use crate::query::{Answer, Row, Rows, Value};
use crate::shown::Shown;
use rustc_hash::FxHashMap;
use std::io::Write;
use std::path::Path;

/// Articles in the order in which they are first referred to.
#[derive(Debug, Default)]
struct Footnotes {
    documents: Vec<String>,
    /// By article.
    numbers: FxHashMap<String, usize>,
}

impl Footnotes {
    /// The mark of an article.
    fn mark(&mut self, iri: &str) -> String {
        let next = self.documents.len() + 1;
        let number = *self.numbers.entry(iri.to_string()).or_insert(next);
        if number == next {
            self.documents.push(iri.to_string());
        }
        format!("[^{number}]")
    }
}

impl Shell<'_> {
    /// Runs a script and writes it as a story.
    pub fn tell_file(&mut self, path: &Path, out: &mut dyn Write) -> Result<(), Failed> {
        let text = read(path)?;
        let name = String::from(Shown::path(path));
        self.within(path, |shell| shell.tell_text(&name, &text, out))?
    }

    fn tell_text(&mut self, name: &str, text: &str, out: &mut dyn Write) -> Result<(), Failed> {
        let script = self.parse(name, text)?;
        let mut notes = Footnotes::default();
        if let Some(title) = &script.title {
            writeln!(out, "# {}", markdown::prose(title))?;
        }
        let mut done = script.title_end(text);
        for statement in &script.statements {
            prose(&script, (done, statement.span.begin), out)?;
            done = statement.span.end;
            let answer = self
                .run_statement(statement)
                .map_err(|error| self.failed(name, text, &[error]))?;
            match (&answer, &statement.kind) {
                (Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_), _) => {
                    let question = markdown::block(statement.span.of(text).trim());
                    writeln!(out, "\n{question}\n")?;
                    self.tell(&answer, &mut notes, out)?;
                }
                (Answer::Asserted, StatementKind::Assert { .. }) => {
                    let said = statement.span.of(text).trim();
                    let said = said.strip_prefix("assert").unwrap_or(said).trim();
                    writeln!(out, "\n✓ {}", markdown::code(said))?;
                }
                _ => self.show(answer, statement, (name, text), out)?,
            }
        }
        prose(&script, (done, text.len()), out)?;
        self.footnotes(&notes, out)
    }

    fn tell(
        &self,
        answer: &Answer,
        notes: &mut Footnotes,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let rows = match answer {
            Answer::Graph(network) => output::edges(network),
            Answer::Rows(rows) | Answer::Timeline(rows) => rows.clone(),
            _ => return Ok(()),
        };
        if rows.rows.is_empty() {
            writeln!(out, "Nothing is told.")?;
            return Ok(());
        }
        let sign = unused(&table(&rows)?);
        let (rows, marks) = self.marked(rows, notes, sign)?;
        // Marks must not be escaped as text is.
        write!(out, "{}", placed(&table(&rows)?, &marks, sign))?;
        Ok(())
    }

    /// Articles in cells become marks; a row without any gets those that it rests on behind its last cell.
    fn marked(
        &self,
        mut rows: Rows,
        notes: &mut Footnotes,
        sign: char,
    ) -> Result<(Rows, Vec<String>), Failed> {
        let mut marks = Vec::new();
        for row in &mut rows.rows {
            let mut any = false;
            for cell in &mut row.cells {
                for value in &mut cell.values {
                    if let Value::Node { iri, .. } = value
                        && self.is_document(iri)
                    {
                        let mark = notes.mark(iri);
                        *value = Value::Text(placeholder(marks.len(), sign));
                        marks.push(mark);
                        any = true;
                    }
                }
            }
            if !any {
                self.mark_row(row, notes, &mut marks, sign)?;
            }
        }
        Ok((rows, marks))
    }

    fn mark_row(
        &self,
        row: &mut Row,
        notes: &mut Footnotes,
        marks: &mut Vec<String>,
        sign: char,
    ) -> Result<(), Failed> {
        let Some(subject) = &row.subject else {
            return Ok(());
        };
        let mut text = String::new();
        let mut seen = Vec::new();
        for evidence in self.store.evidence(subject)? {
            if !seen.contains(&evidence.document.iri) {
                text.push_str(&notes.mark(&evidence.document.iri));
                seen.push(evidence.document.iri);
            }
        }
        if let (false, Some(cell)) = (text.is_empty(), row.cells.last_mut()) {
            cell.values
                .push(Value::Text(placeholder(marks.len(), sign)));
            marks.push(text);
        }
        Ok(())
    }

    fn is_document(&self, iri: &str) -> bool {
        self.store.document_text(iri).is_some()
    }

    fn footnotes(&self, notes: &Footnotes, out: &mut dyn Write) -> Result<(), Failed> {
        if !notes.documents.is_empty() {
            writeln!(out)?;
        }
        for (number, iri) in notes.documents.iter().enumerate() {
            let source = self.store.document(iri);
            let name = markdown::escape(&super::why::source(&source));
            let url = source.url.as_ref().map(|url| markdown::address(url));
            let url = url.map_or(String::new(), |url| format!(", {url}"));
            writeln!(out, "[^{}]: {name}{url}", number + 1)?;
        }
        Ok(())
    }
}

/// Rows as Markdown.
fn table(rows: &Rows) -> std::io::Result<String> {
    let mut table = Vec::new();
    output::write(rows, Format::Markdown, Style::default(), &mut table)?;
    Ok(String::from_utf8_lossy(&table).into_owned())
}

/// A character for private use that the text does not hold.
fn unused(text: &str) -> char {
    let mut private = '\u{e000}'..='\u{f8ff}';
    private.find(|c| !text.contains(*c)).unwrap_or('\u{e000}')
}

/// A word that no text holds and no format escapes.
fn placeholder(number: usize, sign: char) -> String {
    format!("{sign}{number}{sign}")
}

/// The text with marks in the place of their placeholders.
fn placed(text: &str, marks: &[String], sign: char) -> String {
    let mut told = String::with_capacity(text.len());
    // Every second part stands between the two signs of a placeholder.
    for (at, part) in text.split(sign).enumerate() {
        let number = part.parse::<usize>().ok().filter(|_| at % 2 == 1);
        let mark = number.and_then(|number| marks.get(number));
        told.push_str(mark.map_or(part, String::as_str));
    }
    told
}

/// The comments between two places as paragraphs: a comment without words parts them.
fn prose(script: &Script, (from, to): (usize, usize), out: &mut dyn Write) -> Result<(), Failed> {
    let between = |word: &&Word| word.span.begin >= from && word.span.end <= to;
    let mut open = false;
    for comment in script.comments.iter().filter(between) {
        if comment.text.is_empty() {
            open = false;
            continue;
        }
        if !open {
            writeln!(out)?;
        }
        writeln!(out, "{}", markdown::prose(&comment.text))?;
        open = true;
    }
    Ok(())
}

impl Script {
    /// Where the comment that is the title ends.
    fn title_end(&self, text: &str) -> usize {
        let title = self.title.as_ref().and_then(|title| {
            self.comments
                .iter()
                .find(|c| c.text == *title && !c.span.of(text).starts_with("#!"))
        });
        match title {
            Some(title) => title.span.end,
            // The line that tells the system what runs the file is no prose.
            None => match text.starts_with("#!") {
                true => text.find('\n').unwrap_or(text.len()),
                false => 0,
            },
        }
    }
}
