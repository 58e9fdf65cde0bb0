//! Decisions taken while the graph is asked: the file that holds it is linked again with them, and written.

use super::{Noticed, Store, StoreError, Writing};
use crate::files::Existing;
use crate::gazetteer::Gazetteer;
use crate::link::Decisions;
use crate::rdf::iri::Iris;
use crate::rdf::vocabulary::DL;
use std::collections::BTreeSet;
use std::path::Path;

/// A store after a person has decided something.
#[derive(Debug)]
pub struct Decided {
    /// The graph as it is now, which its file holds.
    pub store: Store,
    /// What was decided before.
    pub before: Decisions,
    /// What is decided now.
    pub after: Decisions,
    /// What was noticed of the file of decisions.
    pub noticed: Vec<Noticed>,
}

impl Store {
    /// An error when the file of a store is read only: another file could take its place, but nobody wants that.
    pub fn writable(path: &Path) -> Result<(), StoreError> {
        let found = path.metadata();
        match found.is_ok_and(|found| found.permissions().readonly()) {
            true => Err(StoreError::ReadOnly {
                path: path.to_path_buf(),
            }),
            false => Ok(()),
        }
    }

    /// The accounts of an event, or the account itself, by IRI, in the order of [`Store::evidence`].
    pub fn accounts_of(&self, iri: &str) -> Vec<String> {
        let accounts = self.linked(iri, &format!("{DL}account"));
        match accounts.is_empty() && self.document_of(iri).is_some() {
            true => vec![iri.to_string()],
            false => accounts,
        }
    }

    /// The event that an account tells.
    pub fn event_of(&self, account: &str) -> Option<String> {
        self.subjects(&format!("{DL}account"), account)
            .into_iter()
            .next()
    }

    /// Whether an account, by IRI or id, tells that something was said, which is never one with what else happened.
    pub fn is_statement(&self, account: &str) -> bool {
        let kind = format!("{DL}kind");
        let event = self.event_of(Iris::new(&self.base).node(account).as_str());
        let kinds = event.map(|event| self.linked(&event, &kind));
        let classes = self.ontology.classes.values();
        let says = classes.filter(|class| self.ontology.is_a(&class.name, "Statement"));
        let says: Vec<&str> = says.map(|class| class.iri.as_str()).collect();
        kinds
            .iter()
            .flatten()
            .any(|kind| says.contains(&kind.as_str()))
    }

    /// The links that made an actor or place one of several ids: pairs of IRIs.
    pub fn joined_ids(&self, iri: &str) -> BTreeSet<(String, String)> {
        let (mut pairs, mut next) = (BTreeSet::new(), vec![iri.to_string()]);
        while let Some(id) = next.pop() {
            for link in self.subjects(&format!("{DL}links"), &id) {
                let ends = self.linked(&link, &format!("{DL}links"));
                if let [a, b] = ends.as_slice()
                    && self.accepted(&link)
                    && pairs.insert((a.clone(), b.clone()))
                {
                    next.extend(ends);
                }
            }
        }
        pairs
    }

    /// Takes decisions on the store of a file: it is linked again with them, and it and its file of decisions are written,
    /// both or none. Where nothing is decided that was not decided before, nothing is written. `None` when another process
    /// is writing the store.
    pub fn decide(
        path: &Path,
        gazetteer: &Gazetteer,
        decide: impl FnOnce(&mut Decisions),
    ) -> Result<Option<Decided>, StoreError> {
        Store::writable(path)?;
        let Some(mut writing) = Writing::begin(path, Existing::Replace, &[], false)? else {
            return Ok(None);
        };
        // Another process may have written it since it was opened.
        let store = Store::open(path)?;
        let (before, noticed) = writing.decisions(store.base())?;
        let mut after = before.clone();
        decide(&mut after);
        if after == before && noticed.is_empty() {
            return Ok(Some(Decided {
                store,
                before,
                after,
                noticed,
            }));
        }
        let strangers = store.strangers(&before)?;
        let mut gone = store.strangers(&after)?;
        gone.retain(|id| !strangers.contains(id));
        if !gone.is_empty() {
            return Err(StoreError::Gone {
                path: path.to_path_buf(),
                ids: gone,
            });
        }
        let new = store.update(store.dossiers()?, Vec::new(), &after, gazetteer)?;
        writing.save(&new)?;
        Ok(Some(Decided {
            after: new.decisions()?,
            store: new,
            before,
            noticed,
        }))
    }
}
