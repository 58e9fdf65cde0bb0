//! Commands about the language: `\help`, `\commands`, `\nouns`, `\fields`.

use super::super::topics::{KEYS, OVERVIEW, TOPICS};
use super::super::words;
use super::{COMMANDS, Failed, Flow, Ran, Shell, unknown};
use crate::ontology::Ontology;
use crate::shown::Shown;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::io::Write;

/// How many countries, and months, are tried in the examples of `\\help`.
const TRIED: usize = 4;

pub(super) fn help(shell: &mut Shell<'_>, word: &str, out: &mut dyn Write) -> Ran {
    let paint = shell.settings.paint();
    let word = word.trim_start_matches('\\');
    let ontology = shell.store.ontology();
    if word.is_empty() {
        writeln!(out, "{}", Shown::text(&overview(shell)))?;
    } else if let Some(command) = COMMANDS.iter().find(|c| c.name == word) {
        writeln!(out, "\\{} {}", command.name, command.usage)?;
        writeln!(out, "{}", command.summary)?;
    } else if let Some(class) = ontology.class_of_noun(word) {
        words::noun(ontology, class, paint, out)?;
    } else if let Some(topic) = TOPICS.iter().find(|topic| topic.words.contains(&word)) {
        writeln!(out, "{}\n{}", paint.bold(topic.syntax), topic.help)?;
    } else {
        let topics = TOPICS.iter().flat_map(|topic| topic.words.iter().copied());
        let known = nouns_of(ontology).chain(topics);
        let listed = "; \\nouns and \\commands list the words there are";
        let wrong = (word, format!("no help on {word}"));
        return Err(unknown(wrong, known, "", listed));
    }
    Ok(Flow::Stay)
}

/// The overview, with names and times for which its examples have answers.
fn overview(shell: &mut Shell<'_>) -> String {
    let store = shell.store.clone();
    let ontology = store.ontology();
    let names = store.names();
    let names =
        names.filter(|name| ontology.is_a(&name.class, "Country") && !name.label.contains(' '));
    let names: Vec<String> = names.take(TRIED).map(|name| name.label).collect();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for a in &names {
        let others = names.iter().filter(|b| *b != a);
        pairs.extend(others.map(|b| (a.as_str(), b.as_str())));
    }
    if pairs.is_empty() {
        pairs.push(("NAME", "NAME"));
    }
    let newest = store.newest().unwrap_or(date(2020, 2, 1)).first_of_month();
    let before = |month: &Date| month.checked_sub(1.month()).ok();
    let months = std::iter::successors(Some(newest), before);
    let months: Vec<Date> = months.take(TRIED).collect();
    let mut lines: Vec<String> = Vec::new();
    for line in OVERVIEW.lines() {
        let filled = |month: &Date, (a, b): &(&str, &str)| {
            line.replace("{DAY}", &month.to_string())
                .replace("{MONTH}", &month.strftime("%B %Y").to_string())
                .replace("{A}", a)
                .replace("{B}", b)
        };
        let dated = line.contains("{MONTH}") || line.contains("{DAY}");
        let tried = match (line.contains("{A}"), dated) {
            (false, false) => 0..0,
            (true, _) => 0..pairs.len(),
            (false, true) => 0..1,
        };
        let answered = months
            .iter()
            .flat_map(|month| pairs[tried.clone()].iter().map(move |pair| (month, pair)))
            .map(|(month, pair)| filled(month, pair))
            .find(|question| shell.has_answers(question.trim()));
        lines.push(answered.unwrap_or_else(|| filled(&newest, &pairs[0])));
    }
    lines.join("\n")
}

pub(super) fn commands(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let lines = COMMANDS.iter().map(|c| (c.call(), c.summary.to_string()));
    let lines: Vec<(String, String)> = lines.collect();
    words::columns(&lines, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}

pub(super) fn nouns(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let counts = shell.store.statistics();
    words::nouns(shell.store.ontology(), &counts, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}

pub(super) fn fields(shell: &mut Shell<'_>, noun: &str, out: &mut dyn Write) -> Ran {
    let ontology = shell.store.ontology();
    match ontology.class_of_noun(noun) {
        Some(class) => words::fields(ontology, class, shell.settings.paint(), out)?,
        None if noun.is_empty() => {
            let usage = "\\fields NOUN: of which noun? \\nouns lists them";
            return Err(Failed::usage(usage));
        }
        None => {
            let wrong = (noun, format!("no noun {noun}"));
            let listed = "; \\nouns lists them";
            return Err(unknown(wrong, nouns_of(ontology), "", listed));
        }
    }
    Ok(Flow::Stay)
}

pub(super) fn keys(shell: &mut Shell<'_>, _: &str, out: &mut dyn Write) -> Ran {
    let lines = KEYS
        .iter()
        .map(|(key, what)| (key.to_string(), what.to_string()));
    let lines: Vec<(String, String)> = lines.collect();
    words::columns(&lines, shell.settings.paint(), out)?;
    Ok(Flow::Stay)
}

/// All words for the classes.
fn nouns_of(ontology: &Ontology) -> impl Iterator<Item = &str> {
    let classes = ontology.classes.values();
    classes.flat_map(|class| class.all_nouns())
}
