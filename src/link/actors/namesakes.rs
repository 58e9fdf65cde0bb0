//! Two people of one name are two nodes where documents tell of different countries and nobody else they name is the same; two
//! bodies of one name where they are of different countries.

use super::cast::{Card, Cast};
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use std::collections::{BTreeMap, BTreeSet};

/// Documents of each side that are compared.
const COMPARED: usize = 32;

/// Documents that mean one bearer of a name.
#[derive(Debug, Default)]
struct Bearer {
    countries: BTreeSet<String>,
    documents: BTreeSet<u32>,
}

/// Gives namesakes ids of their own.
pub(super) fn part(cast: &mut Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    // Those that the gazetteer knows are at home in one place and at work in many.
    let famous = |id: &str| {
        gazetteer
            .organisation(id.trim_start_matches("actor/"))
            .is_some()
    };
    let ids: Vec<String> = cast
        .known
        .iter()
        .filter(|(_, k)| k.named && k.cards.len() > 1 && k.countries().len() > 1)
        .filter(|(_, k)| k.nature.human || k.nature.body && !k.nature.several)
        .filter(|(id, _)| !famous(id))
        .map(|(id, _)| id.clone())
        .collect();
    let mut parted = false;
    for id in ids {
        let mut bearers = bearers(cast, &id);
        if bearers.len() < 2 {
            continue;
        }
        // Whom most documents mean keeps the plain id.
        bearers.sort_by_key(|b| {
            (
                std::cmp::Reverse(b.documents.len()),
                b.countries.first().cloned(),
            )
        });
        for other in bearers.drain(1..) {
            let country = other.countries.first().map(String::as_str).unwrap_or("");
            let country = country.rsplit('/').next().unwrap_or(country);
            let new = format!("{id}-of-{country}");
            move_cards(cast, &id, &new, &other.documents);
            for &document in &other.documents {
                clerk.renames.within[document as usize].insert(id.clone(), new.clone());
            }
            if !clerk.decided(&id, &new) {
                let reasons = ["different countries", "nobody else is named with both"];
                let (from, to) = (new.as_str(), id.as_str());
                clerk.note(
                    &Case {
                        from,
                        to,
                        score: 0.2,
                        reasons: &reasons,
                    },
                    false,
                );
            }
        }
        parted = true;
    }
    if parted {
        cast.gather();
    }
}

fn move_cards(cast: &mut Cast, id: &str, new: &str, documents: &BTreeSet<u32>) {
    let Some(known) = cast.known.get_mut(id) else {
        return;
    };
    let mut other = known.clone();
    other.cards.retain(|d, _| documents.contains(d));
    known.cards.retain(|d, _| !documents.contains(d));
    cast.known.insert(new.to_string(), other);
}

/// Whom documents mean by an id: those with a country in common, or somebody else in common, mean the same one.
fn bearers(cast: &Cast, id: &str) -> Vec<Bearer> {
    let Some(known) = cast.known.get(id) else {
        return Vec::new();
    };
    let is_person = known.nature.human;
    let mut bearers: Vec<Bearer> = Vec::new();
    for (&document, card) in known.cards.iter().filter(|(_, c)| !c.countries.is_empty()) {
        let new = Bearer {
            countries: card.countries.iter().cloned().collect(),
            documents: BTreeSet::from([document]),
        };
        merge(&mut bearers, new, |b| {
            card.countries
                .iter()
                .any(|country| b.countries.contains(country))
        });
    }
    if bearers.len() > 1 && is_person {
        for bearer in std::mem::take(&mut bearers) {
            let documents = bearer.documents.clone();
            merge(&mut bearers, bearer, |other| {
                let mine = documents.iter().take(COMPARED);
                mine.copied().any(|d| {
                    let theirs = other.documents.iter().take(COMPARED);
                    theirs.copied().any(|e| cast.acquaintances(d, e, &[id]) > 0)
                })
            });
        }
    }
    if bearers.len() > 1 {
        attach(cast, id, &known.cards, &mut bearers);
    }
    bearers
}

/// Adds a bearer, as one with all those that are the same.
fn merge(bearers: &mut Vec<Bearer>, mut new: Bearer, same: impl Fn(&Bearer) -> bool) {
    for at in (0..bearers.len()).rev() {
        if same(&bearers[at]) {
            let old = bearers.swap_remove(at);
            new.countries.extend(old.countries);
            new.documents.extend(old.documents);
        }
    }
    bearers.push(new);
    // The order must not depend on that of merging.
    bearers.sort_by(|a, b| a.documents.first().cmp(&b.documents.first()));
}

/// Documents that name no country mean the bearer with whose documents they have most in common.
fn attach(cast: &Cast, id: &str, cards: &BTreeMap<u32, Card>, bearers: &mut [Bearer]) {
    for &document in cards
        .iter()
        .filter(|(_, c)| c.countries.is_empty())
        .map(|(d, _)| d)
    {
        let likeness = |bearer: &Bearer| {
            let theirs = bearer.documents.iter().take(COMPARED);
            theirs
                .map(|&d| (cast.common(document, d, &[id]) * 100.0) as u32)
                .max()
        };
        let best = (0..bearers.len()).max_by_key(|&at| {
            let bearer = &bearers[at];
            (
                likeness(bearer),
                bearer.documents.len(),
                std::cmp::Reverse(bearer.countries.first().cloned()),
            )
        });
        if let Some(best) = best {
            bearers[best].documents.insert(document);
        }
    }
}
