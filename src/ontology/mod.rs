//! `ontology.ttl` in, [`Ontology`] out: the classes, roles, words and frames that everything else is driven by.

mod blame;
pub mod check;
pub mod frames;
mod load;
mod modality;
mod nature;
mod tellings;
mod triples;

use std::collections::{BTreeMap, BTreeSet};

pub use frames::{Frame, Lexicon, LightVerb, Noun, Slot};
pub use modality::Modality;
pub use nature::{Found, Nature, Stands};
pub use tellings::{Answer, Part, ReadAs, Told};
pub use triples::OntologyError;

/// Namespace of the vocabulary.
pub const NAMESPACE: &str = "https://w3id.org/dateline/ontology#";

/// The Turtle of the ontology that ships.
pub(crate) const SHIPPED: &str = include_str!("../../ontology.ttl");

/// What the program knows about events and words, read from Turtle.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    /// By local name (`Attack`), in the order of the name.
    pub classes: BTreeMap<String, Class>,
    /// Roles and fields by local name (`perpetrator`).
    pub roles: BTreeMap<String, Role>,
    /// Frames and word lists.
    pub lexicon: Lexicon,
    /// By the IRI of an actor or a place what it is called elsewhere (`skos:exactMatch`), besides what the gazetteer knows.
    pub exact_matches: BTreeMap<String, BTreeSet<String>>,
    /// The Turtle it was read from, the shipped file first.
    pub turtle: Vec<String>,
    natures: nature::Natures,
}

/// A class of node: an event, an actor, a place, a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Class {
    /// Local name: `Airstrike`.
    pub name: String,
    /// Full IRI.
    pub iri: String,
    /// Local names of the direct superclasses in the ontology.
    pub parents: Vec<String>,
    /// IRIs of the direct superclasses, those of other vocabularies too.
    pub above: Vec<String>,
    /// Singular noun.
    pub label: String,
    /// Plural noun.
    pub plural: String,
    /// Further nouns, singular or plural.
    pub nouns: Vec<String>,
    /// What it is, in a sentence.
    pub comment: Option<String>,
    /// CAMEO code or root.
    pub cameo: Option<String>,
    /// PLOVER category.
    pub plover: Option<String>,
    /// What the reader knows of words that tell of it.
    pub meaning: Option<ReadAs>,
    /// What a statement of the class does with what others tell.
    pub answer: Option<Answer>,
    /// Field words of the columns that a question about it shows unless it says others.
    pub columns: Vec<String>,
    /// How its events are told, as far as that matters when tellings are linked; holds for the classes below it, too.
    pub told: Vec<Told>,
    /// Percent: events that are less sure are doubtful, and no facts; holds for the classes below it, too.
    pub doubtful_below: Option<u64>,
}

/// A role of an event, or a field of any node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Local name: `perpetrator`.
    pub name: String,
    /// Full IRI.
    pub iri: String,
    /// What values it has.
    pub kind: RoleKind,
    /// Local names of the classes that have it (and their subclasses).
    pub domain: Vec<String>,
    /// Local names of the classes its values may have; empty for literals.
    pub range: Vec<String>,
    /// The field word of the query language.
    pub label: String,
    /// Its plural; the label when there is none.
    pub plural: String,
    /// Further field words.
    pub words: Vec<String>,
    /// Prepositions that put a value into it.
    pub prepositions: Vec<String>,
    /// Whether the order of its values means nothing (`between A and B`).
    pub symmetric: bool,
    /// The part its values take in what happens. What is told of an event anywhere in a document is looked through for them.
    pub part: Option<Part>,
    /// For a [`RoleKind::Field`], the IRI of the property that holds it; otherwise the role's own IRI.
    pub property: String,
    /// Whether the property may be followed any number of times, none included, to reach a value of the range
    /// (the country of a country's troops, and of the country itself).
    pub closure: bool,
    /// Whether a [`RoleKind::Field`] holds a date.
    pub date: bool,
}

/// What kind of values a role has, and so how the graph keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    /// A node: `dl:perpetrator <actor>`.
    Node,
    /// A number with bounds: `dl:killed`, `dl:killedMin`, `dl:killedMax`.
    Quantity,
    /// Days: `dl:dateBegin`, `dl:dateEnd`.
    Time,
    /// Words: a literal.
    Text,
    /// A property that every node of the class has, kept in `property`.
    Field,
}

impl Ontology {
    /// The IRI of a class, by its local name.
    pub(crate) fn class_iri(&self, class: &str) -> String {
        let known = self.classes.get(class).map(|class| class.iri.clone());
        known.unwrap_or_else(|| format!("{NAMESPACE}{class}"))
    }

    /// The word for a class, by its local name; of one that is not known that name.
    pub(crate) fn noun<'a>(&'a self, class: &'a str) -> &'a str {
        let known = self.classes.get(class);
        known.map_or(class, |known| known.label.as_str())
    }

    /// The ontology that ships.
    pub fn embedded() -> Result<Ontology, OntologyError> {
        Ontology::with_extra(&[])
    }

    /// The shipped ontology and the user's own files, given as (name, Turtle).
    pub fn with_extra(extra: &[(&str, &str)]) -> Result<Ontology, OntologyError> {
        let mut files = vec![("ontology.ttl", SHIPPED)];
        files.extend_from_slice(extra);
        Ontology::from_turtle(&files)
    }

    /// The class of a noun in either number; the noun is compared in lower case.
    pub fn class_of_noun(&self, noun: &str) -> Option<&Class> {
        let noun = noun.to_lowercase();
        self.classes
            .values()
            .find(|class| class.all_nouns().any(|n| n == noun))
    }

    /// The class and its superclasses in the ontology, nearest first, each once.
    pub fn lineage(&self, class: &str) -> Vec<&str> {
        match self.natures.above.get(class) {
            Some(above) => above.lineage.iter().map(String::as_str).collect(),
            None => self.walk(class),
        }
    }

    fn walk(&self, class: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut next = self
            .classes
            .get(class)
            .map(|c| c.name.as_str())
            .into_iter()
            .collect::<Vec<_>>();
        while !next.is_empty() {
            let mut above = Vec::new();
            for name in next {
                if !found.contains(&name) {
                    found.push(name);
                    let class = &self.classes[name];
                    above.extend(
                        class
                            .parents
                            .iter()
                            .filter_map(|p| self.classes.get(p))
                            .map(|c| c.name.as_str()),
                    );
                }
            }
            next = above;
        }
        found
    }

    /// IRIs of the classes of other vocabularies that a class is below, sorted.
    pub fn foreign(&self, class: &str) -> Vec<&str> {
        match self.natures.above.get(class) {
            Some(above) => above.foreign.iter().map(String::as_str).collect(),
            None => self.find_foreign(class),
        }
    }

    fn find_foreign(&self, class: &str) -> Vec<&str> {
        let lineage = self.walk(class).into_iter();
        let above = lineage.flat_map(|name| &self.classes[name].above);
        let known = |iri: &&str| self.classes.values().any(|class| class.iri == *iri);
        let mut foreign: Vec<&str> = above
            .map(String::as_str)
            .filter(|iri| !known(iri))
            .collect();
        foreign.sort_unstable();
        foreign.dedup();
        foreign
    }

    /// Whether `class` is `ancestor` or below it.
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        match self.natures.above.get(class) {
            Some(above) => above.lineage.iter().any(|name| name == ancestor),
            None => self.walk(class).contains(&ancestor),
        }
    }

    /// What a statement of a class does with what others tell, where that class or one above it says so.
    pub fn answer(&self, class: &str) -> Option<Answer> {
        let mut classes = self.lineage(class).into_iter();
        classes.find_map(|class| self.classes.get(class)?.answer)
    }

    /// Whether a class or one above it is told in a certain way.
    pub fn is_told(&self, class: &str, how: Told) -> bool {
        let mut classes = self.lineage(class).into_iter();
        classes.any(|class| {
            self.classes
                .get(class)
                .is_some_and(|c| c.told.contains(&how))
        })
    }

    /// Whether somebody has to answer for events of a class: those of violence.
    pub fn answered_for(&self, class: &str) -> bool {
        self.read_as(class) == Some(ReadAs::Violence)
    }

    /// What the reader knows of words that tell of a class, where that class or one above it says so.
    pub fn read_as(&self, class: &str) -> Option<ReadAs> {
        let mut classes = self.lineage(class).into_iter();
        classes.find_map(|class| self.classes.get(class)?.meaning)
    }

    /// The classes that frames fill roles with that take instruments.
    pub fn instruments(&self) -> BTreeSet<&str> {
        let slots = self.lexicon.frames.iter().flat_map(|frame| &frame.slots);
        let takes = |slot: &&Slot| {
            let role = self.roles.get(&slot.role);
            role.is_some_and(|role| role.part == Some(Part::Instrument))
        };
        let fillers = slots.filter(takes).flat_map(|slot| &slot.fillers);
        fillers.map(String::as_str).collect()
    }

    /// The percentage below which an event of a class is doubtful; 0 where no class says.
    pub fn doubtful_below(&self, class: &str) -> u64 {
        let mut classes = self.lineage(class).into_iter();
        let found = classes.find_map(|class| self.classes.get(class)?.doubtful_below);
        found.unwrap_or_default()
    }

    /// Whether a verb introduces speech.
    pub fn says(&self, verb: &str) -> bool {
        let frames = self.lexicon.by_verb.get(verb).into_iter().flatten();
        frames
            .into_iter()
            .any(|&f| self.is_a(&self.lexicon.frames[f].class, "Statement"))
    }

    /// Whether a verb is one of saying and of nothing else: "attacked" may be said of words, but mostly is not.
    pub fn only_says(&self, verb: &str) -> bool {
        let frames = self.lexicon.by_verb.get(verb);
        frames.is_some_and(|frames| {
            let class = |&f: &usize| &self.lexicon.frames[f].class;
            frames.iter().all(|f| self.is_a(class(f), "Statement"))
        })
    }

    /// The roles and fields that nodes of `class` have, in the order of their names.
    pub fn roles_of(&self, class: &str) -> impl Iterator<Item = &Role> {
        let lineage: Vec<String> = self
            .lineage(class)
            .into_iter()
            .map(str::to_string)
            .collect();
        self.roles
            .values()
            .filter(move |role| role.domain.iter().any(|d| lineage.contains(d)))
    }

    /// The first role of `class` whose values take that part in what happens.
    pub fn role_in(&self, class: &str, part: Part) -> Option<&Role> {
        self.roles_of(class).find(|role| role.part == Some(part))
    }

    /// The role of `class` that a field word names ("killed", "attackers").
    pub fn role_of_word(&self, class: &str, word: &str) -> Option<&Role> {
        self.roles_of(class)
            .find(|role| role.all_words().any(|w| w == word))
    }

    /// The roles of `class` that a preposition fills, nearest class first.
    pub fn roles_of_preposition(&self, class: &str, preposition: &str) -> Vec<&Role> {
        let lineage = self.lineage(class);
        let mut roles: Vec<&Role> = self
            .roles_of(class)
            .filter(|role| role.prepositions.iter().any(|p| p == preposition))
            .collect();
        roles.sort_by_key(|role| {
            lineage
                .iter()
                .position(|c| role.domain.iter().any(|d| d == c))
        });
        roles
    }
}

impl Class {
    /// Label, plural and the further nouns.
    pub fn all_nouns(&self) -> impl Iterator<Item = &str> {
        [self.label.as_str(), self.plural.as_str()]
            .into_iter()
            .chain(self.nouns.iter().map(String::as_str))
    }
}

impl Role {
    /// Label, plural and the further words.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        [self.label.as_str(), self.plural.as_str()]
            .into_iter()
            .chain(self.words.iter().map(String::as_str))
    }
}
