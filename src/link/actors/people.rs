//! "Novak" and "Petr Novak" are "Jan Petr Novak" in documents of a story in which one person alone has such a name.

use super::cast::{Card, Cast, Known, agree, sound_of};
use super::spelling::Sound;
use super::{Case, Clerk};
use std::collections::BTreeMap;

/// Among more people of one surname nobody is found by it.
const MANY: usize = 64;

struct Name<'c> {
    id: &'c str,
    known: &'c Known,
    sound: Sound,
}

/// Joins short names with full names.
pub(super) fn join(cast: &Cast, clerk: &mut Clerk<'_>) {
    let mut by_surname: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for (id, known) in &cast.known {
        if known.class == "Person" && known.named {
            let sound = sound_of(id);
            let surname = sound.last_key().to_string();
            by_surname
                .entry(surname)
                .or_default()
                .push(Name { id, known, sound });
        }
    }
    for people in by_surname.values() {
        for short in people {
            let longer: Vec<&Name<'_>> = people
                .iter()
                .filter(|long| short.sound.part_of(&long.sound))
                .take(MANY + 1)
                .collect();
            if longer.is_empty() || longer.len() > MANY {
                continue;
            }
            for (&document, card) in &short.known.cards {
                find(short, card, document, &longer, cast, clerk);
            }
        }
    }
}

/// Whom the short name means in a document, where that is one person.
fn find(
    short: &Name<'_>,
    card: &Card,
    document: u32,
    longer: &[&Name<'_>],
    cast: &Cast,
    clerk: &mut Clerk<'_>,
) {
    let fits = |long: &&&Name<'_>| {
        agree(&card.countries, long.known.countries())
            && (same_office(card, long.known) || cast.near(document, long.id, &[short.id, long.id]))
    };
    let fitting: Vec<&&Name<'_>> = longer.iter().filter(fits).collect();
    // The longest that contains all the others, if there is one.
    let Some(longest) = fitting
        .iter()
        .max_by_key(|long| (long.sound.len(), std::cmp::Reverse(long.id)))
    else {
        return;
    };
    let one = |id: &str| clerk.renames.everywhere(id) == clerk.renames.everywhere(longest.id);
    let unique = fitting
        .iter()
        .all(|long| one(long.id) || long.sound.part_of(&longest.sound));
    if !unique {
        return;
    }
    let office = same_office(card, longest.known);
    let mut reasons = vec!["its name is part of one full name only"];
    reasons.push(match office {
        true => "the same office",
        false => "in articles of one story",
    });
    let score = match (short.sound.len(), office) {
        (1, false) => 0.85,
        (1, true) => 0.9,
        _ => 0.95,
    };
    let (from, to) = (short.id, longest.id);
    clerk.join_within(
        document,
        &Case {
            from,
            to,
            score,
            reasons: &reasons,
        },
    );
}

/// Both are said to hold one office.
fn same_office(card: &Card, known: &Known) -> bool {
    let offices = card.acts_for.iter().filter(|(_, title)| !title.is_empty());
    let mut cards = known.cards.values();
    let held: Vec<_> = offices.collect();
    !held.is_empty() && cards.any(|other| held.iter().any(|o| other.acts_for.contains(*o)))
}
