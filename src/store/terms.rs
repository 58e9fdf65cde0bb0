//! Words of the ontology's prefix in a SPARQL query that nothing is called: a query with one asks for nothing, without an error.

use super::Store;
use super::results::{Answer, answer};
use crate::diagnostic::{list, nearest};
use crate::ontology::NAMESPACE;
use std::collections::BTreeSet;

/// As it stands in queries.
const PREFIX: &str = "dl:";

/// What of a query is neither in the ontology nor in the graph, a sentence each.
pub fn unknown_terms(store: &Store, sparql: &str) -> Vec<String> {
    let ontology = store.ontology();
    let roles = ontology.roles.values();
    let properties = roles.filter_map(|role| role.property.strip_prefix(NAMESPACE));
    let known: BTreeSet<&str> = properties
        .chain(ontology.classes.keys().map(String::as_str))
        .collect();
    let mut told = Vec::new();
    for word in words(sparql) {
        if known.contains(word) || stands_in(store, word) {
            continue;
        }
        let near = nearest(word, known.iter().copied(), 3);
        let near: Vec<String> = near.iter().map(|name| format!("{PREFIX}{name}")).collect();
        let meant = match near.is_empty() {
            true => String::new(),
            false => format!("; did you mean {}?", list(&near, "or")),
        };
        told.push(format!(
            "nothing in the ontology or the graph is called {PREFIX}{word}{meant}"
        ));
    }
    told
}

/// The local names behind the prefix, each once.
fn words(sparql: &str) -> BTreeSet<&str> {
    let begins = |at: usize| {
        let before = sparql[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    let places = sparql.match_indices(PREFIX).map(|(at, _)| at);
    let behind = places.filter(|at| begins(*at)).map(|at| {
        let rest = &sparql[at + PREFIX.len()..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    });
    behind.filter(|word| !word.is_empty()).collect()
}

/// Whether the graph has a property or a class of the name.
fn stands_in(store: &Store, word: &str) -> bool {
    let triples = format!("{{ ?a dl:{word} ?b }} UNION {{ ?c a dl:{word} }}");
    let asked = format!("ASK {{ {{ {triples} }} UNION {{ GRAPH ?g {{ {triples} }} }} }}");
    // Who cannot be asked says nothing against it.
    !matches!(answer(store, &asked, None), Ok(Answer::Boolean(false)))
}
