//! How much speaks for two accounts of different documents telling one event.

use super::origins::Origins;
use super::profile::Profile;
use super::signs::{self, Sign};
use super::statements;
use super::stories::Stories;
use super::weights::Weights;

/// A score (natural logarithm of odds) from which two accounts tell one event.
pub(super) const ENOUGH: f64 = 0.0;

/// What two documents have in common.
#[derive(Clone, Copy)]
pub(super) struct Company<'s> {
    pub origins: &'s Origins,
    pub stories: &'s Stories,
    /// Their indices in both.
    pub documents: (usize, usize),
}

impl Company<'_> {
    /// Whether they share several sentences.
    pub(super) fn shares_sentences(&self) -> bool {
        self.origins.common(self.documents.0, self.documents.1) >= 2
    }

    /// How much they are about the same; only what nothing else rules out needs it.
    pub(super) fn likeness(&self) -> Option<f64> {
        self.stories.likeness(self.documents.0, self.documents.1)
    }
}

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub score: f64,
    pub reasons: Vec<Sign>,
}

impl Verdict {
    /// What some signs come to; the reasons are those that weigh something, but not the base that all pairs have.
    pub(super) fn of(signs: &[Sign]) -> Verdict {
        let weights = Weights::embedded();
        let bases = [signs::ALWAYS, signs::ALONE, statements::ALWAYS];
        let mut verdict = Verdict {
            score: 0.0,
            reasons: Vec::with_capacity(signs.len()),
        };
        for sign in signs {
            let weight = weights.of(sign);
            verdict.score += weight;
            if weight.abs() >= TOLD && !bases.contains(sign) {
                verdict.reasons.push(sign);
            }
        }
        verdict
    }
}

/// A sign that weighs less is no reason.
const TOLD: f64 = 0.25;

/// What is seen of two accounts of different documents; `None` where they cannot be one event.
pub(super) fn seen(a: &Profile<'_>, b: &Profile<'_>, company: Company<'_>) -> Option<Vec<Sign>> {
    if a.modality() != b.modality() || a.family != b.family {
        return None;
    }
    match a.says() {
        true => statements::seen(a, b, company),
        false => signs::events(a, b, Some(company)),
    }
}

/// The verdict on two accounts of different documents; `None` where they cannot be one event.
pub(super) fn compare(a: &Profile<'_>, b: &Profile<'_>, company: Company<'_>) -> Option<Verdict> {
    Some(Verdict::of(&seen(a, b, company)?))
}

/// The same for events of one family, whether or not they are said to have happened.
pub(super) fn events(a: &Profile<'_>, b: &Profile<'_>) -> Option<Verdict> {
    Some(Verdict::of(&signs::events(a, b, None)?))
}
