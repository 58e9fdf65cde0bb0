//! What may be wrong with a frame, its slots and its conditions.

use super::{Checker, names};
use crate::diagnostic::nearest;
use crate::ontology::triples::{dl, iri, local};
use oxigraph::model::Term;

/// Relations of `extract::arguments` that are no prepositions.
const RELATIONS: &[&str] = &[
    "subject",
    "object",
    "indirect",
    "clause",
    "circumstance",
    "infinitive",
    "state",
    "parataxis",
    "possessive",
    "modifier",
    "compound",
    "time",
    "copula-subject",
    "carried-object",
    "clause-subject",
    "clause-object",
];

impl Checker<'_> {
    pub fn frame(&mut self, subject: &str) {
        let name = local(subject);
        match self.all.text(subject, &dl("evokes")) {
            None => {
                let message = format!("the frame {name} has no dl:evokes");
                self.error(name, None, message, "name the class of event that it finds");
            }
            Some(class) if !self.classes.contains(&class) => {
                let message = format!("the frame {name} evokes {class}, which is no class");
                self.unknown(
                    name,
                    Some(&class),
                    message,
                    &self.classes.clone(),
                    "define it",
                );
            }
            Some(class) if !self.below(&class, "Event") => {
                let message =
                    format!("the frame {name} evokes {class}, which is no class of event");
                let remedy = "make it rdfs:subClassOf dl:Event, or one of the classes below it";
                self.error(name, Some(&class), message, remedy);
            }
            Some(_) => {}
        }
        let words =
            ["verb", "noun", "clauseRelation"].map(|kind| self.all.texts(subject, &dl(kind)));
        if words.iter().all(Vec::is_empty) {
            let message = format!("the frame {name} names no word, so it can never find anything");
            self.error(
                name,
                None,
                message,
                "give dl:verb, dl:noun or dl:clauseRelation",
            );
        }
        for word in words
            .iter()
            .flatten()
            .filter(|word| word.chars().any(char::is_uppercase))
        {
            let message =
                format!("\"{word}\" has a capital letter, but words are compared in small letters");
            let remedy = "write the dictionary form in small letters";
            self.error(name, Some(word), message, remedy);
        }
        for (property, remedy) in [
            ("example", "give a sentence in which it must find its class"),
            (
                "counterExample",
                "give a sentence with its word in which it must not",
            ),
        ] {
            if self.all.texts(subject, &dl(property)).is_empty() {
                let message = format!("the frame {name} has no dl:{property}");
                self.push(name, None, false, message, remedy.to_string());
            }
        }
        let templates = self.all.objects(subject, &dl("template"));
        let templates: Vec<String> = templates
            .into_iter()
            .filter_map(iri)
            .map(str::to_string)
            .collect();
        let known = names(self.all, &[dl("Template")]);
        for template in templates
            .iter()
            .map(|t| local(t))
            .filter(|t| !known.contains(*t))
        {
            let message =
                format!("the frame {name} names the template {template}, which there is not");
            self.unknown(name, Some(template), message, &known, "define it");
        }
        self.slots(subject, name);
    }

    /// Slots and conditions of a frame or template.
    pub fn slots(&mut self, subject: &str, name: &str) {
        for property in ["slot", "when", "unless"] {
            let nodes = self.own.objects(subject, &dl(property)).into_iter();
            let nodes: Vec<String> = nodes.filter_map(iri).map(str::to_string).collect();
            for node in nodes {
                self.slot(&node, name, property);
            }
        }
    }

    fn slot(&mut self, node: &str, frame: &str, kind: &str) {
        let own = self.own;
        let relations = own.texts(node, &dl("relation"));
        if relations.is_empty() {
            let message = format!("a dl:{kind} of {frame} has no dl:relation");
            let remedy = "say where its words stand: \"subject\", \"object\" or a preposition";
            self.error(frame, Some(&format!("dl:{kind}")), message, remedy);
        }
        for relation in relations {
            if self.is_relation(&relation) {
                continue;
            }
            if let [near, ..] = nearest(&relation, RELATIONS.iter().copied(), 1).as_slice() {
                let message = format!(
                    "\"{relation}\" is no relation, and no preposition of the frames that ship"
                );
                let remedy = format!("did you mean \"{near}\"?");
                self.push(frame, Some(&relation), false, message, remedy);
            }
        }
        let classes: Vec<String> = ["filler", "except"]
            .iter()
            .flat_map(|p| own.texts(node, &dl(p)))
            .filter(|class| class != "Any" && class != "Number" && !self.classes.contains(class))
            .collect();
        for class in classes {
            let message = format!("a dl:{kind} of {frame} names dl:{class}, which is no class");
            self.unknown(
                frame,
                Some(&class),
                message,
                &self.classes.clone(),
                "define it",
            );
        }
        if kind != "slot" {
            return;
        }
        let roles = own.texts(node, &dl("role"));
        if roles.is_empty() {
            let message = format!("a dl:slot of {frame} has no dl:role");
            self.error(
                frame,
                Some("dl:slot"),
                message,
                "name the role that its words fill",
            );
        }
        for role in roles.iter().chain(&own.texts(node, &dl("counts"))) {
            if !self.roles.contains(role) {
                let message = format!("a dl:slot of {frame} names dl:{role}, which is no role");
                self.unknown(frame, Some(role), message, &self.roles.clone(), "define it");
            }
        }
        for (property, fits, remedy) in [
            (
                "required",
                bool_word as fn(&str) -> bool,
                "write true or false",
            ),
            (
                "atLeast",
                |word| word.parse::<usize>().is_ok(),
                "write a whole number",
            ),
        ] {
            for word in own
                .texts(node, &dl(property))
                .iter()
                .filter(|word| !fits(word))
            {
                let message = format!("dl:{property} of a slot of {frame} is \"{word}\"");
                self.error(frame, Some(&format!("dl:{property}")), message, remedy);
            }
        }
    }

    /// Whether the grammar gives the relation, or a frame that ships uses the preposition.
    fn is_relation(&self, relation: &str) -> bool {
        let shipped = || {
            self.known
                .iter()
                .filter(|(_, property, _)| *property == dl("relation"))
        };
        RELATIONS.contains(&relation)
            || relation.starts_with("as-")
            || shipped()
                .any(|(_, _, object)| matches!(object, Term::Literal(l) if l.value() == relation))
    }
}

fn bool_word(word: &str) -> bool {
    matches!(word, "true" | "false")
}
