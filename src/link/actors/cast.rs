//! Who and what each document names: what is known of an id in each, and which documents are of one story.

use super::super::Dossier;
use super::spelling::{Sound, is_bare_article};
use crate::extract::account::{Filler, PartRelation};
use crate::extract::is_acronym;
use crate::fold::fold;
use crate::ontology::{Nature, Ontology};
use crate::text::words::WORDS;
use crate::time::days_until;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What one document says of an id.
#[derive(Debug, Clone, Default)]
pub(super) struct Card {
    /// The names, folded, each once.
    pub names: Vec<String>,
    /// Whom it acts for, and in what office; sorted.
    pub acts_for: Vec<(String, String)>,
    /// The countries that it acts for, is part of or lies in; sorted.
    pub countries: Vec<String>,
}

/// Puts something into a sorted list in which it may be already. There are very many lists, of one or two as a rule.
fn put<T: Ord>(list: &mut Vec<T>, new: T) {
    if let Err(place) = list.binary_search(&new) {
        list.reserve_exact(1);
        list.insert(place, new);
    }
}

/// What is known of an id.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Local name of its class.
    pub class: String,
    /// What holds for those of its class.
    pub nature: Nature,
    /// It has a name of its own: "Petr Novak", not "soldiers".
    pub named: bool,
    /// A name of capitals only.
    pub acronym: bool,
    /// All its words are capitalised but the small ones: "Union of Free Valleys", not "Islamist groups".
    pub proper: bool,
    /// By document.
    pub cards: BTreeMap<u32, Card>,
}

impl Known {
    /// The countries of all cards.
    pub fn countries(&self) -> BTreeSet<&String> {
        self.cards.values().flat_map(|c| &c.countries).collect()
    }

    /// The names in all documents, folded.
    pub fn names(&self) -> BTreeSet<&String> {
        self.cards.values().flat_map(|c| &c.names).collect()
    }

    /// It is called by a name, and said to be of a class; of several that they are said to be of, the first by name.
    fn called(&mut self, name: &str, class: &str, ontology: &Ontology) {
        if self.class.is_empty() || class < self.class.as_str() {
            self.class = class.to_string();
            self.nature = ontology.nature(class);
        }
        self.named |= is_name(name, ontology.nature(class));
        self.acronym |= is_acronym(name);
        self.proper |= is_proper(name);
    }

    /// A body under a name, or somebody under a name of whom nobody knows what they are.
    pub fn has_body_name(&self) -> bool {
        self.named && (self.nature.body || self.class == "Actor")
    }

    fn card(&mut self, document: u32) -> &mut Card {
        self.cards.entry(document).or_default()
    }
}

/// Nothing contradicts: not both have a country, and none in common.
pub(super) fn agree<'c>(
    a: impl IntoIterator<Item = &'c String>,
    b: impl IntoIterator<Item = &'c String>,
) -> bool {
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.into_iter().collect(), b.into_iter().collect());
    a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
}

/// What naming the same country says for two documents being of one story, against naming the same person.
const COUNTRY: f64 = 0.34;
/// An id in more documents than this, and in more than a tenth of all, says no more than a country.
const COMMON: usize = 8;
/// Documents are of one story from here.
const STORY: f64 = 1.0;
/// So many days apart they must have twice as much in common.
const LONG: i32 = 366;
/// Documents of an id, the nearest in time, that are looked at.
const NEAREST: usize = 64;

/// Everybody and everything in the documents.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// By id.
    pub known: BTreeMap<String, Known>,
    numbers: BTreeMap<String, u32>,
    weights: Vec<f64>,
    /// By document what it names, as numbers, sorted.
    company: Vec<Vec<u32>>,
    published: Vec<Option<Date>>,
}

impl Cast {
    pub fn of(dossiers: &[Dossier], named: &[Vec<&Filler>], ontology: &Ontology) -> Cast {
        let mut cast = Cast {
            company: vec![Vec::new(); dossiers.len()],
            published: dossiers
                .iter()
                .map(|d| d.document.published.and_then(|p| p.date.begin))
                .collect(),
            ..Cast::default()
        };
        for (index, fillers) in named.iter().enumerate() {
            let fillers = fillers.iter();
            fillers.for_each(|filler| cast.note(filler, index as u32, ontology));
        }
        cast.known.par_iter_mut().for_each(|(_, node)| {
            let mut folded: FxHashMap<String, String> = FxHashMap::default();
            for card in node.cards.values_mut() {
                for name in &mut card.names {
                    *name = match folded.get(name) {
                        Some(folded) => folded.clone(),
                        None => {
                            let new = fold(name);
                            folded.insert(std::mem::take(name), new.clone());
                            new
                        }
                    };
                }
                card.names.sort_unstable();
                card.names.dedup();
            }
        });
        cast.gather();
        cast
    }

    fn note(&mut self, filler: &Filler, document: u32, ontology: &Ontology) {
        let known = match self.known.get_mut(&filler.id) {
            Some(known) => known,
            None => self.known.entry(filler.id.clone()).or_default(),
        };
        known.called(&filler.name, &filler.class, ontology);
        let card = known.card(document);
        for name in [&filler.name].into_iter().chain(&filler.aliases) {
            if !card.names.contains(name) {
                put(&mut card.names, name.clone());
            }
        }
        for whole in &filler.part_of {
            if ontology.nature(&whole.class).sovereign && whole.relation != PartRelation::Presumed {
                put(&mut card.countries, whole.id.clone());
            }
            if whole.relation == PartRelation::ActsFor {
                let office = whole.office.clone().unwrap_or_default();
                put(&mut card.acts_for, (whole.id.clone(), office));
            }
        }
        // "A KLF spokesman" names the organisation too.
        let wholes = filler.part_of.iter();
        for whole in wholes.filter(|w| !ontology.nature(&w.class).sovereign) {
            let known = self.known.entry(whole.id.clone()).or_default();
            known.called(&whole.name, &whole.class, ontology);
            let names = &mut known.card(document).names;
            if !names.contains(&whole.name) {
                put(names, whole.name.clone());
            }
        }
    }

    /// Numbers the ids and lists them by document.
    pub fn gather(&mut self) {
        self.numbers.clear();
        self.weights.clear();
        self.company.iter_mut().for_each(Vec::clear);
        let common = COMMON.max(self.company.len() / 10);
        for (number, (id, known)) in self.known.iter().enumerate() {
            let number = number as u32;
            self.numbers.insert(id.clone(), number);
            let tells = known.named && (id.starts_with("actor/") || id.starts_with("place/"));
            self.weights
                .push(match known.nature.sovereign || known.cards.len() > common {
                    _ if !tells => 0.0,
                    true => COUNTRY,
                    false => 1.0,
                });
            if tells {
                for &document in known.cards.keys() {
                    self.company[document as usize].push(number);
                }
            }
        }
    }

    /// How much two documents have in common beside some ids.
    pub fn common(&self, a: u32, b: u32, besides: &[&str]) -> f64 {
        let besides: Vec<u32> = besides
            .iter()
            .filter_map(|id| self.numbers.get(*id).copied())
            .collect();
        let (a, b) = (&self.company[a as usize], &self.company[b as usize]);
        let shared = a.iter().filter(|n| b.binary_search(n).is_ok());
        shared
            .filter(|n| !besides.contains(n))
            .map(|n| self.weights[*n as usize])
            .sum()
    }

    /// How many particular actors and places both documents name beside some ids.
    pub fn acquaintances(&self, a: u32, b: u32, besides: &[&str]) -> usize {
        let besides: Vec<u32> = besides
            .iter()
            .filter_map(|id| self.numbers.get(*id).copied())
            .collect();
        let (a, b) = (&self.company[a as usize], &self.company[b as usize]);
        a.iter()
            .filter(|n| b.binary_search(n).is_ok() && !besides.contains(n))
            .filter(|n| self.weights[**n as usize] >= 1.0)
            .count()
    }

    /// They tell of one story, as far as what they name shows.
    pub fn one_story(&self, a: u32, b: u32, besides: &[&str]) -> bool {
        if a == b {
            return true;
        }
        let far = self.days(a, b).is_some_and(|days| days > LONG);
        self.common(a, b, besides) >= if far { 2.0 * STORY } else { STORY }
    }

    /// A document is of one story with one that names the id.
    pub fn near(&self, document: u32, id: &str, besides: &[&str]) -> bool {
        let Some(known) = self.known.get(id) else {
            return false;
        };
        let mut documents: Vec<u32> = known.cards.keys().copied().collect();
        if documents.len() > NEAREST {
            let key = |d: &u32| (self.days(document, *d).unwrap_or(i32::MAX), *d);
            documents.select_nth_unstable_by_key(NEAREST, key);
            documents.truncate(NEAREST);
        }
        documents
            .iter()
            .any(|&d| self.one_story(document, d, besides))
    }

    /// Two ids occur in documents of one story.
    pub fn meet(&self, a: &str, b: &str) -> bool {
        let Some(known) = self.known.get(a) else {
            return false;
        };
        let documents = known.cards.keys().take(NEAREST);
        documents.copied().any(|d| self.near(d, b, &[a, b]))
    }

    /// Days between the publication of two documents, where both are known.
    pub fn days(&self, a: u32, b: u32) -> Option<i32> {
        let (a, b) = (self.published[a as usize]?, self.published[b as usize]?);
        Some(days_until(a, b).abs())
    }

    /// The day on which a document was published.
    pub fn published(&self, document: u32) -> Option<Date> {
        self.published[document as usize]
    }

    /// Whether two people, organisations or places may be one as far as their countries go.
    pub fn countries_agree(&self, a: &str, b: &str) -> bool {
        match (self.known.get(a), self.known.get(b)) {
            (Some(a), Some(b)) => agree(a.countries(), b.countries()),
            _ => true,
        }
    }
}

/// It has a name of its own. That of a person ends in one: "de la Cruz", "al-Hadi", not "Norwegian minister".
fn is_name(name: &str, nature: Nature) -> bool {
    let deciding = match nature.human {
        true => name.rsplit([' ', '-']).next().unwrap_or(name),
        false => name,
    };
    deciding.starts_with(char::is_uppercase)
}

fn is_proper(name: &str) -> bool {
    let small = |word: &str| WORDS.functions.contains(word) || is_bare_article(word);
    name.split([' ', '-'])
        .filter(|word| !word.is_empty() && !small(word))
        .all(|word| word.starts_with(|c: char| !c.is_lowercase()))
}

/// The part of an id after its kind, as a name: `actor/petr-novak` is "petr novak"; the number of a known place is no part.
pub(super) fn name_of(id: &str) -> String {
    let slug = id.split_once('/').map_or(id, |(_, slug)| slug);
    let slug = match slug.rsplit_once('-') {
        Some((name, number)) if number.bytes().all(|b| b.is_ascii_digit()) && number.len() > 3 => {
            name
        }
        _ => slug,
    };
    slug.replace('-', " ")
}

/// An actor with the sound of its name.
pub(super) struct Name<'c> {
    pub id: &'c str,
    pub known: &'c Known,
    pub sound: Sound,
}

/// How an id sounds.
pub(super) fn sound_of(id: &str) -> Sound {
    Sound::of(&name_of(id))
}
