//! JSON and JSON Lines.
//!
//! A row is an object with a member for each column in their order, after `id`, the IRI of what the row is about. A cell
//! is `null` when unknown, a value when there is one, an array when there are more. Nodes are `{"id", "name"}`, ranges
//! `{"min", "max"}`, numbers that are not exact `{"min", "max", "text"}`, days text. `disputed` names the columns on which sources differ, where there are any.

use super::text;
use crate::answer::rows::{Cell, Row, Rows, Value};
use crate::json::to_writer;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;
use std::io::{self, Write};

pub(super) fn array(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    for (index, row) in rows.rows.iter().enumerate() {
        write!(out, "{}", if index == 0 { "\n  " } else { ",\n  " })?;
        to_writer(&mut *out, &Object(rows, row))?;
    }
    writeln!(out, "{}]", if rows.rows.is_empty() { "" } else { "\n" })
}

pub(super) fn lines(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    for row in &rows.rows {
        to_writer(&mut *out, &Object(rows, row))?;
        writeln!(out)?;
    }
    Ok(())
}

/// A row with the table it is of. Serialised by hand to keep the order of the columns.
struct Object<'r>(&'r Rows, &'r Row);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object(rows, row) = self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(subject) = &row.subject {
            map.serialize_entry("id", subject)?;
        }
        for (column, cell) in rows.columns.iter().zip(&row.cells) {
            map.serialize_entry(&column.name, &cell_json(cell))?;
        }
        let cells = rows.columns.iter().zip(&row.cells);
        let disputed = cells.filter(|(_, cell)| cell.disputed);
        let disputed: Vec<&str> = disputed.map(|(column, _)| column.name.as_str()).collect();
        if !disputed.is_empty() {
            map.serialize_entry("disputed", &disputed)?;
        }
        map.end()
    }
}

fn cell_json(cell: &Cell) -> serde_json::Value {
    match cell.values.as_slice() {
        [] => serde_json::Value::Null,
        [value] => value_json(value),
        values => values.iter().map(value_json).collect(),
    }
}

fn value_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Node { iri, label } => json!({"id": iri, "name": label}),
        Value::Integer(n) => json!(n),
        Value::Decimal(n) => json!(n),
        Value::Range(min, max) => json!({"min": min, "max": max}),
        Value::Told { words, min, max } => json!({"min": min, "max": max, "text": words}),
        Value::Date(_) | Value::Text(_) => json!(text(value)),
        Value::Table(rows) => {
            let object = |row| serde_json::to_value(Object(rows, row)).unwrap_or_default();
            rows.rows.iter().map(object).collect()
        }
    }
}
