//! A linked [`Graph`] into quads; what they look like is told in [`quads`](super).

use super::sink::Sink;
use super::{accounts, said, taxonomy};
use crate::document::{Document, PublishedFrom};
use crate::extract::account::Modality;
use crate::link::{Dossier, Event, Graph, Link, Node, Said, Thread};
use crate::ontology::{Answer, Ontology};
use crate::rdf::iri;
use crate::rdf::order;
use crate::rdf::vocabulary::{GEO, NIF, RDFS, SCHEMA, SKOS};
use crate::time::Interval;
use oxigraph::model::{Literal, NamedNode, Quad, QuadRef};
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

/// Events or links that make a part.
const TOGETHER: usize = 1024;

/// A part of what the documents tell together.
pub(super) enum Part<'g> {
    Events(Vec<&'g Event>),
    Links(Vec<&'g Link>),
    Rest,
}

impl<'g> Part<'g> {
    /// All parts of a graph; of events and links those whose ids are wanted.
    pub fn of(
        graph: &'g Graph,
        wanted: impl Fn(&str) -> bool + Send,
    ) -> impl Iterator<Item = Part<'g>> + Send {
        let (mut events, mut links) = (graph.events.values(), graph.links.iter());
        let parts = std::iter::from_fn(move || {
            let lot = events.by_ref().filter(|event| wanted(&event.id));
            let lot: Vec<&Event> = lot.take(TOGETHER).collect();
            if !lot.is_empty() {
                return Some(Part::Events(lot));
            }
            let lot = links.by_ref().filter(|link| wanted(&link.id()));
            let lot: Vec<&Link> = lot.take(TOGETHER).collect();
            (!lot.is_empty()).then_some(Part::Links(lot))
        });
        std::iter::once(Part::Rest).chain(parts)
    }

    pub fn tell(&self, sink: &mut Sink<'_>, graph: &Graph) {
        match self {
            Part::Events(events) => {
                let events = events.iter();
                events.for_each(|event| event_quads(sink, event, graph));
            }
            Part::Links(links) => links.iter().for_each(|link| link_quads(sink, link)),
            Part::Rest => rest(sink, graph),
        }
    }
}

/// What the documents tell together, and the ontology.
fn fused(sink: &mut Sink<'_>, graph: &Graph) {
    Part::of(graph, |_| true).for_each(|part| part.tell(sink, graph));
}

/// Nodes, threads and copies, what a person says of events, and the ontology.
fn rest(sink: &mut Sink<'_>, graph: &Graph) {
    for node in graph.nodes.values() {
        node_quads(sink, node);
    }
    for thread in &graph.threads {
        thread_quads(sink, thread, &graph.event_of);
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
pub(super) fn told(sink: &mut Sink<'_>, dossier: &Dossier, said: &BTreeMap<String, Said>) {
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

fn document_quads(sink: &mut Sink<'_>, document: &Document) {
    let node = sink.iris.node(&document.id);
    let class = iri::class(sink.ontology, "Document");
    sink.add(&node, iri::rdf_type(), class);
    sink.foreign(&node, "Document");
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
                let Interval { begin, end } = published.date;
                for (day, local) in [(begin, "publishedBegin"), (end, "publishedEnd")] {
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
    let said = sink.ontology.exact_matches.get(subject.as_str());
    for same in node.exact_match.iter().chain(said.into_iter().flatten()) {
        if let Ok(same) = NamedNode::new(same) {
            sink.add(&subject, iri::name(SKOS, "exactMatch"), same);
        }
    }
    for code in &node.codes {
        sink.text(&subject, iri::name(SKOS, "notation"), code);
    }
    if let Some((latitude, longitude)) = node.coordinates {
        for (local, degrees) in [("lat", latitude), ("long", longitude)] {
            if degrees.is_finite() {
                sink.decimal(&subject, iri::name(GEO, local), degrees.to_string());
            }
        }
    }
    if let Some(kilometres) = node.radius.filter(|radius| radius.is_finite()) {
        sink.decimal(&subject, iri::dl("radius", ""), kilometres.to_string());
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
        let most = merged.vague.as_ref().and_then(|vague| vague.max);
        let (best, least) = (Some(merged.best), Some(merged.min));
        let numbers = [
            ("", best),
            ("Min", least),
            ("Max", merged.max),
            ("ToldMax", most),
        ];
        sink.numbers(&subject, role, &numbers);
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

fn evidence_quads(sink: &mut Sink<'_>, subject: &NamedNode, score: f64, reasons: &[&str]) {
    sink.decimal(subject, iri::dl("score", ""), format!("{score:.2}"));
    for reason in reasons {
        sink.text(subject, iri::dl("reason", ""), reason);
    }
}

/// A statement and what it answers: between the accounts with its reasons, and between the statement and the event.
fn thread_quads(sink: &mut Sink<'_>, thread: &Thread, event_of: &BTreeMap<String, String>) {
    let subject = sink.iris.node(&thread.id());
    let class = iri::class(sink.ontology, "Thread");
    sink.add(&subject, iri::rdf_type(), class);
    let ids = [&thread.statement, &thread.told];
    let [statement, told] = ids.map(|id| sink.iris.node(id));
    sink.add(&subject, iri::dl("statement", ""), statement);
    sink.add(&subject, iri::dl("answered", ""), told);
    sink.text(&subject, iri::dl("answer", ""), thread.answer.name());
    evidence_quads(sink, &subject, thread.score, &thread.reasons);
    let [statement, told] = ids.map(|id| event_of.get(id).map(|e| sink.iris.node(e)));
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
