//! GEXF 1.3: <https://gexf.net>.

use super::graph::{ATTRIBUTES, PropertyGraph};
use crate::output::picture::svg::escaped;
use std::io::{self, Write};

/// Writes a graph.
pub(super) fn write(graph: &PropertyGraph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n  \
         <meta><creator>dateline {}</creator></meta>\n  <graph defaultedgetype=\"directed\" mode=\"static\">\n    \
         <attributes class=\"node\">\n      <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n      \
         <attribute id=\"kinds\" title=\"kinds\" type=\"string\"/>",
        env!("CARGO_PKG_VERSION")
    )?;
    for (name, kind) in ATTRIBUTES {
        let kind = kind.in_xml();
        let attribute = format!("id=\"{name}\" title=\"{name}\" type=\"{kind}\"");
        writeln!(out, "      <attribute {attribute}/>")?;
    }
    writeln!(
        out,
        "    </attributes>\n    <attributes class=\"edge\">\n      <attribute id=\"edge_kind\" title=\"kind\" type=\"string\"/>\n    </attributes>\n    <nodes>"
    )?;
    for node in &graph.nodes {
        let (id, label) = (escaped(&node.id), escaped(&node.label));
        write!(out, "      <node id=\"{id}\" label=\"{label}\"><attvalues>")?;
        let mut value = |name: &str, value: &str| {
            let value = escaped(value);
            write!(out, "<attvalue for=\"{name}\" value=\"{value}\"/>")
        };
        value("kind", node.class())?;
        value("kinds", &node.classes.join("; "))?;
        for (name, of) in &node.attributes {
            value(name, &of.text())?;
        }
        writeln!(out, "</attvalues></node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (number, edge) in graph.edges.iter().enumerate() {
        let kind = escaped(&edge.kind);
        let directed = match edge.directed {
            true => "directed",
            false => "undirected",
        };
        writeln!(
            out,
            "      <edge id=\"{number}\" source=\"{}\" target=\"{}\" type=\"{directed}\" label=\"{kind}\" weight=\"{}\"><attvalues><attvalue for=\"edge_kind\" value=\"{kind}\"/></attvalues></edge>",
            escaped(&edge.from),
            escaped(&edge.to),
            edge.weight
        )?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}
