//! Who claims an event, and who is blamed for it.

use super::super::profile::Profile;
use super::Answered;
use super::told::Told;
use crate::extract::account::{Filler, Modality};
use crate::ontology::Answer;
use std::collections::BTreeSet;

/// Claims and blames of a statement: the events, with those who claim them or are blamed for them.
pub(super) fn answered(index: usize, told: &Told<'_>) -> Vec<(Answer, BTreeSet<String>, Answered)> {
    let statement = &told.profiles[index];
    if statement.modality != Modality::Asserted || statement.sets.doers().is_empty() {
        return Vec::new();
    }
    let speakers = ids(statement, &["speaker"]);
    match told.answer(index) {
        Some(Answer::Blames) => {
            let accused = accused(statement, told);
            let accused: BTreeSet<String> = accused.difference(&speakers).cloned().collect();
            let blame = |answered| (Answer::Blames, accused.clone(), answered);
            match accused.is_empty() {
                true => Vec::new(),
                false => events(index, &accused, told)
                    .into_iter()
                    .map(blame)
                    .collect(),
            }
        }
        Some(Answer::Claims) => {
            let claim = |answered| (Answer::Claims, speakers.clone(), answered);
            events(index, &speakers, told)
                .into_iter()
                .map(claim)
                .collect()
        }
        Some(Answer::Denies | Answer::Rejects) => Vec::new(),
        // "The army said that it had shelled the town" owns up to it.
        None => own_deeds(index, &speakers, told),
    }
}

fn own_deeds(
    index: usize,
    speakers: &BTreeSet<String>,
    told: &Told<'_>,
) -> Vec<(Answer, BTreeSet<String>, Answered)> {
    let events = told.said_in(index).iter().copied();
    let deeds = events.filter_map(|i| {
        let event = &told.profiles[i];
        let deed = told.ontology.answered_for(&event.account.kind);
        if !deed || event.modality != Modality::Asserted {
            return None;
        }
        let own: BTreeSet<String> = doers(event).intersection(speakers).cloned().collect();
        let reason = "whoever says it is said to have done it";
        let found = (Answer::Claims, own, Answered::plainly(i, reason));
        (!found.1.is_empty()).then_some(found)
    });
    deeds.collect()
}

/// The events that a claim or blame is about: those whose words stand in it, or else the last one before.
fn events(index: usize, whom: &BTreeSet<String>, told: &Told<'_>) -> Vec<Answered> {
    let deed = |i: &usize| told.ontology.answered_for(&told.profiles[*i].account.kind);
    let named: Vec<usize> = told.named_in(index).into_iter().filter(deed).collect();
    if !named.is_empty() {
        let named = named.into_iter();
        return named
            .map(|i| Answered::plainly(i, "its words name it"))
            .collect();
    }
    // "The attack, which the group claimed"
    if told.says_nothing(index, &BTreeSet::new()) {
        let last = told.same_sentence(index).filter(|i| deed(i)).max();
        return last
            .map(|i| Answered::plainly(i, "it is told in the words before"))
            .into_iter()
            .collect();
    }
    let fits = |other: &Profile<'_>| {
        let doers = doers(other);
        other.sets.doer_sides().is_empty() || !doers.is_disjoint(whom)
    };
    let bare = told.says_nothing(index, whom);
    let reason = "it is told in the sentences before";
    told.meant(index, bare, reason, fits).into_iter().collect()
}

/// The accused: whom the frame gives, or else the first actor that the words are about.
fn accused(statement: &Profile<'_>, told: &Told<'_>) -> BTreeSet<String> {
    let given = ids(statement, &["addressee"]);
    if !given.is_empty() {
        return given;
    }
    let about = statement.account.roles.get("about").into_iter().flatten();
    let actor = |f: &&Filler| told.ontology.is_a(&f.class, "Actor");
    let mut actors = about.filter(actor);
    actors.next().map(|f| f.id.clone()).into_iter().collect()
}

fn doers(event: &Profile<'_>) -> BTreeSet<String> {
    ids(event, &["perpetrator", "agent"])
}

fn ids(profile: &Profile<'_>, roles: &[&str]) -> BTreeSet<String> {
    let fillers = roles
        .iter()
        .filter_map(|role| profile.account.roles.get(*role));
    fillers.flatten().map(|f| f.id.clone()).collect()
}
