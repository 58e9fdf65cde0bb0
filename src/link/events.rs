//! Accounts of one event across documents: groups in which every pair may be one event, joined by their strongest links.
//!
//! Precision before recall: where nothing ties two accounts together they stay apart, and no chain of likenesses joins two
//! that contradict each other.

use super::candidates;
use super::compare::{Company, ENOUGH, Verdict, compare, seen};
use super::decisions::Decisions;
use super::headlines::headlines;
use super::origins::Origins;
use super::profile::Profile;
use super::signs::Sign;
use super::stories::Stories;
use super::{Link, LinkOf};
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of accounts that tell one event, and why.
pub(super) struct Groups {
    /// Indices of accounts, each group sorted, in the order of their first account.
    pub groups: Vec<Vec<usize>>,
    /// One link for each account that joined another, and the doubtful ones that did not.
    pub links: Vec<Link>,
}

/// Below [`ENOUGH`] by no more than this, a pair is worth a look.
const DOUBT: f64 = 1.0;
/// A pair of a group that has less speaks against the group.
const AGAINST: f64 = -3.0;
/// The score of what leaves no doubt.
const CERTAIN: f64 = 4.0;
/// Accounts of a group that a newcomer is compared with.
const WITNESSES: usize = 16;

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
    let judge = |a: usize, b: usize| compare(&profiles[a], &profiles[b], &between.company(a, b));
    let mut candidates = between.candidates();
    // What two documents have in common is found out once.
    let of = |&(a, b): &(u32, u32)| (documents[a as usize], documents[b as usize]);
    let of_one = candidates.par_chunk_by_mut(|a, b| of(a).0 == of(b).0);
    of_one.for_each(|pairs| pairs.sort_unstable_by_key(|pair| (of(pair), *pair)));
    watch.begin(Stage::Comparing, candidates.len() as u64);
    let mut pairs: Vec<(u32, u32, Verdict)> = candidates
        .par_chunks(TOGETHER)
        .flat_map_iter(|pairs| {
            watch.step(pairs.len() as u64);
            let mut company: Option<Company<'_>> = None;
            pairs.iter().filter_map(move |pair| {
                let (a, b) = (pair.0 as usize, pair.1 as usize);
                let known = company.take().filter(|c| c.documents() == of(pair));
                let company = company.insert(known.unwrap_or_else(|| between.company(a, b)));
                let verdict = compare(&profiles[a], &profiles[b], company)?;
                (verdict.score >= ENOUGH - DOUBT).then_some((pair.0, pair.1, verdict))
            })
        })
        .collect();
    drop(candidates);
    pairs.sort_by(|x, y| {
        y.2.score
            .total_cmp(&x.2.score)
            .then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    let mut clusters = Clusters::new(documents);
    let mut links = Vec::new();
    let ids: BTreeMap<&str, usize> = profiles
        .iter()
        .enumerate()
        .map(|(index, p)| (p.account.id.as_str(), index))
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
            links.push(link(profiles, a, b, verdict, true));
        }
    }
    for (a, b) in twins(profiles, documents, origins) {
        if !apart.contains(&(a, b)) && clusters.may_join(a, b, |_, _| true) {
            clusters.join(a, b);
            let verdict = Verdict {
                score: CERTAIN,
                reasons: vec!["the same article in another outlet"],
            };
            links.push(link(profiles, a, b, verdict, true));
        }
    }
    let mut left = Vec::new();
    for (a, b, verdict) in pairs {
        let (a, b) = (a as usize, b as usize);
        if clusters.root(a) == clusters.root(b) {
            continue;
        }
        let allowed = verdict.score >= ENOUGH
            && clusters.may_join(a, b, |x, y| {
                !apart.contains(&(x.min(y), x.max(y)))
                    && judge(x, y).is_some_and(|v| v.score > AGAINST)
            });
        if allowed {
            clusters.join(a, b);
            links.push(link(profiles, a, b, verdict, true));
        } else {
            left.push((a, b, verdict));
        }
    }
    // Of two events only the best reason to join them is worth a look.
    let mut seen = BTreeSet::new();
    for (a, b, verdict) in left {
        let roots = (clusters.root(a), clusters.root(b));
        let decided = apart.contains(&(a.min(b), a.max(b)));
        if roots.0 != roots.1
            && !decided
            && documents[a] != documents[b]
            && seen.insert((roots.0.min(roots.1), roots.0.max(roots.1)))
        {
            links.push(link(profiles, a, b, verdict, false));
        }
    }
    Groups {
        groups: clusters.groups(),
        links,
    }
}

/// Two accounts that are compared, by their indices, and what is seen of them.
pub(super) type Seen = (usize, usize, Vec<Sign>);

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
        let (a, b) = (a as usize, b as usize);
        let signs = seen(&profiles[a], &profiles[b], &between.company(a, b))?;
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
}

/// The same account of the same text in two outlets.
fn twins(profiles: &[Profile<'_>], documents: &[usize], origins: &Origins) -> Vec<(usize, usize)> {
    let mut first: BTreeMap<(usize, &str, (usize, usize)), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (index, profile) in profiles.iter().enumerate() {
        let account = profile.account;
        let text = origins.twin(documents[index]);
        let key = (text, account.kind.as_str(), account.trigger);
        if documents[index] == text {
            first.entry(key).or_insert(index);
        } else if let Some(&twin) = first.get(&key)
            && profiles[twin].modality() == profile.modality()
        {
            pairs.push((twin, index));
        }
    }
    pairs
}

fn link(profiles: &[Profile<'_>], a: usize, b: usize, verdict: Verdict, accepted: bool) -> Link {
    Link {
        of: LinkOf::Accounts,
        a: profiles[a].account.id.clone(),
        b: profiles[b].account.id.clone(),
        score: 1.0 / (1.0 + (ENOUGH - verdict.score).exp()),
        reasons: verdict.reasons.iter().map(ToString::to_string).collect(),
        accepted,
        decided: false,
    }
}

/// Union-find over indices; the smallest index is the root.
struct Clusters {
    parents: Vec<usize>,
    members: Vec<Vec<usize>>,
    documents: Vec<BTreeSet<usize>>,
}

impl Clusters {
    fn new(documents: &[usize]) -> Clusters {
        Clusters {
            parents: (0..documents.len()).collect(),
            members: (0..documents.len()).map(|i| vec![i]).collect(),
            documents: documents.iter().map(|d| BTreeSet::from([*d])).collect(),
        }
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.parents[i] != i {
            self.parents[i] = self.parents[self.parents[i]];
            i = self.parents[i];
        }
        i
    }

    /// No document tells the event twice (its own accounts were told apart where they were read), and no pair speaks
    /// against it.
    fn may_join(&mut self, i: usize, j: usize, fits: impl Fn(usize, usize) -> bool) -> bool {
        let (a, b) = (self.root(i), self.root(j));
        if !self.documents[a].is_disjoint(&self.documents[b]) {
            return false;
        }
        let some = |root: usize| self.members[root].iter().take(WITNESSES);
        some(a).all(|&x| some(b).all(|&y| fits(x, y)))
    }

    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        if a == b {
            return;
        }
        let (root, other) = (a.min(b), a.max(b));
        self.parents[other] = root;
        let members = std::mem::take(&mut self.members[other]);
        self.members[root].extend(members);
        self.members[root].sort_unstable();
        let documents = std::mem::take(&mut self.documents[other]);
        self.documents[root].extend(documents);
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for i in 0..self.parents.len() {
            groups.entry(self.root(i)).or_default().push(i);
        }
        groups.into_values().collect()
    }
}
