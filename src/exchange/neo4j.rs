//! Tables for `neo4j-admin database import full`: nodes and relationships, whose headers say what the columns are.

use super::graph::{ATTRIBUTES, Kind, PropertyGraph};
use crate::output::xlsx::zipped;
use crate::shown::without_controls;
use std::io::{self, Write};

/// How it is imported; the third file of the ZIP.
const README: &str = "Unpack this file into Neo4j's import folder, and make a database that is not there yet:\n\n  \
    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv dateline\n\n\
    Labels are classes, relationships are roles, ids are the IRIs of the graph. Of a number killed_min and killed_max are the\n\
    lowest and the highest that is told, killed_told the words of one that is not exact.\n";

/// Writes a ZIP file of tables.
pub(super) fn write(graph: &PropertyGraph, out: &mut dyn Write) -> io::Result<()> {
    let files = [
        ("nodes.csv", nodes(graph)?),
        ("relationships.csv", relationships(graph)?),
        ("README.txt", README.as_bytes().to_vec()),
    ];
    out.write_all(&zipped(&files)?)
}

fn nodes(graph: &PropertyGraph) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = ["id:ID", "label", ":LABEL"].map(str::to_string).to_vec();
    header.extend(ATTRIBUTES.iter().map(|(name, kind)| match kind {
        Kind::Whole => format!("{name}:long"),
        Kind::Decimal => format!("{name}:double"),
        Kind::Day => format!("{name}:date"),
        Kind::Text => (*name).to_string(),
    }));
    writer.write_record(header)?;
    for node in &graph.nodes {
        let mut record = vec![node.id.clone(), line(&node.label), node.classes.join(";")];
        record.extend(ATTRIBUTES.iter().map(|(name, _)| {
            let value = node.attributes.get(name);
            value.map_or(String::new(), |value| line(&value.text()))
        }));
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn relationships(graph: &PropertyGraph) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([":START_ID", ":END_ID", ":TYPE", "weight:long"])?;
    for edge in &graph.edges {
        let kind = edge.kind.to_uppercase();
        let kind = kind.replace(|c: char| !c.is_alphanumeric(), "_");
        writer.write_record([&edge.from, &edge.to, &kind, &edge.weight.to_string()])?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

/// The importer takes a line end for the end of a row.
fn line(text: &str) -> String {
    without_controls(text).replace(['\n', '\t'], " ")
}
