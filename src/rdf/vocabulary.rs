//! IRIs of the vocabularies in use.

/// Base of instances unless the user sets another.
pub const DEFAULT_BASE: &str = "https://w3id.org/dateline/";

/// The ontology's own namespace.
pub const DL: &str = crate::ontology::NAMESPACE;
/// Name of the graph that holds the ontology itself.
pub const ONTOLOGY_GRAPH: &str = "https://w3id.org/dateline/ontology";
/// RDF.
pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// RDF Schema.
pub const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
/// SKOS.
pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// schema.org.
pub const SCHEMA: &str = "https://schema.org/";
/// XML Schema datatypes.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
/// NIF core.
pub const NIF: &str = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#";
/// Web Annotation.
pub const OA: &str = "http://www.w3.org/ns/oa#";
/// Provenance.
pub const PROV: &str = "http://www.w3.org/ns/prov#";
/// Internationalization Tag Set, from which NIF takes the link between words and what they name.
pub const ITSRDF: &str = "http://www.w3.org/2005/11/its/rdf#";
/// W3C basic geo.
pub const GEO: &str = "http://www.w3.org/2003/01/geo/wgs84_pos#";
/// GeoNames features.
pub const GEONAMES: &str = "https://sws.geonames.org/";
/// Wikidata items.
pub const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// Prefixes for Turtle, TriG and SPARQL that people read, in the order to print them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dl", DL),
    ("geo", GEO),
    ("itsrdf", ITSRDF),
    ("nif", NIF),
    ("oa", OA),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", PROV),
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("schema", SCHEMA),
    ("skos", SKOS),
    ("xsd", XSD),
];
