//! One node for one actor or place across documents: surnames with their full names, offices with their holders,
//! a town without coordinates with the town of that name.

use super::Dossier;
use crate::extract::account::{Account, Filler, PartRelation};
use crate::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What ids of fillers become.
pub(super) type Renames = BTreeMap<String, String>;

/// What is known of an id over all documents.
#[derive(Default)]
struct Known {
    class: String,
    names: BTreeSet<String>,
    /// (whole, office)
    acts_for: BTreeSet<(String, String)>,
    mentions: usize,
}

/// Ids that mean the same thing as another id.
pub(super) fn renames(dossiers: &[Dossier]) -> Renames {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for filler in dossiers.iter().flat_map(|d| &d.accounts).flat_map(fillers) {
        let entry = known.entry(filler.id.clone()).or_default();
        entry.class.clone_from(&filler.class);
        entry.names.insert(fold(&filler.name));
        entry.mentions += 1;
        for whole in filler
            .part_of
            .iter()
            .filter(|w| w.relation == PartRelation::ActsFor)
        {
            entry
                .acts_for
                .insert((whole.id.clone(), whole.office.clone().unwrap_or_default()));
        }
    }
    let mut renames = Renames::new();
    people(&known, &mut renames);
    offices(&known, &mut renames);
    places(&known, &mut renames);
    renames
}

/// The fillers of all roles.
pub(super) fn fillers(account: &Account) -> impl Iterator<Item = &Filler> {
    account.roles.values().flatten()
}

/// "Novak" and "Petr Novak" are "Jan Petr Novak" when one person alone has a name that they are part of.
fn people(known: &BTreeMap<String, Known>, renames: &mut Renames) {
    let words = |id: &str| {
        id.trim_start_matches("actor/")
            .split('-')
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let people: Vec<(&String, Vec<String>)> = known
        .iter()
        .filter(|(_, k)| k.class == "Person")
        .map(|(id, _)| (id, words(id)))
        .collect();
    for (id, short) in &people {
        let longer: Vec<&(&String, Vec<String>)> = people
            .iter()
            .filter(|(other, long)| {
                other != id
                    && long.len() > short.len()
                    && long.last() == short.last()
                    && short.iter().all(|w| long.contains(w))
                    && agree(&known[*id], &known[*other])
            })
            .collect();
        // The longest that contains all the others, if there is one.
        let Some(longest) = longer.iter().max_by_key(|(_, long)| long.len()) else {
            continue;
        };
        if longer
            .iter()
            .all(|(_, l)| l.iter().all(|w| longest.1.contains(w)))
        {
            renames.insert((*id).clone(), longest.0.clone());
        }
    }
}

/// Nothing known of the two contradicts: they do not act for different countries.
fn agree(a: &Known, b: &Known) -> bool {
    let countries = |k: &Known| {
        k.acts_for
            .iter()
            .map(|(id, _)| id.clone())
            .collect::<BTreeSet<_>>()
    };
    let (x, y) = (countries(a), countries(b));
    x.is_empty() || y.is_empty() || x.intersection(&y).next().is_some()
}

/// "Turkish foreign minister" is the one person known to hold that office.
fn offices(known: &BTreeMap<String, Known>, renames: &mut Renames) {
    for (id, office) in known
        .iter()
        .filter(|(_, k)| k.class == "Person" && k.acts_for.len() == 1)
    {
        let Some((country, title)) = office
            .acts_for
            .first()
            .filter(|(_, title)| !title.is_empty())
        else {
            continue;
        };
        let named_by_office = office
            .names
            .iter()
            .all(|name| name.ends_with(title.as_str()));
        if !named_by_office {
            continue;
        }
        let holders: Vec<&String> = known
            .iter()
            .filter(|(other, k)| {
                *other != id
                    && k.class == "Person"
                    && k.acts_for.contains(&(country.clone(), title.clone()))
                    && !k.names.iter().all(|n| n.ends_with(title.as_str()))
            })
            .map(|(other, _)| other)
            .map(|other| renames.get(other).unwrap_or(other))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if let [holder] = holders[..] {
            renames.insert(id.clone(), holder.clone());
        }
    }
}

/// A place that the gazetteer did not know in one document is the one of that name that it knew in another.
fn places(known: &BTreeMap<String, Known>, renames: &mut Renames) {
    let plain = |id: &str| -> Option<String> {
        let slug = id.strip_prefix("place/")?;
        let (name, number) = slug.rsplit_once('-')?;
        number
            .chars()
            .all(|c| c.is_ascii_digit())
            .then(|| format!("place/{name}"))
    };
    let mut numbered: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for id in known.keys() {
        if let Some(name) = plain(id) {
            numbered.entry(name).or_default().push(id);
        }
    }
    for id in known.keys() {
        if let Some([one]) = numbered.get(id).map(Vec::as_slice) {
            renames.insert(id.clone(), (*one).clone());
        }
    }
}

/// The id that an id has become.
pub(super) fn renamed<'r>(id: &'r str, renames: &'r Renames) -> &'r str {
    let mut id = id;
    // Chains are short; the bound guards against a circle.
    for _ in 0..4 {
        match renames.get(id) {
            Some(next) => id = next,
            None => break,
        }
    }
    id
}
