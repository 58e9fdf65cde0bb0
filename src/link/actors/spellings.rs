//! Names that are spelt in two ways: transliterations, articles, diacritics.

use super::cast::{Cast, Known, Name, sound_of};
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Fewest consonants of a name of one word, and of several.
const ONE: usize = 3;
const SEVERAL: usize = 4;

/// Joins spellings of one name that occur in documents of one story.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    let mut blocks: BTreeMap<(Category, String), Vec<Name<'_>>> = BTreeMap::new();
    for (id, known) in &cast.known {
        let Some(category) = category(id, known) else {
            continue;
        };
        let sound = sound_of(id);
        let enough = match sound.len() {
            1 => ONE,
            _ => SEVERAL,
        };
        if sound.consonants() >= enough && !known.acronym {
            let key = (category, sound.key());
            blocks
                .entry(key)
                .or_default()
                .push(Name { id, known, sound });
        }
    }
    for ((category, _), mut names) in blocks {
        // The best known spelling comes first.
        names.sort_by_key(|n| {
            (
                gazetteer.organisation(slug(n.id)).is_none(),
                Reverse(n.known.cards.len()),
                n.id,
            )
        });
        let mut kept: Vec<Name<'_>> = Vec::new();
        for name in names {
            let case = kept.iter().find_map(|old| {
                let (score, reasons) = evidence(category, &name, old, cast, gazetteer)?;
                Some((old.id, score, reasons))
            });
            match case {
                Some((to, score, reasons)) => clerk.join(&Case {
                    from: name.id,
                    to,
                    score,
                    reasons: &reasons,
                }),
                None => kept.push(name),
            }
        }
    }
}

/// Names are compared with those of their kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Category {
    Body,
    Person,
    Place,
}

/// The kind of a name; numbers tell known towns apart.
fn category(id: &str, known: &Known) -> Option<Category> {
    if known.has_body_name() {
        Some(Category::Body)
    } else if known.named && known.nature.human {
        Some(Category::Person)
    } else if known.named && known.class == "Place" && super::places::number(id).is_none() {
        Some(Category::Place)
    } else {
        None
    }
}

fn slug(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, slug)| slug)
}

fn evidence(
    category: Category,
    a: &Name<'_>,
    b: &Name<'_>,
    cast: &Cast,
    gazetteer: &Gazetteer,
) -> Option<(f64, Vec<&'static str>)> {
    let entry = |name: &Name<'_>| {
        let slug = slug(name.id);
        gazetteer.organisation(slug).is_some() || gazetteer.region(slug).is_some()
    };
    if !a.sound.like(&b.sound)
        || !cast.countries_agree(a.id, b.id)
        || entry(a) && entry(b)
        || category == Category::Person && genders_differ(a, b, gazetteer)
    {
        return None;
    }
    let (equal, story) = (a.sound.equals(&b.sound), cast.meet(a.id, b.id));
    let mut reasons = vec![match equal {
        true => "the same name but for articles",
        false => "spellings of one name",
    }];
    if story {
        reasons.push("in articles of one story");
    }
    match (equal, story) {
        (true, true) => Some((0.95, reasons)),
        // Of two words it is rarely somebody else.
        (true, false) if a.sound.len() > 1 => Some((0.85, reasons)),
        (false, true) if a.sound.len() > 1 => Some((0.9, reasons)),
        (false, true) => Some((0.8, reasons)),
        _ => None,
    }
}

/// "Jean Moreau" is not "Jan Moreau" where the one given name is a woman's and the other a man's.
fn genders_differ(a: &Name<'_>, b: &Name<'_>, gazetteer: &Gazetteer) -> bool {
    let gender = |name: &Name<'_>| gazetteer.gender(slug(name.id).split('-').next()?);
    match (gender(a), gender(b)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}
