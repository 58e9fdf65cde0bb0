//! Negation: of a word ("did not attack") and of a noun phrase ("nobody", "not a single guard", "neither side").

use super::account::Modality;
use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// How far a subject is looked for above a verb that shares it.
const MAX_HOPS: usize = 3;

/// Whether a negation stands beside a word: "did *not* attack", "*no* attack", "*without* attacking", "*at no point* did
/// they attack".
pub fn negated(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    if is_turned_round(tree, t, lexicon) {
        return true;
    }
    tree.children(t).iter().any(|&c| {
        let beside = match tree.base(c) {
            Relation::Advmod | Relation::Det | Relation::Cc => true,
            // "without an attack": the preposition of a noun, the conjunction of a gerund.
            Relation::Case | Relation::Mark => c < t,
            _ => false,
        };
        let instead = tree.base(c) == Relation::Mark && lexicon.is_in("instead", &tree.lower(c));
        instead || beside && negates(tree, c, lexicon) && !is_answer(tree, t, c)
    })
}

/// "At no point did they attack": a phrase that says "no" and has the subject behind the auxiliary negates the verb, other
/// than "with no warning they attacked".
fn is_turned_round(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let Some(subject) = tree.child(t, Relation::Nsubj) else {
        return false;
    };
    tree.each(t, Relation::Aux).any(|aux| {
        aux < subject
            && tree
                .each(t, Relation::Obl)
                .any(|phrase| phrase < aux && absent(tree, phrase, lexicon))
    })
}

/// A negation that does not go on as "not only", "not all".
fn negates(tree: &Tree, c: usize, lexicon: &Lexicon) -> bool {
    let next = (c + 1 < tree.len()).then(|| tree.lower(c + 1));
    lexicon.is_in("negations", &tree.lower(c))
        && !next.is_some_and(|word| lexicon.is_in("not-only", &word))
}

/// "“Never,” the mayor said": a sentence of its own that was put to the verb behind it.
fn is_answer(tree: &Tree, t: usize, c: usize) -> bool {
    let subject_between = tree.each(t, Relation::Nsubj).any(|s| c < s && s < t);
    subject_between && c + 1 < tree.len() && tree.upos(c + 1) == Upos::Punct
}

/// Whether a noun phrase says that there was nobody or nothing: "nobody", "no guards", "none of the guards", "not a
/// single guard".
pub fn absent(tree: &Tree, n: usize, lexicon: &Lexicon) -> bool {
    let own = lexicon.is_in("nobody", &tree.lower(n))
        || tree.children(n).iter().any(|&c| {
            matches!(tree.base(c), Relation::Det | Relation::Advmod)
                && c < n
                && negates(tree, c, lexicon)
        });
    own || shared(tree, n, lexicon).is_some_and(|first| absent(tree, first, lexicon))
}

/// Whether a noun phrase is negated, also where it names somebody: "neither the army nor the rebels".
pub fn none(tree: &Tree, n: usize, lexicon: &Lexicon) -> bool {
    let neither = tree
        .each(n, Relation::Cc)
        .any(|c| negates(tree, c, lexicon));
    neither
        || absent(tree, n, lexicon)
        || shared(tree, n, lexicon).is_some_and(|first| none(tree, first, lexicon))
}

/// "No guards or drivers": the phrase whose negation goes on to this one.
fn shared(tree: &Tree, n: usize, lexicon: &Lexicon) -> Option<usize> {
    let head = tree
        .head(n)
        .filter(|&h| h < n && tree.base(n) == Relation::Conj && !tree.is_clausal(n))?;
    let but = tree
        .each(n, Relation::Cc)
        .any(|c| lexicon.is_in("contrasts", &tree.lower(c)));
    (!but).then_some(head)
}

/// Whether the subject of a verb is nobody: "nobody can deny", "neither side said".
pub fn nobody_does(tree: &Tree, verb: usize, lexicon: &Lexicon) -> bool {
    let mut here = verb;
    for _ in 0..MAX_HOPS {
        if let Some(subject) = tree.child(here, Relation::Nsubj) {
            return none(tree, subject, lexicon);
        }
        match (tree.base(here), tree.head(here)) {
            (Relation::Conj | Relation::Xcomp, Some(head)) => here = head,
            _ => return false,
        }
    }
    false
}

/// Whether a phrase is the subject of a verb that denies what a word tells, or part of it: "the rebels" of "the rebels denied
/// any part in the attack".
pub fn denies(tree: &Tree, phrase: usize, word: usize, lexicon: &Lexicon) -> bool {
    let above = tree.ancestors(word).skip(1);
    let mut deniers = above.filter(|&verb| {
        let governs = |relation| lexicon.governs(&tree.verb(verb), relation);
        let denied = Some(Modality::Denied);
        tree.upos(verb) == Upos::Verb
            && (governs("clause") == denied || governs("object") == denied)
            && !negated(tree, verb, lexicon)
    });
    let stands = |subject: usize| tree.ancestors(phrase).any(|a| a == subject);
    deniers.any(|verb| tree.each(verb, Relation::Nsubj).any(stands))
}
