//! Every example of README.md and docs/tutorial.md is run: `$ dateline …` lines of ```console blocks, with the output under them.
//!
//! A line that is `…` stands for any lines, `…` inside a line for any words. Examples run one after another in one
//! folder that has the project's `examples`, `queries` and the files made by ```turtle or ```text blocks that begin with
//! `# file NAME`. `UPDATE=1 cargo test --release --test readme` writes outputs that differ anew, but for those with a line `…`; look at the difference.

mod common;

use common::command;
use std::fs;
use std::path::Path;

/// A command with what it should print.
struct Example {
    line: usize,
    command: String,
    expected: Vec<String>,
}

#[test]
fn readme() {
    examples("README.md");
}

#[test]
fn tutorial() {
    examples("docs/tutorial.md");
}

fn examples(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path();
    for folder in ["examples", "queries"] {
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join(folder), place.join(folder)).unwrap();
    }
    let (examples, files) = blocks(&readme);
    assert!(!examples.is_empty());
    for (file, text) in files {
        fs::write(place.join(file), text).unwrap();
    }
    let (mut different, mut updated) = (Vec::new(), Vec::new());
    for example in examples {
        let found = run(&example.command, place);
        let found: Vec<&str> = found.lines().map(str::trim_end).collect();
        if !matches(&example.expected, &found) {
            updated.push((example.line, example.expected.len(), found.join("\n")));
            different.push(format!(
                "{name}:{}: $ {}\nexpected\n{}\nfound\n{}\n",
                example.line,
                example.command,
                example.expected.join("\n"),
                found.join("\n")
            ));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root.join(name), update(&readme, updated)).unwrap();
        return;
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// The text with new outputs: (line of the command, lines of the old output, the new output).
fn update(readme: &str, outputs: Vec<(usize, usize, String)>) -> String {
    let mut lines: Vec<String> = readme.lines().map(str::to_string).collect();
    for (command, length, output) in outputs.into_iter().rev() {
        let old = command..command + length;
        if !lines[old.clone()].iter().any(|line| line == "…") {
            lines.splice(old, output.lines().map(str::to_string));
        }
    }
    lines.join("\n") + "\n"
}

/// Examples, and files to be made.
fn blocks(readme: &str) -> (Vec<Example>, Vec<(String, String)>) {
    let mut examples: Vec<Example> = Vec::new();
    let mut files: Vec<(String, String)> = Vec::new();
    // The backticks that opened the block, and what stands behind them; fewer backticks do not close it.
    let mut block: Option<(&str, &str)> = None;
    for (index, line) in readme.lines().enumerate() {
        let kind = line.trim_start_matches('`');
        let fence = &line[..line.len() - kind.len()];
        if fence.len() >= 3 && block.is_none_or(|(opened, _)| fence.len() >= opened.len()) {
            block = match block {
                Some(_) => None,
                None => Some((fence, kind.trim())),
            };
            continue;
        }
        match block.map(|(_, kind)| kind) {
            Some("console") => match line.strip_prefix("$ ") {
                Some(command) => examples.push(Example {
                    line: index + 1,
                    command: command.to_string(),
                    expected: Vec::new(),
                }),
                None => {
                    let example = examples.last_mut().expect("output without a command");
                    example.expected.push(line.trim_end().to_string());
                }
            },
            Some(kind) if !kind.is_empty() => {
                if let Some(name) = line.strip_prefix("# file ") {
                    files.push((name.to_string(), String::new()));
                } else if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    (examples, files)
}

/// Runs a line with the shell, `dateline` being the binary under test; standard output, then standard error.
fn run(line: &str, place: &Path) -> String {
    let binary = command().get_program().to_os_string();
    let bin = Path::new(&binary).parent().unwrap().display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", line])
        .current_dir(place)
        .env("PATH", format!("{bin}:{path}"))
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR");
    let output = shell.output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    text.push_str(&String::from_utf8(output.stderr).unwrap());
    text
}

fn matches(expected: &[String], found: &[&str]) -> bool {
    match expected {
        [] => found.is_empty(),
        [any, rest @ ..] if any == "…" => {
            (0..=found.len()).any(|skipped| matches(rest, &found[skipped..]))
        }
        [line, rest @ ..] => found
            .split_first()
            .is_some_and(|(first, others)| line_matches(line, first) && matches(rest, others)),
    }
}

fn line_matches(expected: &str, found: &str) -> bool {
    let mut parts = expected.split('…');
    let Some(mut rest) = parts.next().and_then(|first| found.strip_prefix(first)) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last.is_some_and(|part| found.ends_with(part))
}
