//! Who stands on which side of an event, as its accounts tell together.

use crate::extract::Account;
use crate::extract::account::Filler;
use crate::ontology::{Ontology, Part, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Whether values of a role are those who did something to others, or whom others did something to.
pub(super) fn is_side(role: &Role) -> bool {
    matches!(role.part, Some(Part::Agent | Part::Patient)) && !role.symmetric
}

/// The roles of one side.
fn sides(part: Part, ontology: &Ontology) -> impl Iterator<Item = &Role> {
    let roles = ontology.roles.values();
    roles.filter(move |role| is_side(role) && role.part == Some(part))
}

/// Whom an account names on a side.
pub(super) fn on_side(account: &Account, part: Part, ontology: &Ontology) -> BTreeSet<String> {
    let fillers = sides(part, ontology).filter_map(|role| account.roles.get(&role.name));
    fillers.flatten().map(|f| f.id.clone()).collect()
}

/// Of a country and its forces on one side the forces: whoever adds up by sides counts the event once.
pub(super) fn narrow<'f>(ids: &mut Vec<String>, fillers: impl Iterator<Item = &'f Filler>) {
    let parts: BTreeSet<(&str, &str)> = fillers
        .flat_map(|f| wholes(f).map(|whole| (f.id.as_str(), whole)))
        .filter(|(part, whole)| part != whole)
        .collect();
    // Two that are each other's part stay.
    let mutual = |part: &str, whole: &str| parts.contains(&(whole, part));
    let wholes = parts.iter().filter(|(part, whole)| !mutual(part, whole));
    let wholes: BTreeSet<&str> = wholes.map(|(_, whole)| *whole).collect();
    let of = |id: &str| wholes.contains(id);
    if ids.iter().any(|id| !of(id)) {
        ids.retain(|id| !of(id));
    }
}

/// Who stands on one side only where an account names both sides of a fight, and on the other where an account tells them apart, is
/// of the other: "shelled the convoy" beside "clashed with".
pub(super) fn take_sides(
    roles: &mut BTreeMap<String, Vec<String>>,
    group: &[&Account],
    (side, other): (Part, Part),
    ontology: &Ontology,
) {
    if group.len() < 2 {
        return;
    }
    let told: Vec<_> = group
        .iter()
        .map(|a| (on_side(a, side, ontology), on_side(a, other, ontology)))
        .collect();
    let all: BTreeSet<&String> = told.iter().flat_map(|(here, _)| here).collect();
    let misplaced = all.into_iter().filter(|id| {
        let apart = told
            .iter()
            .filter(|(here, there)| there.contains(*id) && !here.contains(*id));
        let foes: BTreeSet<&String> = apart.flat_map(|(here, _)| here).collect();
        let mut here = told
            .iter()
            .map(|(here, _)| here)
            .filter(|here| here.contains(*id));
        !foes.is_empty() && here.all(|here| here.iter().any(|foe| foes.contains(foe)))
    });
    let misplaced: BTreeSet<&String> = misplaced.collect();
    for role in sides(side, ontology) {
        if let Some(ids) = roles.get_mut(&role.name)
            && ids.iter().any(|id| !misplaced.contains(id))
        {
            ids.retain(|id| !misplaced.contains(id));
        }
    }
}

/// What an actor is part of or acts for.
pub(super) fn wholes(filler: &Filler) -> impl Iterator<Item = &str> {
    let wholes = filler.part_of.iter();
    let wholes = wholes.filter(|w| !w.relation.is_spatial());
    wholes.map(|w| w.id.as_str())
}
