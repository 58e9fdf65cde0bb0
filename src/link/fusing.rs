//! All groups of accounts as events.

use super::Dossier;
use super::decisions::Decisions;
use super::fuse::{self, Telling};
use super::graph::Event;
use super::ids::event_id;
use super::origins::Origins;
use super::undated::Bounds;
use super::wording::Wording;
use crate::extract::Account;
use crate::extract::account::Modality;
use crate::ontology::Ontology;
use crate::watch::Watch;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What events are made of.
pub(super) struct Fusing<'a> {
    /// All accounts, with their words and the indices of their documents.
    pub told: Vec<(&'a Account, Wording, usize)>,
    pub dossiers: &'a [Dossier],
    pub origins: &'a Origins,
    pub bounds: &'a Bounds,
    pub decisions: &'a Decisions,
    pub ontology: &'a Ontology,
}

impl Fusing<'_> {
    /// The events of groups of accounts, by their ids.
    pub fn events(self, groups: &[Vec<usize>], watch: &dyn Watch) -> BTreeMap<String, Event> {
        let id = |group: &Vec<usize>| {
            let ids = group.iter().map(|&i| self.told[i].0.id.as_str());
            event_id(ids.min().unwrap_or_default())
        };
        let ids: Vec<String> = groups.par_iter().map(id).collect();
        let mut event_of: FxHashMap<&str, &str> = FxHashMap::default();
        for (group, id) in groups.iter().zip(&ids) {
            event_of.extend(
                group
                    .iter()
                    .map(|&i| (self.told[i].0.id.as_str(), id.as_str())),
            );
        }
        let event = |(group, id): (&Vec<usize>, &String)| {
            watch.step(1);
            self.event(group, id, &event_of)
        };
        let mut events: Vec<Event> = groups.par_iter().zip(&ids).map(event).collect();
        drop(event_of);
        drop(self);
        events.par_sort_by(|a, b| a.id.cmp(&b.id));
        let events = events.into_iter().map(|event| (event.id.clone(), event));
        events.collect()
    }

    fn event(&self, group: &[usize], id: &str, event_of: &FxHashMap<&str, &str>) -> Event {
        let telling = |&index: &usize| {
            let (account, wording, document) = &self.told[index];
            Telling {
                account,
                wording,
                document: &self.dossiers[*document].document,
                source: &self.dossiers[self.origins.source(*document)].document,
                date: self.bounds.date(account),
                dated: self.decisions.dates(&account.id),
            }
        };
        let tellings: Vec<Telling<'_>> = group.iter().map(telling).collect();
        let mut event = fuse::event(id.to_string(), &tellings, self.ontology);
        let said = |account: &String| self.decisions.of.get(account);
        let mut said = event.accounts.iter().filter_map(said);
        if event.modality == Modality::Doubtful && said.any(|said| said.confirmed) {
            event.modality = Modality::Asserted;
        }
        // In the fused view a statement is about events, not about one document's accounts of them.
        for values in event.roles.values_mut() {
            for value in values.iter_mut() {
                if let Some(event) = event_of.get(value.as_str()) {
                    *value = event.to_string();
                }
            }
            fuse::sort(values);
        }
        event
    }
}
