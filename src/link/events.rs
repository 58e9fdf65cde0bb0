//! Accounts of one event across documents: groups in which every pair may be one event, joined by their strongest links.
//!
//! Precision before recall: where nothing ties two accounts together they stay apart, and no chain of likenesses joins two
//! that contradict each other.

use super::candidates;
use super::clusters::Clusters;
use super::compare::{self, Company, ENOUGH, Verdict};
use super::decisions::Decisions;
use super::headlines::headlines;
use super::origins::Origins;
use super::profile::Profile;
use super::signs::Sign;
use super::stories::Stories;
use super::{Link, LinkOf};
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of accounts that tell one event, and why.
pub(super) struct Groups {
    /// Indices of accounts, each group sorted, in the order of their first account.
    pub groups: Vec<Vec<usize>>,
    /// One link for each account that joined another, and the doubtful ones that did not.
    pub links: Vec<Link>,
}

/// A pair is worth a look that is below [`ENOUGH`] by no more than this.
const WORTH: f64 = ENOUGH - 1.0;
/// A pair of a group that has less speaks against the group.
const AGAINST: f64 = -3.0;
/// Two accounts of one document that another's is like have to have more than this.
const TWICE: f64 = -3.0;
/// The score of what leaves no doubt.
const CERTAIN: f64 = 4.0;
/// Pairs that are counted together for whoever waits.
const TOGETHER: usize = 4096;

/// Groups accounts. `documents` says for each the index of its document in `origins`.
pub(super) fn groups(
    profiles: &[Profile<'_>],
    documents: &[usize],
    origins: &Origins,
    stories: &Stories,
    decisions: &Decisions,
    watch: &dyn Watch,
) -> Groups {
    let between = &Between {
        profiles,
        documents,
        origins,
        stories,
    };
    let pairs = between.promising(watch);
    let mut clusters = Clusters::new(documents);
    let mut links = Vec::new();
    let deciding = decisions.apart.iter().chain(&decisions.same);
    let deciding: BTreeSet<&str> = deciding
        .flat_map(|(a, b)| [a.as_str(), b.as_str()])
        .collect();
    let ids: BTreeMap<&str, usize> = profiles
        .iter()
        .enumerate()
        .map(|(index, p)| (p.account.id.as_str(), index))
        .filter(|(id, _)| deciding.contains(id))
        .collect();
    let index =
        |pair: &(String, String)| Some((*ids.get(pair.0.as_str())?, *ids.get(pair.1.as_str())?));
    let apart: BTreeSet<(usize, usize)> = decisions
        .apart
        .iter()
        .filter_map(index)
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    for (a, b) in decisions.same.iter().filter_map(index) {
        clusters.join(a, b);
        links.push(Link::decided(
            LinkOf::Accounts,
            &profiles[a].account.id,
            &profiles[b].account.id,
        ));
    }
    for (a, b, verdict) in headlines(profiles, documents) {
        if !apart.contains(&(a.min(b), a.max(b))) {
            clusters.join(a, b);
            links.push(link(profiles, (a, b), verdict, true));
        }
    }
    for (a, b) in twins(profiles, documents, origins) {
        if !apart.contains(&(a, b)) && clusters.may_join(a, b, |_, _| true, |_, _| false) {
            clusters.join(a, b);
            let verdict = Verdict {
                score: CERTAIN,
                reasons: vec!["the same article in another outlet"],
            };
            links.push(link(profiles, (a, b), verdict, true));
        }
    }
    let (mut joined, mut left) = (Vec::new(), Vec::new());
    let mut signs = Vec::new();
    // Two groups that were held against each other in vain, which many pairs of their accounts would have done again.
    let mut refused = FxHashSet::default();
    for (a, b, said) in pairs {
        let (a, b) = (a as usize, b as usize);
        if clusters.root(a) == clusters.root(b) {
            continue;
        }
        let free = |x: usize, y: usize| !apart.contains(&(x.min(y), x.max(y)));
        let fits = |x: usize, y: usize| {
            let mut score = || between.score(&between.company(x, y), (x, y), AGAINST, &mut signs);
            free(x, y) && ((x, y) == (a, b) || score().is_some_and(|score| score > AGAINST))
        };
        let told_twice = |x: usize, y: usize| free(x, y) && told_twice(&profiles[x], &profiles[y]);
        let allowed = said >= ENOUGH && {
            let both = clusters.both(a, b);
            let known = refused.contains(&both);
            let may_join = !known && clusters.may_join(a, b, fits, told_twice);
            if !may_join {
                refused.insert(both);
            }
            may_join
        };
        if allowed {
            clusters.join(a, b);
            joined.push((a, b, true));
        } else {
            left.push((a, b));
        }
    }
    // Of two events only the best reason to join them is worth a look.
    let mut seen = BTreeSet::new();
    for (a, b) in left {
        let roots = (clusters.root(a), clusters.root(b));
        let decided = apart.contains(&(a.min(b), a.max(b)));
        if roots.0 != roots.1
            && !decided
            && documents[a] != documents[b]
            && seen.insert((roots.0.min(roots.1), roots.0.max(roots.1)))
        {
            joined.push((a, b, false));
        }
    }
    // Of most pairs nobody asks why.
    links.par_extend(joined.into_par_iter().filter_map(|(a, b, accepted)| {
        let mut signs = Vec::new();
        compare::seen(
            &profiles[a],
            &profiles[b],
            &between.company(a, b),
            compare::ALL,
            &mut signs,
        )?;
        Some(link(profiles, (a, b), Verdict::of(&signs), accepted))
    }));
    Groups {
        groups: clusters.groups(),
        links,
    }
}

/// Two accounts that are compared, by their indices, and what is seen of them.
pub(super) type Seen = (usize, usize, Vec<Sign>);

/// Two accounts of one document tell one event where another document's account is like both, and little sets them apart.
fn told_twice(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let alike = a.modality == b.modality && a.of_family == b.of_family && a.another == b.another;
    let enough = || compare::events(a, b, None).is_some_and(|verdict| verdict.score >= TWICE);
    alike && !a.says() && enough()
}

/// What is seen of every pair that is compared and may be one event: what `training/links.py` learns from.
pub(super) fn pairs(
    profiles: &[Profile<'_>],
    documents: &[usize],
    origins: &Origins,
    stories: &Stories,
) -> Vec<Seen> {
    let between = Between {
        profiles,
        documents,
        origins,
        stories,
    };
    let pairs = between.candidates().into_iter();
    let seen = pairs.filter_map(|(a, b)| {
        let (a, b, mut signs) = (a as usize, b as usize, Vec::new());
        let company = between.company(a, b);
        let (one, other) = (&profiles[a], &profiles[b]);
        compare::seen(one, other, &company, compare::ALL, &mut signs)?;
        Some((a, b, signs))
    });
    seen.collect()
}

/// Accounts and the articles that they stand in.
struct Between<'g> {
    profiles: &'g [Profile<'g>],
    documents: &'g [usize],
    origins: &'g Origins,
    stories: &'g Stories,
}

impl Between<'_> {
    fn company(&self, a: usize, b: usize) -> Company<'_> {
        let documents = (self.documents[a], self.documents[b]);
        Company::of(self.origins, self.stories, documents)
    }

    fn candidates(&self) -> Vec<(u32, u32)> {
        candidates::pairs(self.profiles, self.documents, &self.stories.neighbours())
    }

    /// How much speaks for two accounts telling one event; `None` where they cannot, and for some where that is less than
    /// `least`. `signs` is where they are noted.
    fn score(
        &self,
        company: &Company<'_>,
        (a, b): (usize, usize),
        least: f64,
        signs: &mut Vec<Sign>,
    ) -> Option<f64> {
        compare::seen(&self.profiles[a], &self.profiles[b], company, least, signs)?;
        Some(compare::score(signs))
    }

    /// The pairs that are worth a look, with what speaks for each: the best first.
    fn promising(&self, watch: &dyn Watch) -> Vec<(u32, u32, f64)> {
        let mut candidates = self.candidates();
        // What two documents have in common is found out once.
        let of = |&(a, b): &(u32, u32)| (self.documents[a as usize], self.documents[b as usize]);
        let of_one = candidates.par_chunk_by_mut(|a, b| of(a).0 == of(b).0);
        of_one.for_each(|pairs| pairs.sort_unstable_by_key(|pair| (of(pair), *pair)));
        watch.begin(Stage::Comparing, candidates.len() as u64);
        let pairs = candidates.par_chunks(TOGETHER).flat_map_iter(|pairs| {
            watch.step(pairs.len() as u64);
            let (mut company, mut signs) = (None::<Company<'_>>, Vec::new());
            pairs.iter().filter_map(move |pair| {
                let (a, b) = (pair.0 as usize, pair.1 as usize);
                let known = company.take().filter(|c| c.documents() == of(pair));
                let company = company.insert(known.unwrap_or_else(|| self.company(a, b)));
                let score = self.score(company, (a, b), WORTH, &mut signs)?;
                (score >= WORTH).then_some((pair.0, pair.1, score))
            })
        });
        let mut pairs: Vec<(u32, u32, f64)> = pairs.collect();
        drop(candidates);
        pairs.par_sort_unstable_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        pairs
    }
}

/// The same account of the same text in two outlets.
fn twins(profiles: &[Profile<'_>], documents: &[usize], origins: &Origins) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<(usize, &str, (usize, usize)), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    let twin = |document: &usize| Some(origins.twin(*document)).filter(|twin| twin != document);
    let repeated: BTreeSet<usize> = documents.iter().filter_map(twin).collect();
    for (index, profile) in profiles.iter().enumerate() {
        let account = profile.account;
        let text = origins.twin(documents[index]);
        if !repeated.contains(&text) {
            continue;
        }
        let key = (text, account.kind.as_str(), account.trigger);
        if documents[index] == text {
            first.entry(key).or_insert(index);
        } else if let Some(&twin) = first.get(&key)
            && profiles[twin].modality == profile.modality
        {
            pairs.push((twin, index));
        }
    }
    pairs
}

fn link(
    profiles: &[Profile<'_>],
    (a, b): (usize, usize),
    verdict: Verdict,
    accepted: bool,
) -> Link {
    Link {
        of: LinkOf::Accounts,
        a: profiles[a].account.id.clone(),
        b: profiles[b].account.id.clone(),
        score: 1.0 / (1.0 + (ENOUGH - verdict.score).exp()),
        reasons: verdict.reasons,
        accepted,
        decided: false,
    }
}

#[cfg(test)]
mod tests;
