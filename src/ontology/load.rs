//! Turtle into [`Ontology`].

use super::nature::Natures;
use super::triples::{
    OWL, OntologyError, RDF_TYPE, RDFS, SKOS_ALT_LABEL, SKOS_EXACT_MATCH, Triples, dl, iri, local,
};
use super::{Answer, Class, Ontology, Part, ReadAs, Role, RoleKind, Told};
use crate::mark::unmarked;
use std::collections::BTreeMap;

impl Ontology {
    /// Reads (name, Turtle) pairs; later files add to the earlier ones.
    pub fn from_turtle(files: &[(&str, &str)]) -> Result<Ontology, OntologyError> {
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, turtle)| (*name, unmarked(turtle)))
            .collect();
        let triples = Triples::parse(&files)?;
        let mut ontology = Ontology {
            turtle: files.iter().map(|(_, t)| t.to_string()).collect(),
            ..Ontology::default()
        };
        for subject in triples.subjects_of_type(&format!("{OWL}Class")) {
            let class = class(&triples, subject)?;
            ontology.classes.insert(class.name.clone(), class);
        }
        for (kind, types) in [
            (RoleKind::Node, "Role"),
            (RoleKind::Quantity, "QuantityRole"),
            (RoleKind::Time, "TimeRole"),
            (RoleKind::Text, "TextRole"),
            (RoleKind::Field, "Field"),
        ] {
            for subject in triples.subjects_of_type(&dl(types)) {
                let role = role(&triples, subject, kind)?;
                ontology.roles.insert(role.name.clone(), role);
            }
        }
        for (subject, predicate, object) in triples.iter() {
            if predicate == SKOS_EXACT_MATCH
                && let Some(same) = iri(object)
            {
                let known = ontology.exact_matches.entry(subject.to_string());
                known.or_default().insert(same.to_string());
            }
        }
        ontology.check()?;
        flat_templates(&triples)?;
        ontology.natures = Natures::read(&triples, &ontology)?;
        let mut lexicon =
            super::Lexicon::from_triples(&triples, &ontology.classes, &ontology.roles)?;
        lexicon.read_blame(&ontology);
        ontology.lexicon = lexicon;
        Ok(ontology)
    }

    /// Every noun means one class, every named class exists, and no class is above itself.
    fn check(&self) -> Result<(), OntologyError> {
        for class in self.classes.values() {
            // That a class is a kind of itself says nothing and harms nothing.
            let mut above = class.parents.iter().filter(|p| **p != class.name);
            if let Some(parent) = above.find(|p| self.is_a(p, &class.name)) {
                return Err(OntologyError::Definition {
                    subject: class.name.clone(),
                    reason: format!(
                        "it is rdfs:subClassOf {parent}, which is below {} itself; take one of the two out",
                        class.name
                    ),
                });
            }
        }
        let mut nouns: BTreeMap<&str, &str> = BTreeMap::new();
        for class in self.classes.values() {
            for noun in class.all_nouns() {
                match nouns.insert(noun, &class.name) {
                    Some(other) if other != class.name => {
                        return Err(OntologyError::Definition {
                            subject: class.name.clone(),
                            reason: format!(
                                "the noun \"{noun}\" already means {other}; give one of them another rdfs:label, dl:plural or skos:altLabel"
                            ),
                        });
                    }
                    _ => {}
                }
            }
        }
        for role in self.roles.values() {
            for class in role.domain.iter().chain(&role.range) {
                if !self.classes.contains_key(class) {
                    return Err(OntologyError::Definition {
                        subject: role.name.clone(),
                        reason: format!(
                            "its rdfs:domain or rdfs:range names {class}, which is no owl:Class of the ontology"
                        ),
                    });
                }
            }
        }
        Ok(())
    }
}

/// Frames have templates; a template's own would be passed over, so that is an error.
fn flat_templates(triples: &Triples) -> Result<(), OntologyError> {
    for subject in triples.subjects_of_type(&dl("Template")) {
        if let Some(other) = triples.text(subject, &dl("template")) {
            let name = local(subject);
            return Err(OntologyError::Definition {
                subject: name.to_string(),
                reason: format!(
                    "a template has no template of its own; name {other} in the frames that use {name}"
                ),
            });
        }
    }
    Ok(())
}

fn class(triples: &Triples, subject: &str) -> Result<Class, OntologyError> {
    let name = local(subject).to_string();
    let label = triples
        .text(subject, &format!("{RDFS}label"))
        .ok_or_else(|| OntologyError::Definition {
            subject: name.clone(),
            reason: "it has no rdfs:label; give its noun in the singular".to_string(),
        })?;
    let plural = triples
        .text(subject, &dl("plural"))
        .unwrap_or_else(|| format!("{label}s"));
    let meaning = triples.text(subject, &dl("meaning"));
    let meaning = meaning.map(|word| {
        let known = ReadAs::ALL.into_iter();
        let mut found = known.clone().filter(|meaning| meaning.name() == word);
        found.next().ok_or_else(|| {
            let known: Vec<&str> = known.map(ReadAs::name).collect();
            OntologyError::Definition {
                subject: name.clone(),
                reason: format!(
                    "dl:meaning \"{word}\" is nothing the reader knows; it knows {}",
                    known.join(", ")
                ),
            }
        })
    });
    let meaning = meaning.transpose()?;
    let told = triples.texts(subject, &dl("told"));
    let told = told.iter().map(|words| {
        Told::from_words(words).ok_or_else(|| OntologyError::Definition {
            subject: name.clone(),
            reason: format!(
                "dl:told \"{words}\" means nothing; it may be {}",
                Told::ALL
                    .map(|(words, _)| format!("\"{words}\""))
                    .join(", ")
            ),
        })
    });
    let answer = triples.text(subject, &dl("answers"));
    let answer = answer.map(|word| {
        Answer::from_name(&word).ok_or_else(|| OntologyError::Definition {
            subject: name.clone(),
            reason: format!(
                "dl:answers \"{word}\" is no answer; use one of denies, rejects, claims, blames"
            ),
        })
    });
    let answer = answer.transpose()?;
    // Of several that of the last file, which is the user's.
    let doubtful = triples.texts(subject, &dl("doubtfulBelow"));
    let doubtful = doubtful.last().map(|told| match told.parse() {
        Ok(percent @ 0..=100) => Ok(percent),
        _ => Err(OntologyError::Definition {
            subject: name.clone(),
            reason: format!(
                "dl:doubtfulBelow {told} is no percentage; use a whole number from 0 to 100"
            ),
        }),
    });
    let doubtful_below = doubtful.transpose()?;
    Ok(Class {
        told: told.collect::<Result<_, _>>()?,
        iri: subject.to_string(),
        parents: triples.texts(subject, &format!("{RDFS}subClassOf")),
        above: triples
            .objects(subject, &format!("{RDFS}subClassOf"))
            .into_iter()
            .filter_map(|above| iri(above).map(str::to_string))
            .collect(),
        label: label.to_lowercase(),
        plural: plural.to_lowercase(),
        nouns: triples
            .texts(subject, SKOS_ALT_LABEL)
            .iter()
            .map(|n| n.to_lowercase())
            .collect(),
        comment: triples.text(subject, &format!("{RDFS}comment")),
        cameo: triples.text(subject, &dl("cameo")),
        plover: triples.text(subject, &dl("plover")),
        meaning,
        answer,
        doubtful_below,
        columns: triples
            .text(subject, &dl("columns"))
            .map(|list| list.split(',').map(|c| c.trim().to_string()).collect())
            .unwrap_or_default(),
        name,
    })
}

/// Whether a role is of a type of OWL.
fn is(triples: &Triples, subject: &str, kind: &str) -> bool {
    triples
        .objects(subject, RDF_TYPE)
        .into_iter()
        .any(|o| iri(o) == Some(&format!("{OWL}{kind}")))
}

fn role(triples: &Triples, subject: &str, kind: RoleKind) -> Result<Role, OntologyError> {
    let name = local(subject).to_string();
    let missing = |what: &str| OntologyError::Definition {
        subject: name.clone(),
        reason: format!("it has no {what}"),
    };
    let label = triples
        .text(subject, &format!("{RDFS}label"))
        .ok_or_else(|| missing("rdfs:label; give its field word"))?;
    let domain = triples.texts(subject, &format!("{RDFS}domain"));
    if domain.is_empty() {
        return Err(missing("rdfs:domain; name the class that has it"));
    }
    let part = triples.text(subject, &dl("part"));
    let part = part.map(|word| {
        Part::from_name(&word).ok_or_else(|| OntologyError::Definition {
            subject: name.clone(),
            reason: format!(
                "dl:part \"{word}\" is no part; use one of agent, patient, place, instrument"
            ),
        })
    });
    let part = part.transpose()?;
    let property = triples
        .objects(subject, &dl("from"))
        .into_iter()
        .find_map(iri)
        .unwrap_or(subject)
        .to_string();
    Ok(Role {
        iri: subject.to_string(),
        kind,
        domain,
        range: triples
            .objects(subject, &format!("{RDFS}range"))
            .into_iter()
            .filter_map(iri)
            .filter(|i| !i.starts_with("http://www.w3.org/2001/XMLSchema#"))
            .map(|i| local(i).to_string())
            .collect(),
        plural: triples
            .text(subject, &dl("plural"))
            .unwrap_or_else(|| label.clone()),
        words: triples.texts(subject, SKOS_ALT_LABEL),
        prepositions: triples.texts(subject, &dl("preposition")),
        symmetric: is(triples, subject, "SymmetricProperty"),
        part,
        closure: is(triples, subject, "TransitiveProperty")
            && is(triples, subject, "ReflexiveProperty"),
        date: triples
            .objects(subject, &format!("{RDFS}range"))
            .into_iter()
            .any(|o| iri(o) == Some("http://www.w3.org/2001/XMLSchema#date")),
        label,
        property,
        name,
    })
}
