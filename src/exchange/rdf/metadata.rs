//! What an export is.

use crate::rdf::vocabulary::{RDFS, SCHEMA};
use crate::rdf::{iri, order};
use crate::store::Store;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

/// What the graph is, which program wrote it, and under which licence it is given on. A base that is no IRI was refused
/// when the graph was made.
pub(super) fn quads(store: &Store, licence: Option<&str>) -> Vec<Quad> {
    let Ok(graph) = NamedNode::new(store.base()) else {
        return Vec::new();
    };
    let schema = |local: &str| iri::name(SCHEMA, local);
    let documents = store.statistics().documents;
    let words = |words: &str| Term::from(Literal::from(words));
    let label = format!("Graph of what {documents} articles tell");
    let version = concat!("dateline ", env!("CARGO_PKG_VERSION"));
    let credit = "Coordinates and ids of places: GeoNames, CC BY 4.0";
    let mut said: Vec<(NamedNode, Term)> = vec![
        (iri::rdf_type(), schema("Dataset").into()),
        (iri::name(RDFS, "label"), words(&label)),
        (schema("version"), words(version)),
        (schema("creditText"), words(credit)),
    ];
    if let Some(Ok(licence)) = licence.map(NamedNode::new) {
        said.push((schema("license"), licence.into()));
    }
    let quad =
        |(property, value)| Quad::new(graph.clone(), property, value, GraphName::DefaultGraph);
    let mut quads: Vec<Quad> = said.into_iter().map(quad).collect();
    order::sort(&mut quads);
    quads
}
