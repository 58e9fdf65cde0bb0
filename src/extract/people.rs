//! People by name or nation: titles before it, offices held, surnames after full names.

use super::account::PartRelation;
use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent};
use crate::fold::fold;
use crate::gazetteer::{ActsFor, Country, Entry, Gender, TitleKind};
use crate::ontology::Found;
use crate::text::{NameKind, Relation, Upos};

/// How many words before a name are searched for a title.
const TITLE_WINDOW: usize = 7;

impl<'a> Mentions<'a> {
    /// "two Syrians", "ethnic Albanians", "a Libyan": people. "The Russians" may well be the country.
    pub(super) fn people_of(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        let form = &tree.token(t).form;
        let lone = tree.name_at(t).is_none_or(|name| name.tokens.len() == 1);
        let plural = tree.has(t, "Number=Plur");
        let lexicon = &self.ontology.lexicon;
        let mut articles = tree.each(t, Relation::Det);
        let one = !matches!(tree.base(t), Relation::Compound | Relation::Amod)
            && articles.any(|d| lexicon.is_in("indefinite-articles", &tree.lower(d)));
        let noun =
            matches!(tree.upos(t), Upos::Propn | Upos::Noun) || one && tree.upos(t) == Upos::Adj;
        if !lone || !noun || !(plural || one) {
            return None;
        }
        let known = match plural {
            true => self.gazetteer.people(form),
            false => self.gazetteer.demonym(form),
        };
        let country = known.filter(|_| self.gazetteer.lookup(form).is_empty())?;
        let mut modifiers = tree.each(t, Relation::Amod);
        let ethnic = modifiers.any(|a| lexicon.is_in("ethnic-modifiers", &tree.lower(a)));
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
            part_of,
            plural,
            ..Entity::actor(
                &name,
                self.ontology.class_of(match plural {
                    true => Found::Group,
                    false => Found::Person,
                }),
            )
        }))
    }

    /// The person's entity, with the office that stands before the name.
    pub(super) fn person(&mut self, s: usize, text: &str, first: usize) -> EntityId {
        let (stripped, inner_title) = self.strip_title(text);
        let mut title = inner_title;
        let (mut country, mut body) = (None, None);
        let before = self.words_before(s, first);
        if title.is_none() {
            (title, country, body) = self.title_before(&before);
        } else if let Some(word) = before.last() {
            country = self.country_word(word);
        }
        let id = match &title {
            Some(title) if self.is_royal(title) && !stripped.contains(' ') => {
                self.royal(title, &stripped)
            }
            _ => self.known_person(&stripped),
        };
        if let Some(title) = title {
            self.give_office(id, &title, country);
            if let (None, Some(body)) = (country, body)
                && let Referent::Entity(body) =
                    self.named((s, first), &body, NameKind::Organisation, first)
            {
                self.give_office_of(id, &title, body);
            }
        }
        self.entities.get_mut(id).also_known_as(&stripped);
        id
    }

    fn is_royal(&self, title: &str) -> bool {
        let kind = self.gazetteer.title(title).map(|t| t.kind);
        kind == Some(TitleKind::Royal)
    }

    /// "King Hussein": kings go by their given name, which is nobody's surname.
    fn royal(&mut self, title: &str, given: &str) -> EntityId {
        let folded = fold(given);
        let numbered = format!("{folded} ");
        let number = |rest: &str| rest.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        let mut full = self
            .people
            .range(numbered.clone()..)
            .map_while(|(name, id)| Some((name.strip_prefix(&numbered)?, id)));
        if let Some((_, &id)) = full.find(|(rest, _)| number(rest)) {
            return id;
        }
        let titled = title.split(' ').map(|word| {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            first.to_uppercase() + rest
        });
        let name = titled
            .chain([given.to_string()])
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(&id) = self.people.get(&fold(&name)) {
            return id;
        }
        let king = Entity::actor(&name, self.ontology.class_of(Found::Person));
        let id = self.entities.add(king);
        self.people.insert(fold(&name), id);
        self.people.entry(folded).or_insert(id);
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
            self.entities.holds_office(person);
        } else if let Some(whole) = self
            .entities
            .get_mut(person)
            .part_of
            .iter_mut()
            .find(|w| w.relation == PartRelation::ActsFor && w.office.is_none())
        {
            whole.office = Some(title.to_string());
            self.entities.holds_office(person);
        }
    }

    /// Records that a person speaks for a body that is no country: "Arab League envoy".
    pub(super) fn give_office_of(&mut self, person: EntityId, title: &str, body: EntityId) {
        let holds = self.gazetteer.title(title);
        let public = holds.is_some_and(|t| t.acts_for != ActsFor::Nobody);
        if public && self.nature(body).body && person != body {
            let whole = self
                .entities
                .whole(body, PartRelation::ActsFor, Some(title.to_string()));
            self.entities.get_mut(person).join(whole);
            self.entities.holds_office(person);
        }
    }

    /// The organisation whose name these words end with, or the title after them begins with.
    fn body_before(&self, words: &[String], title: &[String]) -> Option<String> {
        let known = |name: &[String]| {
            let name = name.join(" ");
            let mut found = self.gazetteer.lookup(&name).into_iter();
            found
                .any(|e| matches!(e, Entry::Organisation(_)))
                .then_some(name)
        };
        let ends = (0..words.len()).find_map(|from| known(&words[from..]));
        ends.or_else(|| (1..title.len()).find_map(|to| known(&title[..to])))
    }

    /// Title, country and body in the words just before a name: "Turkish Foreign Minister", "Arab League envoy".
    pub(super) fn title_before(
        &self,
        before: &[String],
    ) -> (Option<String>, Option<&'a Country>, Option<String>) {
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
                let body = self.body_before(&before[..start], &before[start..]);
                return (Some(title.title.to_string()), country, body);
            }
        }
        (None, None, None)
    }

    pub(super) fn words_before(&self, s: usize, first: usize) -> Vec<String> {
        let tree = &self.trees[s];
        let from = first.saturating_sub(TITLE_WINDOW);
        let mut words: Vec<String> = Vec::new();
        for token in &tree.sentence.tokens[from..first] {
            if token.form == "-" {
                // "Secretary-General" is known without its hyphen too.
            } else if token.upos == Upos::Punct && token.form != "." {
                words.clear();
            } else if token.form != "'s" && token.form != "’s" {
                words.push(token.form.clone());
            }
        }
        words
    }

    /// "President Novak" as one name: the name, the title.
    pub(super) fn strip_title(&self, text: &str) -> (String, Option<String>) {
        let words: Vec<&str> = text.split(' ').collect();
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        match self.gazetteer.match_title(&lower) {
            // "Amir Khan Daro" is no emir.
            Some((1, _)) if words.len() > 2 && self.gazetteer.gender(words[0]).is_some() => {
                (text.to_string(), None)
            }
            Some((used, title)) if used < words.len() => {
                (words[used..].join(" "), Some(title.title.to_string()))
            }
            _ => (text.to_string(), None),
        }
    }

    /// The entity for a person's name as written, full or surname only.
    pub(super) fn known_person(&mut self, text: &str) -> EntityId {
        let folded = fold(text);
        let last = surname(&folded);
        let alone = !folded.contains(' ');
        let given = || self.given.get(&folded)?.as_ref();
        if let Some(&id) = self
            .people
            .get(&folded)
            .or_else(|| self.people.get(&last).filter(|_| alone))
            // "Tesfa" of "Tesfa Alem Berhan".
            .or_else(given)
            .or_else(|| {
                self.people
                    .get(&last)
                    .filter(|&&id| self.same_person(id, &folded))
            })
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
        let name = holder.as_ref().map_or(text, |holder| holder.person);
        let person = Entity::actor(name, self.ontology.class_of(Found::Person));
        let id = self.entities.add(person);
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
}

/// The last word of a folded name.
pub(super) fn surname(folded: &str) -> String {
    folded.rsplit(' ').next().unwrap_or(folded).to_string()
}
