//! [`PropertyGraph`]: nodes and edges with attributes, as graph programs and graph databases take them.

use super::event::Event;
use super::nodes;
use crate::ontology::NAMESPACE;
use crate::query::about::{is_event, literal, text};
use crate::query::answer::Network;
use crate::rdf::vocabulary::{GEO, SCHEMA};
use crate::report::actors::Actors;
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Nodes and edges.
#[derive(Debug, Default)]
pub(super) struct PropertyGraph {
    /// Sorted by id.
    pub nodes: Vec<Node>,
    /// In a stable order.
    pub edges: Vec<Edge>,
}

/// A node; its id is its IRI.
#[derive(Debug)]
pub(super) struct Node {
    pub id: String,
    pub label: String,
    /// Local names of its class and of those above, the nearest first.
    pub classes: Vec<String>,
    pub attributes: BTreeMap<&'static str, Attribute>,
}

/// An edge between two nodes.
#[derive(Debug)]
pub(super) struct Edge {
    pub from: String,
    pub to: String,
    /// What joins them: a role, `part of`, or a kind of event.
    pub kind: String,
    pub directed: bool,
    /// How many articles, or events, join them.
    pub weight: usize,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute {
    Text(String),
    Whole(i64),
    Decimal(f64),
}

/// What a value of an attribute is, for headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Decimal,
    Day,
}

impl Kind {
    /// What XML formats call it; days are text there.
    pub fn in_xml(self) -> &'static str {
        match self {
            Kind::Whole => "long",
            Kind::Decimal => "double",
            Kind::Text | Kind::Day => "string",
        }
    }
}

/// All attributes of nodes, with their kinds.
pub(super) const ATTRIBUTES: &[(&str, Kind)] = &[
    ("begin", Kind::Day),
    ("displaced", Kind::Whole),
    ("end", Kind::Day),
    ("events", Kind::Whole),
    ("injured", Kind::Whole),
    ("injured_max", Kind::Whole),
    ("injured_min", Kind::Whole),
    ("injured_told", Kind::Text),
    ("killed", Kind::Whole),
    ("killed_max", Kind::Whole),
    ("killed_min", Kind::Whole),
    ("killed_told", Kind::Text),
    ("latitude", Kind::Decimal),
    ("longitude", Kind::Decimal),
    ("modality", Kind::Text),
    ("outlet", Kind::Text),
    ("published", Kind::Text),
    ("said", Kind::Text),
    ("url", Kind::Text),
];

impl Attribute {
    /// Its words.
    pub fn text(&self) -> String {
        match self {
            Attribute::Text(text) => text.clone(),
            Attribute::Whole(number) => number.to_string(),
            Attribute::Decimal(number) => number.to_string(),
        }
    }
}

impl PropertyGraph {
    /// All of a store: actors, places, things, events and articles; who fills which role, what is part of what, who tells it.
    pub fn whole(store: &Store) -> PropertyGraph {
        let mut graph = PropertyGraph::default();
        let mut articles = BTreeSet::new();
        for iri in nodes(store) {
            let mut node = Node::of(store, &iri);
            if is_event(store, &iri)
                && let Some(event) = Event::of(store, &iri)
            {
                node.event(&event);
                graph.event(&event);
                articles.extend(event.sources);
            }
            for (property, kind) in [
                ("actsFor", "acts for"),
                ("partOf", "part of"),
                ("within", "within"),
                ("near", "near"),
            ] {
                for whole in store.linked(&iri, &format!("{NAMESPACE}{property}")) {
                    let known = |edge: &Edge| edge.from == iri && edge.to == whole;
                    // Who acts for somebody is part of it, too.
                    if property != "partOf" || !graph.edges.iter().rev().take(8).any(known) {
                        graph.edges.push(Edge::of(&iri, &whole, kind, 1));
                    }
                }
            }
            graph.nodes.push(node);
        }
        let articles = articles.iter().map(|iri| Node::article(store, iri));
        graph.nodes.extend(articles);
        graph.finished(store)
    }

    /// Actors joined by events of an answer; an edge weighs as much as there are events.
    pub fn actors(store: &Store, actors: &Actors) -> PropertyGraph {
        let mut graph = PropertyGraph::default();
        for actor in &actors.nodes {
            let mut node = Node::of(store, &actor.iri);
            node.set("events", Some(Attribute::Whole(actor.events as i64)));
            graph.nodes.push(node);
        }
        graph.edges.extend(actors.edges.iter().map(|edge| Edge {
            directed: edge.directed,
            ..Edge::of(&edge.from, &edge.to, &edge.noun, edge.events.len())
        }));
        graph.finished(store)
    }

    /// What `| graph` shows.
    pub fn network(store: &Store, network: &Network) -> PropertyGraph {
        let mut graph = PropertyGraph::default();
        for shown in &network.nodes {
            let mut node = Node::of(store, &shown.iri);
            node.label = shown.label.clone();
            if let Some(event) = Event::of(store, &shown.iri) {
                node.event(&event);
            }
            graph.nodes.push(node);
        }
        let edges = network.edges.iter();
        let edges = edges.map(|edge| Edge::of(&edge.from, &edge.to, &edge.label, 1));
        graph.edges.extend(edges);
        graph.finished(store)
    }

    fn event(&mut self, event: &Event) {
        let mut join = |to: &String, kind: &str, weight: usize| {
            self.edges.push(Edge::of(&event.iri, to, kind, weight));
        };
        for role in event.roles.values() {
            for filler in &role.fillers {
                join(filler, &role.label, event.sources.len().max(1));
            }
        }
        for source in &event.sources {
            join(source, "source", 1);
        }
    }

    /// Edges lead to nodes that are there, and all is sorted.
    fn finished(mut self, store: &Store) -> PropertyGraph {
        let known: BTreeSet<String> = self.nodes.iter().map(|node| node.id.clone()).collect();
        let ends = self.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        let missing: BTreeSet<String> = ends.filter(|id| !known.contains(*id)).cloned().collect();
        let missing = missing.iter().map(|iri| Node::of(store, iri));
        self.nodes.extend(missing);
        self.nodes.sort_by(|a, b| a.id.cmp(&b.id));
        self.edges
            .sort_by(|a, b| (&a.from, &a.kind, &a.to).cmp(&(&b.from, &b.kind, &b.to)));
        self
    }
}

impl Edge {
    /// From one node to another.
    fn of(from: &str, to: &str, kind: &str, weight: usize) -> Edge {
        Edge {
            from: from.to_string(),
            to: to.to_string(),
            kind: kind.to_string(),
            directed: true,
            weight,
        }
    }
}

impl Node {
    fn of(store: &Store, iri: &str) -> Node {
        let kind = store.kind(iri).unwrap_or_default();
        let lineage = store.ontology().lineage(&kind);
        let mut node = Node {
            id: iri.to_string(),
            label: crate::report::headline(store, iri),
            classes: lineage.into_iter().map(str::to_string).collect(),
            attributes: BTreeMap::new(),
        };
        for (name, axis) in [("latitude", "lat"), ("longitude", "long")] {
            let degrees = literal(store, iri, &format!("{GEO}{axis}"));
            let degrees = degrees.and_then(|degrees| degrees.parse().ok());
            node.set(name, degrees.map(Attribute::Decimal));
        }
        let modality = text(store, iri, "modality");
        node.set("modality", modality.map(Attribute::Text));
        node
    }

    fn article(store: &Store, iri: &str) -> Node {
        let source = store.document(iri);
        let name = || literal(store, iri, &format!("{SCHEMA}name"));
        let mut node = Node {
            id: iri.to_string(),
            label: source.title.clone().or_else(name).unwrap_or_default(),
            classes: vec!["Document".to_string()],
            attributes: BTreeMap::new(),
        };
        let days = source.published.as_ref().map(crate::output::days);
        node.set("outlet", source.publisher.map(Attribute::Text));
        node.set("published", days.map(Attribute::Text));
        node.set("url", source.url.map(Attribute::Text));
        node
    }

    fn event(&mut self, event: &Event) {
        let days = event.days.unwrap_or_default();
        for (name, day) in [("begin", days.begin), ("end", days.end)] {
            self.set(name, day.map(|day| Attribute::Text(day.to_string())));
        }
        for (role, number) in &event.numbers {
            let told = number.words.clone().map(Attribute::Text);
            for (suffix, value) in [
                ("", number.best.map(Attribute::Whole)),
                ("_min", number.least.map(Attribute::Whole)),
                ("_max", number.most.map(Attribute::Whole)),
                ("_told", told),
            ] {
                let name = format!("{role}{suffix}");
                let known = ATTRIBUTES.iter().find(|(known, _)| *known == name);
                if let Some((name, _)) = known {
                    self.set(name, value);
                }
            }
        }
        let said = event.said.as_ref();
        self.set(
            "said",
            said.map(|(words, _)| Attribute::Text(words.clone())),
        );
    }

    /// Sets an attribute where its value is known.
    fn set(&mut self, name: &'static str, value: Option<Attribute>) {
        if let Some(value) = value {
            self.attributes.insert(name, value);
        }
    }

    /// Local name of its class.
    pub fn class(&self) -> &str {
        self.classes.first().map_or("", String::as_str)
    }
}
