//! Answers to SPARQL, as a table or in the formats of the W3C.

use super::{Store, StoreError};
use crate::query::rows::{Cell, Column, Row, Rows, Value};
use crate::rdf::export::{self, Exporter};
use crate::rdf::order;
use crate::rdf::vocabulary::{PREFIXES, XSD};
use crate::time::Interval;
use oxigraph::model::{GraphName, Literal, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryResults, QuerySolutionIter, QueryTripleIter};
use std::io::Write;

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
pub fn answer(
    store: &Store,
    sparql: &str,
    cancel: Option<&CancellationToken>,
) -> Result<Answer, StoreError> {
    Ok(match store.query_apart(&store.parse(sparql)?, cancel)? {
        QueryResults::Solutions(solutions) => Answer::Table(rows(store, solutions)?),
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Graph(triples) => {
            let bytes = triples_to(store, triples, export::Format::Turtle, Vec::new())?;
            Answer::Turtle(String::from_utf8_lossy(&bytes).into_owned())
        }
    })
}

/// Runs SPARQL and writes the answer. Solutions are written as they come, triples sorted.
pub fn write(
    store: &Store,
    sparql: &str,
    format: Format,
    writer: impl Write,
    cancel: Option<&CancellationToken>,
) -> Result<(), StoreError> {
    let mismatch = |form, remedy| StoreError::Format {
        format: format.name(),
        form,
        remedy,
    };
    let tables = "json, xml, csv or tsv";
    match store.sparql(sparql, cancel)? {
        QueryResults::Solutions(solutions) => {
            let format = format
                .results()
                .ok_or_else(|| mismatch("a SELECT query", tables))?;
            let mut serializer = QueryResultsSerializer::from_format(format)
                .serialize_solutions_to_writer(writer, solutions.variables().to_vec())?;
            for solution in solutions {
                serializer.serialize(&solution?)?;
            }
            serializer.finish()?.flush()?;
        }
        QueryResults::Boolean(value) => {
            let format = format
                .results()
                .ok_or_else(|| mismatch("an ASK query", tables))?;
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(writer, value)?
                .flush()?;
        }
        QueryResults::Graph(triples) => {
            let format = format
                .rdf()
                .ok_or_else(|| mismatch("a CONSTRUCT or DESCRIBE query", "turtle or ntriples"))?;
            triples_to(store, triples, format, writer)?.flush()?;
        }
    }
    Ok(())
}

fn triples_to<W: Write>(
    store: &Store,
    triples: QueryTripleIter<'_>,
    format: export::Format,
    writer: W,
) -> Result<W, StoreError> {
    let mut quads = triples
        .map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph)))
        .collect::<Result<Vec<Quad>, StoreError>>()?;
    order::sort(&mut quads);
    let mut exporter = Exporter::new(format, store.base(), writer);
    exporter.write(&quads)?;
    Ok(exporter.finish()?)
}

fn rows(store: &Store, solutions: QuerySolutionIter<'_>) -> Result<Rows, StoreError> {
    let names: Vec<String> = solutions
        .variables()
        .iter()
        .map(|variable| variable.as_str().to_string())
        .collect();
    let rows = solutions
        .map(|solution| {
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
