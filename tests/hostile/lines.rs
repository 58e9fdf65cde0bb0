//! JSON Lines of accounts and of articles.

use crate::common::{Folder, Run, command, dateline, output, succeeds};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Builds from a file of the given bytes.
fn build(folder: &Path, name: &str, bytes: &[u8]) -> Run {
    let input = folder.join(name);
    fs::write(&input, bytes).unwrap();
    let store = folder.join("graph.dateline");
    dateline(&[
        "build",
        input.to_str().unwrap(),
        "-o",
        store.to_str().unwrap(),
        "--force",
    ])
}

const DOCUMENT: &str = "{ \"type\" : \"document\", \"id\": \"document/a\", \"text\": \"Ruritania shelled Strelsau.\" }\n";
const ACCOUNT: &str = "{\"kind\": \"Attack\", \"type\": \"account\", \"evidence\": {\"begin\": 0, \"end\": 27}, \
    \"roles\": {\"perpetrator\": [{\"begin\": 0, \"end\": 9}]}}\n";

#[test]
fn accounts_are_recognised_in_any_spacing_and_behind_a_mark() {
    let folder = Folder::new();
    let plain = [DOCUMENT, ACCOUNT].concat();
    // A “ across the byte 4,096.
    let pad = "x".repeat(4095 - DOCUMENT.len() - 12);
    let wide = DOCUMENT.replace(" }", &format!(", \"note\": \"{pad}““““\" }}"));
    for text in [
        plain.clone(),
        format!("\u{feff}{plain}"),
        format!("\n\n{plain}"),
        [&wide, ACCOUNT].concat(),
    ] {
        for name in ["accounts.jsonl", "accounts"] {
            let run = build(folder.here(), name, text.as_bytes());
            assert_eq!(run.code, 0, "{name}: {}", run.err);
            assert!(
                run.err.contains("1 article, 1 account"),
                "{name}: {}",
                run.err
            );
        }
    }
    // In a folder and from a pipe too.
    let inner = folder.path("inner");
    fs::create_dir(&inner).unwrap();
    fs::write(inner.join("accounts.jsonl"), &plain).unwrap();
    let store = &folder.name("inner.dateline");
    let run = dateline(&["build", inner.to_str().unwrap(), "-o", store]);
    assert!(run.err.contains("1 article, 1 account"), "{}", run.err);
    let piped = command()
        .args(["build", "-", "-o", store, "--force"])
        .write_stdin(plain)
        .output()
        .unwrap();
    let run = output(piped);
    assert!(run.err.contains("1 article, 1 account"), "{}", run.err);
}

#[test]
fn a_bad_byte_among_accounts_is_an_error_with_its_line() {
    let folder = Folder::new();
    let good = [DOCUMENT, ACCOUNT].concat();
    let bad = |line: &str| line.replace("Attack", "Attack\u{fffd}").into_bytes();
    let spoil = |line: &str| -> Vec<u8> {
        let mut bytes = line.as_bytes().to_vec();
        let at = line.find("a").unwrap();
        bytes[at] = 0xff;
        bytes
    };
    for (bytes, line) in [
        ([spoil(DOCUMENT), ACCOUNT.into()].concat(), "line 1:"),
        ([DOCUMENT.into(), spoil(ACCOUNT)].concat(), "line 2:"),
        (
            [good.into_bytes(), b"{\"type\":\n".to_vec()].concat(),
            "line 3:",
        ),
        ([DOCUMENT.into(), bad(ACCOUNT)].concat(), "line 2:"),
    ] {
        let run = build(folder.here(), "accounts.jsonl", &bytes);
        assert_eq!(run.code, 5, "{}", run.err);
        assert!(run.err.contains(line), "{}", run.err);
    }
}

#[test]
fn two_documents_of_one_id_are_said_or_refused() {
    let folder = Folder::new();
    let same = [DOCUMENT, ACCOUNT, DOCUMENT, ACCOUNT].concat();
    let run = build(folder.here(), "accounts.jsonl", same.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("1 document is there twice"), "{}", run.err);
    assert!(run.err.contains("line 3: the same as"), "{}", run.err);
    let other = DOCUMENT.replace("Strelsau", "Hentzau");
    let run = build(
        folder.here(),
        "accounts.jsonl",
        [DOCUMENT, ACCOUNT, &other].concat().as_bytes(),
    );
    assert_eq!(run.code, 5, "{}", run.err);
    for part in ["document/a", "line 1", "line 3"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
}

#[test]
fn an_input_that_is_not_there_is_an_error_even_beside_others() {
    let folder = Folder::new();
    let store = &folder.name("graph.dateline");
    for missing in ["nowhere.txt", "nowhere/*.txt", "a[.txt"] {
        for args in [
            &["build", "examples/libya", missing, "-o", store][..],
            &["extract", "examples/libya", missing],
            &["coverage", "examples/libya", missing],
            &["query", "examples/libya", missing, "events"],
        ] {
            let run = dateline(args);
            assert_eq!(run.code, 5, "{args:?} {}", run.err);
            assert!(run.err.contains(missing), "{}", run.err);
            assert_eq!(run.out, "");
        }
    }
    assert!(!Path::new(store).exists());
}

#[test]
fn thousands_of_fillers_of_one_role_are_linked_in_bounded_time() {
    let folder = Folder::new();
    let fillers: Vec<String> = (0..4000)
        .map(|n| {
            format!(
                "{{\"name\":\"Clan {}{}\"}}",
                char::from(b'A' + (n % 26) as u8),
                n
            )
        })
        .collect();
    let account = ACCOUNT.replace("{\"begin\": 0, \"end\": 9}", &fillers.join(","));
    let begun = Instant::now();
    let run = build(
        folder.here(),
        "accounts.jsonl",
        [DOCUMENT, &account].concat().as_bytes(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        begun.elapsed() < Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn what_extract_writes_is_built_from_a_pipe() {
    let lines = succeeds(&["extract", "examples/libya"]);
    let accounts = lines.matches(r#""type":"account""#).count();
    assert!(accounts > 10, "{accounts}");
    let folder = Folder::new();
    let store = folder.name("graph.dateline");
    let built = command()
        .args(["build", "-", "-o", &store])
        .write_stdin(lines)
        .output()
        .unwrap();
    let run = output(built);
    let told = format!("3 articles, {accounts} accounts");
    assert!(run.err.contains(&told), "{}", run.err);
}

/// As `<(…)` of a shell hands them over.
#[cfg(unix)]
#[test]
fn articles_from_a_pipe_with_a_name_are_read_whole() {
    let folder = Folder::new();
    let pipe = folder.path("pipe");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let writing = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, "Rebels shelled a bakery near Herat on Monday.\n")
    });
    let store = folder.name("graph.dateline");
    let run = dateline(&["build", pipe.to_str().unwrap(), "-o", &store]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains(": 1 article, "), "{}", run.err);
    writing.join().unwrap().unwrap();
}
