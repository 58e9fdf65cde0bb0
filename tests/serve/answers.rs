//! What is asked and what comes back.

use super::common::{store, succeeds};
use super::served;
use super::server::target;
use serde_json::Value;

const ATTACKS: &str =
    "attacks by Syria on Turkey since 2020-02-01 | show date, place, killed, sources";

fn strings(value: &Value) -> Vec<&str> {
    let all = value.as_array().unwrap().iter();
    all.filter_map(Value::as_str).collect()
}

#[test]
fn answers_come_by_the_page_and_say_when_where_and_how_many() {
    let server = served();
    let answer = server.json("/api/query", &[("q", ATTACKS)]);
    assert_eq!(answer["total"], 2);
    let notes = strings(&answer["notes"]);
    assert_eq!(notes[0], "Syria includes Syrian forces (1)");
    let first = &answer["rows"][0];
    assert_eq!(first["cells"][2]["text"], "8");
    assert_eq!(first["cells"][2]["disputed"], true);
    assert_eq!(first["when"]["begin"], "2020-02-03");
    let places = first["where"].as_array().unwrap();
    assert!(places.iter().any(|place| place["name"] == "near Saraqeb"));
    assert_eq!(first["toll"], 8.0);
    assert_eq!(first["told"], true);

    let all = server.json("/api/query", &[("q", "attacks")]);
    let total = all["total"].as_u64().unwrap();
    let page = |offset: u64| {
        let offset = offset.to_string();
        server.json(
            "/api/query",
            &[("q", "attacks"), ("offset", &offset), ("limit", "3")],
        )
    };
    let mut ids = Vec::new();
    for offset in (0..total).step_by(3) {
        let rows = page(offset)["rows"].as_array().unwrap().clone();
        assert!(rows.len() <= 3);
        ids.extend(rows.iter().map(|row| row["id"].clone()));
    }
    let whole: Vec<Value> = all["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids, whole);
    assert_eq!(page(total + 5)["rows"], Value::Array(Vec::new()));
}

#[test]
fn rows_are_sorted_by_any_column_and_what_is_unknown_comes_last() {
    let server = served();
    let killed = |desc: &str| -> Vec<String> {
        let question = "attacks | show date, killed";
        let answer = server.json(
            "/api/query",
            &[("q", question), ("sort", "killed"), ("desc", desc)],
        );
        let rows = answer["rows"].as_array().unwrap();
        rows.iter()
            .map(|row| row["cells"][1]["text"].as_str().unwrap().to_string())
            .collect()
    };
    for desc in ["0", "1"] {
        let all = killed(desc);
        let known = all.iter().take_while(|text| !text.is_empty()).count();
        assert!(
            known > 2 && all[known..].iter().all(String::is_empty),
            "{all:?}"
        );
    }
    assert_eq!(killed("1")[..2], ["76", "9"]);
    let wrong = server.get(&target(
        "/api/query",
        &[("q", "attacks"), ("sort", "nothing")],
    ));
    assert_eq!(wrong.status, 400, "{}", wrong.body);
}

#[test]
fn what_is_wrong_with_a_question_is_placed_and_cured() {
    let server = served();
    let question = "attaks by Syria";
    let answer = server.get(&target("/api/query", &[("q", question)]));
    assert_eq!(answer.status, 400);
    let error = &answer.json()["errors"][0];
    assert_eq!(
        (error["begin"].as_u64(), error["end"].as_u64()),
        (Some(0), Some(6))
    );
    assert_eq!(strings(&error["candidates"])[0], "attacks");
    let shown = error["shown"].as_str().unwrap();
    assert!(
        shown.contains(question) && shown.contains("did you mean"),
        "{shown}"
    );

    // Places count characters, not bytes.
    let name = server.get(&target(
        "/api/query",
        &[("q", "statements by \"Çay\" abot Syria")],
    ));
    assert_eq!(name.json()["errors"][0]["begin"], 20, "{}", name.body);

    for (question, word) in [
        ("export graph as turtle to \"x.ttl\"", "export"),
        ("use \"x.dq\"", "use"),
        ("let a = attacks", "nothing is asked"),
    ] {
        let answer = server.get(&target("/api/query", &[("q", question)]));
        assert_eq!(answer.status, 400, "{question}");
        assert!(answer.body.contains(word), "{}", answer.body);
    }
    assert_eq!(server.get("/api/query").status, 400);
    let empty = server.json("/api/query", &[("q", "attacks by Azerbaijan")]);
    assert!(empty["emptied"]["nearest"].is_string(), "{empty}");
}

#[test]
fn completion_is_the_shells_without_its_commands_and_files() {
    let server = served();
    let line = "statements by Erd";
    let told = server.json("/api/complete", &[("q", line), ("at", "17")]);
    let first = &told["candidates"][0];
    assert_eq!(first["text"], "Recep Tayyip Erdogan");
    assert!(
        first["note"].as_str().unwrap().starts_with("person, "),
        "{first}"
    );
    assert_eq!(
        (told["begin"].as_u64(), told["end"].as_u64()),
        (Some(14), Some(17))
    );
    assert_eq!(told["tokens"][0], serde_json::json!([0, 10, "noun"]));
    for line in ["use \"", "\\he", "export attacks as csv to \"sr"] {
        let told = server.json("/api/complete", &[("q", line)]);
        assert_eq!(told["candidates"], Value::Array(Vec::new()), "{line}");
    }
}

#[test]
fn a_count_leads_to_what_it_was_counted_from_and_an_article_to_itself() {
    let server = served();
    let counts = "attacks since 2020-02-01 | count by date";
    let answer = server.json("/api/query", &[("q", counts)]);
    assert_eq!(answer["counted"], true);
    let count: u64 = answer["rows"][0]["cells"][1]["text"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap();
    let told = server.json("/api/counted", &[("q", counts), ("row", "1")]);
    assert_eq!(told["total"], count, "{told}");
    assert_eq!(told["rows"][0]["told"], true);
    let wrong = target("/api/counted", &[("q", counts), ("row", "0")]);
    assert_eq!(server.get(&wrong).status, 400);
    for (question, opens) in [("documents", "article"), ("places", "node")] {
        let answer = server.json("/api/query", &[("q", question)]);
        assert_eq!(answer["rows"][0]["opens"], opens, "{question}");
    }
}

#[test]
fn evidence_stands_where_it_says_in_the_article() {
    let server = served();
    let answer = server.json("/api/query", &[("q", ATTACKS)]);
    let id = answer["rows"][0]["id"].as_str().unwrap();
    let why = server.json("/api/why", &[("id", id)]);
    let accounts = why["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 5);
    let mut facts = why["facts"].as_array().unwrap().iter();
    let killed = facts.find(|fact| fact["name"] == "killed").unwrap();
    assert_eq!(killed["disputed"], true, "{killed}");
    assert!(
        accounts
            .iter()
            .any(|a| strings(&a["according to"]) == ["Turkish Defence Ministry"])
    );
    assert!(accounts[0]["confidence"].as_u64().unwrap() > 50);
    let tie = &accounts[0]["one with"][0];
    assert!(
        tie["score"].as_f64().unwrap() > 0.9 && !strings(&tie["reasons"]).is_empty(),
        "{tie}"
    );
    for account in accounts {
        let article = account["article"]["id"].as_str().unwrap();
        let told = server.json("/api/article", &[("id", article)]);
        let letters: Vec<char> = told["text"].as_str().unwrap().chars().collect();
        let spans = account["spans"]
            .as_array()
            .unwrap()
            .iter()
            .chain(account["sentences"].as_array().unwrap());
        for span in spans {
            let at = |name: &str| span[name].as_u64().unwrap() as usize;
            let words: String = letters[at("begin")..at("end")].iter().collect();
            assert_eq!(span["text"], words.as_str());
        }
        let events = told["accounts"].as_array().unwrap();
        assert!(events.iter().any(|known| known["event"] == id), "{article}");
    }
    let node = server.json(
        "/api/node",
        &[("id", accounts[0]["spans"][0]["id"].as_str().unwrap())],
    );
    let leads = node["leads"].as_array().unwrap();
    assert!(!leads.is_empty());
    for lead in leads {
        let question = lead["question"].as_str().unwrap();
        let answer = server.json("/api/query", &[("q", question)]);
        assert_eq!(answer["total"], lead["answers"], "{question}");
    }
    for path in ["/api/why", "/api/article", "/api/node"] {
        assert_eq!(
            server
                .get(&target(path, &[("id", "https://example.org/none")]))
                .status,
            404,
            "{path}"
        );
    }
}

#[test]
fn what_narrows_an_answer_has_as_many_answers_as_it_says() {
    let server = served();
    for question in [
        "attacks",
        "events where killed is known | count by place",
        "statements by Turkey",
        "documents",
    ] {
        let told = server.json("/api/facets", &[("q", question)]);
        let facets = told["facets"].as_array().unwrap();
        assert!(!facets.is_empty(), "{question}");
        for facet in facets {
            for value in facet["values"].as_array().unwrap() {
                let refined = value["question"].as_str().unwrap();
                let bare = refined.split(" | ").next().unwrap();
                let answer = server.json("/api/query", &[("q", bare)]);
                assert_eq!(answer["total"], value["count"], "{refined}");
            }
        }
    }
    let columns = server.json(
        "/api/columns",
        &[
            ("q", "attacks | show date | timeline"),
            ("show", "date,killed"),
        ],
    );
    assert_eq!(
        columns["question"],
        "attacks | show date, killed | timeline"
    );
}

#[test]
fn networks_join_actors_by_kind_and_number() {
    let server = served();
    let told = server.json("/api/network", &[("q", "attacks by Syria on Turkey")]);
    let nodes = told["nodes"].as_array().unwrap();
    let edges = told["edges"].as_array().unwrap();
    assert!(nodes.len() > 2 && !edges.is_empty());
    for edge in edges {
        let known = |end: &str| nodes.iter().any(|node| node["id"] == edge[end]);
        assert!(known("from") && known("to"), "{edge}");
        assert!(edge["count"].as_u64().unwrap() >= edge["events"].as_array().unwrap().len() as u64);
    }
    let id = nodes[0]["id"].as_str().unwrap();
    let around = server.json("/api/network", &[("id", id)]);
    assert_eq!(around["nodes"][0]["id"], id);
    assert!(around["events"].as_u64() >= told["nodes"][0]["events"].as_u64());
}

#[test]
fn files_are_those_of_the_command_line() {
    let server = served();
    for format in [
        "csv", "json", "geojson", "markdown", "html", "graphml", "ics",
    ] {
        let answer = server.get(&target(
            "/api/export",
            &[("q", ATTACKS), ("format", format)],
        ));
        assert_eq!(
            answer.body,
            succeeds(&["query", store(), ATTACKS, "--format", format]),
            "{format}"
        );
        assert!(
            answer
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
    }
    let svg = target(
        "/api/export",
        &[("q", "attacks | timeline"), ("format", "svg")],
    );
    assert!(server.get(&svg).body.starts_with("<svg "));
    assert_eq!(
        server
            .get(&target("/api/export", &[("q", ATTACKS), ("format", "svg")]))
            .status,
        400
    );
}
