//! Questions that nobody would ask, and questions of every kind: they are read in bounded time or refused, and written they are
//! the same questions.

use super::grammar;
use dateline::ontology::Ontology;
use dateline::query::format::format;
use dateline::query::{Session, expected, highlight, is_complete, parse};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn ontology() -> &'static Ontology {
    &super::fixture::ONTOLOGY
}

/// Every one of these ends soon, in an error that is short.
#[test]
fn hostile_input_ends_in_an_error() {
    let million = 1_000_000;
    for text in [
        "(".repeat(million),
        ")".repeat(million),
        "[{(".repeat(million / 3),
        "attacks by (".repeat(million / 12),
        format!("{}attacks{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("attacks where {}killed > 1", "not ".repeat(10_000)),
        format!("attacks where {}killed > 1", "(".repeat(10_000)),
        format!("attacks by {}", "(attacks by ".repeat(500)),
        format!(
            "attacks by {}{}",
            "(people of ".repeat(500),
            ")".repeat(500)
        ),
        "attacks by A or ".repeat(5_000),
        format!("attacks by A{}", " or A".repeat(10_000)),
        format!(
            "attacks where killed = 1{}",
            " or killed = 1".repeat(10_000)
        ),
        format!("(attacks){}", " or (attacks)".repeat(10_000)),
        "\"".repeat(10_001),
        "\"".repeat(million + 1),
        "‘ ".repeat(million / 4),
        "“ ".repeat(million / 4 + 1),
        "| ".repeat(10_000),
        "A".repeat(million),
        format!("é {}", "é".repeat(million / 2)),
        "9".repeat(million),
        "$".repeat(million),
        "attacks | ".repeat(million / 10),
        format!("attacks by \"{}", "(a*)*".repeat(million / 5)),
        "sparql {".repeat(million / 8),
    ] {
        let begun = Instant::now();
        let errors = parse(&text, ontology()).expect_err("hostile");
        let shown: usize = errors
            .iter()
            .take(10)
            .map(|error| error.render("question", &text, false).len())
            .sum();
        is_complete(&text);
        let start = &text[..text.floor_char_boundary(20)];
        assert!(shown < 40_000, "{start}…: {shown} bytes of errors");
        assert!(errors.len() <= 20, "{start}…: {} errors", errors.len());
        let taken = begun.elapsed();
        // Some seconds, and many more where other tests run beside it.
        assert!(taken < Duration::from_secs(60), "{start}…: {taken:?}");
    }
}

/// Patterns are looked for in time that grows with the text, whatever they are.
#[test]
fn hostile_patterns_end() {
    let store = super::fixture::store();
    for pattern in [
        "*a".repeat(200),
        "(a*)*b".to_string(),
        "((((((((((a*)*)*)*)*)*)*)*)*)*b".to_string(),
        "[".repeat(1000),
        "\\".repeat(999),
        "a{1000}{1000}{1000}".to_string(),
        "(?i)".repeat(300),
    ] {
        let begun = Instant::now();
        for question in [
            format!("statements where quote like \"{pattern}\""),
            format!("statements mentioning \"{pattern}\""),
            format!("attacks by \"{pattern}\""),
        ] {
            let Ok(script) = parse(&question, store.ontology()) else {
                continue;
            };
            // An error is as good as no answer.
            let _ = Session::new(&store).run(&script.statements[0]);
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{pattern}");
    }
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
            "“", "”", "‘", "’", "„", "“Syria”", "“é", "é”", "İdlib", "🚀", "\u{feff}", "\u{2028}", "sparql {", "}",
        ]), 0..16),
        blanks in proptest::bool::ANY,
    ) {
        holds(&words.join(if blanks { " " } else { "" }));
    }

    /// Whatever is typed, cut anywhere, with a quotation mark of any kind put in.
    #[test]
    fn any_question_with_a_quotation_mark(
        text in grammar::script(),
        mark in proptest::sample::select(vec!["“", "”", "‘", "’", "„", "‚", "\"", "＂", "«", "'"]),
        place in 0..200usize,
        end in 0..400usize,
    ) {
        let place = text.floor_char_boundary(place);
        let marked = format!("{}{mark}{}", &text[..place], &text[place..]);
        holds(&marked[..marked.floor_char_boundary(end)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn questions_of_the_grammar(text in grammar::script()) {
        if let Err(errors) = parse(&text, ontology()) {
            panic!("{}", errors[0].render("question", &text, false));
        }
        keeps_its_meaning(&text);
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
