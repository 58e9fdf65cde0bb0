//! `coref`: the phrases that the reader takes for mentions, in chains; `chains`: given mentions, in chains.

use super::{Fields, Knowledge, Reading};
use dateline::extract::coreference;
use dateline::span::Span;
use dateline::text::{Relation, Sentence, Upos};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn task(reading: &Reading, knowledge: &Knowledge, fields: &mut Fields) {
    let mut spans: Vec<Span> = Vec::new();
    for sentence in &reading.analysis.sentences {
        let heads = (0..sentence.tokens.len()).filter(|&t| {
            let nominal = matches!(
                sentence.tokens[t].upos,
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
            );
            nominal && sentence.meaning.kind(t).is_some()
        });
        spans.extend(heads.map(|head| phrase(sentence, head)));
    }
    spans.sort_by_key(|span| (span.begin, std::cmp::Reverse(span.end)));
    spans.dedup();
    let chains = chains_of(reading, knowledge, &spans);
    fields.insert("mentions".to_owned(), chained(reading, &spans, chains));
}

/// The words of a phrase with all that modifies it, but not its preposition, what is coordinated with it, or marks at its ends.
fn phrase(sentence: &Sentence, head: usize) -> Span {
    let outside = |t: usize| {
        use Relation::{Advcl, Case, Cc, Conj, Cop, Mark, Nsubj, Parataxis, Punct};
        let relation = sentence.tokens[t].relation.base();
        [Advcl, Case, Cc, Conj, Cop, Mark, Nsubj, Parataxis, Punct].contains(&relation)
    };
    let inside = |&t: &usize| {
        let mut here = t;
        for _ in 0..sentence.tokens.len() {
            match sentence.tokens[here].head {
                _ if here == head => return true,
                Some(above) if above != head || !outside(here) => here = above,
                _ => return false,
            }
        }
        false
    };
    let words: Vec<usize> = (0..sentence.tokens.len()).filter(inside).collect();
    let mark = |t: &&usize| sentence.tokens[**t].relation.base() == Relation::Punct;
    let last = words.iter().rev().find(|t| !mark(t)).unwrap_or(&head);
    let first = words.iter().find(|t| !mark(t)).unwrap_or(&head);
    Span::new(
        sentence.tokens[*first].span.begin,
        sentence.tokens[*last].span.end,
    )
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
    let chains = chains_of(reading, knowledge, &spans);
    fields.insert("mentions".to_owned(), chained(reading, &spans, chains));
}

fn chains_of(reading: &Reading, knowledge: &Knowledge, spans: &[Span]) -> Vec<usize> {
    let (document, analysis) = (&reading.document, &reading.analysis);
    let (ontology, gazetteer) = (&knowledge.ontology, &knowledge.gazetteer);
    coreference::chains(document, analysis, spans, ontology, gazetteer)
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
