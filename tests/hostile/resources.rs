//! Questions without end are stopped: by time, by rows, by memory, and by whoever asked.

use crate::{common, fixture};
use dateline::diagnostic::Code;
use dateline::query::{Session, parse};
use dateline::store::{Budget, Limit, Limits, StoreError};
use oxigraph::sparql::CancellationToken;
use std::time::{Duration, Instant};

pub fn seconds(seconds: f64) -> Budget {
    Budget::new(Limits {
        time: Some(Duration::from_secs_f64(seconds)),
        ..Limits::default()
    })
}

/// Longer than any of these takes, even where other tests run beside it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Products of the graph with itself, and of rows that the query brings along.
fn endless() -> Vec<String> {
    let all = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l";
    let values: String = (0..12)
        .map(|n| format!("VALUES ?v{n} {{ 1 2 3 4 5 6 7 8 9 }} "))
        .collect();
    let unions = "{ {} UNION {} UNION {} } ".repeat(40);
    vec![
        format!("SELECT * {{ {all} }}"),
        format!("SELECT * {{ {all} }} ORDER BY ?l ?a"),
        format!("SELECT DISTINCT ?a ?d ?g {{ {all} }}"),
        format!("SELECT ?a ?d (COUNT(*) AS ?n) {{ {all} }} GROUP BY ?a ?d ?g ?j"),
        format!("SELECT (COUNT(*) AS ?n) {{ {all} }}"),
        format!("SELECT (GROUP_CONCAT(?a) AS ?n) {{ {all} }}"),
        format!("SELECT * {{ {{ {all} }} UNION {{ {all} }} }}"),
        format!("SELECT (COUNT(*) AS ?n) {{ {values} }}"),
        format!("SELECT * {{ {values} }} ORDER BY ?v3"),
        format!("SELECT (COUNT(*) AS ?n) {{ {unions} }}"),
        "SELECT * { ?a (!dl:x)* ?b . ?c (!dl:x)* ?d . ?e (!dl:x)* ?f } ORDER BY ?f".to_string(),
        format!("CONSTRUCT {{ ?a ?b ?l }} WHERE {{ {all} }}"),
        format!("ASK {{ {all} FILTER(?a = ?nothing) }}"),
        format!("SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {all} FILTER(?a = <urn:none>) }} }}"),
    ]
}

#[test]
fn a_query_without_end_is_stopped_in_time() {
    let store = fixture::store();
    for query in endless() {
        let begun = Instant::now();
        let answer = store.sparql(&query, Some(&seconds(0.3)));
        let late = matches!(answer, Err(StoreError::Limit(Limit::Time(_))));
        assert!(late, "{query}: {:?}", answer.err());
        assert!(begun.elapsed() < PATIENCE, "{query}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_query_is_stopped_by_whoever_asked() {
    let store = fixture::store();
    for query in endless().into_iter().take(4) {
        let token = CancellationToken::new();
        let budget = Budget::default().with_token(token.clone());
        let stop = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            token.cancel();
        });
        let begun = Instant::now();
        let answer = store.sparql(&query, Some(&budget));
        assert!(matches!(answer, Err(StoreError::Cancelled)), "{query}");
        assert!(begun.elapsed() < PATIENCE);
        stop.join().unwrap();
    }
}

#[test]
fn a_query_that_fills_memory_is_stopped() {
    let limits = Limits {
        time: Some(Duration::from_secs(60)),
        memory: Some(200 << 20),
        ..Limits::default()
    };
    let store = fixture::store();
    // Every row is kept: to sort them, to know them again, to count them.
    let all = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l";
    let names = all.replace(" .", "");
    for query in [
        format!("SELECT * {{ {all} }} ORDER BY ?l ?a"),
        format!("SELECT DISTINCT * {{ {all} }}"),
        format!("SELECT {names} (COUNT(*) AS ?n) {{ {all} }} GROUP BY {names}"),
    ] {
        let answer = store.sparql(&query, Some(&Budget::new(limits)));
        let full = matches!(answer, Err(StoreError::Limit(Limit::Memory(_))));
        assert!(full, "{query}: {:?}", answer.err());
    }
}

#[test]
fn an_answer_has_no_more_rows_than_it_may() {
    let store = fixture::store();
    let rows = |rows| {
        Budget::new(Limits {
            rows: Some(rows),
            ..Limits::default()
        })
    };
    let query = "SELECT * { VALUES ?v { 1 2 3 4 5 6 } }";
    assert!(store.sparql(query, Some(&rows(6))).is_ok());
    let more = store.sparql(query, Some(&rows(5)));
    assert!(matches!(more, Err(StoreError::Limit(Limit::Rows(5)))));
}

#[test]
fn a_text_that_doubles_again_and_again_is_stopped() {
    let store = fixture::store();
    let doubled: String = (1..60)
        .map(|n| format!("BIND(CONCAT(?v{0}, ?v{0}) AS ?v{n}) ", n - 1))
        .collect();
    let replaced = |levels: usize| {
        let with = "abcdefghijklmnopqrstuvwxyz".repeat(9);
        let close = format!(", '.', '{with}')");
        format!("{}'a'{}", "REPLACE(".repeat(levels), close.repeat(levels))
    };
    let small = |seconds| {
        Budget::new(Limits {
            time: Some(Duration::from_secs(seconds)),
            memory: Some(1 << 30),
            ..Limits::default()
        })
    };
    for query in [
        format!("SELECT ?v59 {{ BIND('abcdefgh' AS ?v0) {doubled} }}"),
        format!("SELECT (STRLEN({}) AS ?n) {{}}", replaced(8)),
    ] {
        let begun = Instant::now();
        let answer = store.sparql(&query, Some(&small(60)));
        assert!(matches!(answer, Err(StoreError::Limit(_))), "{query}");
        assert!(begun.elapsed() < PATIENCE, "{query}");
    }
}

fn asked(question: &str, budget: Budget) -> Result<(), Code> {
    let store = fixture::store();
    let script = match parse(question, store.ontology()) {
        Ok(script) => script,
        Err(errors) => return Err(errors[0].code),
    };
    let mut session = Session::new(&store);
    session.set_budget(budget);
    for statement in &script.statements {
        session.run(statement).map_err(|error| error.code)?;
    }
    Ok(())
}

/// Whatever it is, it ends: with an answer, or because it takes too long or is too large.
#[test]
fn a_question_without_end_is_stopped_in_time() {
    let fields = "perpetrator, target, place, weapon, date, killed, injured, sources";
    let by: Vec<&str> = std::iter::repeat_n(fields, 7).collect();
    let each = |levels: usize| {
        let open = "| each as t (attacks by the attack ".repeat(levels);
        format!("attacks {open}{}", ")".repeat(levels))
    };
    let union = vec!["(attacks in Idlib)"; 300].join(" or ");
    for question in [
        format!("attacks | count by {}", by.join(", ")),
        format!("attacks | show {}", by.join(", ")),
        "events | each as a (events since 1900 | each as b (events since 1900 | each as c (events)))"
            .to_string(),
        each(6),
        union,
        "paths from any actor to any actor within 6 steps | count".to_string(),
        "path from any actor to any actor via any place".to_string(),
    ] {
        let begun = Instant::now();
        let answer = asked(&question, seconds(1.0));
        if let Err(Code::Store | Code::Cancelled) = answer {
            panic!("{question}: {answer:?}");
        }
        assert!(begun.elapsed() < PATIENCE, "{question}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_question_that_has_no_time_is_told_so() {
    let answer = asked("attacks | count by place", seconds(0.0));
    assert_eq!(answer, Err(Code::Limit));
}

#[test]
fn a_pattern_of_thousands_of_stars_is_refused_and_some_are_found() {
    for question in [
        format!("statements where quote like \"{}\"", "*a".repeat(3_000)),
        format!("statements mentioning \"{}\"", "*a".repeat(3_000)),
        format!("attacks where place like \"{}\"", "a*".repeat(3_000)),
    ] {
        let begun = Instant::now();
        assert_eq!(asked(&question, seconds(60.0)), Err(Code::TooLarge));
        assert!(begun.elapsed() < PATIENCE);
    }
    let many = format!("statements where quote like \"{}a\"", "*".repeat(3_000));
    assert_eq!(asked(&many, seconds(60.0)), Ok(()));
}

#[test]
fn the_command_says_which_limit_was_reached() {
    let all = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i";
    let timed = common::dateline(&["sparql", common::store(), all, "--timeout", "0.3"]);
    assert_eq!(timed.code, 6, "{}", timed.err);
    assert!(timed.err.contains("--timeout"), "{}", timed.err);
    let inside = format!("sparql {{ {all} }}");
    let timed = common::dateline(&["query", common::store(), &inside, "--timeout", "0.3"]);
    assert_eq!(timed.code, 6, "{}", timed.err);
    let rows = ["query", common::store(), "attacks", "--max-rows", "2"];
    let rows = common::dateline(&rows);
    assert_eq!(rows.code, 6, "{}", rows.err);
    assert!(rows.err.contains("--max-rows"), "{}", rows.err);
    let wrong = common::dateline(&["query", common::store(), "attacks", "--timeout", "soon"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("seconds"), "{}", wrong.err);
}

#[test]
fn the_search_for_words_has_a_limit_too() {
    let whynot = |timeout: &str| {
        let mut command = common::command();
        command.args(["repl", common::store(), "--timeout", timeout]);
        common::output(command.write_stdin("\\whynot shelled\n").output().unwrap())
    };
    let timed = whynot("0.000000001");
    assert_eq!(timed.code, 6, "{}", timed.err);
    assert!(timed.err.contains("--timeout"), "{}", timed.err);
    let found = whynot("60");
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(found.out.contains("more article"), "{}", found.out);
}

#[test]
fn texts_that_the_arguments_name_are_not_read_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let (long, odd) = (file("long"), file("odd"));
    let holes = std::fs::File::create(&long).unwrap();
    holes.set_len(200 << 20).unwrap();
    std::fs::write(&odd, b"caf\xe9\n").unwrap();
    let article = "examples/idlib/neva-observer.txt";
    for (path, said) in [(&long, "longer than 128 MB"), (&odd, "UTF-8")] {
        for args in [
            vec!["extract", article, "--ontology", path],
            vec!["ontology", "check", path],
            vec!["check", common::store(), "--shapes", path],
            vec!["sparql", common::store(), "-f", path],
            vec!["parse", "--tokens", path],
        ] {
            let run = common::dateline(&args);
            assert_eq!(run.code, 5, "{args:?}: {}", run.err);
            assert!(run.err.contains(path.as_str()), "{args:?}: {}", run.err);
            assert!(run.err.contains(said), "{args:?}: {}", run.err);
        }
    }
}
