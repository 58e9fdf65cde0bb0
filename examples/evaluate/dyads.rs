//! `plover`: who did what to whom, as countries and a PLOVER class. A record has one event, the main one of its sentence.

use super::{Fields, Knowledge, Reading};
use dateline::extract::account::{Account, Filler, Modality};
use dateline::gazetteer::{Entry, OrganisationKind};
use serde_json::{Value, json};

/// Roles whose fillers act.
const SOURCES: [&str; 5] = ["agent", "perpetrator", "speaker", "party", "participant"];
/// Roles whose fillers are acted on, the surest first.
const TARGETS: [&str; 4] = ["recipient", "target", "addressee", "place"];
/// Roles whose fillers all act on each other.
const MUTUAL: [&str; 2] = ["party", "participant"];
/// Classes that PLOVER calls friendly: what is promised of them is agreement, what is threatened is none.
const FRIENDLY: [&str; 7] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
];

/// Classes whose promise is a threat.
const UNFRIENDLY: [&str; 5] = ["THREATEN", "FIGHT", "ASSAULT", "SANCTION", "COERCE"];

/// Classes of what a country does to its own people.
const DOMESTIC: [&str; 3] = ["CONCEDE", "PROTEST", "COERCE"];

/// An event as PLOVER writes it.
struct Event {
    sources: Vec<String>,
    targets: Vec<String>,
    mutual: bool,
    class: &'static str,
}

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let main = reading
        .accounts
        .iter()
        .filter_map(|account| {
            let event = event(account, &reading.accounts, knowledge)?;
            let certain = account.modality.is_fact() || account.modality == Modality::Planned;
            let one_sided = event.sources.is_empty() || event.targets.is_empty();
            Some(((one_sided, !certain, account.trigger), event))
        })
        .min_by_key(|(rank, _)| *rank);
    let found: Vec<Value> = main
        .map(|(_, event)| dyads(&event))
        .unwrap_or_default()
        .into_iter()
        .map(|(source, target, class)| json!({ "source": source, "target": target, "plover": class }))
        .collect();
    fields.insert("events".to_owned(), found.into());
}

fn event(account: &Account, all: &[Account], knowledge: &Knowledge) -> Option<Event> {
    // What somebody promises, asks for or rejects is told by the promise, the request, the rejection.
    let said_in = account.statement.as_ref();
    let outer = said_in.and_then(|id| all.iter().find(|a| a.id == *id));
    if outer.is_some_and(|outer| class(outer, knowledge).is_some()) {
        return None;
    }
    let demanded = outer.filter(|_| account.modality == Modality::Asked);
    if let Some(event) = demanded.and_then(|outer| demand(account, outer, knowledge)) {
        return Some(event);
    }
    let mut class = class(account, knowledge)?;
    for role in MUTUAL {
        let parties = codes(account, role, knowledge);
        if let Some((first, others)) = parties.split_first()
            && !others.is_empty()
        {
            return Some(Event {
                sources: vec![first.clone()],
                targets: others.to_vec(),
                mutual: account.modality == Modality::Asserted,
                class,
            });
        }
    }
    let mut sources = first(account, &SOURCES, knowledge);
    let acts = SOURCES.iter().any(|role| account.roles.contains_key(*role));
    if sources.is_empty() && acts {
        // Students who march in a town are of its country.
        sources = codes(account, "place", knowledge);
    }
    let deeds = || {
        all.iter()
            .filter(|a| a.statement.as_ref() == Some(&account.id))
    };
    let hostile = |deed: &Account| {
        let class = self::class(deed, knowledge);
        deed.modality != Modality::Denied && class.is_some_and(|c| UNFRIENDLY.contains(&c))
    };
    if class == "AGREE" && deeds().any(hostile) {
        class = "THREATEN";
    }
    let elsewhere = |codes: &[String]| codes.iter().any(|code| !sources.contains(code));
    let mut targets = first(account, &TARGETS, knowledge);
    // Who is concerned by what was said: whoever is named first, as the one whom a deed is done to or otherwise.
    if !elsewhere(&targets) {
        let mut concerned: Vec<(usize, Vec<String>)> = Vec::new();
        for deed in deeds() {
            let role = TARGETS.iter().find_map(|role| deed.roles.get(*role));
            let begin = role.and_then(|fillers| fillers.first()).map(|f| f.begin);
            concerned.extend(begin.map(|begin| (begin, first(deed, &TARGETS, knowledge))));
        }
        for filler in account.roles.get("about").into_iter().flatten() {
            concerned.extend(code(filler, knowledge).map(|code| (filler.begin, vec![code])));
        }
        concerned.retain(|(_, codes)| elsewhere(codes));
        concerned.sort_by_key(|(begin, _)| *begin);
        targets = concerned
            .into_iter()
            .next()
            .map_or(targets, |(_, codes)| codes);
    }
    // Prisoners of nobody's country are of the country that frees them.
    let nameless = targets.is_empty() && TARGETS.iter().any(|r| account.roles.contains_key(*r));
    if nameless && DOMESTIC.contains(&class) {
        targets = sources.clone();
    }
    if elsewhere(&targets) {
        targets.retain(|target| !sources.contains(target));
    }
    (!sources.is_empty() || !targets.is_empty()).then_some(Event {
        sources,
        targets,
        mutual: false,
        class,
    })
}

/// "The minister said that the rebels should leave": whoever speaks demands it of whoever should do it.
fn demand(deed: &Account, outer: &Account, knowledge: &Knowledge) -> Option<Event> {
    let sources = codes(outer, "speaker", knowledge);
    let mut targets = first(deed, &SOURCES, knowledge);
    targets.retain(|target| !sources.contains(target));
    (!sources.is_empty() && !targets.is_empty()).then_some(Event {
        sources,
        targets,
        mutual: false,
        class: "DEMAND",
    })
}

/// The codes of the first role that has any.
fn first(account: &Account, roles: &[&str], knowledge: &Knowledge) -> Vec<String> {
    let all = roles.iter().map(|role| codes(account, role, knowledge));
    all.into_iter()
        .find(|codes| !codes.is_empty())
        .unwrap_or_default()
}

fn codes(account: &Account, role: &str, knowledge: &Knowledge) -> Vec<String> {
    let mut codes = Vec::new();
    for filler in account.roles.get(role).into_iter().flatten() {
        if let Some(code) = code(filler, knowledge)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    codes
}

fn dyads(event: &Event) -> Vec<(Option<String>, Option<String>, &'static str)> {
    let some = |codes: &[String]| match codes {
        [] => vec![None],
        codes => codes.iter().cloned().map(Some).collect(),
    };
    let (sources, targets) = (some(&event.sources), some(&event.targets));
    let mut dyads = Vec::new();
    for source in &sources {
        for target in &targets {
            dyads.push((source.clone(), target.clone(), event.class));
            if event.mutual {
                dyads.push((target.clone(), source.clone(), event.class));
            }
        }
    }
    dyads
}

/// The class of an account in the draft of 2016, which the gold standard records follow: unlike the manual of 2021 it
/// tells fighting from assaults, investigating and disapproving from accusing, and calls a request a demand. An
/// intention is agreement or a threat, whichever suits the deed.
fn class(account: &Account, knowledge: &Knowledge) -> Option<&'static str> {
    let classes = &knowledge.ontology.classes;
    let lineage = knowledge.ontology.lineage(&account.kind);
    let nearest = lineage.into_iter().filter_map(|class| classes.get(class));
    let found = nearest.clone().find_map(|class| class.plover.as_deref())?;
    let cameo = nearest.clone().find_map(|class| class.cameo.as_deref());
    let deed = match (
        found,
        &cameo.unwrap_or_default().get(..2).unwrap_or_default(),
    ) {
        ("AGREE", _) => "AGREE",
        ("CONSULT", _) => "CONSULT",
        ("SUPPORT", _) => "SUPPORT",
        ("COOPERATE", _) => "COOPERATE",
        ("AID", _) => "AID",
        ("CONCEDE", _) => "CONCEDE",
        ("RETREAT", _) => "RETREAT",
        ("REQUEST", _) => "DEMAND",
        ("ACCUSE", &"09") => "INVESTIGATE",
        ("ACCUSE", _) => "DISAPPROVE",
        ("REJECT", _) => "REJECT",
        ("THREATEN", _) => "THREATEN",
        ("PROTEST", _) => "PROTEST",
        ("SANCTION", _) => "SANCTION",
        ("MOBILIZE", _) => "MOBILIZE",
        ("COERCE", _) => "COERCE",
        ("ASSAULT", &"18") => "ASSAULT",
        ("ASSAULT", _) => "FIGHT",
        _ => return None,
    };
    let speaks = knowledge.ontology.is_a(&account.kind, "Statement");
    Some(match account.modality {
        Modality::Threatened => "THREATEN",
        Modality::Planned if speaks => deed,
        Modality::Planned if FRIENDLY.contains(&deed) => "AGREE",
        Modality::Planned if deed == "FIGHT" || deed == "ASSAULT" => "THREATEN",
        Modality::Denied if FRIENDLY.contains(&deed) => "REJECT",
        _ => deed,
    })
}

/// The country of a filler, or what it is when it has none.
fn code(filler: &Filler, knowledge: &Knowledge) -> Option<String> {
    let wholes = filler.part_of.iter().map(|whole| whole.id.as_str());
    std::iter::once(filler.id.as_str())
        .chain(wholes)
        .find_map(|id| code_of(id, knowledge))
        .or_else(|| code_in_words(&filler.name, knowledge))
        .or_else(|| code_in_words(&filler.text, knowledge))
}

/// The longest name among the words of a description: "Arab League envoy", "Peruvian rebels".
fn code_in_words(name: &str, knowledge: &Knowledge) -> Option<String> {
    let gazetteer = &knowledge.gazetteer;
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=3usize.min(words.len())).rev().find_map(|length| {
        words.windows(length).find_map(|window| {
            let name = window.join(" ");
            let country = gazetteer.demonym(&name).or_else(|| gazetteer.people(&name));
            if let Some(country) = country.or_else(|| gazetteer.metonym(&name)) {
                return code_of(country.id, knowledge);
            }
            let region = gazetteer.region_demonym(&name);
            if let Some(code) = region.and_then(|region| code_of(region.id, knowledge)) {
                return Some(code);
            }
            gazetteer
                .lookup(&name)
                .into_iter()
                .find_map(|entry| match entry {
                    Entry::Country(country) => code_of(country.id, knowledge),
                    Entry::Organisation(organisation) => code_of(organisation.id, knowledge),
                    _ => None,
                })
        })
    })
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
