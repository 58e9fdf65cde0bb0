//! What `dateline` finds in the documents of an evaluation set, in the form that its scorer reads:
//!
//! ```text
//! cargo run --release --example evaluate -- TASK IN.jsonl > OUT.jsonl
//! cargo run --release --example evaluate -- treebank FILE.conllu... [--raw] [--only PREFIX] [--names FILE.iob2]
//! cargo run --release --example evaluate -- casualties tests/casualties.tsv
//! cargo run --release --example evaluate -- roles FILE.jsonl
//! cargo run --release --example evaluate -- happened FILE.jsonl
//! cargo run --release --example evaluate -- timelines IN.jsonl TARGETS.jsonl > OUT.jsonl
//! ```
//!
//! A line of the input is a document: `id`, `text`, and where known `title` and `dct` or `date`; some tasks read more,
//! as their rows say. No other field is read; `chains` and `choices` read `mentions` or `entities`.
//! Offsets count Unicode scalar values. A line of the output has the `id` and:
//!
//! | task | fields |
//! |---|---|
//! | `polnear` | `attributions`: source, cue and content of every statement |
//! | `muc4` | `events`: templates of attacks with the words of their fillers; as in `plover` and `casualties`, also of those that are told as facts but are doubtful |
//! | `plover` | `events`: countries of source and target, PLOVER class |
//! | `meantime` | `entities`, `events`, `participants`, `timexes` |
//! | `timex` | `timexes` |
//! | `names` | `entities` that are names |
//! | `said` | `attributions` as the reader sees them: `source`, `cue`, `content`, and how sure it is (`certainty`) |
//! | `coref` | all `mentions` that the reader sees, with their chains |
//! | `chains` | the given `mentions` with the chains found for them |
//! | `choices` | what `training/coreference.py` learns from: the given `mentions` and their chains as choices |
//! | `ecbplus` | the given `mentions` that name events with chains across documents; `event` says which do, `eval_sentences` (indices into `sentences`) where, if the input has them |
//! | `linked` | `mentions`: the words of all accounts, `chain` the event that they are linked into across documents |
//! | `linked-pairs` | what `training/links.py` learns from: the pairs of `accounts` that linking compares, with the signs that are seen, and whether they are `one` by the `chain` of the given `mentions` (`null` where none is given) |
//! | `timelines` | `events` with date, place in order and `mentions` for each line of a second file, TARGETS.jsonl: `id`, `entity` and, to look only at documents that have the same, `corpus` |
//! | `ecbplus-pairs` | what `training/occurrences.py` learns from: pairs of those mentions in documents of one `topic`, and whether they are one by their `chain` |
//! | `episodes` | what `training/episodes.py` learns from: words that tell of events, which of them are of one, who and what stands around |
//! | `statements` | what `training/statements.py` learns from: what may be a statement, its words and what is seen of it |
//! | `accounts` | `accounts` as `dateline extract` gives them |

mod attributions;
mod casualties;
mod coref;
mod dyads;
mod episodes;
mod linked;
mod meaning;
mod occurrences;
mod participants;
mod raw;
mod templates;
mod timelines;
mod treebank;
mod words;

use anyhow::{Context, Result, bail};
use dateline::document::{self, Document, Metadata};
use dateline::extract::{Account, Extractor};
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::span::Span;
use dateline::text::{Analysis, Reader};
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::io::{BufWriter, Write};

/// A document of an evaluation set.
#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
    title: Option<String>,
    dct: Option<String>,
    date: Option<String>,
    #[serde(default, alias = "entities")]
    mentions: Vec<Given>,
    topic: Option<Value>,
    corpus: Option<String>,
    /// Words that name events are given only here, if this says so.
    #[serde(default)]
    sentences: Vec<(usize, usize)>,
    eval_sentences: Option<Vec<usize>>,
}

/// A mention in the input; only what training learns from looks at its chain.
#[derive(Deserialize)]
struct Given {
    b: usize,
    e: usize,
    #[serde(default)]
    chain: Option<String>,
    /// Whether it names an event.
    event: Option<bool>,
}

/// A document with everything that was found in it.
struct Reading {
    document: Document,
    analysis: Analysis,
    accounts: Vec<Account>,
    given: Vec<Given>,
}

/// What the tasks look things up in.
struct Knowledge {
    ontology: Ontology,
    gazetteer: Gazetteer,
}

impl Knowledge {
    fn embedded() -> Result<Knowledge> {
        Ok(Knowledge {
            ontology: Ontology::embedded()?,
            gazetteer: Gazetteer::embedded(),
        })
    }
}

/// Fields of a line of the output.
type Fields = Map<String, Value>;

/// From what was found to what the scorer reads.
type Task = fn(&Reading, &Knowledge, &mut Fields);

#[expect(clippy::disallowed_methods, reason = "a scorer reads it, no person")]
fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let task: Task = match name.as_str() {
        "treebank" => {
            treebank::run(&rest, &mut out)?;
            return Ok(out.flush()?);
        }
        "casualties" => {
            casualties::run(&rest, &mut out)?;
            return Ok(out.flush()?);
        }
        "roles" | "happened" => {
            let path = only(&name, &rest)?;
            match name.as_str() {
                "roles" => meaning::roles(path, &mut out)?,
                _ => meaning::happened(path, &mut out)?,
            }
            return Ok(out.flush()?);
        }
        "ecbplus" | "ecbplus-pairs" => {
            let path = only(&name, &rest)?;
            match name.as_str() {
                "ecbplus" => occurrences::chains(path, &mut out)?,
                _ => occurrences::pairs(path, &mut out)?,
            }
            return Ok(out.flush()?);
        }
        "linked" | "linked-pairs" => {
            let path = only(&name, &rest)?;
            match name.as_str() {
                "linked" => linked::run(path, &mut out)?,
                _ => linked::pairs(path, &mut out)?,
            }
            return Ok(out.flush()?);
        }
        "timelines" => {
            let [documents, targets] = rest.as_slice() else {
                bail!("evaluate timelines takes a file of documents and one of targets");
            };
            timelines::run(documents, targets, &mut out)?;
            return Ok(out.flush()?);
        }
        "polnear" => attributions::task,
        "said" => meaning::said,
        "muc4" => templates::task,
        "plover" => dyads::task,
        "meantime" => participants::task,
        "timex" => words::timexes,
        "names" => words::names,
        "coref" => coref::task,
        "chains" => coref::chains,
        "choices" => coref::choices,
        "episodes" => episodes::task,
        "statements" => episodes::statements,
        "accounts" => accounts,
        _ => bail!(
            "usage: evaluate (polnear|said|muc4|plover|meantime|timex|names|coref|chains|choices|ecbplus|ecbplus-pairs|linked|linked-pairs|episodes|accounts) IN.jsonl, or evaluate timelines IN.jsonl TARGETS.jsonl, or evaluate (roles|happened) FILE.jsonl, or evaluate casualties FILE.tsv, or evaluate treebank FILE.conllu... [--raw] [--only PREFIX] [--names FILE.iob2]"
        ),
    };
    let path = only(&name, &rest)?;
    for line in run(path, task)? {
        writeln!(out, "{}", Value::Object(line))?;
    }
    Ok(out.flush()?)
}

/// The one file that a task takes.
fn only<'r>(name: &str, rest: &'r [String]) -> Result<&'r str> {
    match rest {
        [path] => Ok(path),
        _ => bail!("evaluate {name} takes one file of JSON Lines"),
    }
}

/// Does the task on every line, on all cores, in order.
fn run(path: &str, task: Task) -> Result<Vec<Fields>> {
    let knowledge = Knowledge::embedded()?;
    let reader = Reader::embedded()?;
    each(path, &knowledge, &reader, |input, reading| {
        let mut fields = Fields::new();
        fields.insert("id".to_owned(), Value::String(input.id));
        task(&reading, &knowledge, &mut fields);
        fields
    })
}

/// Documents of a data set with what was read in each.
type Read = Vec<(Input, Reading)>;

/// Reads every line of a file; for tasks that look at all documents at once.
fn read_all(path: &str) -> Result<(Knowledge, Reader, Read)> {
    let knowledge = Knowledge::embedded()?;
    let reader = Reader::embedded()?;
    let readings = each(path, &knowledge, &reader, |input, reading| (input, reading))?;
    Ok((knowledge, reader, readings))
}

/// What becomes of every line, read on all cores, in order.
fn each<T: Send>(
    path: &str,
    knowledge: &Knowledge,
    reader: &Reader,
    finish: impl Fn(Input, Reading) -> T + Sync,
) -> Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {path}"))?;
    let extractor = Extractor::new(&knowledge.ontology, &knowledge.gazetteer);
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    lines
        .into_par_iter()
        .map(|(number, line)| {
            let (mut input, document) =
                document(line).with_context(|| format!("{path}, line {}", number + 1))?;
            let analysis = reader.read(&document);
            let accounts = extractor.extract(&document, &analysis);
            let reading = Reading {
                document,
                analysis,
                accounts,
                given: std::mem::take(&mut input.mentions),
            };
            Ok(finish(input, reading))
        })
        .collect()
}

/// A line and its document.
fn document(line: &str) -> Result<(Input, Document)> {
    let input: Input = serde_json::from_str(line)?;
    // A day without year, or one whose order of day and month nobody knows, is no date.
    let day = input.dct.as_ref().or(input.date.as_ref());
    let metadata = Metadata {
        title: input.title.clone(),
        published: day.and_then(|day| date(day).ok()),
        source: input.id.clone(),
        ..Metadata::default()
    };
    let document = document::from_text(input.text.clone(), metadata);
    Ok((input, document))
}

/// The day of `2020-02-03` or `2020-02-03T04:05`.
fn date(day: &str) -> Result<Date> {
    let only = day.get(..10).unwrap_or(day);
    only.parse().with_context(|| format!("not a date: {day:?}"))
}

fn accounts(reading: &Reading, _: &Knowledge, fields: &mut Fields) {
    fields.insert("accounts".to_owned(), json!(reading.accounts));
}

impl Reading {
    /// A span in characters.
    fn chars(&self, span: Span) -> (usize, usize) {
        (
            self.document.char_offset(span.begin),
            self.document.char_offset(span.end),
        )
    }
}
