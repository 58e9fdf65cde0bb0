//! `coref`: mentions of actors, places and things, in chains.

use super::{Fields, Knowledge, Reading, words};
use dateline::fold::fold;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

pub fn task(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    // fillers of roles come with the id of their entity; names elsewhere take the id of a filler that is called so
    let mut mentions: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut ids: HashMap<String, &str> = HashMap::new();
    for filler in reading
        .accounts
        .iter()
        .flat_map(|a| a.roles.values().flatten())
    {
        if filler.begin == filler.end || filler.id.starts_with("document/") {
            continue;
        }
        mentions
            .entry((filler.begin, filler.end))
            .or_insert_with(|| filler.id.clone());
        for name in filler.aliases.iter().chain([&filler.name, &filler.text]) {
            ids.entry(fold(name)).or_insert(&filler.id);
        }
    }
    let letters: Vec<char> = reading.document.text.chars().collect();
    let names: Vec<_> = words::spans(reading)
        .map(|(begin, end, kind)| {
            let name = fold(&String::from_iter(&letters[begin..end]));
            (begin, end, kind, name)
        })
        .collect();
    // a person's surname alone stands for the longer name
    let whole = |name: &str| {
        let ending = format!(" {name}");
        names
            .iter()
            .find(|(_, _, kind, other)| *kind == "person" && other.ends_with(&ending))
            .map(|(_, _, _, other)| other.clone())
    };
    for (begin, end, kind, name) in &names {
        let full = (*kind == "person").then(|| whole(name)).flatten();
        let full = full.as_ref().unwrap_or(name);
        let id = ids.get(full).or_else(|| ids.get(name)).copied();
        mentions
            .entry((*begin, *end))
            .or_insert_with(|| id.unwrap_or(full).to_owned());
    }
    let found: Vec<Value> = mentions
        .iter()
        .map(|((begin, end), chain)| json!({ "b": begin, "e": end, "chain": chain }))
        .collect();
    fields.insert("mentions".to_owned(), found.into());
}
