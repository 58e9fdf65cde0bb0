//! What the tests of the binary share.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod ratchet;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

/// What a run of the binary gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Output as text.
pub fn output(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The binary, with an environment that is the same everywhere.
pub fn command() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("dateline"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR");
    command
}

/// Runs the binary.
pub fn dateline(args: &[&str]) -> Run {
    output(command().args(args).output().unwrap())
}

/// Runs the binary, which must succeed, and gives what it printed.
pub fn succeeds(args: &[&str]) -> String {
    let run = dateline(args);
    assert_eq!(run.code, 0, "{args:?}\n{}", run.err);
    run.out
}

/// The graph of `examples/idlib`, built once for each test program.
pub fn store() -> &'static str {
    static STORE: OnceLock<String> = OnceLock::new();
    STORE.get_or_init(|| {
        let name = format!("cli-{}.dateline", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let path = path.to_str().unwrap().to_string();
        // A program of an earlier run may have had the same number and have left its graph.
        succeeds(&["build", "examples/idlib", "-o", &path, "--force"]);
        path
    })
}

/// A folder that is gone when its test is over.
#[derive(Debug)]
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn here(&self) -> &Path {
        self.0.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.here().join(name)
    }

    /// A path in it, as arguments have it.
    pub fn name(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_string()
    }

    /// Writes a file, and gives its path as arguments have it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.name(name)
    }
}

/// Runs the binary in a folder, with a pipe as its input.
pub fn runs_in(folder: &Path, args: &[&str], input: &str) -> Run {
    let mut command = command();
    command.current_dir(folder).args(args).write_stdin(input);
    output(command.output().unwrap())
}

/// What lies in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
