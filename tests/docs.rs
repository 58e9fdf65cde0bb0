//! Every example of docs/language.md is run on the graph of the questions' tests.
//!
//! A ```dq block must be answered, a ```dq error block must fail; a ```text block behind it is what is written, with
//! `…` as in the README. `UPDATE=1` writes those without `…` anew. Links of all papers lead somewhere.

#[path = "query/fixture.rs"]
mod fixture;

use dateline::output::Style;
use dateline::repl::{Flow, Settings, Shell};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Two tests may write the document.
static DOCUMENT: Mutex<()> = Mutex::new(());

/// An example with what it should write.
#[derive(Default)]
struct Example {
    /// Line of the block, from 1.
    line: usize,
    text: String,
    fails: bool,
    /// Lines of the block of what is written, from 0.
    written: Option<(usize, usize)>,
}

#[test]
fn language() {
    let _alone = DOCUMENT.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let document = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = document.lines().map(str::to_string).collect();
    let store = fixture::store();
    let mut wrong = String::new();
    let mut outputs = Vec::new();
    for example in examples(&lines) {
        let settings = Settings {
            style: Style {
                width: Some(100),
                ..Style::default()
            },
            ..Settings::default()
        };
        let mut shell = Shell::new(&store, settings);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let flow = shell.line(&example.text, &mut out, &mut err).unwrap();
        assert_eq!(flow, Flow::Stay);
        let failed = !err.is_empty();
        let written = String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap();
        if failed != example.fails {
            wrong.push_str(&format!(
                "language.md:{}\n{}{written}\n",
                example.line, example.text
            ));
        }
        if let Some((begin, end)) = example.written {
            let expected = lines[begin..end].join("\n");
            if !like(&expected, written.trim_end()) {
                wrong.push_str(&format!("language.md:{}\n{written}\n", begin + 1));
                outputs.push((begin, end, written));
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        for (begin, end, written) in outputs.into_iter().rev() {
            if !lines[begin..end].iter().any(|line| line.contains('…')) {
                lines.splice(begin..end, written.trim_end().lines().map(str::to_string));
            }
        }
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        return;
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The chapter that the program writes stands between two marks.
#[test]
fn the_help_of_the_shell_is_a_chapter_of_the_reference() {
    let _alone = DOCUMENT.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once("--test docs -->\n\n").unwrap();
    let (chapter, after) = rest.split_once("<!-- so far -->").unwrap();
    let written = format!("{}\n", dateline::repl::reference());
    if std::env::var_os("UPDATE").is_some() {
        let document = format!("{before}--test docs -->\n\n{written}<!-- so far -->{after}");
        fs::write(&path, document).unwrap();
        return;
    }
    assert_eq!(chapter, written, "UPDATE=1 writes it anew");
}

/// So does that of formats.
#[test]
fn the_formats_are_those_of_the_program() {
    let _alone = DOCUMENT.lock();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once("<!-- formats -->\n\n").unwrap();
    let (chapter, after) = rest.split_once("<!-- so far the formats -->").unwrap();
    let written = format!("{}\n", dateline::exchange::reference());
    if std::env::var_os("UPDATE").is_some() {
        let document =
            format!("{before}<!-- formats -->\n\n{written}<!-- so far the formats -->{after}");
        fs::write(&path, document).unwrap();
        return;
    }
    assert_eq!(chapter, written, "UPDATE=1 writes it anew");
}

/// Whether the text is the pattern, in which a line `…` stands for any lines.
fn like(pattern: &str, text: &str) -> bool {
    match pattern.split_once("\n…") {
        Some((begin, _)) => text.starts_with(begin),
        None => pattern == text,
    }
}

fn examples(lines: &[String]) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let kind = lines[at]
            .strip_prefix("```")
            .unwrap_or_default()
            .to_string();
        if kind.is_empty() {
            at += 1;
            continue;
        }
        let begin = at + 1;
        let length = lines[begin..]
            .iter()
            .position(|line| line == "```")
            .unwrap();
        let end = begin + length;
        match kind.as_str() {
            "dq" | "dq error" => found.push(Example {
                line: begin,
                text: lines[begin..end].join("\n") + "\n",
                fails: kind == "dq error",
                written: None,
            }),
            "text" => found.last_mut().unwrap().written = Some((begin, end)),
            _ => {}
        }
        at = end + 1;
    }
    found
}

/// Files and headings that the papers point to are there.
#[test]
fn links_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut papers: Vec<PathBuf> = Vec::new();
    for folder in [
        "",
        "docs",
        "examples",
        "fuzz",
        "gazetteer",
        "models",
        "training",
    ] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let paths = entries.flatten().map(|entry| entry.path());
        papers.extend(paths.filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    papers.sort();
    let mut wrong = String::new();
    for paper in papers {
        let text = std::fs::read_to_string(&paper).expect("a paper");
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            if file.contains(':') || file.contains(char::is_whitespace) {
                continue;
            }
            let target = match file {
                "" => paper.clone(),
                _ => paper.parent().expect("a folder").join(file),
            };
            let there = match heading {
                "" => target.exists(),
                _ => std::fs::read_to_string(&target)
                    .is_ok_and(|text| text.lines().any(|line| slug(line) == Some(heading.into()))),
            };
            if !there {
                wrong.push_str(&format!("{}: {link}\n", paper.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a heading is called in links.
fn slug(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.collect::<String>().to_lowercase().replace(' ', "-"))
}
