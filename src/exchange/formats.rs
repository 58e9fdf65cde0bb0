//! The table of what a whole graph can be written as.

use crate::output::Format;
use crate::rdf::write as export;

/// A format of a whole graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// One of RDF.
    Rdf(export::Format),
    /// GraphML, for Gephi, yEd, Cytoscape, igraph, networkx.
    GraphMl,
    /// GEXF, for Gephi.
    Gexf,
    /// FollowTheMoney, for OpenAleph and others.
    Ftm,
    /// Tables that `neo4j-admin database import` takes, in one ZIP file.
    Neo4j,
    /// A table with the columns of ACLED.
    Acled,
    /// A calendar.
    Ics,
}

/// What is known of a format of a whole graph.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The format.
    pub format: GraphFormat,
    /// Its name on the command line.
    pub name: &'static str,
    /// How the names of files end that are written in it.
    pub ending: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Whether it is no text, so that it goes to a file and never to a terminal.
    pub binary: bool,
}

const fn about(
    format: GraphFormat,
    name: &'static str,
    ending: &'static str,
    summary: &'static str,
) -> About {
    About {
        format,
        name,
        ending,
        summary,
        binary: matches!(format, GraphFormat::Neo4j),
    }
}

impl GraphFormat {
    /// All of them, in the order to show them.
    pub const ALL: &'static [About] = &[
        about(
            GraphFormat::Rdf(export::Format::Turtle),
            "turtle",
            "ttl",
            "RDF that people read, one graph",
        ),
        about(
            GraphFormat::Rdf(export::Format::NTriples),
            "ntriples",
            "nt",
            "RDF, a triple a line, one graph",
        ),
        about(
            GraphFormat::Rdf(export::Format::RdfXml),
            "rdfxml",
            "rdf",
            "RDF as XML, one graph",
        ),
        about(
            GraphFormat::Rdf(export::Format::NQuads),
            "nquads",
            "nq",
            "RDF, a quad a line; each article's graph apart",
        ),
        about(
            GraphFormat::Rdf(export::Format::TriG),
            "trig",
            "trig",
            "RDF that people read; each article's graph apart",
        ),
        about(
            GraphFormat::Rdf(export::Format::JsonLd),
            "jsonld",
            "jsonld",
            "RDF as JSON with a context; each article's graph apart",
        ),
        about(
            GraphFormat::GraphMl,
            "graphml",
            "graphml",
            "nodes and edges for Gephi, yEd, Cytoscape, networkx",
        ),
        about(
            GraphFormat::Gexf,
            "gexf",
            "gexf",
            "nodes and edges for Gephi",
        ),
        about(
            GraphFormat::Ftm,
            "ftm",
            "ftm.json",
            "FollowTheMoney entities, a line each, for OpenAleph",
        ),
        about(
            GraphFormat::Neo4j,
            "neo4j",
            "zip",
            "tables for neo4j-admin database import, in a ZIP",
        ),
        about(
            GraphFormat::Acled,
            "acled",
            "csv",
            "events in the columns of ACLED; what is not known is empty",
        ),
        about(
            GraphFormat::Ics,
            "ics",
            "ics",
            "events with a day, for calendars",
        ),
    ];

    /// What is known of it.
    pub fn about(self) -> &'static About {
        let known = GraphFormat::ALL.iter().find(|about| about.format == self);
        known.unwrap_or(&GraphFormat::ALL[0])
    }

    /// The format of a name, or of the ending of a file.
    pub fn from_name(name: &str) -> Option<GraphFormat> {
        let named = |about: &&About| about.name == name;
        let ends = |about: &&About| about.ending == name && about.name != "acled";
        let all = || GraphFormat::ALL.iter();
        let known = all().find(named).or_else(|| all().find(ends));
        known.map(|about| about.format)
    }
}

/// The tables of formats as Markdown, for the reference.
pub fn reference() -> String {
    let mut text = String::from("| an answer as | file | is |\n|---|---|---|\n");
    for about in Format::ALL {
        let summary = about.summary.replace('|', "\\|");
        text.push_str(&format!(
            "| `{}` | `.{}` | {summary} |\n",
            about.name, about.ending
        ));
    }
    text.push_str("\n| the whole graph as | file | is |\n|---|---|---|\n");
    for about in GraphFormat::ALL {
        let summary = about.summary;
        text.push_str(&format!(
            "| `{}` | `.{}` | {summary} |\n",
            about.name, about.ending
        ));
    }
    text
}
