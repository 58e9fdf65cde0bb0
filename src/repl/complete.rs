//! Completion: words of the language where they may stand, and names that have answers there.

use super::commands::{Argument, COMMANDS};
use super::count::{self, Counts};
use super::topics::TOPICS;
use crate::fold::fold;
use crate::ontology::Ontology;
use crate::query::{self, NamesFor, TokenKind};
use crate::span::Span;
use crate::store::{Found, Store};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Names offered where nothing is typed yet.
const MOST: usize = 30;

/// Something that could be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What it puts into the line.
    pub text: String,
    /// What is shown beside it.
    pub note: String,
}

impl Candidate {
    fn word(text: impl Into<String>) -> Candidate {
        Candidate {
            text: text.into(),
            note: String::new(),
        }
    }

    /// What the list shows.
    pub fn display(&self) -> String {
        match self.note.as_str() {
            "" => self.text.clone(),
            note => format!("{}  ({note})", self.text),
        }
    }
}

/// Everything that can be completed, copied from the store so that the editor can own it.
pub(super) struct Words {
    ontology: Ontology,
    graph: oxigraph::store::Store,
    names: Vec<Found>,
    publishers: Counts,
    /// How many events each node takes part in, by class and roles; found when first asked for.
    counts: Mutex<BTreeMap<(String, Vec<String>), Counts>>,
}

impl Words {
    pub fn new(store: &Store) -> Words {
        let publisher = store.ontology().roles.get("publisher");
        let mut publishers = Counts::new();
        for name in publisher
            .iter()
            .flat_map(|role| count::literals(store, &role.property))
        {
            *publishers.entry(name).or_default() += 1;
        }
        Words {
            ontology: store.ontology().clone(),
            graph: store.inner().clone(),
            names: store.names().cloned().collect(),
            publishers,
            counts: Mutex::default(),
        }
    }

    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Where the completed word begins, and what it could be.
    pub fn complete(&self, line: &str, pos: usize) -> (usize, Vec<Candidate>) {
        match line[..pos].strip_prefix('\\') {
            Some(command) => self.command(command, pos),
            None => self.question(line, pos),
        }
    }

    fn command(&self, typed: &str, pos: usize) -> (usize, Vec<Candidate>) {
        let Some((name, argument)) = typed.split_once(' ') else {
            let found = COMMANDS.iter().filter(|c| c.name.starts_with(typed));
            let candidates = found.map(|c| Candidate {
                text: c.name.to_string(),
                note: c.summary.to_string(),
            });
            return (1, candidates.collect());
        };
        let argument = argument.trim_start();
        let start = pos - argument.len();
        let Some(command) = COMMANDS.iter().find(|c| c.name == name) else {
            return (start, Vec::new());
        };
        let nouns = || self.ontology.classes.values().map(|c| c.plural.clone());
        let mut words: Vec<String> = match command.argument {
            Argument::Free => Vec::new(),
            Argument::Noun => nouns().collect(),
            Argument::Topic => nouns()
                .chain(COMMANDS.iter().map(|c| c.name.to_string()))
                .chain(
                    TOPICS
                        .iter()
                        .flat_map(|t| t.words)
                        .map(|w| (*w).to_string()),
                )
                .collect(),
            Argument::File => files(argument),
            Argument::Word(words) => words.iter().map(|w| (*w).to_string()).collect(),
        };
        words.retain(|word| word.starts_with(argument));
        words.sort();
        words.dedup();
        (start, words.into_iter().map(Candidate::word).collect())
    }

    fn question(&self, line: &str, pos: usize) -> (usize, Vec<Candidate>) {
        let expected = query::expected(line, pos, &self.ontology);
        let Span { begin, end } = expected.span;
        let typed = &line[begin..end.min(pos)];
        let mut candidates = Vec::new();
        if let Some(wanted) = &expected.names {
            candidates.extend(self.names(wanted, typed));
        }
        let named = !candidates.is_empty();
        let words = expected.words.iter().filter(|(word, kind)| {
            // Signs are quicker typed than completed, and eighty nouns would bury the names.
            let wanted = match kind {
                TokenKind::Symbol => false,
                TokenKind::Noun => !(named && typed.is_empty()),
                _ => true,
            };
            wanted && word.starts_with(typed) && word != typed
        });
        candidates.extend(words.map(|(word, _)| Candidate::word(word.clone())));
        (begin, candidates)
    }

    /// Names that fit, those with most answers first.
    fn names(&self, wanted: &NamesFor, typed: &str) -> Vec<Candidate> {
        let key = fold(typed.trim_start_matches(['"', '“']));
        if wanted.publishers {
            let found = self
                .publishers
                .iter()
                .filter(|(name, _)| fold(name).starts_with(&key));
            let candidate = |(name, count): (&String, &usize)| Candidate {
                text: format!("\"{name}\""),
                note: count.to_string(),
            };
            return found.map(candidate).collect();
        }
        let counts = self.counts(wanted);
        let mut found: Vec<(usize, &Found)> = self
            .names
            .iter()
            .filter(|name| fold(&name.label).starts_with(&key))
            .filter_map(|name| match &counts {
                Some(counts) => counts.get(&name.iri).map(|count| (*count, name)),
                None => Some((name.mentions, name)),
            })
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.label.cmp(&b.1.label)));
        found.dedup_by(|a, b| a.1.label == b.1.label);
        if key.is_empty() {
            found.truncate(MOST);
        }
        // Names that go on alike must begin alike, or Tab stops at the quotation mark of one of them.
        let quoted = found.len() > 1
            && !key.is_empty()
            && found
                .iter()
                .any(|(_, name)| self.as_typed(&name.label).starts_with('"'));
        let candidate = |(count, name): (usize, &Found)| Candidate {
            text: if quoted {
                in_quotes(&name.label)
            } else {
                self.as_typed(&name.label)
            },
            note: format!("{}, {count}", self.noun(&name.class)),
        };
        found.into_iter().map(candidate).collect()
    }

    /// The name as the language reads it: in quotes unless it is a run of capitalised words.
    fn as_typed(&self, name: &str) -> String {
        match query::highlight(name, &self.ontology).as_slice() {
            [(span, TokenKind::Name)] if span.len() == name.len() => name.to_string(),
            _ => in_quotes(name),
        }
    }

    fn noun<'a>(&'a self, class: &'a str) -> &'a str {
        self.ontology
            .classes
            .get(class)
            .map_or(class, |class| class.label.as_str())
    }

    /// In how many events of the class a node fills one of the roles, its parts included; `None` when any name will do.
    fn counts(&self, wanted: &NamesFor) -> Option<Counts> {
        let class = self.ontology.classes.get(wanted.class.as_ref()?)?;
        if wanted.roles.is_empty() {
            return None;
        }
        let key = (class.name.clone(), wanted.roles.clone());
        let mut known = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = known.entry(key).or_insert_with(|| {
            let roles = wanted
                .roles
                .iter()
                .filter_map(|role| self.ontology.roles.get(role));
            let properties: Vec<&str> = roles.map(|role| role.property.as_str()).collect();
            count::by_node(&self.graph, &class.iri, &properties)
        });
        Some(counts.clone())
    }
}

fn in_quotes(name: &str) -> String {
    format!("\"{}\"", name.replace('"', ""))
}

/// Files whose path begins as typed; folders end in `/`.
fn files(typed: &str) -> Vec<String> {
    let (folder, _) = typed.rsplit_once('/').unwrap_or(("", typed));
    let prefix = match typed.rfind('/') {
        Some(end) => &typed[..=end],
        None => "",
    };
    let place = match (folder, typed.starts_with('/')) {
        ("", true) => "/",
        ("", false) => ".",
        (folder, _) => folder,
    };
    let entries = std::fs::read_dir(Path::new(place)).into_iter().flatten();
    entries
        .flatten()
        .map(|entry| {
            let slash = if entry.path().is_dir() { "/" } else { "" };
            format!("{prefix}{}{slash}", entry.file_name().to_string_lossy())
        })
        .collect()
}
