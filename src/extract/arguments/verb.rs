//! Arguments of verbs and of adjectives that are predicates.

use super::Found;
use super::answer::{answerable_clause, answerers};
use crate::extract::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// How far control and coordination are followed.
const MAX_HOPS: usize = 4;

pub fn verb(found: &mut Found, v: usize, lexicon: &Lexicon, hops: usize) {
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
            Relation::Xcomp => {
                let complement = complement(tree, c);
                found.add(complement, c);
                if complement == "infinitive" && tree.is_passive(c) {
                    found.add("undergoing", c);
                }
            }
            Relation::Advcl => circumstance(found, c),
            Relation::Advmod if lexicon.is_in("words-for-here", &tree.lower(c)) => {
                found.add("in", c)
            }
            Relation::Advmod => beside(found, c),
            Relation::Parataxis if tree.upos(c) == Upos::Verb => found.add("parataxis", c),
            _ => {}
        }
    }
    shared_adjuncts(found, v);
    // "left five dead", "left five soldiers killed", "shot dead five": what the object is left as may hang on the object.
    if let Some(object) = tree.child(v, Relation::Obj) {
        for &c in tree.children(object) {
            let beside = c > object || c == v + 1;
            if beside && matches!(tree.relation(c), Relation::Acl | Relation::Amod) {
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
        && hops < 2
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
        // The same where it hangs on the first.
        let first = tree.head(v).filter(|_| tree.relation(v) == Relation::Conj);
        let object = first.and_then(|first| tree.child(first, Relation::Obj));
        if let Some(object) = object.filter(|&object| object > v) {
            found.add("object", object);
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
    let addressed = addressed(tree, v, head, &above, lexicon);
    let controlled_by_object = tree.base(v) == Relation::Xcomp
        && !objects.is_empty()
        && !lexicon.is_in("subject-control", &tree.lemma(head));
    let shared = if controlled_by_object {
        objects
    } else if tree.base(v) == Relation::Xcomp && !addressed.is_empty() {
        addressed
    } else if above_passive && tree.base(v) != Relation::Xcomp {
        // "was stopped and searched", "was killed while driving"
        objects
    } else {
        subjects
    };
    // "were shot and wounded": the second participle is as passive as the first.
    let participle = tree.base(v) == Relation::Conj
        && tree.has(v, "VerbForm=Part")
        && tree.child(v, Relation::Aux).is_none()
        && !found.has("object");
    let undergoes = passive || above_passive && participle;
    let relation = if undergoes { "object" } else { "subject" };
    if !found.has(relation) {
        for token in shared {
            found.add(relation, token);
        }
    }
}

/// "Called on *the rebels* to leave": to whom it is said that they are to do something.
fn addressed(tree: &Tree, v: usize, head: usize, above: &Found, lexicon: &Lexicon) -> Vec<usize> {
    if lexicon.is_in("subject-control", &tree.lemma(head)) {
        return Vec::new();
    }
    let frames = lexicon.by_verb.get(&tree.verb(head)).into_iter().flatten();
    let slots = frames.flat_map(|&frame| &lexicon.frames[frame].slots);
    let to: Vec<&String> = slots
        .filter(|slot| slot.role == "addressee")
        .flat_map(|slot| &slot.relations)
        .collect();
    let told = above.arguments.iter().filter(|a| {
        to.contains(&&a.relation)
            && a.token > head
            && a.token < v
            && !tree.sentence.is_time(a.token)
            && tree.sentence.is_somebody(a.token)
    });
    told.map(|a| a.token).collect()
}

/// "Three were killed and five injured in a crash": what stands behind the last of two verbs that share their auxiliary is of
/// both.
fn shared_adjuncts(found: &mut Found, v: usize) {
    let tree = found.tree;
    let elliptic = |&c: &usize| {
        let auxiliary = tree
            .children(c)
            .iter()
            .any(|&a| tree.base(a) == Relation::Aux);
        tree.has(c, "VerbForm=Part") && !auxiliary
    };
    let Some(last) = tree.each(v, Relation::Conj).filter(elliptic).last() else {
        return;
    };
    let own = tree
        .children(v)
        .iter()
        .any(|&c| c > v && c < last && tree.base(c) == Relation::Obl);
    for &c in tree.children(last).iter().filter(|&&c| c > last && !own) {
        match tree.relation(c) {
            Relation::Obl if tree.preposition(c).is_some_and(|p| p != "by") => {
                oblique(found, c, c, true);
            }
            Relation::OblUnmarked => found.add("time", c),
            Relation::Advcl => circumstance(found, c),
            _ => {}
        }
    }
}

/// `whole` is the antecedent when `c` is a relative pronoun ("clashes in which 20 died").
fn oblique(found: &mut Found, c: usize, whole: usize, passive: bool) {
    let tree = found.tree;
    match tree.preposition(c) {
        Some(preposition) if preposition == "by" && passive => found.add("subject", whole),
        Some(preposition) => {
            found.add(&preposition, whole);
            // "on the outskirts of X"
            let mut of = tree.each(c, Relation::Nmod);
            if of.any(|n| tree.preposition(n).as_deref() == Some("of")) {
                found.add(&format!("{preposition} {} of", tree.lemma(c)), whole);
            }
            of_complex(found, c);
        }
        None => found.add("time", whole),
    }
}

/// "at the hands of X": the words from the preposition of a bare noun to the "of" behind it are the preposition of X.
pub fn of_complex(found: &mut Found, noun: usize) {
    let tree = found.tree;
    let Some(case) = tree.child(noun, Relation::Case).filter(|&case| case < noun) else {
        return;
    };
    for inner in tree.each(noun, Relation::Nmod).collect::<Vec<_>>() {
        let of = tree.child(inner, Relation::Case);
        if of == Some(noun + 1) && noun - case <= 2 {
            let words: Vec<String> = (case..=noun + 1).map(|word| tree.lower(word)).collect();
            found.add(&words.join(" "), inner);
        }
    }
}

/// "12 km east of X": what the adverb is measured from.
fn beside(found: &mut Found, c: usize) {
    let tree = found.tree;
    let from: Vec<usize> = tree.each(c, Relation::Obl).collect();
    for x in from {
        if let Some(preposition) = tree.preposition(x) {
            found.add(&format!("{} {preposition}", tree.lower(c)), x);
        }
    }
}

/// An adverbial clause with a subject of its own, also where it hangs on a participle or infinitive between.
fn circumstance(found: &mut Found, c: usize) {
    let tree = found.tree;
    let finite = |c: usize| tree.has(c, "VerbForm=Fin") || tree.child(c, Relation::Nsubj).is_some();
    let clause = match finite(c) {
        true => Some(c),
        false => tree.each(c, Relation::Advcl).find(|&c| finite(c)),
    };
    if let Some(clause) = clause {
        found.add("circumstance", clause);
    }
}

/// What kind of complement a clause without subject of its own is.
pub fn complement(tree: &Tree, c: usize) -> &'static str {
    let marked = tree.each(c, Relation::Mark).next();
    match marked {
        Some(mark) if tree.upos(mark) == Upos::Part => "infinitive",
        Some(_) => "clause",
        None if tree.has(c, "VerbForm=Ger") || tree.has(c, "VerbForm=Inf") => "infinitive",
        None if tree.child(c, Relation::Nsubj).is_some() => "clause",
        None => "state",
    }
}

pub fn is_relative_pronoun(tree: &Tree, i: usize) -> bool {
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
