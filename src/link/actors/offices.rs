//! "The Norland foreign minister" is the one person whom documents of that time name in that office.

use super::cast::{Cast, Known};
use super::{Case, Clerk};
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, TitleKind};
use std::collections::{BTreeMap, BTreeSet};

/// For so many days around an article that names the holder an office is taken to be theirs.
const TERM: i32 = 366;

/// Joins people who are only called by their office with its holders.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    let people = || cast.known.iter().filter(|(_, k)| k.nature.human);
    // By office its holders, with the documents that say so.
    let mut holders: BTreeMap<&(String, String), Vec<(&str, u32)>> = BTreeMap::new();
    for (id, known) in people().filter(|(_, k)| k.named) {
        for (&document, card) in &known.cards {
            for office in card.acts_for.iter().filter(|(_, t)| !t.is_empty()) {
                if !by_title(known, &office.1) {
                    holders.entry(office).or_default().push((id, document));
                }
            }
        }
    }
    for (id, known) in people() {
        for (&document, card) in &known.cards {
            let mut offices = card.acts_for.iter();
            let (Some(office), None) = (offices.next(), offices.next()) else {
                continue;
            };
            if !held_by_one(&office.1, gazetteer) || !only_office(known, office, gazetteer) {
                continue;
            }
            let told = holders.get(office).map(Vec::as_slice).unwrap_or_default();
            let named: BTreeSet<&str> = told
                .iter()
                .filter(|(_, other)| cast.days(document, *other).is_none_or(|days| days <= TERM))
                .map(|(holder, other)| clerk.renames.of(*other as usize, holder))
                .collect();
            let Some(&holder) = named.first().filter(|_| named.len() == 1) else {
                continue;
            };
            if contradicted(holder, office, document, cast, gazetteer) {
                continue;
            }
            let holder = holder.to_string();
            clerk.join_within(
                document,
                &Case {
                    from: id,
                    to: &holder,
                    score: 0.8,
                    reasons: &["the only one named in that office at that time"],
                },
            );
        }
    }
}

/// All that it is called by is the title.
fn by_title(known: &Known, title: &str) -> bool {
    known.names().iter().all(|name| name.ends_with(title))
}

/// All that it is called by is the title and the country: not "the next president".
fn only_office(known: &Known, office: &(String, String), gazetteer: &Gazetteer) -> bool {
    let country = office.0.rsplit('/').next().unwrap_or_default();
    known.names().iter().all(|name| {
        let Some(rest) = name.strip_suffix(office.1.as_str()) else {
            return false;
        };
        let rest = rest.trim();
        rest.is_empty()
            || rest.replace(' ', "-") == country
            || gazetteer.demonym(rest).is_some_and(|c| c.id == country)
    })
}

/// One person at a time holds it: a president or foreign minister, not an official, a general or just a minister.
fn held_by_one(office: &str, gazetteer: &Gazetteer) -> bool {
    match gazetteer.title(office).map(|t| t.kind) {
        Some(TitleKind::Head) => true,
        Some(TitleKind::Minister) => office.contains(' '),
        _ => false,
    }
}

/// The table of office holders knows somebody else.
fn contradicted(
    holder: &str,
    office: &(String, String),
    document: u32,
    cast: &Cast,
    gazetteer: &Gazetteer,
) -> bool {
    let country = office.0.rsplit('/').next().unwrap_or_default();
    let Some(day) = cast.published(document) else {
        return false;
    };
    let names = super::cast::name_of(holder);
    gazetteer
        .in_office(&office.1, country, day)
        .is_some_and(|known| {
            let known = fold(known.person);
            let surname = known.rsplit(' ').next().unwrap_or_default();
            !names.split(' ').any(|word| word == surname)
        })
}
