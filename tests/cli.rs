//! The binary as its users meet it: commands, exit codes, pipes.

mod common;

use common::{Folder, Run, dateline, output, store, succeeds};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

#[test]
fn build_says_what_it_made() {
    let folder = Folder::new();
    let path = folder.path("graph.dateline");
    let run = dateline(&["build", "examples/libya", "-o", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("3 articles"), "{}", run.err);
    assert_eq!(run.out, "");
    assert!(path.is_file());
}

#[test]
fn same_input_same_export() {
    let folder = Folder::new();
    let export = |name: &str| {
        let path = &folder.name(name);
        succeeds(&["build", "examples/libya", "-o", path]);
        succeeds(&["export", path, "--format", "nquads"])
    };
    assert_eq!(export("one.dateline"), export("two.dateline"));
}

#[test]
fn accounts_go_out_and_come_back() {
    let folder = Folder::new();
    let lines = succeeds(&["extract", "examples/libya"]);
    let accounts = folder.write("accounts.jsonl", &lines);
    let build = |input: &str, name: &str| {
        let path = &folder.name(name);
        succeeds(&["build", input, "-o", path]);
        succeeds(&["query", path, "events | count by kind", "--format", "csv"])
    };
    let direct = build("examples/libya", "direct.dateline");
    let back = build(&accounts, "back.dateline");
    assert_eq!(direct, back);
}

#[test]
fn how_sure_an_account_is_can_be_asked_for_and_is_a_share() {
    let folder = Folder::new();
    let write = |sure: f32| {
        let lines = format!(
            r#"{{"type": "document", "id": "document/a", "text": "Shells hit Ardun. Gunmen raided Selm."}}
{{"type": "account", "kind": "Shelling", "evidence": {{"begin": 0, "end": 17}}, "confidence": {sure}}}
{{"type": "account", "kind": "Raid", "evidence": {{"begin": 18, "end": 37}}, "confidence": 0.41}}
"#
        );
        folder.write("told.jsonl", lines);
        dateline(&[
            "build",
            &folder.name("told.jsonl"),
            "-o",
            &folder.name("g"),
            "--force",
            "--strict",
        ])
    };
    let built = write(0.93);
    assert_eq!(built.code, 0, "{}", built.err);
    let ask = |question: &str| succeeds(&["query", &folder.name("g"), question, "--format", "csv"]);
    let sure = ask("attacks where confidence >= 90 | show kind, confidence");
    assert!(sure.contains("\nshelling,93,93,93,https://"), "{sure}");
    assert_eq!(sure.lines().count(), 2, "{sure}");
    assert_eq!(ask("attacks where confidence < 50 | count"), "count\n1\n");
    let told =
        ask("attacks where confidence >= 90 | show sources of confidence, all of confidence");
    assert!(told.contains("93 %") && told.contains(",93"), "{told}");
    let built = write(1.5);
    assert_ne!(built.code, 0);
    assert!(built.err.contains("from 0 to 1"), "{}", built.err);
    let whole = dateline(&[
        "query",
        &folder.name("g"),
        "attacks where confidence >= 0.9",
    ]);
    assert!(whole.err.contains("confidence >= 90"), "{}", whole.err);
}

#[test]
fn unreadable_articles_stop_nothing() {
    let folder = Folder::new();
    folder.write("bad.txt", [0u8, 159, 146, 150, 0, 1, 2]);
    fs::copy("examples/libya/sirte-report.txt", folder.path("good.txt")).unwrap();
    let input = folder.here().to_str().unwrap();
    let store = &folder.name("graph.dateline");

    let run = dateline(&["build", input, "-o", store]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("1 of 2 articles could not be read:"),
        "{}",
        run.err
    );
    assert!(run.err.contains("bad.txt"), "{}", run.err);

    let run = dateline(&["extract", input, "--strict"]);
    assert_eq!(run.code, 5);
    assert!(run.out.contains("\"type\":\"document\""));

    let run = dateline(&["build", "nowhere.txt", "-o", store]);
    assert_eq!(run.code, 5);
}

#[test]
fn extract_is_a_filter() {
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("dateline"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let articles = fs::read_to_string("examples/idlib/briefs.jsonl").unwrap();
    let mut articles = articles.lines();
    // The first article comes out before the second has gone in.
    writeln!(stdin, "{}", articles.next().unwrap()).unwrap();
    stdin.flush().unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(
        line.contains("\"Turkish retaliation hits Syrian army\""),
        "{line}"
    );
    for article in articles {
        writeln!(stdin, "{article}").unwrap();
    }
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success());
    let titles: Vec<String> = rest
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|value| value["type"] == "document")
        .map(|value| value["title"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(
        titles,
        ["Washington backs Ankara", "Observation posts encircled"]
    );
}

#[test]
fn extracted_lines_follow_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&succeeds(&["schema"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in succeeds(&["extract", "examples/idlib"]).lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Err(error) = validator.validate(&value) {
            panic!("{error}\n{line}");
        }
    }
}

#[test]
fn extract_writes_rdf() {
    for format in ["nquads", "turtle", "trig"] {
        let out = succeeds(&["extract", "examples/libya", "--format", format]);
        assert!(out.contains("Ghadames"), "{format}");
    }
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    for args in [
        &["extract", "examples/idlib"][..],
        &["export", store(), "--format", "nquads"],
        &["completions", "bash"],
        &["query", store(), "events | show *", "--format", "json"],
    ] {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("dateline"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = output(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn formats_of_answers() {
    let query = |format| {
        let question = "countries | show name | sort by name | first 3";
        succeeds(&["query", store(), question, "--format", format])
    };
    assert!(query("csv").starts_with("name,id\n"));
    assert!(query("csv").contains(",https://w3id.org/dateline/actor/"));
    assert_eq!(query("tsv").lines().count(), 4);
    assert_eq!(query("jsonl").lines().count(), 3);
    let json: serde_json::Value = serde_json::from_str(&query("json")).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 3);
    assert!(query("markdown").contains("| --- |"));
    assert!(query("vertical").contains("─ 3 ─"));
    assert!(query("table").ends_with("3 rows\n"));
}

#[test]
fn scripts_take_parameters() {
    let folder = Folder::new();
    let script = "# Who\nparam $who: actor = \"Turkey\"\n\nattacks by $who | count\n";
    let file = &folder.write("who.dq", script);
    let count = |extra: &[&str]| {
        let args = [&["query", store(), "-f", file, "--format", "csv"], extra].concat();
        succeeds(&args)
    };
    assert_ne!(count(&[]), count(&["--set", "who=Syria"]));

    let other = &folder.write("other.dq", "attacks | count\n");
    for args in [
        &["query", store(), "-f", file][..],
        &["run", store(), file, other],
        &["check", store(), file],
    ] {
        let run = dateline(&[args, &["--set", "whom=Syria"]].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
        assert!(run.err.contains("there is $who"), "{}", run.err);
    }
    succeeds(&["run", store(), other, file, "--set", "who=Syria"]);
}

#[test]
fn questions_give_their_sparql() {
    let sparql = succeeds(&["query", store(), "attacks by Syria", "--sparql"]);
    assert!(sparql.contains("SELECT"), "{sparql}");
    // What it prints is what `sparql` takes.
    succeeds(&["sparql", store(), &sparql]);
}

#[test]
fn sparql_answers() {
    let select = "SELECT ?name WHERE { ?a a dl:Country ; rdfs:label ?name } ORDER BY ?name LIMIT 2";
    assert!(succeeds(&["sparql", store(), select]).ends_with("2 rows\n"));
    assert!(succeeds(&["sparql", store(), select, "--format", "json"]).contains("\"bindings\""));
    assert!(succeeds(&["sparql", store(), select, "--format", "xml"]).contains("<sparql"));
    assert!(succeeds(&["sparql", store(), select, "--format", "csv"]).starts_with("name\r\n"));
    assert!(succeeds(&["sparql", store(), select, "--format", "tsv"]).starts_with("?name\n"));
    let construct = "CONSTRUCT { ?a a dl:Country } WHERE { ?a a dl:Country }";
    assert!(succeeds(&["sparql", store(), construct, "--format", "turtle"]).contains("dl:Country"));
    assert!(succeeds(&["sparql", store(), construct, "--format", "ntriples"]).contains("> ."));
    assert_eq!(
        succeeds(&["sparql", store(), "ASK { ?a a dl:Attack }"]),
        "yes\n"
    );
}

#[test]
fn exports() {
    for format in ["turtle", "nquads", "trig", "jsonld", "ntriples", "rdfxml"] {
        let out = succeeds(&["export", store(), "--format", format]);
        assert!(out.contains("Turkey"), "{format}");
    }
    let folder = Folder::new();
    let path = folder.name("graph.ttl");
    let out = succeeds(&["export", store(), "-f", "turtle", "-o", &path]);
    assert_eq!(out, "");
    assert!(fs::read_to_string(&path).unwrap().contains("@prefix dl:"));
    // Endings of two parts.
    let (graph, answer) = (
        folder.name("graph.ftm.json"),
        folder.name("answer.FTM.json"),
    );
    succeeds(&["export", store(), "-o", &graph]);
    succeeds(&["query", store(), "attacks", "-o", &answer]);
    for path in [graph, answer] {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with('{') && text.contains("\"schema\""),
            "{path}"
        );
    }
}

#[test]
fn parse_goes_on_behind_an_article_that_cannot_be_read() {
    let folder = Folder::new();
    let lines = "{\"id\": \"a\", \"text\": \"Rain fell.\"}\n{\"id\": \"b\", \"published\": \"soon\", \"text\": \"Snow fell.\"}\n\
        {\"id\": \"c\", \"text\": \"Hail fell.\"}\n";
    let path = folder.write("three.jsonl", lines);
    let run = dateline(&["parse", &path]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Rain fell") && run.out.contains("Hail fell"));
    assert!(run.err.contains("three.jsonl, line 2"), "{}", run.err);
}

#[test]
fn parse_prints_conllu() {
    let out = succeeds(&["parse", "examples/libya/sirte-report.txt"]);
    let sentence = out
        .lines()
        .find(|line| line.starts_with("# text = "))
        .unwrap();
    assert!(sentence.len() > 10);
    let folder = Folder::new();
    let path = folder.write("gold.conllu", &out);
    let again = succeeds(&["parse", "--tokens", &path]);
    let forms = |text: &str| -> Vec<String> {
        let words = text.lines().filter(|line| line.contains('\t'));
        words
            .map(|line| line.split('\t').nth(1).unwrap().to_string())
            .collect()
    };
    assert_eq!(forms(&out), forms(&again));
}

#[test]
fn exit_codes() {
    let failing: &[(&[&str], i32, &str)] = &[
        (
            &["query", store(), "assert attacks | count > 100000"],
            1,
            "assert",
        ),
        (&["nonsense"], 2, "nonsense"),
        (&["query", store()], 2, "question"),
        (
            &["query", store(), "attacks", "--format", "pdf"],
            2,
            "markdown",
        ),
        (&["query", store(), "atacks"], 3, "attacks"),
        (&["query", store(), "attacks | shwo date"], 3, "show"),
        (&["sparql", store(), "SELECT nonsense"], 3, "line 1"),
        (&["query", store(), "attacks by Ruritania"], 4, "Ruritania"),
        (
            &["query", "missing.dateline", "attacks"],
            5,
            "missing.dateline",
        ),
        (
            &["query", "README.md", "Cargo.toml", "-f", "missing.dq"],
            5,
            "missing.dq",
        ),
        (
            &["export", "examples/idlib", "--format", "turtle"],
            5,
            "dateline build",
        ),
        (
            &["export", "Cargo.toml", "--format", "turtle"],
            5,
            "Cargo.toml",
        ),
        (
            &["build", "examples/libya", "-o", "Cargo.toml"],
            5,
            "Cargo.toml",
        ),
        (&["parse", "missing.txt"], 5, "missing.txt"),
    ];
    for (args, code, said) in failing {
        let Run {
            code: found,
            out,
            err,
        } = dateline(args);
        assert_eq!(found, *code, "{args:?}\n{out}{err}");
        assert!(err.contains(said), "{args:?}\n{err}");
    }
}

#[test]
fn a_question_can_be_asked_of_articles() {
    let answer = succeeds(&[
        "query",
        "examples/libya",
        "documents | count",
        "--format",
        "csv",
    ]);
    assert_eq!(answer, "count\n3\n");
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            succeeds(&["completions", shell]).contains("extract"),
            "{shell}"
        );
    }
}

#[test]
fn paragraphs_in_other_languages_are_told() {
    let run = dateline(&["extract", "tests/document/foreign/input.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err
            .contains("tests/document/foreign/input.txt: 2 of 5 paragraphs"),
        "{}",
        run.err
    );
}

#[test]
fn explain_says_where_each_frame_failed() {
    let folder = Folder::new();
    let text = "Rebels shelled a bakery near Herat. The old man died of a heart attack.\n";
    let path = &folder.write("story.txt", text);
    let found = succeeds(&["explain", path, "--words", "shelled a"]);
    assert!(found.contains("┌─ Rebels"), "{found}");
    assert!(
        found.contains("✓ shell-verb → Shelling: fits, see account 1"),
        "{found}"
    );
    let failed = succeeds(&["explain", path, "--at", "40"]);
    assert!(
        failed.contains("✗ attack-noun → Attack: dl:unless forbids"),
        "{failed}"
    );
    assert!(!failed.contains("shell-verb"), "{failed}");
    let run = dateline(&["explain", path, "--at", "4000"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("past the end"), "{}", run.err);
    let run = dateline(&["explain", path, "--words", "no such words"]);
    assert!(run.code == 2 && run.err.contains("nowhere"), "{}", run.err);
}

#[test]
fn explain_says_why_words_are_one_event_and_who_was_considered() {
    let folder = Folder::new();
    let text =
        "Gunmen attacked a police station in Goma on Tuesday. The attack killed seven officers.\n";
    let path = folder.write("story.txt", text);
    let why = succeeds(&["explain", &path, "--words", "killed seven"]);
    let line = |begin: &str| {
        let mut lines = why.lines().map(str::trim_start);
        lines
            .find(|line| line.starts_with(begin))
            .unwrap_or_else(|| panic!("{begin}: {why}"))
    };
    assert!(
        line("“attack”: happened once +").contains("; one with “attacked” +"),
        "{why}"
    );
    assert!(
        line("perpetrator “Gunmen” +").contains("its frame takes it for agent"),
        "{why}"
    );
    assert!(
        line("target “Goma” -").contains("the reader holds it for patient 0.0 -"),
        "{why}"
    );
}

#[test]
fn coverage_lists_what_gave_nothing() {
    let folder = Folder::new();
    let text = "Rebels shelled a bakery near Herat.\nThe old man died of a heart attack.\n";
    let path = folder.write("story.txt", text);
    let found = succeeds(&["coverage", &path]);
    assert!(found.contains("story.txt:2:1: "), "{found}");
    assert!(!found.contains("bakery"), "{found}");
    assert!(found.ends_with("and gave no account\n"), "{found}");
}

#[test]
fn ontology_check_names_line_remedy_and_likely_words() {
    let folder = Folder::new();
    let check = |turtle: &str| {
        let path = folder.write("extra.ttl", turtle);
        dateline(&["ontology", "check", &path])
    };
    let head = "@prefix dl: <https://w3id.org/dateline/ontology#> .\n\
        @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
    let sound = format!(
        "{head}dl:Rescue a owl:Class ; rdfs:subClassOf dl:Event ; rdfs:label \"rescue\" ; dl:plural \"rescues\" .\n\
        dl:rescuer a dl:Role ; rdfs:domain dl:Rescue ; rdfs:range dl:Actor ; rdfs:label \"rescuer\" .\n\
        dl:rescue-verb a dl:Frame ; dl:evokes dl:Rescue ; dl:verb \"rescue\" ;\n\
        dl:slot [ dl:role dl:rescuer ; dl:relation \"subject\" ; dl:filler dl:Actor ; dl:required true ] ;\n\
        dl:example \"The Greek navy rescued forty migrants.\" ;\n\
        dl:counterExample \"The plan was rescued by a vote.\" .\n"
    );
    let run = check(&sound);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(
        run.out.ends_with("all right; 2 examples tried\n"),
        "{}",
        run.out
    );
    for (from, to, line, message) in [
        (
            "dl:evokes dl:Rescue",
            "dl:evokes dl:Rescoo",
            6,
            "did you mean dl:Rescue",
        ),
        (
            "dl:role dl:rescuer",
            "dl:role dl:resquer",
            7,
            "did you mean dl:rescuer",
        ),
        ("\"subject\"", "\"subjct\"", 7, "did you mean \"subject\"?"),
        (
            "dl:required true",
            "dl:required \"yes\"",
            7,
            "write true or false",
        ),
        ("dl:example", "dl:exampel", 8, "did you mean dl:example"),
        (
            "subClassOf dl:Event",
            "subClassOf dl:Evnt",
            4,
            "did you mean dl:Event",
        ),
        (
            "rescued forty migrants",
            "rests",
            8,
            "does not find its example",
        ),
        (
            "was rescued by a vote",
            "saved; the army rescued it",
            9,
            "finds its counter-example",
        ),
        ("dl:rescuer a", "dl:rescuer ;; a", 5, "no Turtle"),
    ] {
        let run = check(&sound.replacen(from, to, 1));
        assert_eq!(run.code, 1, "{from}: {}", run.out);
        let place = format!("extra.ttl:{line}: ");
        let at = run
            .out
            .find(&place)
            .unwrap_or_else(|| panic!("{from} not at {line}: {}", run.out));
        assert!(run.out[at..].contains(message), "{from}: {}", run.out);
    }
}

#[test]
fn a_file_of_questions_becomes_a_report() {
    let folder = Folder::new();
    let path = folder.write("report.dq", "#!/usr/bin/env -S dateline run\n# Where things stand\n\n# What was published.\ndocuments | show title\n\n\
         assert documents is not empty;\n");
    let told = succeeds(&["run", store(), &path, "--format", "markdown"]);
    assert!(
        told.starts_with("# Where things stand\n\nWhat was published.\n"),
        "{told}"
    );
    assert!(
        told.contains("```text\ndocuments | show title\n```"),
        "{told}"
    );
    assert!(told.contains("✓ `documents is not empty`"), "{told}");
    let table = succeeds(&["run", store(), &path]);
    assert!(table.contains("9 rows"), "{table}");
}

#[test]
fn sources_of_a_report_are_footnotes() {
    let folder = Folder::new();
    let path = folder.write(
        "report.dq",
        "attacks with killed | show killed, sources | first 2\n",
    );
    let told = succeeds(&["run", store(), &path, "--format", "markdown"]);
    assert!(told.contains("[^1]") && told.contains("\n[^1]: "), "{told}");
}

#[test]
fn assertions_of_files_are_tried() {
    let folder = Folder::new();
    let good = folder.write(
        "good.dq",
        "assert documents | count = 9;\nassert documents is not empty;\n",
    );
    let bad = folder.write(
        "bad.dq",
        "assert documents | count = 9;\n\
         assert documents | count by publisher has row (publisher = \"Nobody\", count = 3);\n",
    );
    let out = succeeds(&["check", store(), &good]);
    assert!(out.ends_with("2 assertions hold\n"), "{out}");
    let run = dateline(&["check", store(), &good, &bad]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.out.contains("1 assertion holds, 1 failed"),
        "{}",
        run.out
    );
    assert!(run.err.contains("comes nearest"), "{}", run.err);
    let none = dateline(&["check", store(), "missing.dq"]);
    assert_eq!(none.code, 5, "{}", none.err);
}

#[test]
fn the_manual_page() {
    let page = succeeds(&["man"]);
    assert!(page.starts_with(".TH DATELINE 1\n"));
    assert!(page.contains(".SS query\n") && page.contains("completions"));
}

#[test]
fn pictures() {
    let question = "agreements | graph";
    let dot = succeeds(&["query", store(), question, "--format", "dot"]);
    assert!(dot.starts_with("digraph dateline {"));
    let svg = succeeds(&[
        "query",
        store(),
        "documents | count by day | timeline",
        "--format",
        "svg",
    ]);
    assert!(svg.starts_with("<svg "));
    let table = dateline(&["query", store(), "documents", "--format", "svg"]);
    assert_eq!(table.code, 2, "{}", table.err);
}

#[test]
fn maps() {
    let map = |question: &str| -> serde_json::Value {
        let text = succeeds(&["query", store(), question, "--format", "geojson"]);
        serde_json::from_str(&text).unwrap()
    };
    let attacks = map("attacks by Syria on Turkey since 2020-02-01 | show date, place, killed");
    assert_eq!(attacks["type"], "FeatureCollection");
    // "near Saraqeb" is an area around it, and Idlib province, which holds it, says no more.
    let near = &attacks["features"][1];
    assert_eq!(near["geometry"]["type"], "Polygon");
    assert_eq!(near["properties"]["at"], "near Saraqeb");
    let first = &attacks["features"][0];
    assert_eq!(first["properties"]["killed"], 8);
    assert_eq!(first["properties"]["disputed"], "killed");
    let places = map("attacks | count by place");
    let features = places["features"].as_array().unwrap();
    assert!(
        features.iter().any(|f| f["geometry"].is_object()),
        "{places}"
    );
    let documents = map("documents | first 1");
    assert!(documents["features"][0]["geometry"].is_null());
}

#[test]
fn a_question_is_asked_and_in_one_argument() {
    for nothing in ["", "  ", "# only a comment"] {
        let run = dateline(&["query", store(), nothing]);
        assert_eq!(run.code, 3, "{nothing:?}");
        assert!(run.err.contains("there is no question"), "{}", run.err);
    }
    let run = dateline(&["query", store(), "attacks", "by", "Russia"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("in quotes: 'attacks by Russia'"),
        "{}",
        run.err
    );
    // Articles that are not there are no words of a question.
    let run = dateline(&["query", "no/such.txt", "attacks"]);
    assert!(run.err.contains("no such file"), "{}", run.err);
    assert!(!run.err.contains("in quotes"), "{}", run.err);
}

#[test]
fn what_an_export_leaves_out_is_told() {
    let run = dateline(&["export", store(), "--format", "acled"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("events are left out: "), "{}", run.err);
    let run = dateline(&["export", store(), "--format", "ntriples"]);
    assert_eq!(run.err, "");
    let run = dateline(&["export", store(), "-o", "events.xyz"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains(".xyz: .ttl"), "{}", run.err);
}

#[test]
fn a_graph_does_not_differ_from_itself() {
    let run = dateline(&["diff", store(), store()]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "", "no differences\n")
    );
}

#[test]
fn an_outlet_that_changes_the_number_of_another_differs() {
    let folder = Folder::new();
    let told = |outlet: &str, killed: u8| {
        format!(
            "{{\"title\": \"{outlet}\", \"publisher\": \"{outlet}\", \"published\": \"2024-05-02\", \"text\": \"The Ardun army killed {killed} rebels in Vesna on Monday.\"}}\n"
        )
    };
    let asked = |articles: &[(&str, u8)], question: &str| {
        let lines: String = articles
            .iter()
            .map(|(outlet, n)| told(outlet, *n))
            .collect();
        let articles = folder.write("articles.jsonl", &lines);
        succeeds(&["query", &articles, question, "--format", "csv"])
    };
    let killed = "attacks where killed is known | show killed";
    let disputed = "attacks | disputed killed | count";
    let differ = [("Post", 7), ("Herald", 8), ("Mail", 8)];
    assert!(asked(&differ, killed).contains("\n8,8,8,killed,"));
    assert!(asked(&differ, disputed).contains("\n1"));
    // A copy, and an outlet that brings its own number up to date.
    for alike in [[("Post", 7), ("Herald", 7)], [("Post", 7), ("Post", 8)]] {
        assert!(asked(&alike, disputed).contains("\n0"), "{alike:?}");
    }
}
