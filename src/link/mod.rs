//! [`Account`]s of many documents in, [`Graph`] out: one node for one thing, the accounts kept.

mod actors;
mod candidates;
mod clusters;
mod compare;
pub mod decisions;
mod dossier;
mod events;
mod fuse;
mod generic;
mod graph;
mod headlines;
mod ids;
mod linked;
mod merged;
mod nodes;
mod numbers;
mod origins;
mod prints;
mod profile;
pub mod repeats;
mod sentences;
mod sets;
mod sides;
mod signs;
mod statements;
mod stories;
mod terms;
mod threads;
mod undated;
pub mod updates;
mod weights;
mod when;
pub(crate) mod wording;

pub use decisions::{Decision, Decisions, Said};
pub use dossier::{Dossier, sort};
pub use graph::{Event, Graph, Link, LinkOf, Node};
pub(crate) use ids::event_id;
pub(crate) use linked::Linked;
pub use merged::{Merged, Vague, numbers_of};
pub use threads::Thread;

use crate::extract::Account;
use crate::extract::account::Filler;
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use crate::watch::{Stage, Unwatched, Watch};
use actors::Renames;
use origins::Origins;
use profile::Profile;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sentences::Sentences;
use std::collections::BTreeMap;
use stories::Stories;
use undated::Bounds;
use wording::Wording;

/// Links the accounts of some documents. The same documents give the same graph, in whatever order they come; of two with
/// one id only one is taken.
pub fn link(
    dossiers: Vec<Dossier>,
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Graph {
    let linked = linked(dossiers, decisions, ontology, gazetteer, &Unwatched);
    linked.fuse(|_| true, ontology, &Unwatched)
}

/// As [`link`], for somebody who waits for it, but for the events.
pub(crate) fn linked(
    mut dossiers: Vec<Dossier>,
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
    watch: &dyn Watch,
) -> Linked {
    sort(&mut dossiers);
    let decisions = &decisions.named_as_in(&dossiers);
    let decisions = &with_struck_events(&dossiers, decisions, ontology, gazetteer);
    let struck = decisions.apply(&mut dossiers);
    // Stories, origins and whom they name.
    watch.begin(Stage::Articles, 3);
    generic::name_plainly(&mut dossiers, &ontology.lexicon);
    // What articles have in common shows in their words, whatever those are called who are named in them.
    let (named, (stories, bounds, origins)) = rayon::join(
        || {
            let named = named(&dossiers, decisions, ontology, gazetteer);
            watch.step(1);
            named
        },
        || {
            let stories = Stories::of(&dossiers);
            let bounds = Bounds::of(&dossiers, &stories);
            watch.step(1);
            let origins = Origins::of(&dossiers);
            watch.step(1);
            (stories, bounds, origins)
        },
    );
    let (nodes, renames) = named;
    rename(&mut dossiers, &nodes, &renames);
    let (profiles, documents) = profiles(&dossiers, ontology);
    let (grouped, threads) = rayon::join(
        || events::groups(&profiles, &documents, &origins, &stories, decisions, watch),
        || threads::threads(&profiles, &documents, decisions, ontology),
    );
    drop(stories);
    let threads = threads::without_accusers(threads, &profiles, &grouped.groups);
    // Most of what accounts are compared by is not needed any more; a new list, since the old one's memory is to go.
    let mut told: Vec<(Wording, usize)> = Vec::with_capacity(profiles.len());
    let profiles = profiles.into_iter().zip(documents);
    told.extend(profiles.map(|(p, document)| (p.wording, document)));
    let numbered = dossiers.iter().enumerate();
    let documents = numbered.map(|(index, dossier)| {
        let published = dossier.document.published;
        (published.and_then(|p| p.date.begin), origins.source(index))
    });
    let documents: Vec<_> = documents.collect();
    let copies = documents.iter().enumerate();
    let copies = copies.filter(|(index, (_, source))| source != index);
    let id = |index: usize| dossiers[index].document.id.clone();
    let copies = copies.map(|(index, (_, source))| (id(index), id(*source)));
    let copies = copies.collect();
    bounds.apply(&mut dossiers);
    let mut links = renames.links;
    links.extend(grouped.links);
    let graph = Graph {
        nodes,
        dossiers,
        links,
        threads,
        copies,
        said: decisions.of.clone(),
        struck,
        ..Graph::default()
    };
    Linked::new(graph, grouped.groups, told, documents, decisions)
}

/// The decisions, with all accounts struck that tell of a struck event, those too that came after it was struck: they are
/// linked as if nothing was struck, to see what would be one with it.
fn with_struck_events(
    dossiers: &[Dossier],
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Decisions {
    let mut whole = decisions.clone();
    let strikes = |account: &str| {
        let said = decisions.of.get(&ids::event_id(account));
        said.is_some_and(|said| said.struck)
    };
    let mut accounts = dossiers.iter().flat_map(|d| &d.accounts);
    let struck = decisions.of.values().any(|said| said.struck);
    if !struck || !accounts.any(|account| strikes(&account.id)) {
        return whole;
    }
    let mut all = dossiers.to_vec();
    decisions.without_strikes().apply(&mut all);
    let stories = Stories::of(&all);
    name(&mut all, decisions, ontology, gazetteer);
    let origins = Origins::of(&all);
    let (profiles, documents) = profiles(&all, ontology);
    let grouped = events::groups(
        &profiles, &documents, &origins, &stories, decisions, &Unwatched,
    );
    for group in grouped.groups {
        let ids = group.iter().map(|&index| &profiles[index].account.id);
        if !ids.clone().any(|id| strikes(id)) {
            continue;
        }
        let vouched = |id: &String| decisions.of.get(id).is_some_and(|said| said.confirmed);
        for id in ids.filter(|id| !vouched(id)) {
            whole.decide(Decision::Struck(id.clone()));
        }
    }
    whole
}

/// Names everything in the accounts as the graph has it: one id for one actor, place or thing.
fn name(
    dossiers: &mut [Dossier],
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) {
    generic::name_plainly(dossiers, &ontology.lexicon);
    let (nodes, renames) = named(dossiers, decisions, ontology, gazetteer);
    rename(dossiers, &nodes, &renames);
}

/// What is named in the accounts, and what ids of it become.
fn named(
    dossiers: &[Dossier],
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> (BTreeMap<String, Node>, Renames) {
    let named = actors::named_in(dossiers, ontology);
    let renames = actors::renames(dossiers, &named, decisions, ontology, gazetteer);
    let mut nodes = BTreeMap::new();
    // Who has the name says what class it is, not who was found to be the same.
    for renamed in [false, true] {
        let mut last: FxHashMap<&str, &Filler> = FxHashMap::default();
        for (index, fillers) in named.iter().enumerate() {
            let to = |id: &str| renames.of(index, id).to_string();
            let fillers = fillers.iter().copied();
            for filler in fillers.filter(|f| (renames.of(index, &f.id) != f.id) == renamed) {
                // Most often it is told again what another article told, which adds nothing.
                let plain = renames.is_plain(index);
                let told = last.get(filler.id.as_str());
                if plain && told.is_some_and(|told| nodes::is_told(told, filler)) {
                    continue;
                }
                nodes::note(&mut nodes, filler, to, ontology, gazetteer);
                match plain {
                    true => last.insert(&filler.id, filler),
                    false => last.remove(filler.id.as_str()),
                };
            }
        }
    }
    let numbered = named.iter().enumerate();
    let all = numbered.flat_map(|(index, fillers)| fillers.iter().map(move |f| (index, f)));
    let own = all.filter(|(index, filler)| renames.of(*index, &filler.id) == filler.id);
    let told = own.map(|(_, filler)| (filler.id.as_str(), filler.name.as_str()));
    nodes::name(&mut nodes, told);
    nodes::settle(&mut nodes, ontology);
    (nodes, renames)
}

/// Gives all that is named in the accounts the id and the name that the graph has for it.
fn rename(dossiers: &mut [Dossier], nodes: &BTreeMap<String, Node>, renames: &Renames) {
    let numbered = dossiers.par_iter_mut().enumerate();
    numbered.for_each(|(index, dossier)| {
        let to = |id: &str| renames.of(index, id).to_string();
        for account in &mut dossier.accounts {
            rename_in(account, to, nodes);
        }
    });
}

/// Documents that are read together.
const TOGETHER: usize = 64;

/// All accounts in the form in which they are compared, and the index of the document of each.
fn profiles<'d>(dossiers: &'d [Dossier], ontology: &'d Ontology) -> (Vec<Profile<'d>>, Vec<usize>) {
    let documents: Vec<usize> = dossiers
        .iter()
        .enumerate()
        .flat_map(|(index, d)| d.accounts.iter().map(move |_| index))
        .collect();
    let of_some = |dossiers: &'d [Dossier]| {
        // They name the same things.
        let (mut sentences, mut profiles) = (Sentences::default(), Vec::new());
        for d in dossiers {
            let accounts = d.accounts.iter();
            profiles.extend(
                accounts.map(|a| Profile::of(a, Some(&d.document), &mut sentences, ontology)),
            );
        }
        profiles
    };
    let some = dossiers.par_chunks(TOGETHER);
    let mut profiles: Vec<Profile<'_>> = some.flat_map_iter(of_some).collect();
    profile::note_alone(&mut profiles, &documents);
    when::undate_denied(&mut profiles);
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

fn rename_in(account: &mut Account, to: impl Fn(&str) -> String, nodes: &BTreeMap<String, Node>) {
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
