//! What is seen of two accounts of different documents: signs that they tell one event, and signs that they don't.
//!
//! A sign is a few words, which a person is shown as the reason of a link; how much it weighs stands in `models/links.tsv`. Some
//! contradictions rule one event out, whatever else is seen, unless what contradicts may be misread.

use super::compare::{Company, score};
use super::numbers::{FAR, numbers};
use super::profile::Profile;
use super::stories::ALIKE;
use super::weights::Weights;
use super::when::{Agreement, DAY};
use std::sync::LazyLock;

/// A sign, as it is written in the table and shown.
pub(super) type Sign = &'static str;

/// What holds for every two events: how rare it is that two that are compared are one.
pub(super) const ALWAYS: Sign = "two events";

/// Days that the press is apart on when something happened.
const FEW_DAYS: i32 = 3;

const TOWN: Sign = "the same town";
const ONE: Sign = "a day and a town in common";
/// How alike articles are, and from which likeness on.
const STORIES: [(f64, Sign); 4] = [
    (0.8, "articles nearly the same"),
    (0.5, "articles much alike"),
    (ALIKE, "articles alike"),
    (0.15, "articles somewhat alike"),
];
const STRANGERS: Sign = "articles hardly alike";
const BOTH_BEGIN: Sign = "both articles begin with it";
const ONLY_ONE: Sign = "the only one of its kind in both articles";
const SHARED: Sign = "their articles share sentences";
const QUOTED: Sign = "the same source is quoted";
/// How many words that name them are the same.
const NAMED: [Sign; 3] = [
    "named by the same word",
    "named by two of the same words",
    "named by several of the same words",
];
const NEARLY: Sign = "nearly the same sentence";
const SHORT: Sign = "the same short sentence";
const LIKE: Sign = "like wording";
const SOMEWHAT: Sign = "somewhat like wording";
const AGREED: Sign = "agreed on the same";
const AROUND: Sign = "like wording around other words";

/// What can at most be seen beside what has been: of words and articles, and of articles alone. Most pairs are compared in vain,
/// and to compare their words takes longest.
static MOST: LazyLock<(f64, f64)> = LazyLock::new(|| {
    let most = |signs: &[Sign]| Weights::embedded().most(signs);
    let stories = most(&STORIES.map(|(_, sign)| sign)).max(most(&[STRANGERS, ALONE]));
    let others = [BOTH_BEGIN, ONLY_ONE, SHARED, QUOTED].map(|sign| most(&[sign]));
    let articles = stories + others.iter().sum::<f64>();
    let words = most(&NAMED) + most(&[NEARLY, SHORT, LIKE, SOMEWHAT, AGREED, AROUND]);
    (words + articles, articles)
});
/// Sums of the same numbers in another order differ by less.
const ROUNDING: f64 = 1e-6;
/// What is held against two events of which only the sentences are known, or whose texts are too short to tell their story.
pub(super) const ALONE: Sign = "articles not compared";

/// Notes the signs of two accounts of one family, whether or not their events are said to have happened; `None` where they cannot
/// be one, or come to less than `least` whatever else would be seen. `company` is left out where it does not matter which articles
/// they stand in.
pub(super) fn events(
    a: &Profile<'_>,
    b: &Profile<'_>,
    company: Option<&Company<'_>>,
    least: f64,
    signs: &mut Vec<Sign>,
) -> Option<()> {
    signs.push(ALWAYS);
    signs.extend(kinds(a, b)?);
    let (time, place) = (time(a, b, company.is_none())?, places(a, b));
    signs.extend(time.into_iter().chain(place));
    if a.told_by_partners() && b.told_by_partners() {
        partners(a, b, signs)?;
    } else {
        sides(a, b, signs)?;
    }
    if a.sets.victims().differ(b.sets.victims()) {
        return None;
    }
    // Two like events are hardly told of one town on one day; tolls differ by source.
    let of_one = time == Some(DAY) && place == Some(TOWN) && !differ(a, b);
    signs.extend(of_one.then_some(ONE));
    // A clash counts the dead of both sides, an attack those of one.
    let numbers = numbers(&a.quantities, &b.quantities, a.by_sides == b.by_sides);
    signs.extend(numbers.filter(|sign| !of_one || *sign != FAR));
    signs.extend(counts(a, b));
    particulars(a, b, signs);
    let (of_all, of_articles) = *MOST;
    let (before, so_far) = (signs.len(), score(signs));
    if so_far + of_all + ROUNDING < least {
        return None;
    }
    wording(a, b, company, signs);
    if so_far + score(&signs[before..]) + of_articles + ROUNDING < least {
        return None;
    }
    match company {
        Some(company) => articles(a, b, company, signs),
        None => signs.push(ALONE),
    }
    if a.sets.voices().meet(b.sets.voices()) {
        signs.push(QUOTED);
    }
    Some(())
}

/// Both classes could be said of one event: one is the other or above it, or the kinds of their family are told for each other.
fn kinds(a: &Profile<'_>, b: &Profile<'_>) -> Option<Option<Sign>> {
    let (x, y) = (a.kind, b.kind);
    // An attack and an answer to one, unless one side does both: "struck" and "responded by striking".
    if a.answers != b.answers && !a.sets.doer_sides().meet(b.sets.doer_sides()) {
        return None;
    }
    if x == y {
        return Some((x != a.of_family).then_some("the same kind of event"));
    }
    let one_says_less = a.is_a(y) || b.is_a(x) || a.in_other_kinds && (a.by_sides || b.by_sides);
    match one_says_less {
        true => Some(None),
        false => a.in_other_kinds.then_some(Some("told as different kinds")),
    }
}

/// What the times of two accounts say; `None` where they are two, and no article has misread one of them.
fn time(a: &Profile<'_>, b: &Profile<'_>, within_one: bool) -> Option<Option<Sign>> {
    let sure = within_one || !a.when.unsure && !b.when.unsure;
    match a.when.compare(&b.when) {
        Agreement::NextDay if a.at_night || b.at_night => {
            Some(Some("dated to two days, told of the night"))
        }
        Agreement::Never => None,
        Agreement::NextDay | Agreement::Apart(_) if sure => None,
        Agreement::Apart(days) if days.is_none_or(|days| days > FEW_DAYS) => {
            Some(Some("days apart, one of them unsure"))
        }
        Agreement::NextDay | Agreement::Apart(_) => {
            Some(Some("a few days apart, one of them unsure"))
        }
        Agreement::Sign(sign) => Some(sign),
    }
}

fn places(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    let (x, y) = (&a.sets, &b.sets);
    // Where one article does not tell what a place lies in, it is the town of that name.
    let unlisted = !x.towns().is_empty() && y.around().is_empty()
        || !y.towns().is_empty() && x.around().is_empty();
    Some(if x.places().is_empty() || y.places().is_empty() {
        return None;
    } else if x.towns().meet(y.towns()) {
        TOWN
    } else if x.towns().differ(y.towns()) {
        match x.around().meet(y.around()) {
            true => "towns of one province",
            false => "different towns",
        }
    } else if x.place_names().meet(y.place_names()) && unlisted {
        TOWN
    } else if x.places().meet(y.places()) {
        "the same region"
    } else if x.places().meet(y.within()) || y.places().meet(x.within()) {
        "one place lies in the other"
    } else if x.around().differ(y.around()) {
        "different places"
    } else {
        // A street or a village that no list has may lie in the other place.
        "places that cannot be compared"
    })
}

/// Whether other things were hit, with other weapons, or by others.
fn differ(a: &Profile<'_>, b: &Profile<'_>) -> bool {
    let (x, y) = (&a.sets, &b.sets);
    x.specific().differ(y.specific())
        || x.weapons().differ(y.weapons())
        || x.doer_sides().differ(y.doer_sides())
}

/// Who did it.
pub(super) const SAME_DOER: Sign = "the same side did it";

/// Who did it to whom.
fn sides(a: &Profile<'_>, b: &Profile<'_>, signs: &mut Vec<Sign>) -> Option<()> {
    if a.by_sides || b.by_sides {
        signs.extend(fighters(a, b));
        return Some(());
    }
    let crossed = a.sets.doer_sides().meet(b.sets.sufferer_sides())
        && !a.sets.doer_sides().meet(b.sets.doer_sides())
        || b.sets.doer_sides().meet(a.sets.sufferer_sides())
            && !b.sets.doer_sides().meet(a.sets.doer_sides());
    if crossed {
        return None;
    }
    if a.sets.doer_sides().meet(b.sets.doer_sides()) {
        signs.push(SAME_DOER);
    } else if a.sets.doers().meet(b.sets.doers()) {
        signs.push("done by the same kind of people");
    } else if a.sets.doer_sides().differ(b.sets.doer_sides()) {
        signs.push("different sides are blamed");
    }
    if a.sets.sufferer_sides().meet(b.sets.sufferer_sides()) {
        signs.push("the same side suffered");
        if a.sets.sufferer_sides().shared(b.sets.sufferer_sides()) >= 2 {
            signs.push("several of the same suffered");
        }
    } else if a.sets.sufferers().meet(b.sets.sufferers()) {
        signs.push("the same kind of people suffered");
    } else if a.sets.sufferer_sides().differ(b.sets.sufferer_sides()) {
        signs.push("different sides suffered");
    } else if a.sets.sufferers().differ(b.sets.sufferers()) && !a.of_people && !b.of_people {
        signs.push("other people suffered");
    }
    Some(())
}

/// The sides of a clash are sides of the other account, whichever of them attacked.
fn fighters(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    match a.sets.sides().shared(b.sets.sides()) {
        0 if a.sets.sides().differ(b.sets.sides()) => Some("different sides fought"),
        0 => None,
        1 => Some("one side is the same"),
        _ => Some("the same two sides"),
    }
}

/// Those who met or agreed.
fn partners(a: &Profile<'_>, b: &Profile<'_>, signs: &mut Vec<Sign>) -> Option<()> {
    let shared = a.sets.sides().shared(b.sets.sides());
    let (x, y) = (a.sets.sides().len(), b.sets.sides().len());
    let (few, many) = (x.min(y), x.max(y));
    if a.sets.people().differ(b.sets.people()) {
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
    Some(())
}

/// Numbers of things that are not tolls: the terms of an agreement are told for years, a detail of an attack for days.
fn counts(a: &Profile<'_>, b: &Profile<'_>) -> Option<Sign> {
    let tolls = !a.quantities.is_empty() || !b.quantities.is_empty();
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
fn particulars(a: &Profile<'_>, b: &Profile<'_>, signs: &mut Vec<Sign>) {
    if a.sets.specific().meet(b.sets.specific()) {
        signs.push("the same thing was hit");
    } else if a.sets.specific().differ(b.sets.specific()) {
        signs.push("different things were hit");
    }
    if a.sets.weapons().meet(b.sets.weapons()) {
        signs.push("the same weapon");
    } else if a.sets.weapons().differ(b.sets.weapons()) {
        signs.push("different weapons");
    }
    if a.sets.day_parts().differ(b.sets.day_parts()) {
        signs.push("different times of the day");
    }
    if a.another != b.another {
        signs.push("one is told as another event");
    }
}

/// Words shared by two sentences that are nearly the same.
const MANY: usize = 5;

fn wording(a: &Profile<'_>, b: &Profile<'_>, company: Option<&Company<'_>>, signs: &mut Vec<Sign>) {
    let (x, y) = (&a.triggers, &b.triggers);
    let named = x.len() > 0 && y.len() > 0;
    let of_both = x.shared(y);
    signs.extend(of_both.min(NAMED.len()).checked_sub(1).map(|at| NAMED[at]));
    if a.sets.towns().differ(b.sets.towns()) {
        // What is told of one town after another is told in the same words.
        return;
    }
    let shared = a.wording.shared(&b.wording);
    let likeness = a.wording.likeness_by(&b.wording, shared);
    // Names have been weighed before.
    let of_plain = a.plain.shared(&b.plain);
    let plain = (of_plain, a.plain.likeness_by(&b.plain, of_plain));
    let like = if likeness >= 0.7 && shared >= MANY {
        NEARLY
    } else if likeness >= 0.9 && shared >= 3 && company.is_some_and(|c| c.shares_sentences()) {
        // A short sentence says little, unless the articles are known to repeat each other.
        SHORT
    } else if plain.1 >= 0.4 && plain.0 >= 4 {
        LIKE
    } else if plain.1 >= 0.25 && plain.0 >= 3 {
        SOMEWHAT
    } else if a.for_years && plain.0 >= 3 && a.plain.containment(&b.plain) >= 0.3 {
        // Agreements are told in passing, years later, in other words; what they are on stays.
        AGREED
    } else {
        return;
    };
    // A sentence may tell several events; only the same word in it names the same one.
    let several = named && of_both == 0 && !a.for_years;
    signs.push(if several { AROUND } else { like });
}

/// How much the articles share, and the place that the event has in both.
fn articles(a: &Profile<'_>, b: &Profile<'_>, company: &Company<'_>, signs: &mut Vec<Sign>) {
    if let Some(likeness) = company.likeness() {
        let alike = STORIES.iter().find(|(from, _)| likeness >= *from);
        signs.push(alike.map_or(STRANGERS, |(_, sign)| *sign));
        if a.at_beginning && b.at_beginning {
            signs.push(BOTH_BEGIN);
        }
        if a.alone && b.alone {
            signs.push(ONLY_ONE);
        }
    } else {
        signs.push(ALONE);
    }
    if company.shares_sentences() {
        signs.push(SHARED);
    }
}
