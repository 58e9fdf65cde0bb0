//! Words that only take up an event of which others tell: "the attack", "this massacre", some sentences below.

use super::merge::family;
use super::tie::Ties;
use super::{ADDS, Group, is_event};
use crate::extract::events::Candidate;
use crate::extract::weights::Weights;
use crate::ontology::Ontology;

/// How many words a group has at most that takes up another.
const SIZE: usize = 3;
/// Of how many words of an event, those that speak most for it, the average decides, and from which log-odds on: less than for two
/// events that are told as news, since whoever says "the attack" means one that was told.
const NEAREST: usize = 3;
const LEAST: f32 = -1.0;

/// Puts each group of definite nouns to the event before it that they most likely take up, if none of its words is against it.
pub fn take_up(
    groups: Vec<Vec<usize>>,
    tellings: &[Candidate],
    likely: &[f32],
    ties: &Ties,
    ontology: &Ontology,
) -> Vec<Group> {
    let mut events: Vec<Group> = Vec::new();
    for members in groups {
        match taken_up(&members, &events, tellings, likely, ties, ontology) {
            Some(event) => events[event].again.extend(members),
            None => events.push(Group {
                members,
                again: Vec::new(),
            }),
        }
    }
    events
}

/// The event that some words take up.
fn taken_up(
    words: &[usize],
    events: &[Group],
    tellings: &[Candidate],
    likely: &[f32],
    ties: &Ties,
    ontology: &Ontology,
) -> Option<usize> {
    // "The attack killed nine" says more.
    let plain = |&i: &usize| likely[i] >= ADDS && tellings[i].counts.is_empty();
    let definite = |&i: &usize| ties.is_definite(i);
    let given = words
        .iter()
        .all(|i| plain(i) && (definite(i) || tellings[*i].bare));
    if !given || !words.iter().any(definite) || words.len() > SIZE {
        return None;
    }
    let weights = Weights::of_events();
    let column = weights.column("one").unwrap_or_default();
    let own = family(&tellings[words[0]].class, ontology);
    let odds = |event: &Group| {
        let pairs = event
            .members
            .iter()
            .flat_map(|&i| words.iter().map(move |&j| (i.min(j), i.max(j))));
        let pairs: Vec<(usize, usize)> = pairs.collect();
        if pairs.iter().any(|&(i, j)| ties.apart(i, j)) {
            return None;
        }
        let mut odds: Vec<f32> = pairs
            .iter()
            .map(|&(i, j)| weights.sum(&ties.signs(i, j), column))
            .collect();
        odds.sort_by(|x, y| y.total_cmp(x));
        odds.truncate(NEAREST);
        Some(odds.iter().sum::<f32>() / odds.len() as f32)
    };
    let told = |event: &Group| {
        let same = family(&tellings[event.members[0]].class, ontology) == own;
        let once = event.members.iter().all(|&i| likely[i] >= ADDS);
        same && once && is_event(&event.members, tellings, likely)
    };
    let known = events.iter().enumerate().filter(|(_, event)| told(event));
    let likely = known.filter_map(|(n, event)| Some((odds(event)?, n)));
    let best = likely.max_by(|(x, _), (y, _)| x.total_cmp(y));
    best.filter(|(odds, _)| *odds > LEAST).map(|(_, n)| n)
}
