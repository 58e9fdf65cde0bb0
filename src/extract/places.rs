//! Countries and places by their names, and which countries an article is about.

use super::account::{PartRelation, Whole};
use super::entities::{Entity, EntityId, slug};
use super::mentions::Mentions;
use super::whereabouts::{Meaning, Scale, WORLD_CITY, id_of_district};
use crate::fold::fold;
use crate::gazetteer::{Country, District, Entry, Place};
use crate::ontology::Found;
use crate::text::{Relation, Upos};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A name of so many letters may be written in capitals alone.
const SHORT: usize = 3;

impl<'a> Mentions<'a> {
    /// The gazetteer knows only a place of that name.
    pub(super) fn is_known_place(&self, text: &str) -> bool {
        let entries = self.gazetteer.lookup(text);
        entries
            .iter()
            .any(|e| matches!(e, Entry::Region(_) | Entry::Place(_)))
    }

    pub(super) fn exact_country(&self, text: &str) -> Option<&'a Country> {
        self.gazetteer
            .lookup(text)
            .into_iter()
            .find_map(|entry| match entry {
                Entry::Country(country) => Some(country),
                _ => None,
            })
            .or_else(|| self.gazetteer.people(text))
    }

    /// The country's entity.
    pub(super) fn country(&mut self, country: &Country) -> EntityId {
        self.entities.add(Entity {
            id: format!("actor/{}", country.id),
            ..Entity::actor(country.name, self.ontology.class_of(Found::Country))
        })
    }

    /// The place of that name, in the country that the words beside it state, else nearest to what the document is
    /// about; or what the words before it say is near it.
    pub(super) fn place(&mut self, here: (usize, usize), text: &str) -> EntityId {
        self.place_told(here, text, true)
    }

    /// As [`Mentions::place`]; what it is in may be said `anywhere`, or beside this name.
    pub(super) fn place_told(
        &mut self,
        (s, t): (usize, usize),
        text: &str,
        anywhere: bool,
    ) -> EntityId {
        let stated = self.stated_country(s, t, text);
        let preferred = match stated {
            Some(country) => vec![country.id],
            None => self.countries_at(s, t),
        };
        let (name, scale) = match self.without_noun(text) {
            Some((name, scale)) => (name, Some(scale)),
            None => (text, self.scale_of(s, t, text)),
        };
        let meaning = self.meaning(name, &preferred, stated.is_some(), scale);
        let meaning = match anywhere {
            true => self.meaning_around((s, t), name, meaning, &preferred),
            false => meaning,
        };
        // "the Republic", "the Capitol" are no towns of that name.
        let definite = scale.is_none() && !name.contains(' ') && self.is_definite(s, t);
        if let Some(meaning) = meaning.filter(|m| !(definite && matches!(m, Meaning::Town(_)))) {
            let place = self.known_place(meaning, &preferred, text);
            let point = match meaning {
                Meaning::Town(_) => true,
                Meaning::Region(region) => self.gazetteer.reach_of_region(region).is_none(),
                Meaning::District(_) => false,
            };
            return match point {
                true => self.set_off_from((s, t), place),
                false => place,
            };
        }
        // One that no list has, in the country that the article says.
        let id = match stated {
            Some(country) if self.has_namesakes(text) => {
                format!("{}-of-{}", slug(text), country.id)
            }
            _ => slug(text),
        };
        let mut part_of = self.wholes_around((s, t), text, anywhere);
        if part_of.is_empty() {
            part_of = self.part_of_named(text, &preferred);
        }
        if part_of.is_empty() {
            let relation = match stated {
                Some(_) => PartRelation::Within,
                None => PartRelation::Presumed,
            };
            if let Some(country) = stated.or_else(|| self.company_of(s, t)) {
                let country = self.country(country);
                part_of.push(self.entities.whole(country, relation, None));
            }
        }
        let place = self.entities.add(Entity {
            id: format!("place/{id}"),
            name: text.to_string(),
            class: "Place".into(),
            part_of,
            ..Entity::default()
        });
        match scale {
            Some(Scale::Region) => place,
            _ => self.set_off_from((s, t), place),
        }
    }

    /// A place of the gazetteer, with the province and the country that it lies in, under a name that it was given.
    pub(super) fn known_place(
        &mut self,
        meaning: Meaning<'a>,
        preferred: &[&str],
        text: &str,
    ) -> EntityId {
        let (id, name, countries) = match meaning {
            Meaning::Region(region) => {
                let countries = self.countries_of(region, preferred);
                (region.id.to_string(), region.name, countries)
            }
            Meaning::Town(town) => {
                let country = self.gazetteer.country(town.country);
                let id = format!("{}-{}", slug(town.name), town.geonames);
                (id, town.name, country.into_iter().collect())
            }
            Meaning::District(district) => {
                let extent = self.gazetteer.extent_of_district(district.geonames);
                let country = extent.and_then(|extent| self.gazetteer.country(extent.country));
                (
                    id_of_district(district),
                    district.name,
                    country.into_iter().collect(),
                )
            }
        };
        let mut part_of = Vec::new();
        let above = match meaning {
            Meaning::Town(town) => Some((town.province, town.country)),
            Meaning::District(district) => {
                let extent = self.gazetteer.extent_of_district(district.geonames);
                extent.map(|extent| (extent.province, extent.country))
            }
            Meaning::Region(_) => None,
        };
        // A city that has the name of its district is the whole of it.
        let whole = |town: &Place<'_>, district: &District<'_>| {
            town.population >= WORLD_CITY && fold(district.name).starts_with(&fold(town.name))
        };
        if let Meaning::Town(town) = meaning
            && let Some(district) = town.district.filter(|district| !whole(&town, district))
        {
            part_of.push(Whole {
                id: format!("place/{}", id_of_district(district)),
                name: district.name.to_string(),
                class: "Place".into(),
                relation: PartRelation::Within,
                office: None,
            });
        }
        if let Some((province, country)) = above.filter(|above| !above.0.is_empty())
            && let Some(province) = self.region(province, &[country], true)
        {
            part_of.push(Whole {
                id: format!("place/{}", province.id),
                name: province.name.to_string(),
                class: "Place".into(),
                relation: PartRelation::Within,
                office: None,
            });
        }
        for country in countries {
            let id = self.country(country);
            part_of.push(self.entities.whole(id, PartRelation::Within, None));
        }
        // A list spells a town as its country does, an article as its readers do.
        let told = !text.is_empty() && !matches!(meaning, Meaning::Region(_)) && !is_shouted(text);
        let names = if told { [text, name] } else { [name, text] };
        let mut entity = Entity {
            id: format!("place/{id}"),
            name: names[0].to_string(),
            class: "Place".into(),
            part_of,
            ..Entity::default()
        };
        if !names[1].is_empty() {
            entity.also_known_as(names[1]);
        }
        self.entities.add(entity)
    }

    /// Whether a name that the reader did not take for a place can be one: the gazetteer has a place that fits the
    /// document, and the name is none of the calendar's, nor a common word's.
    pub(super) fn may_be_place(&self, (s, t): (usize, usize), text: &str) -> bool {
        if self.gazetteer.is_calendar_word(text) || self.is_common_word(s, t, text) {
            return false;
        }
        let stated = self.stated_country(s, t, text);
        let preferred = match stated {
            Some(country) => vec![country.id],
            None => self.main_countries.clone(),
        };
        // People have the names of small towns and of towns far away, and names that sound like theirs.
        let of_nobody = |town: &Place<'_>| {
            let own = fold(town.name) == fold(text) || town.population >= WORLD_CITY;
            own && self.gazetteer.gender(text).is_none()
        };
        if preferred.is_empty() {
            // An article that names no country tells of some place all the same.
            return self.gazetteer.lookup(text).iter().any(|entry| match entry {
                Entry::Region(_) => self.gazetteer.gender(text).is_none(),
                Entry::Place(town) => of_nobody(town),
                _ => false,
            });
        }
        match self.meaning(text, &preferred, stated.is_some(), None) {
            Some(Meaning::Region(_) | Meaning::District(_)) => true,
            Some(Meaning::Town(town)) => preferred.contains(&town.country) && of_nobody(&town),
            None => false,
        }
    }

    /// A single word that the lexicon has as a noun for something else, or as a title.
    pub(super) fn is_common_word(&self, s: usize, t: usize, text: &str) -> bool {
        let lower = text.to_lowercase();
        let nouns = &self.ontology.lexicon.nouns;
        let noun = nouns
            .get(&lower)
            .or_else(|| nouns.get(&self.trees[s].lemma(t)));
        !text.contains(' ')
            && (noun.is_some_and(|noun| noun.class != "Place")
                || self.gazetteer.title(&lower).is_some())
    }

    /// "the Rome Statute": a law or a treaty has its name from a place and is none.
    pub(super) fn is_legal_text(&self, (s, t): (usize, usize), text: &str) -> bool {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let legal = |word: &str| lexicon.is_in("legal-texts", word);
        let last = text.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
        let names_one = || {
            let head = tree.head(t).filter(|_| tree.base(t) == Relation::Compound);
            head.is_some_and(|head| {
                tree.token(head).form.starts_with(char::is_uppercase) && legal(&tree.lower(head))
            })
        };
        last.is_some_and(|last| legal(&last)) || names_one()
    }

    /// "US-Israel": countries joined by a hyphen are no place.
    pub(super) fn is_pair_of_countries(&self, text: &str) -> bool {
        text.contains(['-', '–'])
            && self.gazetteer.lookup(text).is_empty()
            && text
                .split(['-', '–'])
                .all(|part| self.country_word(part).is_some())
    }

    /// The country of an adjective or name ("Turkish", "Turkey", "US").
    pub(super) fn country_word(&self, word: &str) -> Option<&'a Country> {
        self.gazetteer
            .demonym(word)
            .or_else(|| self.exact_country(word))
            .or_else(|| self.gazetteer.metonym(word))
    }

    /// The country of an adjective where it stands: "South Korean" is one word, and "South American" of no country.
    pub(super) fn demonym_at(&self, s: usize, t: usize) -> Option<&'a Country> {
        let tree = &self.trees[s];
        let form = &tree.token(t).form;
        let part = t.checked_sub(1).map(|before| &tree.token(before).form);
        let part = part.filter(|word| {
            let lexicon = &self.ontology.lexicon;
            word.starts_with(char::is_uppercase)
                && lexicon.is_in("parts-of-the-world", &word.to_lowercase())
        });
        match part {
            Some(part) => self.gazetteer.demonym(&format!("{part} {form}")),
            None => self.gazetteer.demonym(form),
        }
    }

    /// The country that the words from a token on tell of, however many they are ("El Salvador"), and where they end. What is
    /// within the name of a place tells of none: "East London", "New Jersey".
    fn country_told(&self, s: usize, at: usize) -> (Option<&'static str>, usize) {
        let tree = &self.trees[s];
        let token = tree.token(at);
        let proper = matches!(token.upos, Upos::Propn | Upos::Adj);
        if !proper || !token.form.starts_with(char::is_uppercase) {
            return (None, at + 1);
        }
        if let Some((country, end)) = self.country_at(s, at) {
            return (Some(country), end);
        }
        let name = tree.name_at(at).filter(|name| name.tokens.start == at);
        if let Some(name) = name.filter(|name| name.tokens.len() > 1) {
            let text = self.words(s, name);
            if self.is_known_place(&text) {
                // "San Salvador" stands for a government all the same.
                let country = self.gazetteer.metonym(&text);
                return (country.map(|country| country.id), name.tokens.end);
            }
        }
        let country = self.country_word(&token.form);
        (country.map(|country| country.id), at + 1)
    }

    /// Counts which countries the document is about.
    pub(super) fn count_countries(&mut self) {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        let mut order = 0;
        for (s, tree) in self.trees.iter().enumerate() {
            let mut at = 0;
            while at < tree.len() {
                let (country, end) = self.country_told(s, at);
                if let Some(country) = country {
                    order += 1;
                    let entry = counts.entry(country).or_insert((0, order));
                    entry.0 += 1;
                }
                at = end;
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
        self.main_countries = ranked.into_iter().map(|(id, _)| id).collect();
    }
}

/// "KABUL": the capitals are the line's, not the name's.
fn is_shouted(name: &str) -> bool {
    name.chars().count() > SHORT && !name.contains(char::is_lowercase)
}
