//! Why accounts are one event, names one actor, and a statement an answer: the links and threads of the graph.

use super::{Source, Span, Store};
use crate::extract::slug;
use crate::rdf::vocabulary::DL;

/// A link that joined an account with another, or a thread between a statement and what it answers.
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

/// A name that stands in the text for a node of another name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Renamed {
    /// The words of the text.
    pub words: String,
    /// Label of the node.
    pub label: String,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<String>,
}

impl Store {
    /// The links that joined an account with others, by the IRI of the other.
    pub(super) fn joined(&self, account: &str) -> Vec<Joined> {
        self.tied(account, "links", "links")
            .into_iter()
            .filter(|(link, _)| self.accepted(link))
            .map(|(_, joined)| joined)
            .collect()
    }

    /// What a statement answers, with what it does: `denies`, `claims`, `blames`.
    pub(super) fn answers(&self, account: &str) -> Vec<(String, Joined)> {
        self.threads(account, "statement", "answered")
    }

    /// The statements that answer an account, with what they do.
    pub(super) fn answered_in(&self, account: &str) -> Vec<(String, Joined)> {
        self.threads(account, "answered", "statement")
    }

    fn threads(&self, account: &str, here: &str, there: &str) -> Vec<(String, Joined)> {
        let does = |thread: &str| self.literal_of(thread, &format!("{DL}answer"));
        let ties = self.tied(account, here, there).into_iter();
        let threads = ties.filter_map(|(thread, joined)| Some((does(&thread)?, joined)));
        threads.collect()
    }

    /// Why the words of a span name its node, where they are another name than the node's.
    pub(super) fn renamed(&self, span: &Span) -> Option<Renamed> {
        let (node, label) = (span.node.as_deref()?, span.label.clone()?);
        let words = slug(&span.passage.text);
        if words.is_empty() || node.ends_with(&format!("/{words}")) {
            return None;
        }
        let links = self.subjects(&format!("{DL}links"), node);
        let named = links.into_iter().filter(|link| self.accepted(link));
        // Of several names the longest that stands in the words.
        let found = named.filter_map(|link| {
            let ends = self.linked(&link, &format!("{DL}links"));
            let other = ends.into_iter().find(|other| other != node)?;
            let name = other.rsplit('/').next()?.to_string();
            let stands = format!("-{words}-").contains(&format!("-{name}-"));
            stands.then_some((name.len(), link))
        });
        let (_, link) = found.max()?;
        let (score, reasons) = self.evidence_of(&link);
        Some(Renamed {
            words: span.passage.text.clone(),
            label,
            score,
            reasons,
        })
    }

    pub(super) fn accepted(&self, link: &str) -> bool {
        let accepted = self.literal_of(link, &format!("{DL}accepted"));
        accepted.as_deref() == Some("true")
    }

    fn evidence_of(&self, link: &str) -> (f64, Vec<String>) {
        let score = self.literal_of(link, &format!("{DL}score"));
        let reasons = self.values(link, &format!("{DL}reason"));
        let reasons = reasons.iter().filter_map(super::lookup::literal);
        (
            score.and_then(|s| s.parse().ok()).unwrap_or_default(),
            reasons.map(str::to_string).collect(),
        )
    }

    /// Nodes that tie an account, as the one end, to another, with what is at the other end.
    fn tied(&self, account: &str, here: &str, there: &str) -> Vec<(String, Joined)> {
        let mut found = Vec::new();
        for tie in self.subjects(&format!("{DL}{here}"), account) {
            let ends = self.linked(&tie, &format!("{DL}{there}"));
            let Some(other) = ends.into_iter().find(|other| other != account) else {
                continue;
            };
            let (score, reasons) = self.evidence_of(&tie);
            let document = self.document_of(&other);
            let joined = Joined {
                document: document.map(|d| self.document(&d)).unwrap_or_default(),
                account: other,
                score,
                reasons,
            };
            found.push((tie, joined));
        }
        found.sort_by(|a, b| a.1.account.cmp(&b.1.account));
        found
    }
}
