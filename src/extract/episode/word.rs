//! What is seen of one word that tells of an event: whether it is of something that happened once.

use crate::document::BlockKind;
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::weights::{Sign, share};
use crate::ontology::{Ontology, Part};
use crate::text::{Relation, TimeKind, Upos};
use std::borrow::Cow;

/// How sure the reader is that something happened, from which on it is told as done.
const SURE: f32 = 1.0;

/// What is seen of the word of a telling.
pub struct Word {
    pub lemma: String,
    pub form: &'static str,
    pub many: bool,
    pub happened: bool,
    pub heading: bool,
    /// Past perfect.
    pub before: bool,
    /// With a definite article, a demonstrative or "both".
    pub definite: bool,
    /// "A second blast", "another bomb exploded": it, or what it was done with, is told as one more.
    pub another: bool,
    /// Determiners, adjectives and adverbs on it.
    pub beside: Vec<String>,
}

impl Word {
    pub fn of(candidate: &Candidate, t: usize, mentions: &Mentions, ontology: &Ontology) -> Word {
        let tree = &mentions.trees[candidate.sentence];
        let lexicon = &ontology.lexicon;
        let determined = |set: &str| {
            let mut words = tree
                .each(t, Relation::Det)
                .chain(tree.each(t, Relation::Nummod));
            words.any(|d| lexicon.is_in(set, &tree.lower(d)))
        };
        let many = tree.upos(t) != Upos::Verb && tree.has(t, "Number=Plur");
        let form = match tree.upos(t) {
            Upos::Noun | Upos::Propn => {
                let owned = tree.child(t, Relation::NmodPoss).is_some();
                let told = tree.each(t, Relation::Nmod).any(|n| n > t);
                match () {
                    () if determined("demonstratives") => "a noun with a demonstrative",
                    () if determined("definite-articles") && told => {
                        "a definite noun that is told more of"
                    }
                    () if determined("definite-articles") => "a definite noun",
                    () if determined("indefinite-articles") => "an indefinite noun",
                    () if owned => "a noun with an owner",
                    () if many => "a bare plural",
                    () => "a bare noun",
                }
            }
            _ if tree.is_passive(t) => "a passive verb",
            _ => "a verb",
        };
        let sure = tree.sentence.meaning.sure.get(t).copied();
        Word {
            definite: matches!(tree.upos(t), Upos::Noun | Upos::Propn)
                && (determined("definite-articles") || determined("both-words")),
            lemma: tree.lemma(t),
            form,
            many,
            happened: sure.is_none_or(|sure| sure >= SURE),
            heading: tree.sentence.block == BlockKind::Heading,
            before: tree.is_perfect(t, "Tense=Past"),
            another: {
                let with = candidate.fills(Part::Instrument, ontology);
                let with = with
                    .iter()
                    .filter(|fill| fill.sentence == candidate.sentence);
                let more = |n: usize| {
                    let beside = tree.children(n).iter().filter(|&&c| c < n);
                    let one = !tree.has(n, "Number=Plur");
                    one && beside
                        .copied()
                        .any(|c| lexicon.is_in("words-for-one-more", &tree.lower(c)))
                };
                with.map(|fill| fill.token).chain([t]).any(more)
                    || is_told_later(candidate, t, mentions)
            },
            beside: {
                let modifies = |c: &&usize| {
                    matches!(
                        tree.base(**c),
                        Relation::Det | Relation::Amod | Relation::Advmod
                    )
                };
                tree.children(t)
                    .iter()
                    .filter(modifies)
                    .map(|&c| tree.lemma(c))
                    .collect()
            },
        }
    }
}

/// "Hours *later*, rebels ambushed a patrol", "*elsewhere*": whether an adverb sets what somebody does apart from what was told.
fn is_told_later(candidate: &Candidate, t: usize, mentions: &Mentions) -> bool {
    let (tree, ontology) = (&mentions.trees[candidate.sentence], mentions.ontology);
    let done = !candidate.fills(Part::Agent, ontology).is_empty();
    let sets_apart = |c: usize| {
        let word = tree.lower(c);
        let lexicon = &ontology.lexicon;
        lexicon.is_in("elsewhere-words", &word) || done && lexicon.is_in("later-words", &word)
    };
    // "fired on the convoy about an hour later"
    let measured = |c: usize| {
        let mut words = tree.children(c).iter();
        words.any(|&w| w < c && ontology.lexicon.is_in("units", &tree.lemma(w)))
    };
    tree.each(t, Relation::Advmod)
        .any(|c| (c < t || measured(c)) && sets_apart(c))
}

/// What is seen of word `t` of a telling: whether it is of something that happened once.
pub fn signs(
    candidate: &Candidate,
    t: usize,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Sign> {
    let word = Word::of(candidate, t, mentions, ontology);
    let tree = &mentions.trees[candidate.sentence];
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("it is", Cow::Borrowed(word.form)),
    ];
    let mut see = |what, kind: String| signs.push((what, Cow::Owned(kind)));
    see("its class", candidate.class.clone());
    if candidate.bare {
        let by = if candidate.frames.is_empty() {
            "no frame"
        } else {
            "a frame that lacks fillers"
        };
        see("found by", by.to_string());
    }
    see("its modality", candidate.modality.name().to_string());
    if let Some(sure) = tree.sentence.meaning.sure.get(t) {
        see("how sure", format!("{:.0}", sure.round()));
    }
    if let Some(likely) = tree.sentence.meaning.violence.get(t) {
        see("violence", share(*likely));
    }
    if let Some(likely) = tree.sentence.meaning.agreements.get(t) {
        see("an agreement", share(*likely));
    }
    if let Some(likely) = tree.sentence.meaning.episodes.get(t) {
        see("episode", share(*likely));
    }
    if word.many {
        see("number", "many".to_string());
    }
    if word.heading {
        see("stands in", "the headline".to_string());
    }
    // "One guard is killed every six hours", "daily attacks"
    let mut times = tree.sentence.times.iter();
    let rate = times.any(|time| {
        let above = tree.top(&time.tokens).and_then(|head| tree.head(head));
        time.kind == TimeKind::Set && above == Some(t)
    });
    if rate {
        see("told as", "what recurs".to_string());
    }
    let time = candidate.time.map(|(interval, _)| match interval.length() {
        Some(1) => "a day",
        Some(2..=31) => "days",
        Some(_) => "a long time",
        None => "an open time",
    });
    see("dated to", time.unwrap_or("nothing").to_string());
    for (role, count) in &candidate.counts {
        let size = match count.min {
            0..=9 => "few",
            10..=99 => "tens",
            100..=999 => "hundreds",
            _ => "thousands",
        };
        see("counts", format!("{role} {size}"));
    }
    for role in candidate.roles.keys() {
        see("it has", role.clone());
    }
    for child in tree.children(t) {
        if matches!(
            tree.base(*child),
            Relation::Aux | Relation::Mark | Relation::Amod | Relation::Advmod
        ) {
            see("beside it", tree.lemma(*child));
        }
    }
    for tense in ["Tense=Past", "Tense=Pres", "VerbForm=Ger", "VerbForm=Inf"] {
        if tree.has(t, tense) {
            see("its form", tense.to_string());
        }
    }
    signs
}
