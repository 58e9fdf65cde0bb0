//! `statements`: what may be one; `episodes`: what `training/episodes.py` learns from, for documents whose `mentions` tell of events, `chain` saying which.

use super::coref::given;
use super::{Fields, Knowledge, Reading};
use dateline::extract::Extractor;
use dateline::extract::weights::Sign;
use dateline::span::Span;
use serde_json::{Value, json};

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let (spans, chains) = given(reading);
    let mut names: Vec<&str> = chains.clone();
    names.sort_unstable();
    names.dedup();
    let number = |chain: &&str| names.binary_search(chain).unwrap_or_default();
    let known: Vec<(Span, usize)> = spans.into_iter().zip(chains.iter().map(number)).collect();
    let extractor = Extractor::new(&knowledge.ontology, &knowledge.gazetteer);
    let lessons = extractor.lessons(&reading.document, &reading.analysis, &known);
    let tellings = lessons.tellings.iter().map(|telling| {
        let words = telling.words.iter().map(|word| reading.chars(*word));
        json!({
            "event": telling.event.map(|event| names[event]),
            "words": words.collect::<Vec<_>>(),
            "signs": signs(&telling.signs),
        })
    });
    let pairs = lessons
        .pairs
        .iter()
        .map(|(i, j, seen)| json!([i, j, signs(seen)]));
    let events = lessons.events.iter().map(|(event, chances)| {
        let chances = chances.iter().map(|chance| {
            json!({ "names": chance.names, "time": chance.time, "signs": signs(&chance.signs) })
        });
        json!({ "event": names[*event], "chances": chances.collect::<Vec<Value>>() })
    });
    fields.insert("tellings".to_owned(), tellings.collect());
    fields.insert("pairs".to_owned(), pairs.collect());
    fields.insert("events".to_owned(), events.collect());
}

pub fn statements(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let extractor = Extractor::new(&knowledge.ontology, &knowledge.gazetteer);
    let found = extractor.possible_statements(&reading.document, &reading.analysis);
    let found = found.into_iter().map(|(content, seen)| {
        let content = content.iter().map(|part| reading.chars(*part));
        json!({ "content": content.collect::<Vec<_>>(), "signs": signs(&seen) })
    });
    fields.insert("statements".to_owned(), found.collect());
}

/// Signs as the table of weights names them.
fn signs<'s>(seen: impl IntoIterator<Item = &'s Sign>) -> Value {
    seen.into_iter()
        .map(|(sign, kind)| json!([sign, kind]))
        .collect()
}
