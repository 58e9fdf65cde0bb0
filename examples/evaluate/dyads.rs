//! `plover`: who did what to whom, as countries and a PLOVER class.

use super::{Fields, Knowledge, Reading};
use dateline::extract::account::{Account, Filler};
use dateline::gazetteer::OrganisationKind;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Roles whose fillers act.
const SOURCES: [&str; 5] = ["agent", "perpetrator", "speaker", "party", "participant"];
/// Roles whose fillers are acted on, the surest first.
const TARGETS: [&str; 5] = ["recipient", "target", "addressee", "about", "place"];
/// Roles whose fillers all act on each other.
const MUTUAL: [&str; 2] = ["party", "participant"];

type Dyad = (Option<String>, Option<String>, String);

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    // deeds before words, and those with both actors before those with one
    let mut ranked: [BTreeSet<Dyad>; 4] = Default::default();
    for account in &reading.accounts {
        let Some(class) = plover(&account.kind, knowledge) else {
            continue;
        };
        let mere = mere_words(account, knowledge);
        for dyad in dyads(account, class, knowledge) {
            let rank = match (dyad.0.is_some() && dyad.1.is_some(), mere) {
                (true, false) => 0,
                (false, false) => 1,
                (true, true) => 2,
                (false, true) => 3,
            };
            ranked[rank].insert(dyad);
        }
    }
    let found: Vec<Value> = ranked
        .into_iter()
        .find(|dyads| !dyads.is_empty())
        .unwrap_or_default()
        .into_iter()
        .map(|(source, target, class)| json!({ "source": source, "target": target, "plover": class }))
        .collect();
    fields.insert("events".to_owned(), found.into());
}

/// The PLOVER class of a class or of the nearest above it.
fn plover<'k>(kind: &str, knowledge: &'k Knowledge) -> Option<&'k str> {
    let classes = &knowledge.ontology.classes;
    knowledge
        .ontology
        .lineage(kind)
        .into_iter()
        .find_map(|class| classes.get(class)?.plover.as_deref())
}

/// Whether the account is of somebody saying something, of no class that says what the words do.
fn mere_words(account: &Account, knowledge: &Knowledge) -> bool {
    knowledge.ontology.is_a(&account.kind, "Statement")
        && knowledge.ontology.classes[&account.kind].plover.is_none()
}

fn dyads(account: &Account, class: &str, knowledge: &Knowledge) -> Vec<Dyad> {
    let codes = |role: &str| -> Vec<String> {
        let fillers = account.roles.get(role).into_iter().flatten();
        fillers.filter_map(|f| code(f, knowledge)).collect()
    };
    for role in MUTUAL {
        let all: BTreeSet<String> = codes(role).into_iter().collect();
        if all.len() > 1 {
            let pairs = all.iter().flat_map(|a| all.iter().map(move |b| (a, b)));
            return pairs
                .filter(|(a, b)| a != b)
                .map(|(a, b)| (Some(a.clone()), Some(b.clone()), class.to_owned()))
                .collect();
        }
    }
    let first = |roles: &[&str]| roles.iter().map(|r| codes(r)).find(|c| !c.is_empty());
    let sources = first(&SOURCES).unwrap_or_default();
    let targets = first(&TARGETS).unwrap_or_default();
    let some = |codes: Vec<String>| match codes.is_empty() {
        true => vec![None],
        false => codes.into_iter().map(Some).collect(),
    };
    if sources.is_empty() && targets.is_empty() {
        return Vec::new();
    }
    let (sources, targets) = (some(sources), some(targets));
    let pairs = sources
        .iter()
        .flat_map(|s| targets.iter().map(move |t| (s.clone(), t.clone())));
    pairs
        .filter(|(source, target)| source != target)
        .map(|(source, target)| (source, target, class.to_owned()))
        .collect()
}

/// The country of a filler, or what it is when it has none.
fn code(filler: &Filler, knowledge: &Knowledge) -> Option<String> {
    let wholes = filler.part_of.iter().map(|whole| whole.id.as_str());
    std::iter::once(filler.id.as_str())
        .chain(wholes)
        .find_map(|id| code_of(id, knowledge))
}

fn code_of(id: &str, knowledge: &Knowledge) -> Option<String> {
    let gazetteer = &knowledge.gazetteer;
    let slug = id.rsplit('/').next().unwrap_or(id);
    let country = |id: &str| {
        let country = gazetteer.country(id)?;
        (!country.cameo.is_empty()).then(|| country.cameo.to_owned())
    };
    if let Some(code) = country(slug) {
        return Some(code);
    }
    if let Some(region) = gazetteer.region(slug) {
        return match region.within.as_slice() {
            [only] => country(only),
            _ => None,
        };
    }
    let organisation = gazetteer.organisation(slug)?;
    match organisation.country {
        Some(id) => country(id),
        None if organisation.kind == OrganisationKind::Organisation => Some("IGO".to_owned()),
        None => None,
    }
}
