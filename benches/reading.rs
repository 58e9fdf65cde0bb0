//! How fast one core reads: `taskset -c 0 cargo bench --bench reading`.
//!
//! The text is the project's example articles. Every line is the best of five rounds; words are treebank tokens. A file
//! name as argument reads that text instead: `cargo bench --bench reading -- FILE.txt`.

#![allow(
    clippy::print_stdout,
    reason = "a benchmark prints what it has measured"
)]

use anyhow::{Context, Result};
use dateline::document::{Document, Metadata, from_text};
use dateline::extract::Extractor;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::encoder::{Encoder, Kernel};
use dateline::text::{Analysis, Reader, sentences::sentences, tokenize::tokenize};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A round lasts at least so long.
const ROUND: Duration = Duration::from_millis(400);

fn main() -> Result<()> {
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let documents = if files.is_empty() {
        glob::glob(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/*/*.txt"))?
            .map(|path| read(&path?.to_string_lossy()))
            .collect::<Result<Vec<_>>>()?
    } else {
        files
            .iter()
            .map(|path| read(path))
            .collect::<Result<Vec<_>>>()?
    };
    let reader = Reader::embedded()?;
    let (ontology, gazetteer) = (Ontology::embedded()?, Gazetteer::embedded());
    let extractor = Extractor::new(&ontology, &gazetteer);
    let analyses: Vec<Analysis> = documents
        .iter()
        .map(|document| reader.read(document))
        .collect();
    let read = analyses.iter().flat_map(|analysis| &analysis.sentences);
    let cut: Vec<Vec<&str>> = read
        .map(|sentence| {
            sentence
                .tokens
                .iter()
                .map(|token| token.form.as_str())
                .collect()
        })
        .collect();
    let words: usize = cut.iter().map(Vec::len).sum();
    println!(
        "{} articles, {} sentences, {words} words",
        documents.len(),
        cut.len()
    );

    let load = best(|| drop(black_box(Encoder::embedded())));
    println!("{:<36}{:>9.1} ms", "loading the weights", load * 1e3);
    let line =
        |what: &str, seconds: f64| println!("{what:<36}{:>9.0} words/s", words as f64 / seconds);
    line(
        "tokens and sentences",
        best(|| {
            for document in &documents {
                for (_, block) in document.read_blocks() {
                    let spans = tokenize(&document.text, block.span);
                    black_box(sentences(&document.text, &spans));
                }
            }
        }),
    );
    for kernel in Kernel::available() {
        let Some(encoder) = Encoder::embedded()?.on(kernel) else {
            continue;
        };
        line(
            &format!("tags, lemmas, trees, names ({kernel:?})"),
            best(|| drop(black_box(encoder.read_all(&cut)))),
        );
    }
    line(
        "whole reader, times and numbers too",
        best(|| {
            for document in &documents {
                black_box(reader.read(document));
            }
        }),
    );
    line(
        "extraction alone",
        best(|| {
            for (document, analysis) in documents.iter().zip(&analyses) {
                black_box(extractor.extract(document, analysis));
            }
        }),
    );
    line(
        "text to accounts",
        best(|| {
            for document in &documents {
                black_box(extractor.extract(document, &reader.read(document)));
            }
        }),
    );
    Ok(())
}

fn read(path: &str) -> Result<Document> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {path}"))?;
    Ok(from_text(text, Metadata::default()))
}

/// Seconds that `work` takes in the best of five rounds.
fn best(mut work: impl FnMut()) -> f64 {
    let mut round = || {
        let start = Instant::now();
        let mut times = 0;
        while times == 0 || start.elapsed() < ROUND {
            work();
            times += 1;
        }
        start.elapsed().as_secs_f64() / f64::from(times)
    };
    (0..5).map(|_| round()).fold(f64::INFINITY, f64::min)
}
