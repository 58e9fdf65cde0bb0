//! The events of a document, each with all that any of its sentences tells of it.
//!
//! The words that evoke a class of event are *tellings*. Which of them tell of one event, and who or what else in and around
//! their sentences takes part in it, is decided by signs that are seen in the text and weighed by `models/episodes.tsv`.

mod again;
mod apart;
mod aside;
mod bare;
mod chance;
mod cluster;
mod fill;
mod implied;
mod lessons;
mod merge;
mod phrase;
mod reasons;
mod scene;
mod sentence;
mod sides;
mod tally;
mod tie;
mod times;
mod word;

use super::account::Modality;
use super::events::Candidate;
use super::mentions::Mentions;
use super::weights::Weights;
use crate::ontology::{Ontology, Part};
use crate::span::Span;
use merge::one;
use scene::Scene;
use std::collections::{BTreeMap, BTreeSet};
use tie::Ties;

pub use super::weights::Sign;
pub(super) use bare::bare;
pub use lessons::{Lesson, Lessons, Telling, lessons};
pub(crate) use merge::family;
pub use reasons::{Reasons, Together, Weighed, reasons};
pub(super) use sentence::within_sentence;

/// How many tellings of a document are held against each other.
const TOGETHER: usize = 200;

/// How much less likely a word may be to tell of something that happened once than what makes an event of its own, and
/// still add to one.
const ADDS: f32 = -1.5;

/// The log-odds that what counts the dead of years tells of something that happened once.
const TALLY: f32 = -4.0;

/// Whether events of a class have somebody who does them: those that are gathered from all of a document.
pub fn has_sides(class: &str, ontology: &Ontology) -> bool {
    ontology.role_in(class, Part::Agent).is_some()
}

/// The events that some words tell of, each once, in the order of their first telling.
pub fn episodes(
    tellings: Vec<Candidate>,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<Candidate> {
    let likely: Vec<f32> = tellings
        .iter()
        .map(|telling| likely(telling, mentions, ontology))
        .collect();
    let scene = Scene::of_all(mentions, ontology);
    let (mut events, mut groups) = (Vec::new(), Vec::new());
    let ties = Ties::of(&tellings, &scene, mentions, ontology);
    let gathered = gather(&tellings, &likely, &ties, ontology);
    let words = |members: &[usize]| -> BTreeSet<(usize, usize)> {
        let ours = members.iter().map(|&i| &tellings[i]);
        ours.flat_map(|telling| telling.triggers().map(|t| (telling.sentence, t)))
            .collect()
    };
    let accepted = gathered
        .iter()
        .filter(|group| is_event(&group.members, &tellings, &likely));
    let told: BTreeSet<(usize, usize)> = accepted.flat_map(|group| words(&group.all())).collect();
    for group in gathered {
        let others = &told - &words(&group.all());
        let parts = denied_apart(group, &tellings).into_iter();
        for part in parts.filter(|part| is_event(&part.members, &tellings, &likely)) {
            let ours = |numbers: &[usize]| -> Vec<Candidate> {
                numbers.iter().map(|&i| tellings[i].clone()).collect()
            };
            let members = ours(&part.members);
            let mut event = one(&members, mentions, ontology);
            event.odds = Some(surest(&part.members, &likely)).filter(|odds| odds.is_finite());
            if has_sides(&event.class, ontology) {
                fill::fill(&mut event, &members, &others, &scene, mentions, ontology);
            }
            let again = ours(&part.again);
            merge::tell_again(&mut event, &again, mentions);
            events.push(event);
            groups.push([members, again].concat());
        }
    }
    times::count_days(&mut events, &groups, mentions);
    events
}

/// The tellings of an event, by their numbers.
struct Group {
    /// Those that say what it was.
    members: Vec<usize>,
    /// Those that only take it up, or tell what was then done to those who did it.
    again: Vec<usize>,
}

impl Group {
    fn all(&self) -> Vec<usize> {
        self.members.iter().chain(&self.again).copied().collect()
    }
}

/// Whether some tellings make an event. What only the reader takes for one adds to what frames know.
fn is_event(members: &[usize], tellings: &[Candidate], likely: &[f32]) -> bool {
    let framed = members.iter().any(|&i| !tellings[i].bare);
    let evoked = members.iter().any(|&i| !tellings[i].frames.is_empty());
    evoked && (surest(members, likely) >= 0.0 || framed)
}

/// The log-odds of the surest of some tellings.
fn surest(members: &[usize], likely: &[f32]) -> f32 {
    let odds = members.iter().map(|&i| likely[i]);
    odds.fold(f32::NEG_INFINITY, f32::max)
}

/// What somebody denies is an event of its own beside what is told as fact, so that one can see who denies what.
fn denied_apart(group: Group, tellings: &[Candidate]) -> Vec<Group> {
    let denied = |&i: &usize| tellings[i].modality == Modality::Denied && !tellings[i].bare;
    let (mut denials, members): (Vec<usize>, Vec<usize>) =
        group.members.into_iter().partition(denied);
    let (also, again): (Vec<usize>, Vec<usize>) = group.again.into_iter().partition(denied);
    denials.extend(also);
    let denial = Group {
        members: denials,
        again: Vec::new(),
    };
    let both = [denial, Group { members, again }].into_iter();
    both.filter(|part| !part.members.is_empty()).collect()
}

/// The log-odds that a word tells of something that happened once. Of classes that the reader knows nothing of, a frame that
/// fits says so, and a word alone only adds to what others tell.
fn likely(telling: &Candidate, mentions: &Mentions, ontology: &Ontology) -> f32 {
    let weights = Weights::of_events();
    if tally::is_tally(telling, mentions) {
        return TALLY;
    }
    match weights
        .column("tells")
        .filter(|_| ontology.read_as(&telling.class).is_some())
    {
        Some(column) => {
            let odds = |t: usize| weights.sum(&word::signs(telling, t, mentions, ontology), column);
            // "Clashes left 14 dead": the surest of its words says so.
            telling
                .triggers()
                .map(odds)
                .fold(f32::NEG_INFINITY, f32::max)
        }
        None if telling.bare => ADDS,
        None => f32::INFINITY,
    }
}

/// Which tellings are of one event: those of one family are joined as long as two events are left of which more speaks for
/// their being one than against it, on the average of their tellings (agglomerative clustering, average link).
fn gather(tellings: &[Candidate], likely: &[f32], ties: &Ties, ontology: &Ontology) -> Vec<Group> {
    let mut families: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut events: Vec<Vec<usize>> = Vec::new();
    for (i, telling) in tellings.iter().enumerate() {
        match likely[i] >= ADDS {
            true => families
                .entry(family(&telling.class, ontology))
                .or_default()
                .push(i),
            false if !telling.bare => events.push(vec![i]),
            false => {}
        }
    }
    let weights = Weights::of_events();
    let column = weights.column("one").unwrap_or_default();
    let score = |i: usize, j: usize| match ties.apart(i, j) {
        true => f32::NEG_INFINITY,
        false => weights.sum(&ties.signs(i, j), column),
    };
    for members in families
        .values()
        .flat_map(|members| members.chunks(TOGETHER))
    {
        events.extend(cluster::average_link(members, score));
    }
    events.sort_unstable();
    let mut groups = again::take_up(events, tellings, likely, ties, ontology);
    for Group { members, again } in &mut groups {
        let known = members.clone();
        again.extend(members.extract_if(.., |&mut j| {
            known.iter().any(|&i| i < j && ties.answers(i, j))
        }));
    }
    groups
}

/// The words of a telling in its sentence.
fn words(telling: &Candidate, mentions: &Mentions) -> Vec<Span> {
    let tree = &mentions.trees[telling.sentence];
    telling.triggers().map(|t| tree.token(t).span).collect()
}
