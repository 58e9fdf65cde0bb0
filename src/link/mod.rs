//! [`Account`]s of many documents in, [`Graph`] out: one node for one thing, the accounts kept.

use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Counted, Modality, PartRelation};
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// A document with what was found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dossier {
    /// The article.
    pub document: Document,
    /// Its accounts, in text order.
    pub accounts: Vec<Account>,
}

/// The linked graph: what `rdf/` writes as quads. Everything is sorted by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// Actors, places and things by id.
    pub nodes: BTreeMap<String, Node>,
    /// Events (and prospects) by id.
    pub events: BTreeMap<String, Event>,
    /// The documents with their accounts; node ids in the accounts are the linked ones.
    pub dossiers: Vec<Dossier>,
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
    /// Full IRIs of the same thing elsewhere (GeoNames).
    pub exact_match: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
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
    /// Fillers' ids by role.
    pub roles: BTreeMap<String, BTreeSet<String>>,
    /// Best and extreme values by quantity role.
    pub quantities: BTreeMap<String, Merged>,
    /// When.
    pub date: Option<Interval>,
    /// The words of a statement, and whether they are quoted.
    pub content: Option<(String, bool)>,
    /// Local names of roles on which its accounts differ.
    pub disputed: BTreeSet<String>,
    /// Ids of its accounts.
    pub accounts: BTreeSet<String>,
    /// Ids of their documents.
    pub documents: BTreeSet<String>,
}

/// A quantity over all accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// What most independent accounts say.
    pub best: u64,
    /// Lowest.
    pub min: u64,
    /// Highest; `None` when an account has no upper bound.
    pub max: Option<u64>,
}

impl Merged {
    /// Of one account.
    pub fn of(counted: &Counted) -> Merged {
        Merged {
            best: counted.min,
            min: counted.min,
            max: counted.max,
        }
    }
}
