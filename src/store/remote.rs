//! What is copied from a SPARQL endpoint. Nothing that the server says about its size is relied on.

use super::{Budget, Endpoint, StoreError};
use crate::ontology::Ontology;
use crate::rdf::vocabulary::{DL, RDFS};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};
use rustc_hash::FxHashSet;

/// Triples that are asked for at once; servers limit the rows of an answer, Virtuoso to 10,000.
const PAGE: usize = 9_000;
/// Most triples that are copied.
const MOST: usize = 50_000_000;

/// Leaves out the labels that an export gives to what has no name of its own, events and classes, so that the names are those
/// of the graph that was exported.
pub(super) fn keep_names(quads: &mut Vec<Quad>, ontology: &Ontology) {
    let kind = format!("{DL}kind");
    let event = |class: &str| {
        let known = ontology.classes.values().find(|known| known.iri == class);
        known.is_some_and(|known| ontology.is_a(&known.name, "Event"))
    };
    let kinds = quads.iter().filter(|quad| quad.predicate.as_str() == kind);
    let named = kinds.filter(|quad| match &quad.object {
        Term::NamedNode(class) => !event(class.as_str()),
        _ => false,
    });
    let named: FxHashSet<NamedOrBlankNode> = named.map(|quad| quad.subject.clone()).collect();
    let label = format!("{RDFS}label");
    quads.retain(|quad| quad.predicate.as_str() != label || named.contains(&quad.subject));
}

/// All triples of a graph of an endpoint. The time that it has for a question is for all of them.
pub(super) fn fetch(endpoint: &Endpoint, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
    let (pattern, endpoint) = match graph {
        GraphName::NamedNode(name) => (
            format!("{{ GRAPH {name} {{ ?s ?p ?o }} }}"),
            &endpoint.with_all_graphs(),
        ),
        _ => ("{ ?s ?p ?o }".to_string(), endpoint),
    };
    let budget = Budget::default();
    let all = number(endpoint, &pattern, &budget)?;
    let mut quads = Vec::new();
    // Without an order, pages may overlap and miss something; then the sum does not come out right. Most servers cannot
    // put so many rows in order.
    let mut seen = FxHashSet::default();
    for offset in (0..all).step_by(PAGE) {
        let sparql = format!("SELECT ?s ?p ?o {pattern} LIMIT {PAGE} OFFSET {offset}");
        let QueryResults::Solutions(solutions) = endpoint.query(&sparql, Some(&budget))? else {
            return Err(wrong(endpoint, "it gives no table for a SELECT query"));
        };
        let expected = PAGE.min(all - offset);
        let mut rows = 0;
        for solution in solutions {
            rows += 1;
            if rows > expected {
                break;
            }
            let quad = quad(&solution?, graph)
                .ok_or_else(|| wrong(endpoint, "it gives a row that is no triple"))?;
            if seen.insert(quad.clone()) {
                quads.push(quad);
            }
        }
        if rows != expected {
            let more = if rows > expected {
                "more than that"
            } else {
                "fewer"
            };
            let reason = format!("it was asked for {expected} triples and gives {more}");
            return Err(wrong(endpoint, &reason));
        }
    }
    match quads.len() == all {
        true => Ok(quads),
        false => {
            let found = quads.len();
            let reason = format!("of {all} triples it gives only {found}; does it change?");
            Err(wrong(endpoint, &reason))
        }
    }
}

/// How many triples there are.
fn number(endpoint: &Endpoint, pattern: &str, budget: &Budget) -> Result<usize, StoreError> {
    let sparql = format!("SELECT (COUNT(*) AS ?n) {pattern}");
    let mut counted = None;
    if let QueryResults::Solutions(mut solutions) = endpoint.query(&sparql, Some(budget))? {
        counted = solutions.next().transpose()?;
    }
    let number = match counted.as_ref().and_then(|row| row.get("n")) {
        Some(Term::Literal(number)) => number.value(),
        _ => return Err(wrong(endpoint, "it does not say how many triples it has")),
    };
    match number.parse::<usize>() {
        Ok(number) if number <= MOST => Ok(number),
        _ => {
            let number: String = number
                .chars()
                .filter(|c| !c.is_control())
                .take(40)
                .collect();
            let reason = format!("it says that it has {number} triples; at most {MOST} are copied");
            Err(wrong(endpoint, &reason))
        }
    }
}

fn wrong(endpoint: &Endpoint, reason: &str) -> StoreError {
    StoreError::Endpoint {
        url: endpoint.url().to_string(),
        reason: reason.to_string(),
    }
}

fn quad(row: &QuerySolution, graph: &GraphName) -> Option<Quad> {
    let subject = match row.get("s")? {
        Term::NamedNode(node) => NamedOrBlankNode::NamedNode(node.clone()),
        Term::BlankNode(node) => NamedOrBlankNode::BlankNode(node.clone()),
        _ => return None,
    };
    let Term::NamedNode(predicate) = row.get("p")? else {
        return None;
    };
    let object = row.get("o")?.clone();
    Some(Quad::new(subject, predicate.clone(), object, graph.clone()))
}

#[cfg(test)]
mod tests {
    use super::keep_names;
    use crate::exchange::rdf::{Options, export};
    use crate::rdf::write::Format;
    use crate::store::Store;
    use crate::store::sample::{BASE, graph, ontology};
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::Quad;
    use std::collections::BTreeSet;

    #[test]
    fn the_names_of_an_export_are_those_of_the_graph() {
        let store = Store::from_graph(&graph(), &ontology(), BASE).unwrap();
        let names = |store: &Store| -> BTreeSet<(String, String)> {
            store
                .names()
                .map(|found| (found.label, found.class))
                .collect()
        };
        for (format, reader) in [
            (Format::NQuads, RdfFormat::NQuads),
            (Format::Turtle, RdfFormat::Turtle),
        ] {
            let bytes = export(&store, format, &Options::default(), Vec::new()).unwrap();
            let quads = RdfParser::from_format(reader).for_reader(bytes.as_slice());
            let mut quads: Vec<Quad> = quads.map(Result::unwrap).collect();
            quads.retain(|quad| quad.graph_name.is_default_graph());
            keep_names(&mut quads, &ontology());
            let copy = Store::from_quads(quads, ontology(), BASE.to_string()).unwrap();
            assert_eq!(names(&copy), names(&store), "{}", format.name());
        }
    }
}
