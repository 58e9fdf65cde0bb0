//! Who answers for a deed: "claimed responsibility for …", "blamed … for …", "took part in …".

use super::Found;
use super::verb::verb;
use crate::extract::account::Modality;
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
/// "took part in …", the object of "blamed … for …", "those responsible for …", "a suspect in …".
pub fn answerers(tree: &Tree, word: usize, preposition: &str, lexicon: &Lexicon) -> Vec<usize> {
    if !lexicon.is_in("answer-prepositions", preposition) {
        return Vec::new();
    }
    let is_noun = |t: usize| matches!(tree.upos(t), Upos::Noun | Upos::Propn);
    let listed = |t: usize, set: &str| {
        lexicon.is_in(set, &tree.lemma(t)) || lexicon.is_in(set, &tree.lower(t))
    };
    // "A suspect in the raid"
    if is_noun(word) && listed(word, "answerable-people") {
        return vec![word];
    }
    let is_blame = |t: usize| {
        let verb = tree.head(t);
        verb.is_some_and(|verb| lexicon.is_blame(&tree.lemma(verb), &tree.lemma(t)))
    };
    let ability = |t: &usize| is_noun(*t) && (listed(*t, "answerabilities") || is_blame(*t));
    // "took part in": the deed may hang on either.
    let noun = Some(word).filter(ability);
    let noun = noun.or_else(|| tree.child(word, Relation::Obj).filter(ability));
    let state = || {
        let guilty = tree.child(word, Relation::Xcomp);
        guilty.filter(|&state| listed(state, "answering"))
    };
    let predicate = match noun {
        Some(noun) if matches!(tree.base(noun), Relation::Obj | Relation::Obl) => tree.head(noun),
        Some(_) => None,
        // "Is on trial for"
        None if is_noun(word) => Some(word).filter(|&word| listed(word, "answering")),
        // "pleaded guilty to"
        None => state().or(Some(word)),
    };
    let Some(predicate) = predicate.filter(|&word| !names_nobody(tree, word, lexicon)) else {
        return Vec::new();
    };
    if let Some(blame) = noun.filter(|&noun| is_blame(noun)) {
        return blamed(tree, predicate, blame, lexicon).collect();
    }
    let owns = lexicon.is_in("owning-prepositions", preposition);
    let object = noun.is_some_and(|noun| tree.base(noun) == Relation::Obj);
    let relation = match () {
        () if owns && !listed(predicate, "owning-up") && state().is_none() => {
            return Vec::new();
        }
        () if owns || object && listed(predicate, "accepting") => "subject",
        // "jailed for his part in", "arrested in connection with"
        () if !object && listed(predicate, "answered-by") => "object",
        () if noun.is_none() && listed(predicate, "answering") => "subject",
        () => return Vec::new(),
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

/// Whom a verb blames behind a preposition: "blamed the raid on the rebels", "laid the blame on them".
pub fn blamed<'a>(
    tree: &'a Tree,
    verb: usize,
    object: usize,
    lexicon: &'a Lexicon,
) -> impl Iterator<Item = usize> + 'a {
    let behind = move |t: &usize| {
        let preposition = tree.preposition(*t);
        preposition.is_some_and(|p| lexicon.blames(&tree.lemma(verb), &tree.lemma(object), &p))
    };
    tree.each(verb, Relation::Obl).filter(behind)
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

/// The head of the phrase that a word stands in, and what this hangs on.
fn above(tree: &Tree, word: usize) -> Option<(usize, usize)> {
    let inner = [
        Relation::NmodPoss,
        Relation::Conj,
        Relation::Compound,
        Relation::Flat,
    ];
    let top = tree
        .ancestors(word)
        .find(|&t| !inner.contains(&tree.relation(t)))?;
    Some((top, tree.head(top)?))
}

/// Whether a phrase is of somebody who only brings others together: "a truce brokered by Qatar", "a U.S.-brokered truce", "the
/// mediators, Egypt and Qatar".
pub fn mediates(tree: &Tree, phrase: usize, lexicon: &Lexicon) -> bool {
    let mediating = |t: usize| lexicon.is_in("mediating", &tree.lemma(t));
    let tied = tree.is_tied(phrase) && mediating(phrase + 2);
    let acts = |(top, head): (usize, usize)| {
        let relation = tree.relation(top);
        let subject = matches!(
            relation,
            Relation::Nsubj | Relation::OblAgent | Relation::Appos
        );
        mediating(head) && subject
    };
    tied || above(tree, phrase).is_some_and(acts)
}

/// Whether a sentence says of a phrase that it did something, without asserting it: the object of "blamed" and "accused", the
/// subject of "denied" and "is responsible".
pub fn answers(tree: &Tree, phrase: usize, lexicon: &Lexicon) -> bool {
    let Some((top, verb)) = above(tree, phrase) else {
        return false;
    };
    match tree.relation(top) {
        Relation::Obj | Relation::NsubjPass => lexicon.is_in("answered-by", &tree.lemma(verb)),
        Relation::Nsubj => {
            let denies =
                |relation| lexicon.governs(&tree.verb(verb), relation) == Some(Modality::Denied);
            let verbal = tree.upos(verb) == Upos::Verb;
            verbal && denies("clause") || lexicon.is_in("answering", &tree.lower(verb))
        }
        _ => false,
    }
}
