//! How much is in a store.

use super::Store;
use crate::rdf::vocabulary::DL;
use std::collections::BTreeMap;

/// Counts of what is in a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Nodes of each class of the fused view, subclasses included, by local name; classes without nodes are left out.
    pub classes: BTreeMap<String, usize>,
    /// Documents.
    pub documents: usize,
    /// Accounts in all documents.
    pub accounts: usize,
    /// Quads in all graphs, the ontology's included.
    pub quads: usize,
}

impl Store {
    /// Counts what is in the store.
    pub fn statistics(&self) -> Statistics {
        let classes: BTreeMap<String, usize> = self
            .ontology
            .classes
            .values()
            .map(|class| {
                let count = self.count_of(&class.iri);
                (class.name.clone(), count)
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        let account = format!("{DL}Account");
        Statistics {
            documents: classes.get("Document").copied().unwrap_or_default(),
            accounts: self.index.count_told(&account) + self.count_of(&account),
            quads: self.index.len(),
            classes,
        }
    }

    /// Whether nodes of the fused view that have a property mostly have more than one value of it, so that two such
    /// properties are better not asked for together.
    pub(crate) fn has_several(&self, property: &str) -> bool {
        let (nodes, values) = self.index.values(property);
        values * 4 > nodes * 5
    }

    /// How many nodes of the fused view are of a class.
    pub(crate) fn count_of(&self, class: &str) -> usize {
        self.index.count_of(class)
    }

    /// Whether no node of the fused view has two values of a property.
    pub(crate) fn has_one(&self, property: &str) -> bool {
        let (nodes, values) = self.index.values(property);
        nodes == values
    }

    /// Whether any node of the fused view has a property.
    pub(crate) fn has_any(&self, property: &str) -> bool {
        self.index.values(property).0 > 0
    }
}
