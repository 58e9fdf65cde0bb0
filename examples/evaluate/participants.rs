//! `meantime`: events with who takes part in them, names and times.

use super::{Fields, Knowledge, Reading, words};
use dateline::extract::account::{Account, Filler, Modality};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    words::timexes(reading, knowledge, fields);
    let mut entities: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    let mut events: Vec<Value> = Vec::new();
    let mut participants: Vec<Value> = Vec::new();
    for account in &reading.accounts {
        let (begin, end) = account.trigger;
        if begin == end {
            continue;
        }
        let id = format!("e{}", events.len());
        events.push(event(account, &id));
        for (role, fillers) in &account.roles {
            let Some(role) = proposition_role(role) else {
                continue;
            };
            for filler in fillers.iter().filter(|f| is_entity(f)) {
                let at = (filler.begin, filler.end);
                entities.insert(at, kind(&filler.class));
                participants.push(json!({ "event": id, "entity": name_of(at), "role": role }));
            }
        }
    }
    for (begin, end, kind) in words::spans(reading) {
        // a name that a filler contains would stand in that filler's way when spans are aligned
        if !entities.keys().any(|&(b, e)| b < end && begin < e) {
            entities.insert((begin, end), kind);
        }
    }
    let entities: Vec<Value> = entities
        .iter()
        .map(|(&(b, e), kind)| json!({ "id": name_of((b, e)), "b": b, "e": e, "type": kind }))
        .collect();
    fields.insert("entities".to_owned(), entities.into());
    fields.insert("events".to_owned(), events.into());
    fields.insert("participants".to_owned(), participants.into());
}

fn event(account: &Account, id: &str) -> Value {
    let said = account.kinds.iter().any(|kind| kind == "Statement");
    let certainty = match account.modality {
        Modality::Asserted | Modality::Denied => "CERTAIN",
        Modality::Conditional | Modality::Doubtful => "POSSIBLE",
        Modality::Planned | Modality::Threatened | Modality::Asked | Modality::General => {
            "PROBABLE"
        }
    };
    let denied = account.modality == Modality::Denied;
    json!({
        "id": id,
        "b": account.trigger.0,
        "e": account.trigger.1,
        "class": if said { "SPEECH_COGNITIVE" } else { "OTHER" },
        "polarity": if denied { "NEG" } else { "POS" },
        "certainty": certainty,
    })
}

fn is_entity(filler: &Filler) -> bool {
    filler.begin < filler.end && !filler.id.starts_with("document/")
}

fn name_of((begin, end): (usize, usize)) -> String {
    format!("x{begin}-{end}")
}

/// The PropBank role that a role of the ontology mostly is.
fn proposition_role(role: &str) -> Option<&'static str> {
    match role {
        "speaker" | "perpetrator" | "agent" | "party" | "participant" => Some("Arg0"),
        "target" | "recipient" | "about" | "provision" => Some("Arg1"),
        "addressee" | "weapon" => Some("Arg2"),
        "place" => Some("Argm-LOC"),
        _ => None,
    }
}

fn kind(class: &str) -> &'static str {
    match class {
        "Person" => "person",
        "Organisation" | "Group" | "Forces" => "organization",
        "Place" | "Country" | "Facility" => "place",
        _ => "product",
    }
}
