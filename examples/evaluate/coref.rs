//! `coref`: mentions of actors, places and things, in chains; `chains`: given mentions, in chains.

use super::{Fields, Knowledge, Reading, words};
use dateline::extract::coreference;
use dateline::fold::fold;
use dateline::span::Span;
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

/// The given mentions in text order, outer ones first, with the chain that the input has.
pub fn given(reading: &Reading) -> (Vec<Span>, Vec<&str>) {
    let document = &reading.document;
    let mut given: Vec<(Span, &str)> = reading
        .given
        .iter()
        .filter_map(|m| {
            let span = Span::new(document.byte_offset(m.b)?, document.byte_offset(m.e)?);
            Some((span, m.chain.as_deref()?))
        })
        .collect();
    given.sort_by_key(|(span, chain)| (span.begin, std::cmp::Reverse(span.end), *chain));
    given.dedup_by_key(|(span, _)| *span);
    given.into_iter().unzip()
}

pub fn chains(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let (spans, _) = given(reading);
    let chains = coreference::chains(
        &reading.document,
        &reading.analysis,
        &spans,
        &knowledge.ontology,
        &knowledge.gazetteer,
    );
    fields.insert("mentions".to_owned(), chained(reading, &spans, chains));
}

/// Words of a document, each with the number of its chain.
pub fn chained(reading: &Reading, spans: &[Span], chains: Vec<usize>) -> Value {
    let mention = |(&span, chain): (&Span, usize)| {
        let (begin, end) = reading.chars(span);
        json!({ "b": begin, "e": end, "chain": chain.to_string() })
    };
    spans.iter().zip(chains).map(mention).collect()
}

pub fn choices(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let (spans, chains) = given(reading);
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let known: Vec<usize> = chains
        .into_iter()
        .map(|chain| {
            let next = numbers.len();
            *numbers.entry(chain).or_insert(next)
        })
        .collect();
    let choices = coreference::choices(
        &reading.document,
        &reading.analysis,
        &spans,
        &known,
        &knowledge.ontology,
        &knowledge.gazetteer,
    );
    let found: Vec<Value> = choices
        .iter()
        .map(|choice| json!([choice.form, choice.candidates]))
        .collect();
    let (columns, rows) = coreference::table();
    fields.insert("choices".to_owned(), found.into());
    fields.insert("columns".to_owned(), json!(columns));
    fields.insert("rows".to_owned(), json!(rows));
}
