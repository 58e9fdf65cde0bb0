//! Texts of questions: run, tried for their assertions, or written as SPARQL.

use super::scripts::read;
use super::{Failed, Shell};
use crate::diagnostic::Code;
use crate::query::ast::{Query, StatementKind};
use crate::query::{self, Answer};
use crate::shown::Shown;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

/// What became of the assertions of a file.
#[derive(Debug, Default)]
pub struct Checked {
    /// How many hold.
    pub held: usize,
    /// What failed, in order.
    pub failed: Vec<Failed>,
}

impl Shell<'_> {
    /// Runs the statements of a file; the first that fails stops it.
    pub fn run_file(&mut self, path: &Path, out: &mut dyn Write) -> Result<(), Failed> {
        self.within(path, |shell, name, text| shell.run_text(name, text, out))
    }

    /// Does what a file asks for, given its name in messages and its text, with no more rights than a file has.
    pub(super) fn within<T>(
        &mut self,
        path: &Path,
        run: impl FnOnce(&mut Self, &str, &str) -> Result<T, Failed>,
    ) -> Result<T, Failed> {
        let text = read(path)?;
        let name = String::from(Shown::path(path));
        let place = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if self.files.contains(&place) {
            let message = format!("{name}: uses itself; take the `use` out");
            return Err(Failed::new(Code::Syntax, message));
        }
        self.files.push(place);
        let result = run(self, &name, &text);
        self.files.pop();
        result
    }

    /// Runs what is to be a question: a text without one is an error.
    pub fn run_question(&mut self, text: &str, out: &mut dyn Write) -> Result<(), Failed> {
        let name = "<question>";
        match self.parse(name, text)?.statements.is_empty() {
            true => Err(self.failed(name, text, &[query::no_question(text)])),
            false => self.run_text(name, text, out),
        }
    }

    /// Runs statements; the first that fails stops them. `name` stands for the text in messages.
    pub fn run_text(&mut self, name: &str, text: &str, out: &mut dyn Write) -> Result<(), Failed> {
        let script = self.parse(name, text)?;
        if self.files.len() <= 1 {
            self.written = false;
            self.used = 0;
        }
        for statement in &script.statements {
            let begun = Instant::now();
            // The shape of the error is the same whether the text or the store is at fault.
            let answer = self.run_statement(statement);
            let answer = answer.map_err(|error| self.failed(name, text, &[error]))?;
            self.show(answer, statement, (name, text), out)?;
            if self.settings.timing {
                let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
                writeln!(out, "{milliseconds:.1} ms")?;
            }
        }
        Ok(())
    }

    /// Runs a file for its assertions: all of them are tried, and nothing is written.
    pub fn check_file(&mut self, path: &Path) -> Checked {
        let mut checked = Checked::default();
        self.checking = true;
        let outcome = self.within(path, |shell, name, text| {
            for statement in &shell.parse(name, text)?.statements {
                match shell.run_statement(statement) {
                    Ok(Answer::Asserted) => checked.held += 1,
                    // Definitions of another file are known from here on.
                    Ok(answer @ Answer::Use(_)) => {
                        let shown = shell.show(answer, statement, (name, text), &mut io::sink());
                        checked.failed.extend(shown.err());
                    }
                    Ok(_) => {}
                    Err(error) => checked.failed.push(shell.failed(name, text, &[error])),
                }
            }
            Ok(())
        });
        self.checking = false;
        checked.failed.extend(outcome.err());
        checked
    }

    /// Writes the SPARQL of each question in a file.
    pub fn sparql_of_file(&mut self, path: &Path, out: &mut dyn Write) -> Result<(), Failed> {
        self.within(path, |shell, name, text| {
            shell.sparql_of_text(name, text, out)
        })
    }

    /// Writes the SPARQL of each question.
    pub fn sparql_of_text(
        &mut self,
        name: &str,
        text: &str,
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let script = self.parse(name, text)?;
        if self.files.len() <= 1 {
            self.used = 0;
        }
        for statement in &script.statements {
            if let Some(query) = asked(&statement.kind) {
                let sparql = self.stoppable(|session| session.sparql(query));
                let sparql = sparql.map_err(|error| self.failed(name, text, &[error]))?;
                writeln!(out, "{}", sparql.trim_end())?;
                continue;
            }
            // Definitions must be known to what follows, also those of another file.
            let answer = self.run_statement(statement);
            let answer = answer.map_err(|error| self.failed(name, text, &[error]))?;
            if let Answer::Use(file) = answer {
                let path = self.used_by(statement, &file, (name, text))?;
                self.sparql_of_file(&path, out)?;
            }
        }
        Ok(())
    }

    /// The SPARQL of one question as written.
    pub(super) fn sparql_of(&mut self, question: &str) -> Result<String, Failed> {
        let mut out = Vec::new();
        self.sparql_of_text("<question>", question, &mut out)?;
        Ok(String::from_utf8_lossy(&out).trim_end().to_string())
    }
}

/// The question of a statement, if it asks one.
fn asked(kind: &StatementKind) -> Option<&Query> {
    match kind {
        StatementKind::Query(query) | StatementKind::Assert { query, .. } => Some(query),
        StatementKind::Export { query, .. } => query.as_ref(),
        _ => None,
    }
}
