//! Who is answered, and what is refused.

use super::common::{dateline, store};
use super::served;
use super::server::{Served, encoded, target};
use std::fs;

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

#[test]
fn what_refused_questions_took_is_given_back() {
    let served = Served::start(store(), &["--max-memory", "100"]);
    let large = target(
        "/sparql",
        &[(
            "query",
            "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 10",
        )],
    );
    for _ in 0..4 {
        assert_eq!(served.get(&large).status, 503);
    }
    // As many at once as there are cores share what one may take.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(served.get(&large).status, 503));
        }
    });
    if let Some(kilobytes) = served.memory() {
        assert!(kilobytes < 200_000, "{kilobytes} kB");
    }
}
