//! How long the questions of the design take on a graph of some 200,000 quads: reading and planning, answering, and the
//! compiled SPARQL beside SPARQL written by hand for the same rows (`benches/questions/NN.rq`).
//!
//! `cargo bench --bench questions`; exits with 1 when a target is missed. Numbers behind `--` choose questions.

#![allow(
    clippy::print_stdout,
    reason = "a benchmark prints what it has measured"
)]

#[path = "../../tests/query/fixture.rs"]
mod fixture;

use dateline::query::{Session, parse, parse_query};
use dateline::repl::Words;
use dateline::store::Store;
use oxigraph::sparql::QueryResults;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const QUESTIONS: &str = include_str!("../../tests/query/questions.dq");
/// Of the fixture, some 445 quads each.
const COPIES: usize = 450;
/// How long and how often a quick question is asked.
const PATIENCE: Duration = Duration::from_millis(500);
const MOST_RUNS: usize = 200;
/// Targets.
const PLAN: Duration = Duration::from_micros(200);
const ANSWER: Duration = Duration::from_millis(100);
const COMPLETE: Duration = Duration::from_millis(50);
const RATIO: f64 = 1.1;

fn main() -> ExitCode {
    let store = fixture::copies(COPIES);
    println!("{} quads", store.statistics().quads);
    println!(
        "{:>2}  {:>10}  {:>10}  {:>6}  {:>9} {:>9} {:>5}",
        "", "plan", "answer", "rows", "compiled", "by hand", ""
    );
    let mut missed = Vec::new();
    let questions = QUESTIONS
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'));
    let chosen: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    for (index, question) in questions.enumerate() {
        let number = index + 1;
        if !chosen.is_empty() && !chosen.contains(&number) {
            continue;
        }
        let mut session = Session::new(&store);
        session.set("who", "Syria");
        session.set("from", "2020-01-01");
        let planned = least(50, || {
            let script = parse(question, store.ontology()).expect("it parses");
            session
                .check_statement(&script.statements[0])
                .expect("it is planned");
        });
        let script = parse(question, store.ontology()).expect("it parses");
        let mut rows = 0;
        let answered = least(5, || {
            rows = match session.run(&script.statements[0]).expect("it is answered") {
                dateline::answer::Answer::Rows(rows) | dateline::answer::Answer::Timeline(rows) => {
                    rows.rows.len()
                }
                _ => 0,
            };
        });
        let mut line = format!(
            "{number:>2}  {:>7.0} µs  {:>7.1} ms  {rows:>6}",
            planned.as_secs_f64() * 1e6,
            answered.as_secs_f64() * 1e3
        );
        if planned > PLAN {
            missed.push(format!("{number}: planned in {planned:?}"));
        }
        if answered > ANSWER {
            missed.push(format!("{number}: answered in {answered:?}"));
        }
        if let Some((compiled, by_hand)) = side_by_side(&store, &mut session, question, number) {
            let ratio = compiled.as_secs_f64() / by_hand.as_secs_f64();
            line.push_str(&format!(
                "  {:>6.1} ms {:>6.1} ms  {ratio:.2}",
                compiled.as_secs_f64() * 1e3,
                by_hand.as_secs_f64() * 1e3
            ));
            if ratio > RATIO {
                missed.push(format!(
                    "{number}: compiled SPARQL takes {ratio:.2} times as long"
                ));
            }
        }
        println!("{line}");
    }
    for line in [
        "attacks by ",
        "attacks in Idlib by ",
        "statements about (attacks on ",
    ] {
        let words = Words::new(&store);
        // The first time counts: the second is kept.
        let begun = Instant::now();
        let found = words.complete(line, line.len()).1.len();
        let took = begun.elapsed();
        println!(
            "Tab behind `{line}`: {:.1} ms, {found} words",
            took.as_secs_f64() * 1e3
        );
        if took > COMPLETE {
            missed.push(format!("Tab behind `{line}` took {took:?}"));
        }
    }
    for miss in &missed {
        println!("missed: {miss}");
    }
    ExitCode::from(u8::from(!missed.is_empty()))
}

/// The least time of so many runs, or of more while they take no longer than `PATIENCE` together: what else the machine
/// does is no part of it.
fn least(runs: usize, mut run: impl FnMut()) -> Duration {
    let started = Instant::now();
    let mut least = Duration::MAX;
    let mut done = 0;
    while done < runs || (done < MOST_RUNS && started.elapsed() < PATIENCE) {
        least = least.min(timed(&mut run));
        done += 1;
    }
    least
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let done = run();
    let took = begun.elapsed();
    drop(done);
    took
}

/// The compiled SPARQL and the one written by hand, which must have as many rows.
fn side_by_side(
    store: &Store,
    session: &mut Session<'_>,
    question: &str,
    number: usize,
) -> Option<(Duration, Duration)> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("benches/questions/{number:02}.rq"));
    let by_hand = fs::read_to_string(path).ok()?;
    let query = parse_query(question, store.ontology()).ok()?;
    let compiled = session.sparql(&query).ok()?;
    // The two have their solutions in different shapes: the same events or groups come first in them.
    let answers = |sparql: &str| match store.sparql(sparql, None).expect("it parses") {
        QueryResults::Solutions(solutions) => {
            let first = solutions.variables()[0].clone();
            let text = |s: oxigraph::sparql::QuerySolution| {
                s.get(&first).map(|t| t.to_string()).unwrap_or_default()
            };
            let all = solutions.flatten().map(text);
            all.collect::<std::collections::BTreeSet<String>>().len()
        }
        _ => 0,
    };
    assert_eq!(answers(&compiled), answers(&by_hand), "{question}");
    // In turns, so that both meet the same machine.
    let (mut first, mut second) = (Duration::MAX, Duration::MAX);
    let started = Instant::now();
    let mut turns = 0;
    while turns < 5 || (turns < MOST_RUNS && started.elapsed() < 2 * PATIENCE) {
        first = first.min(timed(|| answers(&compiled)));
        second = second.min(timed(|| answers(&by_hand)));
        turns += 1;
    }
    Some((first, second))
}
