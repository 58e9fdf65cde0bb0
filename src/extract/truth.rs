//! Clauses that somebody calls untrue: "it is not true that …", "reports that … were false", "there is no sign of …".

use super::negation::{negated, nobody_does};
use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// How far behind the noun that opens a sentence *that* may stand: "Claims by the army that …".
const OPENING: usize = 7;

/// Whether the word above a clause, or above a noun with *of*, says that it is not so.
pub fn is_untrue(tree: &Tree, here: usize, head: usize, lexicon: &Lexicon) -> bool {
    // "no reports of how many were killed"
    let asks = |t: usize| tree.has(t, "PronType=Int");
    let mut below = tree.children(here).iter();
    if below.any(|&c| asks(c) || tree.children(c).iter().any(|&c| asks(c))) {
        return false;
    }
    if calls_untrue(tree, head, lexicon) {
        return true;
    }
    if !is_report(tree, head, lexicon) {
        return false;
    }
    // "reports that they had shelled the town were false", read with *false* beside *shelled*
    let beside = tree.children(head).iter().any(|&c| {
        c > here && tree.child(c, Relation::Cop).is_some() && discredits(tree, c, lexicon)
    });
    beside
        || tree
            .head(head)
            .is_some_and(|above| reported_untrue(tree, head, above, lexicon))
}

/// "Reports that they shelled the town were false", however the clauses were attached: a sentence that begins with a
/// noun of saying and *that*, and ends with what makes it untrue.
pub fn opens_untrue(tree: &Tree, here: usize, lexicon: &Lexicon) -> bool {
    let Some(first) = (0..tree.len()).find(|&i| tree.upos(i) != Upos::Punct) else {
        return false;
    };
    let report = first < here
        && lexicon.is_in("reports", &tree.lemma(first))
        && is_report(tree, first, lexicon);
    let clause = (first + 1..here.min(first + OPENING)).any(|i| tree.lower(i) == "that");
    report
        && clause
        && (here + 1..tree.len()).any(|i| {
            tree.each(i, Relation::Cop).any(|copula| copula > here) && discredits(tree, i, lexicon)
        })
}

/// A noun, or one at the beginning of a sentence that was taken for a verb: "Reports that …", "Claims that …".
fn is_report(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    match tree.upos(t) {
        Upos::Noun | Upos::Propn => true,
        Upos::Verb => {
            lexicon.is_in("reports", &tree.lemma(t)) && tree.child(t, Relation::Nsubj).is_none()
        }
        _ => false,
    }
}

/// What stands above a noun of saying: "*dismissed* reports that …", "reports that … *proved false*".
fn reported_untrue(tree: &Tree, noun: usize, above: usize, lexicon: &Lexicon) -> bool {
    let disbelieves = lexicon.is_in("disbelief", &tree.verb(above));
    let doubted = negated(tree, above, lexicon) || nobody_does(tree, above, lexicon);
    match tree.base(noun) {
        Relation::Obj if doubted => lexicon.is_in("evidence", &tree.lemma(noun)),
        Relation::Obj => disbelieves,
        Relation::Nsubj if disbelieves => tree.is_passive(above) && !doubted,
        // "were false", "proved false", "turned out to be a lie"
        Relation::Nsubj => {
            discredits(tree, above, lexicon)
                || tree.children(above).iter().any(|&c| {
                    matches!(tree.base(c), Relation::Xcomp | Relation::Obj)
                        && discredits(tree, c, lexicon)
                })
        }
        // "there is no truth in reports that …"
        Relation::Nmod | Relation::Obl => calls_untrue(tree, above, lexicon),
        _ => false,
    }
}

/// What makes a report untrue: "false", "not true", "absurd".
fn discredits(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let absurd = lexicon.is_in("disbelieved", &tree.lemma(t)) && !negated(tree, t, lexicon);
    absurd || calls_untrue(tree, t, lexicon)
}

/// "false", "not true", "no evidence".
fn calls_untrue(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    if tree.upos(t) == Upos::Verb {
        return false;
    }
    let lemma = tree.lemma(t);
    let is_not = negated(tree, t, lexicon);
    lexicon.is_in("untrue", &lemma) && !is_not
        || is_not && (lexicon.is_in("true", &lemma) || lexicon.is_in("evidence", &lemma))
}
