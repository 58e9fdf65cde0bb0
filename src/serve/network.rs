//! `/api/network`: actors, joined by what they did to and with each other.

use super::graph::Graph;
use super::http::{Request, Response};
use super::refusal::{Refusal, json as sent};
use crate::report::actors::{Actors, events_of, events_with};
use crate::report::json;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Actors that are drawn; those with most events.
const ACTORS: usize = 60;
/// Events that are named for an edge.
const EVENTS: usize = 20;

impl Graph {
    /// Of the events of an answer (`q`), or of all events of an actor (`id`).
    pub(super) fn network(&self, request: &Request) -> Result<Response, Refusal> {
        let events: BTreeSet<String> = match (request.param("id"), request.param("q")) {
            (Some(id), _) => events_with(&self.store, id),
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
                events_of(&self.store, subjects)
            }
            (None, None) => {
                return Err(Refusal::usage("/api/network needs `q` or `id`"));
            }
        };
        let _turn = self.questions.take();
        // The one whose events these are is always there.
        let actors = Actors::of(&self.store, &events).most(ACTORS, request.param("id"));
        let nodes = actors.nodes.iter().map(|actor| {
            let kind = (!actor.noun.is_empty()).then_some(&actor.noun);
            json!({"id": actor.iri, "name": actor.label, "kind": kind, "events": actor.events})
        });
        let edges = actors.edges.iter().map(|edge| {
            let mut told = json::edge(edge);
            told["events"] = edge.events.iter().take(EVENTS).cloned().collect();
            told
        });
        Ok(sent(&json!({
            "nodes": nodes.collect::<Vec<Json>>(),
            "edges": edges.collect::<Vec<Json>>(),
            "events": events.len(),
            "more": actors.more,
        })))
    }
}
