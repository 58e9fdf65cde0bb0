//! The page in a browser without a window, where there is one.

use super::common::{store, succeeds};
use super::server::{Served, encoded};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The first browser that can be started.
pub fn browser() -> Option<&'static str> {
    let starts = |name: &&str| {
        Command::new(name)
            .arg("--version")
            .output()
            .is_ok_and(|run| run.status.success())
    };
    let found = BROWSERS.into_iter().find(starts);
    if found.is_none() {
        say(&format!(
            "NOT TRIED: the page in a browser, because none of {BROWSERS:?} is installed\n"
        ));
    }
    found
}

/// Says something that is seen although the test passes: what is printed by macros is kept from the screen.
#[expect(clippy::disallowed_methods, reason = "the words are our own")]
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// What the page holds once it has asked.
pub fn shown(browser: &str, server: &Served, query: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let profile = |path: &Path| format!("--user-data-dir={}", path.display());
    let run = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args([
            "--disable-dev-shm-usage",
            "--virtual-time-budget=20000",
            "--window-size=1200,900",
        ])
        .arg(profile(folder.path()))
        .args([
            "--dump-dom",
            &format!("http://127.0.0.1:{}/?{query}", server.port),
        ])
        .output()
        .unwrap();
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn the_page_shows_answers_errors_and_evidence_and_runs_nothing_of_an_article() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let article = r#"{"text": "ARDUN, Feb 8, 2020 - Gunmen killed 12 people in Aleppo on Friday, <img src=x onerror=\"document.title='owned'\"> police said.", "title": "<script>document.title='owned'</script> Gunmen kill 12", "published": "2020-02-08", "publisher": "<b>Outlet</b>"}"#;
    let (input, graph) = (
        folder.path().join("a.jsonl"),
        folder.path().join("g.dateline"),
    );
    fs::write(&input, article).unwrap();
    let graph = graph.to_str().unwrap();
    succeeds(&["build", input.to_str().unwrap(), "-o", graph]);
    let server = Served::start(graph, &[]);
    let question = "attacks | show date, place, killed, sources";
    let q = format!("q={}", encoded(question));
    let id = server.json("/api/query", &[("q", question)])["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let table = shown(browser, &server, &format!("{q}&why={}", encoded(&id)));
    for part in [
        "<h1>1 row</h1>",
        ">2020-02-07<",
        ">Aleppo<",
        "Told 1 time",
        "<mark",
        "&lt;img src=x",
    ] {
        assert!(table.contains(part), "{part}\n{table}");
    }
    assert!(
        !table.contains("owned – ") && !table.contains("<img") && !table.contains("<b>"),
        "{table}"
    );
    assert!(
        table.contains(&format!("<title>{question} – dateline</title>")),
        "{table}"
    );
    let wrong = shown(browser, &server, "q=attaks");
    assert!(
        wrong.contains("role=\"alert\"") && wrong.contains("Did you mean"),
        "{wrong}"
    );
    let start = shown(browser, &server, "");
    assert!(start.contains("Questions to begin with"), "{start}");
}

#[test]
fn the_page_draws_an_answer_along_time_on_a_map_and_as_a_network() {
    let Some(browser) = browser() else { return };
    let server = Served::start(store(), &[]);
    for (view, part) in [
        ("map", "class=\"point ring\""),
        ("timeline", "class=\"day ring\""),
        ("network", "class=\"actor ring"),
    ] {
        let page = shown(browser, &server, &format!("q=attacks&view={view}"));
        let (_, tab) = page.split_once(&format!("id=\"tab-{view}\"")).unwrap();
        let (tab, _) = tab.split_once('>').unwrap();
        assert!(tab.contains("aria-selected=\"true\""), "{view}: {tab}");
        // The outlines of all countries would hide what is wrong.
        let (_, drawn) = page.split_once("id=\"view\"").unwrap();
        let drawn: String = drawn
            .split(" d=\"")
            .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
            .collect();
        assert!(drawn.contains(part), "{view}: {drawn}");
    }
}
