//! `dateline serve` as browsers and programs meet it: over HTTP, against the binary.

#[path = "serve/browser.rs"]
mod browser;
mod common;
#[path = "serve/server.rs"]
mod server;

use common::{dateline, store, succeeds};
use serde_json::Value;
use server::{Served, encoded, target};
use std::fs;

const ATTACKS: &str =
    "attacks by Syria on Turkey since 2020-02-01 | show date, place, killed, sources";

fn served() -> Served {
    Served::start(store(), &[])
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect()
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
    assert_eq!(first["where"][0]["name"], "near Saraqib");
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
    assert_eq!(killed("1")[..2], ["at least 300", "76"]);
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
fn evidence_stands_where_it_says_in_the_article() {
    let server = served();
    let answer = server.json("/api/query", &[("q", ATTACKS)]);
    let id = answer["rows"][0]["id"].as_str().unwrap();
    let why = server.json("/api/why", &[("id", id)]);
    let accounts = why["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 4);
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
    for format in ["csv", "json", "geojson", "markdown"] {
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

#[test]
fn only_own_host_names_and_the_own_page_are_answered() {
    let server = served();
    let port = server.port;
    let host = |host: &str| {
        server
            .ask("GET", "/api/about", &[("Host", host)], "")
            .status
    };
    assert_eq!(host(&format!("localhost:{port}")), 200);
    assert_eq!(host(&format!("[::1]:{port}")), 200);
    for other in [
        "news.example",
        "127.0.0.1.news.example",
        "localhost.news.example",
        "192.168.1.5",
        "",
    ] {
        assert_eq!(host(other), 421, "{other}");
    }
    assert_eq!(server.raw(b"GET /api/about HTTP/1.1\r\n\r\n").status, 421);
    let from = |headers: &[(&str, &str)]| server.ask("GET", "/api/about", headers, "").status;
    assert_eq!(from(&[("Origin", "https://news.example")]), 403);
    assert_eq!(from(&[("Origin", "null")]), 403);
    assert_eq!(
        from(&[
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "no-cors")
        ]),
        403
    );
    assert_eq!(
        from(&[
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "navigate")
        ]),
        200
    );
    assert_eq!(
        from(&[
            ("Origin", &format!("http://127.0.0.1:{port}")),
            ("Sec-Fetch-Site", "same-origin")
        ]),
        200
    );
}

#[test]
fn the_page_has_no_script_of_its_own_and_asks_nobody_else() {
    let server = served();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert!(!page.body.contains("style=") && !page.body.contains("onclick"));
    let mut seen = vec!["/".to_string()];
    let mut next = vec![("/".to_string(), page.body.clone())];
    while let Some((path, text)) = next.pop() {
        for foreign in text
            .match_indices("//")
            .filter(|(at, _)| text[..*at].ends_with(':'))
        {
            // The name of a vocabulary is no address that is asked.
            assert!(
                text[foreign.0..].starts_with("//www.w3.org/2000/svg"),
                "{path}: {}",
                &text[foreign.0..foreign.0 + 30]
            );
        }
        for quoted in text.split(['"', '(', ')']).filter(|part| {
            part.ends_with(".js")
                || part.ends_with(".css")
                || part.ends_with(".svg")
                || part.ends_with("countries.json")
        }) {
            let file = format!("/{}", quoted.trim_start_matches(['.', '/']));
            if quoted.starts_with(['.', '/']) && !seen.contains(&file) {
                let answer = server.get(&file);
                assert_eq!(answer.status, 200, "{path} needs {file}");
                assert!(answer.header("content-security-policy").is_some());
                seen.push(file.clone());
                next.push((file, answer.body));
            }
        }
    }
    let files = fs::read_dir("web").unwrap().count();
    assert_eq!(seen.len(), files, "{seen:?}");
    assert_eq!(server.get("/../Cargo.toml").status, 404);
    assert_eq!(server.get("/%2e%2e/Cargo.toml").status, 404);
}

#[test]
fn sparql_is_answered_and_nothing_else() {
    let server = served();
    let select = "SELECT (COUNT(*) AS ?n) WHERE { ?d a dl:Document }";
    let asked = |accept: &str| {
        server.ask(
            "GET",
            &target("/sparql", &[("query", select)]),
            &[("Accept", accept)],
            "",
        )
    };
    let json = asked("*/*");
    assert_eq!(
        json.header("content-type"),
        Some("application/sparql-results+json")
    );
    assert_eq!(json.json()["results"]["bindings"][0]["n"]["value"], "9");
    assert_eq!(asked("text/csv").body, "n\r\n9\r\n");
    assert_eq!(asked("image/png").status, 406);
    let post =
        |kind: &str, body: &str| server.ask("POST", "/sparql", &[("Content-Type", kind)], body);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        post(form, &format!("query={}", encoded(select))).json(),
        json.json()
    );
    assert_eq!(post("application/sparql-query", select).json(), json.json());
    let graph = target(
        "/sparql",
        &[(
            "query",
            "CONSTRUCT { ?d a dl:Document } WHERE { ?d a dl:Document }",
        )],
    );
    assert_eq!(
        server.get(&graph).header("content-type"),
        Some("text/turtle")
    );

    let update = "INSERT DATA { <a> <b> <c> }";
    assert_eq!(post("application/sparql-update", update).status, 403);
    assert_eq!(
        post(form, &format!("update={}", encoded(update))).status,
        403
    );
    assert_eq!(post("application/sparql-query", update).status, 400);
    assert_eq!(post("text/plain", select).status, 415);
    for service in [
        "SERVICE <http://127.0.0.1/>",
        "SERVICE SILENT ?other",
        "service <x>",
    ] {
        let query = format!("SELECT * WHERE {{ {service} {{ ?s ?p ?o }} }}");
        let answer = post("application/sparql-query", &query);
        assert_eq!(
            (answer.status, answer.json()["errors"][0]["code"].clone()),
            (400, "service".into()),
            "{query}"
        );
    }
    let word = "SELECT * WHERE { ?s rdfs:label \"a \\\" SERVICE \", ?SERVICE }";
    assert_eq!(post("application/sparql-query", word).status, 200);
    let wrong = post("application/sparql-query", "SELECT * WHERE {");
    assert!(
        wrong.status == 400 && wrong.body.contains("line 1"),
        "{}",
        wrong.body
    );
}

#[test]
fn limits_of_time_and_rows_stop_a_question_and_not_the_server() {
    let server = Served::start(store(), &["--timeout", "0.3", "--max-rows", "5"]);
    let endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let stopped = server.get(&target("/sparql", &[("query", endless)]));
    assert_eq!(stopped.status, 503, "{}", stopped.body);
    assert!(stopped.body.contains("0.3 s"), "{}", stopped.body);
    let inside = format!("sparql {{ {endless} }}");
    assert_eq!(
        server.get(&target("/api/query", &[("q", &inside)])).status,
        503
    );
    let many = server.get(&target("/api/query", &[("q", "attacks")]));
    assert_eq!(
        (many.status, many.json()["errors"][0]["code"].clone()),
        (503, "limit".into())
    );
    assert_eq!(
        server.json("/api/query", &[("q", "attacks | count")])["total"],
        1
    );
}

#[test]
fn what_is_no_request_or_too_large_is_refused() {
    let server = served();
    let long = "x".repeat(40_000);
    assert_eq!(server.get(&format!("/?q={long}")).status, 431);
    let lines: String = (0..150).map(|n| format!("X-{n}: 1\r\n")).collect();
    assert_eq!(
        server
            .raw(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n").as_bytes())
            .status,
        431
    );
    let body = "query=".to_string() + &"x".repeat(2 << 20);
    assert_eq!(
        server
            .ask(
                "POST",
                "/sparql",
                &[("Content-Type", "application/x-www-form-urlencoded")],
                &body
            )
            .status,
        413
    );
    assert_eq!(server.raw(b"\x16\x03\x01\x02\x00").status, 400);
    assert_eq!(
        server
            .raw(b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .status,
        400
    );
    assert_eq!(server.raw(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 411);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(
            server.ask(method, "/api/query?q=attacks", &[], "").status,
            405,
            "{method}"
        );
    }
    assert_eq!(server.get("/api/nothing").status, 404);
    let head = server.ask("HEAD", "/", &[], "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn others_need_the_token() {
    let server = Served::start(store(), &["--listen", "127.0.0.1"]);
    let (_, token) = server.address.split_once("?token=").unwrap();
    assert_eq!(server.get("/api/about").status, 401);
    assert_eq!(server.get("/").status, 401);
    assert_eq!(server.get("/?token=0123456789abcdef").status, 401);
    let welcome = server.get(&format!("/?q=attacks&token={token}"));
    assert_eq!(
        (welcome.status, welcome.header("location")),
        (303, Some("/?q=attacks"))
    );
    let cookie = welcome.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let status =
        |name: &str, value: &str| server.ask("GET", "/api/about", &[(name, value)], "").status;
    assert_eq!(status("Cookie", &format!("a=b; {cookie}")), 200);
    assert_eq!(status("Authorization", &format!("Bearer {token}")), 200);
    assert_eq!(status("Authorization", "Bearer x"), 401);
    assert_eq!(served().get("/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = served();
    let run = dateline(&["serve", store(), "--port", &server.port.to_string()]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("--port 0"), "{}", run.err);
    let run = dateline(&["serve", store(), "--port", "0", "--listen", "a/b"]);
    assert_eq!(run.code, 2, "{}", run.err);
}
