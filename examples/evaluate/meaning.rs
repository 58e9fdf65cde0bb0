//! `roles`, `happened` and `said`: what the reader takes sentences to mean, before anything is extracted.
//!
//! `roles` and `happened` score themselves, since their data has words and no text; `said` gives spans for the scorer of
//! attributions.

use super::{Fields, Knowledge, Reading};
use anyhow::{Context, Result};
use dateline::text::Role;
use dateline::text::encoder::Encoder;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// A sentence with PropBank's roles: label, first word, the word behind the last.
#[derive(Deserialize)]
struct Framed {
    words: Vec<String>,
    predicates: Vec<Frame>,
}

#[derive(Deserialize)]
struct Frame {
    at: usize,
    args: Vec<(String, usize, usize)>,
}

/// Counts for an F1.
#[derive(Default)]
struct Counts {
    right: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, gold: &BTreeSet<T>) {
        self.right += found.intersection(gold).count();
        self.found += found.len();
        self.gold += gold.len();
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |whole: usize| 100.0 * self.right as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(self.found), share(self.gold));
        let both = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        write!(
            f,
            "precision {precision:.1}, recall {recall:.1}, F1 {both:.1} ({} in the file)",
            self.gold
        )
    }
}

fn lines<T: for<'d> Deserialize<'d>>(path: &str) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {path}"))?;
    let lines = text.lines().enumerate();
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| format!("{path}, line {}", number + 1))
        })
        .collect()
}

/// Roles of the predicates of the file. An argument is right when its head and its label are; its head is the word whose
/// own head in the reader's tree lies outside of it. Predicates that the reader doesn't see have no arguments.
pub fn roles(path: &str, out: &mut impl Write) -> Result<()> {
    let encoder = Encoder::embedded()?;
    let (mut predicates, mut heads) = (Counts::default(), Counts::default());
    for sentence in lines::<Framed>(path)? {
        let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        let reading = encoder.read(&words);
        let seen: BTreeSet<usize> = reading.predicates.iter().map(|p| p.word).collect();
        let given: BTreeSet<usize> = sentence.predicates.iter().map(|p| p.at).collect();
        predicates.add(&seen, &given);
        let head_of = |begin: usize, end: usize| {
            let outside = |word: &usize| {
                let head = reading.heads[*word].checked_sub(1);
                head.is_none_or(|head| !(begin..end).contains(&head))
            };
            (begin..end).find(outside)
        };
        for frame in &sentence.predicates {
            let known = |label: &str| label.parse::<Role>().ok();
            let gold: BTreeSet<(usize, Role)> = frame
                .args
                .iter()
                .filter_map(|(label, begin, end)| Some((head_of(*begin, *end)?, known(label)?)))
                .collect();
            let mine = reading.predicates.iter().find(|p| p.word == frame.at);
            let found = mine
                .into_iter()
                .flat_map(|p| &p.arguments)
                .map(|(word, role, _)| (*word, *role));
            heads.add(&found.collect(), &gold);
        }
    }
    writeln!(out, "predicates: {predicates}")?;
    Ok(writeln!(
        out,
        "heads of arguments with their roles: {heads}"
    )?)
}

/// A sentence whose words are divided by blanks, and how sure it is that what some of them tell happened, from −3 to 3.
#[derive(Deserialize)]
struct Judged {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    span1: (usize, usize),
    label: f64,
}

/// Pearson's correlation, and F1 of what is told as having happened: more than 0.5.
pub fn happened(path: &str, out: &mut impl Write) -> Result<()> {
    let encoder = Encoder::embedded()?;
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    let mut asserted = Counts::default();
    for sentence in lines::<Judged>(path)? {
        let words: Vec<&str> = sentence.text.split(' ').collect();
        let reading = encoder.read(&words);
        for target in &sentence.targets {
            let Some(sure) = reading.sure.get(target.span1.0) else {
                continue;
            };
            let sure = f64::from(*sure);
            pairs.push((sure, target.label));
            let (mine, gold) = (sure > 0.5, target.label > 0.5);
            asserted.right += usize::from(mine && gold);
            asserted.found += usize::from(mine);
            asserted.gold += usize::from(gold);
        }
    }
    let count = pairs.len().max(1) as f64;
    let (x, y) = pairs
        .iter()
        .fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    let (x, y) = (x / count, y / count);
    let (mut both, mut own, mut theirs) = (0.0, 0.0, 0.0);
    for (a, b) in &pairs {
        both += (a - x) * (b - y);
        own += (a - x).powi(2);
        theirs += (b - y).powi(2);
    }
    let pearson = both / (own * theirs).sqrt();
    writeln!(out, "Pearson {pearson:.3} ({} words)", pairs.len())?;
    Ok(writeln!(out, "asserted: {asserted}")?)
}

/// Attributions as the reader sees them.
pub fn said(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    let spans = |words: &[(usize, usize)]| -> Vec<(usize, usize)> {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut before = None;
        for &(sentence, token) in words {
            let read = &reading.analysis.sentences[sentence];
            let (begin, end) = reading.chars(read.tokens[token].span);
            // Within a sentence, and from its last word to the first of the next one.
            let follows = before.is_some_and(|(s, t): (usize, usize)| {
                let last = reading.analysis.sentences[s].tokens.len() == t + 1;
                (s, t + 1) == (sentence, token) || last && (s + 1, 0) == (sentence, token)
            });
            match spans.last_mut().filter(|_| follows) {
                Some(span) => span.1 = end,
                None => spans.push((begin, end)),
            }
            before = Some((sentence, token));
        }
        spans
    };
    let found: Vec<Value> = reading
        .analysis
        .attributions
        .iter()
        .map(|attribution| {
            json!({
                "source": spans(&attribution.source),
                "cue": spans(&attribution.cue),
                "content": spans(&attribution.content),
                "certainty": attribution.certainty,
            })
        })
        .collect();
    fields.insert("attributions".to_owned(), found.into());
}
