//! Why some words of a document tell of one event, and how likely who is named around them takes part in it.

use super::chance::{Chance, Who, chances};
use super::scene::Scene;
use super::tie::Ties;
use super::{fill, gather, has_sides, likely, one, words};
use crate::extract::events::Candidate;
use crate::extract::mentions::Mentions;
use crate::extract::weights::{Sign, Weights};
use crate::ontology::Ontology;
use crate::span::Span;
use std::collections::BTreeSet;

/// How many signs are named, those that weigh most.
const SIGNS: usize = 3;

/// How many candidates for a role are named, and from which log-odds on.
const CANDIDATES: usize = 4;
const CONSIDERED: f32 = -3.0;

/// An event as a document tells it, before weak ones are left out.
#[derive(Debug)]
pub struct Reasons {
    /// The words that gave it its class.
    pub trigger: Span,
    /// The words that tell of it.
    pub words: Vec<Together>,
    /// Who or what may take part in it: its role (`date` for a time), and how likely, the likeliest first for each role.
    pub considered: Vec<(String, Weighed)>,
}

/// A word that tells of an event.
#[derive(Debug)]
pub struct Together {
    /// Its words.
    pub word: Span,
    /// The log-odds that it tells of something that happened once, where signs are weighed.
    pub odds: Option<f32>,
    /// The earlier word that is likeliest to tell of one event with it.
    pub with: Option<Weighed>,
}

/// Something that signs were weighed for.
#[derive(Debug)]
pub struct Weighed {
    /// Its words.
    pub words: Span,
    /// Its log-odds.
    pub odds: f32,
    /// The signs that weigh most.
    pub signs: Vec<(String, f32)>,
}

/// The events of a document with the reasons for each.
pub fn reasons(tellings: &[Candidate], mentions: &Mentions, ontology: &Ontology) -> Vec<Reasons> {
    let odds: Vec<f32> = tellings
        .iter()
        .map(|telling| likely(telling, mentions, ontology))
        .collect();
    let scene = Scene::of_all(mentions, ontology);
    let ties = Ties::of(tellings, &scene, mentions, ontology);
    let weights = Weights::of_events();
    let column = weights.column("one").unwrap_or_default();
    let tied = |i: usize, j: usize| {
        let signs = ties.signs(i, j);
        Some(Weighed {
            words: words(&tellings[i], mentions).into_iter().next()?,
            odds: weights.sum(&signs, column),
            signs: heaviest(&signs, column),
        })
    };
    let groups = gather(tellings, &odds, &ties, ontology);
    let groups = groups.into_iter().map(|group| {
        let (all, members) = (group.all(), group.members);
        let together = all.iter().enumerate().filter_map(|(n, &j)| {
            let with = all[..n].iter().filter_map(|&i| tied(i, j));
            Some(Together {
                word: words(&tellings[j], mentions).into_iter().next()?,
                odds: Some(odds[j]).filter(|odds| odds.is_finite()),
                with: with.max_by(|x, y| x.odds.total_cmp(&y.odds)),
            })
        });
        let ours: Vec<Candidate> = members.iter().map(|&i| tellings[i].clone()).collect();
        let event = one(&ours, mentions, ontology);
        let considered = match has_sides(&event.class, ontology) {
            true => considered(&event, &ours, &scene, mentions, ontology),
            false => Vec::new(),
        };
        Reasons {
            trigger: event.trigger_span,
            words: together.collect(),
            considered,
        }
    });
    groups.collect()
}

/// The likeliest candidates for each role of an event.
fn considered(
    event: &Candidate,
    tellings: &[Candidate],
    scene: &Scene,
    mentions: &Mentions,
    ontology: &Ontology,
) -> Vec<(String, Weighed)> {
    let known = chances(tellings, &BTreeSet::new(), scene, mentions);
    let weights = Weights::of_events();
    let mut found = Vec::new();
    let mut likeliest = |role: &str, column: usize, mut scored: Vec<(f32, &Chance)>| {
        scored.retain(|(odds, _)| *odds > CONSIDERED);
        scored.sort_by(|(x, _), (y, _)| y.total_cmp(x));
        let likely = scored.into_iter().take(CANDIDATES);
        found.extend(likely.map(|(odds, chance)| {
            let weighed = Weighed {
                words: chance.fill.span,
                odds,
                signs: heaviest(&chance.signs, column),
            };
            (role.to_string(), weighed)
        }));
    };
    for open in fill::open(event, ontology) {
        let scored = known.iter();
        let scored = scored.filter_map(|c| Some((open.odds(c, mentions, ontology)?, c)));
        likeliest(&open.role.name, open.column, scored.collect());
    }
    if let Some(column) = weights.column("time") {
        let times = known
            .iter()
            .filter(|c| matches!(c.who, Who::Time(..) | Who::Published));
        let scored = times.map(|c| (weights.sum(&c.signs, column), c));
        likeliest("date", column, scored.collect());
    }
    found
}

/// The signs that weigh most for a question, in words.
fn heaviest<'s>(signs: impl IntoIterator<Item = &'s Sign>, column: usize) -> Vec<(String, f32)> {
    let weights = Weights::of_events();
    let weighed = signs
        .into_iter()
        .map(|sign| (sign, weights.of(sign, column)));
    let mut weighed: Vec<(&Sign, f32)> = weighed
        .filter(|((name, _), w)| *w != 0.0 && *name != "always")
        .collect();
    weighed.sort_by(|(_, x), (_, y)| y.abs().total_cmp(&x.abs()));
    let heaviest = weighed.into_iter().take(SIGNS);
    heaviest
        .map(|((name, kind), weight)| (format!("{name} {kind}"), weight))
        .collect()
}
