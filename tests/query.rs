//! Questions: every one of the design parses, and each case folder is answered as its files say.
//!
//! A case is `tests/query/<case>/question.dq`; beside it stand `ast.txt`, `plan.txt`, `sparql.rq` and `rows.md`, or
//! `error.txt`. With `UPDATE=1` the runner writes them anew. `01-…` to `20-…` are the questions that the language was
//! made for, `ruling-…` what was decided where a question could be read in two ways, `error-…` what messages say, and
//! `bad-…` messages that should say it better: a case whose message has become good moves to `error-…`.

#[path = "query/fixture.rs"]
mod fixture;
#[path = "query/grammar.rs"]
mod grammar;
#[path = "query/hostile.rs"]
mod hostile;

use dateline::diagnostic::Diagnostic;
use dateline::output::{Format, Style, write};
use dateline::query::ast::{Set, StatementKind};
use dateline::query::{Answer, Session, parse, parse_query};
use dateline::store::Store;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const QUESTIONS: &str = include_str!("query/questions.dq");

#[test]
fn all_questions_parse() {
    for line in QUESTIONS
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        if let Err(errors) = parse_query(line, &fixture::ONTOLOGY) {
            panic!("{}", errors[0].render("question", line, false));
        }
    }
}

#[test]
fn cases_are_answered_as_their_files_say() {
    let store = fixture::store();
    let update = std::env::var_os("UPDATE").is_some();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/query");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&root)
        .expect("the folder of cases")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.join("question.dq").exists())
        .collect();
    cases.sort();
    let mut wrong = String::new();
    for case in &cases {
        let question = std::fs::read_to_string(case.join("question.dq")).expect("a question");
        for (file, found) in answers(&store, &question).files() {
            let path = case.join(file);
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            if update {
                match found.is_empty() {
                    true => drop(std::fs::remove_file(&path)),
                    false => std::fs::write(&path, &found).expect("the case can be written"),
                }
            } else if kept != found {
                let _ = writeln!(wrong, "── {}\n{found}", path.display());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "not as kept (UPDATE=1 keeps it):\n{wrong}"
    );
}

/// The shipped questions ask for nobody by a name that is not a parameter, so each runs on any graph that knows the
/// names of the defaults.
#[test]
fn shipped_questions_have_titles_and_run() {
    let store = fixture::store();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&root)
        .expect("the folder of questions")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "dq"))
        .collect();
    files.sort();
    assert!(files.len() >= 8);
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file");
        let name = file.display().to_string();
        let script = parse(&text, store.ontology())
            .unwrap_or_else(|e| panic!("{}", e[0].render(&name, &text, false)));
        assert!(script.title.is_some(), "{name} has no title");
        let mut session = Session::new(&store);
        for statement in &script.statements {
            if let Err(error) = session.run(statement) {
                panic!("{}", error.render(&name, &text, false));
            }
        }
    }
}

/// What becomes of the statements of a case, one after the other.
#[derive(Default)]
struct Answers {
    ast: String,
    plan: String,
    sparql: String,
    rows: String,
    errors: String,
}

impl Answers {
    fn files(self) -> [(&'static str, String); 5] {
        [
            ("ast.txt", self.ast),
            ("plan.txt", self.plan),
            ("sparql.rq", self.sparql),
            ("rows.md", self.rows),
            ("error.txt", self.errors),
        ]
    }

    fn fails(&mut self, error: &Diagnostic, text: &str) {
        let _ = writeln!(self.errors, "exit code {}", error.exit_code());
        self.errors
            .push_str(&error.render("question.dq", text, false));
    }
}

fn answers(store: &Store, text: &str) -> Answers {
    let mut out = Answers::default();
    let script = match parse(text, store.ontology()) {
        Ok(script) => script,
        Err(all) => {
            all.iter().for_each(|error| out.fails(error, text));
            return out;
        }
    };
    let mut session = Session::new(store);
    for statement in &script.statements {
        let answer = match session.run(statement) {
            Ok(answer) => answer,
            Err(error) => {
                out.fails(&error, text);
                continue;
            }
        };
        out.ast.push_str(&tree(&statement.kind));
        show(&answer, &mut out.rows);
        let StatementKind::Query(query) = &statement.kind else {
            continue;
        };
        for step in session.narrowed(query) {
            let (indent, answers) = ("  ".repeat(step.depth), step.answers);
            let answers = answers.map(|n| format!("  {n}")).unwrap_or_default();
            let _ = writeln!(out.plan, "{indent}{}{answers}", step.text);
        }
        out.plan.push('\n');
        if let Answer::Rows(found) = &answer
            && !matches!(query.first, Set::Sparql(_))
            && let Ok(text) = session.sparql(query)
        {
            same_rows(store, &text, found);
            out.sparql.push_str(&text);
        }
    }
    out
}

/// The syntax tree without the places of its words and without what is empty.
fn tree(statement: &StatementKind) -> String {
    let mut out = String::new();
    let mut skipped: Option<usize> = None;
    for line in format!("{statement:#?}").lines() {
        let indent = line.len() - line.trim_start().len();
        // `span: Span {` up to its `},`.
        if let Some(begun) = skipped {
            skipped = (indent > begun || !line.trim_start().starts_with('}')).then_some(begun);
            continue;
        }
        let word = line.trim();
        if word.ends_with("Span {") {
            skipped = Some(indent);
            continue;
        }
        let empty =
            word.ends_with(": [],") || word.ends_with(": None,") || word.ends_with(": false,");
        // Lines that only close what was opened say nothing that the indent does not.
        if !empty && !word.chars().all(|c| "()[]{},".contains(c)) {
            let word = word.trim_end_matches(['{', '(', '[', ',']).trim_end();
            let _ = writeln!(out, "{}{word}", " ".repeat(indent / 2));
        }
    }
    out.push('\n');
    out
}

fn show(answer: &Answer, out: &mut String) {
    match answer {
        Answer::Rows(rows) | Answer::Timeline(rows) => {
            let mut table = Vec::new();
            write(rows, Format::Markdown, Style::default(), &mut table).expect("a table");
            out.push_str(&String::from_utf8_lossy(&table));
        }
        Answer::Graph(network) => {
            for node in &network.nodes {
                let _ = writeln!(out, "- {} ({})", node.label, node.class);
            }
            for edge in &network.edges {
                let _ = writeln!(out, "- {} —{}→ {}", edge.from, edge.label, edge.to);
            }
        }
        other => {
            let _ = writeln!(out, "{other:?}");
        }
    }
    out.push('\n');
}

/// What is printed parses, and gives the same nodes in the same order (or as many groups).
fn same_rows(store: &Store, sparql: &str, rows: &dateline::query::Rows) {
    let results = match store.sparql(sparql, None) {
        Ok(QueryResults::Solutions(solutions)) => solutions,
        Ok(_) => panic!("no SELECT: {sparql}"),
        Err(error) => panic!("{error}\n{sparql}"),
    };
    let first = results.variables()[0].clone();
    let mut nodes: Vec<String> = Vec::new();
    let mut count = 0;
    for solution in results {
        let solution = solution.expect("a solution");
        count += 1;
        if let Some(Term::NamedNode(node)) = solution.get(&first)
            && !nodes.contains(&node.as_str().to_string())
        {
            nodes.push(node.as_str().to_string());
        }
    }
    let found: Vec<String> = rows.rows.iter().filter_map(|r| r.subject.clone()).collect();
    if found.is_empty() {
        assert!(count >= rows.rows.len(), "{sparql}");
    } else {
        assert_eq!(nodes, found, "{sparql}");
    }
}
