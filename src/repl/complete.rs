//! Completion: words of the language where they may stand, and names that have answers there.

use super::commands::{Argument, COMMANDS};
use super::count::{self, Counts, Wholes};
use super::topics::TOPICS;
use crate::fold::fold;
use crate::ontology::Ontology;
use crate::query::{self, Definitions, NamesFor, Session, TokenKind};
use crate::span::Span;
use crate::store::{Budget, Found, Limits, Store};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// Names offered where nothing is typed yet.
const MOST: usize = 30;
/// How many counted questions are kept.
const KEPT: usize = 64;

/// What is asked while somebody waits for a list of names.
const LIMITS: Limits = Limits {
    time: Some(Duration::from_millis(500)),
    rows: Some(1_000_000),
    memory: Some(1 << 30),
};

/// Something that could be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
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

/// Everything that can be completed. The editor owns it, so it has a store of its own (the same graph).
pub struct Words {
    store: Store,
    classes: BTreeMap<String, usize>,
    publishers: Counts,
    wholes: OnceLock<Wholes>,
    /// What was defined in the shell.
    definitions: RwLock<Definitions>,
    /// Answers of the questions around the places that were completed last.
    counts: Mutex<BTreeMap<(String, Vec<String>), Counts>>,
}

impl Words {
    /// Copies what completion needs.
    pub fn new(store: &Store) -> Words {
        let publisher = store.ontology().roles.get("publisher").into_iter();
        let mut publishers = Counts::new();
        for name in publisher.flat_map(|role| count::literals(store, &role.property)) {
            *publishers.entry(name).or_default() += 1;
        }
        Words {
            store: store.clone(),
            classes: store.statistics().classes,
            publishers,
            wholes: OnceLock::new(),
            definitions: RwLock::default(),
            counts: Mutex::default(),
        }
    }

    pub(super) fn ontology(&self) -> &Ontology {
        self.store.ontology()
    }

    /// Takes over what was defined in the shell.
    pub fn define(&self, definitions: &Definitions) {
        let known = self.definitions.write();
        *known.unwrap_or_else(PoisonError::into_inner) = definitions.clone();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.clear();
    }

    fn definitions(&self) -> Definitions {
        let known = self.definitions.read();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where the completed word begins, and what it could be.
    pub fn complete(&self, line: &str, pos: usize) -> (usize, Vec<Candidate>) {
        let pos = line.floor_char_boundary(pos);
        match line[..pos].strip_prefix('\\') {
            Some(command) => match asked_behind(command) {
                // The words of the command are blanks to the question behind it.
                Some(at) => self.question(&format!("{}{}", " ".repeat(at), &line[at..]), pos),
                None => self.command(command, pos),
            },
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
        let nouns = || self.ontology().classes.values().map(|c| c.plural.clone());
        let mut words: Vec<String> = match command.argument {
            Argument::Free | Argument::Question => Vec::new(),
            Argument::Noun => nouns().collect(),
            Argument::Topic => {
                let commands = COMMANDS.iter().map(|c| c.name.to_string());
                let topics = TOPICS.iter().flat_map(|t| t.words);
                let topics = topics.map(|word| word.to_string());
                nouns().chain(commands).chain(topics).collect()
            }
            Argument::File => files(argument),
            Argument::Word(words) => words.iter().map(|w| (*w).to_string()).collect(),
        };
        words.retain(|word| word.starts_with(argument));
        words.sort();
        words.dedup();
        (start, words.into_iter().map(Candidate::word).collect())
    }

    fn question(&self, line: &str, pos: usize) -> (usize, Vec<Candidate>) {
        let expected = query::expected(line, pos, self.ontology());
        let Span { begin, end } = expected.span;
        let typed = &line[begin..end.min(pos)];
        if expected.files {
            let typed = typed.trim_start_matches(query::QUOTES);
            let mut files = files(typed);
            files.retain(|file| file.starts_with(typed));
            let files = files.iter().map(|file| format!("\"{file}"));
            let mut candidates: Vec<Candidate> = files.map(Candidate::word).collect();
            candidates.sort_by(|a, b| a.text.cmp(&b.text));
            return (begin, candidates);
        }
        if typed.starts_with('$') {
            let definitions = self.definitions();
            let params = definitions.params().into_iter().map(|p| format!("${p}"));
            let params = params.filter(|p| p.starts_with(typed));
            return (begin, params.map(Candidate::word).collect());
        }
        let mut candidates = Vec::new();
        if let Some(wanted) = &expected.names {
            candidates.extend(self.names(wanted, typed, line, expected.span));
        }
        let named = !candidates.is_empty();
        let mut nouns = false;
        for (word, kind) in &expected.words {
            // Signs are quicker typed than completed, and eighty nouns would bury the names.
            let wanted = match kind {
                TokenKind::Symbol => false,
                TokenKind::Noun => !(named && typed.is_empty()),
                _ => true,
            };
            nouns |= *kind == TokenKind::Noun;
            if !wanted || !word.starts_with(typed) || word == typed {
                continue;
            }
            match kind {
                TokenKind::Noun => candidates.extend(self.noun_candidate(word)),
                _ => candidates.push(Candidate::word(word.clone())),
            }
        }
        if nouns {
            let definitions = self.definitions();
            let names = definitions.names().filter(|name| name.starts_with(typed));
            candidates.extend(names.map(|name| Candidate {
                text: name.to_string(),
                note: "let".to_string(),
            }));
        }
        (begin, candidates)
    }

    /// A noun with how many there are; nothing when there is none.
    fn noun_candidate(&self, noun: &str) -> Option<Candidate> {
        let class = self.ontology().class_of_noun(noun)?;
        let count = self.classes.get(&class.name)?;
        Some(Candidate {
            text: noun.to_string(),
            note: count.to_string(),
        })
    }

    /// Names that fit, those with most answers first.
    fn names(&self, wanted: &NamesFor, typed: &str, line: &str, place: Span) -> Vec<Candidate> {
        let typed = typed.trim_start_matches(query::QUOTES);
        let key = fold(typed.trim_start_matches('‘'));
        if wanted.publishers {
            let found = self.publishers.iter();
            let found = found.filter(|(name, _)| fold(name).starts_with(&key));
            let candidate = |(name, count): (&String, &usize)| Candidate {
                text: query::in_quotes(name),
                note: count.to_string(),
            };
            return found.map(candidate).collect();
        }
        let counts = self.counts(wanted, line, place);
        let found = self.store.names_from(&key).into_iter();
        let found = found.filter_map(|name| match &counts {
            Some(counts) => counts.get(&name.iri).map(|count| (*count, name)),
            None => Some((name.mentions, name)),
        });
        let mut found: Vec<(usize, Found)> = found.collect();
        found.sort_by_cached_key(|(count, name)| {
            // From a later word, as a surname is, it comes behind.
            let inner = !fold(&name.label).starts_with(&key);
            (inner, Reverse(*count), name.label.clone())
        });
        found.dedup_by(|a, b| a.1.label == b.1.label);
        if key.is_empty() {
            found.truncate(MOST);
        }
        // Names that go on alike must begin alike, or Tab stops at the quotation mark of one of them.
        let marked = |name: &Found| query::as_written(&name.label).starts_with('"');
        let several = found.len() > 1 && !key.is_empty();
        let quoted = several && found.iter().any(|(_, name)| marked(name));
        let candidate = |(count, name): (usize, Found)| Candidate {
            text: match quoted {
                true => query::in_quotes(&name.label),
                false => query::as_written(&name.label),
            },
            note: format!("{}, {count}", self.ontology().noun(&name.class)),
        };
        found.into_iter().map(candidate).collect()
    }

    /// In how many of the answers of the question around the place a node fills one of the roles, its parts included;
    /// `None` when any name will do.
    fn counts(&self, wanted: &NamesFor, line: &str, place: Span) -> Option<Counts> {
        let class = self.ontology().classes.get(wanted.class.as_ref()?)?;
        if wanted.roles.is_empty() {
            return None;
        }
        let question = query::around(line, place).unwrap_or_else(|| class.plural.clone());
        let key = (question, wanted.roles.clone());
        let mut known = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(counts) = known.get(&key) {
            return Some(counts.clone());
        }
        // What is written behind the place may be unfinished.
        let events = self.nodes(&key.0);
        let events = events.unwrap_or_else(|| count::of_class(&self.store, &class.iri));
        let roles = key.1.iter();
        let roles = roles.filter_map(|role| self.ontology().roles.get(role));
        let properties: Vec<&str> = roles.map(|role| role.property.as_str()).collect();
        let wholes = self.wholes.get_or_init(|| Wholes::new(&self.store));
        let counts = count::by_node(&self.store, &events, &properties, wholes);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(key, counts.clone());
        Some(counts)
    }

    /// What a question answers.
    fn nodes(&self, question: &str) -> Option<FxHashSet<u32>> {
        let question = query::parse_query(question, self.ontology()).ok()?;
        let mut session = Session::new(&self.store).with_definitions(self.definitions());
        session.set_budget(Budget::new(LIMITS));
        let nodes = session.nodes(&question).ok()?;
        Some(nodes.iter().filter_map(|iri| self.store.id(iri)).collect())
    }
}

/// Where the question begins behind a command that takes one.
fn asked_behind(command: &str) -> Option<usize> {
    let (name, _) = command.split_once(' ')?;
    let takes = |c: &&super::commands::Command| c.name == name && c.argument == Argument::Question;
    COMMANDS.iter().find(takes).map(|_| 1 + name.len() + 1)
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
