//! Which telling of an event, or which accusation, a denial answers.
//!
//! A denial that says what did not happen ("denied that its planes bombed the port") is compared with what others tell of that:
//! whoever is said to have done it must be the same, or nobody in the same article. A bare one ("denied the accusation",
//! "denied any involvement") answers what its own article told last of the denier.

use super::super::compare::events;
use super::super::profile::Profile;
use super::super::signs::SAME_DOER;
use super::super::wording::hash;
use super::told::Told;
use super::{Answered, ENOUGH};
use crate::extract::account::Modality;
use crate::ontology::Answer;
use std::collections::{BTreeMap, BTreeSet};

/// Accounts of one doer in one place that are compared with a denial.
const COMPARED: usize = 128;
/// Of what the same article tells without saying who did it less has to speak for it.
const SAME_ARTICLE: f64 = -3.1;

/// What a statement denies; nothing, where it is no denial.
pub(super) fn denied(index: usize, told: &Told<'_>) -> Vec<Answered> {
    let denial = &told.profiles[index];
    if !denial.says() || denial.modality != Modality::Asserted || denial.sets.doers().is_empty() {
        return Vec::new();
    }
    // "The attack cannot be tolerated" denies nothing.
    let plain = told.answer(index).is_none();
    let says_who = |event: &Profile<'_>| !plain || !event.sets.doers().is_empty();
    let own: Vec<usize> = events_of(index, told)
        .filter(|&i| {
            let event = &told.profiles[i];
            event.modality == Modality::Denied && says_who(event)
        })
        .collect();
    let answer = told.answer(index);
    // "Reports that they bombed it are invented, he said" is a denial by what it says.
    let denies = !own.is_empty() || matches!(answer, Some(Answer::Denies | Answer::Rejects));
    let mut answers = Vec::new();
    if denies {
        for event in &own {
            answers.extend(tellings(*event, denial, told));
        }
        if own.is_empty() {
            answers.extend(named_or_meant(index, answer, told));
        }
    }
    answers.retain(|answered| !owns(index, answered.told, told));
    answers
}

/// What a statement tells, without statements.
fn events_of<'t>(index: usize, told: &'t Told<'_>) -> impl Iterator<Item = usize> + 't {
    let said = told.said_in(index).iter().copied();
    said.filter(|&i| !told.profiles[i].says())
}

/// Nobody denies their own words.
fn owns(denial: usize, other: usize, told: &Told<'_>) -> bool {
    let (denier, profile) = (&told.profiles[denial], &told.profiles[other]);
    // What the denial itself tells is not quoted from the denier as true.
    if told.statement(other) == Some(denial) {
        return false;
    }
    let speaker = told.statement(other).map(|i| &told.profiles[i]);
    profile.sets.voices().meet(denier.sets.doers())
        || speaker.is_some_and(|s| s.sets.doers().meet(denier.sets.doers()))
        || profile.says() && profile.sets.doers().meet(denier.sets.doers())
}

/// What others tell of a denied event: in each document the most alike.
fn tellings(denied: usize, denier: &Profile<'_>, told: &Told<'_>) -> Vec<Answered> {
    let event = &told.profiles[denied];
    let mut best: BTreeMap<usize, Answered> = BTreeMap::new();
    let here = told.documents[denied];
    let elsewhere = told.alike(denied, COMPARED).into_iter();
    for candidate in elsewhere.chain(told.facts(denied)) {
        let other = &told.profiles[candidate];
        let document = told.documents[candidate];
        let unsaid = document == here && other.sets.doers().is_empty();
        // Who denies what nobody is said to have done denies having done it.
        let unowned = event.sets.doers().is_empty();
        let doer = if unowned { denier } else { event };
        let owned = unowned && document != here && same_doer(denier, other);
        let known = owned.then_some(SAME_DOER);
        if event.family != other.family || !same_doer(doer, other) && !unsaid {
            continue;
        }
        let enough = if document == here {
            SAME_ARTICLE
        } else {
            ENOUGH
        };
        let Some(verdict) = events(event, other, known).filter(|v| v.score >= enough) else {
            continue;
        };
        let answered = Answered {
            told: candidate,
            score: verdict.score.max(ENOUGH),
            reasons: verdict.reasons,
        };
        let better = |known: &Answered| known.score < answered.score;
        if best.get(&document).is_none_or(better) {
            best.insert(document, answered);
        }
    }
    best.into_values().collect()
}

/// What a denial answers that has no event of its own: one whose words stand in it, else an accusation against the denier or
/// a deed of theirs in the sentences before.
fn named_or_meant(index: usize, answer: Option<Answer>, told: &Told<'_>) -> Vec<Answered> {
    let denier = &told.profiles[index];
    let theirs = |other: &Profile<'_>| same_doer(other, denier);
    let involved = told.involved(index);
    let named: Vec<Answered> = told
        .named_in(index)
        .into_iter()
        .filter(|&i| {
            involved || theirs(&told.profiles[i]) || told.profiles[i].sets.doers().is_empty()
        })
        .map(|i| Answered::plainly(i, "the words of the denial name it"))
        .collect();
    if !named.is_empty() && (answer == Some(Answer::Denies) || involved) {
        return named;
    }
    let accused = told
        .before(index)
        .filter(|&i| told.answer(i) == Some(Answer::Blames) && concerns(&told.profiles[i], denier));
    let accused = accused
        .max_by_key(|&i| (told.profiles[i].account.trigger.0, i))
        .map(|i| Answered::plainly(i, "it is accused in the sentences before"));
    // "Denied that any soldiers had died": those whom an event befell.
    let about = denier.saying.as_ref().map(|saying| saying.topics());
    let befell =
        |other: &Profile<'_>| about.is_some_and(|about| other.sets.sufferers().meet(about));
    let deed = || match (involved, answer) {
        (true, _) => {
            let reason = "it is told in the sentences before";
            told.meant(index, true, reason, |_: &Profile<'_>| true)
        }
        (false, Some(answer)) if answer == Answer::Denies || told.names_charge(index) => {
            let reason = "it is said to have done that in the sentences before";
            let bare = told.names_charge(index) || told.says_nothing(index, &BTreeSet::new());
            let deed = told.meant(index, bare, reason, theirs);
            let reason = "it is about those whom that befell";
            let harmed = told.names_deed(index);
            deed.or_else(|| told.meant(index, true, reason, |e| harmed && befell(e)))
        }
        _ => None,
    };
    let at = |answered: &Answered| told.profiles[answered.told].account.trigger.0;
    // "The accusation" is the one that was told.
    let deed = match accused.is_some() && told.names_charge(index) {
        true => None,
        false => deed(),
    };
    let found = accused.into_iter().chain(deed);
    found
        .max_by_key(|answered| (at(answered), answered.told))
        .into_iter()
        .collect()
}

/// The accused is the denier.
fn concerns(accusation: &Profile<'_>, denier: &Profile<'_>) -> bool {
    let roles = ["addressee", "about"].iter();
    let named = roles.filter_map(|role| accusation.account.roles.get(*role));
    let denier: Vec<u64> = denier
        .sets
        .doers()
        .iter()
        .chain(denier.sets.doer_sides().iter())
        .collect();
    named.flatten().any(|f| denier.contains(&hash(&f.id)))
}

fn same_doer(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    a.sets.doer_sides().meet(b.sets.doer_sides()) || a.sets.doers().meet(b.sets.doers())
}
