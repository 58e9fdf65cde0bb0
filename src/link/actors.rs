//! One node for one actor or place across documents: surnames with their full names, offices with their holders,
//! a town without coordinates with the town of that name.

use super::decisions::Decisions;
use super::{Dossier, Link, LinkOf};
use crate::extract::account::{Account, Filler, PartRelation};
use crate::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What ids of fillers become.
#[derive(Debug, Default)]
pub(super) struct Renames {
    to: BTreeMap<String, String>,
    /// Why.
    pub links: Vec<Link>,
}

impl Renames {
    /// `from` is `to`, unless a person has decided that it is not.
    fn add(&mut self, from: &str, to: &str, (score, reason): (f64, &str), decisions: &Decisions) {
        let pair = if from <= to { (from, to) } else { (to, from) };
        let apart = decisions
            .apart
            .contains(&(pair.0.to_string(), pair.1.to_string()));
        if apart || from == to || self.of(to) == from || self.to.contains_key(from) {
            return;
        }
        self.to.insert(from.to_string(), to.to_string());
        self.links.push(Link {
            of: LinkOf::Nodes,
            a: from.to_string(),
            b: to.to_string(),
            score,
            reasons: vec![reason.to_string()],
            accepted: true,
            decided: false,
        });
    }

    /// The id that an id has become.
    pub(super) fn of<'r>(&'r self, id: &'r str) -> &'r str {
        let mut id = id;
        // Chains are short; the bound guards against a circle.
        for _ in 0..4 {
            match self.to.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }
}

/// What is known of an id over all documents.
#[derive(Default)]
struct Known {
    class: String,
    names: BTreeSet<String>,
    /// (whole, office)
    acts_for: BTreeSet<(String, String)>,
}

type Nodes = BTreeMap<String, Known>;

/// Ids that mean the same thing as another id.
pub(super) fn renames(dossiers: &[Dossier], decisions: &Decisions) -> Renames {
    let mut known = Nodes::new();
    for filler in dossiers.iter().flat_map(|d| &d.accounts).flat_map(fillers) {
        if !known.contains_key(&filler.id) {
            known.insert(filler.id.clone(), Known::default());
        }
        let Some(entry) = known.get_mut(&filler.id) else {
            continue;
        };
        if entry.class.is_empty() || filler.class < entry.class {
            entry.class.clone_from(&filler.class);
        }
        if filler.class != "Text" && !entry.names.contains(&filler.name) {
            entry.names.insert(filler.name.clone());
        }
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
    for node in known.values_mut() {
        node.names = node.names.iter().map(|name| fold(name)).collect();
    }
    let mut renames = Renames::default();
    for (a, b) in &decisions.same {
        if known.contains_key(a) && known.contains_key(b) && !renames.to.contains_key(b) {
            renames.to.insert(b.clone(), a.clone());
            renames.links.push(Link::decided(LinkOf::Nodes, b, a));
        }
    }
    people(&known, &mut renames, decisions);
    offices(&known, &mut renames, decisions);
    places(&known, &mut renames, decisions);
    renames
}

/// The fillers of all roles.
pub(super) fn fillers(account: &Account) -> impl Iterator<Item = &Filler> {
    account.roles.values().flatten()
}

/// "Novak" and "Petr Novak" are "Jan Petr Novak" when one person alone has a name that they are part of.
fn people(known: &Nodes, renames: &mut Renames, decisions: &Decisions) {
    let mut by_surname: BTreeMap<&str, Vec<(&String, Vec<&str>)>> = BTreeMap::new();
    for (id, _) in known.iter().filter(|(_, k)| k.class == "Person") {
        let words: Vec<&str> = id.trim_start_matches("actor/").split('-').collect();
        if let Some(surname) = words.last() {
            by_surname.entry(surname).or_default().push((id, words));
        }
    }
    for people in by_surname.values() {
        for (id, short) in people {
            let longer: Vec<&(&String, Vec<&str>)> = people
                .iter()
                .filter(|(other, long)| {
                    other != id
                        && long.len() > short.len()
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
                let sure = if short.len() > 1 { 0.95 } else { 0.85 };
                let why = (sure, "its name is part of one full name only");
                renames.add(id, longest.0, why, decisions);
            }
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
fn offices(known: &Nodes, renames: &mut Renames, decisions: &Decisions) {
    let by_title = |k: &Known, title: &str| k.names.iter().all(|name| name.ends_with(title));
    let mut holders: BTreeMap<&(String, String), BTreeSet<&String>> = BTreeMap::new();
    for (id, person) in known.iter().filter(|(_, k)| k.class == "Person") {
        for office in person.acts_for.iter().filter(|(_, t)| !t.is_empty()) {
            if !by_title(person, &office.1) {
                holders.entry(office).or_default().insert(id);
            }
        }
    }
    for (id, person) in known.iter().filter(|(_, k)| k.class == "Person") {
        let Some(office) = person.acts_for.first().filter(|(_, t)| !t.is_empty()) else {
            continue;
        };
        if person.acts_for.len() != 1 || !by_title(person, &office.1) {
            continue;
        }
        let named: BTreeSet<String> = holders
            .get(office)
            .into_iter()
            .flatten()
            .map(|id| renames.of(id).to_string())
            .collect();
        if let [holder] = &named.into_iter().collect::<Vec<_>>()[..] {
            let why = (0.8, "the only one known in that office");
            renames.add(id, holder, why, decisions);
        }
    }
}

/// A place that the gazetteer did not know in one document is the one of that name that it knew in another.
fn places(known: &Nodes, renames: &mut Renames, decisions: &Decisions) {
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
            let why = (0.8, "the only known place of that name");
            renames.add(id, one, why, decisions);
        }
    }
}
