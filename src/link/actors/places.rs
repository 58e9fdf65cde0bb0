//! A town that the gazetteer did not know in one document is the one of that name that it knew in another of the story.

use super::cast::{Card, Cast, Known, agree, name_of, sound_of};
use super::spelling::Sound;
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use std::collections::BTreeMap;

/// The number of a known place.
pub(super) fn number(id: &str) -> Option<&str> {
    let (_, number) = id.strip_prefix("place/")?.rsplit_once('-')?;
    number.bytes().all(|b| b.is_ascii_digit()).then_some(number)
}

/// "near X" is as known as X is.
fn is_beside(id: &str) -> bool {
    id.matches('/').count() > 1
}

struct Town<'c> {
    id: &'c str,
    known: &'c Known,
    sound: Sound,
}

/// Joins places without a number with those that have one.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    let mut towns: BTreeMap<String, Vec<Town<'_>>> = BTreeMap::new();
    for (id, known) in cast.known.iter().filter(|(id, _)| number(id).is_some()) {
        let sound = sound_of(id);
        towns
            .entry(sound.key())
            .or_default()
            .push(Town { id, known, sound });
    }
    // A province is none of its towns, however alike their names are.
    let unknown = |id: &str| {
        let place = id.strip_prefix("place/");
        place.is_some_and(|place| gazetteer.region(place).is_none())
            && number(id).is_none()
            && !is_beside(id)
    };
    for (id, known) in cast.known.iter().filter(|(id, _)| unknown(id)) {
        let (name, sound) = (name_of(id), sound_of(id));
        let Some(alike) = towns.get(&sound.key()) else {
            continue;
        };
        for (&document, card) in &known.cards {
            let fitting: Vec<&Town<'_>> = alike
                .iter()
                .filter(|t| agree(&card.countries, t.known.countries()))
                .collect();
            let near = |town: &&Town<'_>| cast.near(document, town.id, &[id, town.id]);
            let of_name: Vec<&Town<'_>> = fitting
                .iter()
                .copied()
                .filter(|t| name_of(t.id) == name)
                .collect();
            let (to, score, reason) = match &of_name[..] {
                [one] if same_country(card, one.known) || near(one) => {
                    (one.id, 0.8, "the only known place of that name")
                }
                [_] => continue,
                _ => {
                    let by_story: Vec<&&Town<'_>> = match of_name.is_empty() {
                        true => fitting
                            .iter()
                            .filter(|t| t.sound.like(&sound) && sound.consonants() > 2)
                            .filter(|t| near(t))
                            .collect(),
                        false => of_name.iter().filter(|t| near(t)).collect(),
                    };
                    match &by_story[..] {
                        [one] if of_name.is_empty() => (
                            one.id,
                            0.75,
                            "spellings of one name in articles of one story",
                        ),
                        [one] => (
                            one.id,
                            0.8,
                            "the place of that name in articles of one story",
                        ),
                        _ => continue,
                    }
                }
            };
            clerk.join_within(
                document,
                &Case {
                    from: id,
                    to,
                    score,
                    reasons: &[reason],
                },
            );
        }
    }
}

fn same_country(card: &Card, known: &Known) -> bool {
    let mut countries = known.cards.values().flat_map(|c| &c.countries);
    countries.any(|country| card.countries.contains(country))
}
