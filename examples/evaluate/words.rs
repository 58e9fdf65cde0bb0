//! `timex` and `names`: what is found without looking at trees.

use super::{Fields, Knowledge, Reading};
use dateline::span::Span;
use dateline::text::{NameKind, Sentence, TimeKind};
use serde_json::{Value, json};
use std::ops::Range;

pub fn timexes(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    let mut found: Vec<Value> = Vec::new();
    for sentence in &reading.analysis.sentences {
        for time in &sentence.times {
            let (begin, end) = reading.chars(covered(sentence, &time.tokens));
            let kind = match time.kind {
                TimeKind::Date => "DATE",
                TimeKind::Time => "TIME",
                TimeKind::Duration => "DURATION",
                TimeKind::Set => "SET",
            };
            found.push(json!({ "b": begin, "e": end, "type": kind, "value": time.value }));
        }
    }
    fields.insert("timexes".to_owned(), found.into());
}

pub fn names(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    let found: Vec<Value> = spans(reading)
        .map(|(begin, end, kind)| json!({ "b": begin, "e": end, "type": kind }))
        .collect();
    fields.insert("entities".to_owned(), found.into());
}

/// Names with their offsets in characters and the scorers' word for their kind.
pub fn spans(reading: &Reading) -> impl Iterator<Item = (usize, usize, &'static str)> {
    reading.analysis.sentences.iter().flat_map(move |sentence| {
        sentence.names.iter().map(move |name| {
            let (begin, end) = reading.chars(covered(sentence, &name.tokens));
            let kind = match name.kind {
                NameKind::Person => "person",
                NameKind::Organisation => "organization",
                NameKind::Place => "place",
                NameKind::Facility => "facility",
                NameKind::Nationality => "norp",
            };
            (begin, end, kind)
        })
    })
}

/// From the first to the last of some tokens.
fn covered(sentence: &Sentence, tokens: &Range<usize>) -> Span {
    let tokens = &sentence.tokens[tokens.clone()];
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    }
}
