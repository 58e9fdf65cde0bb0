//! How much speaks for two accounts telling one event.
//!
//! Every piece of evidence adds to a score or takes from it; some contradictions rule the event out. The weights are
//! those of a naive Bayes comparison in natural logarithms, set by hand and checked on the link cases.

use super::profile::Profile;
use super::when::Agreement;
use crate::extract::account::Counted;

/// A score from which two accounts tell one event.
pub(super) const ENOUGH: f64 = 4.0;

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub score: f64,
    pub reasons: Vec<String>,
}

/// Words shared by two sentences that are nearly the same.
const MANY: usize = 5;

/// Compares two accounts of different documents; `None` where they cannot be one event. `common` says how many sentences
/// their articles share.
pub(super) fn compare(a: &Profile<'_>, b: &Profile<'_>, common: usize) -> Option<Verdict> {
    if a.modality() != b.modality() || a.family != b.family {
        return None;
    }
    if a.family == "Statement" {
        let mut verdict = super::statements::compare(a, b)?;
        if common >= 2 {
            verdict.score += 1.0;
            let reason = "their articles share sentences";
            verdict.reasons.push(reason.to_string());
        }
        return Some(verdict);
    }
    events(a, b, common)
}

/// The same for events of one family, whether or not they are said to have happened.
pub(super) fn events(a: &Profile<'_>, b: &Profile<'_>, common: usize) -> Option<Verdict> {
    let mut scale = Scale::default();
    kinds(a, b, &mut scale)?;
    time(a, b, &mut scale)?;
    places(a, b, &mut scale)?;
    if a.sides_are_symmetric() && b.sides_are_symmetric() {
        partners(a, b, &mut scale)?;
    } else {
        sides(a, b, &mut scale)?;
    }
    if a.victims.differ(&b.victims) {
        return None;
    }
    numbers(a, b, &mut scale);
    counts(a, b, &mut scale);
    particulars(a, b, &mut scale);
    wording(a, b, common, &mut scale);
    if common >= 2 {
        scale.add(1.0, "their articles share sentences");
    }
    if a.voices.meet(&b.voices) {
        scale.add(0.7, "the same source is quoted");
    }
    Some(scale.verdict())
}

#[derive(Default)]
struct Scale {
    score: f64,
    reasons: Vec<String>,
}

impl Scale {
    fn add(&mut self, score: f64, reason: &str) {
        self.score += score;
        self.reasons.push(reason.to_string());
    }

    fn verdict(self) -> Verdict {
        Verdict {
            score: self.score,
            reasons: self.reasons,
        }
    }
}

impl Profile<'_> {
    /// Its actors stand side by side: parties of an agreement, fighters of a clash.
    fn sides_are_symmetric(&self) -> bool {
        let paired = |role: &str| self.account.roles.contains_key(role);
        paired("party") || paired("participant") || self.is_a("Clash")
    }
}

/// Both classes could be said of one event: one is the other or above it, or one only says that two sides fought.
fn kinds(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    let (x, y) = (&a.account.kind, &b.account.kind);
    if (x == "Retaliation") != (y == "Retaliation") {
        return None;
    }
    if x == y {
        if x != a.family {
            scale.score += 0.3;
        }
    } else if a.is_a(y) || b.is_a(x) || (a.is_a("Attack") && (x == "Clash" || y == "Clash")) {
        // One only says less.
    } else if a.is_a("Attack") {
        scale.add(-1.5, "told as different kinds of attack");
    } else {
        return None;
    }
    Some(())
}

fn time(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    let night = |p: &Profile<'_>| p.at_night;
    match a.when.compare(&b.when) {
        Agreement::NextDay if night(a) || night(b) => {
            scale.add(-1.0, "dated to two days, told of the night");
            Some(())
        }
        Agreement::Never | Agreement::NextDay => None,
        Agreement::Evidence(score, reason) => {
            scale.score += score;
            scale.reasons.extend(reason.map(str::to_string));
            Some(())
        }
    }
}

fn places(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    if a.places.is_empty() || b.places.is_empty() {
        return Some(());
    }
    if a.towns.meet(&b.towns) {
        scale.add(2.0, "the same town");
    } else if !a.towns.is_empty() && !b.towns.is_empty() {
        return None;
    } else if a.places.meet(&b.places) {
        scale.add(0.7, "the same region");
    } else if a.places.meet(&b.within) || b.places.meet(&a.within) {
        scale.add(0.5, "one place lies in the other");
    } else {
        return None;
    }
    Some(())
}

/// Who did it to whom.
fn sides(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    let clash = a.is_a("Clash") || b.is_a("Clash");
    if clash {
        return fighters(a, b, scale);
    }
    let crossed = a.doer_sides.meet(&b.sufferer_sides) && !a.doer_sides.meet(&b.doer_sides)
        || b.doer_sides.meet(&a.sufferer_sides) && !b.doer_sides.meet(&a.doer_sides);
    if crossed {
        return None;
    }
    if a.doer_sides.meet(&b.doer_sides) {
        scale.add(1.5, "the same side did it");
    } else if a.doers.meet(&b.doers) {
        scale.add(0.5, "done by the same kind of people");
    } else if a.doer_sides.differ(&b.doer_sides) {
        scale.add(-2.0, "different sides are blamed");
    }
    if a.sufferer_sides.meet(&b.sufferer_sides) {
        scale.add(1.5, "the same side suffered");
        if a.sufferer_sides.shared(&b.sufferer_sides) >= 2 {
            scale.score += 0.8;
        }
    } else if a.sufferers.meet(&b.sufferers) {
        scale.add(0.4, "the same kind of people suffered");
    } else if a.sufferer_sides.differ(&b.sufferer_sides) {
        scale.add(-2.0, "different sides suffered");
    }
    Some(())
}

/// The sides of a clash are sides of the other account, whichever of them attacked.
fn fighters(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    match a.sides.shared(&b.sides) {
        0 if a.sides.differ(&b.sides) => scale.add(-2.0, "different sides fought"),
        0 => {}
        1 => scale.add(1.0, "one side is the same"),
        _ => scale.add(3.0, "the same two sides"),
    }
    Some(())
}

/// Those who met or agreed.
fn partners(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) -> Option<()> {
    let shared = a.sides.shared(&b.sides);
    let (few, many) = (
        a.sides.len().min(b.sides.len()),
        a.sides.len().max(b.sides.len()),
    );
    if a.people.differ(&b.people) && !a.people.is_empty() && !b.people.is_empty() {
        scale.add(-2.5, "different people took part");
    }
    if a.is_a("Agreement") && shared >= 2 && a.when.interval.is_some() && b.when.interval.is_some()
    {
        // Two parties sign few agreements in a year.
        scale.score += 0.7;
    }
    match shared {
        0 if few > 0 => return None,
        0 => {}
        1 => scale.add(0.7, "one party is the same"),
        _ if few == many => scale.add(2.0, "the same parties"),
        _ if shared == few => scale.add(1.5, "the parties of one are among those of the other"),
        _ => scale.add(0.7, "some parties are the same"),
    }
    Some(())
}

/// Numbers are weak evidence: tolls rise, and sources differ.
fn numbers(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) {
    // A clash counts the dead of both sides, an attack those of one.
    let one_sided = a.is_a("Clash") == b.is_a("Clash");
    let (mut best, mut worst) = (0.0_f64, 0.0_f64);
    for x in &a.account.quantities {
        if let Some(y) = b.counted(&x.of) {
            let score = number(x, y);
            best = best.max(score);
            worst = worst.min(score);
        }
    }
    if best > 0.0 {
        scale.add(best, "the same or nearly the same numbers");
    } else if worst < 0.0 && one_sided {
        scale.add(worst, "numbers far apart");
    }
}

fn number(x: &Counted, y: &Counted) -> f64 {
    let (low, high) = (x.min.min(y.min), x.min.max(y.min));
    let exact = |q: &Counted| q.max == Some(q.min);
    if exact(x) && exact(y) {
        return match high - low {
            // One dead is told of many events, thirty-seven of one.
            0 if low > 20 && low % 10 != 0 => 2.5,
            0 => 0.7 + (low.max(1) as f64).ln().min(2.5) * 0.5,
            d if d * 5 <= high || d == 1 && high > 3 => 0.5,
            d if high >= low.saturating_mul(2) && d >= 3 => -2.0,
            _ => -0.5,
        };
    }
    let overlap = x.max.is_none_or(|max| max >= y.min) && y.max.is_none_or(|max| max >= x.min);
    match overlap {
        true if high < low.saturating_mul(2).max(1) => 0.4,
        true => 0.0,
        false if high >= low.saturating_mul(2) => -1.0,
        false => 0.0,
    }
}

/// Numbers of things that are not tolls: the terms of an agreement are told for years, a detail of an attack for days.
fn counts(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) {
    let agreement = a.is_a("Agreement");
    let tolls = !a.account.quantities.is_empty() || !b.account.quantities.is_empty();
    if a.terms.meet(&b.terms) && (agreement || !tolls) {
        let score = if agreement { 1.2 } else { 0.4 };
        scale.add(score, "the same number of the same things");
    } else if agreement && a.terms.differ(&b.terms) {
        scale.add(-0.7, "other numbers of the same things");
    }
}

/// What exactly was hit, with what, at what time of day, and whether the text says that it was another one.
fn particulars(a: &Profile<'_>, b: &Profile<'_>, scale: &mut Scale) {
    if a.specific.meet(&b.specific) {
        scale.add(0.8, "the same thing was hit");
    } else if a.specific.differ(&b.specific) {
        scale.add(-1.5, "different things were hit");
    }
    if a.weapons.meet(&b.weapons) {
        scale.add(0.3, "the same weapon");
    } else if a.weapons.differ(&b.weapons) {
        scale.add(-0.7, "different weapons");
    }
    if a.day_parts.differ(&b.day_parts) {
        scale.add(-2.0, "different times of the day");
    }
    if a.another != b.another {
        scale.add(-1.5, "one is told as another event");
    }
}

fn wording(a: &Profile<'_>, b: &Profile<'_>, common: usize, scale: &mut Scale) {
    let shared = a.wording.shared(&b.wording);
    let likeness = a.wording.likeness(&b.wording);
    // Names have been weighed before.
    let plain = (a.plain.shared(&b.plain), a.plain.likeness(&b.plain));
    // A sentence may tell several events; only the same word in it names the same one.
    let same_word =
        a.trigger.len() == 0 || b.trigger.len() == 0 || a.trigger.shared(&b.trigger) > 0;
    let agreement = a.is_a("Agreement");
    let score = if likeness >= 0.7 && shared >= MANY {
        4.0
    } else if likeness >= 0.9 && shared >= 3 && common >= 2 {
        // A short sentence says little, unless the articles are known to repeat each other.
        2.5
    } else if plain.1 >= 0.4 && plain.0 >= 4 {
        2.0
    } else if plain.1 >= 0.25 && plain.0 >= 3 {
        1.0
    } else if agreement && plain.0 >= 3 && a.plain.containment(&b.plain) >= 0.3 {
        // Agreements are told in passing, years later, in other words; what they are on stays.
        1.0
    } else {
        return;
    };
    if same_word || agreement {
        let reason = match score > 3.0 {
            true => "nearly the same sentence",
            false => "like wording",
        };
        scale.add(score, reason);
    } else {
        scale.score += f64::min(score, 1.0);
    }
}
