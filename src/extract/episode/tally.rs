//! Numbers of dead that were added up over a long time: "has killed 40,000 since 2011".

use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::tree::Tree;
use crate::ontology::Lexicon;
use crate::text::{Relation, Time, TimeKind};

/// Days from which on what "has killed" so many in them is added up: "this year".
const LONG: i32 = 28;

/// Whether what a word counts is no toll of something that happened once.
pub fn is_tally(telling: &Candidate, mentions: &Mentions) -> bool {
    let tree = &mentions.trees[telling.sentence];
    let lexicon = &mentions.ontology.lexicon;
    !telling.counts.is_empty() && telling.triggers().any(|t| adds_up(tree, t, lexicon))
}

fn adds_up(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let marked = |c: usize, set: &str| {
        let mut marks = tree
            .each(c, Relation::Mark)
            .chain(tree.each(c, Relation::Case));
        marks.any(|mark| lexicon.is_in(set, &tree.lower(mark)))
    };
    // "Shelled the town on Monday for the first time since May"
    let dated = tree.sentence.times.iter().any(|time| {
        let root = tree
            .top(&time.tokens)
            .filter(|&root| tree.head(root) == Some(t));
        !is_long(time) && root.is_some_and(|root| !marked(root, "since-words"))
    });
    let since = !dated && tree.children(t).iter().any(|&c| marked(c, "since-words"));
    let perfect = tree.is_perfect(t, "Tense=Pres");
    let mut times = tree.sentence.times.iter().filter_map(|time| {
        let root = tree.top(&time.tokens)?;
        (tree.head(root) == Some(t)).then_some((root, time))
    });
    let long = times.any(|(root, time)| {
        is_of_years(time) && !marked(root, "sequences") || perfect && is_long(time)
    });
    let subject = tree.child(t, Relation::Nsubj);
    let war = perfect && subject.is_some_and(|t| lexicon.is_in("long-events", &tree.lemma(t)));
    since || long || war || !dated && is_of_war(tree, t, lexicon)
}

/// "Killed in the war", "14 months of fighting in which so many were killed".
fn is_of_war(tree: &Tree, t: usize, lexicon: &Lexicon) -> bool {
    let is_war = |t: usize| lexicon.is_in("wars", &tree.lemma(t));
    let within = |&c: &usize| {
        let inside = tree
            .preposition(c)
            .is_some_and(|p| lexicon.is_in("during-words", &p));
        inside && is_war(c)
    };
    let noun = tree
        .head(t)
        .filter(|_| tree.relation(t) == Relation::AclRelcl);
    let long = |t: usize| {
        let mut times = tree.sentence.times.iter();
        times.any(|time| is_of_years(time) && time.tokens.contains(&t))
    };
    tree.each(t, Relation::Obl).any(|c| within(&c))
        || noun.is_some_and(|noun| is_war(noun) || long(noun))
}

/// A length of months or years: "over six decades".
fn is_of_years(time: &Time) -> bool {
    let length = time.value.strip_prefix('P').unwrap_or_default();
    time.kind == TimeKind::Duration && !length.starts_with('T') && length.ends_with(['Y', 'M', 'E'])
}

fn is_long(time: &Time) -> bool {
    let days = time.interval.and_then(|interval| interval.length());
    days.is_some_and(|days| days >= LONG)
}
