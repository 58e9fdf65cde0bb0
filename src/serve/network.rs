//! `/api/network`: actors, joined by what they did to and with each other.

use super::Server;
use super::http::{Request, Response};
use super::refusal::{Refusal, json as sent};
use crate::ontology::{Role, RoleKind};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// Actors that are drawn; those with most events.
const ACTORS: usize = 60;
/// Events that are looked at.
const LOOKED_AT: usize = 20_000;
/// Events that are named for an edge.
const EVENTS: usize = 20;

/// Between two actors, of one kind.
#[derive(Default)]
struct Edge {
    events: Vec<String>,
    /// Whether it goes from the one to the other.
    directed: bool,
}

impl Server {
    /// Of the events of an answer (`q`), or of all events of an actor (`id`).
    pub(super) fn network(&self, request: &Request) -> Result<Response, Refusal> {
        let roles = self.roles();
        let events: BTreeSet<String> = match (request.param("id"), request.param("q")) {
            (Some(id), _) => roles
                .iter()
                .flat_map(|role| self.store.holders(&role.property, id))
                .collect(),
            (None, Some(text)) => {
                let asked = self.ask(text)?;
                let subjects = asked.rows.rows.iter();
                let mut subjects: Vec<String> =
                    subjects.filter_map(|row| row.subject.clone()).collect();
                // Counts are about nothing of their own; what they count is.
                if subjects.is_empty() {
                    let session = self.session().with_definitions(asked.definitions.clone());
                    subjects = session.about(&asked.query).unwrap_or_default();
                }
                self.events(subjects.into_iter(), &roles)
            }
            (None, None) => {
                return Err(Refusal::plain(
                    400,
                    "usage",
                    "/api/network needs `q` or `id`",
                ));
            }
        };
        let _turn = self.questions.take();
        let mut edges: BTreeMap<(String, String, String), Edge> = BTreeMap::new();
        let mut weight: BTreeMap<String, usize> = BTreeMap::new();
        for event in events.iter().take(LOOKED_AT) {
            let (mut does, mut suffers, mut both) =
                (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
            for role in &roles {
                let fillers = self.store.linked(event, &role.property).into_iter();
                let fillers = fillers.filter(|id| self.is_actor(id));
                match (
                    role.symmetric,
                    role.prepositions.iter().any(|word| word == "by"),
                ) {
                    (true, _) => both.extend(fillers),
                    (false, true) => does.extend(fillers),
                    (false, false) => suffers.extend(fillers),
                }
            }
            let kind = self.store.kind(event).unwrap_or_default();
            let mut join = |from: &String, to: &String, directed: bool| {
                if from != to {
                    let edge = edges
                        .entry((from.clone(), to.clone(), kind.clone()))
                        .or_default();
                    edge.directed = directed;
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
            for actor in does
                .iter()
                .chain(&suffers)
                .chain(&both)
                .collect::<BTreeSet<_>>()
            {
                *weight.entry(actor.clone()).or_default() += 1;
            }
        }
        let mut actors: Vec<(&String, &usize)> = weight.iter().collect();
        actors.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        // The one whose events these are is always there.
        if let Some(id) = request.param("id") {
            actors.sort_by_key(|(actor, _)| *actor != id);
        }
        let more = actors.len().saturating_sub(ACTORS);
        actors.truncate(ACTORS);
        let drawn: BTreeSet<&String> = actors.iter().map(|(actor, _)| *actor).collect();
        let nodes = actors.iter().map(|(id, events)| {
            let kind = self.store.kind(id);
            json!({"id": id, "name": self.store.label(id), "kind": kind.map(|kind| self.noun(&kind)), "events": events})
        });
        let edges = edges
            .iter()
            .filter(|((from, to, _), _)| drawn.contains(from) && drawn.contains(to));
        let edges = edges.map(|((from, to, kind), edge)| {
            json!({
                "from": from,
                "to": to,
                "kind": self.noun(kind),
                "directed": edge.directed,
                "count": edge.events.len(),
                "events": edge.events.iter().take(EVENTS).collect::<Vec<_>>(),
            })
        });
        Ok(sent(&json!({
            "nodes": nodes.collect::<Vec<Json>>(),
            "edges": edges.collect::<Vec<Json>>(),
            "events": events.len(),
            "more": more,
        })))
    }

    /// The events among nodes; where there are none, those of the actors among them.
    fn events(&self, nodes: impl Iterator<Item = String>, roles: &[&Role]) -> BTreeSet<String> {
        let (events, others): (BTreeSet<String>, BTreeSet<String>) =
            nodes.partition(|node| self.is_event(node));
        if !events.is_empty() {
            return events;
        }
        let of = |actor: &String| {
            roles
                .iter()
                .flat_map(|role| self.store.holders(&role.property, actor))
                .collect::<Vec<_>>()
        };
        others.iter().flat_map(of).collect()
    }

    /// Roles that an actor may fill; who only was at the same place is not joined.
    fn roles(&self) -> Vec<&Role> {
        let ontology = self.store.ontology();
        let roles = ontology.roles.values();
        let joins = |role: &&Role| {
            role.kind == RoleKind::Node
                && role.range.iter().any(|range| ontology.is_a(range, "Actor"))
        };
        roles.filter(joins).collect()
    }

    fn is_actor(&self, id: &str) -> bool {
        let kind = self.store.kind(id);
        kind.is_some_and(|kind| self.store.ontology().is_a(&kind, "Actor"))
    }

    fn is_event(&self, id: &str) -> bool {
        let kind = self.store.kind(id);
        kind.is_some_and(|kind| self.store.ontology().is_a(&kind, "Event"))
    }

    fn noun(&self, kind: &str) -> String {
        let class = self.store.ontology().classes.get(kind);
        class.map_or(kind, |class| class.label.as_str()).to_string()
    }
}
