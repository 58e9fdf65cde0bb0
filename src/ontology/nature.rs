//! What holds for those of a class. Whoever reads asks this, and not for the names of classes, so that a class that is added
//! in Turtle is treated as the shipped ones are.

use super::Ontology;
use super::tellings::meant;
use super::triples::{OntologyError, Triples, dl};
use std::collections::BTreeMap;

/// What holds for those of a class, because it says so or a class above it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Nature {
    /// One human being: "he" or "she", with a surname, perhaps in an office.
    pub human: bool,
    /// Several human beings who go by what they are: rebels, residents.
    pub several: bool,
    /// It acts as one under a name of its own, which may be cut short to an acronym; people hold offices of it.
    pub body: bool,
    /// Those of a country are one, and part of it: its army.
    pub armed: bool,
    /// A state: its capital and its government stand for it.
    pub sovereign: bool,
    /// A building or post whose people speak under its name.
    pub staffed: bool,
}

impl Nature {
    /// Somebody, or several people.
    pub fn people(self) -> bool {
        self.human || self.several
    }

    /// A body that is more than those who are in it: a ministry or an agency, not an army or a crowd.
    pub fn institution(self) -> bool {
        self.body && !self.several && !self.armed
    }
}

/// What is found without a noun that says of which class it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Who has a name that people have, or says "I".
    Person,
    /// A country that the gazetteer has.
    Country,
    /// A name of a body.
    Organisation,
    /// A body that the gazetteer has among armed forces.
    Forces,
    /// People of a country or of a region, and a body that the gazetteer has among groups.
    Group,
    /// What has words and no more.
    Thing,
    /// What somebody says of whom nobody tells who it is: "reportedly".
    Hearsay,
    /// What stands between quotation marks, or behind a colon, without a word for saying.
    Quote,
}

impl Found {
    /// The words in Turtle, and the class where none says that it takes them.
    const ALL: [(&str, &str); 8] = [
        ("a person", "Actor"),
        ("a country", "Actor"),
        ("an organisation", "Actor"),
        ("forces", "Actor"),
        ("a group", "Actor"),
        ("a thing", "Thing"),
        ("hearsay", "Statement"),
        ("a quote", "Statement"),
    ];
}

/// Whose part those are that a list of nouns tells of, beside being of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// "The government", "the regime": the country itself.
    ForCountry,
    /// "The ministry": it acts for its country.
    InCountry,
    /// "The minister": whoever holds the office.
    InOffice,
}

impl Stands {
    const ALL: [(&str, Stands); 3] = [
        ("for a country", Stands::ForCountry),
        ("in a country", Stands::InCountry),
        ("in an office", Stands::InOffice),
    ];

    /// What a list of nouns says.
    pub(super) fn of(triples: &Triples, list: &str) -> Result<Option<Stands>, OntologyError> {
        let Some(words) = triples.text(list, &dl("stands")) else {
            return Ok(None);
        };
        let stands = meant(&Stands::ALL, &words).map(Some);
        stands.ok_or_else(|| means_nothing(list, "stands", &words, Stands::ALL.map(|s| s.0)))
    }
}

/// What classes say of those that are of them, for [`Ontology::nature`] and its neighbours.
#[derive(Debug, Clone, Default)]
pub(super) struct Natures {
    by_class: rustc_hash::FxHashMap<String, Nature>,
    /// By [`Found`].
    found: [String; Found::ALL.len()],
    /// By a class the one that several of it are, and the other way round.
    several: BTreeMap<String, String>,
    single: BTreeMap<String, String>,
    /// By a class what is above it, which is asked for millions of times.
    pub above: rustc_hash::FxHashMap<String, Above>,
}

/// What is above a class: [`Ontology::lineage`] and [`Ontology::foreign`].
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    pub lineage: Vec<String>,
    pub foreign: Vec<String>,
}

impl Natures {
    /// Takes in what the classes say, and what those above them do.
    pub(super) fn read(triples: &Triples, ontology: &Ontology) -> Result<Natures, OntologyError> {
        let mut natures = Natures {
            found: found(triples, ontology)?,
            ..Natures::default()
        };
        // Of two classes of several of one class that one counts that is found without nouns.
        let mut groups: Vec<(&str, String)> = Vec::new();
        for class in ontology.classes.values() {
            let of = triples.texts(&class.iri, &dl("consistsOf"));
            groups.extend(of.last().map(|of| (class.name.as_str(), of.clone())));
        }
        let chosen = &natures.found[Found::Group as usize];
        groups.sort_by_key(|(name, _)| name == chosen);
        for (name, of) in &groups {
            if !ontology.classes.contains_key(of) {
                return Err(OntologyError::Definition {
                    subject: name.to_string(),
                    reason: format!("dl:consistsOf names {of}, which is no owl:Class"),
                });
            }
            natures.several.insert(of.clone(), name.to_string());
        }
        for class in ontology.classes.values() {
            let lineage = ontology.lineage(&class.name);
            let said = |property: &str| -> Result<bool, OntologyError> {
                let said = lineage.iter().find_map(|name| {
                    let words = triples.texts(&ontology.classes[*name].iri, &dl(property));
                    Some((*name, words.last()?.clone()))
                });
                match said.as_ref().map(|(name, word)| (*name, word.as_str())) {
                    None | Some((_, "false")) => Ok(false),
                    Some((_, "true")) => Ok(true),
                    Some((name, word)) => {
                        Err(means_nothing(name, property, word, ["true", "false"]))
                    }
                }
            };
            let mut above = lineage.iter();
            let consists = above.find_map(|name| groups.iter().find(|(group, _)| group == name));
            if let Some((_, of)) = consists {
                natures.single.insert(class.name.clone(), of.clone());
            }
            let nature = Nature {
                human: said("human")?,
                several: natures.single.contains_key(&class.name),
                body: said("body")?,
                armed: said("armed")?,
                sovereign: said("sovereign")?,
                staffed: said("staffed")?,
            };
            natures.by_class.insert(class.name.clone(), nature);
        }
        let classes = ontology.classes.keys();
        let above = |name: &String| {
            let owned = |names: Vec<&str>| names.into_iter().map(str::to_string).collect();
            let above = Above {
                lineage: owned(ontology.walk(name)),
                foreign: owned(ontology.find_foreign(name)),
            };
            (name.clone(), above)
        };
        natures.above = classes.map(above).collect();
        Ok(natures)
    }
}

/// The class of what is found without a noun.
fn found(
    triples: &Triples,
    ontology: &Ontology,
) -> Result<[String; Found::ALL.len()], OntologyError> {
    let mut found: [Option<&str>; Found::ALL.len()] = [None; Found::ALL.len()];
    for class in ontology.classes.values() {
        for words in triples.texts(&class.iri, &dl("classOf")) {
            let Some(at) = Found::ALL.iter().position(|(known, _)| *known == words) else {
                let known = Found::ALL.map(|(words, _)| words);
                return Err(means_nothing(&class.name, "classOf", &words, known));
            };
            found[at] = match found[at] {
                // A class that is added below the one that ships takes its place.
                Some(other) if ontology.is_a(other, &class.name) => Some(other),
                Some(other) if !ontology.is_a(&class.name, other) => {
                    return Err(OntologyError::Definition {
                        subject: class.name.clone(),
                        reason: format!(
                            "dl:classOf \"{words}\" is said of {other}, too; make the one that is to count rdfs:subClassOf the other"
                        ),
                    });
                }
                _ => Some(&class.name),
            };
        }
    }
    let mut at = 0;
    Ok(found.map(|class| {
        at += 1;
        class.unwrap_or(Found::ALL[at - 1].1).to_string()
    }))
}

fn means_nothing<const N: usize>(
    subject: &str,
    property: &str,
    words: &str,
    known: [&str; N],
) -> OntologyError {
    let known = known.map(|known| format!("\"{known}\"")).join(", ");
    OntologyError::Definition {
        subject: super::triples::local(subject).to_string(),
        reason: format!("dl:{property} \"{words}\" means nothing; it may be {known}"),
    }
}

impl Ontology {
    /// What holds for those of a class; nothing of a class that there is not.
    pub fn nature(&self, class: &str) -> Nature {
        let known = self.natures.by_class.get(class);
        known.copied().unwrap_or_default()
    }

    /// The class of what is found without a noun that says it.
    pub fn class_of(&self, found: Found) -> &str {
        &self.natures.found[found as usize]
    }

    /// The class of several of those of a class; the class itself where several are none other.
    pub fn several<'a>(&'a self, class: &'a str) -> &'a str {
        let mut lineage = self.lineage(class).into_iter();
        let several = lineage.find_map(|class| self.natures.several.get(class));
        several.map_or(class, String::as_str)
    }

    /// The class of one of those who a class has together; the class itself where it is no class of several.
    pub fn single<'a>(&'a self, class: &'a str) -> &'a str {
        self.natures.single.get(class).map_or(class, String::as_str)
    }

    /// Whether a class is one of things: what is no event, does not act and is no place.
    pub fn is_thing(&self, class: &str) -> bool {
        self.is_a(class, "Thing")
    }

    /// Whether no more is known of one of a class than that it is a place, or a thing.
    pub fn is_mere(&self, class: &str) -> bool {
        class == "Place" || class == self.class_of(Found::Thing)
    }

    /// Whether a slot or condition that wants some classes takes one of a class; `Any` takes all.
    pub fn takes(&self, wanted: &[String], class: &str) -> bool {
        self.takes_all(wanted) || wanted.iter().any(|w| self.is_a(class, w))
    }

    /// Whether a slot or condition takes whatever has words.
    pub fn takes_all(&self, wanted: &[String]) -> bool {
        wanted.iter().any(|w| w == "Any")
    }
}
