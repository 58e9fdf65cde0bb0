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
//! | `infinitive` | "to …", "-ing" complement | "the promise to …" |
//! | `state` | what the object is left or made: "left five dead" | |
//! | `on`, `against`, … | its prepositional adjuncts | its prepositional modifiers |
//! | `possessive`, `modifier`, `compound` | | "Turkey's", "Turkish", "rebel" |
//! | `self`, `none` | | the noun itself: "ten deaths"; "no deaths" |
//! | `time` | adjunct without preposition ("last week") | "Monday's" |
//! | `subject's`, `object's`, `adjunct's` | whom the noun phrase there speaks of: "lifted a curfew *in Chad*", "praised *Chad's* army" | |
//! | `object's in`, `subject's near`, … | the same where it has that preposition | |
//! | `clause-subject`, `clause-object` | | subject and object of the clause that the noun is an adjunct of ("Under a deal with X, Y has 12 posts") |

use super::tree::Tree;
use crate::ontology::{Lexicon, LightVerb};
use crate::text::{Relation, Upos};

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
            inner(&mut found);
        }
        Upos::Adj
            if tree.child(predicate, Relation::Nsubj).is_some()
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

/// How deep nouns are followed into the noun phrases of a verb: "the army *of Chad*", "a ban on imports *from Chad*".
const MAX_DEPTH: usize = 3;

/// The nouns that a verb's noun phrases speak of, the nearest first.
fn inner(found: &mut Found) {
    let tree = found.tree;
    for Argument { relation, token } in found.arguments.clone() {
        let relation = match relation.as_str() {
            "subject" | "object" => format!("{relation}'s"),
            "clause" | "infinitive" | "state" | "parataxis" | "time" => continue,
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
                if let Some(preposition) = tree.preposition(noun) {
                    found.add(&format!("{relation} {preposition}"), noun);
                }
            }
        }
    }
}

/// How far control and coordination are followed.
const MAX_HOPS: usize = 4;

fn verb(found: &mut Found, v: usize, lexicon: &Lexicon, hops: usize) {
    let tree = found.tree;
    let passive = tree.is_passive(v);
    let antecedent = relative_antecedent(tree, v);
    let whole = |c: usize| {
        if is_relative_pronoun(tree, c) {
            antecedent.unwrap_or(c)
        } else {
            c
        }
    };
    for &c in tree.children(v) {
        match tree.relation(c) {
            Relation::Nsubj | Relation::NsubjOuter if !passive => found.add("subject", whole(c)),
            Relation::Nsubj | Relation::NsubjPass => found.add("object", whole(c)),
            Relation::Obj => found.add("object", whole(c)),
            Relation::Iobj => found.add("indirect", whole(c)),
            Relation::OblAgent if tree.preposition(c).as_deref() == Some("by") => {
                found.add("subject", whole(c));
            }
            Relation::OblAgent => oblique(found, c, whole(c), passive),
            Relation::Obl => oblique(found, c, whole(c), passive),
            Relation::OblUnmarked => found.add("time", c),
            Relation::Ccomp => found.add("clause", c),
            Relation::Xcomp => found.add(complement(tree, c), c),
            Relation::Parataxis if tree.upos(c) == Upos::Verb => found.add("parataxis", c),
            _ => {}
        }
    }
    // "left five dead", "left five soldiers killed": what the object is left as may hang on the object.
    if let Some(object) = tree.child(v, Relation::Obj) {
        for &c in tree.children(object) {
            if c > object && matches!(tree.relation(c), Relation::Acl | Relation::Amod) {
                found.add("state", c);
            }
        }
    }
    // "the attack they launched": a relative clause without pronoun lacks its object.
    if let (Some(noun), false, false) = (
        antecedent,
        found.has("object"),
        tree.children(v)
            .iter()
            .any(|&c| is_relative_pronoun(tree, c)),
    ) {
        found.add(
            if found.has("subject") || passive {
                "object"
            } else {
                "subject"
            },
            noun,
        );
    }
    let Some(head) = tree.head(v) else { return };
    match tree.relation(v) {
        Relation::Acl => {
            let slot = if passive { "object" } else { "subject" };
            if !found.has(slot)
                && !tree
                    .children(v)
                    .iter()
                    .any(|&c| tree.upos(c) == Upos::Part && tree.relation(c) == Relation::Mark)
            {
                found.add(slot, head);
            }
        }
        Relation::Amod if passive => found.add("object", head),
        Relation::Conj | Relation::Xcomp | Relation::Advcl
            if hops < MAX_HOPS && matches!(tree.upos(head), Upos::Verb | Upos::Adj) =>
        {
            inherit(found, v, head, passive, lexicon, hops);
        }
        _ => {}
    }
    // "claimed responsibility for killing the mayor", "accused rebels of killing him"
    if !passive
        && hops == 0
        && let Some((preposition, head)) = answerable_clause(tree, v)
    {
        let blamed = answerers(tree, head, &preposition, lexicon);
        if !blamed.is_empty() {
            found.arguments.retain(|a| a.relation != "subject");
            blamed.into_iter().for_each(|t| found.add("subject", t));
        }
    }
    // "attacked and looted the village": the object of the last verb belongs to all.
    if !found.has("object") && !passive {
        let shared = tree
            .each(v, Relation::Conj)
            .filter(|&c| tree.upos(c) == Upos::Verb && c == v + 2);
        for other in shared.collect::<Vec<_>>() {
            if let Some(object) = tree.child(other, Relation::Obj) {
                found.add("object", object);
            }
        }
    }
}

/// Subjects that a verb shares with the verb above it.
fn inherit(
    found: &mut Found,
    v: usize,
    head: usize,
    passive: bool,
    lexicon: &Lexicon,
    hops: usize,
) {
    let tree = found.tree;
    let own_subject = tree
        .child(v, Relation::Nsubj)
        .or(tree.child(v, Relation::NsubjPass));
    if own_subject.is_some() {
        return;
    }
    // A finite adverbial clause has its own subject; without one the parse is not to be trusted.
    if tree.base(v) == Relation::Advcl && tree.has(v, "VerbForm=Fin") {
        return;
    }
    let mut above = Found {
        tree,
        arguments: Vec::new(),
    };
    verb(&mut above, head, lexicon, hops + 1);
    let of = |relation: &str| {
        above
            .arguments
            .iter()
            .filter(|a| a.relation == relation)
            .map(|a| a.token)
            .collect::<Vec<_>>()
    };
    let above_passive = tree.is_passive(head);
    let (subjects, objects) = (of("subject"), of("object"));
    let controlled_by_object = tree.base(v) == Relation::Xcomp
        && !objects.is_empty()
        && !lexicon.is_in("subject-control", &tree.lemma(head));
    let shared = if controlled_by_object {
        objects
    } else if above_passive && tree.base(v) != Relation::Xcomp {
        // "was stopped and searched", "was killed while driving"
        objects
    } else {
        subjects
    };
    let relation = if passive { "object" } else { "subject" };
    if !found.has(relation) {
        for token in shared {
            found.add(relation, token);
        }
    }
}

/// `whole` is the antecedent when `c` is a relative pronoun ("clashes in which 20 died").
fn oblique(found: &mut Found, c: usize, whole: usize, passive: bool) {
    match found.tree.preposition(c) {
        Some(preposition) if preposition == "by" && passive => found.add("subject", whole),
        Some(preposition) => found.add(&preposition, whole),
        None => found.add("time", whole),
    }
}

/// What kind of complement a clause without subject of its own is.
fn complement(tree: &Tree, c: usize) -> &'static str {
    let marked = tree.each(c, Relation::Mark).next();
    match marked {
        Some(mark) if tree.upos(mark) == Upos::Part => "infinitive",
        Some(_) => "clause",
        None if tree.has(c, "VerbForm=Ger") || tree.has(c, "VerbForm=Inf") => "infinitive",
        None if tree.child(c, Relation::Nsubj).is_some() => "clause",
        None => "state",
    }
}

fn is_relative_pronoun(tree: &Tree, i: usize) -> bool {
    tree.has(i, "PronType=Rel")
}

fn relative_antecedent(tree: &Tree, v: usize) -> Option<usize> {
    let clause = if tree.relation(v) == Relation::Conj {
        tree.head(v)?
    } else {
        v
    };
    (tree.relation(clause) == Relation::AclRelcl)
        .then(|| tree.head(clause))
        .flatten()
}

fn noun(found: &mut Found, n: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    let none = tree
        .each(n, Relation::Det)
        .any(|d| lexicon.is_in("negations", &tree.lower(d)));
    found.arguments.push(Argument {
        relation: if none { "none" } else { "self" }.into(),
        token: n,
    });
    for &c in tree.children(n) {
        match tree.relation(c) {
            Relation::NmodPoss => found.add("possessive", c),
            Relation::NmodUnmarked => found.add("time", c),
            Relation::Nmod | Relation::Obl | Relation::OblAgent => {
                if let Some(preposition) = tree.preposition(c) {
                    found.add(
                        if preposition == "by" {
                            "subject"
                        } else {
                            &preposition
                        },
                        c,
                    );
                }
            }
            Relation::Amod if tree.upos(c) != Upos::Verb => found.add("modifier", c),
            Relation::Compound | Relation::Nummod | Relation::NmodDesc => found.add("compound", c),
            Relation::Acl if tree.upos(c) == Upos::Verb => modifying_verb(found, c, lexicon),
            Relation::Ccomp => found.add("clause", c),
            Relation::Acl => found.add(complement(tree, c), c),
            Relation::AclRelcl if tree.upos(c) == Upos::Verb => modifying_verb(found, c, lexicon),
            Relation::Nsubj if tree.child(n, Relation::Cop).is_some() => {
                found.add("copula-subject", c)
            }
            _ => {}
        }
    }
    governor(found, n, lexicon);
}

/// "an attack carried out by rebels", "a deal signed in May", "the claim that …", "a promise to leave".
fn modifying_verb(found: &mut Found, v: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    let light = lexicon.light.get(&tree.verb(v)).copied();
    // "a refusal to open the port" is no opened refusal.
    let infinitive = tree
        .each(v, Relation::Mark)
        .any(|mark| tree.upos(mark) == Upos::Part);
    if light.is_none() || light == Some(LightVerb::Mentions) || infinitive {
        let clausal = tree
            .children(v)
            .iter()
            .any(|&c| tree.relation(c) == Relation::Mark)
            || tree.child(v, Relation::Nsubj).is_some();
        if clausal && tree.relation(v) == Relation::Acl {
            found.add(complement(tree, v), v);
        }
        return;
    }
    adjuncts_of(found, v);
    for c in tree.children(v).to_vec() {
        match tree.relation(c) {
            Relation::OblAgent => found.add("subject", c),
            Relation::Nsubj if !is_relative_pronoun(tree, c) => found.add("subject", c),
            Relation::Obl if tree.preposition(c).as_deref() == Some("by") => {
                found.add("subject", c)
            }
            _ => {}
        }
    }
}

/// "for killing", "of killing": the preposition of a gerund and the word it hangs on.
fn answerable_clause(tree: &Tree, v: usize) -> Option<(String, usize)> {
    let clause = matches!(
        tree.base(v),
        Relation::Acl | Relation::Advcl | Relation::Xcomp | Relation::Ccomp
    );
    let mark = tree
        .each(v, Relation::Mark)
        .find(|&m| tree.upos(m) != Upos::Part)?;
    let gerund = tree.has(v, "VerbForm=Ger") || tree.has(v, "VerbForm=Part");
    let head = tree.head(v).filter(|_| clause && gerund)?;
    Some((tree.lower(mark), head))
}

/// Who is said to have done what hangs on a word with a preposition: the subject of "claimed responsibility for …" and
/// "took part in …", the object of "blamed … for …", "those responsible for …".
fn answerers(tree: &Tree, word: usize, preposition: &str, lexicon: &Lexicon) -> Vec<usize> {
    if !matches!(preposition, "for" | "in" | "of" | "with") {
        return Vec::new();
    }
    let noun = matches!(tree.upos(word), Upos::Noun | Upos::Propn);
    let verb_above = tree.head(word).filter(|_| tree.base(word) == Relation::Obj);
    let predicate = match (noun, verb_above) {
        (true, Some(above)) if lexicon.is_in("answerabilities", &tree.lemma(word)) => above,
        (true, _) => return Vec::new(),
        (false, _) => word,
    };
    let (lemma, form) = (tree.lemma(predicate), tree.lower(predicate));
    let listed = |set: &str| lexicon.is_in(set, &lemma) || lexicon.is_in(set, &form);
    let relation = if listed(if noun { "accepting" } else { "answering" }) {
        "subject"
    } else if listed("answered-by") && !noun {
        "object"
    } else {
        return Vec::new();
    };
    let mut above = Found {
        tree,
        arguments: Vec::new(),
    };
    verb(&mut above, predicate, lexicon, 1);
    let mut found: Vec<usize> = above
        .arguments
        .iter()
        .filter(|a| a.relation == relation)
        .map(|a| a.token)
        .collect();
    // "those responsible for the raid", "soldiers involved in the raid"
    if found.is_empty() && matches!(tree.base(predicate), Relation::Amod | Relation::Acl) {
        found.extend(tree.head(predicate));
    }
    found
}

/// What the verb above a noun says about the noun's event.
fn governor(found: &mut Found, n: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    // "airstrikes and shelling killed …": a conjunct has the governor of the first.
    let top = tree
        .ancestors(n)
        .take_while(|&a| a == n || tree.relation(a) != Relation::Root)
        .find(|&a| tree.relation(a) != Relation::Conj)
        .unwrap_or(n);
    let Some(head) = tree.head(top) else { return };
    if let Some(preposition) = tree.preposition(top) {
        for token in answerers(tree, head, &preposition, lexicon) {
            found.add("subject", token);
        }
    }
    if !matches!(tree.upos(head), Upos::Verb | Upos::Adj | Upos::Aux) {
        return;
    }
    let mut above = Found {
        tree,
        arguments: Vec::new(),
    };
    verb(&mut above, head, lexicon, 1);
    let others = |relation: &str| {
        above
            .arguments
            .iter()
            .filter(|a| a.relation == relation && a.token != n && a.token != top)
            .map(|a| a.token)
            .collect::<Vec<_>>()
    };
    let relation = above
        .arguments
        .iter()
        .find(|a| a.token == top)
        .map(|a| a.relation.clone())
        .unwrap_or_default();
    let light = lexicon.light.get(&tree.verb(head)).copied();
    match (relation.as_str(), light) {
        ("object", Some(LightVerb::Does)) => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("subject", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("carried-object", t));
            adjuncts_of(found, head);
        }
        ("object", Some(LightVerb::Undergoes)) | ("under", Some(LightVerb::Undergoes)) => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("object", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("object", t));
            adjuncts_of(found, head);
        }
        ("subject", Some(LightVerb::Happens)) => adjuncts_of(found, head),
        (_, Some(LightVerb::Mentions)) => {}
        ("subject", _) => {
            // "An airstrike destroyed the bridge on Monday": time and place are the strike's too.
            found.tree.each(head, Relation::OblUnmarked).for_each(|t| {
                found.arguments.push(Argument {
                    relation: "time".into(),
                    token: t,
                })
            });
            adjuncts_of(found, head);
        }
        ("", _) => {}
        (preposition, _) if preposition != "object" => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("clause-subject", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("clause-object", t));
            found.add(&format!("as-{preposition}"), head);
        }
        _ => {}
    }
}

/// Prepositional and temporal adjuncts of a verb that belong to the noun it carries.
fn adjuncts_of(found: &mut Found, v: usize) {
    let tree = found.tree;
    for c in tree.children(v).to_vec() {
        match tree.relation(c) {
            Relation::OblUnmarked => found.add("time", c),
            Relation::Obl => {
                if let Some(preposition) = tree.preposition(c).filter(|p| p != "by") {
                    found.add(&preposition, c);
                }
            }
            _ => {}
        }
    }
}
