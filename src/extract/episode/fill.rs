//! Who takes part in an event, and when it was.

use super::chance::{Chance, Who, chances};
use super::scene::Scene;
use super::times;
use super::weights::Weights;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::ontology::{Ontology, Part, Role};
use crate::span::Span;
use crate::time::Interval;

/// What a frame's taking it for a filler adds to the log-odds of one, beside what the signs say: grammar is seldom wrong.
const LEAD: f32 = 2.0;

/// How many fillers a role gets from the whole document at most.
fn most(part: Part) -> usize {
    match part {
        Part::Agent | Part::Place => 2,
        Part::Patient => 3,
        Part::Instrument => 1,
    }
}

/// Fills the roles of an event and dates it, by what stands in and around the sentences that tell it.
/// What a frame took for a filler is one sign among others, other than of those who do something together.
pub fn fill(
    event: &mut Candidate,
    tellings: &[Candidate],
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) {
    let known = chances(tellings, scene, mentions);
    take_part(event, &known, mentions, ontology);
    for role in ontology.roles_of(&event.class) {
        if let Some(part) = role.part.filter(|_| !role.symmetric)
            && let Some(fills) = event.roles.get_mut(&role.name)
        {
            without_wholes(fills, part, mentions);
        }
    }
    if event.time.is_none() {
        event.time = day(tellings, &known, mentions);
    }
}

/// Gives each candidate the part that is likeliest for it, if any is likelier than none.
fn take_part(event: &mut Candidate, known: &[Chance], mentions: &Mentions, ontology: &Ontology) {
    let weights = Weights::embedded();
    let mut asked: Vec<(&Role, Part, usize)> = Vec::new();
    let together = ontology.roles_of(&event.class).any(|role| role.symmetric);
    for role in ontology.roles_of(&event.class) {
        // Of what several do together frames know best what it is about and where.
        let open = !together || role.symmetric && !event.roles.contains_key(&role.name);
        if let Some(part) = role.part.filter(|_| open)
            && let Some(column) = weights.column(part.name())
        {
            asked.push((role, part, column));
        }
    }
    let framed: Vec<Vec<Fill>> = asked
        .iter()
        .map(|(role, _, _)| event.roles.remove(&role.name).unwrap_or_default())
        .collect();
    let mut taken: Vec<Vec<(f32, Fill)>> = vec![Vec::new(); asked.len()];
    for chance in known {
        let scored = asked
            .iter()
            .enumerate()
            .filter_map(|(n, (role, _, column))| {
                let own = framed[n].iter().find(|fill| chance.is(fill));
                let score = weights.sum(&chance.signs, *column) + own.map_or(0.0, |_| LEAD);
                fits(chance, role, mentions, ontology)
                    .then(|| (score, n, own.unwrap_or(&chance.fill)))
            });
        // Nobody is on two sides of what happens.
        if let Some((score, n, fill)) = scored.max_by(|(x, ..), (y, ..)| x.total_cmp(y))
            && score > 0.0
        {
            taken[n].push((score, fill.clone()));
        }
    }
    for (((role, part, _), own), mut likely) in asked.into_iter().zip(framed).zip(taken) {
        likely.sort_by(|(x, _), (y, _)| y.total_cmp(x));
        let likely = likely.into_iter().take(most(part)).map(|(_, fill)| fill);
        // "We attacked": nobody whom a phrase of the document names.
        let unnamed = own
            .into_iter()
            .filter(|fill| !known.iter().any(|chance| chance.is(fill)));
        let mut fills: Vec<Fill> = likely.chain(unnamed).collect();
        fills.sort_by_key(|fill| fill.span);
        if !fills.is_empty() {
            event.roles.insert(role.name.clone(), fills);
        }
    }
}

/// The likeliest time of an event with its words, if any is likelier than none.
fn day(tellings: &[Candidate], known: &[Chance], mentions: &Mentions) -> Option<(Interval, Span)> {
    let weights = Weights::embedded();
    let column = weights.column("time")?;
    let times = known.iter().filter_map(|chance| match chance.who {
        Who::Time(s, n) => Some((
            weights.sum(&chance.signs, column),
            times::told(tellings, s, n, mentions)?,
            chance.fill.span,
        )),
        _ => None,
    });
    let likely = times.filter(|(score, ..)| *score > 0.0);
    let best = likely.max_by(|(x, ..), (y, ..)| x.total_cmp(y));
    best.map(|(_, interval, span)| (interval, span))
}

/// Leaves out what a part of it does, Turkey where its troops are named, and countries as places where a town is named.
fn without_wholes(fills: &mut Vec<Fill>, part: Part, mentions: &Mentions) {
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
    let country = |fill: &Fill| entity(fill).is_some_and(|e| e.class == "Country");
    if part == Part::Place && !fills.iter().all(country) {
        fills.retain(|fill| !country(fill));
    }
}

/// Whether a candidate is of a class that a role takes.
fn fits(chance: &Chance, role: &Role, mentions: &Mentions, ontology: &Ontology) -> bool {
    let is = |class: &str| role.range.iter().any(|wanted| ontology.is_a(class, wanted));
    match chance.who {
        Who::Entity(id) => is(&mentions.entities.get(id).class),
        Who::Words(..) => is("Thing"),
        Who::Time(..) => false,
    }
}
