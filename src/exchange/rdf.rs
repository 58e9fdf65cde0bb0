//! The graph in the formats of others.
//!
//! The output is sorted (graph, subject, predicate, object) and so the same for the same graph. It is written graph by
//! graph; only one graph at a time is sorted in memory.
//!
//! N-Quads, TriG and JSON-LD keep the graphs apart. Turtle, N-Triples and RDF/XML know no graphs: they get the fused
//! view and all documents' accounts in one, which stay apart by their type (`dl:Account`), and of the ontology its classes and
//! properties with their labels and what they are below; the rest of it ships as a file of its own.
//!
//! Every node has an `rdfs:label`: events, articles, accounts and evidence, which have none in the store, get one here.

mod labels;
mod metadata;

use crate::quads::taxonomy;
use crate::rdf::order;
use crate::rdf::vocabulary::NIF;
use crate::rdf::write::{Exporter, Format};
use crate::store::{Store, StoreError};
use oxigraph::model::GraphName;
use std::io::Write;

/// What goes into an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether the text of articles does. Sentences that tell an event are there in any case: they are what it rests on.
    pub text: bool,
    /// The IRI of the licence under which the graph is given on; whoever gives it on has to say.
    pub licence: Option<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            text: true,
            licence: None,
        }
    }
}

/// Writes all of a store, with what it is, the taxonomy of its classes, and a label on every node.
pub fn export<W: Write>(
    store: &Store,
    format: Format,
    options: &Options,
    writer: W,
) -> Result<W, StoreError> {
    let base = store.base();
    let mut exporter = Exporter::new(format, base, writer);
    exporter.write(&metadata::quads(store, options.licence.as_deref()))?;
    if !format.has_graphs() {
        exporter.write(&taxonomy::classes(store.ontology()))?;
    }
    let mut graphs = vec![GraphName::DefaultGraph];
    graphs.extend(store.graphs());
    graphs.sort_by(order::compare_graphs);
    for graph in graphs {
        let mut quads = store.quads(None, None, None, Some(graph.as_ref()));
        if !options.text {
            let text = format!("{NIF}isString");
            quads.retain(|quad| quad.predicate.as_str() != text);
        }
        order::sort(&mut quads);
        let labels = labels::missing(store, &quads);
        quads.extend(labels);
        order::sort(&mut quads);
        store.sound()?;
        exporter.write(&quads)?;
    }
    Ok(exporter.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocabulary::RDFS;
    use crate::rdf::write::is_ontology;
    use crate::store::sample::{BASE, dossier, graph, ontology};
    use oxigraph::io::RdfParser;
    use oxigraph::model::Quad;
    use std::collections::BTreeSet;

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
    fn every_format_reads_back_as_the_same_quads_with_labels() {
        let quads = crate::quads::quads(&graph(), &ontology(), BASE);
        let store = crate::store::Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        let told = quads.iter().filter(|quad| !is_ontology(&quad.graph_name));
        let merged = told.map(|quad| Quad {
            graph_name: GraphName::DefaultGraph,
            ..quad.clone()
        });
        let merged: Vec<Quad> = merged.collect();
        let label = format!("{RDFS}label");
        for format in Format::ALL {
            let write = || export(&store, format, &Options::default(), Vec::new()).unwrap();
            let bytes = write();
            let name = format.name();
            assert!(bytes == write(), "{name} differs from run to run");
            let found = read(format, &bytes);
            let all: BTreeSet<String> = found.iter().map(Quad::to_string).collect();
            let expected = if format.has_graphs() { &quads } else { &merged };
            for quad in without_blank_nodes(expected) {
                assert!(all.contains(&quad.to_string()), "{name}: {quad}");
            }
            let named = |quad: &&Quad| quad.predicate.as_str() == label;
            let named = found.iter().filter(named);
            let named: BTreeSet<String> = named.map(|quad| quad.subject.to_string()).collect();
            for quad in found.iter().filter(|quad| quad.subject.is_named_node()) {
                assert!(named.contains(&quad.subject.to_string()), "{name}: {quad}");
            }
            let below = "Airstrike> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/dateline/ontology#Attack>";
            assert!(all.iter().any(|quad| quad.contains(below)), "{name}");
        }
    }

    #[test]
    fn texts_stay_away_and_the_licence_is_told() {
        let store = crate::store::Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        let options = Options {
            text: false,
            licence: Some("https://creativecommons.org/licenses/by/4.0/".to_string()),
        };
        let told = |options: &Options| {
            let bytes = export(&store, Format::NQuads, options, Vec::new()).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let (with, without) = (told(&Options::default()), told(&options));
        assert!(with.contains("#isString>") && !without.contains("#isString>"));
        assert!(without.contains("#anchorOf>"));
        assert!(!with.contains("schema.org/license"));
        let licence = "<https://schema.org/license> <https://creativecommons.org/licenses/by/4.0/>";
        assert!(without.contains(licence), "{without}");
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
