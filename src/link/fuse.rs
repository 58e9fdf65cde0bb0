//! Groups of accounts as events.

use super::graph::Event;
use super::merged::{self, Merged, ToldNumber, numbers_of};
use super::profile::named;
use super::sides::{is_side, narrow, on_side, take_sides, wholes};
use super::wording::Wording;
use crate::document::Document;
use crate::extract::Account;
use crate::extract::account::{Counted, Filler, Modality};
use crate::ontology::{Ontology, Part, Role, RoleKind};
use crate::time::Interval;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An account with what tells whether it is a witness of its own.
pub(super) struct Telling<'a> {
    pub account: &'a Account,
    pub wording: &'a Wording,
    pub document: &'a Document,
    /// When its document says itself that it was published.
    pub day: Option<Date>,
    /// The document that its text is from.
    pub source: &'a Document,
    /// When that says itself that it was published.
    pub source_day: Option<Date>,
    /// Whether a person has said when it was.
    pub dated: bool,
}

/// The event that a group of accounts tells, by its id.
pub(super) fn event(id: String, tellings: &[Telling<'_>], ontology: &Ontology) -> Event {
    let group: Vec<&Account> = tellings.iter().map(|t| t.account).collect();
    let group = group.as_slice();
    let witnesses = witnesses(tellings, ontology);
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut values: BTreeMap<String, Vec<ToldNumber>> = BTreeMap::new();
    let numbers: Vec<Vec<Counted>> = group.iter().map(|a| numbers_of(a, ontology)).collect();
    for ((telling, witness), numbers) in tellings.iter().zip(&witnesses).zip(&numbers) {
        let account = telling.account;
        for (role, fillers) in &account.roles {
            roles
                .entry(role.clone())
                .or_default()
                .extend(fillers.iter().map(|f| value(role, f, ontology).to_string()));
        }
        for counted in numbers {
            values
                .entry(counted.of.clone())
                .or_default()
                .push(ToldNumber {
                    witness,
                    first_hand: telling.document.id == *witness,
                    outlet: telling.document.publisher.as_deref(),
                    day: telling.day,
                    counted,
                });
        }
    }
    roles.values_mut().for_each(sort);
    for (role, ids) in &mut roles {
        if ontology.roles.get(role).is_some_and(is_side) {
            narrow(
                ids,
                group.iter().filter_map(|a| a.roles.get(role)).flatten(),
            );
        }
    }
    for (agent, patient) in [(Part::Agent, Part::Patient), (Part::Patient, Part::Agent)] {
        take_sides(&mut roles, group, (agent, patient), ontology);
    }
    let disputed = disputes(group, &values, ontology);
    let quantities = values
        .iter()
        .map(|(of, values)| (of.clone(), Merged::over(values, ontology)))
        .collect();
    Event {
        id,
        class: class(group, ontology),
        modality: modality(group),
        roles,
        quantities,
        confidence: Merged::percent(group.iter().filter_map(|a| a.confidence)),
        date: date(tellings),
        content: content(group),
        disputed,
        accounts: sorted(group.iter().map(|a| a.id.as_str())),
        documents: sorted(group.iter().map(|a| a.document.as_str())),
        origins: sorted(witnesses.iter().copied()),
    }
}

/// Ids sorted, each once. There are very many events, of one account as a rule: a set would take more room.
fn sorted<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<String> {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(str::to_string).collect()
}

/// Sorts ids, each once.
pub(super) fn sort(ids: &mut Vec<String>) {
    ids.sort_unstable();
    ids.dedup();
    ids.shrink_to_fit();
}

/// A fact where one account is sure of it; the others of a group are told in one way.
fn modality(group: &[&Account]) -> Modality {
    let mut told = group.iter().map(|account| account.modality);
    match told.any(|modality| modality == Modality::Asserted) {
        true => Modality::Asserted,
        false => group[0].modality,
    }
}

/// Share of the words of two sentences from which one is taken from the other.
const TAKEN: f64 = 0.6;
/// Fewest words in common.
const TAKEN_WORDS: usize = 6;
/// Among more accounts than this only whole articles are compared.
const MANY: usize = 64;

/// For each account the document whose word it is: another's where the article is a copy, where the sentence is, or where it
/// gives that outlet as its source.
fn witnesses<'a>(tellings: &[Telling<'a>], ontology: &Ontology) -> Vec<&'a str> {
    let mut order: Vec<usize> = (0..tellings.len()).collect();
    order.sort_by_key(|&i| {
        let Telling {
            source, source_day, ..
        } = &tellings[i];
        let id = &tellings[i].account.id;
        (source_day.is_none(), *source_day, &source.id, id)
    });
    let mut of: Vec<&str> = tellings.iter().map(|t| t.source.id.as_str()).collect();
    if tellings.len() > MANY {
        return of;
    }
    for (n, &later) in order.iter().enumerate() {
        for &earlier in &order[..n] {
            let (a, b) = (&tellings[earlier], &tellings[later]);
            if of[earlier] != of[later] && (takes(a, b, ontology) || cites(b, a) || cites(a, b)) {
                let (keep, gone) = (of[earlier], of[later]);
                of.iter_mut()
                    .filter(|o| **o == gone)
                    .for_each(|o| *o = keep);
            }
        }
    }
    of
}

/// Both rest on nearly the same sentence, which is nobody's quoted words; who turns the blame round tells another story.
fn takes(a: &Telling<'_>, b: &Telling<'_>, ontology: &Ontology) -> bool {
    let quoted = |t: &Telling<'_>| t.account.content.as_ref().is_some_and(|c| c.direct);
    let blamed = |t: &Telling<'_>| on_side(t.account, Part::Agent, ontology);
    let (x, y) = (blamed(a), blamed(b));
    !quoted(a)
        && !quoted(b)
        && (x.is_empty()
            || y.is_empty()
            || !x.is_disjoint(&y)
            || a.document.text == b.document.text)
        && a.wording.shared(b.wording) >= TAKEN_WORDS
        && a.wording.likeness(b.wording) >= TAKEN
}

/// The one gives the other's outlet as its source.
fn cites(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let Some(outlet) = &b.document.publisher else {
        return false;
    };
    let outlet = crate::fold::fold(outlet);
    let voices = &a.account.attributed_to;
    !outlet.is_empty() && voices.iter().any(|v| crate::fold::fold(&v.name) == outlet)
}

/// Words of text roles stand for themselves; other fillers for their node.
pub(super) fn value<'f>(role: &str, filler: &'f Filler, ontology: &Ontology) -> &'f str {
    match is_text(role, ontology) {
        true => &filler.text,
        false => &filler.id,
    }
}

pub(super) fn is_text(role: &str, ontology: &Ontology) -> bool {
    let role = ontology.roles.get(role);
    role.is_some_and(|role| role.kind == RoleKind::Text)
}

/// The most specific class; among equals the one most accounts give, then the first by name.
fn class(group: &[&Account], ontology: &Ontology) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for account in group {
        *counts.entry(&account.kind).or_default() += 1;
    }
    let best = counts.iter().max_by_key(|(class, count)| {
        (
            ontology.lineage(class).len(),
            **count,
            std::cmp::Reverse(**class),
        )
    });
    best.map(|(class, _)| class.to_string()).unwrap_or_default()
}

/// Roles on which accounts differ: numbers of articles that do not rest on each other or that changed them, fillers that have nothing in common. Who is only called
/// "soldiers" may be anybody.
fn disputes(
    group: &[&Account],
    values: &BTreeMap<String, Vec<ToldNumber>>,
    ontology: &Ontology,
) -> BTreeSet<String> {
    let mut disputed: BTreeSet<String> = values
        .iter()
        .filter(|(_, told)| merged::differ(told, ontology))
        .map(|(of, _)| of.clone())
        .collect();
    if group.len() < 2 {
        return disputed;
    }
    let sides = |role: &&Role| matches!(role.part, Some(Part::Agent | Part::Patient));
    for role in ontology.roles.values().filter(sides).map(|role| &role.name) {
        let told: BTreeSet<BTreeSet<&str>> = group
            .iter()
            .filter_map(|a| a.roles.get(role))
            .map(|f| {
                f.iter()
                    .filter(|f| named(f))
                    .flat_map(with_wholes)
                    .collect()
            })
            .filter(|told: &BTreeSet<&str>| !told.is_empty())
            .collect();
        if differ(&told) {
            disputed.insert(role.clone());
        }
    }
    disputed
}

/// More different answers than each is held against each other. Such that nothing is in all of them are taken to differ.
const MANY_ANSWERS: usize = 1_000;

/// Whether two of several answers have nothing in common.
fn differ(answers: &BTreeSet<BTreeSet<&str>>) -> bool {
    let in_all = |id: &&str| answers.iter().all(|answer| answer.contains(id));
    if answers.first().is_none_or(|first| first.iter().any(in_all)) {
        return false;
    }
    let apart = |a: &BTreeSet<&str>| answers.iter().any(|b| a.is_disjoint(b));
    answers.len() > MANY_ANSWERS || answers.iter().any(apart)
}

/// An actor and what it is part of: a country's shelling and its forces' shelling are no two versions.
fn with_wholes(filler: &Filler) -> impl Iterator<Item = &str> {
    [filler.id.as_str()].into_iter().chain(wholes(filler))
}

/// What a person says, else the narrowest date told, else presumed; among equals the earliest.
fn date(tellings: &[Telling<'_>]) -> Option<Interval> {
    tellings
        .iter()
        .filter_map(|t| {
            let date = t.account.date.as_ref()?;
            Some(((!t.dated, date.presumed), date.interval))
        })
        .min_by_key(|(told, i)| (*told, i.length().unwrap_or(i32::MAX), i.begin, i.end))
        .map(|(_, interval)| interval)
}

/// Quoted words before reported ones, then the longest.
fn content(group: &[&Account]) -> Option<(String, bool)> {
    group
        .iter()
        .filter_map(|a| a.content.as_ref())
        .max_by_key(|c| (c.direct, c.text.len(), std::cmp::Reverse(c.text.clone())))
        .map(|c| (c.text.clone(), c.direct))
}

#[cfg(test)]
mod tests {
    use super::{MANY_ANSWERS, differ};
    use std::collections::BTreeSet;

    fn differs(answers: &[Vec<&str>]) -> bool {
        let sets = answers.iter().map(|ids| ids.iter().copied().collect());
        let sets: BTreeSet<BTreeSet<&str>> = sets.collect();
        differ(&sets)
    }

    #[test]
    fn answers_differ_where_two_have_nothing_in_common() {
        assert!(!differs(&[]));
        assert!(!differs(&[vec!["a"]]));
        assert!(differs(&[vec!["a"], vec!["b"]]));
        assert!(!differs(&[vec!["a", "b"], vec!["b", "c"], vec!["a", "c"]]));
    }

    #[test]
    fn of_very_many_answers_only_what_all_have_in_common_counts() {
        let numbers: Vec<String> = (0..=MANY_ANSWERS).map(|n| n.to_string()).collect();
        let mut answers: Vec<Vec<&str>> = numbers.iter().map(|n| vec!["a", n.as_str()]).collect();
        assert!(!differs(&answers));
        answers.push(numbers.iter().map(String::as_str).collect());
        assert!(differs(&answers));
    }
}
