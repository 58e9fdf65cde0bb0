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
    let node = |iri: &str| {
        let at = (network.nodes).binary_search_by(|node| node.iri.as_str().cmp(iri));
        let label = at.map_or(iri, |at| network.nodes[at].label.as_str());
        Cell::of([Value::Node {
            iri: iri.to_string(),
            label: label.to_string(),
        }])
    };
    let rows = network.edges.iter().map(|edge| Row {
        subject: Some(edge.from.clone()),
        cells: vec![
            node(&edge.from),
            Cell::of([Value::Text(edge.label.clone())]),
            node(&edge.to),
        ],
    });
    Rows {
        columns: ["from", "relation", "to"].map(Column::named).to_vec(),
        rows: rows.collect(),
        notes: network.notes.clone(),
        ..Rows::default()
    }
}

#[cfg(test)]
mod tests;
