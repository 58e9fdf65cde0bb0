//! What `\help`, `\commands` and `\keys` know, as a chapter of the documentation.

use super::commands::COMMANDS;
use super::topics::{KEYS, TOPICS};

/// The words of the language, the commands of the shell and its keys as Markdown.
pub fn reference() -> String {
    let mut out =
        String::from("### Words\n\n| `\\help` … | is written | and means |\n|---|---|---|\n");
    for topic in TOPICS {
        let words: Vec<String> = topic.words.iter().map(|word| code(word)).collect();
        row(
            &mut out,
            &[&words.join(", "), &code(topic.syntax), &cell(topic.help)],
        );
    }
    out.push_str("\n### Commands of the shell\n\n| command | does |\n|---|---|\n");
    for command in COMMANDS {
        row(&mut out, &[&code(&command.call()), &cell(command.summary)]);
    }
    out.push_str("\nThe beginning of a name is enough where no other begins so: `\\w 1`.\n");
    out.push_str("\n### Keys\n\n| key | does |\n|---|---|\n");
    for (key, what) in KEYS {
        row(&mut out, &[&cell(key), &cell(what)]);
    }
    out
}

fn row(out: &mut String, cells: &[&str]) {
    out.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// A bar would end the cell, even inside of backticks.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn code(text: &str) -> String {
    format!("`{}`", cell(text))
}
