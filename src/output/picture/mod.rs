//! Pictures: a timeline as a chart of text and as SVG, a network as DOT and as SVG.

mod dot;
pub(crate) mod network;
pub(crate) mod svg;
mod timeline;

use super::{Format, Style, write};
use crate::answer::Network;
use crate::answer::rows::{Cell, Column, Row, Rows, Value};
use std::io::{self, Write};

/// Writes rows that are to be shown along their first column, a date: as a chart, as SVG, or as rows.
pub fn write_timeline(
    rows: &Rows,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => timeline::chart(rows, style, out),
        Format::Svg => timeline::svg(rows, out),
        other => write(rows, other, style, out),
    }
}

/// Writes nodes and edges: as DOT, as SVG, or as rows of edges.
pub fn write_network(
    network: &Network,
    format: Format,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Dot => dot::write(network, out),
        Format::Svg => network::svg(network, out),
        other => write(&edges(network), other, style, out),
    }
}

/// A network as a table of its edges.
pub fn edges(network: &Network) -> Rows {
    let node = |iri: &str| Cell {
        values: vec![Value::Node {
            iri: iri.to_string(),
            label: network
                .nodes
                .binary_search_by(|node| node.iri.as_str().cmp(iri))
                .map_or_else(|_| iri.to_string(), |at| network.nodes[at].label.clone()),
        }],
        disputed: false,
    };
    let rows = network.edges.iter().map(|edge| Row {
        subject: Some(edge.from.clone()),
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
                ..Column::default()
            })
            .to_vec(),
        rows: rows.collect(),
        notes: network.notes.clone(),
        ..Rows::default()
    }
}

#[cfg(test)]
mod tests;
