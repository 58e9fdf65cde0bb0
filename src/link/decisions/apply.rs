//! Documents as a person corrects them.

use super::{Decisions, Said, id, pair};
use crate::extract::account::Dated;
use crate::link::Dossier;
use std::collections::{BTreeMap, BTreeSet};

impl Decisions {
    /// Leaves out accounts that are struck, and what refers to them; dates others, and is sure of those that are confirmed.
    /// What was left out, with its document.
    pub(in crate::link) fn apply(&self, dossiers: &mut [Dossier]) -> BTreeMap<String, String> {
        let mut struck = BTreeMap::new();
        if self.of.is_empty() {
            return struck;
        }
        for dossier in dossiers.iter_mut() {
            dossier.accounts.retain_mut(|account| {
                let Some(said) = self.of.get(&account.id) else {
                    return true;
                };
                if said.struck {
                    struck.insert(account.id.clone(), account.document.clone());
                    return false;
                }
                if let Some(interval) = said.date {
                    account.date = Some(Dated {
                        interval,
                        text: None,
                        at: None,
                        note: None,
                        presumed: false,
                        confidence: Some(1.0),
                    });
                }
                if said.confirmed {
                    account.confidence = Some(1.0);
                }
                true
            });
        }
        if struck.is_empty() {
            return struck;
        }
        for account in dossiers.iter_mut().flat_map(|d| &mut d.accounts) {
            account.statement.take_if(|s| struck.contains_key(s));
            for fillers in account.roles.values_mut() {
                fillers.retain(|filler| !struck.contains_key(&filler.id));
            }
            account.roles.retain(|_, fillers| !fillers.is_empty());
        }
        struck
    }

    /// With ids as the documents have them, where an IRI cannot hold them as they are, and without those on one thing and
    /// itself.
    pub(in crate::link) fn named_as_in(&self, dossiers: &[Dossier]) -> Decisions {
        let mut found = self.clone();
        for pairs in [&mut found.same, &mut found.apart] {
            pairs.retain(|(a, b)| a != b);
        }
        let pairs = self.same.iter().chain(&self.apart);
        let mut ids = pairs.flat_map(|(a, b)| [a, b]).chain(self.of.keys());
        if !ids.any(|id| id.contains('%')) {
            return found;
        }
        let mut raw: BTreeMap<String, &str> = BTreeMap::new();
        for account in dossiers.iter().flat_map(|d| &d.accounts) {
            let fillers = account.roles.values().flatten().map(|f| f.id.as_str());
            for name in fillers.chain([account.id.as_str()]) {
                raw.entry(id(name)).or_insert(name);
            }
        }
        let name = |id: &String| {
            raw.get(id)
                .map_or_else(|| id.clone(), |raw| raw.to_string())
        };
        for pairs in [&mut found.same, &mut found.apart] {
            let named = pairs.iter().map(|(a, b)| pair(name(a), name(b)));
            *pairs = named.collect::<BTreeSet<_>>();
        }
        let of: BTreeMap<String, Said> = self
            .of
            .iter()
            .map(|(id, said)| (name(id), said.clone()))
            .collect();
        found.of = of;
        found
    }
}
