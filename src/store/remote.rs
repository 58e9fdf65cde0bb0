//! What is copied from a SPARQL endpoint.

use super::{Endpoint, StoreError};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};
use rustc_hash::FxHashSet;

/// Triples that are asked for at once; servers limit the rows of an answer, Virtuoso to 10,000.
const PAGE: usize = 9_000;

/// All triples of a graph of an endpoint.
pub(super) fn fetch(endpoint: &Endpoint, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
    let (pattern, endpoint) = match graph {
        GraphName::NamedNode(name) => (
            format!("{{ GRAPH {name} {{ ?s ?p ?o }} }}"),
            &endpoint.with_all_graphs(),
        ),
        _ => ("{ ?s ?p ?o }".to_string(), endpoint),
    };
    let all = number(endpoint, &pattern)?;
    let mut quads = Vec::with_capacity(all);
    // Without an order, pages may overlap and miss something; then the sum does not come out right. Most servers cannot
    // put so many rows in order.
    let mut seen = FxHashSet::default();
    for offset in (0..all).step_by(PAGE) {
        let sparql = format!("SELECT ?s ?p ?o {pattern} LIMIT {PAGE} OFFSET {offset}");
        let QueryResults::Solutions(solutions) = endpoint.query(&sparql, None)? else {
            break;
        };
        for solution in solutions {
            if let Some(quad) = quad(&solution?, graph)
                && seen.insert(quad.clone())
            {
                quads.push(quad);
            }
        }
    }
    match quads.len() == all {
        true => Ok(quads),
        false => Err(StoreError::Endpoint {
            url: endpoint.url().to_string(),
            reason: format!(
                "of {all} triples it gives only {}; does it change?",
                quads.len()
            ),
        }),
    }
}

/// How many triples there are.
fn number(endpoint: &Endpoint, pattern: &str) -> Result<usize, StoreError> {
    let sparql = format!("SELECT (COUNT(*) AS ?n) {pattern}");
    let QueryResults::Solutions(mut solutions) = endpoint.query(&sparql, None)? else {
        return Ok(0);
    };
    let counted = solutions.next().transpose()?;
    Ok(match counted.as_ref().and_then(|row| row.get("n")) {
        Some(Term::Literal(number)) => number.value().parse().unwrap_or(0),
        _ => 0,
    })
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
