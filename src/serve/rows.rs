//! Rows as the page takes them: words to show beside what they mean, and for each row when, where and how many.

use crate::ontology::NAMESPACE;
use crate::output::{cell_text, text};
use crate::query::about::{self, literal};
use crate::query::{Cell, DOCUMENT, Row, Session, Spot, Value};
use crate::rdf::iri::rdf_type;
use crate::rdf::vocabulary::SCHEMA;
use crate::report::json::{interval, spot};
use crate::time::Interval;
use serde_json::{Value as Json, json};

/// A cell: its words, its values where one of them leads somewhere, and whether sources differ.
pub(super) fn cell(session: &Session<'_>, cell: &Cell) -> Json {
    let mut told = json!({"text": cell_text(cell)});
    let leads = |value: &Value| matches!(value, Value::Node { .. } | Value::Table(_));
    if cell.values.iter().any(leads) {
        told["values"] = cell.values.iter().map(|v| value(session, v)).collect();
    }
    if cell.disputed {
        told["disputed"] = json!(true);
    }
    told
}

fn value(session: &Session<'_>, value: &Value) -> Json {
    match value {
        Value::Node { iri, .. } if is_shown(session, iri) => {
            json!({"text": text(value), "id": iri})
        }
        Value::Table(rows) => {
            let columns: Vec<&str> = rows.columns.iter().map(|c| c.name.as_str()).collect();
            let rows = rows.rows.iter().map(|row| {
                let cells: Vec<Json> = row.cells.iter().map(|c| cell(session, c)).collect();
                json!({"id": row.subject, "cells": cells})
            });
            let rows: Vec<Json> = rows.collect();
            json!({"text": text(value), "columns": columns, "rows": rows})
        }
        _ => json!({"text": text(value)}),
    }
}

/// Whether a node has a page: things of the graph have, classes have not.
pub(super) fn is_shown(session: &Session<'_>, iri: &str) -> bool {
    iri.starts_with(session.store().base()) && !iri.starts_with(NAMESPACE)
}

/// What a row is about.
pub(super) fn row(session: &Session<'_>, row: &Row, spots: &[Spot]) -> Json {
    let cells: Vec<Json> = row.cells.iter().map(|c| cell(session, c)).collect();
    let mut told = json!({"cells": cells});
    if let Some(subject) = &row.subject {
        told["id"] = json!(subject);
        if let Some(kind) = session.store().kind(subject) {
            told["kind"] = json!(session.store().ontology().noun(&kind));
        }
        if is_told(session, subject) {
            told["told"] = json!(true);
        } else if is_article(session, subject) {
            told["opens"] = json!("article");
        } else if is_shown(session, subject) {
            told["opens"] = json!("node");
        }
    }
    if let Some(days) = when(session, row) {
        told["when"] = interval(&days);
    }
    if !spots.is_empty() {
        told["where"] = spots.iter().map(spot).collect();
    }
    if let Some(toll) = toll(session, row) {
        told["toll"] = json!(toll);
    }
    told
}

fn is_article(session: &Session<'_>, iri: &str) -> bool {
    let classes = session.store().linked(iri, rdf_type().as_str());
    classes.contains(&format!("{NAMESPACE}{DOCUMENT}"))
}

/// Whether sentences tell a node: an event, or an account of one.
pub(super) fn is_told(session: &Session<'_>, iri: &str) -> bool {
    let account = format!("{NAMESPACE}account");
    iri.contains("/account/") || !session.store().linked(iri, &account).is_empty()
}

/// The days of a node.
pub(super) fn days(session: &Session<'_>, iri: &str) -> Option<Interval> {
    let store = session.store();
    about::days(store, iri).or_else(|| {
        let published = literal(store, iri, &format!("{SCHEMA}datePublished"))?;
        published.parse().ok().map(Interval::day)
    })
}

fn when(session: &Session<'_>, row: &Row) -> Option<Interval> {
    let own = row.subject.as_ref();
    let own = own.and_then(|subject| days(session, subject));
    let mut values = row.cells.iter().flat_map(|cell| &cell.values);
    own.or_else(|| {
        values.find_map(|value| match value {
            Value::Date(days) => Some(*days),
            _ => None,
        })
    })
}

/// How many were killed; of a row that is about nothing of its own, its first number.
fn toll(session: &Session<'_>, row: &Row) -> Option<f64> {
    match &row.subject {
        Some(subject) => {
            let killed = session.store().ontology().roles.get("killed")?;
            let killed = literal(session.store(), subject, &killed.property)?;
            killed.parse().ok()
        }
        None => {
            let mut values = row.cells.iter().flat_map(|cell| &cell.values);
            let (least, _) = values.find_map(Value::bounds)?;
            Some(least)
        }
    }
}
