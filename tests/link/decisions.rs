//! Decisions as Turtle: what is written is read, what cannot be meant is refused with its line, and comments stay.

use dateline::link::{Decision, Decisions};
use dateline::time::Interval;
use jiff::civil::date;

const BASE: &str = "https://example.org/";
const PREFIXES: &str = "@prefix dl: <https://w3id.org/dateline/ontology#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

fn read(turtle: &str) -> Decisions {
    Decisions::from_turtle(turtle, BASE).unwrap_or_else(|error| panic!("{turtle}: {error}"))
}

fn day(day: i8) -> Interval {
    Interval::day(date(2020, 2, day))
}

#[test]
fn every_decision_is_written_and_read_whatever_stands_in_it() {
    for note in [
        "plain",
        "\"quoted\" and \\ back",
        "two\nlines\r\nand\ttab",
        ". <x> dl:struck true . # \"\"\"",
        "}}{{|^`\u{7}\u{202e}é漢",
        "@prefix dl: <http://evil/> .",
        "'''",
    ] {
        for id in [
            "document/1/account/2",
            "a> <b",
            "urn:x:1",
            "//h/x",
            "50%",
            "ü\n",
        ] {
            let mut decisions = Decisions::default();
            decisions.decide(Decision::Note(id.to_string(), note.to_string()));
            decisions.decide(Decision::Confirmed(id.to_string()));
            decisions.decide(Decision::Date(id.to_string(), day(3)));
            decisions.decide(Decision::Struck("b".to_string()));
            let turtle = decisions.to_turtle(BASE).unwrap();
            assert_eq!(read(&turtle), decisions, "{turtle}");
            assert_eq!(decisions.len(), 4);
        }
    }
    for (begin, end, written) in [
        ((2020, 2, 3), (2020, 2, 3), "\"2020-02-03\"^^xsd:date"),
        ((2020, 2, 1), (2020, 2, 29), "\"2020-02\"^^xsd:gYearMonth"),
        ((2020, 1, 1), (2020, 12, 31), "\"2020\"^^xsd:gYear"),
        ((2020, 2, 3), (2020, 2, 5), "\"2020-02-03/2020-02-05\""),
    ] {
        let of = |(year, month, day)| date(year, month, day);
        let mut decisions = Decisions::default();
        let days = Interval::days(of(begin), of(end));
        decisions.decide(Decision::Date("a".to_string(), days));
        let turtle = decisions.to_turtle(BASE).unwrap();
        let line = format!("<a> dl:date {written} .");
        assert!(turtle.contains(&line), "{turtle}");
        assert_eq!(read(&turtle), decisions);
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_line_and_a_remedy() {
    for (line, told) in [
        ("<a> dl:struck false .", "take the line out"),
        ("<a> dl:confirmed \"yes\" .", "followed by true"),
        ("<a> dl:struck <b> .", "followed by true"),
        ("<a> dl:date \"tomorrow\" .", "is no date; write"),
        (
            "<a> dl:date \"2020-02-30\"^^xsd:date .",
            "is no date; write",
        ),
        (
            "<a> dl:date \"2020-02-05/2020-02-03\" .",
            "is no date; write",
        ),
        ("<a> dl:date 2020 .", "is no date; write"),
        ("<a> dl:date <b> .", "is no date; write"),
        ("<a> dl:note <b> .", "a note is a text"),
        ("<a> dl:note \" \" .", "an empty note"),
        ("<a> dl:killed 7 .", "decisions are dl:same"),
        ("[] dl:struck true .", "IRI"),
        ("<a> dl:same \"b\" .", "IRIs"),
    ] {
        let turtle = format!("{PREFIXES}<a> dl:confirmed true .\n\n{line}\n");
        let error = Decisions::from_turtle(&turtle, BASE).unwrap_err();
        let error = error.to_string();
        assert!(error.starts_with("line 5: "), "{line}: {error}");
        assert!(error.contains(told), "{line}: {error}");
    }
}

#[test]
fn of_two_that_speak_against_each_other_the_later_counts() {
    let decisions = read(&format!(
        "{PREFIXES}<a> dl:struck true .\n<a> dl:confirmed true .\n<b> dl:confirmed true ; dl:struck true .\n\
         <a> dl:date \"2020-02-03\" .\n<a> dl:date \"2020-02-04\" ; dl:note \"x\", \"y\" .\n"
    ));
    let told = |note: &str| Decision::Note("a".to_string(), note.to_string());
    assert_eq!(
        decisions.all().into_iter().collect::<Vec<_>>(),
        [
            Decision::Struck("b".to_string()),
            Decision::Confirmed("a".to_string()),
            Decision::Date("a".to_string(), day(4)),
            told("x"),
            told("y"),
        ]
    );
}

#[test]
fn what_is_taken_back_leaves_the_rest_of_the_text_as_it_was() {
    let text = format!(
        "# mine\n{PREFIXES}<a> dl:struck true . # they lied <x#y>\n<b>\n   dl:note \"see #4\" .\n\n<c> dl:confirmed true .\n# the end"
    );
    let mut decisions = read(&text);
    decisions.take_back(&Decision::Struck("a".to_string()));
    let turtle = decisions.to_turtle(BASE).unwrap();
    assert_eq!(
        turtle,
        text.replace("<a> dl:struck true . # they", "# they")
    );
    let mut decisions = read(&turtle);
    decisions.take_back(&Decision::Note("b".to_string(), "see #4".to_string()));
    let turtle = decisions.to_turtle(BASE).unwrap();
    let left = "# they lied <x#y>\n\n<c> dl:confirmed true .\n# the end";
    assert_eq!(turtle, format!("# mine\n{PREFIXES}{left}"));
    // Where two things are said in one breath, the comments on lines of their own are kept.
    let mut decisions = read(&format!(
        "# mine\n{PREFIXES}<a> dl:confirmed true ; dl:note \"x\" ; dl:note \"y\" .\n"
    ));
    decisions.take_back(&Decision::Note("a".to_string(), "x".to_string()));
    let turtle = decisions.to_turtle(BASE).unwrap();
    assert!(turtle.contains("# mine\n"), "{turtle}");
    assert_eq!(read(&turtle), decisions);
}

#[test]
fn undoing_gives_the_old_text_unless_something_was_said_since() {
    let text = format!("# mine\n{PREFIXES}<a> dl:same <b> .  # odd   spaces\n");
    let before = read(&text);
    let mut after = before.clone();
    after.apart("a", "b");
    let after = read(&after.to_turtle(BASE).unwrap());
    let mut undone = after.clone();
    undone.revert(&before, &after);
    assert_eq!(undone.to_turtle(BASE).unwrap(), text);
    let mut later = after.clone();
    later.decide(Decision::Struck("c".to_string()));
    later.revert(&before, &after);
    let mut wanted = before.clone();
    wanted.decide(Decision::Struck("c".to_string()));
    assert_eq!(later, wanted);
    assert!(later.to_turtle(BASE).unwrap().starts_with("# mine\n"));
}
