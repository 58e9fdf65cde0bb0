//! Who is joined to whom, for paths and for counts: straight from the index, since every link is asked for.

use super::Store;
use super::index::Id;
use crate::network::Network;
use crate::ontology::{NAMESPACE, RoleKind};
use oxigraph::model::Term;
use std::collections::BTreeSet;

impl Store {
    /// Events with those who take part in them, and parts with their wholes. Made when it is first asked for.
    pub(crate) fn network(&self) -> &Network {
        self.network.get_or_init(|| {
            let mut network = Network::default();
            let mut fillers = BTreeSet::new();
            for role in self.ontology.roles.values() {
                // Who only was at the same place is not joined.
                let joins = role.kind == RoleKind::Node
                    && role.range.iter().any(|r| self.ontology.is_a(r, "Actor"));
                if joins {
                    for (event, filler) in self.sorted_links(&role.property) {
                        network.add_role(&event, &role.name, &filler);
                        fillers.insert(filler);
                    }
                }
            }
            for (part, whole) in self.sorted_links(&format!("{NAMESPACE}partOf")) {
                network.add_part(&part, &whole);
                // "Turkish people", unlike "people", are somebody's.
                fillers.remove(&part);
            }
            let named = |iri: &str| {
                let label = self.label(iri);
                label.is_none_or(|label| label.contains(char::is_uppercase))
            };
            for filler in fillers.iter().filter(|filler| !named(filler)) {
                network.add_common(filler);
            }
            network
        })
    }

    /// The pairs of nodes that a property of the fused view joins, sorted.
    fn sorted_links(&self, property: &str) -> Vec<(String, String)> {
        let pairs = self.links(property);
        let mut pairs: Vec<(String, String)> = pairs
            .filter_map(|(a, b)| Some((self.iri(a)?, self.iri(b)?)))
            .collect();
        pairs.sort_unstable();
        pairs
    }

    /// A value of a property of a node in the fused view.
    pub(crate) fn object(&self, node: &str, property: &str) -> Option<Term> {
        let object = self.index.objects(self.id(node)?, property).next()?;
        self.index.term(object)
    }

    /// Subjects and objects of a property of the fused view, by number.
    pub(crate) fn links(&self, property: &str) -> impl Iterator<Item = (Id, Id)> {
        self.index.links(property)
    }

    /// The number of a node.
    pub(crate) fn id(&self, iri: &str) -> Option<Id> {
        self.index.number(iri)
    }

    /// The IRI of a node by its number.
    pub(crate) fn iri(&self, id: Id) -> Option<String> {
        self.index.iri(id)
    }

    /// A literal by its number.
    pub(crate) fn literal(&self, id: Id) -> Option<String> {
        match self.index.term(id)? {
            Term::Literal(literal) => Some(literal.destruct().0),
            _ => None,
        }
    }
}
