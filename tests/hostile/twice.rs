//! The same words twice, and what is not read at all.

use crate::common::{Run, dateline, succeeds};
use std::fs;
use std::path::Path;

const STORY: &str =
    "Rebels shelled a bakery near Herat on Monday, killing two men, the mayor said.\n";

fn build(inputs: &[&Path]) -> (Run, tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("graph.dateline");
    let store = store.to_str().unwrap().to_string();
    let mut args = vec!["build"];
    args.extend(inputs.iter().map(|path| path.to_str().unwrap()));
    args.extend(["-o", &store]);
    (dateline(&args), folder, store)
}

#[test]
fn texts_and_files_given_twice_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    fs::write(&a, STORY).unwrap();
    fs::write(&b, STORY).unwrap();
    let (run, ..) = build(&[folder.path(), &a]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("1 file was given twice"), "{}", run.err);
    assert!(run.err.contains("b.txt: the same as"), "{}", run.err);
    assert!(run.err.contains(": 1 article, "), "{}", run.err);
    let (_, _keep, store) = build(&[&a]);
    let run = dateline(&["add", &store, b.to_str().unwrap()]);
    assert!(run.err.contains("the same as"), "{}", run.err);
}

#[test]
fn the_same_words_of_another_day_are_another_article_of_one_origin() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let line = |day: u8| {
        let text = STORY.trim();
        format!(
            "{{\"text\": \"{text}\", \"publisher\": \"Valley Post\", \"published\": \"2021-03-0{day}\"}}\n"
        )
    };
    fs::write(&path, [line(2), line(9)].concat()).unwrap();
    let (run, _keep, store) = build(&[&path]);
    assert!(run.err.contains(": 2 articles, "), "{}", run.err);
    let copies = succeeds(&[
        "query",
        &store,
        "documents where copy of is known | show published",
        "--format",
        "csv",
    ]);
    assert!(copies.starts_with("published,id\n2021-03-09,"), "{copies}");
    assert_eq!(copies.lines().count(), 2, "{copies}");
}

#[test]
fn what_is_left_out_is_counted_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    let text = format!(
        "{STORY}\n{STORY}\nLe ministre a déclaré que les combats se poursuivaient dans la région et que les civils fuyaient vers le nord du pays.\n"
    );
    fs::write(&path, text).unwrap();
    let found = succeeds(&["coverage", path.to_str().unwrap()]);
    assert!(
        found.contains("story.txt:3:1: not read, a repetition: Rebels shelled"),
        "{found}"
    );
    assert!(
        found.contains("not read, in another language: Le ministre"),
        "{found}"
    );
    assert!(
        found.contains("2 of 3 paragraphs not read: 1 a repetition, 1 in another language"),
        "{found}"
    );
}

#[test]
fn an_article_of_which_nothing_is_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (lost, story) = (folder.path().join("lost.txt"), folder.path().join("a.txt"));
    fs::write(&lost, "Related stories\n\nTerms of Use\n").unwrap();
    fs::write(&story, STORY).unwrap();
    let (run, ..) = build(&[&lost, &story]);
    assert!(
        run.err.contains("nothing was read in 1 of 2 articles:")
            && run.err.contains("lost.txt: 2 of the page"),
        "{}",
        run.err
    );
}
