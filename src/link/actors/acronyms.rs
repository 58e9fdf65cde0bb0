//! "KLF" is the "Karsa Liberation Front" where an article of the story says so in brackets, or where its initials say so and
//! no other name of the story has them.

use super::cast::{Cast, name_of};
use super::spelling::is_bare_article;
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use crate::text::words::WORDS;
use std::collections::{BTreeMap, BTreeSet};

/// An acronym of fewer letters is not looked up by initials.
const SHORT: usize = 3;
/// An acronym of so many letters that an article explains means the same in other articles, even of another story.
const LONG: usize = 4;

/// Joins acronyms with the names that they stand for.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    // By acronym the full names, and whether an article introduces it for them.
    let mut full: BTreeMap<String, BTreeMap<&str, bool>> = BTreeMap::new();
    for (id, known) in cast
        .known
        .iter()
        .filter(|(_, k)| k.has_body_name() && !k.acronym)
    {
        let name = name_of(id);
        let spelt = initials(&name).into_iter();
        for short in spelt.filter(|s| known.proper && s.len() >= SHORT) {
            full.entry(short).or_default().entry(id).or_insert(false);
        }
        let aliases = known
            .names()
            .into_iter()
            .filter(|alias| !alias.contains(' '));
        for alias in aliases.filter(|alias| stands_for(alias, &name)) {
            full.entry(alias.clone()).or_default().insert(id, true);
        }
    }
    for (id, known) in cast
        .known
        .iter()
        .filter(|(_, k)| k.has_body_name() && k.acronym)
    {
        let short = name_of(id).replace(' ', "");
        let Some(names) = full.get(&short) else {
            continue;
        };
        if gazetteer.organisation(&short).is_some() {
            continue;
        }
        for &document in known.cards.keys() {
            find(id, &short, document, names, cast, clerk);
        }
    }
}

fn find(
    id: &str,
    short: &str,
    document: u32,
    names: &BTreeMap<&str, bool>,
    cast: &Cast,
    clerk: &mut Clerk<'_>,
) {
    let near: Vec<(&str, bool)> = names
        .iter()
        .filter(|(name, _)| cast.countries_agree(id, name))
        .filter(|(name, _)| cast.near(document, name, &[id, name]))
        .map(|(name, said)| (*name, *said))
        .collect();
    let one = |among: &[(&str, bool)]| -> Option<String> {
        let ids: BTreeSet<&str> = among
            .iter()
            .map(|(name, _)| clerk.renames.everywhere(name))
            .collect();
        match ids.len() {
            1 => ids.first().map(|id| id.to_string()),
            _ => None,
        }
    };
    let said: Vec<(&str, bool)> = near.iter().copied().filter(|(_, said)| *said).collect();
    let everywhere: Vec<(&str, bool)> = names.iter().map(|(n, s)| (*n, *s)).collect();
    let (to, score, reasons) = if let Some(to) = one(&said) {
        let reasons = [
            "an article gives it as the short name",
            "in articles of one story",
        ];
        (to, 0.92, reasons)
    } else if let Some(to) = one(&near) {
        let reasons = ["initials of one name only", "in articles of one story"];
        (to, 0.8, reasons)
    } else if let Some(to) = one(&everywhere)
        && short.len() >= LONG
        && names.values().any(|said| *said)
    {
        let reasons = [
            "an article gives it as the short name",
            "it is short for nothing else",
        ];
        (to, 0.75, reasons)
    } else {
        return;
    };
    clerk.join_within(
        document,
        &Case {
            from: id,
            to: &to,
            score,
            reasons: &reasons,
        },
    );
}

/// The initials of a name of several words, with and without its small words.
fn initials(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split(' ').filter(|w| !w.is_empty()).collect();
    let first =
        |words: &[&str]| -> String { words.iter().filter_map(|w| w.chars().next()).collect() };
    let large: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| !WORDS.functions.contains(*w) && !is_bare_article(w))
        .collect();
    [first(&words), first(&large)]
        .into_iter()
        .filter(|initials| initials.len() > 1)
        .collect()
}

/// The letters of an alias stand in a name in their order, the first as the first of a word: "Unsmil", "Centcom".
fn stands_for(alias: &str, name: &str) -> bool {
    let mut letters = name.chars().filter(|c| *c != ' ');
    (2..=8).contains(&alias.len())
        && name.contains(' ')
        && !name.split(' ').any(|word| word == alias)
        && alias.chars().next() == name.chars().next()
        && alias.chars().all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::{initials, stands_for};

    #[test]
    fn names_have_short_forms() {
        assert!(initials("karsa liberation front").contains("klf"));
        assert!(initials("union of free valleys").contains("ufv"));
        assert!(initials("union of free valleys").contains("uofv"));
        assert!(stands_for("klf", "karsa liberation front"));
        assert!(!stands_for("karsa", "karsa liberation front"));
        assert!(!stands_for("fl", "karsa liberation front"));
    }
}
