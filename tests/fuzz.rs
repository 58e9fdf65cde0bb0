//! What the fuzz targets in `fuzz/` do, with the inputs that are kept for each. The targets run the same code with others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/article.rs"]
mod article;
#[path = "../fuzz/src/jsonl.rs"]
mod jsonl;
#[path = "../fuzz/src/question.rs"]
mod question;
#[path = "../fuzz/src/snapshot.rs"]
mod snapshot;

fn names(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of fuzz/");
    entries.flatten().map(|entry| entry.path()).collect()
}

fn fuzz(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz")
        .join(path)
}

/// The kept inputs of a target.
fn kept(target: &str) -> Vec<Vec<u8>> {
    let files = names(&fuzz("corpus").join(target));
    assert!(!files.is_empty(), "{target} begins with nothing");
    let read = |path: &PathBuf| std::fs::read(path).expect("an input");
    files.iter().map(read).collect()
}

#[test]
fn every_target_has_inputs_and_is_run_here() {
    let stems = |folder: &str| -> BTreeSet<String> {
        let names = names(&fuzz(folder)).into_iter();
        let stem = |path: PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
        names.filter_map(stem).collect()
    };
    let run = ["article", "jsonl", "question", "snapshot"];
    assert_eq!(stems("fuzz_targets"), run.map(str::to_string).into());
    assert_eq!(stems("src"), stems("fuzz_targets"));
    assert_eq!(stems("corpus"), stems("fuzz_targets"));
}

#[test]
fn articles() {
    for bytes in kept("article") {
        assert!(article::run(&bytes), "an input is longer than what is read");
    }
}

#[test]
fn lines_of_accounts() {
    for bytes in kept("jsonl") {
        jsonl::run(&bytes);
    }
}

#[test]
fn questions() {
    for bytes in kept("question") {
        question::run(std::str::from_utf8(&bytes).expect("a question is text"));
    }
}

#[test]
fn snapshots() {
    for bytes in kept("snapshot") {
        snapshot::run(&bytes);
    }
}
