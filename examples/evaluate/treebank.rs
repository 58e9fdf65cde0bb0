//! `treebank`: how well the reader agrees with a treebank.
//!
//! `--raw` starts from raw text instead of the treebank's tokens and sentences; `--only PREFIX` takes the documents whose
//! name begins so; `--names FILE.iob2` scores names on one document in five, those that training keeps apart.

use crate::raw;
use anyhow::{Context, Result, bail};
use dateline::text::encoder::Encoder;
use dateline::text::{NameKind, Reader, conllu};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::time::Instant;

pub fn run(arguments: &[String], out: &mut impl Write) -> Result<()> {
    let raw = arguments.iter().any(|argument| argument == "--raw");
    let start = Instant::now();
    let encoder = Encoder::embedded()?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    writeln!(out, "loaded in {milliseconds:.1} ms")?;
    let reader = Reader::embedded()?;
    let mut only = "";
    let mut arguments = arguments.iter().filter(|argument| *argument != "--raw");
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let value = arguments.next();
            value.with_context(|| format!("{argument} takes a value"))
        };
        match argument.as_str() {
            "--only" => only = value()?,
            "--names" => {
                let path = value()?;
                names(&reader, path, &file(path)?, out)?;
            }
            path if raw => writeln!(out, "{path}\n{}", raw::score(&reader, &file(path)?, only))?,
            path => trees(&encoder, path, only, out)?,
        }
    }
    Ok(())
}

fn file(path: &str) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("can't read {path}"))
}

fn trees(encoder: &Encoder, path: &str, only: &str, out: &mut impl Write) -> Result<()> {
    let mut gold = conllu::read(&file(path)?).with_context(|| path.to_owned())?;
    let mut wanted = true;
    gold.retain(|sentence| {
        let comments = &mut sentence.comments.iter();
        if let Some(id) = comments.find_map(|c| c.strip_prefix("newdoc id = ")) {
            wanted = id.starts_with(only);
        }
        wanted
    });
    let mut system = gold.clone();
    let start = Instant::now();
    let words: Vec<Vec<&str>> = gold
        .iter()
        .map(|sentence| sentence.words.iter().map(|w| w.form.as_str()).collect())
        .collect();
    for (sentence, reading) in system.iter_mut().zip(encoder.read_all(&words).sentences) {
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
    let speed = scores.words as f64 / seconds;
    Ok(writeln!(
        out,
        "{path}\n{scores}{:<22}{speed:.0}\n",
        "words a second"
    )?)
}

/// A word of an IOB2 file and its tag.
struct Row<'t> {
    form: &'t str,
    tag: &'t str,
}

/// Names of UNER's IOB2 format: exact spans and kinds, on one document in five, each read as a whole.
fn names(reader: &Reader, path: &str, text: &str, out: &mut impl Write) -> Result<()> {
    let mut documents: BTreeMap<&str, Vec<Vec<Row>>> = BTreeMap::new();
    let mut document = "";
    let mut rows: Vec<Row> = Vec::new();
    // a last empty line ends the last sentence
    for (number, line) in text.lines().chain([""]).enumerate() {
        if let Some(comment) = line.strip_prefix('#') {
            document = comment.strip_prefix(" newdoc id = ").unwrap_or(document);
        } else if !line.is_empty() {
            let mut columns = line.split('\t').skip(1);
            let (Some(form), Some(tag)) = (columns.next(), columns.next()) else {
                bail!("{path}, line {}: a word without a tag", number + 1);
            };
            rows.push(Row { form, tag });
        } else if !rows.is_empty() {
            let sentences = documents.entry(document).or_default();
            sentences.push(std::mem::take(&mut rows));
        }
    }
    let (mut right, mut said, mut gold) = (0, 0, 0);
    for sentences in documents.values().step_by(5) {
        let words: Vec<Vec<&str>> = sentences
            .iter()
            .map(|rows| rows.iter().map(|row| row.form).collect())
            .collect();
        let (_, analysis) = reader.read_tokens(&words, None);
        for (rows, sentence) in sentences.iter().zip(&analysis.sentences) {
            let spans = spans(rows);
            let found: BTreeSet<_> = sentence
                .names
                .iter()
                .map(|name| {
                    // UNER has no kind of its own for facilities.
                    let kind = if name.kind.is_place() {
                        NameKind::Place
                    } else {
                        name.kind
                    };
                    (name.tokens.start, name.tokens.end, kind.to_string())
                })
                .collect();
            right += found.intersection(&spans).count();
            said += found.len();
            gold += spans.len();
        }
    }
    let f1 = 200.0 * right as f64 / (said + gold).max(1) as f64;
    Ok(writeln!(
        out,
        "names: {right} right, {said} said, {gold} in the file, F1 {f1:.1}"
    )?)
}

fn spans(rows: &[Row]) -> BTreeSet<(usize, usize, String)> {
    let begins = rows.iter().enumerate();
    begins
        .filter_map(|(begin, row)| {
            let kind = row.tag.strip_prefix("B-")?;
            let more = rows[begin + 1..]
                .iter()
                .take_while(|row| row.tag.starts_with("I-"))
                .count();
            Some((begin, begin + 1 + more, kind.to_owned()))
        })
        .collect()
}
