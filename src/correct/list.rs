//! What a person has decided on the graph, in words.

use super::name;
use crate::extract::Account;
use crate::link::decisions::id;
use crate::link::{Dossier, event_id};
use crate::report::source;
use crate::shown::Shown;
use crate::store::{Store, StoreError};
use std::collections::BTreeMap;

/// Letters of a sentence that are shown.
const SHOWN: usize = 100;

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// `struck`.
    pub said: String,
    /// Of what: kind, article and words of an account, or a name with its id.
    pub of: Vec<String>,
}

/// Each decision that the graph was linked with.
pub fn decided(store: &Store) -> Result<Vec<Decided>, StoreError> {
    let decisions = store.decisions()?;
    let decided = decisions.all();
    let mut accounts: BTreeMap<String, String> = BTreeMap::new();
    if !decided.is_empty() {
        for dossier in store.dossiers()? {
            let lines = dossier.accounts.iter();
            for account in lines {
                let line = line(store, &dossier, account);
                accounts.insert(event_id(&account.id), line.clone());
                accounts.insert(id(&account.id), line);
            }
        }
    }
    let told = decided.iter().map(|decision| {
        let of = decision.ids().into_iter().map(|known| {
            let told = |told| format!("{told} (no article tells it any more)");
            let shown = accounts.get(known).cloned();
            let shown = shown.or_else(|| decisions.told(known).map(told));
            let iri = format!("{}{known}", store.base());
            let shown = shown.unwrap_or_else(|| match store.label(&iri) {
                Some(_) => format!("{} ({known})", name(store, &iri)),
                None => known.clone(),
            });
            Shown::line(&shown).to_string()
        });
        Decided {
            said: decision.said(),
            of: of.collect(),
        }
    });
    Ok(told.collect())
}

/// Kind, article and words of an account.
fn line(store: &Store, dossier: &Dossier, account: &Account) -> String {
    let document = format!("{}{}", store.base(), id(&dossier.document.id));
    let source = source(&store.document(&document));
    let text = Shown::line(&account.evidence.text);
    let text = match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    };
    format!("{}, {source}: “{text}”", account.kind)
}
