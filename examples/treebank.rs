//! How well the reader agrees with a treebank: `cargo run --release --example treebank FILE.conllu...`.
//!
//! `--names FILE.iob2` scores names on one document in N, those that training keeps apart.

#![allow(clippy::print_stdout)]

use std::collections::BTreeSet;
use std::time::Instant;

use anyhow::Result;
use dateline::text::conllu;
use dateline::text::encoder::Encoder;

fn main() -> Result<()> {
    let start = Instant::now();
    let encoder = Encoder::embedded()?;
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(path) = arguments.next() {
        if path == "--names" {
            let file = arguments.next().unwrap_or_default();
            names(&encoder, &std::fs::read_to_string(file)?);
            continue;
        }
        let gold = conllu::read(&std::fs::read_to_string(&path)?)?;
        let mut system = gold.clone();
        let start = Instant::now();
        for sentence in &mut system {
            let words: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
            let reading = encoder.read(&words);
            for (at, word) in sentence.words.iter_mut().enumerate() {
                word.upos = reading.upos[at].to_string();
                word.lemma.clone_from(&reading.lemmas[at]);
                word.features = match &*reading.features[at] {
                    "" => "_".to_owned(),
                    features => features.to_owned(),
                };
                word.head = reading.heads[at];
                word.relation = reading.relations[at].to_string();
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let scores = conllu::score(&gold, &system)?;
        println!(
            "{path}\n{scores}{:<22}{:.0}\n",
            "words a second",
            scores.words as f64 / seconds
        );
    }
    Ok(())
}

/// Names of UNER's IOB2 format: exact spans and kinds, on one document in five.
fn names(encoder: &Encoder, text: &str) {
    let documents: BTreeSet<&str> = text
        .lines()
        .filter_map(|l| l.strip_prefix("# newdoc id = "))
        .collect();
    let apart: BTreeSet<&str> = documents.into_iter().step_by(5).collect();
    let (mut right, mut said, mut gold) = (0, 0, 0);
    let mut document = "";
    for block in text.split("\n\n") {
        for line in block.lines() {
            document = line.strip_prefix("# newdoc id = ").unwrap_or(document);
        }
        if !apart.contains(document) {
            continue;
        }
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| l.split('\t').collect())
            .collect();
        let words: Vec<&str> = rows.iter().map(|r| r[1]).collect();
        let mut spans = BTreeSet::new();
        for begin in 0..rows.len() {
            if let Some(kind) = rows[begin][2].strip_prefix("B-") {
                let more = rows[begin + 1..]
                    .iter()
                    .take_while(|r| r[2].starts_with("I-"))
                    .count();
                spans.insert((begin, begin + 1 + more, kind.to_owned()));
            }
        }
        let found: BTreeSet<_> = encoder
            .read(&words)
            .names
            .iter()
            .map(|n| (n.begin, n.end, n.kind.to_string()))
            .collect();
        right += found.intersection(&spans).count();
        said += found.len();
        gold += spans.len();
    }
    let f1 = 200.0 * right as f64 / (said + gold).max(1) as f64;
    println!("names: {right} right, {said} said, {gold} in the file, F1 {f1:.1}");
}
