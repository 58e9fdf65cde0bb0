//! SPARQL that is nested too deeply or too long is a typed error, and what is within the limits is answered.

use crate::{common, fixture};
use dateline::diagnostic::Code;
use dateline::query::{Session, parse};
use dateline::store::StoreError;
use std::time::{Duration, Instant};

fn group(inner: &str) -> String {
    format!("SELECT ?s {{ {inner} }}")
}

fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
    format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
}

fn filter(expression: &str) -> String {
    group(&format!("?s ?p ?o FILTER({expression})"))
}

/// One query of each kind, with so many levels or parts.
fn large(many: usize) -> Vec<String> {
    let chain = |part: &str, sign: &str| vec![part; many].join(sign);
    let triples: String = (0..many).map(|n| format!("?s dl:p ?o{n} . ")).collect();
    vec![
        group(&nested("{ ", "?s ?p ?o", " }", many)),
        group(&nested("?s ?p ?o OPTIONAL { ", "?s ?p ?o", " }", many)),
        group(&nested("{ SELECT ?s { ", "?s ?p ?o", " } }", many)),
        group(&format!("?s {} ?o", nested("(", "dl:p", ")", many))),
        group(&format!("?s ?p {} .", nested("[ dl:p ", "?o", " ]", many))),
        group(&format!("?s ?p {} .", nested("(", "?o", ")", many))),
        filter(&nested("(", "1", ")", many)),
        filter(&nested("STR(", "1", ")", many)),
        filter(&nested("STR(", "1", ")", many)),
        filter(&nested("EXISTS { ?s ?p ?o FILTER(", "1", ") }", many)),
        filter(&format!("{}1", "!".repeat(many))),
        filter(&nested("!(", "1", ")", many)),
        filter(&nested("?a<(", "1", ">1)", many)),
        filter(&chain("?o = 1", " || ")),
        filter(&chain("?o = 1", "&&")),
        filter(&chain("1", "+")),
        filter(&chain("?o", "-")),
        filter(&chain("1", "/")),
        group(&format!("?s {} ?o", chain("dl:p", "/"))),
        group(&format!("?s {} ?o", chain("dl:p", "|"))),
        group(&chain("{ ?s ?p ?o }", " UNION ")),
        group(&chain("OPTIONAL { ?s ?p ?o }", " ")),
        group(&chain("FILTER(1)", " ")),
        group(
            &(0..many)
                .map(|n| format!("BIND(1 AS ?v{n}) "))
                .collect::<String>(),
        ),
        group(&triples),
        group(&format!("?s dl:p {} .", chain("?o", ", "))),
        group(&format!("?s {} .", chain("dl:p ?o", "; "))),
        format!("SELECT * {{ {} }}", chain("GRAPH ?g { ?s ?p ?o }", " ")),
    ]
}

#[test]
fn what_is_nested_thousands_of_levels_deep_is_refused_at_once() {
    let store = fixture::store();
    for query in large(5_000).into_iter().chain(large(20_000)) {
        let start: String = query.chars().take(60).collect();
        let begun = Instant::now();
        match store.sparql(&query, None) {
            Err(StoreError::TooLarge { .. } | StoreError::Syntax { .. }) => {}
            Err(other) => panic!("{start}: {other}"),
            Ok(_) => panic!("{start}: it is answered"),
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{start}");
    }
}

#[test]
fn brackets_that_are_hidden_are_counted() {
    let store = fixture::store();
    let deep = nested("(", "1", ")", 5_000);
    for query in [
        filter(&format!("?a<'>'&&{deep}")),
        filter(&format!("IF(?a<1,'>',{deep})")),
        filter(&format!("'''abc' = {deep}")),
        filter(&format!("?o = '' # ' \r && {deep}")),
        filter(&format!("dl:a\\' = {deep} || '' = ''")),
        filter(&format!("?a<1#>'''\n && {deep}")),
        filter(&format!("?o = \"\\\"\" && {deep}")),
    ] {
        let answer = store.sparql(&query, None);
        let refused = matches!(
            answer,
            Err(StoreError::TooLarge { .. } | StoreError::Syntax { .. })
        );
        assert!(refused, "{}", query.chars().take(60).collect::<String>());
    }
}

/// The largest that is let through does not need more stack than there is.
#[test]
fn what_is_within_the_limits_is_answered() {
    let store = fixture::store();
    let mut answered = 0;
    for query in large(40).into_iter().chain(large(95)).chain(large(1_200)) {
        let start: String = query.chars().take(60).collect();
        match store.sparql(
            &format!("{query} LIMIT 1"),
            Some(&super::resources::seconds(2.0)),
        ) {
            Ok(_) => answered += 1,
            // Some are too deep, or have no end.
            Err(StoreError::TooLarge { .. } | StoreError::Syntax { .. } | StoreError::Limit(_)) => {
            }
            Err(other) => panic!("{start}: {other}"),
        }
    }
    assert!(answered > 40, "{answered}");
}

#[test]
fn long_lists_of_values_are_plain_lists() {
    let store = fixture::store();
    let rows: String = (0..30_000).map(|n| format!("({n} <urn:x{n}>) ")).collect();
    let query = format!("SELECT (COUNT(*) AS ?n) {{ VALUES (?a ?b) {{ {rows} }} }}");
    assert!(store.sparql(&query, None).is_ok());
    let listed: Vec<String> = (0..30_000).map(|n| n.to_string()).collect();
    let query = filter(&format!("?o IN ({})", listed.join(", ")));
    assert!(
        store
            .sparql(&query, Some(&super::resources::seconds(30.0)))
            .is_ok()
    );
}

/// The parser tries two forms of some functions, and reads what is inside twice for each.
#[test]
fn functions_that_are_read_twice_are_not_nested_without_end() {
    let store = fixture::store();
    for open in ["SUBSTR(", "REGEX(", "REPLACE(", "GROUP_CONCAT(", "!("] {
        let query = filter(&nested(open, "'a'", ", 'b')", 40));
        let begun = Instant::now();
        assert!(store.sparql(&query, None).is_err(), "{open}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{open}");
    }
    let query = filter(&nested("REPLACE(", "'a'", ", 'b', 'c')", 8));
    assert!(store.sparql(&query, None).is_ok());
}

#[test]
fn inside_a_question_it_is_an_error_of_the_question() {
    let store = fixture::store();
    let mut run = 0;
    for query in large(5_000) {
        let question = format!("sparql {{ {query} }} | count");
        let Ok(script) = parse(&question, store.ontology()) else {
            continue;
        };
        run += 1;
        let error = Session::new(&store).run(&script.statements[0]).unwrap_err();
        assert!(
            matches!(error.code, Code::TooLarge | Code::Syntax),
            "{error}"
        );
        assert!(error.render("question", &question, false).len() < 5_000);
    }
    assert!(run > 20, "{run}");
}

#[test]
fn the_shell_goes_on_behind_it() {
    let lines = format!(
        "sparql {{ {} }}\nsparql {{ {} }}\nattacks | count\n",
        filter(&vec!["?o = 1"; 20_000].join(" || ")),
        group(&nested("{ ", "?s ?p ?o", " }", 5_000)),
    );
    let mut command = common::command();
    let run = common::output(
        command
            .args(["repl", common::store()])
            .write_stdin(lines)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.out.contains("count"), "{}", run.out);
    assert!(run.err.len() < 10_000);
}
