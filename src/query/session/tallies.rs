//! How many nodes have which kind, country, outlet and month.

use super::Session;
use crate::ontology::NAMESPACE;
use crate::query::words::{EVENT, holds_places, roles_of};
use crate::rdf::vocabulary::SCHEMA;
use crate::time::Interval;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Months of its own that a stretch of days makes at most.
const MONTHS: usize = 13;

/// Numbers of nodes by local name, IRI or name.
pub(super) type Counts = BTreeMap<String, usize>;
/// Numbers of nodes by the number of a term.
type Tally = FxHashMap<u32, usize>;

impl Session<'_> {
    /// Pairs of nodes, or of a node and a value, that a property of the vocabulary joins.
    fn pairs(&self, property: &str) -> Vec<(u32, u32)> {
        self.store.links(property).collect()
    }

    pub(super) fn kinds(&self, nodes: &FxHashSet<u32>) -> Counts {
        let classes = &self.store.ontology().classes;
        let names: FxHashMap<&str, &str> = classes
            .values()
            .map(|class| (class.iri.as_str(), class.name.as_str()))
            .collect();
        let mut tally = Tally::default();
        for (node, class) in self.pairs(&format!("{NAMESPACE}kind")) {
            if nodes.contains(&node) {
                *tally.entry(class).or_default() += 1;
            }
        }
        named(tally, |class| {
            let name = names.get(self.store.iri(class)?.as_str())?;
            Some(name.to_string())
        })
    }

    /// The countries in which places of the nodes lie.
    pub(super) fn countries(&self, nodes: &FxHashSet<u32>) -> Counts {
        let ontology = self.store.ontology();
        let mut within: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (part, whole) in self.pairs(&format!("{NAMESPACE}within")) {
            within.entry(part).or_default().push(whole);
        }
        let country = ontology.classes.get("Country");
        let country = country.and_then(|class| self.store.id(&class.iri));
        let kinds = self.pairs(&format!("{NAMESPACE}kind")).into_iter();
        let countries = kinds.filter(|(_, class)| Some(*class) == country);
        let countries: FxHashSet<u32> = countries.map(|(node, _)| node).collect();
        let mut found: FxHashSet<(u32, u32)> = FxHashSet::default();
        let roles = roles_of(ontology, EVENT);
        for role in roles.into_iter().filter(|role| holds_places(role)) {
            for (node, place) in self.store.links(&role.property) {
                if nodes.contains(&node) {
                    let mut seen = FxHashSet::default();
                    climb(place, &within, &mut seen);
                    let countries = seen.into_iter().filter(|place| countries.contains(place));
                    found.extend(countries.map(|country| (node, country)));
                }
            }
        }
        let mut tally = Tally::default();
        for (_, country) in found {
            *tally.entry(country).or_default() += 1;
        }
        named(tally, |country| self.store.iri(country))
    }

    /// The publishers of the articles that tell of the nodes, or that they are.
    pub(super) fn outlets(&self, nodes: &FxHashSet<u32>, documents: bool) -> Counts {
        let publisher = self.pairs(&format!("{SCHEMA}publisher")).into_iter();
        let publisher: FxHashMap<u32, u32> = publisher.collect();
        let told: FxHashSet<(u32, u32)> = match documents {
            true => nodes
                .iter()
                .filter_map(|node| Some((*node, *publisher.get(node)?)))
                .collect(),
            false => {
                let sources = self.pairs(&format!("{NAMESPACE}source")).into_iter();
                let sources = sources.filter(|(node, _)| nodes.contains(node));
                sources
                    .filter_map(|(node, document)| Some((node, *publisher.get(&document)?)))
                    .collect()
            }
        };
        let mut tally = Tally::default();
        for (_, name) in told {
            *tally.entry(name).or_default() += 1;
        }
        named(tally, |name| self.store.literal(name))
    }

    /// The first days of the months in which the nodes may have been. A stretch that is open, or long, makes no month of
    /// its own, but counts in those of others.
    pub(super) fn months(&self, nodes: &FxHashSet<u32>) -> BTreeMap<Date, usize> {
        let mut days: FxHashMap<u32, Interval> = FxHashMap::default();
        for end in ["Begin", "End"] {
            for (node, day) in self.pairs(&format!("{NAMESPACE}date{end}")) {
                let day = self.store.literal(day).and_then(|day| day.parse().ok());
                if let Some(day) = day.filter(|_| nodes.contains(&node)) {
                    let known = days.entry(node).or_default();
                    match end {
                        "Begin" => known.begin = Some(day),
                        _ => known.end = Some(day),
                    }
                }
            }
        }
        let mut months: BTreeMap<Date, usize> = BTreeMap::new();
        for known in days.values() {
            let (Some(begin), Some(end)) = (known.begin, known.end) else {
                continue;
            };
            let mut month = begin.first_of_month();
            for _ in 0..MONTHS {
                if month > end {
                    break;
                }
                months.insert(month, 0);
                month = month.saturating_add(1.month());
            }
        }
        for (month, count) in &mut months {
            let whole = Interval::days(*month, month.last_of_month());
            *count = days.values().filter(|known| known.overlaps(&whole)).count();
        }
        months
    }
}

/// Numbers of nodes by what their terms are called.
fn named(tally: Tally, name: impl Fn(u32) -> Option<String>) -> Counts {
    let mut counts = Counts::new();
    for (term, count) in tally {
        if let Some(name) = name(term) {
            *counts.entry(name).or_default() += count;
        }
    }
    counts
}

fn climb(place: u32, within: &FxHashMap<u32, Vec<u32>>, seen: &mut FxHashSet<u32>) {
    if seen.insert(place) {
        for wider in within.get(&place).into_iter().flatten() {
            climb(*wider, within, seen);
        }
    }
}
