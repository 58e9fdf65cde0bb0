//! [`Sink`]: where quads go.

use crate::extract::account::PartRelation;
use crate::ontology::{Ontology, RoleKind};
use crate::rdf::iri::{self, Iris};
use crate::time::Interval;
use jiff::civil::Date;
use oxigraph::model::{GraphName, Literal, NamedNode, QuadRef, Term};

/// Gives on quads of one graph at a time.
pub(super) struct Sink<'a> {
    pub ontology: &'a Ontology,
    pub iris: Iris,
    /// The graph that quads go to.
    pub graph: GraphName,
    pub each: &'a mut dyn FnMut(QuadRef<'_>),
}

impl<'a> Sink<'a> {
    pub fn new(
        ontology: &'a Ontology,
        base: &str,
        each: &'a mut dyn FnMut(QuadRef<'_>),
    ) -> Sink<'a> {
        Sink {
            ontology,
            iris: Iris::new(base),
            graph: GraphName::DefaultGraph,
            each,
        }
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        let (object, graph) = (object.into(), self.graph.as_ref());
        (self.each)(QuadRef::new(subject, &predicate, &object, graph));
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: NamedNode, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    pub fn integer(&mut self, subject: &NamedNode, predicate: NamedNode, number: u64) {
        let literal = Literal::new_typed_literal(number.to_string(), iri::xsd("integer"));
        self.add(subject, predicate, literal);
    }

    pub fn date(&mut self, subject: &NamedNode, predicate: NamedNode, date: Date) {
        let literal = Literal::new_typed_literal(date.to_string(), iri::xsd("date"));
        self.add(subject, predicate, literal);
    }

    /// A number with a point, as its digits stand.
    pub fn decimal(&mut self, subject: &NamedNode, predicate: NamedNode, digits: String) {
        let literal = Literal::new_typed_literal(digits, iri::xsd("decimal"));
        self.add(subject, predicate, literal);
    }

    /// The numbers that are told for a role, each under its suffix; what is not known is left out.
    pub fn numbers(&mut self, subject: &NamedNode, role: &str, numbers: &[(&str, Option<u64>)]) {
        for (suffix, number) in numbers {
            if let Some(number) = number {
                let predicate = iri::property(self.ontology, role, suffix);
                self.integer(subject, predicate, *number);
            }
        }
    }

    /// `…Begin` and `…End` of a property; open ends are left out.
    pub fn interval(&mut self, subject: &NamedNode, name: &str, interval: &Interval) {
        for (day, suffix) in [(interval.begin, "Begin"), (interval.end, "End")] {
            if let Some(day) = day {
                let predicate = iri::property(self.ontology, name, suffix);
                self.date(subject, predicate, day);
            }
        }
    }

    pub fn content(&mut self, subject: &NamedNode, words: &str, direct: bool) {
        let predicate = iri::property(self.ontology, "content", "");
        self.text(subject, predicate, words);
        self.add(subject, iri::dl("direct", ""), Literal::from(direct));
    }

    pub fn kind(&mut self, subject: &NamedNode, class: &str) {
        let class = iri::class(self.ontology, class);
        self.add(subject, iri::dl("kind", ""), class);
    }

    pub fn is_text(&self, role: &str) -> bool {
        let role = self.ontology.roles.get(role);
        role.is_some_and(|role| role.kind == RoleKind::Text)
    }

    /// What a node is part of, acts for or lies in.
    pub fn whole(&mut self, part: &NamedNode, relation: PartRelation, whole: &str) {
        let whole = self.iris.node(whole);
        let property = match relation {
            PartRelation::PartOf => "partOf",
            PartRelation::ActsFor => {
                // The superproperty is written too, so that one pattern finds both.
                self.add(part, iri::dl("partOf", ""), whole.clone());
                "actsFor"
            }
            PartRelation::Within => "within",
            PartRelation::Presumed => {
                self.add(part, iri::dl("within", ""), whole.clone());
                "presumedWithin"
            }
            PartRelation::Near => "near",
        };
        self.add(part, iri::dl(property, ""), whole);
    }

    /// The class and all its superclasses in the ontology.
    pub fn types(&mut self, subject: &NamedNode, class: &str) {
        let ontology = self.ontology;
        let lineage = ontology.lineage(class);
        if lineage.is_empty() {
            self.add(subject, iri::rdf_type(), iri::class(ontology, class));
        }
        for name in lineage {
            self.add(subject, iri::rdf_type(), iri::class(ontology, name));
        }
        self.foreign(subject, class);
        self.kind(subject, class);
    }

    /// The classes of other vocabularies that a class is below, so that who knows only these finds its nodes.
    pub fn foreign(&mut self, subject: &NamedNode, class: &str) {
        let ontology = self.ontology;
        for above in ontology.foreign(class) {
            if let Ok(above) = NamedNode::new(above) {
                self.add(subject, iri::rdf_type(), above);
            }
        }
    }
}
