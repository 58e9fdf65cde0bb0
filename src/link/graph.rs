//! What linking gives: nodes, events, and why they are one.

use super::decisions::Said;
use super::dossier::Dossier;
use super::ids::{event_id, short_hash};
use super::merged::Merged;
use super::threads::Thread;
use crate::extract::account::{Modality, PartRelation};
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// The linked graph: what `rdf/` writes as quads. Everything is sorted by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// Actors, places and things by id.
    pub nodes: BTreeMap<String, Node>,
    /// Events (and prospects) by id.
    pub events: BTreeMap<String, Event>,
    /// The documents with their accounts; node ids in the accounts are the linked ones.
    pub dossiers: Vec<Dossier>,
    /// Why accounts are one event and names one node, and which pairs are doubtful.
    pub links: Vec<Link>,
    /// What statements deny, claim or blame.
    pub threads: Vec<Thread>,
    /// By account the event that it tells: of those accounts that threads tie, and of which a person says something.
    pub event_of: BTreeMap<String, String>,
    /// By document the one whose text it repeats.
    pub copies: BTreeMap<String, String>,
    /// By account what a person says of it.
    pub said: BTreeMap<String, Said>,
    /// By account that a person has struck its document. It is in none of the dossiers.
    pub struck: BTreeMap<String, String>,
}

/// What a link joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkOf {
    /// Two accounts of one event.
    Accounts,
    /// Two ids of one actor or place; the second is the one that is kept.
    Nodes,
}

/// An assertion that two things are one.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Accounts or nodes.
    pub of: LinkOf,
    /// Id of the one.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it, and against it.
    pub reasons: Vec<&'static str>,
    /// Whether they were joined. A doubtful pair that was not is kept for review.
    pub accepted: bool,
    /// Whether a person said so.
    pub decided: bool,
}

impl Link {
    /// `link/…`, from what it joins.
    pub fn id(&self) -> String {
        format!("link/{}", short_hash(&format!("{} {}", self.a, self.b)))
    }

    /// A link that a person has made.
    pub(super) fn decided(of: LinkOf, a: &str, b: &str) -> Link {
        Link {
            of,
            a: a.to_string(),
            b: b.to_string(),
            score: 1.0,
            reasons: vec!["decided by hand"],
            accepted: true,
            decided: true,
        }
    }
}

/// An actor, a place or a thing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// `actor/turkey`.
    pub id: String,
    /// Local name of its class.
    pub class: String,
    /// Name to show.
    pub label: String,
    /// Other spellings met.
    pub aliases: BTreeSet<String>,
    /// What it is part of, acts for or lies in.
    pub wholes: BTreeSet<(PartRelation, String)>,
    /// Offices met with its name.
    pub offices: BTreeSet<String>,
    /// Full IRIs of the same thing elsewhere (GeoNames, Wikidata).
    pub exact_match: BTreeSet<String>,
    /// The codes of a country (ISO 3166).
    pub codes: Vec<&'static str>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// How many kilometres it reaches from there; none for a point.
    pub radius: Option<f64>,
}

/// What accounts of one event are about, with their values merged.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `event/…`.
    pub id: String,
    /// Local name of its most specific class.
    pub class: String,
    /// Asserted, or else it is a prospect.
    pub modality: Modality,
    /// Fillers' ids by role, sorted, each once.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Best and extreme values by quantity role.
    pub quantities: BTreeMap<String, Merged>,
    /// How likely it is right, in percent: that of the surest account, and of the least sure; where that has been measured.
    pub confidence: Option<Merged>,
    /// When.
    pub date: Option<Interval>,
    /// The words of a statement, and whether they are quoted.
    pub content: Option<(String, bool)>,
    /// Local names of roles on which its accounts differ.
    pub disputed: BTreeSet<String>,
    /// Ids of its accounts, sorted.
    pub accounts: Vec<String>,
    /// Ids of their documents, sorted, each once.
    pub documents: Vec<String>,
    /// Of the documents those that do not repeat another's words on it; sorted.
    pub origins: Vec<String>,
}

impl Event {
    /// The ids that the event has where its first accounts are not known, or told apart: a reference to an event that has
    /// been joined with others since leads to this one.
    pub fn replaces(&self) -> impl Iterator<Item = String> {
        self.accounts
            .iter()
            .skip(1)
            .map(|account| event_id(account))
    }
}
