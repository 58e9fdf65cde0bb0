//! One node for one actor or place across documents, and two for namesakes.
//!
//! Ids are made from names where a document is read, so equal names have equal ids. Here names are compared between
//! documents: spellings ([`spelling`]), acronyms, surnames, offices, descriptions, towns that are in the gazetteer in one document only; and
//! what documents say of one name is compared for contradictions. A short name means what it means in documents of the same
//! story ([`cast`]), and where two are meant there, nothing is joined.

mod acronyms;
mod cast;
mod descriptions;
mod namesakes;
mod offices;
mod people;
mod places;
mod spelling;
mod spellings;

use super::decisions::Decisions;
use super::nodes::is_told;
use super::{Dossier, Link, LinkOf};
use crate::extract::account::Filler;
use crate::gazetteer::Gazetteer;
use crate::ontology::Ontology;
use cast::Cast;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What ids of fillers become.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// In all documents.
    everywhere: FxHashMap<String, String>,
    /// By document, before that.
    within: Vec<BTreeMap<String, String>>,
    /// Why.
    pub links: Vec<Link>,
}

impl Renames {
    /// The id that an id of a document has become.
    pub(super) fn of<'r>(&'r self, document: usize, id: &'r str) -> &'r str {
        let here = self.within.get(document).and_then(|within| within.get(id));
        self.everywhere(here.map_or(id, String::as_str))
    }

    /// Whether ids of a document become what they become in all.
    pub(super) fn is_plain(&self, document: usize) -> bool {
        self.within.get(document).is_none_or(BTreeMap::is_empty)
    }

    /// The id that an id has become wherever it stands.
    fn everywhere<'r>(&'r self, id: &'r str) -> &'r str {
        let mut id = id;
        // Chains are short; the bound guards against a circle.
        for _ in 0..4 {
            match self.everywhere.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }
}

/// The evidence that two ids are one.
struct Case<'a> {
    from: &'a str,
    to: &'a str,
    score: f64,
    reasons: &'a [&'static str],
}

/// Collects renames under a person's decisions.
struct Clerk<'a> {
    decisions: &'a Decisions,
    renames: Renames,
    links: BTreeMap<(String, String), Link>,
}

impl<'a> Clerk<'a> {
    fn new(decisions: &'a Decisions, documents: usize) -> Clerk<'a> {
        Clerk {
            decisions,
            renames: Renames {
                within: vec![BTreeMap::new(); documents],
                ..Renames::default()
            },
            links: BTreeMap::new(),
        }
    }

    /// A person has said that the two are one, or that they are not.
    fn decided(&self, a: &str, b: &str) -> bool {
        let pair = match a <= b {
            true => (a.to_string(), b.to_string()),
            false => (b.to_string(), a.to_string()),
        };
        self.decisions.apart.contains(&pair) || self.decisions.same.contains(&pair)
    }

    /// `from` is `to` in all documents.
    fn join(&mut self, case: &Case<'_>) {
        let (from, to) = (case.from, case.to);
        let known = self.renames.everywhere.contains_key(from);
        let circle = self.renames.everywhere(to) == from;
        if from != to && !known && !circle && !self.decided(from, to) {
            let (from, to) = (from.to_string(), to.to_string());
            self.renames.everywhere.insert(from, to);
            self.note(case, true);
        }
    }

    /// `from` is `to` in one document, which counts for more than what it is in all.
    fn join_within(&mut self, document: u32, case: &Case<'_>) {
        let (from, to) = (case.from, case.to);
        let circle = self.renames.everywhere(to) == from;
        let said = self
            .decisions
            .same
            .iter()
            .any(|(_, renamed)| renamed == from);
        let known = self.renames.within[document as usize].contains_key(from);
        if from != to && !known && !circle && !said && !self.decided(from, to) {
            let (from, to) = (from.to_string(), to.to_string());
            self.renames.within[document as usize].insert(from, to);
            self.note(case, true);
        }
    }

    /// Writes down why; of one pair in several documents the strongest reasons.
    fn note(&mut self, case: &Case<'_>, accepted: bool) {
        let link = Link {
            of: LinkOf::Nodes,
            a: case.from.to_string(),
            b: case.to.to_string(),
            score: case.score,
            reasons: case.reasons.to_vec(),
            accepted,
            decided: false,
        };
        let key = (link.a.clone(), link.b.clone());
        let stronger = |known: &Link| known.score < link.score;
        if self.links.get(&key).is_none_or(stronger) {
            self.links.insert(key, link);
        }
    }

    fn finish(mut self) -> Renames {
        self.renames.links.extend(self.links.into_values());
        self.renames
    }
}

/// What each document names: neither words nor events. Most often an article tells again what it told before, which adds
/// nothing and is left out.
pub(super) fn named_in<'d>(dossiers: &'d [Dossier], ontology: &Ontology) -> Vec<Vec<&'d Filler>> {
    let named = |dossier: &'d Dossier| {
        let mut last: FxHashMap<&str, &Filler> = FxHashMap::default();
        let fillers = dossier.accounts.iter().flat_map(|a| a.roles.values());
        let named = fillers.flatten().filter(|filler| {
            let told = last.insert(&filler.id, filler);
            !told.is_some_and(|told| is_told(told, filler))
                && filler.class != "Text"
                && !ontology.is_a(&filler.class, "Event")
        });
        named.collect()
    };
    dossiers.par_iter().map(named).collect()
}

/// Ids that mean the same thing as another id. `named` is what the documents name.
pub(super) fn renames(
    dossiers: &[Dossier],
    named: &[Vec<&Filler>],
    decisions: &Decisions,
    ontology: &Ontology,
    gazetteer: &Gazetteer,
) -> Renames {
    let mut cast = Cast::of(dossiers, named, ontology);
    let mut clerk = Clerk::new(decisions, dossiers.len());
    namesakes::part(&mut cast, gazetteer, &mut clerk);
    for (a, b) in &decisions.same {
        let known = |id: &String| cast.known.contains_key(id);
        if known(a) && known(b) && !clerk.renames.everywhere.contains_key(b) {
            clerk.renames.everywhere.insert(b.clone(), a.clone());
            clerk.renames.links.push(Link::decided(LinkOf::Nodes, b, a));
        }
    }
    spellings::join(&cast, gazetteer, &mut clerk);
    people::join(&cast, gazetteer, &mut clerk);
    acronyms::join(&cast, gazetteer, &mut clerk);
    offices::join(&cast, gazetteer, &mut clerk);
    descriptions::join(&cast, gazetteer, &mut clerk);
    places::join(&cast, gazetteer, &mut clerk);
    clerk.finish()
}
