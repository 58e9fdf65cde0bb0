//! Why accounts are one event: the links of an account in the graph.

use super::{Source, Store};
use crate::rdf::vocabulary::DL;
use oxigraph::model::GraphNameRef;

/// A link that joined an account with another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Joined {
    /// IRI of the other account.
    pub account: String,
    /// The document that tells it.
    pub document: Source,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub reasons: Vec<String>,
}

impl Store {
    /// The links that joined an account with others, by the IRI of the other.
    pub(super) fn joined(&self, account: &str) -> Vec<Joined> {
        let graph = GraphNameRef::DefaultGraph;
        let mut found = Vec::new();
        for link in self.subjects(&format!("{DL}links"), account) {
            let get = |local: &str| self.text(&link, &format!("{DL}{local}"), graph);
            if get("accepted").as_deref() != Some("true") {
                continue;
            }
            let others = self.nodes(&link, &format!("{DL}links"), graph);
            let Some(other) = others.into_iter().find(|other| other != account) else {
                continue;
            };
            let reasons = self.objects(&link, &format!("{DL}reason"), graph);
            found.push(Joined {
                document: self
                    .document_of(&other)
                    .map(|document| self.document(&document))
                    .unwrap_or_default(),
                account: other,
                score: get("score")
                    .and_then(|s| s.parse().ok())
                    .unwrap_or_default(),
                reasons: reasons
                    .iter()
                    .filter_map(super::lookup::literal)
                    .map(str::to_string)
                    .collect(),
            });
        }
        found.sort_by(|a, b| a.account.cmp(&b.account));
        found
    }
}
