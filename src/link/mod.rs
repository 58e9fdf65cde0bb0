//! [`Account`]s of many documents in, [`Graph`] out: one node for one thing, the accounts kept.

mod actors;
mod compare;
mod events;
mod fuse;

use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Counted, Modality, PartRelation};
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
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

/// Links the accounts of some documents. The same dossiers in the same order give the same graph.
pub fn link(mut dossiers: Vec<Dossier>, ontology: &Ontology, gazetteer: &Gazetteer) -> Graph {
    let renames = actors::renames(&dossiers);
    let mut nodes = BTreeMap::new();
    for filler in dossiers
        .iter()
        .flat_map(|d| &d.accounts)
        .flat_map(actors::fillers)
    {
        if !ontology.is_a(&filler.class, "Event") && filler.class != "Text" {
            fuse::note(&mut nodes, filler, &renames, gazetteer);
        }
    }
    for account in dossiers.iter_mut().flat_map(|d| &mut d.accounts) {
        rename(account, &renames, &nodes);
    }
    let accounts: Vec<&Account> = dossiers.iter().flat_map(|d| &d.accounts).collect();
    let mut events: BTreeMap<String, Event> = BTreeMap::new();
    let mut event_of: BTreeMap<String, String> = BTreeMap::new();
    for group in events::groups(&accounts, ontology) {
        let group: Vec<&Account> = group.into_iter().map(|i| accounts[i]).collect();
        let event = fuse::event(&group, ontology);
        event_of.extend(group.iter().map(|a| (a.id.clone(), event.id.clone())));
        events.insert(event.id.clone(), event);
    }
    // In the fused view a statement is about events, not about one document's accounts of them.
    for event in events.values_mut() {
        for values in event.roles.values_mut() {
            *values = values
                .iter()
                .map(|v| event_of.get(v).unwrap_or(v).clone())
                .collect();
        }
    }
    Graph {
        nodes,
        events,
        dossiers,
    }
}

fn rename(account: &mut Account, renames: &actors::Renames, nodes: &BTreeMap<String, Node>) {
    let to = |id: &str| actors::renamed(id, renames).to_string();
    for filler in account.roles.values_mut().flatten() {
        let id = to(&filler.id);
        if id != filler.id {
            if let Some(node) = nodes.get(&id) {
                filler.name.clone_from(&node.label);
            }
            filler.id = id;
        }
        for whole in &mut filler.part_of {
            whole.id = to(&whole.id);
        }
    }
    for attribution in &mut account.attributed_to {
        attribution.id = to(&attribution.id);
        if let Some(node) = nodes.get(&attribution.id) {
            attribution.name.clone_from(&node.label);
        }
    }
}
