//! Case folders of `tests/link_articles/`: articles that tell one story, what an analyst would want to be answered about it, and
//! where the program differs; see the README there.

#![allow(
    clippy::print_stdout,
    reason = "how many rows are right is shown with --nocapture"
)]

mod common;

use common::{Folder, dateline, succeeds};
use std::fs;
use std::path::{Path, PathBuf};

type Row = Vec<String>;

/// A question with its columns and rows.
#[derive(Debug, Default)]
struct Answer {
    question: String,
    columns: Row,
    rows: Vec<Row>,
}

#[test]
fn articles_are_linked_as_they_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/link_articles");
    let entries = fs::read_dir(&root).unwrap().map(|e| e.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(cases.len() >= 9);
    let folder = Folder::new();
    let graph = &folder.name("graph.dateline");
    let mut changed = Vec::new();
    for case in cases {
        build(&case, graph);
        let wanted = answers(&fs::read_to_string(case.join("expected.txt")).unwrap());
        let questions = fs::read_to_string(case.join("questions.dq")).unwrap();
        let asked: Vec<&str> = wanted.iter().map(|w| w.question.as_str()).collect();
        assert_eq!(asked, questions.lines().collect::<Vec<_>>());
        let (mut faults, mut right, mut all) = (Vec::new(), 0, 0);
        for wanted in &wanted {
            right += compare(wanted, graph, &mut faults);
            all += wanted.rows.len();
        }
        println!("{}: {right} of {all} rows", case.display());
        changed.extend(common::ratchet::changed(&case, &faults));
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

fn build(case: &Path, graph: &str) {
    let files = fs::read_dir(case).unwrap().map(|e| e.unwrap().path());
    let files = files.map(|file| file.to_str().unwrap().to_string());
    let other = ["expected.txt", "faults.txt"];
    let mut articles: Vec<String> = files
        .filter(|f| f.ends_with(".txt") && !other.iter().any(|name| f.ends_with(name)))
        .collect();
    articles.sort();
    let mut build = vec!["build", "-o", graph, "--force"];
    build.extend(articles.iter().map(String::as_str));
    succeeds(&build);
}

/// The header of the column of addresses, or one of them.
fn is_address(cell: &str) -> bool {
    cell == "id" || cell.starts_with("https://")
}

/// Asks a question and notes where the answer is not what is wanted; gives the number of rows that are right.
fn compare(wanted: &Answer, graph: &str, faults: &mut Vec<String>) -> usize {
    let question = &wanted.question;
    let run = dateline(&["query", graph, question, "--format", "csv"]);
    let mut given = match run.code {
        0 => csv(&run.out.replace('\r', "")),
        _ => {
            let why = run.err.lines().next().unwrap_or_default();
            faults.push(format!("no answer: {question}: {why}"));
            vec![wanted.columns.clone()]
        }
    };
    // The last column is the address of what a row is about.
    for row in given
        .iter_mut()
        .filter(|row| row.last().is_some_and(|id| is_address(id)))
    {
        row.pop();
    }
    // What sources differ on stands in the answers as `disputed …` asks for it.
    if let Some(at) = given[0].iter().position(|name| name == "disputed") {
        for row in &mut given {
            row.remove(at);
        }
    }
    assert_eq!(given.remove(0), wanted.columns, "{question}");
    let mut left: Vec<&Row> = wanted.rows.iter().collect();
    let mut right = 0;
    // First rows that are right, then those that have most in common.
    for all in [true, false] {
        left.retain(|want| {
            let best = given.iter().enumerate().max_by_key(|(n, row)| {
                let fitting = want.iter().zip(*row).filter(|(w, g)| fits(w, g));
                (fitting.count(), std::cmp::Reverse(*n))
            });
            let Some((at, row)) = best else { return true };
            let cells = || wanted.columns.iter().zip(want.iter().zip(row));
            let wrong: Vec<_> = cells().filter(|(_, (w, g))| !fits(w, g)).collect();
            let telling = want.iter().filter(|w| *w != "*").count();
            if all && !wrong.is_empty() || wrong.len() * 2 > telling {
                return true;
            }
            right += usize::from(wrong.is_empty());
            for (column, (want, got)) in wrong {
                let row = row.join(",");
                faults.push(format!(
                    "{question}: {row}: {column} is {got:?}, not {want:?}"
                ));
            }
            given.remove(at);
            false
        });
    }
    let list = |what: &str, rows: Vec<&Row>| -> Vec<String> {
        let rows = rows.iter().map(|row| row.join(","));
        rows.map(|row| format!("{what}: {question}: {row}"))
            .collect()
    };
    faults.extend(list("missing", left));
    faults.extend(list("wrong", given.iter().collect()));
    right
}

/// `*` is anything, `~…` some of the words, ` | ` stands between what will do.
fn fits(wanted: &str, given: &str) -> bool {
    wanted
        .split(" | ")
        .any(|form| match form.strip_prefix('~') {
            _ if form == "*" => true,
            Some(words) => given.contains(words),
            None => given == form,
        })
}

fn answers(text: &str) -> Vec<Answer> {
    let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
    let answer = |block: &str| {
        let (question, table) = block.split_once('\n').unwrap();
        let mut rows = csv(table);
        let columns = rows.remove(0);
        Answer {
            question: question.to_string(),
            columns,
            rows,
        }
    };
    blocks.map(answer).collect()
}

/// The rows of a table; a cell in quotation marks may hold commas and, doubled, quotation marks.
fn csv(text: &str) -> Vec<Row> {
    text.lines()
        .map(|line| {
            let (mut row, mut quoted) = (vec![String::new()], false);
            for letter in line.chars() {
                match letter {
                    '"' => quoted = !quoted,
                    ',' if !quoted => row.push(String::new()),
                    _ => row.last_mut().unwrap().push(letter),
                }
            }
            row
        })
        .collect()
}
