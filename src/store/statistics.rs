//! How much is in a store.

use super::Store;
use crate::rdf::vocabulary::{DL, RDF};
use oxigraph::model::{GraphNameRef, NamedNodeRef, TermRef};
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
                let count = self.count(&class.iri, Some(GraphNameRef::DefaultGraph));
                (class.name.clone(), count)
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        Statistics {
            documents: classes.get("Document").copied().unwrap_or_default(),
            accounts: self.count(&format!("{DL}Account"), None),
            quads: self.quads,
            classes,
        }
    }

    fn count(&self, class: &str, graph: Option<GraphNameRef<'_>>) -> usize {
        let Ok(class) = NamedNodeRef::new(class) else {
            return 0;
        };
        let property = format!("{RDF}type");
        self.inner
            .quads_for_pattern(
                None,
                Some(NamedNodeRef::new_unchecked(&property)),
                Some(TermRef::from(class)),
                graph,
            )
            .count()
    }
}
