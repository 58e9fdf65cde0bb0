//! How much speaks for two accounts of different documents telling one event.

use super::origins::Origins;
use super::profile::Profile;
use super::signs::{self, Sign};
use super::statements;
use super::stories::Stories;
use super::weights::Weights;
use std::cell::OnceCell;

/// A score (natural logarithm of odds) from which two accounts tell one event.
pub(super) const ENOUGH: f64 = 0.0;

/// What two documents have in common, found out when it is first asked for: they may share many accounts.
pub(super) struct Company<'s> {
    origins: &'s Origins,
    stories: &'s Stories,
    /// Their indices in both.
    documents: (usize, usize),
    likeness: OnceCell<Option<f64>>,
}

impl<'s> Company<'s> {
    pub fn of(origins: &'s Origins, stories: &'s Stories, documents: (usize, usize)) -> Self {
        Company {
            origins,
            stories,
            documents,
            likeness: OnceCell::new(),
        }
    }

    /// The indices of the documents.
    pub fn documents(&self) -> (usize, usize) {
        self.documents
    }

    /// Whether they share several sentences.
    pub(super) fn shares_sentences(&self) -> bool {
        self.origins.common(self.documents.0, self.documents.1) >= 2
    }

    /// How much they are about the same; only what nothing else rules out needs it.
    pub(super) fn likeness(&self) -> Option<f64> {
        let (a, b) = self.documents;
        *self.likeness.get_or_init(|| self.stories.likeness(a, b))
    }
}

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub score: f64,
    pub reasons: Vec<Sign>,
}

impl Verdict {
    /// What some signs come to; the reasons are those that weigh something, but not the base that all pairs have, or else the one
    /// that weighs most.
    pub(super) fn of(signs: &[Sign]) -> Verdict {
        let weights = Weights::embedded();
        let bases = [signs::ALWAYS, signs::ALONE, statements::ALWAYS];
        let weight = |sign: Sign| weights.of(sign).abs();
        let own = signs.iter().copied().filter(|sign| !bases.contains(sign));
        let mut reasons: Vec<Sign> = own.clone().filter(|sign| weight(sign) >= TOLD).collect();
        if reasons.is_empty() {
            reasons.extend(own.max_by(|a, b| weight(a).total_cmp(&weight(b))));
        }
        Verdict {
            score: score(signs),
            reasons,
        }
    }
}

/// A sign that weighs less is no reason.
const TOLD: f64 = 0.25;

/// What no pair comes to less than: all that are not ruled out are wanted.
pub(super) const ALL: f64 = f64::NEG_INFINITY;

/// How much some signs speak for one event.
pub(super) fn score(signs: &[Sign]) -> f64 {
    let weights = Weights::embedded();
    signs.iter().map(|sign| weights.of(sign)).sum()
}

/// Puts into `signs` what is seen of two accounts of different documents; `None` where they cannot be one event, or come to less
/// than `least` whatever else would be seen.
pub(super) fn seen(
    a: &Profile<'_>,
    b: &Profile<'_>,
    company: &Company<'_>,
    least: f64,
    signs: &mut Vec<Sign>,
) -> Option<()> {
    signs.clear();
    if a.modality != b.modality || a.of_family != b.of_family {
        return None;
    }
    match a.says() {
        true => statements::seen(a, b, company, signs),
        false => signs::events(a, b, Some(company), least, signs),
    }
}

/// The verdict on two events of one family, whether or not they are said to have happened, with a sign that is `known` of them
/// beside; `None` where they cannot be one.
pub(super) fn events(a: &Profile<'_>, b: &Profile<'_>, known: Option<Sign>) -> Option<Verdict> {
    let mut signs = Vec::new();
    signs::events(a, b, None, ALL, &mut signs)?;
    signs.extend(known);
    Some(Verdict::of(&signs))
}
