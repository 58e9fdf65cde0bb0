//! GraphML: <http://graphml.graphdrawing.org/specification.html>.

use super::graph::{ATTRIBUTES, PropertyGraph};
use crate::output::picture::svg::escaped;
use std::io::{self, Write};

/// Writes a graph. A label is text, whatever it looks like: its type stands in the head of the file.
pub(super) fn write(graph: &PropertyGraph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">"
    )?;
    let mut key = |of: &str, name: &str, kind: &str| {
        let id = match of {
            "node" => name.to_string(),
            _ => format!("edge_{name}"),
        };
        writeln!(
            out,
            "  <key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )
    };
    key("node", "label", "string")?;
    key("node", "kind", "string")?;
    key("node", "kinds", "string")?;
    for (name, kind) in ATTRIBUTES {
        key("node", name, kind.in_xml())?;
    }
    key("edge", "kind", "string")?;
    key("edge", "weight", "double")?;
    writeln!(out, "  <graph id=\"dateline\" edgedefault=\"directed\">")?;
    for node in &graph.nodes {
        writeln!(out, "    <node id=\"{}\">", escaped(&node.id))?;
        let mut data = |key: &str, value: &str| {
            writeln!(out, "      <data key=\"{key}\">{}</data>", escaped(value))
        };
        data("label", &node.label)?;
        data("kind", node.class())?;
        data("kinds", &node.classes.join("; "))?;
        for (name, value) in &node.attributes {
            data(name, &value.text())?;
        }
        writeln!(out, "    </node>")?;
    }
    for (number, edge) in graph.edges.iter().enumerate() {
        let directed = match edge.directed {
            true => "",
            false => " directed=\"false\"",
        };
        writeln!(
            out,
            "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\"{directed}><data key=\"edge_kind\">{}</data><data key=\"edge_weight\">{}</data></edge>",
            escaped(&edge.from),
            escaped(&edge.to),
            escaped(&edge.kind),
            edge.weight
        )?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}
