//! Mentions that are names: countries, people with their titles, organisations, places.

use super::account::{PartRelation, Whole};
use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent};
use crate::document::BlockKind;
use crate::fold::fold;
use crate::gazetteer::{Entry, Organisation, OrganisationKind};
use crate::ontology::{Found, Stands};
use crate::text::{NameKind, Relation, Upos};

impl<'a> Mentions<'a> {
    /// The referent of a name that has its head at the token.
    pub(super) fn name(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        let found = tree.name_at(t).cloned();
        let Some(name) = found.filter(|n| self.head_of(s, n) == t) else {
            return self.unmarked_name(s, t);
        };
        let text = self.words(s, &name);
        // "the Novak forces" may be read as one name; a small head noun that denotes something then decides.
        let small = tree.token(t).form.starts_with(char::is_lowercase);
        if small && self.ontology.lexicon.nouns.contains_key(&tree.lemma(t)) {
            return None;
        }
        // "Russia's Foreign Ministry" read as the name "Foreign Ministry": whose it is stands outside.
        let stands = self.ontology.lexicon.noun_stands(&tree.lemma(t));
        let public = stands == Some(Stands::InCountry);
        if public && self.gazetteer.lookup(&text).is_empty() && self.owner(s, t).is_some() {
            return None;
        }
        let text = self.whole_name(s, &name, text);
        let referent = self.named((s, t), &text, name.kind, name.tokens.start);
        if let (NameKind::Person, Referent::Entity(person)) = (name.kind, referent) {
            self.offices_after(s, t, person);
        }
        Some(referent)
    }

    /// "Omar Hadi, the coalition spokesman": offices in apposition to a name.
    fn offices_after(&mut self, s: usize, t: usize, person: EntityId) {
        let tree = &self.trees[s];
        let offices: Vec<usize> = tree
            .each(t, Relation::Appos)
            .filter(|&c| self.is_title(s, c))
            .collect();
        for office in offices {
            let title = self.title_of(s, office);
            let owner = self.owner_country(s, office);
            self.give_office(person, &title, owner);
            if owner.is_none()
                && let Some(body) = self.employer(s, office)
            {
                self.give_office_of(person, &title, body);
            }
        }
    }

    /// Names that the encoder did not mark but the gazetteer knows: "Ankara", "UN".
    pub(super) fn unmarked_name(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        let form = &tree.token(t).form;
        let capital = form.starts_with(char::is_uppercase);
        // "Houthis" taken for a common noun, "M23" for a number; in headlines all nouns may have capitals.
        let heading = tree.sentence.block == BlockKind::Heading;
        let common = match tree.upos(t) {
            Upos::Noun => t > 0 && !heading && self.is_listed(form),
            Upos::Num => self.is_listed(form),
            upos => upos == Upos::Propn,
        };
        if !capital || !common || tree.name_at(t).is_some_and(|n| self.head_of(s, n) != t) {
            return None;
        }
        let first = tree
            .children(t)
            .iter()
            .copied()
            .filter(|&c| c < t && tree.upos(c) == Upos::Propn)
            .min()
            .unwrap_or(t);
        let text = tree.sentence.tokens[first..=t]
            .iter()
            .map(|x| x.form.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let known = self.gazetteer.lookup(&text);
        let other = |entry: &Entry<'_>| matches!(entry, Entry::Country(_) | Entry::Organisation(_));
        if !known.iter().any(other)
            && self.gazetteer.metonym(&text).is_none()
            && self.gazetteer.people(&text).is_none()
            && !self.people.contains_key(&fold(&text))
            && !self.may_be_place((s, t), &text)
        {
            return None;
        }
        Some(self.named((s, t), &text, NameKind::Place, first))
    }

    /// The entity that a name of some kind means.
    pub(super) fn named(
        &mut self,
        head: (usize, usize),
        text: &str,
        kind: NameKind,
        first: usize,
    ) -> Referent {
        if let Some(full) = self.short_names.get(&fold(text)).cloned() {
            let referent = self.named_in_full(head, &full, NameKind::Organisation, first);
            if let Referent::Entity(id) = referent {
                self.entities.get_mut(id).also_known_as(text);
            }
            return referent;
        }
        self.named_in_full(head, text, kind, first)
    }

    fn named_in_full(
        &mut self,
        head: (usize, usize),
        text: &str,
        kind: NameKind,
        first: usize,
    ) -> Referent {
        if self.told_places.contains(&head) {
            return Referent::Entity(self.place(head, text));
        }
        let listed = kind == NameKind::Person
            && !self.people.contains_key(&fold(text))
            && self.is_body(text);
        // A country or a town taken for a person, unless it has a title or the document has a person of that name.
        let alone = !text.contains(' ') && !self.people.contains_key(&fold(text));
        let titled = || {
            let before = self.words_before(head.0, first);
            self.title_before(&before).0.is_some()
        };
        let elsewhere = || {
            let nobody = !titled() && self.gazetteer.holders(&fold(text)).is_empty();
            self.exact_country(text).is_some() || nobody && self.may_be_place(head, text)
        };
        if kind == NameKind::Person && !listed && !(alone && elsewhere()) {
            return Referent::Entity(self.person(head.0, text, first));
        }
        // "Tripoli, Lebanon" is no capital, "Georgia, United States" no country.
        let stated = self.stated_country(head.0, head.1, text);
        let namesake = stated.is_some_and(|stated| {
            let known = self
                .exact_country(text)
                .or_else(|| self.gazetteer.metonym(text));
            known.is_some_and(|known| known.id != stated.id)
        });
        if namesake {
            return Referent::Entity(self.place(head, text));
        }
        if let Some(country) = self.exact_country(text) {
            return Referent::Entity(self.country(country));
        }
        if self.is_pair_of_countries(text) || self.is_legal_text(head, text) {
            return Referent::Other;
        }
        // "the Kurds" are people, not a town that is spelt nearly so.
        let (tree, modifies) = (&self.trees[head.0], [Relation::Amod, Relation::Compound]);
        if !modifies.contains(&tree.base(head.1))
            && self.gazetteer.lookup(text).is_empty()
            && self.gazetteer.region_demonym(text).is_some()
        {
            return Referent::Entity(self.entities.add(Entity {
                plural: true,
                ..Entity::actor(text, self.ontology.class_of(Found::Group))
            }));
        }
        if let Some(&person) = self.people.get(&fold(text)) {
            return Referent::Entity(person);
        }
        let preferred = self.main_countries.clone();
        if let Some(country) = self.gazetteer.metonym(text) {
            let government = self.country(country);
            return match self.gazetteer.place(text, &preferred) {
                Some(_) => Referent::Seat(self.place(head, text), government),
                None => Referent::Entity(government),
            };
        }
        match self.listed_body(text) {
            Some(known) => {
                let class = self.ontology.class_of(match known.kind {
                    OrganisationKind::Forces => Found::Forces,
                    OrganisationKind::Group => Found::Group,
                    _ => Found::Organisation,
                });
                let mut part_of = Vec::new();
                if let Some(country) = known
                    .country
                    .and_then(|c| self.gazetteer.country(c))
                    .filter(|_| {
                        matches!(
                            known.kind,
                            OrganisationKind::Forces | OrganisationKind::Government
                        )
                    })
                {
                    let id = self.country(country);
                    part_of.push(self.entities.whole(id, PartRelation::PartOf, None));
                }
                let mut entity = Entity {
                    id: format!("actor/{}", known.id),
                    part_of,
                    plural: true,
                    collective: true,
                    ..Entity::actor(known.name, class)
                };
                entity.also_known_as(text);
                Referent::Entity(self.entities.add(entity))
            }
            None if kind == NameKind::Organisation && !self.is_known_place(text) => {
                Referent::Entity(self.organisation(head, text))
            }
            // "the Uttar Pradesh Police" taken for a place.
            None if self.ends_as_force(text) => Referent::Entity(self.organisation(head, text)),
            // A month or a common word that begins with a capital letter, taken for a place.
            None if self.gazetteer.is_calendar_word(text)
                || self.is_common_word(head.0, head.1, text) =>
            {
                Referent::Other
            }
            None => Referent::Entity(self.place(head, text)),
        }
    }

    /// A name of several words whose last is a noun for an armed service, and that no place has.
    fn ends_as_force(&self, text: &str) -> bool {
        let last = text.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
        let noun = last.and_then(|last| self.ontology.lexicon.nouns.get(&last));
        let armed = noun.is_some_and(|noun| self.ontology.nature(&noun.class).armed);
        armed && self.gazetteer.lookup(text).is_empty()
    }

    /// "Sinn Fein" and "Houthis" taken for people: a name that only a body has.
    fn is_body(&self, text: &str) -> bool {
        match self.gazetteer.lookup(text)[..] {
            [Entry::Organisation(known)] => {
                let group = known.kind == OrganisationKind::Group;
                text.contains([' ', '-']) || group && self.gazetteer.gender(text).is_none()
            }
            _ => false,
        }
    }

    /// The body that the gazetteer knows by a name; of several, "the National Liberation Army", the one of a country that the
    /// document is about.
    fn listed_body(&self, text: &str) -> Option<&'a Organisation> {
        let found = self.gazetteer.lookup(text).into_iter();
        let bodies: Vec<&Organisation> = found
            .filter_map(|entry| match entry {
                Entry::Organisation(found) => Some(found),
                _ => None,
            })
            .collect();
        let at = |body: &Organisation| {
            let countries = self.main_countries.iter();
            body.country
                .and_then(|country| countries.clone().position(|c| *c == country))
        };
        match bodies[..] {
            [] | [_] => bodies.first().copied(),
            _ => {
                let near = bodies.iter().filter_map(|body| Some((at(body)?, *body)));
                near.min_by_key(|(at, _)| *at).map(|(_, body)| body)
            }
        }
    }

    pub(super) fn organisation(&mut self, (s, t): (usize, usize), text: &str) -> EntityId {
        let text = text
            .strip_prefix("the ")
            .or(text.strip_prefix("The "))
            .unwrap_or(text);
        // "the Observatory", "SOHR": one that was named in full, or the other way round.
        let variant = |e: &Entity| self.ontology.nature(&e.class).body && names_one(&e.name, text);
        if let Some(met) = self.goes_back_to(s, t, &variant) {
            self.entities.get_mut(met).also_known_as(text);
            return met;
        }
        let part_of = self.owner_in_name(text);
        self.entities.add(Entity {
            part_of,
            plural: true,
            collective: true,
            ..Entity::actor(text, self.ontology.class_of(Found::Organisation))
        })
    }

    /// "Turkish Foreign Ministry" acts for the country in its name.
    pub(super) fn owner_in_name(&mut self, text: &str) -> Vec<Whole> {
        let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
        let public = words
            .iter()
            .any(|w| self.ontology.lexicon.is_in("public-bodies", w));
        let country = text
            .split(' ')
            .find_map(|w| self.gazetteer.demonym(w).or_else(|| self.exact_country(w)));
        match country.filter(|_| public) {
            Some(country) => {
                let id = self.country(country);
                vec![self.entities.whole(id, PartRelation::ActsFor, None)]
            }
            None => Vec::new(),
        }
    }
}

/// One of two names is the acronym of the other, or made of its words.
fn names_one(a: &str, b: &str) -> bool {
    let initials = |name: &str| -> String {
        let words = name.split([' ', '-']);
        let first = words.filter_map(|w| w.chars().next());
        first.filter(|c| c.is_uppercase()).collect()
    };
    let acronym = |short: &str, long: &str| {
        let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.len() > 1
            && letters.chars().all(char::is_uppercase)
            && long.contains(' ')
            && initials(long) == letters
    };
    let words = |name: &str| -> Vec<String> { fold(name).split(' ').map(str::to_owned).collect() };
    let (x, y) = (words(a), words(b));
    acronym(a, b)
        || acronym(b, a)
        || x.iter().all(|w| y.contains(w))
        || y.iter().all(|w| x.contains(w))
}
