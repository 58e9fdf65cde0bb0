//! Single values of the store by pattern, for what needs no query.

use super::Store;
use crate::rdf::vocabulary::{DL, RDFS, SCHEMA};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term};
use std::collections::{BTreeSet, VecDeque};

impl Store {
    /// The name to show: of a node its label, of a document its headline, of a class or a role its word. Events have
    /// none.
    pub fn label(&self, iri: &str) -> Option<String> {
        if let Some(label) = self
            .text(iri, &format!("{RDFS}label"), GraphNameRef::DefaultGraph)
            .or_else(|| {
                self.text(
                    iri,
                    &format!("{SCHEMA}headline"),
                    GraphNameRef::DefaultGraph,
                )
            })
        {
            return Some(label);
        }
        let ontology = self.ontology();
        let class = ontology.classes.values().find(|class| class.iri == iri);
        let role = ontology.roles.values().find(|role| role.iri == iri);
        class
            .map(|class| class.label.clone())
            .or_else(|| role.map(|role| role.label.clone()))
    }

    /// The node and everything that is part of it, acts for it or lies within it, however deep; the node first, the
    /// rest sorted.
    pub fn parts(&self, iri: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut next = VecDeque::from([iri.to_string()]);
        while let Some(whole) = next.pop_front() {
            for property in ["partOf", "within"] {
                for part in self.subjects(&format!("{DL}{property}"), &whole) {
                    if part != iri && found.insert(part.clone()) {
                        next.push_back(part);
                    }
                }
            }
        }
        [iri.to_string()].into_iter().chain(found).collect()
    }

    /// Objects of a property, sorted by their text.
    pub(super) fn objects(
        &self,
        subject: &str,
        property: &str,
        graph: GraphNameRef<'_>,
    ) -> Vec<Term> {
        let (Ok(node), Ok(role)) = (NamedNodeRef::new(subject), NamedNodeRef::new(property)) else {
            return Vec::new();
        };
        // The fused view does not change; an article's graph may be fetched later.
        let mut objects: Vec<Term> = match graph {
            GraphNameRef::DefaultGraph => self.index.objects(subject, property).cloned().collect(),
            _ => self
                .inner
                .quads_for_pattern(Some(node.into()), Some(role), None, Some(graph))
                .flatten()
                .map(|quad| quad.object)
                .collect(),
        };
        objects.sort_by_cached_key(|term| term.to_string());
        objects
    }

    /// IRIs that are objects of a property.
    pub(super) fn nodes(
        &self,
        subject: &str,
        property: &str,
        graph: GraphNameRef<'_>,
    ) -> Vec<String> {
        self.objects(subject, property, graph)
            .into_iter()
            .filter_map(|term| match term {
                Term::NamedNode(node) => Some(node.into_string()),
                _ => None,
            })
            .collect()
    }

    /// The first literal of a property.
    pub(super) fn text(
        &self,
        subject: &str,
        property: &str,
        graph: GraphNameRef<'_>,
    ) -> Option<String> {
        self.objects(subject, property, graph)
            .into_iter()
            .find_map(|term| match term {
                Term::Literal(literal) => Some(literal.destruct().0),
                _ => None,
            })
    }

    /// The first whole number of a property.
    pub(super) fn number(
        &self,
        subject: &str,
        property: &str,
        graph: GraphNameRef<'_>,
    ) -> Option<usize> {
        self.text(subject, property, graph)?.parse().ok()
    }

    /// Subjects of a property in the fused view.
    pub(super) fn subjects(&self, property: &str, object: &str) -> Vec<String> {
        let nodes = self.index.subjects(property, object);
        nodes
            .filter_map(|id| self.iri(id))
            .map(str::to_string)
            .collect()
    }

    /// All pairs of a property and a literal of a subject.
    pub(super) fn pairs(&self, subject: &str, graph: GraphNameRef<'_>) -> Vec<(NamedNode, Term)> {
        let Ok(subject) = NamedNodeRef::new(subject) else {
            return Vec::new();
        };
        self.inner
            .quads_for_pattern(
                Some(NamedOrBlankNodeRef::from(subject)),
                None,
                None,
                Some(graph),
            )
            .flatten()
            .map(|quad| (quad.predicate, quad.object))
            .collect()
    }
}

/// The text of a literal.
pub(super) fn literal(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(Literal::value(literal)),
        _ => None,
    }
}
