use super::Decisions;

const BASE: &str = "https://example.org/";

fn read(turtle: &str) -> Decisions {
    Decisions::from_turtle(turtle, BASE).unwrap()
}

#[test]
fn what_is_written_is_read() {
    let mut decisions = Decisions::default();
    assert_eq!(decisions.to_turtle(BASE).unwrap(), "");
    decisions.same("document/1/account/2", "document/0/account/3");
    decisions.apart("actor/a", "actor/b");
    let turtle = decisions.to_turtle(BASE).unwrap();
    assert!(
        turtle.contains("<actor/a> dl:apart <actor/b> ."),
        "{turtle}"
    );
    assert_eq!(read(&turtle), decisions);
    // The later decision counts.
    decisions.apart("document/0/account/3", "document/1/account/2");
    assert!(decisions.same.is_empty());
    assert_eq!(decisions.apart.len(), 2);
}

#[test]
fn ids_that_an_iri_cannot_hold_are_escaped() {
    let names = [
        "a> <b",
        "a\"b",
        "a\nb",
        "a\\b",
        "{a}",
        "`^|",
        "ü",
        "urn:x:1",
        "http://a b",
        "",
        "//host/x",
        "?q",
        "#f",
        "50%",
        "a:b",
    ];
    for name in names {
        let mut decisions = Decisions::default();
        decisions.same(name, "actor/b");
        let turtle = decisions
            .to_turtle(BASE)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(read(&turtle), decisions, "{turtle}");
        assert_eq!(decisions.len(), 1);
    }
    let mut decisions = Decisions::default();
    decisions.same("a/../b", "actor/b");
    // What a reader would take for another id is not written.
    match decisions.to_turtle(BASE) {
        Ok(turtle) => assert_eq!(read(&turtle), decisions),
        Err(error) => assert!(error.to_string().contains("a/../b"), "{error}"),
    }
}

#[test]
fn comments_and_layout_of_a_person_stay() {
    let text = "# mine\n@prefix d: <https://w3id.org/dateline/ontology#> .\n<a> d:same <b> . # they are\n\n# the end";
    let mut decisions = read(text);
    assert_eq!(decisions.to_turtle(BASE).unwrap(), text);
    decisions.apart("b", "a");
    decisions.same("c", "d");
    let turtle = decisions.to_turtle(BASE).unwrap();
    assert!(turtle.starts_with(text), "{turtle}");
    assert_eq!(read(&turtle), decisions);
    // Under another base the ids stay what they are, and so do the comments.
    let turtle = decisions.to_turtle("https://example.com/x/").unwrap();
    let again = Decisions::from_turtle(&turtle, "https://example.com/x/").unwrap();
    assert_eq!(again, decisions);
    assert!(turtle.contains("# mine\n"), "{turtle}");
}

#[test]
fn an_error_names_its_line() {
    for (turtle, line, word) in [
        ("<a> <b> <c> .", 1, "dl:same"),
        (
            "@prefix dl: <https://w3id.org/dateline/ontology#> .\n<a> dl:same <b> .\n\n<a> dl:same\n  \"b\" .\n<x> dl:apart <y> .",
            5,
            "IRIs",
        ),
        (
            "@prefix dl: <https://w3id.org/dateline/ontology#> .\n<a> dl:same <b> .\n<a> dl:sa",
            3,
            "Turtle",
        ),
        (
            "@prefix dl: <https://w3id.org/dateline/ontology#> .\n<a> dl:same <b",
            2,
            "Turtle",
        ),
    ] {
        let error = Decisions::from_turtle(turtle, BASE)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(&format!("line {line}: ")),
            "{turtle}: {error}"
        );
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn differences_are_told() {
    let mut one = Decisions::default();
    one.same("a", "b");
    let mut two = one.clone();
    two.apart("c", "d");
    two.apart("a", "b");
    assert_eq!(two.beyond(&one), ["a and b are two", "c and d are two"]);
    one.fill(&two);
    assert_eq!(one.len(), 2);
    assert!(one.same.contains(&("a".to_string(), "b".to_string())));
}
