//! A number that a limit has cut says so.

use crate::common::{Folder, command, output};
use std::fmt::Write;

/// A graph of 130 attacks of one side on another, each on its own day.
fn many(folder: &std::path::Path) -> String {
    let mut lines = String::new();
    for n in 0..130 {
        let (year, month, day) = (1990 + n / 26, 1 + n % 12, 1 + n % 26);
        writeln!(
            lines,
            r#"{{"text": "Russian forces shelled Ukrainian troops on {day:02}.{month:02}.{year}, killing {killed} soldiers.", "published": "{year}-{month:02}-{day:02}", "title": "Day {n}"}}"#,
            killed = 3 + n
        )
        .unwrap();
    }
    let path = folder.join("many.jsonl");
    std::fs::write(&path, lines).unwrap();
    path.to_str().unwrap().to_string()
}

#[test]
fn paths_that_were_cut_are_counted_as_at_least() {
    let folder = Folder::new();
    let input = many(folder.here());
    let store = &folder.name("many.dateline");
    let built = output(
        command()
            .args(["build", &input, "-o", store])
            .output()
            .unwrap(),
    );
    assert_eq!(built.code, 0, "{}", built.err);
    let ask = |question: &str, format: &str| {
        let args = ["query", store, question, "--format", format];
        output(command().args(args).output().unwrap())
    };
    let paths = "paths from \"Russian forces\" to \"Ukrainian forces\"";
    let counted = ask(&format!("{paths} | count"), "csv");
    assert_eq!(counted.out, "count\n100+\n", "{}", counted.err);
    let json = ask(&format!("{paths} | count"), "json").out;
    assert!(json.contains(r#""min":100"#), "{json}");
    assert!(json.contains(r#""max":null"#), "{json}");
    let by = ask(&format!("{paths} | count by from"), "csv").out;
    assert!(by.lines().skip(1).all(|line| line.ends_with('+')), "{by}");
    let table = ask(paths, "table").out;
    assert!(table.contains("at least 100 rows"), "{table}");
    // What was asked for was not cut.
    let first = ask(&format!("{paths} | first 7 | count"), "csv").out;
    assert_eq!(first, "count\n7\n");
    for (check, holds) in [
        ("> 99", true),
        (">= 100", true),
        ("< 200", false),
        ("= 100", false),
    ] {
        let run = ask(&format!("assert {paths} | count {check}"), "csv");
        assert_eq!(run.code == 0, holds, "{check}\n{}", run.err);
        assert!(holds || run.err.contains("it is 100+"), "{}", run.err);
    }
}

#[test]
fn a_name_that_needs_quotation_marks_is_offered_with_them() {
    for (question, offered) in [
        ("attacks by syrian forces | count", "\"syrian forces\""),
        (
            "attacks by Turkish defence ministry",
            "\"Turkish defence ministry\"",
        ),
        ("statements by Hulusi akar", "\"Hulusi akar\""),
        (
            "attacks on (people of Syria) by war monitor",
            "\"war monitor\"",
        ),
        ("statements by Wat Monitor", "\"war monitor\""),
    ] {
        let run = output(
            command()
                .args(["query", crate::common::store(), question])
                .output()
                .unwrap(),
        );
        assert_ne!(run.code, 0, "{question}\n{}", run.out);
        let hint = format!("did you mean {offered}");
        assert!(run.err.contains(&hint), "{question}\n{}", run.err);
    }
}
