//! The graph in the formats of others.
//!
//! The output is sorted (graph, subject, predicate, object) and so the same for the same graph. It is written graph by
//! graph; only one graph at a time is sorted in memory.
//!
//! N-Quads, TriG and JSON-LD keep the graphs apart. Turtle, N-Triples and RDF/XML know no graphs: they get the fused
//! view and all documents' accounts in one, which stay apart by their type (`dl:Account`), and without the ontology, whose
//! classes would otherwise be among the answers to a question. It ships as a file of its own.

use super::{Store, StoreError};
use crate::rdf::vocabulary::{ONTOLOGY_GRAPH, PREFIXES, SCHEMA};
use crate::rdf::{order, xml};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use std::borrow::Cow;
use std::io::{self, Write};

/// A format of RDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Turtle.
    Turtle,
    /// TriG: Turtle with graphs.
    TriG,
    /// N-Quads.
    NQuads,
    /// N-Triples.
    NTriples,
    /// JSON-LD.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [
        Format::Turtle,
        Format::TriG,
        Format::NQuads,
        Format::NTriples,
        Format::JsonLd,
        Format::RdfXml,
    ];

    /// The name on the command line, also the usual file extension's long form.
    pub fn name(self) -> &'static str {
        match self {
            Format::Turtle => "turtle",
            Format::TriG => "trig",
            Format::NQuads => "nquads",
            Format::NTriples => "ntriples",
            Format::JsonLd => "jsonld",
            Format::RdfXml => "rdfxml",
        }
    }

    /// The format of a name or a file extension.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|format| format.name() == name || format.extension() == name)
    }

    /// The usual file extension.
    pub fn extension(self) -> &'static str {
        self.rdf().file_extension()
    }

    /// Whether the format keeps graphs apart.
    pub fn has_graphs(self) -> bool {
        self.rdf().supports_datasets()
    }

    fn rdf(self) -> RdfFormat {
        match self {
            Format::Turtle => RdfFormat::Turtle,
            Format::TriG => RdfFormat::TriG,
            Format::NQuads => RdfFormat::NQuads,
            Format::NTriples => RdfFormat::NTriples,
            Format::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            Format::RdfXml => RdfFormat::RdfXml,
        }
    }
}

/// Writes quads as they come, for instance those of one document after another.
pub struct Exporter<W: Write> {
    format: Format,
    serializer: WriterQuadSerializer<W>,
}

impl<W: Write> Exporter<W> {
    /// Starts. IRIs under `base` are shortened where the format can (Turtle and TriG).
    pub fn new(format: Format, base: &str, writer: W) -> Exporter<W> {
        let mut serializer = RdfSerializer::from_format(format.rdf());
        for (prefix, iri) in PREFIXES {
            if let Ok(next) = serializer.clone().with_prefix(*prefix, *iri) {
                serializer = next;
            }
        }
        if matches!(format, Format::Turtle | Format::TriG)
            && let Ok(next) = serializer.clone().with_base_iri(base)
        {
            serializer = next;
        }
        Exporter {
            format,
            serializer: serializer.for_writer(writer),
        }
    }

    /// Adds quads, in their order. A format without graphs gets their triples, except the ontology's.
    pub fn write(&mut self, quads: &[Quad]) -> io::Result<()> {
        for quad in quads {
            if self.format.has_graphs() {
                self.serializer.serialize_quad(quad)?;
            } else if !is_ontology(&quad.graph_name) {
                let quad = match self.format {
                    Format::RdfXml => xml::holdable_quad(quad),
                    _ => Cow::Borrowed(quad),
                };
                self.serializer.serialize_triple(quad.as_ref().as_ref())?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(self) -> io::Result<W> {
        self.serializer.finish()
    }
}

/// Writes all of a store, with the version of the program.
pub fn export<W: Write>(store: &Store, format: Format, writer: W) -> Result<W, StoreError> {
    let base = store.base();
    let mut exporter = Exporter::new(format, base, writer);
    exporter.write(&version(base))?;
    let mut graphs = vec![GraphName::DefaultGraph];
    graphs.extend(store.graphs());
    graphs.sort_by(order::compare_graphs);
    for graph in graphs {
        let mut quads = store.quads(None, None, None, Some(graph.as_ref()));
        order::sort(&mut quads);
        store.sound()?;
        exporter.write(&quads)?;
    }
    Ok(exporter.finish()?)
}

/// Which program wrote the graph. A base that is no IRI was refused when the graph was made.
fn version(base: &str) -> Vec<Quad> {
    let program = concat!("dateline ", env!("CARGO_PKG_VERSION"));
    let version = Literal::from(program);
    let quad = |graph| {
        Quad::new(
            graph,
            NamedNode::new_unchecked(format!("{SCHEMA}version")),
            version,
            GraphName::DefaultGraph,
        )
    };
    NamedNode::new(base).map(quad).into_iter().collect()
}

fn is_ontology(graph: &GraphName) -> bool {
    matches!(graph, GraphName::NamedNode(node) if node.as_str() == ONTOLOGY_GRAPH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::{BASE, dossier, graph, ontology};
    use oxigraph::io::RdfParser;

    fn read(format: Format, bytes: &[u8]) -> Vec<Quad> {
        let mut quads = RdfParser::from_format(format.rdf())
            .for_reader(bytes)
            .collect::<Result<Vec<Quad>, _>>()
            .unwrap_or_else(|e| panic!("{}: {e}", format.name()));
        order::sort(&mut quads);
        quads
    }

    /// Names of blank nodes are up to the reader.
    fn without_blank_nodes(quads: &[Quad]) -> Vec<Quad> {
        let plain = |quad: &&Quad| !quad.subject.is_blank_node() && !quad.object.is_blank_node();
        quads.iter().filter(plain).cloned().collect()
    }

    #[test]
    fn every_format_reads_back_as_the_same_quads() {
        let quads = crate::quads::quads(&graph(), &ontology(), BASE);
        let store = crate::store::Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        let mut merged: Vec<Quad> = quads
            .iter()
            .filter(|quad| !is_ontology(&quad.graph_name))
            .map(|quad| Quad {
                graph_name: GraphName::DefaultGraph,
                ..quad.clone()
            })
            .collect();
        order::sort(&mut merged);
        for format in Format::ALL {
            let bytes = export(&store, format, Vec::new()).unwrap();
            let again = export(&store, format, Vec::new()).unwrap();
            assert!(bytes == again, "{} differs from run to run", format.name());
            let mut expected = if format.has_graphs() { &quads } else { &merged }.clone();
            expected.extend(version(BASE));
            order::sort(&mut expected);
            let expected = &expected;
            let found = read(format, &bytes);
            assert_eq!(found.len(), expected.len(), "{}", format.name());
            assert!(
                without_blank_nodes(&found) == without_blank_nodes(expected),
                "{} reads back differently",
                format.name()
            );
        }
    }

    #[test]
    fn documents_can_be_written_one_after_another() {
        let quads = crate::quads::dossier_quads(&dossier(), &ontology(), BASE);
        for format in [Format::NQuads, Format::TriG, Format::Turtle] {
            let mut exporter = Exporter::new(format, BASE, Vec::new());
            exporter.write(&quads).unwrap();
            let bytes = exporter.finish().unwrap();
            assert_eq!(read(format, &bytes).len(), quads.len());
        }
        let named = quads
            .iter()
            .filter(|quad| quad.graph_name != GraphName::DefaultGraph);
        let labels = named.filter(|quad| quad.predicate.as_str().ends_with("#label"));
        assert_eq!(labels.count(), 4, "nodes are described in the named graph");
    }

    #[test]
    fn formats_are_known_by_name_and_extension() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            assert_eq!(Format::from_name(format.extension()), Some(format));
        }
        assert_eq!(Format::from_name("docx"), None);
    }
}
