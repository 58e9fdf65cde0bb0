//! Which place a name means: the province or the town of that name, the famous one or the one that the document keeps
//! company with.

use super::account::PartRelation;
use super::account::Whole;
use super::acronym::is_acronym;
use super::entities::slug;
use super::mentions::Mentions;
use crate::fold::fold;
use crate::gazetteer::{Country, District, Entry, Place, Region, RegionKind, SHORTEST_OTHER_NAME};
use crate::text::Relation;
use std::cmp::Reverse;

/// A town of so many people needs no introduction by its country.
pub(super) const WORLD_CITY: u32 = 200_000;
/// Nor does one of so many people that has no namesake of its size.
pub(super) const KNOWN_TOWN: u32 = 50_000;
/// Nobody means a town whose namesake elsewhere has so many times its people, unless the country is said.
const OVERSHADOWED: u32 = 20;
/// So few capital letters are an acronym, unless a town has just that name or the country is said.
const LONGEST_LETTERS: usize = 4;
/// How many sentences away the places stand whose company a place keeps.
const COMPANY: usize = 2;

/// What the noun beside a name says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// "Kano province".
    Region,
    /// "the city of Kano".
    Town,
}

/// What a name of a place means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning<'a> {
    Region(&'a Region),
    District(District<'a>),
    Town(Place<'a>),
}

/// A place whose country is certain: where it is named, and the country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub sentence: usize,
    pub token: usize,
    pub country: &'static str,
    /// It is the country itself, which may be named as an actor.
    pub whole_country: bool,
}

impl<'a> Mentions<'a> {
    /// The place of the gazetteer that a name means, where one fits the document.
    pub(super) fn meaning(
        &self,
        text: &str,
        preferred: &[&str],
        stated: bool,
        scale: Option<Scale>,
    ) -> Option<Meaning<'a>> {
        let region = self.region(text, preferred, stated);
        if scale == Some(Scale::Region)
            && region.is_none()
            && let Some(district) = self.gazetteer.district_named(text, preferred)
        {
            return Some(Meaning::District(district));
        }
        let town = self.town(text, preferred, stated);
        match (region, town) {
            (Some(region), Some(town)) => {
                let namesakes = region.within.contains(&town.country);
                let bare = || {
                    region.kind == RegionKind::Province
                        && self.gazetteer.is_chief_town(&town, region)
                };
                let is_town = match scale {
                    Some(Scale::Region) => false,
                    // "A Borno village" has another name.
                    Some(Scale::Town) => {
                        let own = fold(town.name) == fold(text)
                            || self.gazetteer.is_chief_town(&town, region);
                        namesakes || region.kind == RegionKind::Province && own
                    }
                    None => namesakes && bare(),
                };
                Some(match is_town {
                    true => Meaning::Town(town),
                    false => Meaning::Region(region),
                })
            }
            (Some(region), None) => Some(Meaning::Region(region)),
            (None, town) => town.map(Meaning::Town),
        }
    }

    fn town(&self, text: &str, preferred: &[&str], stated: bool) -> Option<Place<'a>> {
        let chosen = self.gazetteer.place(text, preferred)?;
        let known = self.gazetteer.lookup(text);
        let mut namesakes = known.iter().filter_map(|entry| match entry {
            Entry::Place(place) => Some(*place),
            _ => None,
        });
        let largest = namesakes.clone().max_by_key(|place| place.population);
        let famous = largest.filter(|place| {
            !stated
                && place.population >= WORLD_CITY
                && place.population / OVERSHADOWED > chosen.population
        });
        let town = famous.unwrap_or(chosen);
        let first = preferred.first() == Some(&town.country);
        // "DACA" is none of the spellings of a town, "Zaragoza" no other name of one where it is a town's own.
        let letters = is_acronym(text) && text.len() <= LONGEST_LETTERS && !stated;
        let another = letters
            || !stated
                && !first
                && namesakes.clone().any(|place| {
                    fold(place.name) == fold(text)
                        && place.population >= town.population / OVERSHADOWED
                });
        let other_name = || {
            let long = text.chars().count() >= SHORTEST_OTHER_NAME;
            self.gazetteer.is_own_name(&town, text) || long && (stated || first)
        };
        let told = fold(town.name) == fold(text) || !another && other_name();
        // A small namesake in a country that the article never mentions is another town.
        let here = preferred.contains(&town.country);
        let mut alone = || {
            town.population >= KNOWN_TOWN
                && namesakes
                    .all(|p| p.geonames == town.geonames || p.population < town.population / 5)
        };
        let elsewhere = !stated && (town.population >= WORLD_CITY || alone());
        (told && (here || elsewhere)).then_some(town)
    }

    /// The region of that name; a province only where one of these countries has it, and with `only` no other region either.
    pub(super) fn region(&self, text: &str, countries: &[&str], only: bool) -> Option<&'a Region> {
        let here = |region: &Region| region.within.iter().any(|c| countries.contains(c));
        let entries = self.gazetteer.lookup(text).into_iter();
        let regions = entries.filter_map(|entry| match entry {
            Entry::Region(region) => Some(region),
            _ => None,
        });
        // "the North" is no province of a country that the article never mentions.
        let found = |region: &&Region| here(region) || !only && region.kind != RegionKind::Province;
        let region = regions.clone().find(found)?;
        // "Punjab" where each country of a land has a province of its name; what is in one country is in no part of another.
        let part = |country: &str| {
            let province = |r: &&Region| r.kind == RegionKind::Province && r.within == [country];
            regions.clone().find(province)
        };
        let cut = region.within.len() > 1 && region.kind != RegionKind::Wide;
        let each = || region.within.iter().all(|country| part(country).is_some());
        let meant = countries.iter().filter(|_| cut && (only || each()));
        meant
            .into_iter()
            .find_map(|country| part(country))
            .or(Some(region))
    }

    /// The countries that a region lies in: of several those that the document speaks of, where it does of any.
    pub(super) fn countries_of(&self, region: &Region, preferred: &[&str]) -> Vec<&'a Country> {
        let mut within: Vec<&str> = region.within.clone();
        if within.iter().any(|id| preferred.contains(id)) {
            within.retain(|id| preferred.contains(id));
        }
        if region.kind == RegionKind::Wide {
            // A part of the world is in no country, though it covers some.
            within.truncate(usize::from(within.len() == 1));
        }
        let known = within.iter().filter_map(|id| self.gazetteer.country(id));
        known.collect()
    }

    /// What the noun beside a name says of it, here or else anywhere in the document.
    pub(super) fn scale_of(&self, s: usize, t: usize, text: &str) -> Option<Scale> {
        let name = self.trees[s].name_at(t);
        let (first, end) = name.map_or((t, t + 1), |name| (name.tokens.start, name.tokens.end));
        self.scale_beside(s, first, end)
            .or_else(|| self.stated.scale(text))
    }

    /// "Kano province", "the city of Kano".
    pub(super) fn scale_beside(&self, s: usize, first: usize, end: usize) -> Option<Scale> {
        let tree = &self.trees[s];
        let noun = |t: usize| {
            (t < tree.len())
                .then(|| self.scale_of_noun(&tree.lemma(t)))
                .flatten()
        };
        let before = |steps: usize| first.checked_sub(steps);
        let of = before(1).is_some_and(|t| tree.lower(t) == "of");
        noun(end)
            .or_else(|| before(2).filter(|_| of).and_then(noun))
            .or_else(|| before(1).and_then(noun))
    }

    pub(super) fn scale_of_noun(&self, lemma: &str) -> Option<Scale> {
        let lexicon = &self.ontology.lexicon;
        if lexicon.is_in("town-nouns", lemma) {
            return Some(Scale::Town);
        }
        lexicon
            .is_in("region-nouns", lemma)
            .then_some(Scale::Region)
    }

    /// "Shimane prefecture", read as one name: Shimane, a region.
    pub(super) fn without_noun<'t>(&self, text: &'t str) -> Option<(&'t str, Scale)> {
        let (name, noun) = text.rsplit_once(' ')?;
        let scale = self.scale_of_noun(&noun.to_lowercase())?;
        self.gazetteer
            .lookup(text)
            .is_empty()
            .then_some((name, scale))
    }

    /// What a longer name says that it is a part of: "eastern Ukraine", "West Mosul", "the pyramids of Egypt".
    pub(super) fn part_of_named(&mut self, text: &str, preferred: &[&str]) -> Vec<Whole> {
        let words: Vec<&str> = text.split([' ', '-']).collect();
        for from in 1..words.len() {
            let rest = words[from..].join(" ");
            if let Some(country) = self.exact_country(&rest) {
                let country = self.country(country);
                return vec![self.entities.whole(country, PartRelation::Within, None)];
            }
            let passes = words[..from].iter().all(|word| {
                let lexicon = &self.ontology.lexicon;
                lexicon.is_in("directions", &word.to_lowercase())
            });
            if let Some(meaning) = self
                .meaning(&rest, preferred, false, None)
                .filter(|_| passes)
            {
                return self.lies_in(meaning, preferred);
            }
        }
        let adjective = words.iter().find_map(|word| self.gazetteer.demonym(word));
        match adjective {
            Some(country) => {
                let country = self.country(country);
                vec![self.entities.whole(country, PartRelation::Presumed, None)]
            }
            None => Vec::new(),
        }
    }

    /// The place and what it lies in, as the wholes of a part of it.
    fn lies_in(&mut self, meaning: Meaning<'a>, preferred: &[&str]) -> Vec<Whole> {
        let place = self.known_place(meaning, preferred, "");
        let mut wholes = vec![self.entities.whole(place, PartRelation::Within, None)];
        wholes.extend(self.entities.get(place).part_of.iter().cloned());
        wholes
    }

    /// The country of the places that stand nearest to a name, for one that nothing else is known of. Of which country an army or
    /// its victims are says nothing of where they are.
    pub(super) fn company_of(&self, s: usize, t: usize) -> Option<&'a Country> {
        let far = |anchor: &Anchor| (anchor.sentence.abs_diff(s), anchor.token.abs_diff(t));
        let nearest = |whole: bool, sentences: usize| {
            let anchors = self.stated.anchors.iter();
            anchors
                .filter(|a| a.whole_country == whole && a.sentence.abs_diff(s) <= sentences)
                .filter(|anchor| self.tells_where(anchor))
                .min_by_key(|anchor| far(anchor))
                .map(|anchor| anchor.country)
        };
        let id = nearest(false, 0)
            .or_else(|| nearest(true, 0))
            .or_else(|| nearest(false, COMPANY))
            .or_else(|| {
                let places = self.stated.places.iter();
                let most = places.max_by_key(|(country, count)| (**count, Reverse(**country)));
                most.map(|(country, _)| *country)
            })
            .or_else(|| {
                let anchors = self.stated.anchors.iter().filter(|a| a.whole_country);
                let mut named = anchors.map(|anchor| anchor.country);
                let only = named.next()?;
                named.all(|other| other == only).then_some(only)
            })?;
        self.gazetteer.country(id)
    }

    /// Whether something is where a place is named: "in Norland", but not "Norland said", "Norland's army". A town that does
    /// something is a government.
    pub(super) fn tells_where(&self, anchor: &Anchor) -> bool {
        let tree = &self.trees[anchor.sentence];
        let name = tree.name_at(anchor.token).map(|name| name.tokens.clone());
        let mut words = name.unwrap_or(anchor.token..anchor.token + 1);
        let lexicon = &self.ontology.lexicon;
        let inside = |word: usize| {
            let preposition = tree.preposition(word);
            preposition.is_some_and(|word| lexicon.is_in("inside-words", &word))
        };
        match anchor.whole_country {
            true => words.any(inside),
            false => !words.any(|word| tree.base(word) == Relation::Nsubj),
        }
    }

    /// The countries that a name is looked up in: that of the nearest town in its sentence, then those of the document. A town
    /// that does something is a government.
    pub(super) fn countries_at(&self, s: usize, t: usize) -> Vec<&'static str> {
        let tree = &self.trees[s];
        let own = tree.name_at(t).map_or(t, |name| name.tokens.start);
        let beside = self.stated.anchors.iter();
        let beside = beside
            .filter(|a| a.sentence == s && a.token != own && !a.whole_country)
            .filter(|anchor| self.tells_where(anchor))
            .min_by_key(|anchor| anchor.token.abs_diff(t))
            .map(|anchor| anchor.country);
        let mut others = self.main_countries.clone();
        others.retain(|country| Some(*country) != beside);
        // Where an article's places lie, others do too, whoever acts there.
        others.sort_by_key(|country| Reverse(self.stated.places.get(country).copied()));
        beside.into_iter().chain(others).collect()
    }
}

/// The id of a district's place, without its kind: as that of a town.
pub(super) fn id_of_district(district: District<'_>) -> String {
    format!("{}-{}", slug(district.name), district.geonames)
}
