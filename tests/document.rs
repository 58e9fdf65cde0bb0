//! Case folders of `tests/document/`: each holds an `input.*` and the `expected.json` that reading it gives.
//!
//! `UPDATE=1 cargo test --test document` writes the expectations anew; read the difference before committing it.

use dateline::document::{Document, DocumentError, Source, read};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/document");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(cases.len() >= 10);
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in cases {
        let found = Value::Array(read(&Source::Path(input(&case))).map(shown).collect());
        let found = serde_json::to_string_pretty(&found).unwrap() + "\n";
        let file = case.join("expected.json");
        if update {
            std::fs::write(&file, &found).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn input(case: &Path) -> PathBuf {
    let mut files: Vec<PathBuf> = std::fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .find(|file| file.file_stem().is_some_and(|stem| stem == "input"))
        .unwrap()
}

/// What a case says of one document.
fn shown(result: Result<Document, DocumentError>) -> Value {
    let document = match result {
        Ok(document) => document,
        Err(error) => {
            let message = error.to_string();
            let from = message.find("input.").unwrap_or(0);
            return json!({ "error": &message[from..] });
        }
    };
    let text = &document.text;
    let published = document.published.map(|published| {
        json!({
            "begin": published.date.begin.map(|date| date.to_string()),
            "end": published.date.end.map(|date| date.to_string()),
            "from": published.from,
            "reason": published.explain(text),
        })
    });
    let blocks: Vec<Value> = document
        .blocks
        .iter()
        .map(|block| {
            let words: Vec<&str> = block.span.of(text).split_whitespace().take(8).collect();
            json!([format!("{:?}", block.kind), words.join(" ")])
        })
        .collect();
    let mut shown = json!({
        "title": document.title,
        "publisher": document.publisher,
        "published": published,
        "url": document.url,
        "language": document.language,
        "dateline": document.dateline.map(|span| span.of(text)),
        "blocks": blocks,
    });
    if let Some(author) = &document.author {
        shown["author"] = json!(author);
    }
    shown
}
