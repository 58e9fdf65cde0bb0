//! Mentions that are names: countries, people with their titles, organisations, places.

use super::account::{PartRelation, Whole};
use super::entities::{Entity, EntityId, slug};
use super::mentions::{Mentions, Referent};
use crate::fold::fold;
use crate::gazetteer::{ActsFor, Country, Entry, Gender, OrganisationKind, RegionKind};
use crate::text::{Name, NameKind, Upos};
use std::collections::BTreeMap;

/// How many words before a name are searched for a title.
const TITLE_WINDOW: usize = 7;

/// How many words a cut name may go on.
const LONGER: usize = 6;

/// A town of so many people needs no introduction by its country.
const WORLD_CITY: u32 = 200_000;

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
        let public = self
            .ontology
            .lexicon
            .nouns
            .get(&tree.lemma(t))
            .is_some_and(|class| class == "Ministry");
        if public && self.gazetteer.lookup(&text).is_empty() && self.owner(s, t).is_some() {
            return None;
        }
        let text = self.whole_name(s, &name, text);
        Some(self.named(s, &text, name.kind, name.tokens.start))
    }

    /// A name that was cut short ("the Observatory for"): the longest that the gazetteer knows from there on, else
    /// without the preposition at its end.
    fn whole_name(&self, s: usize, name: &Name, text: String) -> String {
        let tokens = &self.trees[s].sentence.tokens;
        let last = (name.tokens.end + LONGER).min(tokens.len());
        let longer = (name.tokens.end + 1..=last).rev().find_map(|end| {
            let range = Name {
                tokens: name.tokens.start..end,
                kind: name.kind,
            };
            let words = self.words(s, &range);
            let known = self.gazetteer.lookup(&words);
            let body = known.iter().any(|e| matches!(e, Entry::Organisation(_)));
            body.then_some(words)
        });
        longer.unwrap_or_else(|| match tokens[name.tokens.end - 1].upos {
            Upos::Adp => text
                .rsplit_once(' ')
                .map(|(head, _)| head.to_string())
                .unwrap_or(text),
            _ => text,
        })
    }

    /// Names that the encoder did not mark but the gazetteer knows: "Ankara", "UN".
    fn unmarked_name(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        let capital = tree.token(t).form.starts_with(char::is_uppercase);
        if !capital
            || tree.upos(t) != Upos::Propn
            || tree.name_at(t).is_some_and(|n| self.head_of(s, n) != t)
        {
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
        if self.gazetteer.lookup(&text).is_empty() && self.gazetteer.metonym(&text).is_none() {
            return None;
        }
        Some(self.named(s, &text, NameKind::Place, first))
    }

    /// The entity that a name of some kind means.
    fn named(&mut self, s: usize, text: &str, kind: NameKind, first: usize) -> Referent {
        if kind == NameKind::Person {
            if !text.contains(' ')
                && let Some(country) = self
                    .exact_country(text)
                    .filter(|_| !self.people.contains_key(&fold(text)))
            {
                return Referent::Entity(self.country(country));
            }
            // A town taken for a person, unless the document has a person of that name.
            if !text.contains(' ')
                && !self.people.contains_key(&fold(text))
                && self.gazetteer.holders(&fold(text)).is_empty()
                && self.is_known_place(text)
            {
                return Referent::Entity(self.place(text));
            }
            return Referent::Entity(self.person(s, text, first));
        }
        if let Some(country) = self.exact_country(text) {
            return Referent::Entity(self.country(country));
        }
        if let Some(&person) = self.people.get(&fold(text)) {
            return Referent::Entity(person);
        }
        let preferred = self.main_countries.clone();
        if let Some(country) = self.gazetteer.metonym(text) {
            let government = self.country(country);
            return match self.gazetteer.place(text, &preferred) {
                Some(_) => Referent::Seat(self.place(text), government),
                None => Referent::Entity(government),
            };
        }
        let organisation = self
            .gazetteer
            .lookup(text)
            .into_iter()
            .find_map(|entry| match entry {
                Entry::Organisation(found) => Some(found),
                _ => None,
            });
        match organisation {
            Some(known) => {
                let class = match known.kind {
                    OrganisationKind::Forces => "Forces",
                    OrganisationKind::Group => "Group",
                    _ => "Organisation",
                };
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
                    name: known.name.to_string(),
                    class: class.into(),
                    part_of,
                    plural: true,
                    ..Entity::default()
                };
                if entity.name != text {
                    entity.aliases.insert(text.to_string());
                }
                Referent::Entity(self.entities.add(entity))
            }
            None if kind == NameKind::Organisation && !self.is_known_place(text) => {
                Referent::Entity(self.organisation(text))
            }
            None => Referent::Entity(self.place(text)),
        }
    }

    /// The gazetteer knows only a place of that name.
    fn is_known_place(&self, text: &str) -> bool {
        let entries = self.gazetteer.lookup(text);
        entries
            .iter()
            .any(|e| matches!(e, Entry::Region(_) | Entry::Place(_)))
    }

    fn exact_country(&self, text: &str) -> Option<&'a Country> {
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

    fn organisation(&mut self, text: &str) -> EntityId {
        let text = text
            .strip_prefix("the ")
            .or(text.strip_prefix("The "))
            .unwrap_or(text);
        let part_of = self.owner_in_name(text);
        self.entities.add(Entity {
            id: format!("actor/{}", slug(text)),
            name: text.to_string(),
            class: "Organisation".into(),
            part_of,
            plural: true,
            ..Entity::default()
        })
    }

    /// "Turkish Foreign Ministry" acts for the country in its name.
    fn owner_in_name(&mut self, text: &str) -> Vec<Whole> {
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

    /// The place of that name, nearest to what the document is about.
    pub(super) fn place(&mut self, text: &str) -> EntityId {
        let preferred = self.main_countries.clone();
        let region = self
            .gazetteer
            .lookup(text)
            .into_iter()
            .find_map(|entry| match entry {
                // "the North" is no province of a country that the article never mentions.
                Entry::Region(region)
                    if region.kind == RegionKind::Province
                        && !region.within.iter().any(|c| preferred.contains(c)) =>
                {
                    None
                }
                Entry::Region(region) => Some((
                    region.id.to_string(),
                    region.name.to_string(),
                    region.within.first().copied().unwrap_or_default(),
                )),
                _ => None,
            });
        let known = match region {
            Some(region) => Some(region),
            None => self
                .gazetteer
                .place(text, &preferred)
                .filter(|p| {
                    // A small namesake in a country that the article never mentions is another town.
                    p.population >= WORLD_CITY || preferred.contains(&p.country)
                })
                .map(|p| {
                    let country = self
                        .gazetteer
                        .country_by_code(p.country)
                        .map(|c| c.id)
                        .unwrap_or_default();
                    (
                        format!("{}-{}", slug(p.name), p.geonames),
                        p.name.to_string(),
                        country,
                    )
                }),
        };
        let Some((id, name, country)) = known else {
            return self.entities.add(Entity {
                id: format!("place/{}", slug(text)),
                name: text.to_string(),
                class: "Place".into(),
                ..Entity::default()
            });
        };
        let part_of = match self.gazetteer.country(country) {
            Some(country) => {
                let id = self.country(country);
                vec![self.entities.whole(id, PartRelation::Within, None)]
            }
            None => Vec::new(),
        };
        let mut entity = Entity {
            id: format!("place/{id}"),
            name,
            class: "Place".into(),
            part_of,
            ..Entity::default()
        };
        if entity.name != text {
            entity.aliases.insert(text.to_string());
        }
        self.entities.add(entity)
    }

    /// The person's entity, with the office that stands before the name.
    fn person(&mut self, s: usize, text: &str, first: usize) -> EntityId {
        let (stripped, inner_title) = self.strip_title(text);
        let id = self.known_person(&stripped);
        let mut title = inner_title;
        let mut country = None;
        let before = self.words_before(s, first);
        if title.is_none() {
            (title, country) = self.title_before(&before);
        } else if let Some((_, found)) = before.last().map(|w| ((), self.country_word(w))) {
            country = found;
        }
        if let Some(title) = title {
            self.give_office(id, &title, country);
        }
        if self.entities.get(id).name != stripped {
            self.entities.get_mut(id).aliases.insert(stripped);
        }
        id
    }

    /// Records that a person holds an office, for a country when the words say which.
    pub(super) fn give_office(
        &mut self,
        person: EntityId,
        title: &str,
        country: Option<&'a Country>,
    ) {
        let acts = self.gazetteer.title(title).map(|t| t.acts_for);
        if !matches!(acts, Some(ActsFor::Government | ActsFor::Forces)) {
            return;
        }
        if let Some(country) = country {
            let id = self.country(country);
            let whole = self
                .entities
                .whole(id, PartRelation::ActsFor, Some(title.to_string()));
            self.entities.get_mut(person).join(whole);
        } else if let Some(whole) = self
            .entities
            .get_mut(person)
            .part_of
            .iter_mut()
            .find(|w| w.relation == PartRelation::ActsFor && w.office.is_none())
        {
            whole.office = Some(title.to_string());
        }
    }

    /// Country and title in the words just before a name: "Turkish Foreign Minister", "Russia's president".
    fn title_before(&self, before: &[String]) -> (Option<String>, Option<&'a Country>) {
        let lower: Vec<String> = before.iter().map(|w| w.to_lowercase()).collect();
        for start in 0..lower.len() {
            let rest: Vec<&str> = lower[start..].iter().map(String::as_str).collect();
            if let Some((used, title)) = self.gazetteer.match_title(&rest)
                && start + used == lower.len()
            {
                let country = before[..start]
                    .iter()
                    .rev()
                    .take(3)
                    .find_map(|w| self.country_word(w));
                return (Some(title.title.to_string()), country);
            }
        }
        (None, None)
    }

    /// The country of an adjective or name ("Turkish", "Turkey", "US").
    pub(super) fn country_word(&self, word: &str) -> Option<&'a Country> {
        self.gazetteer
            .demonym(word)
            .or_else(|| self.exact_country(word))
            .or_else(|| self.gazetteer.metonym(word))
    }

    fn words_before(&self, s: usize, first: usize) -> Vec<String> {
        let tree = &self.trees[s];
        let from = first.saturating_sub(TITLE_WINDOW);
        let mut words: Vec<String> = Vec::new();
        for token in &tree.sentence.tokens[from..first] {
            if token.upos == Upos::Punct && !matches!(token.form.as_str(), "-" | ".") {
                words.clear();
            } else if token.form != "'s" && token.form != "’s" {
                words.push(token.form.clone());
            }
        }
        words
    }

    /// "President Novak" as one name: the name, the title.
    fn strip_title(&self, text: &str) -> (String, Option<String>) {
        let words: Vec<&str> = text.split(' ').collect();
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match self.gazetteer.match_title(&lower) {
            Some((used, title)) if used < words.len() => {
                (words[used..].join(" "), Some(title.title.to_string()))
            }
            _ => (text.to_string(), None),
        }
    }

    /// The entity for a person's name as written, full or surname only.
    fn known_person(&mut self, text: &str) -> EntityId {
        let folded = fold(text);
        let last = surname(&folded);
        if let Some(&id) = self
            .people
            .get(&folded)
            .or_else(|| self.people.get(&last).filter(|_| !folded.contains(' ')))
        {
            return id;
        }
        let published = self
            .document
            .published
            .and_then(|p| p.date.end.or(p.date.begin));
        let holder =
            self.gazetteer.holders(&folded).into_iter().find(|h| {
                published.is_none_or(|day| h.from <= day && h.to.is_none_or(|t| day <= t))
            });
        let entity = match &holder {
            Some(holder) => Entity {
                id: format!("actor/{}", slug(holder.person)),
                name: holder.person.to_string(),
                class: "Person".into(),
                ..Entity::default()
            },
            None => Entity {
                id: format!("actor/{}", slug(text)),
                name: text.to_string(),
                class: "Person".into(),
                ..Entity::default()
            },
        };
        let id = self.entities.add(entity);
        let given = fold(text.split(' ').next().unwrap_or(text));
        if folded.contains(' ') {
            let female = self.gazetteer.gender(&given).map(|g| g == Gender::Female);
            let entity = self.entities.get_mut(id);
            entity.female = entity.female.or(female);
        }
        if let Some(holder) = holder
            && let Some(country) = self.gazetteer.country(holder.country)
        {
            // Without a date nobody knows which of their offices they held.
            match published {
                Some(_) => self.give_office(id, holder.title, Some(country)),
                None => {
                    let country = self.country(country);
                    let whole = self.entities.whole(country, PartRelation::ActsFor, None);
                    self.entities.get_mut(id).join(whole);
                }
            }
        }
        self.people.entry(folded.clone()).or_insert(id);
        self.people.entry(last).or_insert(id);
        id
    }

    /// First pass: full names before surnames, so that "Novak" in the first paragraph finds the name given in the third.
    pub(super) fn collect_people(&mut self) {
        let mut names: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for (s, tree) in self.trees.iter().enumerate() {
            for name in tree
                .sentence
                .names
                .iter()
                .filter(|n| n.kind == NameKind::Person)
            {
                names.insert((s, name.tokens.start), self.words(s, name));
            }
        }
        let mut full: Vec<String> = names
            .into_values()
            .map(|n| self.strip_title(&n).0)
            .filter(|n| n.contains(' '))
            .collect();
        // The longest spelling first: "Jan Petr Novak" before "Petr Novak".
        full.sort_by_key(|n| std::cmp::Reverse(n.split(' ').count()));
        for name in full {
            let folded = fold(&name);
            let last = surname(&folded);
            match self.people.get(&last).copied() {
                Some(id) if self.same_person(id, &folded) => {
                    self.people.insert(folded, id);
                    if self.entities.get(id).name != name {
                        self.entities.get_mut(id).aliases.insert(name);
                    }
                }
                _ => {
                    self.known_person(&name);
                }
            }
        }
    }

    /// Two full names with one surname are one person when the given names of one are among those of the other.
    fn same_person(&self, known: EntityId, folded: &str) -> bool {
        let other = fold(&self.entities.get(known).name);
        let given = |name: &str| name.split(' ').map(str::to_string).collect::<Vec<_>>();
        let (a, b) = (given(&other), given(folded));
        let (short, long) = if a.len() < b.len() {
            (&a, &b)
        } else {
            (&b, &a)
        };
        short.iter().all(|w| {
            long.contains(w) || (w.len() == 1 && long.iter().any(|l| l.starts_with(w.as_str())))
        })
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
        ranked.sort_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
        self.main_countries = ranked.into_iter().map(|(id, _)| id).collect();
    }

    /// The token of a name whose head lies outside it.
    pub(super) fn head_of(&self, s: usize, name: &Name) -> usize {
        let tree = &self.trees[s];
        name.tokens
            .clone()
            .find(|&t| tree.head(t).is_none_or(|h| !name.tokens.contains(&h)))
            .unwrap_or(name.tokens.start)
    }

    /// The words of a name as they stand in the text, white space folded, a possessive left out.
    pub(super) fn words(&self, s: usize, name: &Name) -> String {
        let tokens = &self.trees[s].sentence.tokens[name.tokens.clone()];
        let end = if tokens.len() > 1 && tokens.last().is_some_and(|t| t.upos == Upos::Part) {
            tokens.len() - 1
        } else {
            tokens.len()
        };
        match (tokens.first(), tokens[..end].last()) {
            (Some(first), Some(last)) => self.document.text[first.span.begin..last.span.end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            _ => String::new(),
        }
    }
}

/// The last word of a folded name.
fn surname(folded: &str) -> String {
    folded.rsplit(' ').next().unwrap_or(folded).to_string()
}
