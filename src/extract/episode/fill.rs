//! Fills the roles of an event that no frame filled, and dates it.

use super::chance::{Chance, Who, chances};
use super::scene::Scene;
use super::weights::Weights;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::ontology::{Ontology, Part, Role};

/// How many fillers a role gets from the whole document at most.
fn most(part: Part) -> usize {
    match part {
        Part::Agent | Part::Place => 2,
        Part::Patient => 3,
        Part::Instrument => 1,
    }
}

/// Fills the roles of an event that no frame filled, and dates it, by what stands in and around the sentences that tell it.
pub fn fill(
    event: &mut Candidate,
    tellings: &[Candidate],
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let weights = Weights::embedded();
    let mut known: Option<Vec<Chance>> = None;
    for role in ontology.roles_of(&event.class) {
        let column = role
            .part
            .and_then(|part| Some((part, weights.column(part.name())?)));
        let Some((part, column)) = column.filter(|_| !event.roles.contains_key(&role.name)) else {
            continue;
        };
        let known = known.get_or_insert_with(|| chances(tellings, scene, mentions, ontology));
        let free = known
            .iter()
            .filter(|chance| fits(chance, role, event, mentions, ontology));
        let scored = free.map(|chance| (weights.sum(&chance.signs, column), chance));
        let mut likely: Vec<_> = scored.filter(|(score, _)| *score > 0.0).collect();
        likely.sort_by(|(x, _), (y, _)| y.total_cmp(x));
        let mut fills: Vec<Fill> = likely
            .iter()
            .take(most(part))
            .map(|(_, chance)| chance.fill.clone())
            .collect();
        fills.sort_by_key(|fill| fill.span);
        if !fills.is_empty() {
            event.roles.insert(role.name.clone(), fills);
        }
    }
    for role in ontology
        .roles_of(&event.class)
        .filter(|role| role.part.is_some() && !role.symmetric)
    {
        if let Some(fills) = event.roles.get_mut(&role.name) {
            without_wholes(fills, mentions);
        }
    }
    if event.time.is_none()
        && let Some(column) = weights.column("time")
    {
        let known = known.unwrap_or_else(|| chances(tellings, scene, mentions, ontology));
        let times = known.iter().filter_map(|chance| match chance.who {
            Who::Time(s, n) => Some((
                weights.sum(&chance.signs, column),
                mentions.trees[s].sentence.times[n].interval?,
                chance.fill.span,
            )),
            _ => None,
        });
        let best = times
            .filter(|(score, _, _)| *score > 0.0)
            .max_by(|(x, _, _), (y, _, _)| x.total_cmp(y));
        event.time = best.map(|(_, interval, span)| (interval, span));
    }
}

/// Leaves out what a part of it does: Turkey where its troops are named.
fn without_wholes(fills: &mut Vec<Fill>, mentions: &Mentions) {
    let entity = |fill: &Fill| match fill.value {
        Filled::Entity(id) => Some(mentions.entities.get(id)),
        _ => None,
    };
    let parts: Vec<String> = fills
        .iter()
        .filter_map(entity)
        .flat_map(|e| e.part_of.iter().map(|w| w.id.clone()))
        .collect();
    fills.retain(|fill| entity(fill).is_none_or(|e| !parts.contains(&e.id)));
}

/// Whether a candidate is of a class that a role takes, and takes no other part in the event yet.
fn fits(
    chance: &Chance,
    role: &Role,
    event: &Candidate,
    mentions: &Mentions,
    ontology: &Ontology,
) -> bool {
    let is = |class: &str| role.range.iter().any(|wanted| ontology.is_a(class, wanted));
    match chance.who {
        Who::Entity(id) => {
            let mut taken = event.roles.values().flatten();
            is(&mentions.entities.get(id).class)
                && !taken.any(|fill| fill.value == chance.fill.value)
        }
        Who::Words(..) => is("Thing"),
        Who::Time(..) => false,
    }
}
