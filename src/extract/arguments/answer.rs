//! Who answers for a deed: "claimed responsibility for …", "blamed … for …", "took part in …".

use super::Found;
use super::verb::verb;
use crate::extract::modality::is_denied;
use crate::extract::negation::{negated, nobody_does};
use crate::extract::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// "for killing", "of killing": the preposition of a gerund and the word it hangs on.
pub fn answerable_clause(tree: &Tree, v: usize) -> Option<(String, usize)> {
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
pub fn answerers(tree: &Tree, word: usize, preposition: &str, lexicon: &Lexicon) -> Vec<usize> {
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
    if names_nobody(tree, predicate, lexicon) {
        return Vec::new();
    }
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

/// "No group has claimed responsibility", "did not take part", "denied that it took part".
fn names_nobody(tree: &Tree, predicate: usize, lexicon: &Lexicon) -> bool {
    negated(tree, predicate, lexicon)
        || nobody_does(tree, predicate, lexicon)
        || is_denied(tree, predicate, lexicon)
}

/// Whether the subject of a verb says that it did what the object tells: "claimed the attack".
pub fn owns_up(tree: &Tree, verb: usize, lexicon: &Lexicon) -> bool {
    lexicon.is_in("owning-up", &tree.verb(verb)) && !names_nobody(tree, verb, lexicon)
}
