//! A headline tells what its article tells again below: the account of the headline and that of the body are one event.

use super::compare::{Verdict, events};
use super::profile::Profile;

/// A comparison from which a headline is taken to tell an event of the body. Less is needed than between articles: what a
/// headline tells, the body nearly always tells too.
const ENOUGH: f64 = -1.5;
/// Words of a headline that its first sentence repeats, where only a region is the same.
const REPEATED: usize = 4;
/// So many accounts before and behind a headline it is told again: more than an article has, unless many are in one file.
const REACH: usize = 500;
/// Scores that are nearer than this say nothing on which of two events is meant; it is the first one then.
const NEAR: f64 = 0.3;

/// Pairs of an account of the headline with one of the body.
pub(super) fn headlines(
    profiles: &[Profile<'_>],
    documents: &[usize],
) -> Vec<(usize, usize, Verdict)> {
    let mut pairs = Vec::new();
    let mut begin = 0;
    while begin < profiles.len() {
        let document = documents[begin];
        let length = documents[begin..]
            .iter()
            .take_while(|d| **d == document)
            .count();
        let here = begin..begin + length;
        for head in here.clone().filter(|&i| profiles[i].in_headline) {
            let near = head.saturating_sub(REACH)..head + REACH;
            let near = here.start.max(near.start)..here.end.min(near.end);
            pairs.extend(retold(head, near, profiles));
        }
        begin += length;
    }
    pairs
}

fn retold(
    head: usize,
    here: std::ops::Range<usize>,
    profiles: &[Profile<'_>],
) -> Option<(usize, usize, Verdict)> {
    let headline = &profiles[head];
    let fitting: Vec<(usize, Verdict)> = here
        .filter(|&i| !profiles[i].in_headline && tied(headline, &profiles[i]))
        .filter_map(|i| Some((i, told_alike(headline, &profiles[i])?)))
        .filter(|(_, verdict)| verdict.score >= ENOUGH)
        .collect();
    let best = fitting
        .iter()
        .map(|(_, v)| v.score)
        .max_by(f64::total_cmp)?;
    let (body, mut verdict) = fitting.into_iter().find(|(_, v)| v.score > best - NEAR)?;
    verdict.score += super::compare::ENOUGH - ENOUGH;
    verdict.reasons.push("the headline of the article");
    Some((head, body, verdict))
}

/// The verdict on two accounts of one article that are told in the same way.
fn told_alike(a: &Profile<'_>, b: &Profile<'_>) -> Option<Verdict> {
    let alike = a.modality == b.modality && a.family == b.family;
    alike.then(|| events(a, b, None)).flatten()
}

/// They have a side or a town in common, and nothing says that there are two.
fn tied(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    !a.says()
        && a.another == b.another
        && (a.sets.doer_sides().meet(b.sets.doer_sides())
            || a.sets.sufferer_sides().meet(b.sets.sufferer_sides())
            || a.sets.towns().meet(b.sets.towns())
            || a.sets.sides().shared(b.sets.sides()) > 1
            || a.sets.places().meet(b.sets.places()) && a.wording.shared(&b.wording) >= REPEATED)
}
