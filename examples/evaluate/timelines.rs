//! `timelines`: what given actors and things took part in, across documents, in the order of time.

use super::{Fields, Input, Reading, read_all};
use anyhow::{Context, Result};
use dateline::measure::occurrence::{self, Telling};
use dateline::measure::timeline::Happenings;
use dateline::span::Span;
use dateline::time::Interval;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;

/// Whose timeline is wanted.
#[derive(Deserialize)]
struct Target {
    id: String,
    entity: String,
    corpus: Option<String>,
}

/// Places where an event of some number is told, by the date that they give it.
type Timeline = BTreeMap<usize, BTreeMap<Option<String>, Vec<Value>>>;

pub fn run(documents: &str, targets: &str, out: &mut impl Write) -> Result<()> {
    let (knowledge, reader, readings) = read_all(documents)?;
    let happenings: Vec<Happenings> = readings
        .iter()
        .map(|(_, r)| {
            Happenings::of(
                &r.document,
                &r.analysis,
                &knowledge.ontology,
                &knowledge.gazetteer,
            )
        })
        .collect();
    let tellings: Vec<Telling<'_>> = readings
        .iter()
        .zip(&happenings)
        .map(|((_, reading), found)| Telling {
            document: &reading.document,
            analysis: &reading.analysis,
            spans: found.happenings.iter().map(|h| h.word).collect(),
        })
        .collect();
    let events = occurrence::events(&tellings, &knowledge.ontology, &reader.vectors());
    let text = std::fs::read_to_string(targets).with_context(|| format!("can't read {targets}"))?;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let target: Target = serde_json::from_str(line)?;
        let mut timeline = Timeline::new();
        for (((input, reading), found), numbers) in readings.iter().zip(&happenings).zip(&events) {
            if target.corpus.is_some() && target.corpus != input.corpus {
                continue;
            }
            let wanted = found.called(&target.entity, &knowledge.ontology);
            for (happening, number) in found.happenings.iter().zip(numbers) {
                if happening.participants.is_disjoint(&wanted) {
                    continue;
                }
                let date = happening.time.as_ref().and_then(date);
                let told = timeline
                    .entry(*number)
                    .or_default()
                    .entry(date)
                    .or_default();
                told.extend(mention(input, reading, happening.word));
            }
        }
        writeln!(out, "{}", Value::Object(fields(&target.id, timeline)))?;
    }
    Ok(())
}

/// Events of unknown date come first, all at place 0. A telling without date takes one from another of its event.
fn fields(id: &str, timeline: Timeline) -> Fields {
    let mut events: Vec<(Option<String>, Vec<Value>)> = Vec::new();
    for mut dated in timeline.into_values() {
        let undated = dated.remove(&None);
        match (undated, dated.first_entry()) {
            (Some(mentions), Some(mut first)) => first.get_mut().extend(mentions),
            (Some(mentions), None) => events.push((None, mentions)),
            (None, _) => {}
        }
        events.extend(dated);
    }
    events.retain(|(_, mentions)| !mentions.is_empty());
    events.sort_by(|a, b| a.0.cmp(&b.0));
    let mut order = 0;
    let mut last = None;
    let mut listed = Vec::new();
    for (date, mentions) in events {
        if date.is_some() && date != last {
            order += 1;
            last.clone_from(&date);
        }
        let date = date.unwrap_or_else(|| "XXXX-XX-XX".to_owned());
        listed.push(json!({ "order": order, "date": date, "mentions": mentions }));
    }
    let mut fields = Fields::new();
    fields.insert("id".to_owned(), json!(id));
    fields.insert("events".to_owned(), listed.into());
    fields
}

fn mention(input: &Input, reading: &Reading, word: Span) -> Option<Value> {
    let (begin, _) = reading.chars(word);
    let within = |&(first, last): &(usize, usize)| first <= begin && begin < last;
    let sentence = input.sentences.iter().position(within)?;
    // Documents are named by the number that their id begins with.
    let document = input.id.split('_').next()?;
    let text = word.of(&reading.document.text);
    Some(json!({ "doc": document, "sent": sentence.to_string(), "text": text }))
}

/// The longest calendar unit that the interval is: a day, a month, a year.
fn date(interval: &Interval) -> Option<String> {
    let (begin, end) = (interval.begin?, interval.end?);
    if begin == end {
        return Some(begin.to_string());
    }
    let days = interval.length()?;
    Some(match days {
        28..=31 => format!("{:04}-{:02}-XX", begin.year(), begin.month()),
        365..=366 => format!("{:04}-XX-XX", begin.year()),
        _ if begin.year() == end.year() && begin.month() == end.month() => {
            format!("{:04}-{:02}-XX", begin.year(), begin.month())
        }
        _ if begin.year() == end.year() => format!("{:04}-XX-XX", begin.year()),
        _ => return None,
    })
}
