//! Mentions of those who act for a country: "the regime", "Russia's defence ministry", "the minister", "Syrian
//! government forces".

use super::account::PartRelation;
use super::entities::{Entity, EntityId};
use super::mentions::{Mentions, Referent};
use super::nouns::is_compound;
use crate::gazetteer::Country;
use crate::ontology::{Found, Stands};
use crate::text::Relation;

impl<'a> Mentions<'a> {
    /// "the regime", "Syrian government", "Damascus's authorities": the country itself.
    pub(super) fn government(&mut self, s: usize, t: usize, class: &str) -> Referent {
        if let Some(owner) = self.owner(s, t) {
            let others = self.other_owners(s, t);
            self.pending.extend(others);
            return Referent::Entity(owner);
        }
        // "The Kurdistan administration" is not that of the country around it.
        if self.is_of_a_place(s, t) {
            let body = self.ontology.class_of(Found::Organisation);
            return Referent::Entity(self.described(s, t, body));
        }
        let lemma = self.trees[s].lemma(t);
        let lexicon = &self.ontology.lexicon;
        if let Some(known) = self.recent().find(|trace| {
            trace.lemma == lemma || lexicon.noun_stands(&trace.lemma) == Some(Stands::ForCountry)
        }) {
            return Referent::Entity(known.entity);
        }
        if let Some(met) = self.goes_back_to(s, t, &|e| {
            let nature = self.ontology.nature(&e.class);
            nature.sovereign || nature.institution()
        }) {
            return Referent::Entity(met);
        }
        // "Government troops" are of the country that "the government" is of.
        let compound = self.trees[s].base(t) == Relation::Compound;
        let home = || self.home().filter(|_| compound || self.is_definite(s, t));
        let country = self.governed(&lemma).or_else(|| self.local_country(s, t));
        match country.or_else(home) {
            Some(country) => Referent::Entity(self.country(country)),
            None => Referent::Entity(self.described(s, t, class)),
        }
    }

    /// The country that "the army" and "the government" are of in an article that was written in the country which it is about.
    fn home(&self) -> Option<&'a Country> {
        let country = *self.main_countries.first()?;
        let there = self.country_of_dateline() == Some(country);
        self.gazetteer.country(country).filter(|_| there)
    }

    /// "Russia's foreign ministry", "the ministry".
    pub(super) fn ministry(&mut self, s: usize, t: usize, class: &str) -> EntityId {
        let tree = &self.trees[s];
        let owner = self.owner_country(s, t);
        let kind: Vec<String> = tree
            .children(t)
            .iter()
            .copied()
            .filter(|&c| {
                c < t
                    && matches!(tree.base(c), Relation::Amod | Relation::Compound)
                    && self.country_word(&tree.token(c).form).is_none()
            })
            .map(|c| tree.lower(c))
            .chain(
                tree.each(t, Relation::Nmod)
                    .filter(|&c| {
                        c > t
                            && self.country_word(&tree.token(c).form).is_none()
                            && tree.preposition(c).as_deref() == Some("of")
                    })
                    .map(|c| tree.lower(c)),
            )
            .collect();
        let lemma = tree.lemma(t);
        let Some(country) = owner else {
            let same = self
                .recent()
                .find(|trace| trace.lemma == lemma && self.nature(trace.entity).institution());
            let fits = |e: &Entity| self.ontology.nature(&e.class).institution();
            let known = same.map(|trace| trace.entity);
            let known = known.or_else(|| self.goes_back_to(s, t, &fits));
            return match known.filter(|_| kind.is_empty()) {
                Some(known) => known,
                None => self.described(s, t, class),
            };
        };
        let name = [vec![adjective(country)], kind, vec![lemma]]
            .concat()
            .join(" ");
        let whole_id = self.country(country);
        let whole = self.entities.whole(whole_id, PartRelation::ActsFor, None);
        self.entities.add(Entity {
            part_of: vec![whole],
            ..Entity::actor(&name, class)
        })
    }

    /// "the Turkish foreign minister", "the minister", "a Turkish security source".
    pub(super) fn office(&mut self, s: usize, t: usize, class: &str) -> EntityId {
        let tree = &self.trees[s];
        let title = self.title_of(s, t);
        let owner = self.owner_country(s, t);
        let definite = self.is_definite(s, t);
        // A definite office is somebody met before who holds it: by the full title or by its head word.
        let lemma = tree.lemma(t);
        if definite || owner.is_some() {
            let holds = |id: EntityId| {
                let entity = self.entities.get(id);
                let country = owner.as_ref().map(|c| format!("actor/{}", c.id));
                self.nature(id).people()
                    && entity.plural == tree.has(t, "Number=Plur")
                    && entity.part_of.iter().any(|w| {
                        let office = w.office.as_deref().unwrap_or_default();
                        (office == title || (office.ends_with(&lemma) && title == lemma))
                            && country.as_ref().is_none_or(|c| *c == w.id)
                    })
            };
            let met = self
                .recent()
                .map(|trace| trace.entity)
                .find(|&id| holds(id));
            let anyone = || self.entities.officials().find(|&id| holds(id));
            if let Some(known) = met.or_else(anyone) {
                return known;
            }
        }
        let one = !tree.has(t, "Number=Plur");
        let person = |e: &Entity| {
            let theirs = e
                .country(self.ontology)
                .and_then(|id| id.strip_prefix("actor/"));
            self.ontology.nature(&e.class).people()
                && e.plural != one
                && owner.is_none_or(|o| theirs.is_none_or(|id| id == o.id))
        };
        if (definite || owner.is_some())
            && one
            && let Some(met) = self.goes_back_to(s, t, &person)
        {
            return met;
        }
        if one
            && let Some(country) = owner
            && let Some(day) = self.document.published.and_then(|p| p.day())
            && let Some(holder) = self.gazetteer.in_office(&title, country.id, day)
        {
            return self.known_person(holder.person);
        }
        if definite
            && owner.is_none()
            && let Some(known) = self
                .recent()
                .take(24)
                .find(|trace| trace.lemma == lemma && self.nature(trace.entity).people())
        {
            return known.entity;
        }
        let id = self.described(s, t, class);
        self.give_office(id, &title, owner);
        if owner.is_none()
            && let Some(body) = self.employer(s, t)
        {
            self.give_office_of(id, &title, body);
        }
        id
    }

    /// The longest title that ends at the noun: "foreign minister", "secretary of state".
    pub(super) fn title_of(&self, s: usize, t: usize) -> String {
        let tree = &self.trees[s];
        let from = t.saturating_sub(3);
        let after: Vec<String> = (t + 1..(t + 3).min(tree.len()))
            .map(|i| tree.lower(i))
            .collect();
        for start in from..=t {
            let mut words: Vec<String> = (start..=t)
                .map(|i| if i == t { tree.lemma(i) } else { tree.lower(i) })
                .collect();
            words.extend(after.iter().cloned());
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some((used, title)) = self.gazetteer.match_title(&words)
                && start + used > t
            {
                return title.title.to_string();
            }
        }
        tree.lemma(t)
    }

    /// "Syrian government forces", "the army", "rebel forces".
    pub(super) fn forces(&mut self, s: usize, t: usize, class: &str) -> Referent {
        let tree = &self.trees[s];
        let ontology = self.ontology;
        let modifiers = tree.children(t).iter().copied().filter(|&c| c < t);
        let mut apart = modifiers
            .clone()
            .filter(|&c| !is_compound(tree, c, t, ontology));
        let group = apart.find_map(|c| {
            let noun = ontology.lexicon.nouns.get(&tree.lemma(c))?;
            let several = noun.stands.is_none() && ontology.nature(&noun.class).several;
            several.then_some((c, noun.class.as_str()))
        });
        if let Some(owner) = self.owner(s, t).filter(|&id| !self.is_beside(s, t, id)) {
            // The opposition's forces are not those of its country.
            if let Some((_, group)) = group.filter(|_| self.nature(owner).sovereign) {
                return Referent::Entity(self.described(s, t, group));
            }
            for other in self.other_owners(s, t) {
                let forces = self.forces_of(other);
                self.pending.push(forces);
            }
            return Referent::Entity(self.forces_of(owner));
        }
        // "rebel forces" are the rebels.
        if let Some((at, group)) = group {
            return Referent::Entity(self.described(s, at, group));
        }
        let government = modifiers.into_iter().find(|&c| {
            let stands = ontology.lexicon.noun_stands(&tree.lemma(c));
            stands == Some(Stands::ForCountry)
        });
        let governmental = government.is_some();
        let lemma = tree.lemma(t);
        if (governmental || self.is_definite(s, t) && self.is_bare(s, t))
            && let Some(known) = self.recent().take(40).find(|trace| {
                // "The army" is not the Liberation Army that fights it.
                let named = self
                    .get(trace.sentence, trace.token)
                    .is_some_and(|m| m.named);
                let states = || {
                    let group = self.nature(trace.entity).several;
                    !group && self.country_of(trace.entity).is_some()
                };
                let same = trace.lemma == lemma && (!named || states());
                self.nature(trace.entity).armed && (governmental || same)
            })
        {
            return Referent::Entity(known.entity);
        }
        if self.is_definite(s, t)
            && self.is_bare(s, t)
            && let Some(met) = self.goes_back_to(s, t, &|e| {
                let nature = ontology.nature(&e.class);
                let rebels = e.name.to_lowercase().ends_with(&format!(" {lemma}"))
                    && (nature.several || e.country(ontology).is_none());
                nature.armed && !rebels
            })
        {
            return Referent::Entity(met);
        }
        // "the army", "the police"; "the forces" may be anybody's.
        let national = self.is_definite(s, t) && self.is_bare(s, t) && !tree.has(t, "Number=Plur");
        if let Some(country) = government
            .and_then(|g| self.governed(&tree.lemma(g)))
            .or_else(|| self.local_country(s, t).filter(|_| governmental))
            .or_else(|| self.home().filter(|_| national || governmental))
        {
            let owner = self.country(country);
            return Referent::Entity(self.forces_of(owner));
        }
        Referent::Entity(self.described(s, t, class))
    }

    pub(super) fn forces_of(&mut self, owner: EntityId) -> EntityId {
        // The soldiers of a defence ministry are its country's.
        let country = self.country_of(owner);
        let owner = match country.filter(|_| self.nature(owner).institution()) {
            Some(country) => self.country(country),
            None => owner,
        };
        let whole = self.entities.whole(owner, PartRelation::PartOf, None);
        if !self.nature(owner).sovereign {
            // Fighters of a group are the group.
            return owner;
        }
        let entity = self.entities.get(owner);
        let name = self.country_of(owner).map_or_else(
            || format!("{} forces", entity.name),
            |c| format!("{} forces", adjective(c)),
        );
        let id = format!("{}-forces", entity.id);
        self.entities.add(Entity {
            id,
            part_of: vec![whole],
            plural: true,
            ..Entity::actor(&name, self.ontology.class_of(Found::Forces))
        })
    }

    /// "the country": the one named before; kept as words when unsure.
    pub(super) fn states(&mut self, s: usize, t: usize) -> Referent {
        if let Some(owner) = self.owner(s, t) {
            return Referent::Entity(owner);
        }
        if self.trees[s].has(t, "Number=Plur") {
            return Referent::Other;
        }
        let met = self.goes_back_to(s, t, &|e| self.ontology.nature(&e.class).sovereign);
        met.map_or(Referent::Other, Referent::Entity)
    }
}

/// "Turkish" for Turkey; the name where there is no adjective.
pub(super) fn adjective(country: &Country) -> String {
    country
        .adjectives
        .first()
        .copied()
        .unwrap_or(country.name)
        .to_string()
}
