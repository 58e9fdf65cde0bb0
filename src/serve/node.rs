//! `/api/node`: the page of an actor, a place, an event, an article.

use super::graph::{Graph, needed};
use super::http::{Request, Response};
use super::refusal::{Refusal, json as sent};
use super::rows::is_told;
use crate::query::about::literals;
use crate::rdf::vocabulary::{DL, RDFS, SKOS};
use crate::report::json::spot;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// How many parts of a node, and what can be asked about it, are given.
const MOST: usize = 60;

impl Graph {
    pub(super) fn node(&self, request: &Request) -> Result<Response, Refusal> {
        let id = needed(request, "id")?;
        let session = self.session();
        if self.store.facts(id).is_empty() {
            let message = format!("the graph has no {id}");
            return Err(Refusal::plain(404, "nothing", message));
        }
        let _turn = self.questions.take();
        let classes = &self.store.ontology().classes;
        let class = self.store.kind(id).and_then(|kind| classes.get(&kind));
        let texts = |property: String| literals(&self.store, id, &property);
        let named = |ids: Vec<String>| {
            let named = ids.into_iter().take(MOST);
            let named = named.map(|id| json!({"text": self.title(&session, &id), "id": id}));
            named.collect::<Vec<Json>>()
        };
        let inside = ["partOf", "within"].map(|relation| format!("{DL}{relation}"));
        let inside = inside.iter();
        let wholes = inside
            .clone()
            .flat_map(|relation| self.store.linked(id, relation));
        let parts = inside.flat_map(|relation| self.store.holders(relation, id));
        let (wholes, parts): (Vec<String>, Vec<String>) = (wholes.collect(), parts.collect());
        let same = self.store.linked(id, &format!("{SKOS}exactMatch"));
        let leads = session.leads(id).into_iter().take(MOST);
        let leads = leads.map(|(asked, answers)| json!({"question": asked, "answers": answers}));
        let article = self.store.document_text(id).is_some();
        // What it was made one with, and can be told apart from.
        let joined = self.store.joined_ids(id);
        let joined: BTreeSet<&String> = joined.iter().flat_map(|(a, b)| [a, b]).collect();
        let joined = joined.into_iter().filter(|other| *other != id).map(|other| {
            let name = other.strip_prefix(self.store.base()).unwrap_or(other);
            json!({"text": self.store.label(other).unwrap_or_else(|| name.to_string()), "id": other})
        });
        Ok(sent(&json!({
            "id": id,
            "title": self.title(&session, id),
            "kind": class.map(|class| &class.label),
            "aliases": texts(format!("{SKOS}altLabel")),
            "named": !texts(format!("{RDFS}label")).is_empty(),
            "offices": texts(format!("{DL}office")),
            "part of": named(wholes),
            "parts": named(parts),
            "same as": same,
            "where": session.spot(id).as_ref().map(spot),
            "facts": self.facts(&session, id),
            "leads": leads.collect::<Vec<_>>(),
            "told": is_told(&session, id),
            "article": article,
            "joined": joined.collect::<Vec<_>>(),
        })))
    }
}
