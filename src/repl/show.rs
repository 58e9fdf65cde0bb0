//! What is done with an answer.

use super::rights::Place;
use super::shell::{Last, Shell};
use super::{Failed, Paint, Settings};
use crate::answer::rows::Rows;
use crate::diagnostic::Code;
use crate::exchange::rdf::Options;
use crate::exchange::{self, GraphFormat};
use crate::output::{self, Format, Style};
use crate::query::ast::{Statement, StatementKind};
use crate::query::{Answer, Emptied};
use crate::shown::Shown;
use std::io::Write;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

impl Shell<'_> {
    /// Writes rows, exports, runs used files; definitions are confirmed to a person.
    pub(super) fn show(
        &mut self,
        answer: Answer,
        statement: &Statement,
        (name, text): (&str, &str),
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let rows = match &answer {
            Answer::Rows(_) | Answer::Timeline(_) | Answer::Graph(_) => output::rows_of(&answer),
            Answer::Asserted if self.settings.interactive => return Ok(writeln!(out, "holds")?),
            Answer::Defined(name) if self.settings.interactive => {
                return Ok(writeln!(out, "{name} is defined")?);
            }
            Answer::Use(file) => {
                let path = self.used_by(statement, file, (name, text))?;
                return self.run_file(&path, out);
            }
            Answer::Export { .. } if self.checking => return Ok(()),
            Answer::Export { format, to, rows } => {
                let to = match to {
                    Some(file) => Some(self.place(Path::new(file))?),
                    None => None,
                };
                let written = self.export(format, to.as_ref(), rows.as_deref(), out)?;
                return written.map_err(|known| {
                    let message = format!("no format {format} for this");
                    let error = Code::Syntax.at(statement.span, message);
                    let error = error.hint(format!("formats: {known}"));
                    self.failed(name, text, &[error])
                });
            }
            _ => return Ok(()),
        };
        if self.to.is_none() {
            let format = self.settings.format;
            if format.is_picture() && matches!(answer, Answer::Rows(_)) {
                return Err(no_picture(format));
            }
            self.fits(format)?;
        }
        match self.to.take() {
            Some(target) => {
                let asked = (statement.span.of(text), &answer);
                self.redirect(&target, asked, rows.rows.len(), out)?;
            }
            None => {
                if std::mem::replace(&mut self.written, true) {
                    writeln!(out)?;
                }
                let Settings { format, style, .. } = self.settings;
                let question = statement.span.of(text);
                self.write_as(&answer, Some(question), format, style, out)?;
                let for_people = matches!(self.settings.format, Format::Table | Format::Vertical);
                if rows.rows.is_empty()
                    && for_people
                    && let StatementKind::Query(query) = &statement.kind
                    && let Some(emptied) = self.why_empty(query)
                {
                    explain(&emptied, self.settings.paint(), out)?;
                }
            }
        }
        self.last = Some(Last {
            question: statement.span.of(text).to_string(),
            rows,
            answer,
            stood: None,
        });
        self.looked_at = None;
        Ok(())
    }

    /// An error where an answer cannot be written beside what was written before it, or on a screen.
    fn fits(&self, format: Format) -> Result<(), Failed> {
        if format.is_binary() && !self.settings.to_file {
            return Err(Failed::usage(format!(
                "{format} is no text, so it goes to a file: \\to answer.{format}, or --output answer.{format}"
            )));
        }
        if format.is_whole() && self.written && self.settings.to_file {
            return Err(Failed::usage(format!(
                "a file of {format} holds one answer; give each question a file of its own: export … as {format} to \"answer.{format}\""
            )));
        }
        Ok(())
    }

    /// Writes an answer.
    pub(super) fn write_as(
        &self,
        answer: &Answer,
        question: Option<&str>,
        format: Format,
        style: Style,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let numbers = |rows: &Rows| rows.rows.iter().all(|row| row.subject.is_none());
        if let Answer::Rows(rows) = answer
            && format.is_of_nodes()
            && !rows.rows.is_empty()
            && numbers(rows)
        {
            return Err(Failed::usage(format!(
                "these rows are of no events or actors, which is what {format} tells; leave `count` and `each` out, or write csv"
            )));
        }
        let written = exchange::write_answer(&self.session, question, answer, (format, style), out);
        Ok(written?)
    }

    /// Writes one answer to a file or into a program.
    fn redirect(
        &self,
        target: &Target,
        (question, answer): (&str, &Answer),
        count: usize,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let format = match target {
            Target::File(place) => Format::ending_of(&place.named)
                .and_then(|ending| Format::of_extension(&ending))
                .unwrap_or(self.settings.format),
            Target::Program(_) => self.settings.format,
        };
        if format.is_picture() && matches!(answer, Answer::Rows(_)) {
            return Err(no_picture(format));
        }
        let mut bytes = Vec::new();
        self.write_as(answer, Some(question), format, Style::default(), &mut bytes)?;
        match target {
            Target::File(place) => {
                self.write(place, &bytes)?;
                let (count, file) = (output::count(count), Shown::path(&place.named));
                writeln!(out, "{count} as {format} in {file}")?;
            }
            Target::Program(command) => {
                out.flush()?;
                super::programs::feed(command, &bytes)
                    .map_err(|error| Failed::new(Code::Store, format!("{command}: {error}")))?;
            }
        }
        Ok(())
    }

    /// Writes an export to its file, or to `out`. The inner error is the list of formats there are.
    fn export(
        &self,
        format: &str,
        to: Option<&Place>,
        answer: Option<&Answer>,
        out: &mut dyn Write,
    ) -> Result<Result<(), String>, Failed> {
        let mut bytes = Vec::new();
        match answer {
            Some(answer) => match format.parse::<Format>() {
                Ok(format) if format.is_picture() && matches!(answer, Answer::Rows(_)) => {
                    return Err(no_picture(format));
                }
                Ok(format) if to.is_none() && format.is_binary() => {
                    return Err(Failed::usage(format!(
                        "{format} is no text, so it goes to a file: export … as {format} to \"answer.{format}\""
                    )));
                }
                Ok(format) => self.write_as(answer, None, format, Style::default(), &mut bytes)?,
                Err(_) => return Ok(Err(names(Format::NAMES.into_iter()))),
            },
            None => match GraphFormat::from_name(format) {
                Some(format) => {
                    exchange::export(&self.store, format, &Options::default(), &mut bytes)?;
                }
                None => return Ok(Err(names(GraphFormat::ALL.iter().map(|f| f.name)))),
            },
        }
        match to {
            None => out.write_all(&bytes)?,
            Some(place) => self.write(place, &bytes)?,
        }
        Ok(Ok(()))
    }
}

fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Where an answer goes instead of to the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A file, in the format that its name ends in.
    File(Place),
    /// The standard input of a program.
    Program(String),
}

fn no_picture(format: Format) -> Failed {
    Failed::usage(format!(
        "a table cannot be drawn as {format}; end the question with `| graph`, or with `| timeline` for svg"
    ))
}

/// What would have had answers.
fn explain(emptied: &Emptied, paint: Paint, out: &mut dyn Write) -> std::io::Result<()> {
    let widths = emptied.changes.iter().map(|c| c.change.width());
    let widest = widths.max().unwrap_or(0);
    for change in &emptied.changes {
        let gap = " ".repeat(widest - change.change.width());
        let count = output::count(change.answers);
        let line = format!("  {}{gap}  {count}", change.change);
        writeln!(out, "{}", paint.dim(&line))?;
    }
    match &emptied.nearest {
        Some(question) => writeln!(out, "nearest with answers: {}", Shown::line(question)),
        None => Ok(()),
    }
}
