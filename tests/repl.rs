//! Sessions of the shell through a pipe: `tests/repl/<case>/input` gives `output`, errors after `--- errors`. Those of
//! `tests/corrections` correct a graph of their own, whose file of decisions stands behind.
//!
//! `UPDATE=1 cargo test --release --test repl` writes the outputs anew; look at the difference.

mod common;
#[path = "repl/corrections.rs"]
mod corrections;

use common::{command, output, store};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs every case of a folder, and compares what it gives.
fn cases(folder: &str, run: impl Fn(&Path) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut cases: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut different = Vec::new();
    for case in cases {
        let found = run(&case);
        let place = case.join("output");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&place, &found).unwrap();
        }
        let expected = fs::read_to_string(&place).unwrap_or_default();
        if found != expected {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            different.push(format!("{name}: expected\n{expected}\nfound\n{found}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

/// What a session writes.
fn session(command: &mut assert_cmd::Command, input: String) -> String {
    let run = output(command.write_stdin(input).output().unwrap());
    let mut found = run.out;
    if !run.err.is_empty() {
        found.push_str(&format!("--- errors, exit code {}\n{}", run.code, run.err));
    }
    found
}

#[test]
fn sessions() {
    cases("tests/repl", |case| {
        let input = fs::read_to_string(case.join("input")).unwrap();
        session(command().args(["repl", store()]), input)
    });
}
