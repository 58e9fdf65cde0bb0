//! What two accounts are compared by: their sides, their places, their words.

use crate::extract::Account;
use crate::extract::account::{Filler, PartRelation};
use crate::fold::fold;
use std::collections::BTreeSet;

/// Who did it to whom and where, rolled up to countries so that "Turkish troops" and "Turkey" agree.
pub(super) struct Parties {
    perpetrators: BTreeSet<String>,
    targets: BTreeSet<String>,
    /// All actors of the event.
    pub(super) sides: BTreeSet<String>,
    places: BTreeSet<String>,
    wide_places: BTreeSet<String>,
}

impl Parties {
    pub(super) fn of(account: &Account) -> Parties {
        let role = |name: &str| {
            account
                .roles
                .get(name)
                .map(|fillers| {
                    fillers
                        .iter()
                        .filter(|f| f.class != "Place")
                        .map(side)
                        .collect()
                })
                .unwrap_or_default()
        };
        let (perpetrators, targets): (BTreeSet<String>, BTreeSet<String>) =
            (role("perpetrator"), role("target"));
        let mut sides: BTreeSet<String> = perpetrators.union(&targets).cloned().collect();
        for name in ["party", "participant", "agent", "recipient"] {
            sides.extend(role(name));
        }
        let places = account
            .roles
            .get("place")
            .map(|f| f.iter().map(|f| f.id.clone()).collect())
            .unwrap_or_default();
        let wide_places = account
            .roles
            .get("place")
            .map(|f| {
                f.iter()
                    .flat_map(|f| f.part_of.iter().map(|w| w.id.clone()).chain([f.id.clone()]))
                    .collect()
            })
            .unwrap_or_default();
        Parties {
            perpetrators,
            targets,
            sides,
            places,
            wide_places,
        }
    }

    /// Keys under which the account is looked for.
    pub(super) fn keys(&self) -> BTreeSet<String> {
        self.sides.union(&self.places).cloned().collect()
    }

    /// Neither contradicts the other and at least one side is named by both.
    pub(super) fn agree(&self, other: &Parties) -> bool {
        let shared =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| a.intersection(b).next().is_some();
        let compatible = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            a.is_empty() || b.is_empty() || shared(a, b)
        };
        compatible(&self.perpetrators, &other.perpetrators)
            && compatible(&self.targets, &other.targets)
            && shared(&self.targets, &other.targets)
            && (shared(&self.perpetrators, &other.perpetrators)
                || shared(&self.places, &other.places))
    }

    /// Both name the same victims, and not different attackers.
    pub(super) fn same_victims(&self, other: &Parties) -> bool {
        let (a, b) = (&self.perpetrators, &other.perpetrators);
        self.targets.intersection(&other.targets).next().is_some()
            && (a.is_empty() || b.is_empty() || a.intersection(b).next().is_some())
    }

    /// The two sides of the one are sides of the other: "clashes between A and B" and "A attacked B".
    pub(super) fn same_fighters(&self, other: &Parties) -> bool {
        let (few, many) = if self.sides.len() < other.sides.len() {
            (&self.sides, &other.sides)
        } else {
            (&other.sides, &self.sides)
        };
        few.len() >= 2 && few.is_subset(many)
    }

    /// Who attacks in one is attacked in the other.
    pub(super) fn oppose(&self, other: &Parties) -> bool {
        let crossed = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            !a.is_empty() && a.intersection(b).next().is_some()
        };
        crossed(&self.perpetrators, &other.targets)
            && !crossed(&self.perpetrators, &other.perpetrators)
    }

    /// Both name places, and none lies in the other.
    pub(super) fn places_differ(&self, other: &Parties) -> bool {
        !self.places.is_empty()
            && !other.places.is_empty()
            && self
                .places
                .intersection(&other.wide_places)
                .next()
                .is_none()
            && other
                .places
                .intersection(&self.wide_places)
                .next()
                .is_none()
    }
}

/// The country that an actor is, is part of or acts for; else the actor.
fn side(filler: &Filler) -> String {
    filler
        .part_of
        .iter()
        .find(|w| w.class == "Country" && w.relation != PartRelation::Within)
        .map_or_else(|| filler.id.clone(), |w| w.id.clone())
}

/// The words of a statement, folded, short ones left out.
pub(super) fn content_words(account: &Account) -> BTreeSet<String> {
    let Some(content) = &account.content else {
        return BTreeSet::new();
    };
    fold(&content.text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() > 2)
        .map(str::to_string)
        .collect()
}

/// Fewest words that can show that two statements are one.
const MIN_WORDS: usize = 4;
/// Share of the words of both that they have in common.
const MIN_SHARED: f64 = 0.55;
/// Share of the shorter one's words when it is part of the longer.
const MIN_CONTAINED: f64 = 0.85;

/// Quotation or close paraphrase of the same words.
pub(super) fn same_words(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    if shared < MIN_WORDS {
        return false;
    }
    let all = a.union(b).count() as f64;
    let shorter = a.len().min(b.len()) as f64;
    shared as f64 / all >= MIN_SHARED
        || (shared as f64 / shorter >= MIN_CONTAINED && shared > MIN_WORDS)
}
