//! The table of what a whole graph can be written as.

use crate::output::Format;
use crate::rdf::write::Format as Rdf;

/// A format of a whole graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphFormat {
    /// One of RDF.
    Rdf(Rdf),
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

/// A format a line: name, ending and what it is.
macro_rules! formats {
    ($($format:ident $(($rdf:path))? $name:literal $ending:literal $summary:literal),* $(,)?) => {
        &[$(About {
            format: GraphFormat::$format $(($rdf))?,
            name: $name,
            ending: $ending,
            summary: $summary,
            binary: matches!(GraphFormat::$format $(($rdf))?, GraphFormat::Neo4j),
        }),*]
    };
}

impl GraphFormat {
    /// All of them, in the order to show them.
    pub const ALL: &'static [About] = formats![
        Rdf(Rdf::Turtle) "turtle" "ttl" "RDF that people read, one graph",
        Rdf(Rdf::NTriples) "ntriples" "nt" "RDF, a triple a line, one graph",
        Rdf(Rdf::RdfXml) "rdfxml" "rdf" "RDF as XML, one graph",
        Rdf(Rdf::NQuads) "nquads" "nq" "RDF, a quad a line; each article's graph apart",
        Rdf(Rdf::TriG) "trig" "trig" "RDF that people read; each article's graph apart",
        Rdf(Rdf::JsonLd) "jsonld" "jsonld" "RDF as JSON with a context; each article's graph apart",
        GraphMl "graphml" "graphml" "nodes and edges for Gephi, yEd, Cytoscape, networkx",
        Gexf "gexf" "gexf" "nodes and edges for Gephi",
        Ftm "ftm" "ftm.json" "FollowTheMoney entities, a line each, for OpenAleph",
        Neo4j "neo4j" "zip" "tables for neo4j-admin database import, in a ZIP",
        Acled "acled" "csv" "events in the columns of ACLED; what is not known is empty",
        Ics "ics" "ics" "events with a day, for calendars",
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
    let line = |name: &str, ending: &str, summary: &str| {
        let summary = summary.replace('|', "\\|");
        format!("| `{name}` | `.{ending}` | {summary} |\n")
    };
    let mut text = String::from("| an answer as | file | is |\n|---|---|---|\n");
    for about in Format::ALL {
        text.push_str(&line(about.name, about.ending, about.summary));
    }
    text.push_str("\n| the whole graph as | file | is |\n|---|---|---|\n");
    for about in GraphFormat::ALL {
        text.push_str(&line(about.name, about.ending, about.summary));
    }
    text
}
