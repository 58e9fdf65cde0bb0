//! What is wrong with a user's Turtle, all of it at once, with the line, the remedy and the words that may be meant.
//!
//! What may be written is learned from the ontology that ships: a property or type that it never uses is not understood.

mod frames;
mod lines;

use super::triples::{Triples, dl, iri, local, syntax_line};
use super::{NAMESPACE, Ontology};
use crate::diagnostic::nearest;
use lines::place;
use std::collections::BTreeSet;

pub use lines::{example_line, own_frames};

/// Something that is wrong, or looks wrong, in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Whether the file cannot be used as it is.
    pub fatal: bool,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// Types that open a definition of the ontology.
const ROLES: [&str; 5] = ["Role", "QuantityRole", "TimeRole", "TextRole", "Field"];

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const SUB_CLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const DOMAIN: &str = "http://www.w3.org/2000/01/rdf-schema#domain";
const RANGE: &str = "http://www.w3.org/2000/01/rdf-schema#range";
const CLASS: &str = "http://www.w3.org/2002/07/owl#Class";

/// The problems of a file that is to be added to the ontology that ships, in the order of its lines.
pub fn check(file: &str, turtle: &str) -> Vec<Problem> {
    let turtle = crate::mark::unmarked(turtle);
    let shipped = ("ontology.ttl", super::SHIPPED);
    let problem = |line, message: String, remedy: &str| Problem {
        file: file.to_string(),
        line,
        fatal: true,
        message,
        remedy: remedy.to_string(),
    };
    let parsed = (
        Triples::parse(&[(file, turtle)]),
        Triples::parse(&[shipped, (file, turtle)]),
        Triples::parse(&[shipped]),
    );
    let (own, all, known) = match parsed {
        (Ok(own), Ok(all), Ok(known)) => (own, all, known),
        (own, ..) => {
            let reason = match own.err() {
                Some(super::OntologyError::Syntax { reason, .. }) => format!("no Turtle: {reason}"),
                other => other.map(|error| error.to_string()).unwrap_or_default(),
            };
            let line = syntax_line(turtle).unwrap_or(1);
            let remedy = "look at this line and the one before it: a full stop, semicolon, bracket, quotation mark or \
                @prefix may be missing";
            return vec![problem(line, reason, remedy)];
        }
    };
    let mut checker = Checker {
        file,
        lines: turtle.lines().collect(),
        own: &own,
        all: &all,
        known: &known,
        classes: names(&all, &[CLASS.to_string()]),
        roles: names(&all, &ROLES.map(dl)),
        problems: Vec::new(),
    };
    checker.run();
    let mut problems = checker.problems;
    // What the checks above do not know, the loader says, though only one thing at a time.
    if !problems.iter().any(|p| p.fatal)
        && let Err(error) = Ontology::with_extra(&[(file, turtle)])
    {
        let super::OntologyError::Definition { subject, reason } = &error else {
            return vec![problem(1, error.to_string(), "mend it and check again")];
        };
        let line = place(&turtle.lines().collect::<Vec<_>>(), subject, None);
        let message = format!("{subject}: {reason}");
        problems.push(problem(line, message, "mend it and check again"));
    }
    problems.sort();
    problems.dedup();
    problems
}

struct Checker<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
    /// The file alone.
    own: &'a Triples,
    /// The file and what ships.
    all: &'a Triples,
    /// What ships alone.
    known: &'a Triples,
    classes: BTreeSet<String>,
    roles: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn run(&mut self) {
        self.vocabulary();
        for class in subjects(self.own, CLASS) {
            self.class(&class);
        }
        for role in ROLES.iter().flat_map(|kind| subjects(self.own, &dl(kind))) {
            self.role(&role);
        }
        for frame in subjects(self.own, &dl("Frame")) {
            self.frame(&frame);
        }
        for template in subjects(self.own, &dl("Template")) {
            self.slots(&template, local(&template));
        }
        for list in subjects(self.own, &dl("NounList")) {
            let (name, known) = (local(&list), self.classes.clone());
            for class in self.own.texts(&list, &dl("denotes")) {
                if !known.contains(&class) {
                    let message = format!("the list {name} denotes dl:{class}, which is no class");
                    self.unknown(name, Some(&class), message, &known, "define it");
                }
            }
        }
    }

    /// Properties and types of our namespace that are not understood.
    fn vocabulary(&mut self) {
        let used = |triples: &Triples| -> (BTreeSet<String>, BTreeSet<String>) {
            let (mut properties, mut types) = (BTreeSet::new(), BTreeSet::new());
            for (_, property, object) in triples.iter() {
                properties.extend(property.strip_prefix(NAMESPACE).map(str::to_string));
                let kind = iri(object).filter(|_| property == TYPE);
                types.extend(
                    kind.and_then(|k| k.strip_prefix(NAMESPACE))
                        .map(str::to_string),
                );
            }
            (properties, types)
        };
        let (properties, types) = used(self.known);
        let (own_properties, own_types) = used(self.own);
        for (what, own, known) in [
            ("property", own_properties, &properties),
            ("type", own_types, &types),
        ] {
            for name in own.difference(known) {
                let message = format!("dl:{name} is no {what} that dateline understands");
                self.unknown(name, None, message, known, "take it out");
            }
        }
    }

    fn class(&mut self, subject: &str) {
        let name = local(subject);
        if self.all.text(subject, LABEL).is_none() {
            let message = format!("the class {name} has no rdfs:label");
            let remedy = "give its noun in the singular, the word that questions use for it";
            self.error(name, None, message, remedy);
        }
        for parent in self.all.texts(subject, SUB_CLASS) {
            let foreign = self.all.objects(subject, SUB_CLASS).into_iter();
            let ours = foreign
                .filter_map(iri)
                .any(|i| i.strip_prefix(NAMESPACE) == Some(&parent));
            if ours && !self.classes.contains(&parent) {
                let message = format!("{name} is rdfs:subClassOf dl:{parent}, which is no class");
                self.unknown(
                    name,
                    Some(&parent),
                    message,
                    &self.classes.clone(),
                    "define it",
                );
            }
        }
        let shipped = self.known.text(subject, LABEL).is_some();
        let unclear = self
            .all
            .texts(subject, SUB_CLASS)
            .iter()
            .any(|p| !self.classes.contains(p));
        if !shipped
            && !unclear
            && !["Event", "Actor", "Place", "Thing"]
                .iter()
                .any(|top| self.below(name, top))
        {
            let message =
                format!("the class {name} is below none of Event, Actor, Place and Thing");
            let remedy = "say what it is: rdfs:subClassOf dl:Event, or one of the classes below it";
            self.error(name, None, message, remedy);
        }
    }

    fn role(&mut self, subject: &str) {
        let name = local(subject);
        for (property, shown, remedy) in [
            (LABEL, "rdfs:label", "give the word of questions for it"),
            (DOMAIN, "rdfs:domain", "name the class that has it"),
        ] {
            if self.all.text(subject, property).is_none() {
                self.error(
                    name,
                    None,
                    format!("the role {name} has no {shown}"),
                    remedy,
                );
            }
        }
        for property in [DOMAIN, RANGE] {
            let objects = self.all.objects(subject, property).into_iter();
            let ours: Vec<String> = objects
                .filter_map(iri)
                .filter_map(|i| i.strip_prefix(NAMESPACE))
                .map(str::to_string)
                .collect();
            let classes = self.classes.clone();
            for class in ours.iter().filter(|c| !classes.contains(*c)) {
                let message = format!("the role {name} names dl:{class}, which is no class");
                self.unknown(
                    name,
                    Some(class),
                    message,
                    &self.classes.clone(),
                    "define it",
                );
            }
        }
    }

    fn below(&self, class: &str, ancestor: &str) -> bool {
        let (mut next, mut seen) = (vec![class.to_string()], BTreeSet::new());
        while let Some(name) = next.pop() {
            if name == ancestor {
                return true;
            }
            if seen.insert(name.clone()) {
                let subjects = subjects(self.all, CLASS).into_iter();
                let same = subjects.filter(|subject| local(subject) == name);
                next.extend(same.flat_map(|subject| self.all.texts(&subject, SUB_CLASS)));
            }
        }
        false
    }

    fn error(&mut self, subject: &str, term: Option<&str>, message: String, remedy: &str) {
        self.push(subject, term, true, message, remedy.to_string());
    }

    /// An error about a name that there is not.
    fn unknown(
        &mut self,
        subject: &str,
        term: Option<&str>,
        message: String,
        known: &BTreeSet<String>,
        otherwise: &str,
    ) {
        let near = nearest(term.unwrap_or(subject), known.iter().map(String::as_str), 3);
        let near: Vec<String> = near.iter().map(|name| format!("dl:{name}")).collect();
        let remedy = match near.as_slice() {
            [] => otherwise.to_string(),
            near => format!("did you mean {}? If not, {otherwise}", near.join(" or ")),
        };
        self.push(subject, term, true, message, remedy);
    }

    fn push(
        &mut self,
        subject: &str,
        term: Option<&str>,
        fatal: bool,
        message: String,
        remedy: String,
    ) {
        self.problems.push(Problem {
            file: self.file.to_string(),
            line: place(&self.lines, subject, term),
            fatal,
            message,
            remedy,
        });
    }
}

/// IRIs of the named subjects of a type.
fn subjects(triples: &Triples, kind: &str) -> Vec<String> {
    let found = triples.subjects_of_type(kind).into_iter();
    found.map(str::to_string).collect()
}

/// Local names of the subjects of some types.
fn names(triples: &Triples, kinds: &[String]) -> BTreeSet<String> {
    kinds
        .iter()
        .flat_map(|kind| triples.subjects_of_type(kind))
        .map(|subject| local(subject).to_string())
        .collect()
}
