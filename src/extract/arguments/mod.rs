//! Grammar made plain: the [`Argument`]s of a predicate, whatever construction they stand in.
//!
//! Relations are names that frames use:
//!
//! | name | of a verb | of a noun |
//! |---|---|---|
//! | `subject` | who does it: active subject, `by` of a passive, antecedent of a relative clause, subject shared by coordination or control | subject of a verb that carries it out, `by` |
//! | `object` | what it is done to: object, passive subject, noun before a reduced relative | subject of a verb that undergoes it ("came under attack") |
//! | `indirect` | indirect object | |
//! | `clause` | finite complement clause (its predicate) | complement clause ("the claim that …") |
//! | `circumstance` | the clause that tells when or why it happened ("when a bus overturned") | |
//! | `infinitive` | "to …", "-ing" complement | "the promise to …" |
//! | `undergoing` | an infinitive that is passive: "asked not to be named" | |
//! | `state` | what the object is left or made: "left five dead" | |
//! | `on`, `against`, … | its prepositional adjuncts | its prepositional modifiers |
//! | `possessive`, `modifier`, `compound` | | "Turkey's", "Turkish", "rebel" |
//! | `self`, `none` | | the noun itself: "ten deaths"; "no deaths" |
//! | `at the hands of`, `in the wake of` | what such words stand before | the same |
//! | `east of`, `on outskirt of` | what its adverb is measured from; an adjunct with a noun before `of` | |
//! | `time` | adjunct without preposition ("last week") | "Monday's" |
//! | `subject's`, `object's`, `adjunct's` | whom the noun phrase there speaks of: "lifted a curfew *in Chad*", "praised *Chad's* army" | |
//! | `object's in`, `subject's near`, … | the same where it has that preposition | |
//! | `subject's modifier`, … | the same where it has none ("*rebel* artillery") | |
//! | `as-object`, `its-subject` | | the verb whose object the noun is, and that verb's subject ("*the bombing* *claimed* nine lives") |
//! | `clause-subject`, `clause-object` | | subject and object of the clause that the noun is an adjunct of ("Under a deal with X, Y has 12 posts") |

mod answer;
mod noun;
mod verb;

use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Role, Upos};
pub use answer::{answerers, answers, mediates};
use noun::noun;
use verb::verb;

/// Something that stands in a relation to a predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Name of the relation, see the table of this module.
    pub relation: String,
    /// Head of the argument.
    pub token: usize,
}

/// The arguments of a verb or noun, coordinated fillers each on their own, nearest first.
pub fn arguments(tree: &Tree, predicate: usize, lexicon: &Lexicon) -> Vec<Argument> {
    let mut found = Found {
        tree,
        arguments: Vec::new(),
    };
    match tree.upos(predicate) {
        Upos::Verb | Upos::Aux => {
            verb(&mut found, predicate, lexicon, 0);
            understood(&mut found, predicate);
            inner(&mut found);
        }
        Upos::Adj
            if tree.relation(predicate) == Relation::Acl
                || tree.child(predicate, Relation::Nsubj).is_some()
                || tree.child(predicate, Relation::AuxPass).is_some() =>
        {
            verb(&mut found, predicate, lexicon, 0);
            inner(&mut found);
        }
        _ => noun(&mut found, predicate, lexicon),
    }
    found.arguments
}

struct Found<'t, 's> {
    tree: &'t Tree<'s>,
    arguments: Vec<Argument>,
}

impl Found<'_, '_> {
    fn add(&mut self, relation: &str, token: usize) {
        for token in self.tree.conjuncts(token) {
            // "left six injured and two dead": the six are not left dead.
            let own = relation == "state" && self.tree.child(token, Relation::Nsubj).is_some();
            if own {
                continue;
            }
            let argument = Argument {
                relation: relation.to_string(),
                token,
            };
            if !self.arguments.contains(&argument) {
                self.arguments.push(argument);
            }
        }
    }

    fn has(&self, relation: &str) -> bool {
        self.arguments.iter().any(|a| a.relation == relation)
    }
}

/// From how likely on who does it and what it is done to is taken from the reader's roles.
const UNDERSTOOD: f32 = 0.5;

/// Who does it and what it is done to where the tree has nobody and nothing there, but the reader's roles do.
fn understood(found: &mut Found, v: usize) {
    let tree = found.tree;
    let mut predicates = tree.sentence.meaning.predicates.iter();
    let Some(predicate) = predicates.find(|predicate| predicate.word == v) else {
        return;
    };
    for &(token, role, likely) in &predicate.arguments {
        let relation = match role {
            Role::Arg0 => "subject",
            Role::Arg1 => "object",
            _ => continue,
        };
        let noun = matches!(
            tree.upos(token),
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron
        );
        let taken = found.arguments.iter().any(|a| a.token == token);
        let complements = ["clause", "infinitive", "state"];
        let complete = relation == "object" && complements.iter().any(|c| found.has(c));
        if likely >= UNDERSTOOD
            && noun
            && tree.preposition(token).is_none()
            && !taken
            && !complete
            && !found.has(relation)
        {
            found.add(relation, token);
        }
    }
}

/// How deep nouns are followed into the noun phrases of a verb: "the army *of Chad*", "a ban on imports *from Chad*".
const MAX_DEPTH: usize = 3;

/// The nouns that a verb's noun phrases speak of, the nearest first.
fn inner(found: &mut Found) {
    let tree = found.tree;
    for Argument { relation, token } in found.arguments.clone() {
        let relation = match relation.as_str() {
            "subject" | "object" => format!("{relation}'s"),
            "clause" | "circumstance" | "infinitive" | "undergoing" | "state" | "parataxis"
            | "time" => {
                continue;
            }
            _ => "adjunct's".to_string(),
        };
        let mut layer = vec![token];
        for _ in 0..MAX_DEPTH {
            let below = layer.iter().flat_map(|&noun| tree.children(noun)).copied();
            layer = below
                .filter(|&c| {
                    let modifies = matches!(
                        tree.base(c),
                        Relation::Nmod | Relation::Compound | Relation::Amod
                    );
                    modifies && tree.upos(c) != Upos::Verb
                })
                .collect();
            for &noun in &layer {
                found.add(&relation, noun);
                if tree.preposition(noun).is_none() {
                    found.add(&format!("{relation} modifier"), noun);
                }
                if let Some(preposition) = tree.preposition(noun) {
                    found.add(&format!("{relation} {preposition}"), noun);
                }
            }
        }
    }
}
