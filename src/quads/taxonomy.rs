//! The ontology as a named graph, so that an export says what its own terms mean.

use crate::ontology::Ontology;
use crate::rdf::vocabulary::{DL, ONTOLOGY_GRAPH, RDF, RDFS};
use crate::rdf::{iri, order};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeMap;

/// What a class is.
const OWL_CLASS: &str = "http://www.w3.org/2002/07/owl#Class";

/// The triples of the ontology's files, in the graph [`ONTOLOGY_GRAPH`].
pub(super) fn quads(ontology: &Ontology) -> Vec<Quad> {
    let graph = GraphName::NamedNode(NamedNode::new_unchecked(ONTOLOGY_GRAPH));
    let mut quads = Vec::new();
    for (file, turtle) in ontology.turtle.iter().enumerate() {
        // The parser makes up names for blank nodes; counting them gives the same names every time.
        let mut names: BTreeMap<String, BlankNode> = BTreeMap::new();
        let mut rename = |node: BlankNode| {
            let next = names.len();
            let new = || BlankNode::new_unchecked(format!("o{file}b{next}"));
            names.entry(node.into_string()).or_insert_with(new).clone()
        };
        // What does not parse is not in the ontology either: reading it has failed before.
        let parser = RdfParser::from_format(RdfFormat::Turtle);
        for quad in parser.for_reader(turtle.as_bytes()).flatten() {
            let Triple {
                subject,
                predicate,
                object,
            } = Triple::from(quad);
            let subject: NamedOrBlankNode = match subject {
                NamedOrBlankNode::BlankNode(node) => rename(node).into(),
                node => node,
            };
            let object: Term = match object {
                Term::BlankNode(node) => rename(node).into(),
                term => term,
            };
            quads.push(Quad::new(subject, predicate, object, graph.clone()));
        }
    }
    quads
}

/// Classes and properties in the default graph: what they are, their labels, and what they are below.
pub(crate) fn classes(ontology: &Ontology) -> Vec<Quad> {
    let told = "label comment subClassOf subPropertyOf domain range".split(' ');
    let told: Vec<String> = told.map(|local| format!("{RDFS}{local}")).collect();
    let is = |quad: &Quad, class: &str| matches!(&quad.object, Term::NamedNode(node) if node.as_str() == class);
    let all = quads(ontology);
    let subject = |quad: &Quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let typed = all.iter().filter(|quad| quad.predicate == iri::rdf_type());
    let kinds = ["Role", "QuantityRole", "TimeRole", "TextRole", "Field"];
    let mut known: BTreeMap<NamedNode, NamedNode> = BTreeMap::new();
    for quad in typed {
        let Some(node) = subject(quad) else { continue };
        if is(quad, OWL_CLASS) {
            known.insert(node, NamedNode::new_unchecked(OWL_CLASS));
        } else if kinds.iter().any(|kind| is(quad, &format!("{DL}{kind}"))) {
            let property = || iri::name(RDF, "Property");
            known.entry(node).or_insert_with(property);
        }
    }
    let graph = GraphName::DefaultGraph;
    let typed = |(node, kind): (&NamedNode, &NamedNode)| {
        Quad::new(node.clone(), iri::rdf_type(), kind.clone(), graph.clone())
    };
    let mut classes: Vec<Quad> = known.iter().map(typed).collect();
    classes.extend(all.iter().filter_map(|quad| {
        let node = subject(quad)?;
        let is_told = told
            .iter()
            .any(|property| quad.predicate.as_str() == property);
        let plain = known.contains_key(&node) && !quad.object.is_blank_node() && is_told;
        plain.then(|| Quad {
            graph_name: graph.clone(),
            ..quad.clone()
        })
    }));
    order::sort(&mut classes);
    classes
}
