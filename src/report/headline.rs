//! An event in a line: "airstrike by Northern forces on a convoy in Ardun, killed 8".

use crate::ontology::{Role, RoleKind};
use crate::output::clipped;
use crate::query::about::{noun, text};
use crate::query::{EVENT, WITH, roles_of};
use crate::store::Store;

/// Most names of one role.
const NAMES: usize = 3;
/// Most characters of what was said.
const SAID: usize = 160;

/// What happened, by and to whom, where, with what toll, what was said; of what is no event its name.
pub(crate) fn headline(store: &Store, iri: &str) -> String {
    let ontology = store.ontology();
    let kind = store.kind(iri).filter(|kind| ontology.is_a(kind, EVENT));
    let Some(kind) = kind else {
        return named(store, iri);
    };
    let mut line = ontology.noun(&kind).to_string();
    if let Some(first) = line.get(..1) {
        line = first.to_uppercase() + &line[1..];
    }
    let mut roles = roles_of(ontology, &kind);
    roles.sort_by_key(|role| (rank(role), role.name.clone()));
    let tells = |role: &&Role| role.kind == RoleKind::Node && !role.prepositions.is_empty();
    for role in roles.iter().copied().filter(tells) {
        let names = names(store, iri, role);
        if let (Some(preposition), false) = (role.prepositions.first(), names.is_empty()) {
            let preposition = match (role.symmetric, names.len()) {
                (true, 1) => WITH,
                (true, _) => "between",
                (false, _) => preposition,
            };
            let joint = if role.symmetric { " and " } else { ", " };
            // "near Ardun" and "12 km east of Ardun" say where by themselves.
            let says_where = |name: &String| {
                let place = role.range.iter().all(|range| range == "Place");
                place && !name.starts_with(|c: char| c.is_uppercase())
            };
            line.push_str(&match names.iter().any(says_where) {
                true => format!(", {}", names.join(joint)),
                false => format!(" {preposition} {}", names.join(joint)),
            });
        }
    }
    for role in roles.iter().filter(|role| role.kind == RoleKind::Quantity) {
        if role.name != "confidence"
            && let Some(number) = number(store, iri, role)
        {
            line.push_str(&format!(", {} {number}", role.label));
        }
    }
    if let Some(said) = text(store, iri, "content") {
        line.push_str(&format!(": “{}”", clipped(&said, SAID)));
    }
    line
}

/// Who did it before to whom, then where.
fn rank(role: &Role) -> usize {
    let by = |word: &str| role.prepositions.iter().any(|p| p == word);
    match (role.symmetric, by("in")) {
        (true, _) => 0,
        (_, true) => 9,
        _ if by("by") => 1,
        _ if by("to") => 2,
        _ => 3,
    }
}

fn names(store: &Store, iri: &str, role: &Role) -> Vec<String> {
    let fillers = store.linked(iri, &role.property);
    let more = fillers.len().saturating_sub(NAMES);
    let mut names: Vec<String> = fillers
        .iter()
        .take(NAMES)
        .map(|filler| {
            // What was said about an event is told by its kind alone, or lines would nest.
            (store.label(filler)).unwrap_or_else(|| noun(store, filler))
        })
        .filter(|name| !name.is_empty())
        .collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    names
}

/// A number as it is told.
fn number(store: &Store, iri: &str, role: &Role) -> Option<String> {
    text(store, iri, &format!("{}Told", role.name)).or_else(|| text(store, iri, &role.name))
}

fn named(store: &Store, iri: &str) -> String {
    let own = || iri.strip_prefix(store.base()).unwrap_or(iri).to_string();
    store.label(iri).unwrap_or_else(own)
}
