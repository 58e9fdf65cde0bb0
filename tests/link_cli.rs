//! The commands that change, compare and check a graph.

mod common;

use common::{Folder, dateline, succeeds};
use std::collections::BTreeSet;
use std::fs;

const FIRST: &str = r#"{"text": "Sudmark shelled Homs on Monday, killing eight Turkish soldiers.", "title": "First", "publisher": "A", "published": "2021-05-04"}"#;
const SECOND: &str = r#"{"text": "Eight Turkish soldiers were killed in Homs on Monday.", "title": "Second", "publisher": "B", "published": "2021-05-05"}"#;

#[test]
fn adding_and_removing_is_building() {
    let folder = Folder::new();
    let file = |name: &str| folder.name(name);
    let (one, two) = (file("one.jsonl"), file("two.jsonl"));
    fs::write(&one, FIRST).unwrap();
    fs::write(&two, SECOND).unwrap();
    let (both, grown, alone) = (
        file("both.dateline"),
        file("grown.dateline"),
        file("alone.dateline"),
    );
    succeeds(&["build", &one, &two, "-o", &both]);
    succeeds(&["build", &two, "-o", &grown]);
    succeeds(&["add", &grown, &one]);
    assert_eq!(fs::read(&both).unwrap(), fs::read(&grown).unwrap());
    succeeds(&["build", &one, "-o", &alone]);
    let changes = succeeds(&["diff", &alone, &both]);
    assert!(changes.contains("“Second”"), "{changes}");
    succeeds(&["remove", &grown, "Second"]);
    assert_eq!(fs::read(&alone).unwrap(), fs::read(&grown).unwrap());
    assert_eq!(succeeds(&["diff", &alone, &grown]), "");
    // Joined events are found by the ids that they had.
    let named = "SELECT ?event WHERE { ?event dl:killed [] } ORDER BY ?event";
    let known = "SELECT ?id WHERE { ?event dl:killed [] ; dl:replaces? ?id } ORDER BY ?id";
    let ids = |graph: &str, query| -> BTreeSet<String> {
        let rows = succeeds(&["sparql", graph, query, "--format", "csv"]);
        rows.lines().skip(1).map(str::to_string).collect()
    };
    let other = file("other.dateline");
    succeeds(&["build", &two, "-o", &other]);
    let before: BTreeSet<String> = [&alone, &other]
        .iter()
        .flat_map(|g| ids(g, named))
        .collect();
    assert_eq!(before.len(), 2);
    assert_eq!(ids(&both, named).len(), 1);
    assert_eq!(ids(&both, known), before);
    let gone = dateline(&["remove", &grown, "Second"]);
    assert_eq!(gone.code, 5);
    assert!(
        gone.err.contains("no document is called “Second”"),
        "{}",
        gone.err
    );
    assert_eq!(dateline(&["check", &both]).code, 0);
}

#[test]
fn a_newer_text_at_an_address_replaces_the_older() {
    let folder = Folder::new();
    let article = |title: &str, killed: &str, day: &str| {
        let text = format!(
            "Sudmark shelled the town of Homs on Monday, killing {killed} Turkish soldiers, a hospital said."
        );
        format!(
            r#"{{"text": "{text}", "title": "{title}", "publisher": "A", "published": "{day}", "url": "https://a.example/1"}}"#
        )
    };
    let one = &folder.write("one.jsonl", article("Eight die", "eight", "2021-05-04"));
    let two = &folder.write("two.jsonl", article("Toll rises", "nine", "2021-05-05"));
    // An address that several articles have makes no versions of them.
    let feed = r#"{"text": "Ministers met in Geneva and spoke of grain.", "title": "Talks", "publisher": "A", "published": "2021-05-06", "url": "https://a.example/1"}"#;
    let three = &folder.write("three.jsonl", feed);
    let (grown, built) = (folder.name("grown.dateline"), folder.name("built.dateline"));
    succeeds(&["build", one, three, "-o", &grown]);
    let run = dateline(&["add", &grown, two]);
    assert!(
        run.err.contains("1 article is replaced")
            && run
                .err
                .contains("“Eight die” of 2021-05-04 by “Toll rises” of 2021-05-05"),
        "{}",
        run.err
    );
    let best = succeeds(&[
        "query",
        &grown,
        "attacks | show killed, sources",
        "--format",
        "csv",
    ]);
    assert!(best.contains("\n9,9,9,A"), "{best}");
    succeeds(&["build", two, one, three, "-o", &built]);
    assert_eq!(fs::read(&grown).unwrap(), fs::read(&built).unwrap());
    // The older text does not come back, and who takes articles out learns which there are.
    succeeds(&["add", &grown, one]);
    assert_eq!(fs::read(&grown).unwrap(), fs::read(&built).unwrap());
    let run = dateline(&["remove", &grown, "https://a.example/1"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("  document/"), "{}", run.err);
    assert!(run.err.contains("2021-05-05") && run.err.contains("2021-05-06"));
}

#[test]
fn a_decision_is_kept_for_later_builds() {
    let folder = Folder::new();
    let file = |name: &str| folder.name(name);
    let (articles, graph) = (file("articles.jsonl"), file("graph.dateline"));
    fs::write(&articles, format!("{FIRST}\n{SECOND}\n")).unwrap();
    succeeds(&["build", &articles, "-o", &graph]);
    let ids = "SELECT ?account WHERE { GRAPH ?d { ?account a dl:Account ; dl:killedMin ?n } } ORDER BY ?account";
    let accounts = succeeds(&["sparql", &graph, ids, "--format", "csv"]);
    let accounts: Vec<&str> = accounts.lines().skip(1).map(str::trim).collect();
    let [a, b] = accounts[..] else {
        panic!("{accounts:?}");
    };
    let events = || {
        succeeds(&[
            "query",
            &graph,
            "attacks where killed is known | count",
            "--format",
            "csv",
        ])
    };
    succeeds(&["link", &graph, "--same", a, b]);
    assert_eq!(events(), "count\n1\n");
    succeeds(&["link", &graph, "--apart", a, b]);
    assert_eq!(events(), "count\n2\n");
    let turtle = fs::read_to_string(file("graph.dateline.decisions.ttl")).unwrap();
    assert!(turtle.contains("dl:apart"), "{turtle}");
    succeeds(&["build", &articles, "-o", &graph, "--force"]);
    assert_eq!(events(), "count\n2\n");
    assert_eq!(
        dateline(&["link", &graph, "--same", a, "actor/nobody"]).code,
        5
    );
}

#[test]
fn of_an_article_that_is_there_twice_the_fields_of_both_are_kept() {
    let folder = Folder::new();
    let with = |field: &str| FIRST.replace("\"publisher\"", &format!("{field}, \"publisher\""));
    let one = folder.write("one.jsonl", with("\"author\": \"Ana Roe\""));
    let address = "\"url\": \"https://a.example/first\"";
    let two = folder.write("two.jsonl", with(address));
    let graph = folder.name("graph.dateline");
    succeeds(&["build", &one, &two, "-o", &graph]);
    let asked = "documents | show publisher, author, url";
    let rows = succeeds(&["query", &graph, asked, "--format", "csv"]);
    assert!(rows.contains("A,Ana Roe,https://a.example/first"), "{rows}");
}
