//! Clauses that somebody calls untrue: "it is not true that …", "reports that … were false", "there is no sign of …".

use super::negation::{negated, nobody_does};
use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

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
    if !matches!(tree.upos(head), Upos::Noun | Upos::Propn) {
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

/// What stands above a noun of saying: "*dismissed* reports that …", "reports that … *proved false*".
fn reported_untrue(tree: &Tree, noun: usize, above: usize, lexicon: &Lexicon) -> bool {
    let disbelieves = lexicon.is_in("disbelief", &tree.verb(above));
    let doubted = negated(tree, above, lexicon) || nobody_does(tree, above, lexicon);
    match tree.base(noun) {
        Relation::Obj if lexicon.is_in("evidence", &tree.lemma(noun)) => doubted,
        Relation::Obj => disbelieves && !doubted,
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
