//! The words that a cue introduces, by grammar alone; quotation marks are looked at afterwards.

use super::arguments::{Argument, arguments};
use super::events::Candidate;
use super::mentions::Mentions;
use super::tree::Tree;
use super::verdict::class_fits;
use crate::ontology::{Frame, Ontology, Slot};
use crate::text::{Relation, Upos};

/// The tokens of what was said, in text order; none when the cue stands alone.
pub fn content(
    cue: &Candidate,
    frame: &Frame,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<usize> {
    let tree = &mentions.trees[cue.sentence];
    let t = cue.trigger;
    let slots: Vec<&Slot> = frame
        .slots
        .iter()
        .filter(|slot| slot.role == "content")
        .collect();
    let wants = |relation: &str| {
        slots
            .iter()
            .any(|slot| slot.relations.iter().any(|r| r == relation))
    };
    let clause = cue.clause.or_else(|| lent(tree, t));
    if wants("clause") && clause.is_none() {
        let beside = beside(tree, t);
        if !beside.is_empty() {
            return beside;
        }
    }
    // A finite clause is the whole content; an infinitive goes with its subject ("wants them to leave").
    let finite = clause.is_some_and(|c| is_finite(tree, c));
    let mut heads: Vec<usize> = clause.into_iter().collect();
    if !finite {
        let args = arguments(tree, t, &ontology.lexicon);
        let fits = |slot: &&&Slot, argument: &Argument| {
            let mention = mentions.get(cue.sentence, argument.token);
            slot.relations.contains(&argument.relation)
                && mention.is_none_or(|m| !class_fits(&slot.except, m, mentions, ontology))
        };
        heads.extend(
            args.iter()
                .filter(|a| slots.iter().any(|slot| fits(&slot, a)))
                .map(|a| a.token),
        );
        // "rejected the offer as too late"
        let object = |a: &&Argument| a.relation == "object";
        let judged = args.iter().filter(object).map(|a| a.token).max();
        heads.extend(judged.into_iter().flat_map(|object| {
            tree.each(t, Relation::Obl)
                .filter(move |&c| c > object && tree.preposition(c).as_deref() == Some("as"))
        }));
        // "accused them of arming rebels", "described it as failing"
        heads.extend(tree.each(t, Relation::Advcl).filter(|&c| {
            tree.each(c, Relation::Mark)
                .any(|mark| wants(&tree.lower(mark)))
        }));
    }
    let line: Vec<usize> = tree.ancestors(t).collect();
    let mut words: Vec<usize> = heads
        .into_iter()
        .flat_map(|head| tree.under(head, &|c| !line.contains(&c)))
        .collect();
    words.sort_unstable();
    words.dedup();
    if let Some(clause) = clause {
        let begin = opening(tree, t, clause, words.first().copied());
        words.retain(|&x| begin.is_none_or(|begin| x >= begin));
        let own = cue_tokens(tree, t);
        let clause = tree.subtree(clause);
        words.retain(|x| clause.contains(x) || !own.contains(x));
    }
    words
}

/// Where the clause behind a cue begins: at the word that marks it, behind the day on which it was said ("said Thursday he
/// has", "told a station, however, that"). `None` where it begins with its first word.
fn opening(tree: &Tree, cue: usize, clause: usize, first: Option<usize>) -> Option<usize> {
    let mut marks = tree.each(clause, Relation::Mark);
    let marked = marks.find(|&mark| mark > cue && tree.upos(mark) == Upos::Sconj);
    let mut times = tree.sentence.times.iter();
    let timed = times.find(|time| {
        let subjects = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl];
        let mut subjects = subjects.iter().filter_map(|&r| tree.child(clause, r));
        first.map(|first| first.max(cue + 1)) == Some(time.tokens.start)
            && subjects.any(|subject| subject >= time.tokens.end)
            && tree.lower(time.tokens.end) != ","
    });
    marked.or(timed.map(|time| time.tokens.end))
}

/// "said in a statement that …", "told a crowd of supporters that …", "made it clear that …": the clause hangs on a word before it.
fn lent(tree: &Tree, t: usize) -> Option<usize> {
    let complement = |c: &usize| {
        matches!(tree.base(*c), Relation::Acl | Relation::Ccomp)
            && tree
                .each(*c, Relation::Mark)
                .any(|mark| tree.lower(mark) == "that")
    };
    tree.children(t)
        .iter()
        .filter(|&&c| {
            let inside = [
                Relation::Obj,
                Relation::Iobj,
                Relation::Obl,
                Relation::Xcomp,
            ];
            c > t && inside.contains(&tree.base(c))
        })
        .flat_map(|&c| [vec![c], tree.each(c, Relation::Nmod).collect()].concat())
        .flat_map(|noun| tree.children(noun).to_vec())
        .find(complement)
}

/// What stands beside a cue or above it: "The town fell, the minister said", "as the agency reported, the town fell".
fn beside(tree: &Tree, t: usize) -> Vec<usize> {
    let without = |whole: usize, part: usize| -> Vec<usize> {
        let own = tree.subtree(part);
        let words = tree.subtree(whole).into_iter();
        words.filter(|x| !own.contains(x)).collect()
    };
    let as_clause = tree.relation(t) == Relation::Advcl
        && tree.each(t, Relation::Mark).any(|m| tree.lower(m) == "as")
        && tree.child(t, Relation::Obj).is_none();
    match (tree.relation(t), tree.head(t)) {
        (Relation::Parataxis, Some(head)) => without(head, t),
        (Relation::Advcl, Some(head)) if as_clause => without(head, t),
        _ => tree
            .children(t)
            .iter()
            .copied()
            .find(|&c| tree.relation(c) == Relation::Parataxis && tree.is_clausal(c))
            .map(|c| tree.subtree(c))
            .unwrap_or_default(),
    }
}

/// Not an infinitive or a participle.
fn is_finite(tree: &Tree, clause: usize) -> bool {
    tree.base(clause) != Relation::Xcomp
        && (tree.has(clause, "VerbForm=Fin")
            || tree.children(clause).iter().any(|&c| {
                matches!(
                    tree.base(c),
                    Relation::Aux | Relation::Cop | Relation::Nsubj
                )
            }))
}

/// The cue with its speaker, adjuncts and what is coordinated with it: everything under it but its clause.
fn cue_tokens(tree: &Tree, t: usize) -> Vec<usize> {
    tree.under(t, &|c| {
        !matches!(
            tree.base(c),
            Relation::Ccomp | Relation::Xcomp | Relation::Parataxis | Relation::Obj
        )
    })
}
