//! Any text as a question: it is parsed or refused with errors that point into it, and what is parsed is written as the same
//! question.

use dateline::ontology::Ontology;
use dateline::query::format::format;
use dateline::query::{expected, highlight, is_complete, parse};
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());

/// Parses the question.
pub fn run(text: &str) {
    for (span, _) in highlight(text, &ONTOLOGY) {
        assert!(text.get(span.begin..span.end).is_some());
    }
    is_complete(text);
    let place = text.floor_char_boundary(text.len() / 2);
    let span = expected(text, place, &ONTOLOGY).span;
    assert!(text.get(span.begin..span.end).is_some());
    match parse(text, &ONTOLOGY) {
        // An error, too, must point into the text.
        Err(errors) => {
            for error in errors {
                assert!(error.span.begin <= error.span.end && error.span.end <= text.len());
                error.render("question", text, false);
            }
        }
        Ok(script) => {
            let written = format(&script);
            let again = parse(&written, &ONTOLOGY).expect("what is written parses");
            assert_eq!(written, format(&again));
        }
    }
}
