//! Questions: every one of the design parses, and each case folder is answered as its files say.
//!
//! A case is `tests/query/<case>/question.dq`; beside it stand `sparql.rq` and `rows.md`, or `error.txt`. With
//! `UPDATE=1` the runner writes them anew.

#[path = "query/fixture.rs"]
mod fixture;

use dateline::diagnostic::Diagnostic;
use dateline::ontology::Ontology;
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
    let ontology = Ontology::embedded().expect("the ontology loads");
    for line in QUESTIONS
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        if let Err(errors) = parse_query(line, &ontology) {
            panic!("{}", errors[0].render("question", line, false));
        }
    }
}

#[test]
fn hostile_input_ends_in_an_error() {
    let ontology = Ontology::embedded().expect("the ontology loads");
    for text in [
        "(".repeat(100_000),
        format!("attacks where {}killed > 1", "not ".repeat(10_000)),
        format!("attacks by {}", "(attacks by ".repeat(500)),
        format!(
            "attacks by {}{}",
            "(people of ".repeat(500),
            ")".repeat(500)
        ),
        "attacks by A or ".repeat(5_000),
        "\"".repeat(10_001),
        "| ".repeat(10_000),
    ] {
        assert!(parse(&text, &ontology).is_err());
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
        let (sparql, rows, errors) = answers(&store, &question);
        for (file, found) in [
            ("sparql.rq", sparql),
            ("rows.md", rows),
            ("error.txt", errors),
        ] {
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

/// SPARQL, rows and errors of all statements, one after the other.
fn answers(store: &Store, text: &str) -> (String, String, String) {
    let (mut sparql, mut rows, mut errors) = Default::default();
    let fails = |error: &Diagnostic, errors: &mut String| {
        let _ = writeln!(errors, "exit code {}", error.exit_code());
        errors.push_str(&error.render("question.dq", text, false));
    };
    let script = match parse(text, store.ontology()) {
        Ok(script) => script,
        Err(all) => {
            all.iter().for_each(|e| fails(e, &mut errors));
            return (sparql, rows, errors);
        }
    };
    let mut session = Session::new(store);
    for statement in &script.statements {
        let answer = match session.run(statement) {
            Ok(answer) => answer,
            Err(error) => {
                fails(&error, &mut errors);
                continue;
            }
        };
        show(&answer, &mut rows);
        if let (StatementKind::Query(query), Answer::Rows(found)) = (&statement.kind, &answer)
            && !matches!(query.first, Set::Sparql(_))
            && let Ok(text) = session.sparql(query)
        {
            same_rows(store, &text, found);
            sparql.push_str(&text);
        }
    }
    (sparql, rows, errors)
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

mod hostile {
    use dateline::ontology::Ontology;
    use dateline::query::format::format;
    use dateline::query::{expected, highlight, is_complete, parse};
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn ontology() -> &'static Ontology {
        static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
        ONTOLOGY.get_or_init(|| Ontology::embedded().expect("the ontology loads"))
    }

    /// Nothing panics; what is pointed to lies in the text.
    fn holds(text: &str) {
        let inside = |span: dateline::span::Span| {
            assert!(span.begin <= span.end && span.end <= text.len(), "{text:?}");
            assert!(text.is_char_boundary(span.begin) && text.is_char_boundary(span.end));
        };
        for error in parse(text, ontology()).err().into_iter().flatten() {
            inside(error.span);
            error.render("question", text, true);
        }
        for (span, _) in highlight(text, ontology()) {
            inside(span);
        }
        is_complete(text);
        keeps_its_meaning(text);
        for pos in 0..=text.len() {
            inside(expected(text, pos, ontology()).span);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text(text in "\\PC{0,60}") {
            holds(&text);
        }

        #[test]
        fn any_words(words in proptest::collection::vec(
            proptest::sample::select(vec![
                "attacks", "statements", "by", "on", "in", "not", "where", "killed", ">", "30", "(", ")", "|",
                "show", "count", "sort", "first", "Syria", "\"", "$x", "or", "and", "between", "2020-02", "since",
                "within", "days", "of", "the", "range", ",", ".", "let", "=", "assert", "is", "empty", ";", "\n\n",
                "path", "from", "to", "each", "as", "é", "#", "with", "without", "date", "reported", "last",
            ]), 0..16)
        ) {
            holds(&words.join(" "));
        }
    }

    /// The same question, whatever its spelling: without places and without whether a name was quoted.
    fn meaning(text: &str) -> Option<String> {
        let script = parse(text, ontology()).ok()?;
        let mut said = format!("{:?}", script.statements);
        for (from, to) in [("Span {", "}"), ("quoted: ", ",")] {
            let mut parts = said.split(from);
            let mut kept = parts.next().unwrap_or_default().to_string();
            for part in parts {
                kept.push_str(part.split_once(to).map_or("", |(_, rest)| rest));
            }
            said = kept;
        }
        Some(said)
    }

    /// What is written in the usual form is the same question, and is in the usual form already.
    fn keeps_its_meaning(text: &str) {
        let Ok(script) = parse(text, ontology()) else {
            return;
        };
        let written = format(&script);
        assert_eq!(meaning(text), meaning(&written), "{text}\n{written}");
        let again = parse(&written, ontology()).expect("it parses");
        assert_eq!(written, format(&again));
    }

    #[test]
    fn the_usual_form_of_all_questions() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["tests/query", "queries"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
                let path = entry.expect("an entry").path();
                let file = match path.is_dir() {
                    true => path.join("question.dq"),
                    false => path,
                };
                if file.extension().is_some_and(|e| e == "dq")
                    && file.file_name() != Some("questions.dq".as_ref())
                {
                    keeps_its_meaning(&std::fs::read_to_string(&file).expect("a file"));
                }
            }
        }
        for line in super::QUESTIONS.lines() {
            keeps_its_meaning(line);
        }
    }

    #[test]
    fn what_may_come_next() {
        let next = |text: &str| expected(text, text.len(), ontology());
        let has = |text: &str, word: &str| next(text).words.iter().any(|(w, _)| w == word);
        assert!(has("", "attacks") && has("", "let"));
        assert!(has("att", "attacks"));
        assert!(has("attacks ", "by") && has("attacks ", "since") && !has("attacks ", "to"));
        assert!(has("attacks | ", "show") && has("attacks | show ", "killed"));
        let names = next("attacks by ").names.expect("a name");
        assert_eq!(names.roles, ["perpetrator"]);
        assert_eq!(names.range, ["Actor"]);
        let names = next("statements by Turkey to Erd").names.expect("a name");
        assert_eq!(names.roles, ["addressee"]);
        assert!(
            next("attacks reported by ")
                .names
                .expect("a name")
                .publishers
        );
        assert!(has("statements about (attacks ", "by"));
    }
}
