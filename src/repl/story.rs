//! A script told as a report: its comments are the prose, each answer is a table, and what rows rest on are footnotes.

use super::{Failed, Shell};
use crate::diagnostic::Code;
use crate::query::ast::{Script, StatementKind, Word};
use crate::query::{Answer, Session};
use crate::report::{Block, Report, Written, made, pictures};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

impl Shell<'_> {
    /// Runs a script and writes it as a report.
    pub fn tell_file(
        &mut self,
        path: &Path,
        written: Written,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let report = self.within(path, |shell, name, text| {
            shell.report(name, text, written, out)
        })?;
        Ok(report.write(written, out)?)
    }

    fn report(
        &mut self,
        name: &str,
        text: &str,
        written: Written,
        out: &mut dyn Write,
    ) -> Result<Report, Failed> {
        let mut report = Report::default();
        let mut events = BTreeSet::new();
        self.used = 0;
        self.tell_text((name, text), &mut report, &mut events, out)?;
        if matches!(written, Written::Html | Written::Docx) {
            let session = Session::new(self.store.clone());
            let drawn = pictures(&events, &session, None);
            if !drawn.is_empty() {
                let title = "Where, and who with whom".to_string();
                report.blocks.push(Block::Heading(title));
                report.blocks.extend(drawn);
            }
            report.made = made(&self.store);
        }
        self.store.sound()?;
        Ok(report)
    }

    fn tell_text(
        &mut self,
        (name, text): (&str, &str),
        report: &mut Report,
        events: &mut BTreeSet<String>,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let script = self.parse(name, text)?;
        // The title of a file that another uses is prose there.
        let mut done = match report.title.is_none() && report.blocks.is_empty() {
            true => {
                report.title = script.title.clone();
                script.title_end(text)
            }
            false if text.starts_with("#!") => text.find('\n').unwrap_or(text.len()),
            false => 0,
        };
        for statement in &script.statements {
            prose(&script, (done, statement.span.begin), report);
            done = statement.span.end;
            let answer = self
                .run_statement(statement)
                .map_err(|error| self.failed(name, text, &[error]))?;
            match (&answer, &statement.kind) {
                (Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_), _) => {
                    let question = statement.span.of(text).trim().to_string();
                    report.blocks.push(Block::Question(question));
                    report.add(&Session::new(self.store.clone()), &answer, events)?;
                }
                (Answer::Asserted, StatementKind::Assert { .. }) => {
                    let said = statement.span.of(text).trim();
                    let said = said.strip_prefix("assert").unwrap_or(said).trim();
                    report.blocks.push(Block::Holds(said.to_string()));
                }
                (Answer::Use(file), _) => {
                    let path = self.used_by(statement, file, (name, text))?;
                    self.within(&path, |shell, name, text| {
                        shell.tell_text((name, text), report, events, out)
                    })?;
                }
                (Answer::Export { to: None, .. }, _) => {
                    let error = Code::Usage.at(statement.span,
                        "an export in a report has to name a file, or it would stand in the middle of it");
                    let error = error.hint("write `export … as csv to \"answer.csv\"`");
                    return Err(self.failed(name, text, &[error]));
                }
                _ => self.show(answer, statement, (name, text), out)?,
            }
        }
        prose(&script, (done, text.len()), report);
        Ok(())
    }
}

/// The comments between two places as paragraphs: a comment without words parts them.
fn prose(script: &Script, (from, to): (usize, usize), report: &mut Report) {
    let between = |word: &&Word| word.span.begin >= from && word.span.end <= to;
    let mut lines: Vec<&str> = Vec::new();
    let mut told = |lines: &mut Vec<&str>| {
        if !lines.is_empty() {
            report.blocks.push(Block::Prose(lines.join("\n")));
            lines.clear();
        }
    };
    for comment in script.comments.iter().filter(between) {
        match comment.text.as_str() {
            "" => told(&mut lines),
            text => lines.push(text),
        }
    }
    told(&mut lines);
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
