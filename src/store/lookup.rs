//! Single values of the store by pattern, for what needs no query.

use super::Store;
use crate::rdf::vocabulary::{DL, RDFS, SCHEMA};
use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term, TermRef,
};
use rustc_hash::FxHashSet;
use std::collections::{BTreeSet, VecDeque};
use std::sync::PoisonError;

impl Store {
    /// The name to show: of a node its label, of a document its headline, of a class or a role its word. Events have
    /// none.
    pub fn label(&self, iri: &str) -> Option<String> {
        let headline = || self.literal_of(iri, &format!("{SCHEMA}headline"));
        let label = self
            .literal_of(iri, &format!("{RDFS}label"))
            .or_else(headline);
        if label.is_some() {
            return label;
        }
        let (mut classes, mut roles) =
            (self.ontology.classes.values(), self.ontology.roles.values());
        let class = classes.find(|class| class.iri == iri);
        let class = class.map(|class| class.label.clone());
        class.or_else(|| Some(roles.find(|role| role.iri == iri)?.label.clone()))
    }

    /// The node and everything that is part of it, acts for it or lies within it, however deep; the node first, the
    /// rest sorted.
    pub fn parts(&self, iri: &str) -> Vec<String> {
        let (mut seen, mut next) = (FxHashSet::default(), VecDeque::from_iter(self.id(iri)));
        seen.extend(self.id(iri));
        let mut found = BTreeSet::new();
        while let Some(whole) = next.pop_front() {
            for property in ["partOf", "within"] {
                for part in self.index.subjects(&format!("{DL}{property}"), whole) {
                    if seen.insert(part) {
                        found.extend(self.iri(part));
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
        let mut objects: Vec<Term> = match graph {
            GraphNameRef::DefaultGraph => {
                let node = self.index.number(subject);
                let objects = node.map(|node| self.index.objects(node, property));
                let objects = objects.into_iter().flatten();
                objects.map_while(|id| self.index.term(id)).collect()
            }
            _ => {
                let node = NamedNodeRef::new_unchecked(subject).into();
                let quads = self.quads(Some(node), Some(property), None, Some(graph));
                quads.into_iter().map(|quad| quad.object).collect()
            }
        };
        if objects.len() > 1 {
            objects.sort_by_cached_key(|term| term.to_string());
        }
        objects
    }

    /// The quads of a pattern, in one graph or in all; of an endpoint those of the fused view, and of articles that were
    /// copied.
    pub(crate) fn quads(
        &self,
        subject: Option<TermRef<'_>>,
        property: Option<&str>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Vec<Quad> {
        let mut quads: Vec<Quad> = self.index.quads(subject, property, object, graph).collect();
        let fetched = self.fetched.lock().unwrap_or_else(PoisonError::into_inner);
        for index in fetched.values() {
            quads.extend(index.quads(subject, property, object, graph));
        }
        quads
    }

    /// The graphs of the store beside the fused view.
    pub(crate) fn graphs(&self) -> Vec<GraphName> {
        let graphs = self
            .index
            .graphs()
            .map_while(|graph| self.index.term(graph));
        graphs
            .filter_map(|graph| match graph {
                Term::NamedNode(graph) => Some(graph.into()),
                Term::BlankNode(graph) => Some(graph.into()),
                _ => None,
            })
            .collect()
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
        let object = self.index.number(object);
        let nodes = object.map(|object| self.index.subjects(property, object));
        let nodes = nodes.into_iter().flatten();
        nodes.filter_map(|id| self.iri(id)).collect()
    }

    /// All pairs of a property and a literal of a subject.
    pub(super) fn pairs(&self, subject: &str, graph: GraphNameRef<'_>) -> Vec<(NamedNode, Term)> {
        let subject = NamedNodeRef::new_unchecked(subject).into();
        let quads = self.quads(Some(subject), None, None, Some(graph));
        quads
            .into_iter()
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
