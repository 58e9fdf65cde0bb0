//! Fillers of all documents as nodes, with what the gazetteer adds.

use super::Node;
use crate::extract::account::{Filler, PartRelation, Whole};
use crate::fold::fold;
use crate::gazetteer::{Entry, Gazetteer};
use crate::globe::hundredths;
use crate::ontology::{Nature, Ontology};
use crate::rdf::vocabulary::{GEONAMES, WIKIDATA};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Adds what a filler says about its node, and the wholes it names.
pub(super) fn note(
    nodes: &mut BTreeMap<String, Node>,
    filler: &Filler,
    renamed: impl Fn(&str) -> String,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) {
    let nature = |class: &str| ontology.nature(class);
    let new = |id: &str, class: &str, name: &str| node(id, class, name, nature(class), gazetteer);
    let id = renamed(&filler.id);
    let node = nodes
        .entry(id.clone())
        .or_insert_with(|| new(&id, &filler.class, &filler.name));
    node.aliases.insert(filler.name.clone());
    node.aliases.extend(filler.aliases.iter().cloned());
    for whole in &filler.part_of {
        node.wholes.insert((whole.relation, renamed(&whole.id)));
        if whole.relation == PartRelation::ActsFor
            && let Some(office) = &whole.office
        {
            node.offices.insert(office.clone());
        }
    }
    let label = node.label.clone();
    node.aliases.remove(&label);
    let told = filler.part_of.iter();
    let told: Vec<&Whole> = told
        .filter(|w| w.relation == PartRelation::Within)
        .collect();
    for whole in &filler.part_of {
        let id = renamed(&whole.id);
        let node = nodes
            .entry(id.clone())
            .or_insert_with(|| new(&id, &whole.class, &whole.name));
        // The province of a town lies in the town's country; what something is near lies in what that lies in.
        let above = |w: &&&Whole| match whole.relation {
            PartRelation::Within => whole.class == "Place" && nature(&w.class).sovereign,
            PartRelation::Near => true,
            _ => false,
        };
        let within = told.iter().filter(above);
        node.wholes
            .extend(within.map(|w| (PartRelation::Within, renamed(&w.id))));
    }
}

/// Names each node as most documents do; `told` are ids with the names that documents have for them.
pub(super) fn name<'d>(
    nodes: &mut BTreeMap<String, Node>,
    told: impl Iterator<Item = (&'d str, &'d str)>,
) {
    let mut counts: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for pair in told {
        *counts.entry(pair).or_default() += 1;
    }
    let mut names: Vec<_> = counts.into_iter().collect();
    // The last one of each id is its name, of two told as often "coalition" and not "Coalition".
    names.par_sort_unstable_by_key(|((id, name), count)| (*id, *count, *name));
    for ((id, name), _) in names
        .chunk_by(|a, b| a.0.0 == b.0.0)
        .filter_map(<[_]>::last)
    {
        call(nodes, id, name);
    }
    // "near Rafah" is called after Rafah.
    let near = |node: &Node| {
        let (_, id) = node.wholes.iter().find(|w| w.0 == PartRelation::Near)?;
        let of = nodes.get(id)?;
        let mut names = of.aliases.iter();
        let told = names.find_map(|name| node.label.strip_suffix(name.as_str()))?;
        Some((node.id.clone(), format!("{told}{}", of.label)))
    };
    let near: Vec<(String, String)> = nodes.values().filter_map(near).collect();
    for (id, name) in near {
        call(nodes, &id, &name);
    }
}

/// Gives a node a name; the one that it had is another of its names.
fn call(nodes: &mut BTreeMap<String, Node>, id: &str, name: &str) {
    if let Some(node) = nodes.get_mut(id).filter(|node| node.label != name) {
        let before = std::mem::replace(&mut node.label, name.to_string());
        node.aliases.insert(before);
        node.aliases.remove(name);
    }
}

/// Whether a filler says of its node what another has said of it.
pub(super) fn is_told(told: &Filler, filler: &Filler) -> bool {
    told.name == filler.name
        && told.class == filler.class
        && told.aliases == filler.aliases
        && told.part_of == filler.part_of
}

/// What only all documents together can tell: a guessed country gives way to one that is told or known, and where the
/// guesses differ there is none; a province that has its name from a town is told from it.
pub(super) fn settle(nodes: &mut BTreeMap<String, Node>, ontology: &Ontology) {
    for node in nodes.values_mut() {
        let of = |relation: PartRelation| node.wholes.iter().filter(move |w| w.0 == relation);
        let guesses = of(PartRelation::Presumed).count();
        if guesses > 1 || guesses == 1 && of(PartRelation::Within).next().is_some() {
            node.wholes.retain(|w| w.0 != PartRelation::Presumed);
        }
    }
    let Some(word) = ontology.lexicon.word_of("region-word") else {
        return;
    };
    let district = ontology.lexicon.word_of("district-word");
    let mut named: Vec<(String, String)> = Vec::new();
    for node in nodes.values() {
        let wholes = node.wholes.iter().filter(|w| w.0 == PartRelation::Within);
        let same = |id: &&String| {
            nodes.get(*id).is_some_and(|whole| {
                whole.class == node.class && fold(&whole.label) == fold(&node.label)
            })
        };
        named.extend(
            wholes
                .map(|w| &w.1)
                .filter(same)
                .map(|id| (id.clone(), node.label.clone())),
        );
    }
    for (id, label) in named {
        if nodes
            .get(&id)
            .is_some_and(|node| fold(&node.label) == fold(&label))
        {
            let numbered = numbered(&id).is_some();
            let word = district.as_ref().filter(|_| numbered).unwrap_or(&word);
            call(nodes, &id, &format!("{label} {word}"));
        }
    }
}

/// The name and the number of GeoNames of which an id is made, as those of towns and districts are; "Route 66" has none.
fn numbered(id: &str) -> Option<(&str, u32)> {
    let (name, number) = id.rsplit_once('-').filter(|(_, n)| n.len() > 3)?;
    Some((name, number.parse().ok()?))
}

fn node(id: &str, class: &str, label: &str, nature: Nature, gazetteer: &Gazetteer) -> Node {
    let mut node = Node {
        id: id.to_string(),
        class: class.to_string(),
        label: label.to_string(),
        ..Node::default()
    };
    if let Some(country) = id.strip_prefix("actor/").filter(|_| nature.sovereign) {
        if let Some(country) = gazetteer.country(country) {
            node.exact_match.extend(country.geonames.map(geonames));
            let codes = [country.iso2, country.iso3].into_iter();
            node.codes = codes.filter(|code| !code.is_empty()).collect();
            node.coordinates = Some(degrees(country.lat, country.lon));
            node.radius = Some(gazetteer.reach_of_country(country));
        }
    } else if let Some(place) = id.strip_prefix("place/") {
        locate(&mut node, place, gazetteer);
    }
    // Nobody is an organisation, whatever he is called.
    if !nature.human {
        let identity = gazetteer.identity(id);
        node.exact_match.extend(identity.geonames.map(geonames));
        let item = identity.wikidata.map(|item| format!("{WIKIDATA}{item}"));
        node.exact_match.extend(item);
    }
    node
}

/// Where a place is, by its id: a region's, or a town's name with its number and perhaps where from it ("/near").
fn locate(node: &mut Node, place: &str, gazetteer: &Gazetteer) {
    let (place, told) = place.split_once('/').unwrap_or((place, ""));
    if let Some(region) = gazetteer.region(place) {
        let middle = region.lat.zip(region.lon);
        node.coordinates = middle.map(|(lat, lon)| degrees(lat, lon));
        node.radius = middle.and_then(|_| gazetteer.reach_of_region(region));
    } else if let Some((name, number)) = numbered(place) {
        node.exact_match
            .extend(Some(geonames(number)).filter(|_| told.is_empty()));
        // Of towns of one name the one that is meant, not the largest.
        let name = name.replace('-', " ");
        let labels = [node.label.as_str(), &name];
        let mut named = labels.into_iter().flat_map(|name| gazetteer.lookup(name));
        node.coordinates = named.find_map(|entry| match entry {
            Entry::Place(town) if town.geonames == number => Some(degrees(town.lat, town.lon)),
            _ => None,
        });
        if let Some(extent) = gazetteer.extent_of_district(number) {
            let (lat, lon) = extent.middle;
            node.coordinates = Some(degrees(lat, lon));
            node.radius = Some(extent.reach);
            let provinces = gazetteer.lookup(extent.province).into_iter();
            let mut provinces = provinces.filter_map(|entry| match entry {
                Entry::Region(region) if region.within.contains(&extent.country) => Some(region),
                _ => None,
            });
            let within = provinces.next().map(|r| format!("place/{}", r.id));
            node.wholes
                .extend(within.map(|id| (PartRelation::Within, id)));
        }
    }
    let words = told.replace('-', " ");
    let words: Vec<&str> = words.split(' ').collect();
    if let (Some(point), Some((_, vicinity))) = (node.coordinates, gazetteer.vicinity(&words)) {
        node.coordinates = Some(vicinity.from(point));
        node.radius = Some(hundredths(vicinity.radius));
    }
}

fn geonames(number: u32) -> String {
    format!("{GEONAMES}{number}/")
}

/// Degrees of the table, which has hundredths.
fn degrees(lat: f32, lon: f32) -> (f64, f64) {
    (hundredths(f64::from(lat)), hundredths(f64::from(lon)))
}
