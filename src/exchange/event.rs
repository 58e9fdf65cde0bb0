//! An event with what the graph tells of it.

use crate::ontology::{NAMESPACE, RoleKind};
use crate::query::about::{days, text};
use crate::query::{EVENT, roles_of};
use crate::report::headline;
use crate::store::Store;
use crate::time::Interval;
use std::collections::BTreeMap;

/// An event, or what is only planned, threatened or doubtful.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// Its IRI.
    pub iri: String,
    /// Local name of its class, and the word for it.
    pub class: String,
    pub noun: String,
    /// What happened, in a line.
    pub title: String,
    /// `asserted`, `planned`, …
    pub modality: String,
    /// When, as far as it is known.
    pub days: Option<Interval>,
    /// Who fills its roles, by the name of the role, with its label.
    pub roles: BTreeMap<String, Role>,
    /// Its numbers by the name of the role.
    pub numbers: BTreeMap<String, Number>,
    /// What was said, and whether these are the words themselves.
    pub said: Option<(String, Option<bool>)>,
    /// IRIs of its articles.
    pub sources: Vec<String>,
    /// Field words on which they differ.
    pub disputed: Vec<String>,
}

/// Who fills a role.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    /// The field word.
    pub label: String,
    /// Whether it holds those who did it (`by`), those who did it together, or where it was.
    pub does: bool,
    pub together: bool,
    pub place: bool,
    /// IRIs.
    pub fillers: Vec<String>,
}

/// A number as it is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Number {
    /// The best value; of one that is not exact the least that it can be.
    pub best: Option<i64>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    /// The words of one that is not exact.
    pub words: Option<String>,
}

impl Event {
    /// What is known of an event; nothing when the node is none.
    pub fn of(store: &Store, iri: &str) -> Option<Event> {
        let class = store.kind(iri)?;
        let ontology = store.ontology();
        if !ontology.is_a(&class, EVENT) {
            return None;
        }
        let mut event = Event {
            iri: iri.to_string(),
            noun: ontology.noun(&class).to_string(),
            title: headline(store, iri),
            modality: text(store, iri, "modality").unwrap_or_default(),
            days: days(store, iri),
            roles: BTreeMap::new(),
            numbers: BTreeMap::new(),
            said: text(store, iri, "content").map(|words| {
                let direct = text(store, iri, "direct");
                (words, direct.map(|direct| direct == "true"))
            }),
            sources: store.linked(iri, &format!("{NAMESPACE}source")),
            disputed: Vec::new(),
            class,
        };
        let disputes = store.linked(iri, &format!("{NAMESPACE}disputes"));
        for role in roles_of(ontology, &event.class) {
            if disputes.contains(&role.property) {
                event.disputed.push(role.label.clone());
            }
            match role.kind {
                RoleKind::Node => {
                    let fillers = store.linked(iri, &role.property);
                    let by = |word: &str| role.prepositions.iter().any(|p| p == word);
                    if !fillers.is_empty() {
                        let filled = Role {
                            label: role.label.clone(),
                            does: by("by") && !role.symmetric,
                            together: role.symmetric,
                            place: role.name == "place",
                            fillers,
                        };
                        event.roles.insert(role.name.clone(), filled);
                    }
                }
                RoleKind::Quantity if role.name != "confidence" => {
                    let told = |suffix: &str| text(store, iri, &format!("{}{suffix}", role.name));
                    let number = |suffix: &str| told(suffix)?.parse().ok();
                    let told = Number {
                        best: number(""),
                        least: number("Min"),
                        most: number("Max"),
                        words: told("Told"),
                    };
                    if told != Number::default() {
                        event.numbers.insert(role.name.clone(), told);
                    }
                }
                _ => {}
            }
        }
        Some(event)
    }

    /// Those who did it.
    pub fn agents(&self) -> Vec<&String> {
        self.fillers(|role| role.does)
    }

    /// Those who did it together.
    pub fn parties(&self) -> Vec<&String> {
        self.fillers(|role| role.together)
    }

    /// Those to whom it was done, or whom it is about.
    pub fn patients(&self) -> Vec<&String> {
        self.fillers(|role| !role.does && !role.together && !role.place)
    }

    /// Where it was.
    pub fn places(&self) -> Vec<&String> {
        self.fillers(|role| role.place)
    }

    /// Whether somebody says that it happened.
    pub fn happened(&self) -> bool {
        self.modality == "asserted"
    }

    fn fillers(&self, is: impl Fn(&Role) -> bool) -> Vec<&String> {
        let roles = self.roles.values().filter(|role| is(role));
        let mut all: Vec<&String> = roles.flat_map(|role| &role.fillers).collect();
        all.sort();
        all.dedup();
        all
    }
}
