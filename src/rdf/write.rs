//! Quads in the formats of RDF, as they come.

mod jsonld;

use super::vocabulary::{ONTOLOGY_GRAPH, PREFIXES};
use super::xml;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{GraphName, Quad};
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

    /// The format for the parser and serialiser of the library.
    pub(crate) fn rdf(self) -> RdfFormat {
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
    serializer: Serializer<W>,
}

enum Serializer<W: Write> {
    /// Of the library.
    Library(Box<WriterQuadSerializer<W>>),
    /// The library writes JSON-LD without a context.
    JsonLd(jsonld::Writer<W>),
}

impl<W: Write> Exporter<W> {
    /// Starts. IRIs under `base` are shortened where the format can (Turtle and TriG).
    pub fn new(format: Format, base: &str, writer: W) -> Exporter<W> {
        if format == Format::JsonLd {
            return Exporter {
                format,
                serializer: Serializer::JsonLd(jsonld::Writer::new(writer)),
            };
        }
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
            serializer: Serializer::Library(Box::new(serializer.for_writer(writer))),
        }
    }

    /// Adds quads, in their order. A format without graphs gets their triples, except the ontology's.
    pub fn write(&mut self, quads: &[Quad]) -> io::Result<()> {
        let serializer = match &mut self.serializer {
            Serializer::Library(serializer) => serializer,
            Serializer::JsonLd(writer) => return writer.write(quads),
        };
        for quad in quads {
            if self.format.has_graphs() {
                serializer.serialize_quad(quad)?;
            } else if !is_ontology(&quad.graph_name) {
                let quad = match self.format {
                    Format::RdfXml => xml::holdable_quad(quad),
                    _ => Cow::Borrowed(quad),
                };
                serializer.serialize_triple(quad.as_ref().as_ref())?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(self) -> io::Result<W> {
        match self.serializer {
            Serializer::Library(serializer) => serializer.finish(),
            Serializer::JsonLd(writer) => writer.finish(),
        }
    }
}

pub(crate) fn is_ontology(graph: &GraphName) -> bool {
    matches!(graph, GraphName::NamedNode(node) if node.as_str() == ONTOLOGY_GRAPH)
}
