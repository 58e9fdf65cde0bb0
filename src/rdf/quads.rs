//! A linked [`Graph`] into quads; what they look like is told in [`rdf`](super).

use super::iri::{self, Iris};
use super::vocabulary::{GEO, NIF, RDFS, SCHEMA, SKOS};
use super::{accounts, order, said, taxonomy};
use crate::document::{Document, PublishedFrom};
use crate::extract::account::{Modality, PartRelation};
use crate::link::{Dossier, Event, Graph, Link, Node, Said, Thread};
use crate::ontology::{Answer, Ontology, RoleKind};
use crate::time::Interval;
use jiff::civil::Date;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, QuadRef, Term};
use std::collections::BTreeMap;

/// The quads of a graph, sorted and without repetitions.
pub fn quads(graph: &Graph, ontology: &Ontology, base: &str) -> Vec<Quad> {
    let mut quads = Vec::new();
    each_quad(graph, ontology, base, &mut |quad| {
        quads.push(quad.into_owned());
    });
    order::sort(&mut quads);
    quads
}

/// Gives the quads of a graph one after the other, in no order, and some more than once: nobody has to hold all of them.
pub fn each_quad(
    graph: &Graph,
    ontology: &Ontology,
    base: &str,
    each: &mut dyn FnMut(QuadRef<'_>),
) {
    let mut sink = Sink::new(ontology, base, each);
    fused(&mut sink, graph);
    for dossier in &graph.dossiers {
        told(&mut sink, dossier, &graph.said);
    }
}

/// As [`each_quad`], of a graph that is not needed any more: what has been given is dropped. `after` is called after
/// each document.
pub(crate) fn each_quad_once(
    mut graph: Graph,
    ontology: &Ontology,
    base: &str,
    each: &mut dyn FnMut(QuadRef<'_>),
    mut after: impl FnMut(),
) {
    let dossiers = std::mem::take(&mut graph.dossiers);
    let mut sink = Sink::new(ontology, base, each);
    fused(&mut sink, &graph);
    let said = graph.said;
    drop((graph.nodes, graph.events, graph.links, graph.threads));
    for dossier in dossiers {
        told(&mut sink, &dossier, &said);
        after();
    }
}

/// What the documents tell together, and the ontology.
fn fused(sink: &mut Sink<'_>, graph: &Graph) {
    for node in graph.nodes.values() {
        node_quads(sink, node);
    }
    for event in graph.events.values() {
        event_quads(sink, event, graph);
    }
    for link in &graph.links {
        link_quads(sink, link);
    }
    let event_of: BTreeMap<&str, &str> = graph
        .events
        .values()
        .flat_map(|event| {
            event
                .accounts
                .iter()
                .map(|a| (a.as_str(), event.id.as_str()))
        })
        .collect();
    for thread in &graph.threads {
        thread_quads(sink, thread, &event_of);
    }
    for (copy, of) in &graph.copies {
        let (copy, of) = (sink.iris.node(copy), sink.iris.node(of));
        sink.add(&copy, iri::dl("copyOf", ""), of);
    }
    said::of_events(sink, graph);
    for quad in taxonomy::quads(sink.ontology) {
        (sink.each)(quad.as_ref());
    }
}

/// What one document tells.
fn told(sink: &mut Sink<'_>, dossier: &Dossier, said: &BTreeMap<String, Said>) {
    document_quads(sink, &dossier.document);
    accounts::quads(sink, dossier, accounts::Nodes::Linked);
    said::of_accounts(sink, dossier, said);
}

/// The quads of one document before linking: its named graph, in which the nodes are described too, and its
/// metadata in the default graph.
pub fn dossier_quads(dossier: &Dossier, ontology: &Ontology, base: &str) -> Vec<Quad> {
    let mut quads = Vec::new();
    let mut each = |quad: QuadRef<'_>| quads.push(quad.into_owned());
    let mut sink = Sink::new(ontology, base, &mut each);
    document_quads(&mut sink, &dossier.document);
    accounts::quads(&mut sink, dossier, accounts::Nodes::Described);
    order::sort(&mut quads);
    quads
}

/// Gives on quads of one graph at a time.
pub(super) struct Sink<'a> {
    pub ontology: &'a Ontology,
    pub iris: Iris,
    /// The graph that quads go to.
    pub graph: GraphName,
    each: &'a mut dyn FnMut(QuadRef<'_>),
}

impl<'a> Sink<'a> {
    fn new(ontology: &'a Ontology, base: &str, each: &'a mut dyn FnMut(QuadRef<'_>)) -> Sink<'a> {
        Sink {
            ontology,
            iris: Iris::new(base),
            graph: GraphName::DefaultGraph,
            each,
        }
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        let object = object.into();
        (self.each)(QuadRef::new(
            subject,
            &predicate,
            &object,
            self.graph.as_ref(),
        ));
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: NamedNode, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    pub fn integer(&mut self, subject: &NamedNode, predicate: NamedNode, number: u64) {
        self.add(
            subject,
            predicate,
            Literal::new_typed_literal(number.to_string(), iri::xsd("integer")),
        );
    }

    fn date(&mut self, subject: &NamedNode, predicate: NamedNode, date: Date) {
        self.add(
            subject,
            predicate,
            Literal::new_typed_literal(date.to_string(), iri::xsd("date")),
        );
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
        self.ontology
            .roles
            .get(role)
            .is_some_and(|r| r.kind == RoleKind::Text)
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
    fn types(&mut self, subject: &NamedNode, class: &str) {
        let ontology = self.ontology;
        let lineage = ontology.lineage(class);
        if lineage.is_empty() {
            self.add(subject, iri::rdf_type(), iri::class(ontology, class));
        }
        for name in lineage {
            self.add(subject, iri::rdf_type(), iri::class(ontology, name));
        }
        self.kind(subject, class);
    }
}

fn document_quads(sink: &mut Sink<'_>, document: &Document) {
    let node = sink.iris.node(&document.id);
    let class = iri::class(sink.ontology, "Document");
    sink.add(&node, iri::rdf_type(), class);
    sink.text(&node, iri::name(SCHEMA, "name"), &document.name());
    for (local, value) in [
        ("headline", &document.title),
        ("publisher", &document.publisher),
        ("author", &document.author),
        ("url", &document.url),
        ("inLanguage", &document.language),
    ] {
        if let Some(value) = value {
            sink.text(&node, iri::name(SCHEMA, local), value);
        }
    }
    for (local, value) in [
        ("sha256", &document.sha256),
        ("sourceFile", &document.source),
    ] {
        if !value.is_empty() {
            sink.text(&node, iri::dl(local, ""), value);
        }
    }
    if let Some(published) = &document.published {
        match published.day() {
            Some(day) => sink.date(&node, iri::name(SCHEMA, "datePublished"), day),
            None => {
                for (day, local) in [
                    (published.date.begin, "publishedBegin"),
                    (published.date.end, "publishedEnd"),
                ] {
                    if let Some(day) = day {
                        sink.date(&node, iri::dl(local, ""), day);
                    }
                }
            }
        }
        let from = match published.from {
            PublishedFrom::Metadata => "metadata",
            PublishedFrom::Text => "text",
            PublishedFrom::Inferred => "inferred",
            PublishedFrom::Story => "story",
        };
        sink.text(&node, iri::dl("publishedFrom", ""), from);
    }
    if !document.text.is_empty() {
        sink.text(&node, iri::name(NIF, "isString"), &document.text);
    }
}

fn node_quads(sink: &mut Sink<'_>, node: &Node) {
    let subject = sink.iris.node(&node.id);
    sink.types(&subject, &node.class);
    sink.text(&subject, iri::name(RDFS, "label"), &node.label);
    for alias in node.aliases.iter().filter(|alias| **alias != node.label) {
        sink.text(&subject, iri::name(SKOS, "altLabel"), alias);
    }
    for (relation, whole) in &node.wholes {
        sink.whole(&subject, *relation, whole);
    }
    for office in &node.offices {
        sink.text(&subject, iri::dl("office", ""), office);
    }
    if let Some(same) = node.exact_match.as_deref()
        && let Ok(same) = NamedNode::new(same)
    {
        sink.add(&subject, iri::name(SKOS, "exactMatch"), same);
    }
    if let Some((latitude, longitude)) = node.coordinates {
        for (local, degrees) in [("lat", latitude), ("long", longitude)] {
            if degrees.is_finite() {
                let literal = Literal::new_typed_literal(degrees.to_string(), iri::xsd("decimal"));
                sink.add(&subject, iri::name(GEO, local), literal);
            }
        }
    }
    if let Some(kilometres) = node.radius.filter(|radius| radius.is_finite()) {
        let literal = Literal::new_typed_literal(kilometres.to_string(), iri::xsd("decimal"));
        sink.add(&subject, iri::dl("radius", ""), literal);
    }
}

fn event_quads(sink: &mut Sink<'_>, event: &Event, graph: &Graph) {
    let subject = sink.iris.node(&event.id);
    if event.modality == Modality::Asserted {
        sink.types(&subject, &event.class);
    } else {
        let prospect = iri::class(sink.ontology, "Prospect");
        sink.add(&subject, iri::rdf_type(), prospect);
        sink.kind(&subject, &event.class);
    }
    for (role, fillers) in &event.roles {
        let predicate = iri::property(sink.ontology, role, "");
        for filler in fillers {
            if sink.is_text(role) {
                let words = graph.nodes.get(filler).map_or(filler, |node| &node.label);
                sink.text(&subject, predicate.clone(), words);
            } else {
                let object = sink.iris.node(filler);
                sink.add(&subject, predicate.clone(), object);
            }
        }
    }
    let confidence = event.confidence.iter().map(|merged| ("confidence", merged));
    let told = event.quantities.iter();
    let told = told.map(|(role, merged)| (role.as_str(), merged));
    for (role, merged) in told.chain(confidence) {
        for (suffix, number) in [
            ("", Some(merged.best)),
            ("Min", Some(merged.min)),
            ("Max", merged.max),
            ("ToldMax", merged.vague.as_ref().and_then(|vague| vague.max)),
        ] {
            if let Some(number) = number {
                let predicate = iri::property(sink.ontology, role, suffix);
                sink.integer(&subject, predicate, number);
            }
        }
        if let Some(vague) = &merged.vague {
            let predicate = iri::property(sink.ontology, role, "Told");
            sink.text(&subject, predicate, &vague.words);
        }
    }
    if let Some(date) = &event.date {
        sink.interval(&subject, "date", date);
    }
    if let Some((words, direct)) = &event.content {
        sink.content(&subject, words, *direct);
    }
    for role in &event.disputed {
        let property = iri::property(sink.ontology, role, "");
        sink.add(&subject, iri::dl("disputes", ""), property);
    }
    sink.text(&subject, iri::dl("modality", ""), event.modality.name());
    for (ids, local) in [
        (&event.accounts, "account"),
        (&event.documents, "source"),
        (&event.origins, "origin"),
    ] {
        for id in ids {
            let object = sink.iris.node(id);
            sink.add(&subject, iri::dl(local, ""), object);
        }
    }
    for id in event.replaces() {
        let object = sink.iris.node(&id);
        sink.add(&subject, iri::dl("replaces", ""), object);
    }
}

/// A link is a node of its own, so that its score and reasons can be asked for.
fn link_quads(sink: &mut Sink<'_>, link: &Link) {
    let subject = sink.iris.node(&link.id());
    let class = iri::class(sink.ontology, "Link");
    sink.add(&subject, iri::rdf_type(), class);
    for id in [&link.a, &link.b] {
        let object = sink.iris.node(id);
        sink.add(&subject, iri::dl("links", ""), object);
    }
    evidence_quads(sink, &subject, link.score, &link.reasons);
    for (local, value) in [("accepted", link.accepted), ("decided", link.decided)] {
        sink.add(&subject, iri::dl(local, ""), Literal::from(value));
    }
}

fn evidence_quads(sink: &mut Sink<'_>, subject: &NamedNode, score: f64, reasons: &[String]) {
    let score = Literal::new_typed_literal(format!("{score:.2}"), iri::xsd("decimal"));
    sink.add(subject, iri::dl("score", ""), score);
    for reason in reasons {
        sink.text(subject, iri::dl("reason", ""), reason);
    }
}

/// A statement and what it answers: between the accounts with its reasons, and between the statement and the event.
fn thread_quads(sink: &mut Sink<'_>, thread: &Thread, event_of: &BTreeMap<&str, &str>) {
    let subject = sink.iris.node(&thread.id());
    let class = iri::class(sink.ontology, "Thread");
    sink.add(&subject, iri::rdf_type(), class);
    let ids = [&thread.statement, &thread.told];
    let [statement, told] = ids.map(|id| sink.iris.node(id));
    sink.add(&subject, iri::dl("statement", ""), statement);
    sink.add(&subject, iri::dl("answered", ""), told);
    sink.text(&subject, iri::dl("answer", ""), thread.answer.name());
    evidence_quads(sink, &subject, thread.score, &thread.reasons);
    let [statement, told] = ids.map(|id| event_of.get(id.as_str()).map(|e| sink.iris.node(e)));
    let (Some(statement), Some(told)) = (statement, told) else {
        return;
    };
    let (does, done, whom) = match thread.answer {
        Answer::Denies | Answer::Rejects => ("denies", "deniedBy", None),
        Answer::Claims => ("claims", "claimedIn", Some("claimedBy")),
        Answer::Blames => ("blames", "blamedIn", Some("blamedOn")),
    };
    sink.add(&statement, iri::dl(does, ""), told.clone());
    sink.add(&told, iri::dl(done, ""), statement);
    for id in &thread.whom {
        let actor = sink.iris.node(id);
        if let Some(whom) = whom {
            sink.add(&told, iri::dl(whom, ""), actor);
        }
    }
}
