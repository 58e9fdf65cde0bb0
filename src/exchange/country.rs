//! The country of a node, and the codes of countries.

use crate::gazetteer::Gazetteer;
use crate::ontology::NAMESPACE;
use crate::query::about::is_a;
use crate::store::Store;
use std::collections::BTreeMap;

/// How far up a country is looked for.
const HIGHEST: usize = 8;

/// The ISO codes of two letters of the countries of a graph, by their names.
pub(super) struct Codes {
    by_name: BTreeMap<&'static str, &'static str>,
}

impl Codes {
    pub fn new() -> Codes {
        let gazetteer = Gazetteer::embedded();
        let countries = gazetteer.countries().iter();
        let named = countries.map(|country| (country.name, country.iso2));
        Codes {
            by_name: named.filter(|(_, code)| !code.is_empty()).collect(),
        }
    }

    /// The code of the country that a node is, belongs to or lies in.
    pub fn of(&self, store: &Store, iri: &str) -> Option<&'static str> {
        let country = country(store, iri)?;
        let name = store.label(&country)?;
        self.by_name.get(name.as_str()).copied()
    }
}

/// The country that a node is, belongs to or lies in.
pub(super) fn country(store: &Store, iri: &str) -> Option<String> {
    way_up(store, iri)
        .into_iter()
        .find(|node| is_a(store, node, "Country"))
}

/// The node and what it lies in or belongs to, the nearest first.
pub(super) fn way_up(store: &Store, iri: &str) -> Vec<String> {
    let mut way = vec![iri.to_string()];
    for _ in 0..HIGHEST {
        let Some(last) = way.last() else { break };
        let whole = ["within", "partOf"].iter().find_map(|property| {
            let wholes = store.linked(last, &format!("{NAMESPACE}{property}"));
            wholes.into_iter().find(|whole| !way.contains(whole))
        });
        match whole {
            Some(whole) => way.push(whole),
            None => break,
        }
    }
    way
}
