//! "Novak" is "Petr Novak", and "Petr Novak" is "Jan Petr Novak", in documents of a story in which one person alone has such
//! a name; also where it stands in the middle, and with the mother's surname behind it.

use super::cast::{Card, Cast, Known, Name, agree, sound_of};
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Among more people of one surname nobody is found by it.
const MANY: usize = 64;
/// Fewest consonants of a surname that may be spelt in two ways.
const HEARD: usize = 3;
/// Somebody of the same surname who is in so many times as many documents may be meant everywhere.
const FAMOUS: usize = 3;

/// Joins short names with full names.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    let mut by_surname: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for (id, known) in &cast.known {
        if known.nature.human && known.named {
            let sound = sound_of(id);
            let surname = sound.last_key().to_string();
            by_surname
                .entry(surname)
                .or_default()
                .push(Name { id, known, sound });
        }
    }
    let middles = Middles::of(by_surname.values().flatten(), gazetteer);
    let doubles = Doubles::of(by_surname.values().flatten());
    for people in by_surname.values() {
        for short in people {
            let longer: Vec<&Name<'_>> = people
                .iter()
                .filter(|long| is_short_for(short, long, gazetteer))
                .chain(doubles.of_first(short, gazetteer))
                .take(MANY + 1)
                .collect();
            // "Belor" of "Anna Belor Stahl", where nobody has it for a surname.
            let longer = match longer.is_empty() && short.sound.len() == 1 {
                true => middles.bearers(short),
                false => longer,
            };
            if longer.is_empty() || longer.len() > MANY {
                continue;
            }
            match short.sound.len() {
                1 => surname(short, &longer, cast, clerk),
                _ => full_name(short, &longer, cast, clerk),
            }
        }
    }
}

/// Names of people by their words that are neither the last nor a given name.
struct Middles<'n, 'c>(BTreeMap<String, Vec<&'n Name<'c>>>);

impl<'n, 'c> Middles<'n, 'c> {
    fn of(names: impl Iterator<Item = &'n Name<'c>>, gazetteer: &Gazetteer) -> Middles<'n, 'c> {
        let mut middles: BTreeMap<String, Vec<&Name<'_>>> = BTreeMap::new();
        for name in names.filter(|name| name.sound.len() > 1) {
            let full = super::cast::name_of(name.id);
            let words = full.split(' ');
            let last = words.clone().next_back();
            for word in words.filter(|w| Some(*w) != last && gazetteer.gender(w).is_none()) {
                middles.entry(word.to_string()).or_default().push(name);
            }
        }
        Middles(middles)
    }

    fn bearers(&self, short: &Name<'_>) -> Vec<&'n Name<'c>> {
        let known = self.0.get(&super::cast::name_of(short.id));
        let bearers = known.into_iter().flatten().take(MANY + 1);
        bearers.copied().collect()
    }
}

/// Names of people by all their words but the last: "Ana Ruiz Belmonte" is "Ana Ruiz" with her mother's surname.
struct Doubles<'n, 'c>(BTreeMap<String, Vec<&'n Name<'c>>>);

impl<'n, 'c> Doubles<'n, 'c> {
    fn of(names: impl Iterator<Item = &'n Name<'c>>) -> Doubles<'n, 'c> {
        let mut doubles: BTreeMap<String, Vec<&Name<'_>>> = BTreeMap::new();
        for name in names.filter(|name| name.sound.len() > 2) {
            let full = super::cast::name_of(name.id);
            if let Some((first, _)) = full.rsplit_once(' ') {
                doubles.entry(first.to_string()).or_default().push(name);
            }
        }
        Doubles(doubles)
    }

    fn of_first(
        &self,
        short: &Name<'_>,
        gazetteer: &Gazetteer,
    ) -> impl Iterator<Item = &'n Name<'c>> {
        let name = super::cast::name_of(short.id);
        // "Ana Maria" is no short name of "Ana Maria Ruiz".
        let last = name.rsplit_once(' ').map(|(_, last)| last);
        let surname = last.is_some_and(|word| gazetteer.gender(word).is_none());
        let known = self.0.get(&name).filter(|_| surname);
        known.into_iter().flatten().copied()
    }
}

fn is_short_for(short: &Name<'_>, long: &Name<'_>, gazetteer: &Gazetteer) -> bool {
    let spelt = || {
        // "Chuck" is a given name, and no way to spell "Shook".
        let given = || gazetteer.gender(&super::cast::name_of(short.id)).is_some();
        short.sound.last_consonants() >= HEARD && (short.sound.len() > 1 || !given())
    };
    short.sound.part_of(&long.sound) && (short.sound.ends_as(&long.sound) || spelt())
}

/// In each document the one of that surname whom its story names.
fn surname(short: &Name<'_>, longer: &[&Name<'_>], cast: &Cast, clerk: &mut Clerk<'_>) {
    for (&document, card) in &short.known.cards {
        let agreeing: Vec<&Name<'_>> = longer
            .iter()
            .copied()
            .filter(|long| agree(&card.countries, long.known.countries()))
            .collect();
        let fitting: Vec<&Name<'_>> = agreeing
            .iter()
            .copied()
            .filter(|long| fits(card, document, short, long, cast))
            .collect();
        // The longest name first: the others must be parts of it.
        let longest = fitting
            .iter()
            .max_by_key(|long| (long.sound.len(), long.known.cards.len(), Reverse(long.id)));
        let Some(&longest) = longest else {
            continue;
        };
        let one = |other: &Name<'_>| {
            clerk.renames.of(document as usize, other.id)
                == clerk.renames.of(document as usize, longest.id)
                || other.sound.part_of(&longest.sound)
        };
        let famous = |other: &&&Name<'_>| {
            other.known.cards.len() > FAMOUS * longest.known.cards.len() && !one(other)
        };
        if !fitting.iter().all(|other| one(other)) || agreeing.iter().any(|o| famous(&o)) {
            continue;
        }
        // Of the names of that one person the one in most documents.
        let best = fitting
            .iter()
            .max_by_key(|long| (long.known.cards.len(), long.sound.len(), Reverse(long.id)));
        let to = best.map_or(longest.id, |best| best.id);
        let office = same_office(card, longest.known);
        let score = if office { 0.9 } else { 0.85 };
        clerk.join_within(document, &case(short.id, to, score, office));
    }
}

/// Of two full names the one in fewer documents becomes the other; the longer one where that says nothing.
fn full_name(short: &Name<'_>, longer: &[&Name<'_>], cast: &Cast, clerk: &mut Clerk<'_>) {
    let related: Vec<&Name<'_>> = longer
        .iter()
        .copied()
        .filter(|long| cast.countries_agree(short.id, long.id))
        .collect();
    let Some(longest) = related
        .iter()
        .max_by_key(|l| (l.sound.len(), Reverse(l.id)))
    else {
        return;
    };
    let part = |long: &Name<'_>| {
        long.id == longest.id
            || long.sound.part_of(&longest.sound)
            || clerk.renames.everywhere(long.id) == clerk.renames.everywhere(longest.id)
    };
    if !related.iter().all(|long| part(long)) {
        return;
    }
    for long in related {
        let (from, to) = match short.known.cards.len() > long.known.cards.len() {
            true => (long, short),
            false => (short, long),
        };
        for (&document, card) in &from.known.cards {
            if fits(card, document, from, to, cast) {
                let office = same_office(card, to.known);
                clerk.join_within(document, &case(from.id, to.id, 0.95, office));
            }
        }
    }
}

fn fits(card: &Card, document: u32, from: &Name<'_>, to: &Name<'_>, cast: &Cast) -> bool {
    same_office(card, to.known) || cast.near(document, to.id, &[from.id, to.id])
}

fn case<'c>(from: &'c str, to: &'c str, score: f64, office: bool) -> Case<'c> {
    let reasons: &[&str] = match office {
        true => &[
            "one full name only has this name as a part",
            "the same office",
        ],
        false => &[
            "one full name only has this name as a part",
            "in articles of one story",
        ],
    };
    Case {
        from,
        to,
        score,
        reasons,
    }
}

/// Both are said to hold one office.
fn same_office(card: &Card, known: &Known) -> bool {
    let held: BTreeSet<_> = card
        .acts_for
        .iter()
        .filter(|(_, title)| !title.is_empty())
        .collect();
    let mut others = known.cards.values().flat_map(|c| &c.acts_for);
    !held.is_empty() && others.any(|office| held.contains(office))
}
