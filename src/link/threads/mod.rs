//! What statements answer: a denial the telling or the accusation that it denies, a claim of responsibility and a blame the
//! event that somebody is said to have done.

mod answers;
mod denials;
mod told;

use super::decisions::Decisions;
use super::profile::Profile;
use super::signs::Sign;
use crate::ontology::{Answer, Ontology};
use std::collections::{BTreeMap, BTreeSet};
use told::Told;

/// A statement that answers what another account tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Whether it denies it, claims it or blames somebody for it.
    pub answer: Answer,
    /// Id of the account of the statement.
    pub statement: String,
    /// Id of the account that is answered: an event, or a statement that is denied.
    pub told: String,
    /// Ids of those who claim it, or who are blamed for it.
    pub whom: BTreeSet<String>,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<&'static str>,
}

impl Thread {
    /// `thread/…`, from what it ties.
    pub fn id(&self) -> String {
        let both = format!("{} {}", self.statement, self.told);
        format!("thread/{}", super::ids::short_hash(&both))
    }
}

/// A comparison from which an event that is answered is one that is told.
const ENOUGH: f64 = -1.0;

/// What a statement answers, before a person's decisions: the account, how much speaks for it, and why.
#[derive(Debug, Clone)]
struct Answered {
    told: usize,
    score: f64,
    reasons: Vec<Sign>,
}

impl Answered {
    /// One that the words of one article tell.
    fn plainly(told: usize, reason: Sign) -> Answered {
        Answered {
            told,
            score: ENOUGH + 1.0,
            reasons: vec![reason],
        }
    }
}

/// What statements answer, sorted. `documents` says for each account the index of its document.
pub(super) fn threads(
    profiles: &[Profile<'_>],
    documents: &[usize],
    decisions: &Decisions,
    ontology: &Ontology,
) -> Vec<Thread> {
    let told = Told::of(profiles, documents, ontology);
    let mut found: BTreeMap<(String, String), Thread> = BTreeMap::new();
    let mut add =
        |answer: Answer, statement: usize, whom: &BTreeSet<String>, answered: Answered| {
            let id = |index: usize| profiles[index].account.id.clone();
            let pair = (id(statement), id(answered.told));
            if apart(decisions, &pair.0, &pair.1) {
                return;
            }
            found.entry(pair.clone()).or_insert_with(|| Thread {
                answer,
                statement: pair.0,
                told: pair.1,
                whom: whom.clone(),
                score: 1.0 / (1.0 + (ENOUGH - answered.score).exp()),
                reasons: answered.reasons,
            });
        };
    for (index, statement) in profiles.iter().enumerate() {
        for answered in denials::denied(index, &told) {
            // Where somebody is quoted for it, their statement is denied as well.
            let said = told.statement(answered.told).map(|said| Answered {
                told: said,
                ..answered.clone()
            });
            add(Answer::Denies, index, &BTreeSet::new(), answered);
            if let Some(said) = said.filter(|said| said.told != index) {
                add(Answer::Denies, index, &BTreeSet::new(), said);
            }
        }
        if !statement.says() {
            continue;
        }
        for (answer, whom, answered) in answers::answered(index, &told) {
            add(answer, index, &whom, answered);
        }
    }
    found.into_values().collect()
}

/// Without the claims of those who say of the same event that others did it: whoever accuses another does not claim it.
pub(super) fn without_accusers(
    mut threads: Vec<Thread>,
    profiles: &[Profile<'_>],
    groups: &[Vec<usize>],
) -> Vec<Thread> {
    let claims = threads.iter().filter(|t| t.answer == Answer::Claims);
    let ids: BTreeSet<&str> = claims
        .flat_map(|t| [t.told.as_str(), &t.statement])
        .collect();
    let numbered = profiles.iter().enumerate();
    let numbered = numbered.map(|(index, profile)| (profile.account.id.as_str(), index));
    let index: BTreeMap<&str, usize> = numbered.filter(|(id, _)| ids.contains(id)).collect();
    let told: BTreeSet<usize> = index.values().copied().collect();
    let groups = groups.iter().flat_map(|group| {
        let told = group.iter().filter(|account| told.contains(account));
        told.map(move |account| (*account, group))
    });
    let groups: BTreeMap<usize, &Vec<usize>> = groups.collect();
    let accuses = |id: &str, claim: &Profile<'_>, event: &Profile<'_>| {
        let (claimers, doers) = (claim.sets.doer_sides(), event.sets.doer_sides());
        event
            .account
            .attributed_to
            .iter()
            .any(|voice| voice.id == id)
            && claimers.differ(doers)
    };
    threads.retain_mut(|thread| {
        if thread.answer != Answer::Claims {
            return true;
        }
        let group = index
            .get(thread.told.as_str())
            .and_then(|told| groups.get(told));
        if let (Some(claim), Some(group)) = (index.get(thread.statement.as_str()), group) {
            let accused = |id: &String| {
                let mut accounts = group.iter().map(|&account| &profiles[account]);
                accounts.any(|event| accuses(id, &profiles[*claim], event))
            };
            thread.whom.retain(|id| !accused(id));
        }
        !thread.whom.is_empty()
    });
    threads
}

fn apart(decisions: &Decisions, a: &str, b: &str) -> bool {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    decisions.apart.contains(&(a.to_string(), b.to_string()))
}
