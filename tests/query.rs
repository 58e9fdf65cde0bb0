//! Questions: every one of the design parses; case folders are answered as their files say.

use dateline::ontology::Ontology;
use dateline::query::{parse, parse_query};

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
