//! Servers that answer what they should not: an error that says so, never an empty answer.

use crate::{common, fixture};
use dateline::ontology::NAMESPACE;
use dateline::store::{Budget, Endpoint, Limits, Store, StoreError};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

type Answer = dyn Fn(&str) -> String + Send + Sync;

/// A server that gives `answer` of each query; the whole reply, with its head.
fn served(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> String {
    let answer: Arc<Answer> = Arc::new(answer);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || reply(stream, &*answer));
        }
    });
    url
}

fn reply(mut stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut asked = vec![0; length];
    reader.read_exact(&mut asked)?;
    stream.write_all(answer(&String::from_utf8_lossy(&asked)).as_bytes())
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn number(value: &str) -> String {
    ok(&format!(
        r#"{{"head":{{"vars":["n"]}},"results":{{"bindings":[{{"n":{{"type":"literal","value":"{value}"}}}}]}}}}"#
    ))
}

/// Triples with subjects of these numbers.
fn triples(numbers: std::ops::Range<usize>) -> String {
    let rows: Vec<String> = numbers
        .map(|n| {
            let node = |name: &str| format!(r#"{{"type":"uri","value":"urn:{name}{n}"}}"#);
            format!(
                r#"{{"s":{},"p":{},"o":{}}}"#,
                node("s"),
                node("p"),
                node("o")
            )
        })
        .collect();
    ok(&format!(
        r#"{{"head":{{"vars":["s","p","o"]}},"results":{{"bindings":[{}]}}}}"#,
        rows.join(",")
    ))
}

fn connected(url: &str) -> Result<Store, StoreError> {
    let ontology = fixture::ONTOLOGY.clone();
    let endpoint = Endpoint::new(url)?.with_timeout(Duration::from_secs(20));
    Store::connect(endpoint, ontology, fixture::BASE.to_string())
}

fn fails(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> String {
    connected(&served(answer))
        .expect_err("it is no graph")
        .to_string()
}

#[test]
fn a_count_that_is_none_is_an_error() {
    for count in ["9000000000", "-1", "abc", "", "18446744073709551617", "1e3"] {
        let error = fails(move |query| match query.contains("COUNT") {
            true => number(count),
            false => triples(0..0),
        });
        assert!(error.contains("it says that it has"), "{count}: {error}");
    }
    for body in [
        r#"{"head":{},"boolean":true}"#,
        "{}",
        "",
        "<html>busy</html>",
        "{\"head\":{\"vars\":[\"n\"]}",
    ] {
        fails(move |_| ok(body));
    }
}

#[test]
fn pages_that_are_longer_or_shorter_than_asked_are_errors() {
    for (count, rows) in [("3", 4), ("3", 2), ("3", 0), ("0", 0), ("9001", 9000)] {
        let url = served(move |query| match query.contains("COUNT") {
            true => number(count),
            false => triples(0..rows),
        });
        assert_eq!(connected(&url).is_ok(), count == "0", "{count} {rows}");
    }
    let error = fails(|query| match query.contains("COUNT") {
        true => number("3"),
        false => triples(0..20_000),
    });
    assert!(error.contains("more than that"), "{error}");
}

#[test]
fn a_question_that_is_sent_elsewhere_is_an_error_that_names_the_place() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = served(|_| number("0"));
        let error = fails(move |_| {
            format!("HTTP/1.1 {status} Moved\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n")
        });
        assert!(error.contains("ask there: http://127.0.0.1"), "{error}");
    }
}

/// The graph of the fixture, behind a server that fails when it is asked the second kind of thing.
#[test]
fn a_server_that_fails_later_gives_neither_no_rows_nor_no_evidence() {
    let url = served(
        |query| match (query.contains("GRAPH"), query.contains("COUNT")) {
            (true, _) => "HTTP/1.1 500 Broken\r\nContent-Length: 4\r\n\r\nfull".to_string(),
            (false, true) => number("1"),
            (false, false) if query.contains("OFFSET") => {
                let account = format!("{}document/d1/account/1", fixture::BASE);
                ok(&format!(
                    r#"{{"head":{{"vars":["s","p","o"]}},"results":{{"bindings":[{{
                    "s":{{"type":"uri","value":"{}event/e1"}},
                    "p":{{"type":"uri","value":"{NAMESPACE}account"}},
                    "o":{{"type":"uri","value":"{account}"}}}}]}}}}"#,
                    fixture::BASE
                ))
            }
            _ => "HTTP/1.1 500 Broken\r\nContent-Length: 4\r\n\r\nfull".to_string(),
        },
    );
    let store = connected(&url).unwrap();
    let account = format!("{}document/d1/account/1", fixture::BASE);
    let error = store.evidence(&account).unwrap_err().to_string();
    assert!(error.contains("status 500"), "{error}");
    let error = store.sparql("SELECT * { ?s ?p ?o }", None).err().unwrap();
    assert!(error.to_string().contains("status 500"), "{error}");
    let script = dateline::query::parse("attacks", store.ontology()).unwrap();
    let error = dateline::query::Session::new(&store)
        .run(&script.statements[0])
        .unwrap_err();
    assert_eq!(error.code, dateline::diagnostic::Code::Store);
}

#[test]
fn the_time_is_for_all_pages_together() {
    let asked = Arc::new(AtomicUsize::new(0));
    let pages = Arc::clone(&asked);
    let url = served(move |query| {
        if query.contains("COUNT") {
            return number("900000");
        }
        let page = pages.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(200));
        triples(page * 9_000..(page + 1) * 9_000)
    });
    let endpoint = Endpoint::new(&url)
        .unwrap()
        .with_timeout(Duration::from_millis(700));
    let begun = Instant::now();
    let ontology = fixture::ONTOLOGY.clone();
    let error = Store::connect(endpoint, ontology, fixture::BASE.to_string()).unwrap_err();
    assert!(
        error.to_string().contains("no answer within 0.7 s"),
        "{error}"
    );
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(asked.load(Ordering::Relaxed) < 6);
}

#[test]
fn an_answer_that_trickles_is_given_up_in_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
                while stream.write_all(b" ").is_ok() {
                    std::thread::sleep(Duration::from_millis(50));
                }
            });
        }
    });
    let endpoint = Endpoint::new(&url)
        .unwrap()
        .with_timeout(Duration::from_millis(500));
    let begun = Instant::now();
    assert!(endpoint.query("ASK {}", None).is_err());
    let limits = Limits {
        time: Some(Duration::from_millis(300)),
        ..Limits::default()
    };
    assert!(
        endpoint
            .query("ASK {}", Some(&Budget::new(limits)))
            .is_err()
    );
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn passwords_are_not_shown() {
    let endpoint = Endpoint::new("https://example.org/sparql").unwrap();
    let shown = format!("{:?}", endpoint.with_password("me", "hush-hush"));
    // "bWU6…" is the base64 of "me:…".
    assert!(
        !shown.contains("hush") && !shown.contains("bWU6"),
        "{shown}"
    );
    let error = Endpoint::new("http://me:hush-hush@example.org/sparql").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
}

#[test]
fn plain_http_is_open_except_on_this_machine() {
    for (url, open) in [
        ("http://example.org/sparql", true),
        ("http://example.org", true),
        ("http://10.0.0.1:7878/query", true),
        ("http://localhost.example.org/", true),
        ("https://example.org/sparql", false),
        ("http://localhost:7878/query", false),
        ("http://127.0.0.1/query", false),
        ("http://[::1]:7878/query", false),
    ] {
        assert_eq!(Endpoint::new(url).unwrap().is_open(), open, "{url}");
    }
}

#[test]
fn the_command_checks_how_long_to_wait() {
    let url = served(|_| number("0"));
    for seconds in ["soon", "-1", "0", "1e99", "", "NaN"] {
        let mut command = common::command();
        command
            .args(["query", "--endpoint", &url, "attacks"])
            .env("DATELINE_TIMEOUT", seconds);
        let run = common::output(command.output().unwrap());
        assert_eq!(run.code, 2, "{seconds}: {}", run.err);
        assert!(run.err.contains("DATELINE_TIMEOUT"), "{}", run.err);
    }
}

#[test]
fn the_command_wants_a_user_and_a_password_or_neither() {
    for (given, missing) in [
        ("DATELINE_USER", "DATELINE_PASSWORD"),
        ("DATELINE_PASSWORD", "DATELINE_USER"),
    ] {
        let mut command = common::command();
        command
            .args(["query", "--endpoint", "http://127.0.0.1:1/", "attacks"])
            .env(given, "hush-hush")
            .env_remove(missing);
        let run = common::output(command.output().unwrap());
        assert_eq!(run.code, 2, "{given}: {}", run.err);
        assert!(run.err.contains(missing), "{}", run.err);
        assert!(!run.err.contains("hush"), "{}", run.err);
    }
}
