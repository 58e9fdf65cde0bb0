//! What the fused view says of one node, for pages that show it.

use super::Store;
use crate::rdf::vocabulary::DL;
use oxigraph::model::{GraphNameRef, Term};

impl Store {
    /// All values of a property of a node, sorted.
    pub fn values(&self, node: &str, property: &str) -> Vec<Term> {
        self.objects(node, property, GraphNameRef::DefaultGraph)
    }

    /// The first literal of a property of a node.
    pub(crate) fn literal_of(&self, node: &str, property: &str) -> Option<String> {
        self.text(node, property, GraphNameRef::DefaultGraph)
    }

    /// The nodes that a node has under a property, sorted.
    pub fn linked(&self, node: &str, property: &str) -> Vec<String> {
        self.nodes(node, property, GraphNameRef::DefaultGraph)
    }

    /// The nodes that have a node under a property, sorted.
    pub fn holders(&self, property: &str, node: &str) -> Vec<String> {
        let mut holders = self.subjects(property, node);
        holders.sort();
        holders
    }

    /// All that is said of a node: properties with their values, in a stable order.
    pub fn facts(&self, node: &str) -> Vec<(String, Term)> {
        let pairs = self.pairs(node, GraphNameRef::DefaultGraph).into_iter();
        let mut facts: Vec<(String, Term)> = pairs.map(|(p, o)| (p.into_string(), o)).collect();
        facts.sort_by_cached_key(|(property, value)| (property.clone(), value.to_string()));
        facts
    }

    /// Local name of the most specific class of a node: `Airstrike`.
    pub fn kind(&self, node: &str) -> Option<String> {
        let class = self.linked(node, &format!("{DL}kind")).into_iter().next()?;
        let classes = &self.ontology.classes;
        let known = classes.values().find(|known| known.iri == class);
        known.map(|known| known.name.clone())
    }

    /// The accounts that an article gives, by their IRIs, each with the event that it is an account of.
    pub fn accounts_in(&self, document: &str) -> Vec<(String, String)> {
        let events = self.holders(&format!("{DL}source"), document);
        let accounts = events.into_iter().flat_map(|event| {
            let accounts = self.linked(&event, &format!("{DL}account")).into_iter();
            accounts.map(move |account| (account, event.clone()))
        });
        let mut accounts: Vec<(String, String)> = accounts
            .filter(|(account, _)| self.document_of(account).as_deref() == Some(document))
            .collect();
        accounts.sort();
        accounts
    }
}
