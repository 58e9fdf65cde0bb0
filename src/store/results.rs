//! Answers to SPARQL, as a table or in the formats of the W3C.

use super::evaluate::Part;
use super::{Budget, Store, StoreError};
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use crate::output::delimited;
use crate::rdf::order;
use crate::rdf::vocabulary::{PREFIXES, XSD};
use crate::rdf::write::{self as export, Exporter};
use crate::rdf::xml::holdable_term;
use crate::time::Interval;
use oxigraph::model::{GraphName, Literal, Quad, Term, Triple, Variable};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsSerializer, WriterSolutionsSerializer,
};
use oxigraph::sparql::{QueryResults, QuerySolutionIter};
use std::borrow::Cow;
use std::io::Write;

/// After how many rows the budget is looked at.
const LOOK: usize = 1_000;

/// A format for answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// SPARQL results JSON.
    Json,
    /// SPARQL results XML.
    Xml,
    /// SPARQL results CSV.
    Csv,
    /// SPARQL results TSV.
    Tsv,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Turtle,
    /// N-Triples, for CONSTRUCT and DESCRIBE.
    NTriples,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [
        Format::Json,
        Format::Xml,
        Format::Csv,
        Format::Tsv,
        Format::Turtle,
        Format::NTriples,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Xml => "xml",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Turtle => "turtle",
            Format::NTriples => "ntriples",
        }
    }

    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    fn results(self) -> Option<QueryResultsFormat> {
        match self {
            Format::Json => Some(QueryResultsFormat::Json),
            Format::Xml => Some(QueryResultsFormat::Xml),
            Format::Csv => Some(QueryResultsFormat::Csv),
            Format::Tsv => Some(QueryResultsFormat::Tsv),
            Format::Turtle | Format::NTriples => None,
        }
    }

    fn rdf(self) -> Option<export::Format> {
        match self {
            Format::Turtle => Some(export::Format::Turtle),
            Format::NTriples => Some(export::Format::NTriples),
            _ => None,
        }
    }
}

/// An answer for people.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Of SELECT.
    Table(Rows),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE: Turtle.
    Turtle(String),
}

/// Runs SPARQL and gives the answer in the form that suits it.
pub fn answer(store: &Store, sparql: &str, budget: Option<&Budget>) -> Result<Answer, StoreError> {
    Ok(match store.sparql(sparql, budget)? {
        QueryResults::Solutions(solutions) => Answer::Table(rows(store, solutions, budget)?),
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Graph(triples) => {
            let triples = triples.collect::<Result<Vec<Triple>, _>>()?;
            let bytes = triples_to(store, triples, export::Format::Turtle, Vec::new())?;
            Answer::Turtle(String::from_utf8_lossy(&bytes).into_owned())
        }
    })
}

/// Runs SPARQL and writes the answer. Solutions are written as they come, triples sorted. When it fails, some of the
/// solutions may have been written.
pub fn write(
    store: &Store,
    sparql: &str,
    format: Format,
    writer: impl Write,
    budget: Option<&Budget>,
) -> Result<(), StoreError> {
    let mut writing = Writing::Nothing(writer);
    store.sparql_parts(sparql, budget, |part| {
        let before = std::mem::replace(&mut writing, Writing::Failed);
        writing = before.part(format, part)?;
        Ok(())
    })?;
    match writing {
        Writing::Rows(serializer) => serializer.finish()?.flush()?,
        Writing::Triples(format, triples, writer) => {
            triples_to(store, triples, format, writer)?.flush()?;
        }
        Writing::Nothing(mut writer) | Writing::Done(mut writer) => writer.flush()?,
        Writing::Failed => {}
    }
    Ok(())
}

impl Format {
    /// The term without what the format cannot hold, or what a spreadsheet would run as a formula.
    fn writable(self, term: &Term) -> Cow<'_, Term> {
        match self {
            Format::Xml => holdable_term(term),
            Format::Csv | Format::Tsv => harmless(term),
            _ => Cow::Borrowed(term),
        }
    }
}

/// A term whose text no spreadsheet runs as a formula.
fn harmless(term: &Term) -> Cow<'_, Term> {
    let Term::Literal(literal) = term else {
        return Cow::Borrowed(term);
    };
    let text = delimited::harmless(literal.value());
    if text == literal.value() {
        return Cow::Borrowed(term);
    }
    Cow::Owned(Term::Literal(match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_typed_literal(text, literal.datatype().into_owned()),
    }))
}

/// How far an answer has been written.
enum Writing<W: Write> {
    Nothing(W),
    Rows(WriterSolutionsSerializer<W>),
    Triples(export::Format, Vec<Triple>, W),
    Done(W),
    Failed,
}

impl<W: Write> Writing<W> {
    /// Writes another part.
    fn part(self, format: Format, part: Part) -> Result<Writing<W>, StoreError> {
        let mismatch = |form, remedy| StoreError::Format {
            format: format.name(),
            form,
            remedy,
        };
        let tables = "json, xml, csv or tsv";
        Ok(match (self, part) {
            (Writing::Nothing(writer), Part::Variables(variables)) => {
                let format = format
                    .results()
                    .ok_or_else(|| mismatch("a SELECT query", tables))?;
                let serializer = QueryResultsSerializer::from_format(format);
                Writing::Rows(serializer.serialize_solutions_to_writer(writer, variables.to_vec())?)
            }
            (Writing::Rows(mut serializer), Part::Rows(rows)) => {
                for row in &rows {
                    let terms: Vec<(&Variable, Cow<'_, Term>)> = row
                        .iter()
                        .map(|(variable, term)| (variable, format.writable(term)))
                        .collect();
                    serializer.serialize(terms.iter().map(|(name, term)| (*name, &**term)))?;
                }
                Writing::Rows(serializer)
            }
            (Writing::Nothing(writer), Part::Boolean(value)) => {
                let format = format
                    .results()
                    .ok_or_else(|| mismatch("an ASK query", tables))?;
                let serializer = QueryResultsSerializer::from_format(format);
                let mut writer = serializer.serialize_boolean_to_writer(writer, value)?;
                writer.write_all(b"\n")?;
                Writing::Done(writer)
            }
            (Writing::Nothing(writer), Part::Triples(triples)) => {
                let format = format.rdf().ok_or_else(|| {
                    mismatch("a CONSTRUCT or DESCRIBE query", "turtle or ntriples")
                })?;
                Writing::Triples(format, triples, writer)
            }
            (Writing::Triples(format, mut all, writer), Part::Triples(triples)) => {
                all.extend(triples);
                Writing::Triples(format, all, writer)
            }
            (unchanged, _) => unchanged,
        })
    }
}

fn triples_to<W: Write>(
    store: &Store,
    triples: Vec<Triple>,
    format: export::Format,
    writer: W,
) -> Result<W, StoreError> {
    let mut quads: Vec<Quad> = triples
        .into_iter()
        .map(|triple| triple.in_graph(GraphName::DefaultGraph))
        .collect();
    order::sort(&mut quads);
    let mut exporter = Exporter::new(format, store.base(), writer);
    exporter.write(&quads)?;
    Ok(exporter.finish()?)
}

fn rows(
    store: &Store,
    solutions: QuerySolutionIter<'_>,
    budget: Option<&Budget>,
) -> Result<Rows, StoreError> {
    let names = solutions.variables().iter();
    let names = names.map(|variable| variable.as_str().to_string());
    let names: Vec<String> = names.collect();
    let rows = solutions
        .enumerate()
        .map(|(before, solution)| {
            if before % LOOK == 0 {
                budget.map_or(Ok(()), Budget::check)?;
            }
            let cells = solution?
                .values()
                .iter()
                .map(|term| Cell {
                    values: term.iter().map(|term| value(store, term)).collect(),
                    disputed: false,
                })
                .collect();
            Ok(Row {
                subject: None,
                cells,
            })
        })
        .collect::<Result<Vec<Row>, StoreError>>()?;
    let numeric = |column: usize| {
        let mut values = rows.iter().flat_map(|row| &row.cells[column].values);
        values
            .clone()
            .all(|v| matches!(v, Value::Integer(_) | Value::Decimal(_)))
            && values.next().is_some()
    };
    let columns = names
        .into_iter()
        .enumerate()
        .map(|(number, name)| Column {
            numeric: numeric(number),
            name,
            ..Column::default()
        })
        .collect();
    Ok(Rows {
        columns,
        rows,
        ..Rows::default()
    })
}

/// A term as a value to show.
pub fn value(store: &Store, term: &Term) -> Value {
    match term {
        Term::NamedNode(node) => Value::Node {
            label: store
                .label(node.as_str())
                .unwrap_or_else(|| short(store, node.as_str())),
            iri: node.as_str().to_string(),
        },
        Term::Literal(literal) => literal_value(literal),
        other => Value::Text(other.to_string()),
    }
}

fn literal_value(literal: &Literal) -> Value {
    let text = literal.value();
    let datatype = literal.datatype();
    let parsed = match datatype.as_str().strip_prefix(XSD) {
        Some(
            "integer" | "int" | "long" | "short" | "byte" | "nonNegativeInteger"
            | "positiveInteger" | "unsignedInt" | "unsignedLong",
        ) => text.parse().ok().map(Value::Integer),
        Some("decimal" | "double" | "float") => text.parse().ok().map(Value::Decimal),
        Some("date") => text.parse().ok().map(|day| Value::Date(Interval::day(day))),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::Text(text.to_string()))
}

/// An IRI without its base, or with a prefix.
fn short(store: &Store, iri: &str) -> String {
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace) {
            return format!("{prefix}:{local}");
        }
    }
    iri.strip_prefix(store.base()).unwrap_or(iri).to_string()
}

#[cfg(test)]
mod tests;
