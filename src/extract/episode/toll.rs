//! How many an event befell: numbers of people in and around the sentences that tell it, and the signs of what became of them.

use super::chance::{TELLINGS, around, position};
use super::weights::Sign;
use crate::extract::events::Candidate;
use crate::extract::fillers::is_single;
use crate::extract::mentions::{Count, Mentions};
use crate::extract::tree::Tree;
use crate::span::Span;
use crate::text::{Relation, Upos};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How far up coordinated and appended nouns are followed to the word that says what became of them.
const MAX_HOPS: usize = 4;

/// A number of people with all that is seen of it.
#[derive(Debug, Clone)]
pub struct Toll {
    /// How many, with the words that say so.
    pub count: Count,
    /// Signs, each once.
    pub signs: BTreeSet<Sign>,
}

/// Whatever number may tell how many the event befell that some words tell of.
pub fn tolls(tellings: &[Candidate], mentions: &Mentions) -> Vec<Toll> {
    let mut found: BTreeMap<(usize, usize, u64), Toll> = BTreeMap::new();
    let mut see = |s: usize, t: usize, count: Count, seen: Vec<Sign>| {
        let signs = BTreeSet::new();
        let toll = found.entry((s, t, count.min));
        let toll = toll.or_insert_with(|| Toll { count, signs });
        toll.signs.extend(seen);
    };
    for telling in tellings.iter().take(TELLINGS) {
        for s in around(telling.sentence, mentions) {
            for (t, count) in counted(s, mentions) {
                // "Not a single guard"
                if nobody(telling).any(|span| span.overlaps(count.span)) {
                    continue;
                }
                let seen = seen(telling, s, t, &count, mentions);
                see(s, t, count, seen);
            }
        }
        for (role, count) in &telling.counts {
            let own = counted(telling.sentence, mentions)
                .into_iter()
                .find(|(_, known)| same(known, count) && count.span.overlaps(known.span));
            let frame = [("its frame counts it for", Cow::Owned(role.clone()))];
            match own {
                Some((t, known)) => see(telling.sentence, t, known, frame.into()),
                // Several numbers added up, or nobody.
                None => {
                    let amount = ("it is", Cow::Borrowed(amount(count)));
                    let base = ("always", Cow::Borrowed(""));
                    let of_frame = ("only its frame counts it for", Cow::Owned(role.clone()));
                    let seen = vec![base, amount, of_frame];
                    see(telling.sentence, telling.trigger, count.clone(), seen);
                }
            }
        }
    }
    found.into_values().collect()
}

/// What a telling says that there was nobody of.
fn nobody(telling: &Candidate) -> impl Iterator<Item = Span> {
    let none = telling
        .counts
        .iter()
        .filter(|(_, count)| count.max == Some(0));
    none.map(|(_, count)| count.span)
}

/// Whether two numbers are one.
pub fn same(a: &Count, b: &Count) -> bool {
    (a.min, a.max) == (b.min, b.max)
}

/// The tokens of a sentence at which a number of something stands: a noun phrase that is counted, one person, a bare number.
fn counted(s: usize, mentions: &Mentions) -> Vec<(usize, Count)> {
    let tree = &mentions.trees[s];
    let mut found: BTreeMap<usize, Count> = BTreeMap::new();
    for t in 0..tree.len() {
        let Some(mention) = mentions.get(s, t) else {
            continue;
        };
        if let Some(count) = &mention.count {
            found.insert(t, count.clone());
        } else if is_single(s, t, mention, mentions) {
            let span = mention.span;
            let (min, max) = (1, Some(1));
            found.insert(t, Count { min, max, span });
        }
    }
    for quantity in &tree.sentence.quantities {
        let Some(t) = tree.top(&quantity.tokens) else {
            continue;
        };
        let modifies = matches!(
            tree.base(t),
            Relation::Nummod | Relation::Amod | Relation::Det
        );
        let known = |t: usize| found.contains_key(&t);
        if known(t) || modifies && tree.head(t).is_some_and(known) {
            continue;
        }
        let tokens: Vec<usize> = quantity.tokens.clone().collect();
        let span = tree.span(&tokens);
        let (min, max) = (quantity.min, quantity.max);
        found.insert(t, Count { min, max, span });
    }
    found.into_iter().collect()
}

/// What one number shows for one telling.
fn seen(telling: &Candidate, s: usize, t: usize, count: &Count, mentions: &Mentions) -> Vec<Sign> {
    let tree = &mentions.trees[s];
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("it is", Cow::Borrowed(amount(count))),
        (
            "where it stands",
            Cow::Borrowed(position(telling, s, mentions)),
        ),
        ("it counts", Cow::Owned(tree.lemma(t))),
    ];
    let kind = tree.sentence.meaning.kind(t);
    let kind = kind.map_or("none", |kind| kind.as_str());
    signs.push(("its kind", Cow::Borrowed(kind)));
    for word in told_of(tree, t) {
        signs.push(("told of it", Cow::Owned(tree.lemma(word))));
    }
    if t + 1 < tree.len() {
        signs.push(("before", Cow::Owned(tree.lemma(t + 1))));
    }
    if let Some((relation, above)) = above(tree, t) {
        let word = tree.lemma(above);
        signs.push(("hangs on", Cow::Owned(format!("{word} by {relation}"))));
        signs.push(("the word above it", Cow::Owned(word)));
        let own = s == telling.sentence && telling.stands_at(Some(above));
        let whose = if own { "this event" } else { "something else" };
        signs.push(("the word above it tells of", Cow::Borrowed(whose)));
    }
    for predicate in &tree.sentence.meaning.predicates {
        let mut arguments = predicate.arguments.iter();
        if let Some((_, role, _)) = arguments.find(|(head, _, _)| *head == t) {
            let word = tree.lemma(predicate.word);
            let role = format!("{} of {word}", role.as_str());
            signs.push(("PropBank's role", Cow::Owned(role)));
        }
    }
    signs
}

/// What a number is.
fn amount(count: &Count) -> &'static str {
    match (count.min, count.max) {
        (_, Some(0)) => "nobody",
        (1, Some(1)) => "one",
        (min, Some(max)) if min == max && min < 10 => "a few, exactly",
        (min, Some(max)) if min == max && min < 1000 => "many, exactly",
        (min, Some(max)) if min == max => "thousands, exactly",
        (min, _) if min >= 1000 => "thousands, vaguely",
        (_, None) => "a least number",
        _ => "a vague number",
    }
}

/// Words that tell more of a noun: "adults *killed*", "five *dead*", "babies who were *killed*".
fn told_of(tree: &Tree, t: usize) -> impl Iterator<Item = usize> {
    let more = |c: &&usize| {
        matches!(
            tree.base(**c),
            Relation::Acl | Relation::AclRelcl | Relation::Amod | Relation::Appos
        )
    };
    tree.children(t).iter().filter(more).copied()
}

/// The word that says what becomes of a noun, and the relation to it: past coordination, apposition and *of*.
fn above(tree: &Tree, t: usize) -> Option<(String, usize)> {
    let mut here = t;
    for _ in 0..MAX_HOPS {
        let head = tree.head(here)?;
        let nominal = matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Num);
        let passes = matches!(
            tree.base(here),
            Relation::Conj | Relation::Appos | Relation::Nummod | Relation::Compound
        );
        if !(nominal && passes) {
            let relation = tree.preposition(here);
            let relation = relation.unwrap_or_else(|| tree.relation(here).to_string());
            return Some((relation, head));
        }
        here = head;
    }
    None
}
