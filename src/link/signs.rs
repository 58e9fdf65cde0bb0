//! What is seen of two accounts of different documents: signs that they tell one event, and signs that they don't.
//!
//! A sign is a few words, which a person is shown as the reason of a link; how much it weighs stands in `models/links.tsv`. Some
//! contradictions rule one event out, whatever else is seen.

use super::compare::Company;
use super::profile::Profile;
use super::stories::ALIKE;
use super::when::Agreement;
use crate::extract::account::Counted;

/// A sign, as it is written in the table and shown.
pub(super) type Sign = &'static str;

/// What holds for every two events: how rare it is that two that are compared are one.
pub(super) const ALWAYS: Sign = "two events";

/// How alike articles are, and from which likeness on.
const STORIES: [(f64, Sign); 4] = [
    (0.8, "articles nearly the same"),
    (0.5, "articles much alike"),
    (ALIKE, "articles alike"),
    (0.15, "articles somewhat alike"),
];
const STRANGERS: Sign = "articles hardly alike";
/// What is held against two events of which only the sentences are known, or whose texts are too short to tell their story.
pub(super) const ALONE: Sign = "articles not compared";

/// The signs of two accounts of one family, whether or not their events are said to have happened; `None` where they cannot be
/// one. `company` is left out where it does not matter which articles they stand in.
pub(super) fn events(
    a: &Profile<'_>,
    b: &Profile<'_>,
    company: Option<&Company<'_>>,
) -> Option<Vec<Sign>> {
    let mut signs = vec![ALWAYS];
    signs.extend(kinds(a, b)?);
    signs.extend(time(a, b)?);
    signs.extend(places(a, b));
    if a.told_by_partners() && b.told_by_partners() {
        signs.extend(partners(a, b)?);
    } else {
        signs.extend(sides(a, b)?);
    }
    if a.victims.differ(&b.victims) {
        return None;
    }
    signs.extend(numbers(a, b));
    signs.extend(counts(a, b));
    signs.extend(particulars(a, b));
    signs.extend(wording(a, b, company));
    match company {
        Some(company) => signs.extend(articles(a, b, company)),
        None => signs.push(ALONE),
    }
    if a.voices.meet(&b.voices) {
        signs.push("the same source is quoted");
    }
    Some(signs)
}

/// Both classes could be said of one event: one is the other or above it, or the kinds of their family are told for each other.
fn kinds(a: &Profile<'_>, b: &Profile<'_>) -> Option<Option<Sign>> {
    let (x, y) = (&a.account.kind, &b.account.kind);
    if a.answers != b.answers {
        return None;
    }
    if x == y {
        return Some((x != a.family).then_some("the same kind of event"));
    }
    let one_says_less = a.is_a(y) || b.is_a(x) || a.in_other_kinds && (a.by_sides || b.by_sides);
    match one_says_less {
        true => Some(None),
        false => a.in_other_kinds.then_some(Some("told as different kinds")),
    }
}

fn time(a: &Profile<'_>, b: &Profile<'_>) -> Option<Option<Sign>> {
    match a.when.compare(&b.when) {
        Agreement::NextDay if a.at_night || b.at_night => {
            Some(Some("dated to two days, told of the night"))
        }
        Agreement::Never | Agreement::NextDay => None,
        Agreement::Sign(sign) => Some(sign),
    }
}

fn places(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    if a.places.is_empty() || b.places.is_empty() {
        None
    } else if a.towns.meet(&b.towns) {
        Some("the same town")
    } else if !a.towns.is_empty() && !b.towns.is_empty() {
        Some("different towns")
    } else if a.places.meet(&b.places) {
        Some("the same region")
    } else if a.places.meet(&b.within) || b.places.meet(&a.within) {
        Some("one place lies in the other")
    } else {
        Some("different places")
    }
}

/// Who did it to whom.
fn sides(a: &Profile<'_>, b: &Profile<'_>) -> Option<Vec<Sign>> {
    if a.by_sides || b.by_sides {
        return Some(fighters(a, b).into_iter().collect());
    }
    let crossed = a.doer_sides.meet(&b.sufferer_sides) && !a.doer_sides.meet(&b.doer_sides)
        || b.doer_sides.meet(&a.sufferer_sides) && !b.doer_sides.meet(&a.doer_sides);
    if crossed {
        return None;
    }
    let mut signs = Vec::new();
    if a.doer_sides.meet(&b.doer_sides) {
        signs.push("the same side did it");
    } else if a.doers.meet(&b.doers) {
        signs.push("done by the same kind of people");
    } else if a.doer_sides.differ(&b.doer_sides) {
        signs.push("different sides are blamed");
    }
    if a.sufferer_sides.meet(&b.sufferer_sides) {
        signs.push("the same side suffered");
        if a.sufferer_sides.shared(&b.sufferer_sides) >= 2 {
            signs.push("several of the same suffered");
        }
    } else if a.sufferers.meet(&b.sufferers) {
        signs.push("the same kind of people suffered");
    } else if a.sufferer_sides.differ(&b.sufferer_sides) {
        signs.push("different sides suffered");
    } else if a.sufferers.differ(&b.sufferers) {
        signs.push("other people suffered");
    }
    Some(signs)
}

/// The sides of a clash are sides of the other account, whichever of them attacked.
fn fighters(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    match a.sides.shared(&b.sides) {
        0 if a.sides.differ(&b.sides) => Some("different sides fought"),
        0 => None,
        1 => Some("one side is the same"),
        _ => Some("the same two sides"),
    }
}

/// Those who met or agreed.
fn partners(a: &Profile<'_>, b: &Profile<'_>) -> Option<Vec<Sign>> {
    let shared = a.sides.shared(&b.sides);
    let (x, y) = (a.sides.len(), b.sides.len());
    let (few, many) = (x.min(y), x.max(y));
    let mut signs = Vec::new();
    if a.people.differ(&b.people) {
        signs.push("different people took part");
    }
    if a.for_years && shared >= 2 && a.when.interval.is_some() && b.when.interval.is_some() {
        // Two parties sign few agreements in a year.
        signs.push("dated agreements of two parties");
    }
    match shared {
        0 if few > 0 => return None,
        0 => {}
        1 => signs.push("one party is the same"),
        _ if few == many => signs.push("the same parties"),
        _ if shared == few => signs.push("the parties of one are among those of the other"),
        _ => signs.push("some parties are the same"),
    }
    Some(signs)
}

/// What two numbers say, the most telling first.
const NUMBERS: [Sign; 5] = [
    "the same unusual number",
    "the same number",
    "the same small number",
    "nearly the same number",
    "numbers that fit each other",
];
const OTHER: Sign = "other numbers";
const FAR: Sign = "numbers far apart";

/// Numbers are weak evidence: tolls rise, and sources differ.
fn numbers(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    let pairs = a.account.quantities.iter();
    let pairs = pairs.filter_map(|x| Some((x, b.counted(&x.of)?)));
    let seen: Vec<Sign> = pairs.filter_map(|(x, y)| number(x, y)).collect();
    // A clash counts the dead of both sides, an attack those of one.
    let one_sided = a.by_sides == b.by_sides;
    let against = [FAR, OTHER];
    let against = against.iter().filter(|_| one_sided);
    let ranked = NUMBERS.iter().chain(against);
    ranked.copied().find(|sign| seen.contains(sign))
}

fn number(x: &Counted, y: &Counted) -> Option<Sign> {
    let (low, high) = (x.min.min(y.min), x.min.max(y.min));
    let exact = |q: &Counted| q.max == Some(q.min);
    if exact(x) && exact(y) {
        return Some(match high - low {
            // One dead is told of many events, thirty-seven of one.
            0 if low > 20 && low % 10 != 0 => NUMBERS[0],
            0 if low > 5 => NUMBERS[1],
            0 => NUMBERS[2],
            d if d * 5 <= high || d == 1 && high > 3 => NUMBERS[3],
            d if high >= low.saturating_mul(2) && d >= 3 => FAR,
            _ => OTHER,
        });
    }
    let overlap = x.max.is_none_or(|max| max >= y.min) && y.max.is_none_or(|max| max >= x.min);
    match overlap {
        true if high < low.saturating_mul(2).max(1) => Some(NUMBERS[4]),
        false if high >= low.saturating_mul(2) => Some(FAR),
        _ => None,
    }
}

/// Numbers of things that are not tolls: the terms of an agreement are told for years, a detail of an attack for days.
fn counts(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    let tolls = !a.account.quantities.is_empty() || !b.account.quantities.is_empty();
    if a.terms.meet(&b.terms) {
        match a.for_years {
            true => Some("the same number of the same things agreed"),
            false => (!tolls).then_some("the same number of the same things"),
        }
    } else {
        (a.for_years && a.terms.differ(&b.terms)).then_some("other numbers of the same things")
    }
}

/// What exactly was hit, with what, at what time of day, and whether the text says that it was another one.
fn particulars(a: &Profile<'_>, b: &Profile<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    if a.specific.meet(&b.specific) {
        signs.push("the same thing was hit");
    } else if a.specific.differ(&b.specific) {
        signs.push("different things were hit");
    }
    if a.weapons.meet(&b.weapons) {
        signs.push("the same weapon");
    } else if a.weapons.differ(&b.weapons) {
        signs.push("different weapons");
    }
    if a.day_parts.differ(&b.day_parts) {
        signs.push("different times of the day");
    }
    if a.another != b.another {
        signs.push("one is told as another event");
    }
    signs
}

/// Words shared by two sentences that are nearly the same.
const MANY: usize = 5;

fn wording(a: &Profile<'_>, b: &Profile<'_>, company: Option<&Company<'_>>) -> Vec<Sign> {
    let shared = a.wording.shared(&b.wording);
    let likeness = a.wording.likeness(&b.wording);
    // Names have been weighed before.
    let plain = (a.plain.shared(&b.plain), a.plain.likeness(&b.plain));
    let (x, y) = (&a.trigger, &b.trigger);
    let named = x.len() > 0 && y.len() > 0;
    let same_word = named && x.shared(y) > 0;
    let mut signs = Vec::new();
    if same_word {
        signs.push("named by the same word");
    }
    if a.towns.differ(&b.towns) {
        // What is told of one town after another is told in the same words.
        return signs;
    }
    let like = if likeness >= 0.7 && shared >= MANY {
        "nearly the same sentence"
    } else if likeness >= 0.9 && shared >= 3 && company.is_some_and(|c| c.shares_sentences()) {
        // A short sentence says little, unless the articles are known to repeat each other.
        "the same short sentence"
    } else if plain.1 >= 0.4 && plain.0 >= 4 {
        "like wording"
    } else if plain.1 >= 0.25 && plain.0 >= 3 {
        "somewhat like wording"
    } else if a.for_years && plain.0 >= 3 && a.plain.containment(&b.plain) >= 0.3 {
        // Agreements are told in passing, years later, in other words; what they are on stays.
        "agreed on the same"
    } else {
        return signs;
    };
    // A sentence may tell several events; only the same word in it names the same one.
    let several = named && !same_word && !a.for_years;
    signs.push(if several {
        "like wording around other words"
    } else {
        like
    });
    signs
}

/// How much the articles share, and the place that the event has in both.
fn articles(a: &Profile<'_>, b: &Profile<'_>, company: &Company<'_>) -> Vec<Sign> {
    let mut signs = Vec::new();
    if let Some(likeness) = company.likeness() {
        let alike = STORIES.iter().find(|(from, _)| likeness >= *from);
        signs.push(alike.map_or(STRANGERS, |(_, sign)| *sign));
        if a.at_beginning && b.at_beginning {
            signs.push("both articles begin with it");
        }
        if a.alone && b.alone {
            signs.push("the only one of its kind in both articles");
        }
    } else {
        signs.push(ALONE);
    }
    if company.shares_sentences() {
        signs.push("their articles share sentences");
    }
    signs
}
