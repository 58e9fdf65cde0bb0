//! What a person has decided: what is one and what is two, what is not so, what is, when it was. Kept as Turtle in the graph
//! and beside it, respected by every later build.

mod apply;
mod cut;
mod days;
mod decision;
mod statement;
mod told;
mod turtle;

pub use days::days;
pub use decision::Decision;
pub use statement::DecisionsError;
pub use told::{Fate, Told};

use super::Dossier;
use super::ids::event_id;
use crate::rdf::iri::Iris;
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// Decisions by ids (of accounts, actors or places) as they stand in IRIs. Pairs and sets are sorted.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// These are one.
    pub same: BTreeSet<(String, String)>,
    /// These are not.
    pub apart: BTreeSet<(String, String)>,
    /// What is said of single accounts. Nothing is said of an account that is not here.
    pub of: BTreeMap<String, Said>,
    /// What the accounts that they are on told, by the same ids.
    told: BTreeMap<String, Told>,
    /// The Turtle they were read from, with a person's comments.
    text: String,
}

/// What a person says of one account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Said {
    /// It is not so: it counts for nothing.
    pub struck: bool,
    /// It is so: the person vouches for it.
    pub confirmed: bool,
    /// When it happened.
    pub date: Option<Interval>,
    /// What else is to be known of it.
    pub notes: BTreeSet<String>,
}

/// The same decisions, whatever the text around them.
impl PartialEq for Decisions {
    fn eq(&self, other: &Decisions) -> bool {
        (&self.same, &self.apart, &self.of) == (&other.same, &other.apart, &other.of)
    }
}

impl Eq for Decisions {}

impl Decisions {
    /// Decides that two are one; what was decided before about them is taken back.
    pub fn same(&mut self, a: &str, b: &str) {
        self.decide(Decision::Same(a.to_string(), b.to_string()));
    }

    /// Decides that two are not one; what was decided before about them is taken back.
    pub fn apart(&mut self, a: &str, b: &str) {
        self.decide(Decision::Apart(a.to_string(), b.to_string()));
    }

    /// Takes a decision; an earlier one that speaks against it is taken back.
    pub fn decide(&mut self, decision: Decision) {
        match decision {
            Decision::Same(a, b) => {
                let pair = pair(id(&a), id(&b));
                self.apart.remove(&pair);
                self.same.insert(pair);
            }
            Decision::Apart(a, b) => {
                let pair = pair(id(&a), id(&b));
                self.same.remove(&pair);
                self.apart.insert(pair);
            }
            Decision::Struck(struck) => {
                // What was vouched for before goes with its event.
                self.of.retain(|account, said| {
                    said.confirmed &= event_id(account) != struck;
                    *said != Said::default()
                });
                let said = self.said(&struck);
                (said.struck, said.confirmed) = (true, false);
            }
            Decision::Confirmed(account) => {
                let said = self.said(&account);
                (said.struck, said.confirmed) = (false, true);
            }
            Decision::Date(account, days) => self.said(&account).date = Some(days),
            Decision::Note(account, note) => {
                self.said(&account).notes.insert(note.trim().to_string());
            }
        }
    }

    fn said(&mut self, account: &str) -> &mut Said {
        self.of.entry(id(account)).or_default()
    }

    /// Takes a decision back, where it stands.
    pub fn take_back(&mut self, decision: &Decision) {
        match decision {
            Decision::Same(a, b) => {
                self.same.remove(&pair(id(a), id(b)));
            }
            Decision::Apart(a, b) => {
                self.apart.remove(&pair(id(a), id(b)));
            }
            Decision::Struck(account)
            | Decision::Confirmed(account)
            | Decision::Date(account, _)
            | Decision::Note(account, _) => {
                let Some(said) = self.of.get_mut(&id(account)) else {
                    return;
                };
                match decision {
                    Decision::Struck(_) => said.struck = false,
                    Decision::Confirmed(_) => said.confirmed = false,
                    Decision::Date(_, days) => said.date = said.date.filter(|date| date != days),
                    Decision::Note(_, note) => {
                        said.notes.remove(note);
                    }
                    Decision::Same(..) | Decision::Apart(..) => {}
                }
                if *said == Said::default() {
                    self.of.remove(&id(account));
                }
            }
        }
    }

    /// Takes back what led from the one decisions to the others. Where nothing was decided since, the text is the old one
    /// again, to the letter.
    pub fn revert(&mut self, before: &Decisions, after: &Decisions) {
        if self == after && self.text == after.text && !before.text.is_empty() {
            *self = before.clone();
            return;
        }
        let (old, new) = (before.all(), after.all());
        for decision in new.difference(&old) {
            self.take_back(decision);
        }
        for decision in old.difference(&new) {
            self.decide(decision.clone());
        }
    }

    /// The decisions but for what is struck.
    pub(super) fn without_strikes(&self) -> Decisions {
        let mut kept = self.clone();
        for said in kept.of.values_mut() {
            said.struck = false;
        }
        kept
    }

    /// Whether it says when what an account tells happened.
    pub(super) fn dates(&self, account: &str) -> bool {
        let said = self.of.get(account);
        said.is_some_and(|said| said.date.is_some())
    }

    /// Each decision.
    pub fn all(&self) -> BTreeSet<Decision> {
        let same = self.same.iter().cloned();
        let apart = self.apart.iter().cloned();
        let pairs = same.map(|(a, b)| Decision::Same(a, b));
        let mut all: BTreeSet<Decision> = pairs
            .chain(apart.map(|(a, b)| Decision::Apart(a, b)))
            .collect();
        for (account, said) in &self.of {
            let id = || account.clone();
            all.extend(said.struck.then(|| Decision::Struck(id())));
            all.extend(said.confirmed.then(|| Decision::Confirmed(id())));
            all.extend(said.date.map(|days| Decision::Date(id(), days)));
            let notes = said.notes.iter();
            all.extend(notes.map(|note| Decision::Note(id(), note.clone())));
        }
        all
    }

    /// Nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.apart.is_empty() && self.of.is_empty()
    }

    /// How many decisions there are.
    pub fn len(&self) -> usize {
        self.all().len()
    }

    /// What is decided here and not in `other`, in words: "actor/a and actor/b are one".
    pub fn beyond(&self, other: &Decisions) -> Vec<String> {
        let (mine, theirs) = (self.all(), other.all());
        mine.difference(&theirs).map(ToString::to_string).collect()
    }

    /// What is decided on one thing and itself, which decides nothing.
    pub fn of_itself(&self) -> Vec<String> {
        let pairs = self.same.iter().chain(&self.apart);
        pairs
            .filter(|(a, b)| a == b)
            .map(|(a, _)| a.clone())
            .collect()
    }

    /// Ids of pairs that no account, filler or speaker of the documents has.
    pub fn strangers(&self, dossiers: &[Dossier]) -> BTreeSet<String> {
        let mut known: BTreeSet<String> = BTreeSet::new();
        for account in dossiers.iter().flat_map(|d| &d.accounts) {
            known.insert(id(&account.id));
            known.extend(account.attributed_to.iter().map(|speaker| id(&speaker.id)));
            for filler in account.roles.values().flatten() {
                known.insert(id(&filler.id));
                known.extend(filler.part_of.iter().map(|whole| id(&whole.id)));
            }
        }
        let pairs = self.same.iter().chain(&self.apart);
        let named = pairs.flat_map(|(a, b)| [a, b]);
        named
            .filter(|name| !known.contains(*name))
            .cloned()
            .collect()
    }

    /// Ids of single decisions that are no account of the documents, nor an event of one that is struck.
    pub fn no_accounts(&self, dossiers: &[Dossier]) -> BTreeSet<String> {
        let accounts = dossiers.iter().flat_map(|d| &d.accounts);
        let mut known: BTreeSet<String> = accounts.clone().map(|a| id(&a.id)).collect();
        let struck = Said {
            struck: true,
            ..Said::default()
        };
        let events = accounts.map(|account| event_id(&account.id));
        known.extend(events.filter(|event| self.of.get(event) == Some(&struck)));
        let named = self.of.keys();
        named
            .filter(|name| !known.contains(*name))
            .cloned()
            .collect()
    }

    /// Takes over what `other` decides where nothing is decided here.
    pub fn fill(&mut self, other: &Decisions) {
        for decision in other.all() {
            if !self.settles(&decision) {
                self.decide(decision);
            }
        }
        for (id, told) in &other.told {
            self.told.entry(id.clone()).or_insert_with(|| told.clone());
        }
    }

    /// Whether what a decision is about is decided here, this way or the other.
    fn settles(&self, decision: &Decision) -> bool {
        let of = |account: &str| self.of.get(&id(account));
        match decision {
            Decision::Same(a, b) | Decision::Apart(a, b) => {
                let pair = pair(id(a), id(b));
                self.same.contains(&pair) || self.apart.contains(&pair)
            }
            Decision::Struck(account) | Decision::Confirmed(account) => {
                of(account).is_some_and(|said| said.struck || said.confirmed)
            }
            Decision::Date(account, _) => of(account).is_some_and(|said| said.date.is_some()),
            Decision::Note(account, note) => {
                of(account).is_some_and(|said| said.notes.contains(note))
            }
        }
    }
}

/// An id as it stands behind the base in IRIs.
pub fn id(name: &str) -> String {
    Iris::new("").node(name).into_string()
}

/// In one order, whichever way it was said.
fn pair(a: String, b: String) -> (String, String) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests;
