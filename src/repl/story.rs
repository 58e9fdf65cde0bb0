//! A script told as Markdown: its comments are the prose, each answer is a table, and sources are footnotes.

use super::scripts::read;
use super::{Failed, Shell};
use crate::output::{self, Format, Style, one_line};
use crate::query::ast::{Script, StatementKind, Word};
use crate::query::{Answer, Row, Rows, Value};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// Articles in the order in which they are first referred to.
#[derive(Debug, Default)]
struct Footnotes {
    documents: Vec<String>,
}

impl Footnotes {
    /// The mark of an article.
    fn mark(&mut self, iri: &str) -> String {
        let at = self
            .documents
            .iter()
            .position(|d| d == iri)
            .unwrap_or_else(|| {
                self.documents.push(iri.to_string());
                self.documents.len() - 1
            });
        format!("[^{}]", at + 1)
    }
}

impl Shell<'_> {
    /// Runs a script and writes it as a story.
    pub fn tell_file(&mut self, path: &Path, out: &mut dyn Write) -> Result<(), Failed> {
        let text = read(path)?;
        let name = path.display().to_string();
        self.within(path, |shell| shell.tell_text(&name, &text, out))?
    }

    fn tell_text(&mut self, name: &str, text: &str, out: &mut dyn Write) -> Result<(), Failed> {
        let script = self.parse(name, text)?;
        let mut notes = Footnotes::default();
        if let Some(title) = &script.title {
            writeln!(out, "# {}", one_line(title))?;
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
                    writeln!(out, "\n```text\n{}\n```\n", statement.span.of(text).trim())?;
                    self.tell(&answer, &mut notes, out)?;
                }
                (Answer::Asserted, StatementKind::Assert { .. }) => {
                    let said = statement.span.of(text).trim();
                    let said = said.strip_prefix("assert").unwrap_or(said).trim();
                    writeln!(out, "\n✓ {}", code(said))?;
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
        let (rows, marks) = self.marked(rows, notes);
        let mut table = Vec::new();
        output::write(&rows, Format::Markdown, Style::default(), &mut table)?;
        // Marks must not be escaped as text is.
        let mut text = String::from_utf8_lossy(&table).into_owned();
        for (number, mark) in marks.iter().enumerate() {
            text = text.replace(&placeholder(number), mark);
        }
        write!(out, "{text}")?;
        Ok(())
    }

    /// Articles in cells become marks; a row without any gets those that it rests on behind its last cell.
    fn marked(&self, mut rows: Rows, notes: &mut Footnotes) -> (Rows, Vec<String>) {
        let mut marks = Vec::new();
        for row in &mut rows.rows {
            let mut any = false;
            for cell in &mut row.cells {
                for value in &mut cell.values {
                    if let Value::Node { iri, .. } = value
                        && self.is_document(iri)
                    {
                        let mark = notes.mark(iri);
                        *value = Value::Text(placeholder(marks.len()));
                        marks.push(mark);
                        any = true;
                    }
                }
            }
            if !any {
                self.mark_row(row, notes, &mut marks);
            }
        }
        (rows, marks)
    }

    fn mark_row(&self, row: &mut Row, notes: &mut Footnotes, marks: &mut Vec<String>) {
        let Some(subject) = &row.subject else {
            return;
        };
        let mut text = String::new();
        let mut seen = Vec::new();
        for evidence in self.store.evidence(subject) {
            if !seen.contains(&evidence.document.iri) {
                text.push_str(&notes.mark(&evidence.document.iri));
                seen.push(evidence.document.iri);
            }
        }
        if let (false, Some(cell)) = (text.is_empty(), row.cells.last_mut()) {
            cell.values.push(Value::Text(placeholder(marks.len())));
            marks.push(text);
        }
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
            let mut line = format!("[^{}]: {}", number + 1, super::why::source(&source));
            if let Some(url) = &source.url {
                // Writing to a string cannot fail.
                let _ = write!(line, ", <{}>", one_line(url));
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// A word that no text holds and no format escapes.
fn placeholder(number: usize) -> String {
    format!("\u{e000}{number}\u{e001}")
}

/// Words as code, whatever marks they hold.
fn code(text: &str) -> String {
    let text = one_line(text);
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
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
        writeln!(out, "{}", one_line(&comment.text))?;
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
