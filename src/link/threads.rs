//! Claims and denials: which telling of an event, or which accusation, a denial answers.
//!
//! A denial that says what did not happen ("denied that its planes bombed the port") is compared with what others tell of that:
//! whoever is said to have done it must be the same. A bare one ("denied the accusation", "denied the attack") answers what
//! its own article told last of the denier.

use super::compare::{Verdict, events};
use super::decisions::Decisions;
use super::profile::Profile;
use super::wording::hash;
use crate::extract::Account;
use crate::extract::account::Modality;
use crate::ontology::Ontology;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A statement that denies what another account tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Id of the account of the denial.
    pub denial: String,
    /// Id of the account that is denied: an event, or a statement.
    pub denied: String,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<String>,
}

impl Thread {
    /// `thread/…`, from what it ties.
    pub fn id(&self) -> String {
        let both = format!("{} {}", self.denial, self.denied);
        format!("thread/{}", super::fuse::short_hash(&both))
    }
}

/// A comparison from which a denied event is one that is told.
const ENOUGH: f64 = -1.0;
/// Accounts of one doer in one place that are compared with a denial, the nearest in the order of documents.
const COMPARED: usize = 128;
/// Letters back in the article to which a bare denial may refer.
const BACK: usize = 1200;

/// What denials answer, sorted.
pub(super) fn threads(
    profiles: &[Profile<'_>],
    documents: &[usize],
    decisions: &Decisions,
    ontology: &Ontology,
) -> Vec<Thread> {
    let lookup = Lookup::of(profiles, documents);
    let mut found: BTreeMap<(String, String), Verdict> = BTreeMap::new();
    for (index, denial) in profiles.iter().enumerate() {
        let own = lookup.said_in(&denial.account.id);
        // "Reports that they bombed it are invented, he said" is a denial by what it says.
        let says_not = || {
            let denied = |&event: &usize| profiles[event].modality() == Modality::Denied;
            denial.says() && own.iter().any(denied)
        };
        let denies =
            denial.is_a("Denial") || denial.is_a("Rejection") && own.is_empty() || says_not();
        if !denies || denial.modality() != Modality::Asserted || denial.doers.is_empty() {
            continue;
        }
        let mut answers = Vec::new();
        for &event in own {
            if profiles[event].modality() == Modality::Denied {
                answers.extend(lookup.tellings(event, profiles));
            }
        }
        if own.is_empty() {
            answers.extend(lookup.before(index, profiles, ontology));
        }
        for (answered, verdict) in answers {
            let other = &profiles[answered];
            // Nobody denies their own words.
            let own_words = other.voices.meet(&denial.doers)
                || lookup
                    .speaker(other.account, profiles)
                    .is_some_and(|s| s.doers.meet(&denial.doers))
                || other.says() && other.doers.meet(&denial.doers);
            if own_words {
                continue;
            }
            let mut add = |denied: &str| {
                let pair = (denial.account.id.clone(), denied.to_string());
                if !apart(decisions, &pair.0, &pair.1) {
                    found.entry(pair).or_insert_with(|| verdict.clone());
                }
            };
            add(&other.account.id);
            // Where somebody is quoted for it, their statement is denied as well.
            if let Some(statement) = &other.account.statement
                && lookup.index.contains_key(statement.as_str())
            {
                add(statement);
            }
        }
    }
    found
        .into_iter()
        .map(|((denial, denied), verdict)| Thread {
            denial,
            denied,
            score: 1.0 / (1.0 + (ENOUGH - verdict.score).exp()),
            reasons: verdict.reasons,
        })
        .collect()
}

fn apart(decisions: &Decisions, a: &str, b: &str) -> bool {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    decisions.apart.contains(&(a.to_string(), b.to_string()))
}

/// Accounts by what a denial looks them up by.
struct Lookup<'p> {
    index: FxHashMap<&'p str, usize>,
    /// By statement the accounts of what it tells.
    within: FxHashMap<&'p str, Vec<usize>>,
    /// By doer and place, doer and victim, or doer and day: asserted accounts.
    by_doer: FxHashMap<u64, Vec<usize>>,
    /// By document its accounts.
    of: FxHashMap<usize, Vec<usize>>,
    documents: &'p [usize],
}

impl<'p> Lookup<'p> {
    fn of(profiles: &'p [Profile<'_>], documents: &'p [usize]) -> Lookup<'p> {
        let mut lookup = Lookup {
            index: FxHashMap::default(),
            within: FxHashMap::default(),
            by_doer: FxHashMap::default(),
            of: FxHashMap::default(),
            documents,
        };
        let denials: BTreeSet<usize> = (0..profiles.len())
            .filter(|&i| profiles[i].is_a("Denial") || profiles[i].is_a("Rejection"))
            .map(|i| documents[i])
            .collect();
        // Most collections have few denials; what nobody denies need not be found.
        let sought: BTreeSet<u64> = (0..profiles.len())
            .filter(|&i| profiles[i].modality() == Modality::Denied)
            .flat_map(|i| keys(&profiles[i]))
            .collect();
        for (index, profile) in profiles.iter().enumerate() {
            lookup.index.insert(&profile.account.id, index);
            if let Some(statement) = &profile.account.statement {
                lookup.within.entry(statement).or_default().push(index);
            }
            if denials.contains(&documents[index]) {
                lookup.of.entry(documents[index]).or_default().push(index);
            }
            if !profile.says() && profile.modality() == Modality::Asserted {
                for key in keys(profile).into_iter().filter(|key| sought.contains(key)) {
                    lookup.by_doer.entry(key).or_default().push(index);
                }
            }
        }
        lookup
    }

    /// The events that a statement tells, without statements.
    fn said_in(&self, statement: &str) -> &[usize] {
        self.within.get(statement).map_or(&[], Vec::as_slice)
    }

    /// The statement account that an account was said in.
    fn speaker<'q>(
        &self,
        account: &Account,
        profiles: &'q [Profile<'p>],
    ) -> Option<&'q Profile<'p>> {
        let index = self.index.get(account.statement.as_deref()?)?;
        profiles.get(*index)
    }

    /// What others tell of a denied event: in each document the most alike.
    fn tellings(&self, denied: usize, profiles: &[Profile<'_>]) -> Vec<(usize, Verdict)> {
        let event = &profiles[denied];
        let mut candidates: Vec<usize> = keys(event)
            .iter()
            .filter_map(|key| self.by_doer.get(key))
            .flat_map(|all| {
                let at = all.partition_point(|&i| i < denied);
                let begin = at.saturating_sub(COMPARED / 2);
                all[begin..].iter().take(COMPARED).copied()
            })
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut best: BTreeMap<usize, (usize, Verdict)> = BTreeMap::new();
        for candidate in candidates {
            let other = &profiles[candidate];
            if event.family != other.family || !same_doer(event, other) {
                continue;
            }
            let Some(verdict) = events(event, other).filter(|v| v.score >= ENOUGH) else {
                continue;
            };
            let document = self.documents[candidate];
            if best
                .get(&document)
                .is_none_or(|(_, known)| known.score < verdict.score)
            {
                best.insert(document, (candidate, verdict));
            }
        }
        best.into_values().collect()
    }

    /// What the article told last of the one who denies: an accusation against them, or a deed of theirs whose kind the words
    /// of the denial name.
    fn before(
        &self,
        denial: usize,
        profiles: &[Profile<'_>],
        ontology: &Ontology,
    ) -> Option<(usize, Verdict)> {
        let denier = &profiles[denial];
        let place = denier.account.trigger.0;
        let noun = noun(denier.account);
        let named = ontology
            .lexicon
            .frames
            .iter()
            .filter(|f| f.nouns.contains(&noun));
        let classes: BTreeSet<&str> = named.map(|f| f.class.as_str()).collect();
        let here = self.of.get(&self.documents[denial])?;
        let answered = here.iter().copied().filter(|&i| {
            let other = &profiles[i];
            let at = other.account.trigger.0;
            at < place && place - at < BACK && other.modality() == Modality::Asserted
        });
        let fitting = answered.filter_map(|i| {
            let other = &profiles[i];
            let reason = if other.is_a("Accusation") && concerns(other, denier) {
                "it is accused in the sentences before"
            } else if !denier.is_a("Rejection")
                && !other.says()
                && classes.iter().any(|class| other.is_a(class))
                && (other.doer_sides.meet(&denier.doer_sides) || other.doers.meet(&denier.doers))
            {
                "it is said to have done that in the sentences before"
            } else {
                return None;
            };
            Some((i, reason))
        });
        let (index, reason) = fitting.max_by_key(|(i, _)| (profiles[*i].account.trigger.0, *i))?;
        let verdict = Verdict {
            score: ENOUGH + 1.0,
            reasons: vec![reason.to_string()],
        };
        Some((index, verdict))
    }
}

/// The last word of what is denied, as frames have their nouns: "the deadly attack" is an attack.
fn noun(denial: &Account) -> String {
    let words = denial.content.as_ref().map(|c| c.text.as_str());
    let words = words.unwrap_or_default().to_lowercase();
    let last = words
        .rsplit(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_empty())
        .unwrap_or_default();
    last.strip_suffix('s').unwrap_or(last).to_string()
}

/// The accused is the denier.
fn concerns(accusation: &Profile<'_>, denier: &Profile<'_>) -> bool {
    let ids = |role: &str| {
        let fillers = accusation.account.roles.get(role).into_iter().flatten();
        fillers.map(|f| f.id.as_str()).collect::<Vec<_>>()
    };
    let named: Vec<u64> = ["addressee", "about"]
        .iter()
        .flat_map(|role| ids(role))
        .map(hash)
        .collect();
    let denier = denier.doers.iter().chain(denier.doer_sides.iter());
    let denier: Vec<u64> = denier.collect();
    named.iter().any(|id| denier.contains(id))
}

fn same_doer(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    a.doer_sides.meet(&b.doer_sides) || a.doers.meet(&b.doers)
}

/// What a denied event and its tellings have in common.
fn keys(profile: &Profile<'_>) -> Vec<u64> {
    let family = hash(profile.family);
    let key = |doer: u64, kind: u64, other: u64| {
        [doer, kind, other].iter().fold(family, |all, part| {
            all.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ part
        })
    };
    let mut keys = Vec::new();
    for doer in profile.doer_sides.with(&profile.doers).iter() {
        let places = profile.places.iter().chain(profile.within.iter());
        keys.extend(places.map(|place| key(doer, 1, place)));
        keys.extend(profile.sufferer_sides.iter().map(|side| key(doer, 2, side)));
        let days = profile.when.days();
        keys.extend(days.iter().map(|day| key(doer, 3, hash(&day.to_string()))));
    }
    keys
}
