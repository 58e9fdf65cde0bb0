//! [`Account`]s of many documents in, [`Graph`] out: one node for one thing, the accounts kept.

mod actors;
mod candidates;
mod compare;
pub mod decisions;
mod events;
mod fuse;
mod generic;
mod headlines;
mod merged;
mod nodes;
mod origins;
mod profile;
pub mod repeats;
mod signs;
mod statements;
mod stories;
mod terms;
mod threads;
mod undated;
mod weights;
mod when;
pub(crate) mod wording;

pub use decisions::{Decision, Decisions, Said};
pub use merged::{Merged, Vague};
pub use threads::Thread;

use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Modality, PartRelation};
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use crate::time::Interval;
use crate::watch::{Stage, Unwatched, Watch};
use actors::Renames;
use origins::Origins;
use profile::Profile;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use stories::Stories;
use undated::Bounds;
use wording::Wording;

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
    /// Why accounts are one event and names one node, and which pairs are doubtful.
    pub links: Vec<Link>,
    /// What statements deny, claim or blame.
    pub threads: Vec<Thread>,
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
    pub reasons: Vec<String>,
    /// Whether they were joined. A doubtful pair that was not is kept for review.
    pub accepted: bool,
    /// Whether a person said so.
    pub decided: bool,
}

impl Link {
    /// `link/…`, from what it joins.
    pub fn id(&self) -> String {
        format!(
            "link/{}",
            fuse::short_hash(&format!("{} {}", self.a, self.b))
        )
    }

    /// A link that a person has made.
    fn decided(of: LinkOf, a: &str, b: &str) -> Link {
        Link {
            of,
            a: a.to_string(),
            b: b.to_string(),
            score: 1.0,
            reasons: vec!["decided by hand".to_string()],
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
    /// Full IRIs of the same thing elsewhere (GeoNames).
    pub exact_match: Option<String>,
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
    /// Fillers' ids by role.
    pub roles: BTreeMap<String, BTreeSet<String>>,
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
    /// Ids of its accounts.
    pub accounts: BTreeSet<String>,
    /// Ids of their documents.
    pub documents: BTreeSet<String>,
    /// Of the documents those that do not repeat another's words on it.
    pub origins: BTreeSet<String>,
}

impl Event {
    /// The ids that the event has where its first accounts are not known, or told apart: a reference to an event that has
    /// been joined with others since leads to this one.
    pub fn replaces(&self) -> impl Iterator<Item = String> {
        self.accounts
            .iter()
            .skip(1)
            .map(|account| fuse::id(account))
    }
}

/// Links the accounts of some documents. The same documents give the same graph, in whatever order they come; of two with
/// one id only one is taken.
pub fn link(
    dossiers: Vec<Dossier>,
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Graph {
    link_watched(dossiers, decisions, ontology, gazetteer, &Unwatched)
}

/// As [`link`], for somebody who waits for it.
pub fn link_watched(
    mut dossiers: Vec<Dossier>,
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    watch: &dyn Watch,
) -> Graph {
    sort(&mut dossiers);
    let decisions = &decisions.named_as_in(&dossiers);
    let struck = decisions.apply(&mut dossiers);
    // Stories, origins and whom they name.
    watch.begin(Stage::Articles, 3);
    let stories = Stories::of(&dossiers);
    let bounds = Bounds::of(&dossiers, &stories);
    watch.step(1);
    let (nodes, renames) = name(&mut dossiers, decisions, ontology, gazetteer);
    watch.step(1);
    let origins = Origins::of(&dossiers);
    watch.step(1);
    let (profiles, documents) = profiles(&dossiers, ontology);
    let grouped = events::groups(&profiles, &documents, &origins, &stories, decisions, watch);
    let threads = threads::threads(&profiles, &documents, decisions, ontology);
    drop(stories);
    // Most of what accounts are compared by is not needed any more; a new list, since the old one's memory is to go.
    let mut told: Vec<(&Account, Wording)> = Vec::with_capacity(profiles.len());
    told.extend(profiles.into_iter().map(|p| (p.account, p.wording)));
    watch.begin(Stage::Fusing, grouped.groups.len() as u64);
    let mut events: BTreeMap<String, Event> = BTreeMap::new();
    let mut event_of: BTreeMap<String, String> = BTreeMap::new();
    for group in grouped.groups {
        let tellings: Vec<fuse::Telling<'_>> = group
            .iter()
            .map(|&i| fuse::Telling {
                account: told[i].0,
                wording: &told[i].1,
                document: &dossiers[documents[i]].document,
                source: &dossiers[origins.source(documents[i])].document,
                date: bounds.date(told[i].0),
                dated: decisions.dates(&told[i].0.id),
            })
            .collect();
        let mut event = fuse::event(&tellings, ontology);
        let vouched = |account| decisions.of.get(account).is_some_and(|said| said.confirmed);
        if event.modality == Modality::Doubtful && event.accounts.iter().any(vouched) {
            event.modality = Modality::Asserted;
        }
        event_of.extend(event.accounts.iter().map(|a| (a.clone(), event.id.clone())));
        events.insert(event.id.clone(), event);
        watch.step(1);
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
    let copies = (0..dossiers.len())
        .filter(|&index| origins.source(index) != index)
        .map(|index| {
            let id = |index: usize| dossiers[index].document.id.clone();
            (id(index), id(origins.source(index)))
        })
        .collect();
    bounds.apply(&mut dossiers);
    let mut links = renames.links;
    links.extend(grouped.links);
    Graph {
        nodes,
        events,
        dossiers,
        links,
        threads,
        copies,
        said: decisions.of.clone(),
        struck,
    }
}

/// Names everything in the accounts as the graph has it: one id for one actor, place or thing.
fn name(
    dossiers: &mut [Dossier],
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> (BTreeMap<String, Node>, Renames) {
    generic::name_plainly(dossiers);
    let renames = actors::renames(dossiers, decisions, ontology, gazetteer);
    let mut nodes = BTreeMap::new();
    // Who has the name says what class it is, not who was found to be the same.
    for renamed in [false, true] {
        for (index, dossier) in dossiers.iter().enumerate() {
            let to = |id: &str| renames.of(index, id).to_string();
            let fillers = dossier.accounts.iter().flat_map(actors::fillers);
            let fillers = fillers.filter(|f| (to(&f.id) != f.id) == renamed);
            for filler in fillers.filter(|f| f.class != "Text") {
                if !ontology.is_a(&filler.class, "Event") {
                    nodes::note(&mut nodes, filler, to, gazetteer);
                }
            }
        }
    }
    nodes::settle(&mut nodes, ontology);
    for (index, dossier) in dossiers.iter_mut().enumerate() {
        let to = |id: &str| renames.of(index, id).to_string();
        for account in &mut dossier.accounts {
            rename(account, to, &nodes);
        }
    }
    (nodes, renames)
}

/// All accounts in the form in which they are compared, and the index of the document of each.
fn profiles<'d>(dossiers: &'d [Dossier], ontology: &'d Ontology) -> (Vec<Profile<'d>>, Vec<usize>) {
    let documents: Vec<usize> = dossiers
        .iter()
        .enumerate()
        .flat_map(|(index, d)| d.accounts.iter().map(move |_| index))
        .collect();
    let mut profiles: Vec<Profile<'_>> = dossiers
        .par_iter()
        .flat_map_iter(|d| {
            d.accounts
                .iter()
                .map(|a| Profile::of(a, Some(&d.document), ontology))
        })
        .collect();
    profile::note_alone(&mut profiles, &documents);
    (profiles, documents)
}

/// Two accounts that linking compares, by their ids, and the signs that are seen: what `training/links.py` weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Id of the one account.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// Rows of `models/links.tsv`.
    pub signs: Vec<&'static str>,
}

/// The pairs of accounts that [`link`] compares, but for those that cannot be one event.
pub fn compared(
    mut dossiers: Vec<Dossier>,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Vec<Compared> {
    sort(&mut dossiers);
    let stories = Stories::of(&dossiers);
    name(&mut dossiers, &Decisions::default(), ontology, gazetteer);
    let (profiles, documents) = profiles(&dossiers, ontology);
    let origins = Origins::of(&dossiers);
    let pairs = events::pairs(&profiles, &documents, &origins, &stories);
    let id = |index: usize| profiles[index].account.id.clone();
    let compared = pairs.into_iter().map(|(a, b, signs)| Compared {
        a: id(a),
        b: id(b),
        signs,
    });
    compared.collect()
}

/// Puts documents into the order of their ids; of two with one id the first by source and outlet stays.
pub fn sort(dossiers: &mut Vec<Dossier>) {
    dossiers.sort_by(order);
    dossiers.dedup_by(|later, earlier| later.document.id == earlier.document.id);
}

/// By id, and where that is the same by source, outlet, headline, address and author.
fn order(a: &Dossier, b: &Dossier) -> Ordering {
    let (a, b) = (&a.document, &b.document);
    let key = (&a.id, &a.source, &a.publisher, &a.title, &a.url, &a.author);
    key.cmp(&(&b.id, &b.source, &b.publisher, &b.title, &b.url, &b.author))
}

fn rename(account: &mut Account, to: impl Fn(&str) -> String, nodes: &BTreeMap<String, Node>) {
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
