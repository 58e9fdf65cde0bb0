//! Arguments of nouns: what modifies them, and what the verb above them says of their event.

use super::answer::{answerers, blamed, owns_up};
use super::verb::{complement, is_relative_pronoun, of_complex, verb};
use super::{Argument, Found};
use crate::extract::negation::absent;
use crate::extract::tree::Tree;
use crate::ontology::{Lexicon, LightVerb};
use crate::text::{Relation, Upos};

pub fn noun(found: &mut Found, n: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    let none = absent(tree, n, lexicon);
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
                    of_complex(found, c);
                }
            }
            Relation::Amod if tree.upos(c) != Upos::Verb => found.add("modifier", c),
            Relation::Compound | Relation::Nummod | Relation::NmodDesc => found.add("compound", c),
            Relation::Acl if tree.upos(c) == Upos::Verb => modifying_verb(found, c, lexicon),
            Relation::Ccomp => found.add("clause", c),
            Relation::Acl => found.add(complement(tree, c), c),
            Relation::AclRelcl if tree.upos(c) == Upos::Verb => {
                answered_in(found, c, lexicon);
                modifying_verb(found, c, lexicon);
            }
            Relation::Nsubj if tree.child(n, Relation::Cop).is_some() => {
                found.add("copula-subject", c);
                // "The militia was behind the raid."
                if is_behind(tree, n, lexicon) {
                    found.add("subject", c);
                }
            }
            _ => {}
        }
    }
    governor(found, n, lexicon);
}

/// "The raid, for which the army holds the rebels responsible"
fn answered_in(found: &mut Found, clause: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    for pronoun in (0..tree.len()).filter(|&t| is_relative_pronoun(tree, t)) {
        let within = tree.ancestors(pronoun).any(|above| above == clause);
        let hangs = tree.head(pronoun).zip(tree.preposition(pronoun));
        if let Some((word, preposition)) = hangs.filter(|_| within) {
            for token in answerers(tree, word, &preposition, lexicon) {
                found.add("subject", token);
            }
        }
    }
}

/// "an attack carried out by rebels", "a deal signed in May", "the claim that …", "a promise to leave".
fn modifying_verb(found: &mut Found, v: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    // "an attack claimed by rebels"
    if owns_up(tree, v, lexicon) {
        for c in tree.each(v, Relation::OblAgent).collect::<Vec<_>>() {
            found.add("subject", c);
        }
    }
    let light = lexicon.light.get(&tree.verb(v)).copied();
    // "a refusal to open the port" is no opened refusal.
    let infinitive = tree
        .each(v, Relation::Mark)
        .any(|mark| tree.upos(mark) == Upos::Part);
    // "The raid, for which the army holds the rebels responsible": the raid is not what is held.
    let own = |relation| {
        let mut those = tree.each(v, relation);
        those.any(|t| !is_relative_pronoun(tree, t))
    };
    let complete =
        tree.relation(v) == Relation::AclRelcl && own(Relation::Nsubj) && own(Relation::Obj);
    if light.is_none() || light == Some(LightVerb::Mentions) || infinitive || complete {
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
    adjuncts_of(found, v, true);
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

/// What the verb above a noun says about the noun's event.
fn governor(found: &mut Found, n: usize, lexicon: &Lexicon) {
    let tree = found.tree;
    // "airstrikes and shelling killed …": a conjunct has the governor of the first; "a series of airstrikes" that of its measure.
    let measured = |a: usize| {
        let head = tree.head(a).filter(|_| tree.relation(a) == Relation::Nmod);
        let of = tree
            .preposition(a)
            .is_some_and(|p| lexicon.is_in("genitives", &p));
        of && head.is_some_and(|head| lexicon.is_in("measures", &tree.lemma(head)))
    };
    let top = tree
        .ancestors(n)
        .take_while(|&a| a == n || tree.relation(a) != Relation::Root)
        .find(|&a| tree.relation(a) != Relation::Conj && !measured(a))
        .unwrap_or(n);
    let Some(head) = tree.head(top) else { return };
    if let Some(preposition) = tree.preposition(top) {
        for token in answerers(tree, head, &preposition, lexicon) {
            found.add("subject", token);
        }
    }
    // "Those behind the raid"
    if tree.upos(head) != Upos::Verb && is_behind(tree, top, lexicon) {
        found.add("subject", head);
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
    // "The toll of the raid rose to 45 on Thursday": the day is that of the count.
    let dated = [n, top]
        .iter()
        .all(|&t| !lexicon.is_in("tolls", &tree.lemma(t)));
    if relation == "object" && owns_up(tree, head, lexicon) {
        others("subject")
            .into_iter()
            .for_each(|t| found.add("subject", t));
    }
    // "Blamed the raid on the rebels", "attributed the raid to them"
    if relation == "object" {
        for c in blamed(tree, head, top, lexicon) {
            found.add("subject", c);
        }
    }
    // "Officials put the toll at 45."
    if relation == "object" && lexicon.is_in("putting-verbs", &tree.lemma(head)) {
        adjuncts_of(found, head, dated);
    }
    if relation == "object" {
        found.add("as-object", head);
        let who = others("subject").into_iter();
        who.for_each(|t| found.add("its-subject", t));
    }
    let light = lexicon.light.get(&tree.verb(head)).copied();
    match (relation.as_str(), light) {
        ("object", Some(LightVerb::Does)) => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("subject", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("carried-object", t));
            adjuncts_of(found, head, dated);
        }
        ("object", Some(LightVerb::Undergoes)) | ("under", Some(LightVerb::Undergoes)) => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("object", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("object", t));
            adjuncts_of(found, head, dated);
        }
        ("subject", Some(LightVerb::Happens)) => adjuncts_of(found, head, dated),
        // "Fighting was reported around Vesna on Monday": the day may be that of the report.
        ("object", Some(LightVerb::Mentions)) if tree.is_passive(head) => {
            adjuncts_of(found, head, false);
        }
        (_, Some(LightVerb::Mentions)) => {}
        ("subject", _) => {
            // "An airstrike destroyed the bridge on Monday": time and place are the strike's too.
            adjuncts_of(found, head, dated);
            found.add("as-subject", head);
        }
        ("", _) => {}
        ("object", _) => {}
        (preposition, _) => {
            others("subject")
                .into_iter()
                .for_each(|t| found.add("clause-subject", t));
            others("object")
                .into_iter()
                .for_each(|t| found.add("clause-object", t));
            found.add(&format!("as-{preposition}"), head);
        }
    }
}

/// Whether a noun has a preposition behind which whoever did it stands.
fn is_behind(tree: &Tree, n: usize, lexicon: &Lexicon) -> bool {
    let preposition = tree.preposition(n);
    preposition.is_some_and(|preposition| lexicon.is_in("doers-of", &preposition))
}

/// Prepositional adjuncts of a verb that belong to the noun it carries, and temporal ones if they date it.
fn adjuncts_of(found: &mut Found, v: usize, dated: bool) {
    let tree = found.tree;
    for c in tree.children(v).to_vec() {
        match tree.relation(c) {
            _ if !dated && tree.sentence.is_time(c) => {}
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
