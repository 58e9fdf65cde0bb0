//! The signs that a time dates an event.

use super::chance::position;
use super::weights::Sign;
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::tree::Tree;
use crate::ontology::Ontology;
use crate::text::{Relation, Time, Upos};
use std::borrow::Cow;

/// Whether a time is that of something else: when somebody said something ("police said Tuesday"), or of another noun
/// ("despite the January ceasefire").
pub fn is_of_another(tree: &Tree, time: &Time, telling: &Candidate, ontology: &Ontology) -> bool {
    let Some((head, above)) = tree
        .top(&time.tokens)
        .and_then(|head| Some((head, tree.head(head)?)))
    else {
        return false;
    };
    let noun = matches!(tree.upos(above), Upos::Noun | Upos::Propn);
    let modifies = matches!(
        tree.base(head),
        Relation::Compound | Relation::Nmod | Relation::Nummod | Relation::Amod
    );
    ontology.says(&tree.verb(above)) || noun && modifies && !telling.stands_at(Some(above))
}

/// What time number `n` of sentence `s` shows for one telling.
pub fn seen(telling: &Candidate, s: usize, n: usize, mentions: &Mentions) -> Vec<Sign> {
    let tree = &mentions.trees[s];
    let time = &tree.sentence.times[n];
    let place = position(telling, s, mentions);
    let long = match time.interval.and_then(|interval| interval.length()) {
        Some(1) => "a day",
        Some(2..=7) => "days",
        Some(8..=31) => "a month",
        Some(32..=366) => "a year",
        _ => "open",
    };
    let mut signs: Vec<Sign> = vec![
        ("always", Cow::Borrowed("")),
        ("its length", Cow::Borrowed(long)),
        ("where it stands", Cow::Owned(format!("time {place}"))),
    ];
    let interval = time.interval;
    if let Some((dated, _)) = telling.time
        && s == telling.sentence
        && Some(dated) == interval
    {
        signs.push(("its frame takes it for", Cow::Borrowed("time")));
    }
    if let Some(published) = mentions.document.published.as_ref().and_then(|p| p.day())
        && let Some(begin) = interval.and_then(|interval| interval.begin)
    {
        let when = if begin > published {
            "after the article"
        } else {
            "before the article"
        };
        signs.push(("it lies", Cow::Borrowed(when)));
    }
    if s == telling.sentence {
        let above = tree.top(&time.tokens).and_then(|head| tree.head(head));
        let hangs = match above {
            Some(above) if telling.stands_at(Some(above)) => "on its word",
            Some(above) if tree.ancestors(above).any(|a| telling.stands_at(Some(a))) => {
                "below its word"
            }
            Some(above)
                if telling
                    .triggers()
                    .any(|t| tree.ancestors(t).any(|a| a == above)) =>
            {
                "above its word"
            }
            _ => "elsewhere",
        };
        signs.push(("it hangs", Cow::Borrowed(hangs)));
        for predicate in &tree.sentence.meaning.predicates {
            if telling.stands_at(Some(predicate.word)) {
                for (head, role, _) in &predicate.arguments {
                    if time.tokens.contains(head) {
                        signs.push(("PropBank's role", Cow::Borrowed(role.as_str())));
                    }
                }
            }
        }
        let known = tree
            .sentence
            .times
            .iter()
            .filter(|other| other.interval.is_some());
        let among = match (known.count(), n) {
            (1, _) => "this",
            (_, 0) => "this first",
            _ => "others",
        };
        signs.push(("times of the sentence", Cow::Borrowed(among)));
    }
    signs
}
