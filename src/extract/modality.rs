//! Whether an event is told as fact: auxiliaries, negation, conditions, and the words that govern it.

use super::account::Modality;
use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Upos};

/// How far up a chain of governing words is followed.
const MAX_HOPS: usize = 6;

/// The modality of the event that a verb or noun evokes.
pub fn modality(tree: &Tree, predicate: usize, lexicon: &Lexicon) -> Modality {
    let mut here = predicate;
    let mut shared = true;
    for _ in 0..MAX_HOPS {
        if let Some(found) = own(tree, here, lexicon).filter(|_| shared) {
            return found;
        }
        shared = true;
        let Some(head) = tree.head(here) else {
            return Modality::Asserted;
        };
        let governs = lexicon.modality.get(&tree.verb(head)).copied();
        let infinitive = tree
            .each(here, Relation::Mark)
            .any(|m| tree.upos(m) == Upos::Part);
        match tree.base(here) {
            Relation::Xcomp | Relation::Ccomp => {
                if let Some(found) = governs {
                    return negated_too(tree, head, found, lexicon);
                }
                if tree.base(here) == Relation::Ccomp {
                    // What is said is judged by its own words.
                    return Modality::Asserted;
                }
                here = head;
            }
            // "the threat to attack", "plans to strike"; a bare infinitive of purpose is a plan.
            Relation::Acl | Relation::Advcl if infinitive => {
                return governs.unwrap_or(Modality::Planned);
            }
            Relation::Conj => {
                // "did not take part but welcomed": a finite verb does not share the auxiliaries of one that is not.
                let finite = |v| tree.has(v, "VerbForm=Fin");
                shared = !finite(here) || finite(head);
                here = head;
            }
            // Participles share the fate of the clause: "would enter, killing …".
            Relation::Acl | Relation::Advcl
                if tree.upos(head) == Upos::Verb
                    && (tree.has(here, "VerbForm=Ger") || tree.has(here, "VerbForm=Part")) =>
            {
                here = head;
            }
            // Nouns: "threatened an attack", "calls for a ceasefire", "the risk of an attack".
            Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Nsubj
                if matches!(tree.upos(here), Upos::Noun | Upos::Propn) =>
            {
                // "After the attack they cancelled the patrol": time and circumstance are not governed.
                let circumstance = tree
                    .preposition(here)
                    .is_some_and(|p| lexicon.is_in("circumstances", &p));
                if let Some(found) =
                    governs.filter(|_| tree.base(here) != Relation::Nsubj && !circumstance)
                {
                    return found;
                }
                let carried = lexicon.light.contains_key(&tree.verb(head));
                if tree.upos(head) == Upos::Verb && (carried || tree.base(here) == Relation::Nsubj)
                {
                    here = head;
                } else {
                    return Modality::Asserted;
                }
            }
            _ => return Modality::Asserted,
        }
    }
    Modality::Asserted
}

/// Modality that stands on the word itself.
fn own(tree: &Tree, t: usize, lexicon: &Lexicon) -> Option<Modality> {
    let children = tree.children(t);
    if children.iter().any(|&c| {
        matches!(
            tree.base(c),
            Relation::Advmod | Relation::Det | Relation::Cc
        ) && lexicon.is_in("negations", &tree.lower(c))
    }) {
        return Some(Modality::Denied);
    }
    if children
        .iter()
        .any(|&c| tree.base(c) == Relation::Mark && lexicon.is_in("conditions", &tree.lower(c)))
    {
        return Some(Modality::Conditional);
    }
    children.iter().find_map(|&c| match tree.base(c) {
        Relation::Aux => lexicon.auxiliaries.get(&tree.lower(c)).copied(),
        Relation::Amod | Relation::Advmod | Relation::Det => {
            lexicon.modality.get(&tree.lemma(c)).copied()
        }
        _ => None,
    })
}

/// "did not deny attacking": two negatives.
fn negated_too(tree: &Tree, head: usize, found: Modality, lexicon: &Lexicon) -> Modality {
    let negated = tree
        .children(head)
        .iter()
        .any(|&c| lexicon.is_in("negations", &tree.lower(c)));
    if negated && found == Modality::Denied {
        Modality::Asserted
    } else {
        found
    }
}
