//! Countries and places by their names, and which countries an article is about.

use super::account::{PartRelation, Whole};
use super::entities::{Entity, EntityId, slug};
use super::mentions::Mentions;
use crate::gazetteer::{Country, Entry, Region, RegionKind};
use crate::text::{Relation, Upos};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A town of so many people needs no introduction by its country.
const WORLD_CITY: u32 = 200_000;

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
            name: country.name.to_string(),
            class: "Country".into(),
            ..Entity::default()
        })
    }

    /// "two Syrians", "ethnic Albanians": people, not the country that is theirs. "The Russians" may well be the country.
    pub(super) fn people_of(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        let form = &tree.token(t).form;
        let lone = tree.name_at(t).is_none_or(|name| name.tokens.len() == 1);
        let plural = tree.has(t, "Number=Plur");
        if !lone || !plural || !matches!(tree.upos(t), Upos::Propn | Upos::Noun) {
            return None;
        }
        let country = self
            .gazetteer
            .people(form)
            .filter(|_| self.gazetteer.lookup(form).is_empty())?;
        let ethnic = tree.each(t, Relation::Amod).any(|a| {
            let lexicon = &self.ontology.lexicon;
            lexicon.is_in("ethnic-modifiers", &tree.lower(a))
        });
        if self.is_definite(s, t) && !ethnic {
            return None;
        }
        let name = match ethnic {
            true => format!("ethnic {form}"),
            false => form.clone(),
        };
        let mut part_of = Vec::new();
        if !ethnic {
            let id = self.country(country);
            part_of.push(self.entities.whole(id, PartRelation::PartOf, None));
        }
        Some(self.entities.add(Entity {
            id: format!("actor/{}", slug(&name)),
            name,
            class: "Group".into(),
            part_of,
            plural: true,
            ..Entity::default()
        }))
    }

    /// The place of that name, in the country that the words beside it state, else nearest to what the document is about.
    pub(super) fn place(&mut self, (s, t): (usize, usize), text: &str) -> EntityId {
        let stated = self.stated_country(s, t, text);
        let preferred = match stated {
            Some(country) => vec![country.id],
            None => self.main_countries.clone(),
        };
        if let Some(region) = self.region(text, &preferred, stated.is_some()) {
            let country = region.within.first().copied().unwrap_or_default();
            let (id, name) = (region.id.to_string(), region.name.to_string());
            return self.placed(id, name, text, self.gazetteer.country(country), None);
        }
        let town = self.gazetteer.place(text, &preferred).filter(|p| {
            // A small namesake in a country that the article never mentions is another town.
            preferred.contains(&p.country) || stated.is_none() && p.population >= WORLD_CITY
        });
        let Some(town) = town else {
            // One that no list has, in the country that the article says.
            let id = match stated {
                Some(country) if self.has_namesakes(text) => {
                    format!("{}-of-{}", slug(text), country.id)
                }
                _ => slug(text),
            };
            return self.placed(id, text.to_string(), text, stated, None);
        };
        let id = format!("{}-{}", slug(town.name), town.geonames);
        let country = self.gazetteer.country(town.country);
        let province = self
            .region(town.province, &[town.country], true)
            .filter(|_| !town.province.is_empty());
        self.placed(id, town.name.to_string(), text, country, province)
    }

    /// The region of that name; a province only where one of these countries has it, and with `only` no other region either.
    fn region(&self, text: &str, countries: &[&str], only: bool) -> Option<&'a Region> {
        let here = |region: &Region| region.within.iter().any(|c| countries.contains(c));
        let entries = self.gazetteer.lookup(text).into_iter();
        entries
            .filter_map(|entry| match entry {
                Entry::Region(region) => Some(region),
                _ => None,
            })
            // "the North" is no province of a country that the article never mentions.
            .find(|region| here(region) || !only && region.kind != RegionKind::Province)
    }

    fn placed(
        &mut self,
        id: String,
        name: String,
        text: &str,
        country: Option<&Country>,
        province: Option<&Region>,
    ) -> EntityId {
        let mut part_of = Vec::new();
        if let Some(province) = province {
            part_of.push(Whole {
                id: format!("place/{}", province.id),
                name: province.name.to_string(),
                class: "Place".into(),
                relation: PartRelation::Within,
                office: None,
            });
        }
        if let Some(country) = country {
            let id = self.country(country);
            part_of.push(self.entities.whole(id, PartRelation::Within, None));
        }
        let mut entity = Entity {
            id: format!("place/{id}"),
            name,
            class: "Place".into(),
            part_of,
            ..Entity::default()
        };
        entity.also_known_as(text);
        self.entities.add(entity)
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

    /// Counts which countries the document is about.
    pub(super) fn count_countries(&mut self) {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        let mut order = 0;
        for tree in self.trees {
            for token in tree
                .sentence
                .tokens
                .iter()
                .filter(|t| matches!(t.upos, Upos::Propn | Upos::Adj))
            {
                if token.form.chars().next().is_some_and(char::is_uppercase)
                    && let Some(country) = self.country_word(&token.form)
                {
                    order += 1;
                    let entry = counts.entry(country.id).or_insert((0, order));
                    entry.0 += 1;
                }
            }
        }
        let mut ranked: Vec<_> = counts.into_iter().collect();
        ranked.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
        self.main_countries = ranked.into_iter().map(|(id, _)| id).collect();
    }
}
