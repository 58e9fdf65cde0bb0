//! Escape sequences, marks that turn words round, markup and formulas in what strangers write.

use crate::common::{Run, command, dateline, output, succeeds};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The title of a terminal is set, the screen is cleared, letters are coloured, words are turned round or hidden.
const ESCAPES: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{1b}[31m\u{9b}1mred\u{1b}[0m\u{8}\u{202e}\u{200b}\u{e0041}";

/// Articles whose every field is hostile, and their graph.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let name = format!("escapes-{}", std::process::id());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        let article = serde_json::json!({
            "text": format!("Syrian forces{ESCAPES} shelled Turkish troops in Idlib on Monday, killing eight{ESCAPES} soldiers.\n\nA minister{ESCAPES} said: “We will answer{ESCAPES} this <script>alert(1)</script> | attack.”"),
            "title": format!("=HYPERLINK(\"http://evil\"){ESCAPES} <script>x</script> [a](javascript:b) `c`"),
            "publisher": format!("@Gazette{ESCAPES} <img src=x onerror=y>"),
            "published": "2020-02-04",
            "url": "javascript:alert(1)",
        });
        let second = serde_json::json!({
            "text": format!("Turkish troops shelled Syrian forces in Saraqib{ESCAPES} on Sunday, killing nine soldiers."),
            "title": "Second",
            "published": "2020-02-05",
            "url": format!("https://news.example/a?b=<c>{ESCAPES}"),
        });
        fs::write(folder.join("all.jsonl"), format!("{article}\n{second}\n")).unwrap();
        fs::write(folder.join("one.jsonl"), format!("{second}\n")).unwrap();
        // A file with such a name and such text, that is not JSON.
        let text = format!("Syrian forces{ESCAPES} shelled Turkish troops in Idlib on 3 February 2020.\n");
        fs::write(folder.join("a\u{1b}[31mname\u{1b}]0;t\u{7}.txt"), text).unwrap();
        let file = |name: &str| folder.join(name).to_str().unwrap().to_string();
        succeeds(&["build", &file("all.jsonl"), "-o", &file("all.dateline")]);
        succeeds(&["build", &file("one.jsonl"), "-o", &file("one.dateline")]);
        folder
    })
}

fn file(name: &str) -> String {
    folder().join(name).to_str().unwrap().to_string()
}

/// Nothing that a terminal obeys.
fn is_clean(text: &str) -> bool {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    !text.replace("\r\n", "\n").contains(odd)
}

/// Nothing that deceives a reader either.
fn is_honest(text: &str) -> bool {
    is_clean(text) && !text.contains(['\u{202e}', '\u{200b}', '\u{e0041}'])
}

/// What is written for programs keeps the characters without width that part words.
const FOR_PROGRAMS: [&str; 6] = ["csv", "tsv", "acled", "extract", "export", "parse"];

fn check(run: &Run, what: &str) {
    let out = match FOR_PROGRAMS.iter().any(|word| what.contains(word)) {
        true => run.out.replace('\u{200b}', ""),
        false => run.out.clone(),
    };
    assert!(is_honest(&out), "{what}: {out:?}");
    assert!(is_honest(&run.err), "{what}: {:?}", run.err);
}

#[test]
fn no_format_lets_an_escape_sequence_through() {
    let question = "attacks | show date, perpetrator, place, killed, sources, quotes of killed";
    for format in [
        "table", "vertical", "csv", "tsv", "json", "jsonl", "markdown", "html", "graphml", "gexf",
        "ftm", "acled", "ics",
    ] {
        let run = dateline(&["query", &file("all.dateline"), question, "--format", format]);
        assert_eq!(run.code, 0, "{format}: {}", run.err);
        // Graphs are of actors.
        let shown = ["Idlib", "Turkish forces"];
        let shown = shown.iter().any(|name| run.out.contains(name));
        assert!(shown, "{format}: {}", run.out);
        check(&run, format);
    }
    for (view, format) in [
        ("graph", "dot"),
        ("graph", "svg"),
        ("timeline", "svg"),
        ("timeline", "table"),
    ] {
        let question = format!("attacks | show date, place, sources | {view}");
        let question = if view == "graph" {
            "attacks | graph"
        } else {
            &question
        };
        let run = dateline(&["query", &file("all.dateline"), question, "--format", format]);
        assert_eq!(run.code, 0, "{view}: {}", run.err);
        check(&run, view);
        assert!(
            format == "table" || !run.out.contains("<script") && !run.out.contains("<img"),
            "{}",
            run.out
        );
    }
}

#[test]
fn no_command_lets_an_escape_sequence_through() {
    let (all, one, name) = (
        file("all.dateline"),
        file("one.dateline"),
        file("a\u{1b}[31mname\u{1b}]0;t\u{7}.txt"),
    );
    let script = file("script.dq");
    fs::write(
        &script,
        format!("# Title{ESCAPES}\nattacks by \"x{ESCAPES}\"\n"),
    )
    .unwrap();
    let holds = file("holds.dq");
    fs::write(&holds, "assert attacks | count >= 900;\n").unwrap();
    let jsonl = file("all.jsonl");
    let runs: &[&[&str]] = &[
        &["build", &name, "-o", &file("name.dateline")],
        &["extract", &jsonl],
        &["extract", &name, "--format", "nquads"],
        &["explain", &jsonl],
        &["explain", &name],
        &["coverage", &jsonl, &name],
        &["parse", &jsonl],
        &["parse", &name],
        &["diff", &one, &all],
        &["review", &all],
        &["check", &all],
        &["check", &all, &holds],
        &["check", &all, &script],
        &["run", &all, &script],
        &["run", &all, &script, "--format", "markdown"],
        &["export", &all, "--format", "nquads"],
        &["export", &all, "--format", "turtle"],
        &["export", &all, "--format", "rdfxml"],
        &["sparql", &all, "SELECT * { ?d schema:headline ?t }"],
        &[
            "sparql",
            &all,
            "SELECT * { ?d schema:headline ?t }",
            "--format",
            "csv",
        ],
        &[
            "sparql",
            &all,
            "SELECT * { ?d schema:headline ?t }",
            "--format",
            "json",
        ],
        &["sparql", &all, "DESCRIBE ?d { ?d a dl:Document }"],
        &["query", &all, &format!("attacks by \"x{ESCAPES}\"")],
        &["query", &all, &format!("atacks{ESCAPES} in Idlib")],
        &[
            "query",
            &file("no\u{1b}[31msuch\u{9b}1m.dateline"),
            "attacks",
        ],
        &["remove", &all, &format!("no{ESCAPES}")],
        &["link", &all, "--same", &format!("a{ESCAPES}"), "b"],
        &["ontology", "check", &script],
        &[&format!("--no-such{ESCAPES}")],
    ];
    for args in runs {
        let run = dateline(args);
        assert!(run.code >= 0, "{args:?}");
        check(&run, &format!("{args:?}"));
    }
}

#[test]
fn no_command_of_the_shell_lets_an_escape_sequence_through() {
    let lines = format!(
        "attacks\n\\why 1\n\\open 1\n\\open 2\n\\sources 1\n\\all\n\\plain\n\\fmt\n\\sparql\n\\plan\n\\explain\n\
         \\whynot shelled\n\\whynot no{ESCAPES}\n\\nouns\n\\set $x {ESCAPES}\n\\params\n\\no{ESCAPES}\n\
         statements\n\\why 1\nattacks by \"y{ESCAPES}\"\n"
    );
    let run = command()
        .args(["repl", &file("all.dateline")])
        .write_stdin(lines)
        .output();
    let run = output(run.unwrap());
    assert!(run.out.contains("»Syrian forces"), "{}", run.out);
    check(&run, "repl");
}

#[test]
fn accounts_of_others_are_cleaned_and_their_offsets_hold() {
    let name = file("accounts.jsonl");
    let text = format!("Syrian forces{ESCAPES} shelled Idlib.");
    let begin = text.chars().count() - "Idlib.".len();
    let document = serde_json::json!({"type": "document", "id": "document/1", "text": text, "title": format!("T{ESCAPES}")});
    let account = serde_json::json!({
        "type": "account", "kind": "Attack", "roles": {"place": [{"id": "place/idlib", "name": format!("Idlib{ESCAPES}"),
        "class": "Place", "text": "Idlib", "begin": begin, "end": begin + 5}]},
        "evidence": {"text": text, "begin": 0, "end": text.chars().count()}
    });
    fs::write(&name, format!("{document}\n{account}\n")).unwrap();
    let graph = file("accounts.dateline");
    let built = dateline(&["build", &name, "-o", &graph]);
    assert_eq!(built.code, 0, "{}", built.err);
    let lines = "attacks\n\\why 1\n\\open 1\n";
    let run = command().args(["repl", &graph]).write_stdin(lines).output();
    let run = output(run.unwrap());
    assert!(run.out.contains("[Idlib|place"), "{}", run.out);
    check(&run, "accounts");
}

#[test]
fn offsets_are_those_of_the_text_that_was_given() {
    let text = format!("Syrian forces{ESCAPES} shelled Turkish troops in Idlib on Monday.");
    let article = serde_json::json!({"text": text, "published": "2020-02-04"});
    let name = file("offsets.jsonl");
    fs::write(&name, format!("{article}\n")).unwrap();
    let out = succeeds(&["extract", &name]);
    let letters: Vec<char> = text.chars().collect();
    let mut found = false;
    for line in out.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        for place in line["roles"]["place"].as_array().into_iter().flatten() {
            let at = |key: &str| place[key].as_u64().unwrap() as usize;
            let words: String = letters[at("begin")..at("end")].iter().collect();
            assert_eq!(words, "Idlib");
            found = true;
        }
    }
    assert!(found, "{out}");
}

#[test]
fn programs_get_the_characters_that_people_do_not_see() {
    let json = succeeds(&[
        "query",
        &file("all.dateline"),
        "documents | show title",
        "--format",
        "json",
    ]);
    assert!(
        serde_json::from_str::<serde_json::Value>(&json).is_ok(),
        "{json}"
    );
    assert!(json.contains("=HYPERLINK"), "{json}");
}

#[test]
fn no_cell_is_a_formula() {
    let question = "documents | show title, publisher";
    for (format, sign) in [("csv", ','), ("tsv", '\t')] {
        let out = succeeds(&["query", &file("all.dateline"), question, "--format", format]);
        assert!(
            out.contains("'=HYPERLINK") && out.contains("'@Gazette"),
            "{out}"
        );
        for line in out.lines() {
            for cell in line.split(sign) {
                let cell = cell.trim_start_matches('"');
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{line}");
            }
        }
        let sparql = "SELECT ?t (-3 AS ?n) (-2.5e9 AS ?m) { ?d schema:headline ?t }";
        let out = succeeds(&["sparql", &file("all.dateline"), sparql, "--format", format]);
        assert!(out.contains("'=HYPERLINK"), "{out}");
        assert!(out.contains("-3") && !out.contains("'-"), "{out}");
    }
}

#[test]
fn a_page_holds_only_what_is_meant() {
    let script = file("page.dq");
    fs::write(
        &script,
        "# Page <script>t</script>\n\n# See [here](javascript:alert(1)) and <b>bold</b> <img src=x>.\n\
         attacks | show date, place, sources | sort date\n\nattacks | timeline;\n\nattacks | graph;\n",
    )
    .unwrap();
    for args in [
        &["run", &file("all.dateline"), &script, "--format", "html"][..],
        &["brief", &file("all.dateline"), "Idlib", "--format", "html"],
        &[
            "query",
            &file("all.dateline"),
            "statements",
            "--format",
            "html",
        ],
    ] {
        let run = dateline(args);
        assert_eq!(run.code, 0, "{}", run.err);
        check(&run, "page");
        for bad in ["<script", "<b>", "<img", "href=\"javascript", "=<c>", "<c>"] {
            assert!(!run.out.contains(bad), "{bad}: {}", run.out);
        }
        assert!(
            run.out.contains("&lt;img src=x onerror=y&gt;"),
            "{}",
            run.out
        );
    }
}

#[test]
fn a_report_holds_no_html_and_leads_to_the_web_only() {
    let script = file("report.dq");
    fs::write(
        &script,
        "# Report <script>t</script>\n\n# See [here](javascript:alert(1)) and [there](https://example.org),\n\
         # <b>bold</b> and [x](data:text/html,y) and [z](javascript&#58;w) and [file](notes.md).\n\
         attacks | show date, place, sources | sort date\n",
    )
    .unwrap();
    let run = dateline(&[
        "run",
        &file("all.dateline"),
        &script,
        "--format",
        "markdown",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    check(&run, "report");
    // Behind a backslash a bracket is a bracket.
    let out = run.out.replace("\\]", "");
    for bad in [
        "<script",
        "<b>",
        "<img",
        "](javascript",
        "](data:",
        "<javascript:",
    ] {
        assert!(!out.contains(bad), "{bad}: {out}");
    }
    for good in [
        "[there](https://example.org)",
        "[file](notes.md)",
        "[^1]",
        "javascript:alert(1)",
    ] {
        assert!(out.contains(good), "{good}: {out}");
    }
}
