//! Completion on the graph of the questions' tests: what is offered has answers, with the rest of the line.

#[path = "query/fixture.rs"]
mod fixture;

use dateline::query::{Answer, Session, parse};
use dateline::repl::Words;

/// What is offered at `‸`, as it is shown.
fn offered(words: &Words, marked: &str) -> Vec<String> {
    let at = marked.find('‸').unwrap();
    let line = marked.replace('‸', "");
    let (_, candidates) = words.complete(&line, at);
    candidates.iter().map(|c| c.display()).collect()
}

#[test]
fn names_are_counted_with_the_rest_of_the_line() {
    let store = fixture::store();
    let words = Words::new(&store);
    let all = offered(&words, "attacks by ‸");
    let on_turkey = offered(&words, "attacks on Turkey by ‸");
    assert!(all.len() > on_turkey.len(), "{all:?} {on_turkey:?}");
    assert!(
        all.iter().any(|c| c.starts_with("Syria  (country, ")),
        "{all:?}"
    );
    // What stands behind the place narrows as well, in nested questions too.
    let behind = offered(&words, "attacks by ‸ on Turkey");
    assert_eq!(behind, on_turkey);
    let nested = offered(&words, "statements about (attacks on Turkey by ‸)");
    assert_eq!(nested, on_turkey);
}

#[test]
fn names_that_are_offered_have_answers() {
    let store = fixture::store();
    let words = Words::new(&store);
    for (begin, end) in [
        ("attacks by ", ""),
        ("attacks on ", " since 2020-02-01"),
        ("attacks in Idlib by ", ""),
        ("statements by ", " about Turkey"),
        ("agreements between Turkey and ", ""),
        ("attacks where target = ", ""),
    ] {
        let line = format!("{begin}{end}");
        for candidate in words.complete(&line, begin.len()).1 {
            // Words of the grammar and nouns are offered as well.
            let name = candidate
                .text
                .starts_with(|c: char| c.is_uppercase() || c == '"');
            if !name {
                continue;
            }
            let question = format!("{begin}{}{end}", candidate.text);
            let script = parse(&question, store.ontology())
                .unwrap_or_else(|e| panic!("{question}: {}", e[0]));
            match Session::new(&store).run(&script.statements[0]) {
                Ok(Answer::Rows(rows)) => assert!(!rows.rows.is_empty(), "{question}"),
                other => panic!("{question}: {other:?}"),
            }
        }
    }
}

#[test]
fn a_surname_finds_the_whole_name() {
    let store = fixture::store();
    let words = Words::new(&store);
    let found = offered(&words, "statements by Erd‸");
    assert!(
        found[0].starts_with("Recep Tayyip Erdoğan  (person, "),
        "{found:?}"
    );
    // Parts of other names are none: `army` is no name of the Syrian army.
    assert!(
        offered(&words, "attacks by Arm‸")
            .iter()
            .all(|c| !c.contains("Syrian"))
    );
}

#[test]
fn nouns_that_there_are_none_of_are_not_offered() {
    let store = fixture::store();
    let words = Words::new(&store);
    assert_eq!(offered(&words, "attac‸")[0], "attacks  (5)");
    assert!(
        offered(&words, "‸")
            .iter()
            .all(|c| !c.starts_with("earthquakes"))
    );
}

#[test]
fn fields_stages_and_commands() {
    let store = fixture::store();
    let words = Words::new(&store);
    let has = |marked: &str, word: &str| {
        offered(&words, marked)
            .iter()
            .any(|c| c.split("  ").next() == Some(word))
    };
    assert!(has("attacks | sh‸", "show"));
    assert!(has("attacks | show pl‸", "place"));
    assert!(has("attacks | count by perp‸", "perpetrator"));
    assert!(has("\\pla‸", "plain"));
    // Names that go on alike are all in quotes.
    assert!(has("\\plain attacks by Sy‸", "\"Syria\""));
    assert!(has("\\mode s‸", "svg"));
    assert!(has("\\mode g‸", "geojson"));
    assert!(has("use \"Cargo‸", "\"Cargo.toml"));
}
