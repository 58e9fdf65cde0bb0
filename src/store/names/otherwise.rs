//! Nodes by what is no name of theirs in the graph: the words of articles and the other names of the gazetteer.

use super::Found;
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer};
use crate::rdf::vocabulary::{ITSRDF, NIF};
use crate::store::Store;
use oxigraph::model::{GraphNameRef, Literal, NamedOrBlankNode, Term};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What may stand before a name in the words of an article.
const ARTICLES: [&str; 3] = ["", "the ", "The "];

impl Store {
    /// Nodes that nothing in the graph says are called so, but that articles call so ("Kigali" said that …) or the gazetteer
    /// does (DRC): those of the articles first. As a `place` a capital is not its country.
    pub fn find_otherwise(&self, name: &str, place: bool) -> Vec<Found> {
        if !name.contains(char::is_uppercase) {
            return Vec::new();
        }
        let mut found = self.in_words(name);
        if place {
            let sovereign = |found: &Found| self.ontology.nature(&found.class).sovereign;
            found.retain(|found| !sovereign(found));
        }
        if found.is_empty() {
            found = self.listed(name, place);
        }
        found
    }

    /// Nodes that are meant by these very words somewhere; those first that are so most often.
    fn in_words(&self, name: &str) -> Vec<Found> {
        let property = format!("{NIF}anchorOf");
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for article in ARTICLES {
            let words = Literal::new_simple_literal(format!("{article}{name}"));
            let words = Term::from(words);
            for quad in self.quads(None, Some(&property), Some(words.as_ref()), None) {
                let NamedOrBlankNode::NamedNode(passage) = &quad.subject else {
                    continue;
                };
                let meant = format!("{ITSRDF}taIdentRef");
                let graph: GraphNameRef<'_> = quad.graph_name.as_ref();
                for node in self.nodes(passage.as_str(), &meant, graph) {
                    *counts.entry(node).or_default() += 1;
                }
            }
        }
        let mut found: Vec<(Reverse<usize>, Found)> = counts
            .into_iter()
            .filter_map(|(iri, count)| Some((Reverse(count), self.named_node(iri, count)?)))
            .collect();
        found.sort_by(|a, b| (a.0, &a.1.label).cmp(&(b.0, &b.1.label)));
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Nodes that the gazetteer has under this name.
    fn listed(&self, name: &str, place: bool) -> Vec<Found> {
        let gazetteer = Gazetteer::embedded();
        let ids = gazetteer.lookup(name).into_iter().map(|entry| match entry {
            Entry::Country(country) => format!("actor/{}", country.id),
            Entry::Organisation(organisation) => format!("actor/{}", organisation.id),
            Entry::Region(region) => format!("place/{}", region.id),
            Entry::Place(town) => {
                format!(
                    "place/{}-{}",
                    fold(town.name).replace(' ', "-"),
                    town.geonames
                )
            }
        });
        let capital = gazetteer.metonym(name).filter(|_| !place);
        let ids = ids.chain(capital.map(|country| format!("actor/{}", country.id)));
        let nodes = ids.map(|id| format!("{}{id}", self.base));
        nodes.filter_map(|iri| self.named_node(iri, 0)).collect()
    }

    fn named_node(&self, iri: String, mentions: usize) -> Option<Found> {
        Some(Found {
            class: self.class_of(&iri)?,
            label: self.label(&iri)?,
            iri,
            mentions,
        })
    }
}
