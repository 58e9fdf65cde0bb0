//! Quotation marks as phones make them, letters of many bytes, and lines of a megabyte.

use crate::{common, fixture};
use dateline::diagnostic::Code;
use dateline::query::{Session, expected, highlight, is_complete, parse};
use dateline::repl::Words;

#[test]
fn curly_quotation_marks_quote() {
    let store = fixture::store();
    let rows = |question: &str| {
        let script = parse(question, store.ontology()).unwrap();
        format!(
            "{:?}",
            Session::new(&store).run(&script.statements[0]).unwrap()
        )
    };
    let straight = rows("attacks by \"Syria\"");
    for name in [
        "“Syria”",
        "”Syria“",
        "“Syria\"",
        "\"Syria”",
        "„Syria“",
        "‘Syria’",
        "＂Syria＂",
        "«Syria»",
        "»Syria«",
        "‹Syria›",
        "❝Syria❞",
    ] {
        assert_eq!(rows(&format!("attacks by {name}")), straight, "{name}");
    }
}

#[test]
fn an_apostrophe_closes_no_single_quotation_mark() {
    let store = fixture::store();
    let question = "attacks by ‘Hay’at Tahrir’ in Idlib";
    let script = parse(question, store.ontology()).unwrap();
    assert!(format!("{script:?}").contains("Hay’at Tahrir"));
}

#[test]
fn an_unclosed_quotation_mark_is_an_error_at_its_place() {
    let store = fixture::store();
    for open in ["\"", "“", "”", "„", "‘", "‚", "＂", "«", "‹", "❝"] {
        let question = format!("attacks by é {open}Syria and more");
        let errors = parse(&question, store.ontology()).unwrap_err();
        let error = errors
            .iter()
            .find(|error| error.code == Code::Unclosed)
            .unwrap();
        assert_eq!(error.span.of(&question), open);
        error.render("question", &question, true);
        // It is not waited for: the line would swallow all that is typed behind it.
        assert!(is_complete(&question));
    }
    let run = common::dateline(&["query", common::store(), "attacks by “Syria"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("never closed"), "{}", run.err);
}

#[test]
fn every_place_of_any_line_can_be_completed_and_coloured() {
    let store = fixture::store();
    let words = Words::new(&store);
    for line in [
        "attacks by “Syr",
        "attacks by ”",
        "attacks by ‘Hay’at é” | show",
        "attacks on „Türkei“ in İdlib since 2020 | count by ",
        "\\why “é”",
        "\\plan attacks by “Sy",
        "\\“é ” „",
        "use “été/",
        "export attacks as csv to „é",
        "\u{feff}attacks\u{2028}by 🚀🚀 „",
        "sparql { SELECT ?é { ?é ?p '“' } } | “",
        "𝒜ttacks by ﷽ $é $ #“ é",
    ] {
        for place in 0..=line.len() {
            words.complete(line, place);
            let span = expected(line, place, store.ontology()).span;
            assert!(
                line.get(span.begin..span.end).is_some(),
                "{line} at {place}"
            );
        }
        for (span, _) in highlight(line, store.ontology()) {
            assert!(line.get(span.begin..span.end).is_some(), "{line}");
        }
    }
}

#[test]
fn long_lines_are_cut_before_they_are_drawn() {
    let store = fixture::store();
    let long = "é".repeat(1_000_000);
    for question in [
        format!("attacks by “{long}"),
        format!("attacks by {long} {long}"),
        format!("attacks (\nby \"{long}\n{long}"),
        format!("attacks by “a\n{long}\n{long}”\n\n| shwo {long}"),
        format!("sparql {{ SELECT * {{\n?s ?p '{long}\n' {long} }} }}"),
        format!("sparql {{\n{long}"),
    ] {
        let shown: usize = match parse(&question, store.ontology()) {
            Err(errors) => errors
                .iter()
                .map(|e| e.render("question", &question, false).len())
                .sum(),
            Ok(script) => Session::new(&store)
                .run(&script.statements[0])
                .map_or_else(|e| e.render("question", &question, false).len(), |_| 0),
        };
        assert!(shown < 10_000, "{shown}");
    }
}
