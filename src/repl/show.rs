//! What is done with an answer.

use super::Failed;
use super::shell::{Last, Shell};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{self, Format, Style};
use crate::query::answer::Network;
use crate::query::ast::Statement;
use crate::query::{Answer, Cell, Column, Row, Rows, Value};
use crate::rdf::export;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

impl Shell<'_> {
    /// Writes rows, exports, runs used files; definitions are confirmed to a person.
    pub(super) fn show(
        &mut self,
        answer: Answer,
        statement: &Statement,
        (name, text): (&str, &str),
        out: &mut dyn Write,
    ) -> Result<(), Failed> {
        let rows = match answer {
            Answer::Rows(rows) | Answer::Timeline(rows) => rows,
            Answer::Graph(network) => edges(network),
            Answer::Asserted if self.settings.interactive => return Ok(writeln!(out, "holds")?),
            Answer::Defined(name) if self.settings.interactive => {
                return Ok(writeln!(out, "{name} is defined")?);
            }
            Answer::Use(file) => {
                let folder = self.files.last().and_then(|file| file.parent());
                let path = folder.map_or_else(|| PathBuf::from(&file), |folder| folder.join(&file));
                return self.run_file(&path, out);
            }
            Answer::Export { format, to, rows } => {
                let written = self.export(&format, to.as_deref().map(Path::new), rows, out)?;
                return written.map_err(|known| {
                    let message = format!("no format {format} for this");
                    let error = Diagnostic::new(Code::Syntax, statement.span, message)
                        .hint(format!("formats: {known}"));
                    self.failed(name, text, &[error])
                });
            }
            _ => return Ok(()),
        };
        if std::mem::replace(&mut self.written, true) {
            writeln!(out)?;
        }
        self.settings.write(&rows, out)?;
        self.last = Some(Last {
            question: statement.span.of(text).to_string(),
            rows,
        });
        Ok(())
    }

    /// Writes an export to its file, or to `out`. The inner error is the list of formats there are.
    fn export(
        &self,
        format: &str,
        to: Option<&Path>,
        rows: Option<Rows>,
        out: &mut dyn Write,
    ) -> Result<Result<(), String>, Failed> {
        let mut bytes = Vec::new();
        match rows {
            Some(rows) => match format.parse::<Format>() {
                Ok(format) => output::write(&rows, format, Style::default(), &mut bytes)?,
                Err(_) => return Ok(Err(names(Format::ALL.iter().map(|(name, _)| *name)))),
            },
            None => match export::Format::from_name(format) {
                Some(format) => {
                    export::export(self.store.inner(), self.store.base(), format, &mut bytes)?;
                }
                None => return Ok(Err(names(export::Format::ALL.iter().map(|f| f.name())))),
            },
        }
        match to {
            None => out.write_all(&bytes)?,
            Some(path) => {
                let file = File::create(path).map_err(|error| Failed::file(path, &error))?;
                let mut file = BufWriter::new(file);
                let written = file.write_all(&bytes).and_then(|()| file.flush());
                written.map_err(|error| Failed::file(path, &error))?;
            }
        }
        Ok(Ok(()))
    }
}

fn names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// A network as a table of its edges.
fn edges(network: Network) -> Rows {
    let node = |iri: &str| Cell {
        values: vec![Value::Node {
            iri: iri.to_string(),
            label: network
                .nodes
                .iter()
                .find(|node| node.iri == iri)
                .map_or_else(|| iri.to_string(), |node| node.label.clone()),
        }],
        disputed: false,
    };
    let rows = network.edges.iter().map(|edge| Row {
        subject: None,
        cells: vec![
            node(&edge.from),
            Cell {
                values: vec![Value::Text(edge.label.clone())],
                disputed: false,
            },
            node(&edge.to),
        ],
    });
    Rows {
        columns: ["from", "relation", "to"]
            .map(|name| Column {
                name: name.to_string(),
                numeric: false,
            })
            .to_vec(),
        rows: rows.collect(),
        notes: network.notes.clone(),
    }
}
