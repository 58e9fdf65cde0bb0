//! Corrections from the page: decided as in the shell, kept in the same files, and asked for afterwards.

use super::browser::{browser, shown};
use super::common::{Folder, command, dateline, succeeds};
use super::server::{Answer, Served, encoded};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// A graph of its own, with a page that corrects it.
struct Desk {
    folder: Folder,
    server: Served,
    token: String,
}

impl Desk {
    fn new() -> Desk {
        let folder = Folder::new();
        let name = &folder.name("news.dateline");
        succeeds(&["build", "tests/corrections/articles.jsonl", "-o", name]);
        let server = Served::start(name, &["--edit"]);
        let (_, token) = server.address.split_once("?token=").unwrap();
        let token = token.to_string();
        Desk {
            folder,
            server,
            token,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    /// Sends a correction as the page does.
    fn sends(&self, wanted: &Value) -> Answer {
        let origin = format!("http://127.0.0.1:{}", self.server.port);
        let token = format!("Bearer {}", self.token);
        let headers = [
            ("Content-Type", "application/json"),
            ("Authorization", token.as_str()),
            ("Origin", origin.as_str()),
        ];
        let body = wanted.to_string();
        self.server.ask("POST", "/api/correct", &headers, &body)
    }

    /// A correction that has to be taken.
    fn corrects(&self, wanted: Value) -> Value {
        let answer = self.sends(&wanted);
        assert_eq!(answer.status, 200, "{wanted}: {}", answer.body);
        answer.json()
    }

    fn asks(&self, question: &str) -> Value {
        self.server.json("/api/query", &[("q", question)])
    }

    /// The id of a row.
    fn id(&self, question: &str, row: usize) -> String {
        let answer = self.asks(question);
        answer["rows"][row]["id"].as_str().unwrap().to_string()
    }

    fn decisions(&self) -> String {
        fs::read_to_string(self.path("news.dateline.decisions.ttl")).unwrap()
    }
}

const IN_VESNA: &str = "attacks in Vesna | show date, sources";

#[test]
fn what_is_corrected_is_kept_as_in_the_shell_and_answered_from_then_on() {
    let desk = Desk::new();
    let id = desk.id(IN_VESNA, 0);

    // When it was, a note, and that it is so: in the answer, and as the user's word beside the sentences.
    let told = desk.corrects(json!({"do": "date", "id": id, "date": "2021-05-01/2021-05-02"}));
    assert_eq!(told["new"], true, "{told}");
    assert!(
        told["said"]
            .as_str()
            .unwrap()
            .ends_with("is dated 2021-05-01/2021-05-02"),
        "{told}"
    );
    let id = told["id"].as_str().unwrap().to_string();
    assert_eq!(
        desk.asks(IN_VESNA)["rows"][0]["cells"][0]["text"],
        "2021-05-01/2021-05-02"
    );
    let told =
        desk.corrects(json!({"do": "note", "id": id, "text": "seen by <b>two</b> witnesses"}));
    let id = told["id"].as_str().unwrap().to_string();
    desk.corrects(json!({"do": "confirm", "id": id}));
    let why = desk.server.json("/api/why", &[("id", id.as_str())]);
    for account in why["accounts"].as_array().unwrap() {
        assert_eq!(account["confirmed"], true, "{account}");
        assert_eq!(
            account["dated"]["text"], "2021-05-01/2021-05-02",
            "{account}"
        );
        assert_eq!(
            account["notes"][0], "seen by <b>two</b> witnesses",
            "{account}"
        );
    }
    let confirmed = desk.asks("attacks where confirmed is known");
    assert_eq!(confirmed["total"], 1);
    let again = desk.corrects(json!({"do": "confirm", "id": id}));
    assert_eq!(again["new"], false, "{again}");

    // One of three tellings is of another event, then two events are one.
    let account = why["accounts"][1]["account"].as_str().unwrap();
    let told = desk.corrects(json!({"do": "apart", "id": id, "which": account}));
    assert!(
        told["said"]
            .as_str()
            .unwrap()
            .contains("is none of the event of"),
        "{told}"
    );
    assert_eq!(desk.asks(IN_VESNA)["total"], 2);
    let ids = [desk.id(IN_VESNA, 0), desk.id(IN_VESNA, 1)];
    desk.corrects(json!({"do": "same", "ids": ids}));
    assert_eq!(desk.asks(IN_VESNA)["total"], 1);

    // Struck: no answer any more, and found again among what was decided.
    let id = desk.id(IN_VESNA, 0);
    let told = desk.corrects(json!({"do": "strike", "id": id}));
    assert_eq!(told["id"], Value::Null, "{told}");
    assert_eq!(desk.asks(IN_VESNA)["total"], 0);
    let decided = desk.server.json("/api/decisions", &[]);
    assert_eq!(decided["undo"], told["said"]);
    let said: Vec<&str> = decided["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["said"].as_str().unwrap())
        .collect();
    assert!(
        said.contains(&"struck") && said.contains(&"dated 2021-05-01/2021-05-02"),
        "{said:?}"
    );

    // The file is the shell's, which asks the same graph.
    assert!(
        desk.decisions().contains("dl:struck true"),
        "{}",
        desk.decisions()
    );
    let shell = command()
        .args(["repl", desk.path("news.dateline").to_str().unwrap()])
        .write_stdin("attacks in Vesna | count\n")
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&shell.stdout).contains(" 1      0"),
        "{shell:?}"
    );

    // Everything is taken back, the last first, until nothing is left to take back.
    let undone = desk.corrects(json!({"do": "undo"}));
    assert_eq!(undone["said"], told["said"]);
    assert_eq!(desk.asks(IN_VESNA)["total"], 1);
    while desk.server.json("/api/decisions", &[])["undo"] != Value::Null {
        desk.corrects(json!({"do": "undo"}));
    }
    assert_eq!(
        desk.asks(IN_VESNA)["rows"][0]["cells"][0]["text"],
        "2021-05-03"
    );
    let nothing = desk.sends(&json!({"do": "undo"}));
    assert!(
        nothing.status == 400 && nothing.body.contains("nothing was corrected"),
        "{nothing:?}"
    );
    assert_eq!(
        desk.server.json("/api/decisions", &[])["decisions"],
        json!([])
    );
}

#[test]
fn actors_are_made_one_and_told_apart() {
    let desk = Desk::new();
    let persons = "persons | show name | sort by name";
    let ids = [desk.id(persons, 0), desk.id(persons, 1)];
    let told = desk.corrects(json!({"do": "same", "ids": ids}));
    assert_eq!(told["said"], "Nowak the envoy and Petr Novak are one");
    assert_eq!(desk.asks(persons)["total"], 1);
    let id = told["id"].as_str().unwrap();
    let joined = &desk.server.json("/api/node", &[("id", id)])["joined"];
    let other = joined[0]["id"].as_str().unwrap();
    desk.corrects(json!({"do": "apart", "id": id, "which": other}));
    assert_eq!(desk.asks(persons)["total"], 2);
}

#[test]
fn what_makes_no_sense_is_refused_in_a_sentence_and_changes_nothing() {
    let desk = Desk::new();
    let (event, meeting) = (desk.id(IN_VESNA, 0), desk.id("meetings", 0));
    let country = desk.id("countries", 0);
    let before = fs::read(desk.path("news.dateline")).unwrap();
    for (wanted, status, words) in [
        (
            json!({"do": "strike", "id": country}),
            400,
            "only events can be struck",
        ),
        (
            json!({"do": "strike", "id": "https://w3id.org/dateline/event/none"}),
            404,
            "no longer in the graph",
        ),
        (
            json!({"do": "strike", "id": event, "which": "9"}),
            400,
            "none is number 9",
        ),
        (
            json!({"do": "date", "id": event, "date": "yesterday"}),
            400,
            "is no date",
        ),
        (
            json!({"do": "note", "id": event, "text": "  "}),
            400,
            "a note needs words",
        ),
        (
            json!({"do": "note", "id": event, "text": "x".repeat(2001)}),
            400,
            "at most 2000 letters",
        ),
        (json!({"do": "same", "ids": [event]}), 400, "two are needed"),
        (
            json!({"do": "same", "ids": [event, event]}),
            400,
            "are one already",
        ),
        (
            json!({"do": "same", "ids": [event, country]}),
            400,
            "not of one kind",
        ),
        (
            json!({"do": "apart", "id": meeting}),
            400,
            "one account only",
        ),
        (
            json!({"do": "erase", "id": event}),
            400,
            "this is no correction",
        ),
        (
            json!({"do": "strike", "id": event, "all": true}),
            400,
            "this is no correction",
        ),
        (json!(["strike"]), 400, "this is no correction"),
    ] {
        let answer = desk.sends(&wanted);
        assert_eq!(answer.status, status, "{wanted}: {}", answer.body);
        let told = answer.json();
        let message = told["errors"][0]["message"].as_str().unwrap();
        assert!(
            message.contains(words) && !message.contains('\\'),
            "{wanted}: {message}"
        );
    }
    assert_eq!(fs::read(desk.path("news.dateline")).unwrap(), before);
}

#[test]
fn only_the_own_page_with_the_token_corrects_and_only_where_that_was_wanted() {
    let desk = Desk::new();
    let id = desk.id(IN_VESNA, 0);
    let body = json!({"do": "strike", "id": id}).to_string();
    let own = format!("http://127.0.0.1:{}", desk.server.port);
    let bearer = format!("Bearer {}", desk.token);
    let (kind, token) = (
        ("Content-Type", "application/json"),
        ("Authorization", bearer.as_str()),
    );
    let post = |headers: &[(&str, &str)]| {
        desk.server
            .ask("POST", "/api/correct", headers, &body)
            .status
    };
    // A page elsewhere, whatever it knows; nobody without the token; no form.
    assert_eq!(
        post(&[kind, token, ("Origin", "https://news.example")]),
        403
    );
    assert_eq!(post(&[kind, token, ("Origin", "null")]), 403);
    assert_eq!(post(&[kind, token, ("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(post(&[kind, token, ("Host", "news.example")]), 421);
    assert_eq!(post(&[kind, ("Origin", &own)]), 401);
    assert_eq!(
        post(&[kind, ("Authorization", "Bearer x"), ("Origin", &own)]),
        401
    );
    assert_eq!(post(&[token, ("Content-Type", "text/plain")]), 415);
    assert_eq!(
        post(&[token, ("Content-Type", "application/x-www-form-urlencoded")]),
        415
    );
    for method in ["GET", "PUT", "DELETE"] {
        let answer = desk
            .server
            .ask(method, "/api/correct", &[kind, token], &body);
        assert_eq!(answer.status, 405, "{method}");
    }
    // Whoever opens the page without the token reads, and is offered nothing.
    let about = |headers: &[(&str, &str)]| desk.server.ask("GET", "/api/about", headers, "").json();
    assert_eq!(about(&[])["edit"], false);
    assert_eq!(about(&[token])["edit"], true);
    let welcome = desk
        .server
        .get(&format!("/?q=attacks&token={}", desk.token));
    assert_eq!(
        (welcome.status, welcome.header("location")),
        (303, Some("/?q=attacks"))
    );
    let cookie = welcome.header("set-cookie").unwrap();
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(about(&[("Cookie", cookie)])["edit"], true);
    assert_eq!(desk.asks(IN_VESNA)["total"], 1);
    assert!(!desk.path("news.dateline.decisions.ttl").exists());

    let plain = Served::start(desk.path("news.dateline").to_str().unwrap(), &[]);
    let answer = plain.ask("POST", "/api/correct", &[kind, token], &body);
    assert!(
        answer.status == 403 && answer.body.contains("--edit"),
        "{answer:?}"
    );
    assert_eq!(plain.json("/api/about", &[])["edit"], false);
}

#[test]
fn only_the_file_of_a_graph_can_be_corrected() {
    let run = dateline(&["serve", "examples/idlib", "--edit", "--port", "0"]);
    assert!(
        run.code == 2 && run.err.contains("dateline build"),
        "{}",
        run.err
    );
    let run = dateline(&["serve", "none.dateline", "--edit", "--port", "0"]);
    assert_eq!(run.code, 5, "{}", run.err);
    let desk = Desk::new();
    let graph = desk.path("news.dateline");
    let mut rights = fs::metadata(&graph).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&graph, rights).unwrap();
    let run = dateline(&["serve", graph.to_str().unwrap(), "--edit", "--port", "0"]);
    assert!(
        run.code == 5 && run.err.contains("read only"),
        "{}",
        run.err
    );
}

#[test]
fn the_page_offers_corrections_to_whoever_may_take_them() {
    let Some(browser) = browser() else { return };
    let desk = Desk::new();
    let id = desk.id(IN_VESNA, 0);
    let panel = format!("q={}&why={}", encoded(IN_VESNA), encoded(&id));
    let read = shown(browser, &desk.server, &panel);
    assert!(
        read.contains("Told 3 times") && !read.contains("Correct this"),
        "{read}"
    );
    let edit = shown(
        browser,
        &desk.server,
        &format!("{panel}&token={}", desk.token),
    );
    for part in [
        "Correct this",
        "It is not so",
        "Set the date",
        "Keep the note",
        "Another event",
    ] {
        assert!(edit.contains(part), "{part}\n{edit}");
    }
    desk.corrects(json!({"do": "note", "id": id, "text": "<i>mine</i>"}));
    let noted = shown(browser, &desk.server, &format!("{panel}&hand=1"));
    assert!(noted.contains("note “&lt;i&gt;mine&lt;/i&gt;”"), "{noted}");
}
