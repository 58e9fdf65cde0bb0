//! The words of an attribution: the cue with its auxiliaries, adverbs and channel ("had also said in a statement"), and
//! the source with its titles, appositions and relative clauses ("Ann Novak, who runs the clinic").

use super::events::Candidate;
use super::stretches::{merge, runs};
use super::tree::Tree;
use crate::ontology::Lexicon;
use crate::span::Span;
use crate::text::{Relation, Upos};

/// The words of a cue. `content` says which tokens are what was said.
pub fn cue_words(
    tree: &Tree,
    t: usize,
    content: &dyn Fn(usize) -> bool,
    lexicon: &Lexicon,
) -> Span {
    let mut first = t;
    while first > 0 && belongs_before(tree, first - 1, t) {
        first -= 1;
    }
    let mut last = t;
    if let Some(particle) = tree.child(t, Relation::CompoundPrt) {
        last = last.max(particle);
    }
    // "called for", "support for": the preposition that introduces the content.
    let preposition = tree
        .children(t)
        .iter()
        .filter(|&&c| content(c) && !tree.is_clausal(c))
        .find_map(|&c| tree.each(c, Relation::Case).find(|&case| case == last + 1));
    match preposition {
        Some(case) => last = case,
        None => last = channel(tree, t, last, content, lexicon).unwrap_or(last),
    }
    Span::new(tree.token(first).span.begin, tree.token(last).span.end)
}

/// Auxiliaries, negations and adverbs between subject and verb; adjectives of a noun.
fn belongs_before(tree: &Tree, i: usize, t: usize) -> bool {
    let Some(top) = tree.ancestors(i).find(|&a| tree.head(a) == Some(t)) else {
        return false;
    };
    match tree.base(top) {
        Relation::Aux | Relation::Cop => true,
        Relation::Advmod => !tree.has(top, "PronType=Int"),
        Relation::Amod => tree.upos(t) == Upos::Noun && tree.upos(top) == Upos::Adj,
        Relation::Mark => tree.upos(top) == Upos::Part,
        _ => false,
    }
}

/// "in a statement", "on Twitter" right after the verb.
fn channel(
    tree: &Tree,
    t: usize,
    last: usize,
    content: &dyn Fn(usize) -> bool,
    lexicon: &Lexicon,
) -> Option<usize> {
    tree.each(t, Relation::Obl)
        .filter(|&c| lexicon.is_in("channels", &tree.lemma(c)) && !content(c))
        .find_map(|c| {
            let words = tree.under(c, &|x| {
                !matches!(
                    tree.base(x),
                    Relation::Acl
                        | Relation::Ccomp
                        | Relation::Parataxis
                        | Relation::Punct
                        | Relation::Conj
                )
            });
            let end = words.last().copied()?;
            (end == last + words.len()).then_some(end)
        })
}

/// Where the words stand that say who speaks; none when the sentence does not say.
pub fn source_words(tree: &Tree, cue: &Candidate, taken: &[Span], text: &str) -> Vec<Span> {
    let Some(fill) = cue
        .roles
        .get("speaker")
        .and_then(|fills| fills.iter().find(|f| f.sentence == cue.sentence))
    else {
        return Vec::new();
    };
    let t = cue.trigger;
    // "the minister, who said …": the pronoun stands for the speaker.
    let relative = tree
        .each(t, Relation::Nsubj)
        .find(|&c| tree.has(c, "PronType=Rel"));
    if let Some(pronoun) = relative {
        return vec![tree.token(pronoun).span];
    }
    let head = tree
        .ancestors(fill.token)
        .find(|&a| tree.relation(a) != Relation::Conj)
        .unwrap_or(fill.token);
    let words = tree.under(head, &|c| {
        !(tree.head(c) == Some(head)
            && (tree.base(c) == Relation::Case && c < head
                || matches!(
                    tree.base(c),
                    Relation::Parataxis | Relation::Mark | Relation::Cop | Relation::Nsubj
                )))
    });
    let free: Vec<usize> = words
        .into_iter()
        .filter(|&w| !taken.iter().any(|span| span.overlaps(tree.token(w).span)))
        .collect();
    // Only what hangs together with the head: a stray attachment elsewhere is no part of a name.
    let span = merge(runs(tree, &free), text);
    let at = tree.token(head).span;
    span.into_iter().filter(|s| s.contains(at)).collect()
}
