//! Accounts of one event across documents: the same family of class, times that overlap, parties and places that agree.
//!
//! Precision before recall: where nothing ties two accounts together they stay apart.

use super::compare::{Parties, content_words, same_words};
use crate::extract::Account;
use crate::extract::account::Modality;
use crate::ontology::Ontology;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of accounts (indices) that tell one event, each sorted, in the order of their first account.
pub(super) fn groups(accounts: &[&Account], ontology: &Ontology) -> Vec<Vec<usize>> {
    let mut union = Union::new(accounts.len());
    let parties: Vec<Parties> = accounts.iter().map(|a| Parties::of(a)).collect();
    for block in blocks(accounts, &parties, ontology).values() {
        let words: Vec<BTreeSet<String>> =
            block.iter().map(|&i| content_words(accounts[i])).collect();
        for (n, &i) in block.iter().enumerate() {
            for (m, &j) in block.iter().enumerate().skip(n + 1) {
                if union.root(i) == union.root(j) || accounts[i].document == accounts[j].document {
                    continue;
                }
                let (a, b) = (accounts[i], accounts[j]);
                let same = if is_a(a, "Statement") {
                    same_words(&words[n], &words[m]) && dates_agree(a, b)
                } else {
                    same_event(a, b, &parties[i], &parties[j])
                };
                if same {
                    union.join(i, j);
                }
            }
        }
    }
    union.groups()
}

/// Accounts that could be one event at all: same family and modality, and the same speaker or a country in common.
fn blocks(
    accounts: &[&Account],
    parties: &[Parties],
    ontology: &Ontology,
) -> BTreeMap<(String, Modality, String), Vec<usize>> {
    let mut blocks: BTreeMap<(String, Modality, String), Vec<usize>> = BTreeMap::new();
    for (i, account) in accounts.iter().enumerate() {
        let family = family(&account.kind, ontology);
        let keys: BTreeSet<String> = if family == "Statement" {
            account
                .roles
                .get("speaker")
                .into_iter()
                .flatten()
                .map(|f| f.id.clone())
                .collect()
        } else {
            parties[i].keys()
        };
        for key in keys {
            blocks
                .entry((family.to_string(), account.modality, key))
                .or_default()
                .push(i);
        }
    }
    blocks
}

fn family<'o>(class: &str, ontology: &'o Ontology) -> &'o str {
    crate::extract::family(class, ontology)
}

fn is_a(account: &Account, class: &str) -> bool {
    account.kinds.iter().any(|k| k == class)
}

fn dates_agree(a: &Account, b: &Account) -> bool {
    a.date
        .as_ref()
        .zip(b.date.as_ref())
        .is_none_or(|(x, y)| x.interval.overlaps(&y.interval))
}

/// Both kinds could be said of one event: one is the other or above it, or one only says that two sides fought.
fn kinds_agree(a: &Account, b: &Account) -> bool {
    let (loose, retaliation) = (
        |x: &Account| x.kind == "Clash",
        |x: &Account| x.kind == "Retaliation",
    );
    if retaliation(a) != retaliation(b) {
        return false;
    }
    a.kinds.contains(&b.kind)
        || b.kinds.contains(&a.kind)
        || ((loose(a) || loose(b)) && is_a(a, "Attack") && is_a(b, "Attack"))
}

/// A telling dated to more days than this says too little about when.
const MAX_DAYS: i32 = 3;

fn same_event(a: &Account, b: &Account, x: &Parties, y: &Parties) -> bool {
    if !kinds_agree(a, b) || !dates_agree(a, b) {
        return false;
    }
    if is_a(a, "Agreement") {
        let dated = a.date.is_some() && b.date.is_some();
        return x.sides.len() >= 2
            && x.sides == y.sides
            && (dated || a.date.is_none() && b.date.is_none() && a.kind == b.kind);
    }
    if x.places_differ(y) {
        return false;
    }
    let short = |account: &Account| {
        account
            .date
            .as_ref()
            .and_then(|d| d.interval.length())
            .is_some_and(|days| days <= MAX_DAYS)
    };
    let same_day = short(a) && short(b);
    let toll = |account: &Account| {
        account
            .quantities
            .iter()
            .map(|q| (q.of.clone(), q.min, q.max))
            .collect::<BTreeSet<_>>()
    };
    let undated = |x: &Account| {
        x.date
            .as_ref()
            .is_none_or(|d| d.interval.begin.is_none() && d.interval.end.is_none())
    };
    let same_toll = !toll(a).is_empty() && toll(a).intersection(&toll(b)).next().is_some();
    let clash = a.kind == "Clash" || b.kind == "Clash";
    let same_sides = if clash {
        x.same_fighters(y)
    } else {
        x.agree(y)
    };
    let opposed = !clash && x.oppose(y);
    if opposed {
        return false;
    }
    let may_be_same_day = same_day || undated(a) || undated(b);
    (same_day && same_sides)
        || (same_toll && may_be_same_day && (same_sides || (same_day && x.same_victims(y))))
}

/// Union-find over indices; the smallest index is the root.
struct Union {
    parents: Vec<usize>,
}

impl Union {
    fn new(size: usize) -> Union {
        Union {
            parents: (0..size).collect(),
        }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.parents[i] != i {
            self.parents[i] = self.parents[self.parents[i]];
            i = self.parents[i];
        }
        i
    }

    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        self.parents[a.max(b)] = a.min(b);
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.parents.len() {
            groups.entry(self.root(i)).or_default().push(i);
        }
        groups.into_values().collect()
    }
}
