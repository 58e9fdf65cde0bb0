//! Commands about the language: `\help`, `\commands`, `\nouns`, `\fields`.

use super::super::topics::{KEYS, OVERVIEW, TOPICS};
use super::super::words;
use super::{COMMANDS, Failed, Flow, Shell};
use crate::diagnostic::nearest;
use std::io::Write;

pub(super) fn help(shell: &mut Shell<'_>, word: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let paint = shell.settings.paint();
    let word = word.trim_start_matches('\\');
    let ontology = shell.store.ontology();
    if word.is_empty() {
        let (a, b) = examples(shell);
        writeln!(out, "{}", OVERVIEW.replace("{A}", &a).replace("{B}", &b))?;
    } else if let Some(command) = COMMANDS.iter().find(|c| c.name == word) {
        writeln!(out, "\\{} {}", command.name, command.usage)?;
        writeln!(out, "{}", command.summary)?;
    } else if let Some(class) = ontology.class_of_noun(word) {
        words::noun(ontology, class, paint, out)?;
    } else if let Some(topic) = TOPICS.iter().find(|topic| topic.words.contains(&word)) {
        writeln!(out, "{}\n{}", paint.bold(topic.syntax), topic.help)?;
    } else {
        let nouns = ontology
            .classes
            .values()
            .flat_map(|class| class.all_nouns());
        let known = nouns.chain(TOPICS.iter().flat_map(|topic| topic.words.iter().copied()));
        let near = nearest(word, known, 3);
        return Err(Failed::usage(match near.as_slice() {
            [] => format!("no help on {word}; \\nouns and \\commands list the words there are"),
            near => format!("no help on {word}; did you mean {}?", near.join(" or ")),
        }));
    }
    Ok(Flow::Stay)
}

/// Two names that the articles mention often, as one would type them, so that the examples can be tried.
fn examples(shell: &Shell<'_>) -> (String, String) {
    let ontology = shell.store.ontology();
    let mut names = shell
        .store
        .names()
        .filter(|name| ontology.is_a(&name.class, "Country") && !name.label.contains(' '))
        .map(|name| name.label.clone());
    let mut next = || names.next().unwrap_or_else(|| "NAME".to_string());
    (next(), next())
}

pub(super) fn commands(
    shell: &mut Shell<'_>,
    _: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let lines: Vec<(String, String)> = COMMANDS
        .iter()
        .map(|c| {
            let call = format!("\\{} {}", c.name, c.usage);
            (call.trim_end().to_string(), c.summary.to_string())
        })
        .collect();
    words::columns(&lines, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}

pub(super) fn nouns(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let counts = shell.store.statistics();
    words::nouns(shell.store.ontology(), &counts, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}

pub(super) fn fields(
    shell: &mut Shell<'_>,
    noun: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let ontology = shell.store.ontology();
    match ontology.class_of_noun(noun) {
        Some(class) => words::fields(ontology, class, shell.settings.paint(), out)?,
        None if noun.is_empty() => {
            return Err(Failed::usage(
                "\\fields NOUN: of which noun? \\nouns lists them",
            ));
        }
        None => {
            let nouns = ontology
                .classes
                .values()
                .flat_map(|class| class.all_nouns());
            let near = nearest(noun, nouns, 3);
            return Err(Failed::usage(match near.as_slice() {
                [] => format!("no noun {noun}; \\nouns lists them"),
                near => format!("no noun {noun}; did you mean {}?", near.join(" or ")),
            }));
        }
    }
    Ok(Flow::Stay)
}

pub(super) fn keys(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Result<Flow, Failed> {
    let lines: Vec<(String, String)> = KEYS
        .iter()
        .map(|(key, what)| ((*key).to_string(), (*what).to_string()))
        .collect();
    words::columns(&lines, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}
