//! `ecbplus`: given words that name events, in chains across documents; `ecbplus-pairs`: what
//! `training/occurrences.py` learns from.

use super::coref::chained;
use super::{Fields, Input, Reading, read_all};
use anyhow::Result;
use dateline::measure::occurrence::{self, Telling};
use dateline::span::Span;
use serde_json::{Value, json};
use std::io::Write;

/// Runs on a whole file, since chains cross documents.
pub fn chains(path: &str, out: &mut impl Write) -> Result<()> {
    let (knowledge, reader, readings) = read_all(path)?;
    let given: Vec<Vec<Span>> = readings.iter().map(words).collect();
    let tellings = tellings(&readings, &given);
    let chains = occurrence::events(&tellings, &knowledge.ontology, &reader.vectors());
    for (((input, reading), spans), chains) in readings.iter().zip(&given).zip(chains) {
        let mut fields = Fields::new();
        fields.insert("id".to_owned(), json!(input.id));
        fields.insert("mentions".to_owned(), chained(reading, spans, chains));
        writeln!(out, "{}", Value::Object(fields))?;
    }
    Ok(())
}

/// Pairs of documents of one topic, those words that the input has a chain for.
pub fn pairs(path: &str, out: &mut impl Write) -> Result<()> {
    let (knowledge, reader, readings) = read_all(path)?;
    let given: Vec<Vec<Span>> = readings.iter().map(words).collect();
    let chains: Vec<Vec<&str>> = readings
        .iter()
        .zip(&given)
        .map(|((_, reading), spans)| spans.iter().map(|s| chain(reading, *s)).collect())
        .collect();
    let tellings = tellings(&readings, &given);
    let topic = |document: usize| readings[document].0.topic.as_ref();
    let compared = occurrence::pairs(&tellings, &knowledge.ontology, &reader.vectors(), |a, b| {
        topic(a) == topic(b)
    });
    writeln!(out, "{}", json!({ "rows": occurrence::rows() }))?;
    for pair in compared {
        let chain = |(document, place): (usize, usize)| chains[document][place];
        let right = chain(pair.a) == chain(pair.b);
        let name = |(document, place): (usize, usize)| format!("{document}.{place}");
        let line = json!([
            topic(pair.a.0),
            name(pair.a),
            name(pair.b),
            right,
            pair.rows
        ]);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn tellings<'a>(readings: &'a [(Input, Reading)], given: &[Vec<Span>]) -> Vec<Telling<'a>> {
    readings
        .iter()
        .zip(given)
        .map(|((_, reading), spans)| Telling {
            document: &reading.document,
            analysis: &reading.analysis,
            spans: spans.clone(),
        })
        .collect()
}

/// The given words that name events, in text order; only in the sentences that are looked at, if the input says which.
fn words((input, reading): &(Input, Reading)) -> Vec<Span> {
    let looked_at = |m: &super::Given| {
        let within = |&(begin, end): &(usize, usize)| begin <= m.b && m.e <= end;
        let sentence = |&s: &usize| input.sentences.get(s).is_some_and(within);
        let chosen = input.eval_sentences.as_ref();
        chosen.is_none_or(|chosen| chosen.iter().any(sentence))
    };
    let mut spans: Vec<Span> = reading
        .given
        .iter()
        .filter(|m| m.event != Some(false) && looked_at(m))
        .filter_map(|m| span(reading, m.b, m.e))
        .collect();
    spans.sort_unstable_by_key(|s| (s.begin, s.end));
    spans.dedup();
    spans
}

fn span(reading: &Reading, begin: usize, end: usize) -> Option<Span> {
    let document = &reading.document;
    Some(Span::new(
        document.byte_offset(begin)?,
        document.byte_offset(end)?,
    ))
}

fn chain(reading: &Reading, at: Span) -> &str {
    let here = |m: &&super::Given| m.event != Some(false) && span(reading, m.b, m.e) == Some(at);
    let found = reading.given.iter().find(here);
    found.and_then(|m| m.chain.as_deref()).unwrap_or_default()
}
