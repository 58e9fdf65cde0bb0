//! Networks in the language of Graphviz.

use crate::answer::Network;
use crate::shown::Shown;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(network: &Network, out: &mut dyn Write) -> io::Result<()> {
    let numbers = network.nodes.iter().enumerate();
    let numbers = numbers.map(|(number, node)| (node.iri.as_str(), number + 1));
    let numbers: BTreeMap<&str, usize> = numbers.collect();
    writeln!(out, "digraph dateline {{")?;
    for note in &network.notes {
        writeln!(out, "  // {}", Shown::line(note))?;
    }
    writeln!(out, "  rankdir=LR")?;
    let node = "fontname=\"sans-serif\", shape=box, style=rounded";
    writeln!(out, "  node [{node}]")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10]")?;
    for (number, node) in network.nodes.iter().enumerate() {
        let [label, iri, class] = [&node.label, &node.iri, &node.class].map(|text| quoted(text));
        let number = number + 1;
        writeln!(
            out,
            "  n{number} [label={label}, tooltip={iri}, class={class}]"
        )?;
    }
    for edge in &network.edges {
        if let (Some(from), Some(to)) = (numbers.get(&*edge.from), numbers.get(&*edge.to)) {
            writeln!(out, "  n{from} -> n{to} [label={}]", quoted(&edge.label))?;
        }
    }
    writeln!(out, "}}")
}

fn quoted(text: &str) -> String {
    let text = Shown::line(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}
