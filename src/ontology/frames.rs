//! The part of [`Ontology`](super::Ontology) that finds events: frames, slots and word lists, read from Turtle.

use super::modality::Modality;
use super::nature::Stands;
use super::triples::{OntologyError, Triples, dl};
use std::collections::{BTreeMap, HashMap};

/// Words that evoke a class of event, and which grammatical relation to them fills which role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// Local name: `attack-verb`; it is what `foundBy` says.
    pub name: String,
    /// Local name of the class it evokes.
    pub class: String,
    /// Lemmas of verbs, with their particle where they have one ("carry out").
    pub verbs: Vec<String>,
    /// Lemmas of nouns; several words mean a compound ("car bomb").
    pub nouns: Vec<String>,
    /// Relations of a clause that work as a cue by themselves ("according to").
    pub clause_relations: Vec<String>,
    /// How the roles are filled, the frame's own slots before those of its templates.
    pub slots: Vec<Slot>,
    /// What must be there besides the required slots; any one of them is enough.
    pub when: Vec<Condition>,
    /// What must not be there.
    pub unless: Vec<Condition>,
    /// Sentences in which the frame must find its class.
    pub examples: Vec<String>,
    /// Sentences in which it must not.
    pub counter_examples: Vec<String>,
}

/// One way to fill a role.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Order of the slot within its frame.
    pub order: usize,
    /// Local name of the role.
    pub role: String,
    /// Grammatical relations as `extract::arguments` names them ("subject", "object", "against").
    pub relations: Vec<String>,
    /// Classes a filler may have; any when empty.
    pub fillers: Vec<String>,
    /// Classes a filler must not have.
    pub except: Vec<String>,
    /// The frame finds nothing unless this slot is filled (any one of the required slots of one role).
    pub required: bool,
    /// Quantity role that the filler's number counts: "eight soldiers" were `killed`.
    pub counts: Option<String>,
    /// Least number of fillers.
    pub at_least: usize,
    /// Filled only when no slot before it has filled the role: a second choice.
    pub otherwise: bool,
}

/// A relation with certain fillers or words.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// Grammatical relations.
    pub relations: Vec<String>,
    /// Lemmas of the argument's head; any when empty.
    pub words: Vec<String>,
    /// Classes of the argument; any when empty.
    pub fillers: Vec<String>,
}

/// How a verb hands its own arguments to a noun that carries the meaning ("carry out an attack").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LightVerb {
    /// Its subject is the noun's subject: carry out, launch, sign.
    Does,
    /// Its subject is the noun's object: come under, suffer.
    Undergoes,
    /// The noun is its subject: take place, erupt.
    Happens,
    /// Its subject neither did nor suffered it: report, condemn. Time and place are not the noun's either.
    Mentions,
}

/// What a word such as *threaten* says of what it governs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governor {
    /// What it gives.
    pub modality: Modality,
    /// Grammatical relations in which it does so ("infinitive", "clause", "object", prepositions); any when empty.
    pub relations: Vec<String>,
}

/// What a common noun denotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// The class of actor, place or thing.
    pub class: String,
    /// What it is to a country or an office.
    pub stands: Option<Stands>,
}

/// The frames and word lists, indexed for the extractor.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// All frames, in the order of their names.
    pub frames: Vec<Frame>,
    /// Frames by lemma of a verb.
    pub by_verb: HashMap<String, Vec<usize>>,
    /// Frames by the last word of a noun.
    pub by_noun: HashMap<String, Vec<usize>>,
    /// Frames by clause relation.
    pub by_clause_relation: HashMap<String, Vec<usize>>,
    /// What a common noun denotes.
    pub nouns: HashMap<String, Noun>,
    /// Named sets of words for grammar that depends on the word ("government", "speakers", …).
    pub sets: HashMap<String, std::collections::HashSet<String>>,
    /// Modality that a governing word gives to what depends on it, one entry a list that has the word.
    pub modality: HashMap<String, Vec<Governor>>,
    /// Modality that an auxiliary gives to its verb.
    pub auxiliaries: HashMap<String, Modality>,
    /// Verbs that carry a noun's event.
    pub light: HashMap<String, LightVerb>,
    /// How a verb tells who is to blame.
    pub blame: HashMap<String, Vec<super::tellings::Blame>>,
}

impl Lexicon {
    /// Whether the word belongs to the set.
    pub fn is_in(&self, set: &str, word: &str) -> bool {
        self.sets.get(set).is_some_and(|words| words.contains(word))
    }

    /// The word of a set that is to hold one; where a file adds more, the first by the alphabet, on every run.
    pub fn word_of(&self, set: &str) -> Option<&str> {
        self.sets.get(set)?.iter().min().map(String::as_str)
    }

    /// The modality that a word gives to what it governs in a relation; of several lists that have the word, the last.
    pub fn governs(&self, word: &str, relation: &str) -> Option<Modality> {
        let mut lists = self.modality.get(word)?.iter().rev();
        let fits = |g: &&Governor| {
            g.relations.is_empty() || g.relations.iter().any(|known| known == relation)
        };
        lists.find(fits).map(|g| g.modality)
    }

    /// The modality that an adjective or adverb gives to its word: "a planned attack".
    pub fn qualifies(&self, word: &str) -> Option<Modality> {
        let mut lists = self.modality.get(word)?.iter().rev();
        lists.find(|g| g.relations.is_empty()).map(|g| g.modality)
    }

    /// What a common noun stands for, beside being of a class.
    pub fn noun_stands(&self, lemma: &str) -> Option<Stands> {
        self.nouns.get(lemma)?.stands
    }

    /// Whether a common noun denotes a place.
    pub fn is_place_noun(&self, lemma: &str) -> bool {
        self.nouns
            .get(lemma)
            .is_some_and(|noun| noun.class == "Place")
    }

    pub(super) fn from_triples(
        triples: &Triples,
        classes: &BTreeMap<String, super::Class>,
        roles: &BTreeMap<String, super::Role>,
    ) -> Result<Lexicon, OntologyError> {
        let mut lexicon = Lexicon::default();
        for subject in triples.subjects_of_type(&dl("Frame")) {
            let frame = frame(triples, subject)?;
            let problem = |reason: String| OntologyError::Definition {
                subject: frame.name.clone(),
                reason,
            };
            if !classes.contains_key(&frame.class) {
                return Err(problem(format!(
                    "dl:evokes names {}, which is no owl:Class of the ontology",
                    frame.class
                )));
            }
            for slot in &frame.slots {
                if !roles.contains_key(&slot.role) {
                    return Err(problem(format!(
                        "a slot names the role {}, which the ontology does not declare",
                        slot.role
                    )));
                }
                if let Some(count) = slot.counts.as_ref().filter(|c| !roles.contains_key(*c)) {
                    return Err(problem(format!(
                        "dl:counts names {count}, which is no dl:QuantityRole of the ontology"
                    )));
                }
            }
            if frame.verbs.is_empty() && frame.nouns.is_empty() && frame.clause_relations.is_empty()
            {
                return Err(problem("it has no dl:verb, dl:noun or dl:clauseRelation, so it can never find anything".into()));
            }
            lexicon.frames.push(frame);
        }
        for (number, frame) in lexicon.frames.iter().enumerate() {
            for verb in &frame.verbs {
                lexicon
                    .by_verb
                    .entry(verb.clone())
                    .or_default()
                    .push(number);
            }
            for noun in &frame.nouns {
                let last = noun.rsplit(' ').next().unwrap_or(noun);
                let frames = lexicon.by_noun.entry(last.to_string()).or_default();
                // "peace treaty" beside "treaty"
                if frames.last() != Some(&number) {
                    frames.push(number);
                }
            }
            for relation in &frame.clause_relations {
                lexicon
                    .by_clause_relation
                    .entry(relation.clone())
                    .or_default()
                    .push(number);
            }
        }
        for subject in triples.subjects_of_type(&dl("NounList")) {
            let class = triples
                .text(subject, &dl("denotes"))
                .unwrap_or_else(|| "Thing".to_string());
            let noun = Noun {
                class,
                stands: Stands::of(triples, subject)?,
            };
            for word in triples.texts(subject, &dl("noun")) {
                lexicon.nouns.entry(word).or_insert_with(|| noun.clone());
            }
        }
        for subject in triples.subjects_of_type(&dl("WordSet")) {
            let words = triples.texts(subject, &dl("word"));
            lexicon
                .sets
                .entry(super::triples::local(subject).to_string())
                .or_default()
                .extend(words);
        }
        for subject in triples.subjects_of_type(&dl("ModalityList")) {
            let name = triples.text(subject, &dl("gives")).unwrap_or_default();
            let modality = Modality::from_name(&name).filter(|m| *m != Modality::Doubtful).ok_or_else(|| OntologyError::Definition {
                subject: super::triples::local(subject).to_string(),
                reason: format!("dl:gives \"{name}\" is no modality; use one of asserted, planned, threatened, conditional, denied, asked, general"),
            })?;
            let relations = triples.texts(subject, &dl("relation"));
            for word in triples.texts(subject, &dl("word")) {
                lexicon.modality.entry(word).or_default().push(Governor {
                    modality,
                    relations: relations.clone(),
                });
            }
            for auxiliary in triples.texts(subject, &dl("auxiliary")) {
                lexicon.auxiliaries.insert(auxiliary, modality);
            }
        }
        for (list, kind) in [
            ("DoingVerbs", LightVerb::Does),
            ("UndergoingVerbs", LightVerb::Undergoes),
            ("HappeningVerbs", LightVerb::Happens),
            ("MentioningVerbs", LightVerb::Mentions),
        ] {
            for subject in triples.subjects_of_type(&dl(list)) {
                for verb in triples.texts(subject, &dl("verb")) {
                    // "began the talks" and "the talks began": the first list counts, the relation tells the two apart.
                    lexicon.light.entry(verb).or_insert(kind);
                }
            }
        }
        Ok(lexicon)
    }
}

fn frame(triples: &Triples, subject: &str) -> Result<Frame, OntologyError> {
    let name = super::triples::local(subject).to_string();
    let class = triples
        .text(subject, &dl("evokes"))
        .ok_or_else(|| OntologyError::Definition {
            subject: name.clone(),
            reason: "a frame needs dl:evokes and the class it finds".into(),
        })?;
    let mut bearers = vec![subject.to_string()];
    for template in triples.objects(subject, &dl("template")) {
        bearers.extend(super::triples::iri(template).map(str::to_string));
    }
    let nodes = |property: &str| -> Vec<String> {
        bearers
            .iter()
            .flat_map(|bearer| triples.objects(bearer, &dl(property)))
            .filter_map(super::triples::iri)
            .map(str::to_string)
            .collect()
    };
    let slots = nodes("slot")
        .iter()
        .enumerate()
        .map(|(order, node)| Slot {
            order,
            role: triples.text(node, &dl("role")).unwrap_or_default(),
            relations: triples.texts(node, &dl("relation")),
            fillers: triples.texts(node, &dl("filler")),
            except: triples.texts(node, &dl("except")),
            required: triples.text(node, &dl("required")).as_deref() == Some("true"),
            counts: triples.text(node, &dl("counts")),
            at_least: triples
                .text(node, &dl("atLeast"))
                .and_then(|n| n.parse().ok())
                .unwrap_or(1),
            otherwise: triples.text(node, &dl("otherwise")).as_deref() == Some("true"),
        })
        .collect();
    let conditions = |property: &str| {
        nodes(property)
            .iter()
            .map(|node| Condition {
                relations: triples.texts(node, &dl("relation")),
                words: triples.texts(node, &dl("word")),
                fillers: triples.texts(node, &dl("filler")),
            })
            .collect()
    };
    let (when, unless) = (conditions("when"), conditions("unless"));
    Ok(Frame {
        name,
        class,
        verbs: triples.texts(subject, &dl("verb")),
        nouns: triples.texts(subject, &dl("noun")),
        clause_relations: triples.texts(subject, &dl("clauseRelation")),
        slots,
        when,
        unless,
        examples: triples.texts(subject, &dl("example")),
        counter_examples: triples.texts(subject, &dl("counterExample")),
    })
}
