//! Actors, joined by what they did to each other and with each other.

use crate::ontology::{Role, RoleKind};
use crate::query::about::{is_a, is_event};
use crate::query::answer::Network;
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Nodes of `| graph` that are drawn.
const DRAWN: usize = 120;

/// The actors of some events, and what joins them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actors {
    /// Those with most events first.
    pub nodes: Vec<Actor>,
    /// By their ends and their kind.
    pub edges: Vec<Joint>,
    /// How many actors were left out.
    pub more: usize,
}

/// An actor with how many of the events it took part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Local name of its class.
    pub class: String,
    /// The word for it.
    pub noun: String,
    /// In how many of the events it took part.
    pub events: usize,
}

/// What joins two actors: events of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joint {
    /// IRI of the one who did it, or of either.
    pub from: String,
    /// IRI of the one to whom it was done, or of the other.
    pub to: String,
    /// Local name of the class of the events.
    pub kind: String,
    /// The word for it.
    pub noun: String,
    /// Whether it was done by the one to the other; otherwise they did it together.
    pub directed: bool,
    /// IRIs of the events.
    pub events: Vec<String>,
}

impl Actors {
    /// The actors of these events.
    pub fn of(store: &Store, events: &BTreeSet<String>) -> Actors {
        let roles = roles(store);
        let mut edges: BTreeMap<(String, String, String, bool), Joint> = BTreeMap::new();
        let mut weight: BTreeMap<String, usize> = BTreeMap::new();
        for event in events {
            let (mut does, mut suffers, mut both) =
                (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            for role in &roles {
                let fillers = store.linked(event, &role.property).into_iter();
                let fillers = fillers.filter(|id| is_a(store, id, "Actor"));
                match (role.symmetric, role.prepositions.iter().any(|p| p == "by")) {
                    (true, _) => both.extend(fillers),
                    (false, true) => does.extend(fillers),
                    (false, false) => suffers.extend(fillers),
                }
            }
            let kind = store.kind(event).unwrap_or_default();
            let mut join = |from: &String, to: &String, directed: bool| {
                if from != to {
                    let key = (from.clone(), to.clone(), kind.clone(), directed);
                    let edge = edges.entry(key).or_insert_with(|| Joint {
                        from: from.clone(),
                        to: to.clone(),
                        kind: kind.clone(),
                        noun: store.ontology().noun(&kind).to_string(),
                        directed,
                        events: Vec::new(),
                    });
                    edge.events.push(event.clone());
                }
            };
            for from in &does {
                for to in suffers.iter().chain(&both) {
                    join(from, to, true);
                }
            }
            for from in &both {
                for to in both.range::<String, _>(from..).skip(1) {
                    join(from, to, false);
                }
            }
            let all: BTreeSet<&String> = does.iter().chain(&suffers).chain(&both).collect();
            for actor in all {
                *weight.entry(actor.clone()).or_default() += 1;
            }
        }
        let mut nodes: Vec<Actor> = weight
            .into_iter()
            .map(|(iri, events)| {
                let class = store.kind(&iri).unwrap_or_default();
                Actor {
                    label: store.label(&iri).unwrap_or_else(|| iri.clone()),
                    noun: store.ontology().noun(&class).to_string(),
                    class,
                    iri,
                    events,
                }
            })
            .collect();
        nodes.sort_by(|a, b| b.events.cmp(&a.events).then(a.iri.cmp(&b.iri)));
        Actors {
            nodes,
            edges: edges.into_values().collect(),
            more: 0,
        }
    }

    /// The nodes and edges of `| graph`, whatever they are.
    pub fn drawn(network: &Network, store: &Store) -> Actors {
        let nodes = network.nodes.iter().map(|node| Actor {
            iri: node.iri.clone(),
            label: node.label.clone(),
            noun: store.ontology().noun(&node.class).to_string(),
            class: node.class.clone(),
            events: network
                .edges
                .iter()
                .filter(|edge| edge.from == node.iri || edge.to == node.iri)
                .count(),
        });
        let edges = network.edges.iter().map(|edge| Joint {
            from: edge.from.clone(),
            to: edge.to.clone(),
            kind: edge.label.clone(),
            noun: edge.label.clone(),
            directed: true,
            events: vec![edge.from.clone()],
        });
        let mut all = Actors {
            nodes: nodes.collect(),
            edges: edges.collect(),
            more: 0,
        };
        all.nodes
            .sort_by(|a, b| b.events.cmp(&a.events).then(a.iri.cmp(&b.iri)));
        all.most(DRAWN, None)
    }

    /// The same without those that nothing joins to another.
    #[must_use]
    pub fn joined(mut self) -> Actors {
        let ends = self.edges.iter().flat_map(|edge| [&edge.from, &edge.to]);
        let ends: BTreeSet<&String> = ends.collect();
        self.nodes.retain(|actor| ends.contains(&actor.iri));
        self
    }

    /// The same with at most so many actors: those with most events, and `always` in any case, which comes first.
    #[must_use]
    pub fn most(mut self, most: usize, always: Option<&str>) -> Actors {
        if let Some(always) = always {
            self.nodes.sort_by_key(|actor| actor.iri != always);
        }
        self.more += self.nodes.len().saturating_sub(most);
        self.nodes.truncate(most);
        let kept: BTreeSet<&String> = self.nodes.iter().map(|actor| &actor.iri).collect();
        self.edges
            .retain(|edge| kept.contains(&edge.from) && kept.contains(&edge.to));
        self
    }
}

/// The events among nodes; where there are none, those of the actors among them.
pub fn events_of(store: &Store, nodes: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let (events, others): (BTreeSet<String>, BTreeSet<String>) =
        nodes.into_iter().partition(|node| is_event(store, node));
    if !events.is_empty() {
        return events;
    }
    let others = others.iter();
    others.flat_map(|actor| events_with(store, actor)).collect()
}

/// The events in which an actor takes part.
pub fn events_with(store: &Store, actor: &str) -> BTreeSet<String> {
    let roles = roles(store).into_iter();
    roles
        .flat_map(|role| store.holders(&role.property, actor))
        .collect()
}

/// Roles that an actor may fill; who only was at the same place is not joined.
fn roles(store: &Store) -> Vec<&Role> {
    let ontology = store.ontology();
    let joins = |role: &&Role| {
        role.kind == RoleKind::Node && role.range.iter().any(|range| ontology.is_a(range, "Actor"))
    };
    ontology.roles.values().filter(joins).collect()
}
