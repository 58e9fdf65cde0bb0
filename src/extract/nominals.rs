//! Mentions that are common nouns: "Syrian regime forces", "the foreign minister", "Russia's defence ministry",
//! "the town of …", "rebels", "the ministry".

use super::account::PartRelation;
use super::entities::{Entity, EntityId, slug};
use super::mentions::{Mentions, Referent};
use super::nouns;
use crate::gazetteer::Country;
use crate::text::{NameKind, Relation, Upos};

impl<'a> Mentions<'a> {
    /// The referent of a phrase headed by a common noun (or a proper noun that is no name).
    pub(super) fn nominal(&mut self, s: usize, t: usize) -> Option<Referent> {
        let tree = &self.trees[s];
        if matches!(tree.upos(t), Upos::Num | Upos::Sym) {
            let counted = tree
                .sentence
                .quantities
                .iter()
                .any(|q| q.tokens.contains(&t));
            return Some(if counted {
                Referent::Number
            } else {
                Referent::Other
            });
        }
        let lemma = tree.lemma(t);
        if let Some(person) = self.titled_name(s, t) {
            return Some(Referent::Entity(person));
        }
        let class = nouns::denotes(tree, t, self.ontology);
        if self.ontology.lexicon.is_in("speaking-documents", &lemma)
            && self.is_definite(s, t)
            && let Some(body) = self.last_body_that_spoke(s + 1)
        {
            return Some(Referent::Entity(body));
        }
        match class {
            Some("Place") => Some(self.named_place(s, t)),
            Some("Government") => Some(self.government(s, t)),
            Some("Ministry") => Some(Referent::Entity(self.ministry(s, t))),
            Some("Office") => Some(Referent::Entity(self.office(s, t))),
            Some("Forces") => Some(self.forces(s, t)),
            Some(class @ ("Group" | "Organisation" | "Person")) => {
                Some(self.collective(s, t, class))
            }
            Some(class) if self.ontology.is_a(class, "Thing") => {
                Some(Referent::Entity(self.described(s, t, class)))
            }
            Some("States") => Some(self.states(s, t)),
            _ if self.ontology.lexicon.by_noun.contains_key(&lemma) => Some(Referent::Event),
            _ if self.is_title(s, t) => Some(Referent::Entity(self.office(s, t))),
            _ => Some(Referent::Other),
        }
    }

    fn is_title(&self, s: usize, t: usize) -> bool {
        self.gazetteer.title(&self.trees[s].lemma(t)).is_some()
    }

    /// "Turkey's foreign minister, Mevlut X" and "the spokesman Dmitry X": the person named beside the noun.
    fn titled_name(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        if !self.is_title(s, t) && nouns::denotes(tree, t, self.ontology) != Some("Office") {
            return None;
        }
        let name = tree
            .each(t, Relation::Appos)
            .chain(tree.each(t, Relation::Flat))
            .find_map(|c| {
                let name = tree.name_at(c)?;
                (name.kind == NameKind::Person).then(|| name.clone())
            })?;
        let words = self.words(s, &name);
        let title = self.title_of(s, t);
        let owner = self.owner_country(s, t);
        let person = match self.people.get(&crate::fold::fold(&words)) {
            Some(&known) => known,
            None => self.entities.add(Entity {
                id: format!("actor/{}", slug(&words)),
                name: words,
                class: "Person".into(),
                ..Entity::default()
            }),
        };
        self.give_office(person, &title, owner);
        Some(person)
    }

    /// The longest title that ends at the noun: "foreign minister", "secretary of state".
    fn title_of(&self, s: usize, t: usize) -> String {
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

    /// The country that a phrase says its head belongs to: an adjective, a possessor, "of X".
    pub(super) fn owner_country(&mut self, s: usize, t: usize) -> Option<&'a Country> {
        let owner = self.owner(s, t)?;
        let id = self
            .entities
            .get(owner)
            .country()?
            .strip_prefix("actor/")?
            .to_string();
        self.gazetteer.country(&id)
    }

    /// The entity that a phrase says its head belongs to.
    pub(super) fn owner(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let tree = &self.trees[s];
        // "the Novak regime" read as one name: its first words say whose it is.
        if let Some(name) = tree.name_at(t) {
            let person = tree.sentence.tokens[name.tokens.start..t]
                .iter()
                .find_map(|token| self.people.get(&crate::fold::fold(&token.form)));
            if let Some(country) = person.and_then(|&id| self.country_of(id)) {
                return Some(self.country(country));
            }
        }
        for &c in tree.children(t) {
            let before = c < t
                && matches!(
                    tree.base(c),
                    Relation::Amod
                        | Relation::Compound
                        | Relation::Nmod
                        | Relation::Det
                        | Relation::Flat
                );
            let after = tree.base(c) == Relation::Nmod
                && matches!(tree.preposition(c).as_deref(), Some("of" | "from"));
            if !before && !after {
                continue;
            }
            if let Some(country) = self.phrase_country(s, c) {
                return Some(self.country(country));
            }
            if let Some(Referent::Entity(id) | Referent::Seat(_, id)) = self.modifier_entity(s, c) {
                let entity = self.entities.get(id);
                if entity.class == "Person" {
                    if let Some(country) = entity
                        .country()
                        .and_then(|c| c.strip_prefix("actor/"))
                        .and_then(|c| self.gazetteer.country(c))
                    {
                        return Some(self.country(country));
                    }
                } else if !matches!(entity.class.as_str(), "Place" | "Thing") {
                    return Some(id);
                }
            }
        }
        None
    }

    /// The country that an entity is, is part of or acts for.
    fn country_of(&self, id: EntityId) -> Option<&'a Country> {
        let country = self.entities.get(id).country()?.strip_prefix("actor/")?;
        self.gazetteer.country(country)
    }

    /// Further countries coordinated with the first: "Russian and Turkish soldiers".
    fn other_owners(&mut self, s: usize, t: usize) -> Vec<EntityId> {
        let tree = &self.trees[s];
        let modifiers = tree.children(t).iter().copied().filter(|&c| c < t);
        let countries: Vec<&Country> = modifiers
            .flat_map(|c| tree.each(c, Relation::Conj).collect::<Vec<_>>())
            .filter_map(|c| self.gazetteer.demonym(&tree.token(c).form))
            .collect();
        countries.into_iter().map(|c| self.country(c)).collect()
    }

    /// A country among a modifier and what stands under it ("Syrian government" in "Syrian government forces").
    fn phrase_country(&self, s: usize, c: usize) -> Option<&'a Country> {
        let tree = &self.trees[s];
        let words = tree.under(c, &|x| {
            matches!(
                tree.base(x),
                Relation::Amod | Relation::Compound | Relation::Flat | Relation::Nmod
            ) && tree.preposition(x).is_none()
        });
        let linked = |i: usize| {
            i + 2 < tree.len()
                && tree.token(i + 1).form == "-"
                && self.ontology.lexicon.is_in("backing", &tree.lower(i + 2))
        };
        if let Some(name) = tree.name_at(c)
            && let Some(country) = self.country_word(&self.words(s, name))
            && !linked(c)
        {
            return Some(country);
        }
        words
            .into_iter()
            .filter(|&w| !linked(w))
            .find_map(|w| self.gazetteer.demonym(&tree.token(w).form))
    }

    /// The entity of a possessor or compound that was resolved already or is a name.
    fn modifier_entity(&mut self, s: usize, c: usize) -> Option<Referent> {
        if let Some(mention) = self.get(s, c) {
            return Some(mention.referent);
        }
        let tree = &self.trees[s];
        match tree.upos(c) {
            Upos::Propn => self.name(s, c),
            Upos::Pron => self.pronoun(s, c),
            _ => None,
        }
    }

    /// "the regime", "Syrian government", "Damascus's authorities": the country itself.
    fn government(&mut self, s: usize, t: usize) -> Referent {
        if let Some(owner) = self.owner(s, t) {
            let others = self.other_owners(s, t);
            self.pending.extend(others);
            return Referent::Entity(owner);
        }
        let lemma = self.trees[s].lemma(t);
        if let Some(known) = self.trail.iter().rev().find(|trace| {
            trace.lemma == lemma
                || self
                    .ontology
                    .lexicon
                    .nouns
                    .get(&trace.lemma)
                    .is_some_and(|c| c == "Government")
        }) {
            return Referent::Entity(known.entity);
        }
        match self.governed(&lemma).or_else(|| self.local_country(s, t)) {
            Some(country) => Referent::Entity(self.country(country)),
            None => Referent::Entity(self.described(s, t, "Organisation")),
        }
    }

    /// The country that the document joins most often with a noun for government ("Syrian regime").
    fn governed(&self, lemma: &str) -> Option<&'a Country> {
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for tree in self.trees {
            for t in (0..tree.len()).filter(|&t| tree.lemma(t) == lemma) {
                let before = (t.saturating_sub(3)..t).rev();
                let named = before.map(|i| &tree.token(i).form).find_map(|form| {
                    let person = self.people.get(&crate::fold::fold(form)).copied();
                    self.gazetteer
                        .demonym(form)
                        .or_else(|| person.and_then(|id| self.country_of(id)))
                });
                if let Some(country) = named {
                    *counts.entry(country.id).or_default() += 1;
                }
            }
        }
        let most = counts
            .iter()
            .max_by_key(|(id, count)| (**count, std::cmp::Reverse(**id)));
        most.and_then(|(id, _)| self.gazetteer.country(id))
    }

    /// The country whose government a bare "the government" must be: the one named first in the paragraph above, if any.
    fn local_country(&self, s: usize, t: usize) -> Option<&'a Country> {
        if !self.is_definite(s, t) {
            return None;
        }
        let adjectives = (s.saturating_sub(2)..=s).rev().flat_map(|sentence| {
            let tree = &self.trees[sentence];
            (0..tree.len())
                .filter(move |&i| sentence < s || i < t)
                .map(move |i| (sentence, i))
        });
        adjectives
            .filter_map(|(sentence, i)| {
                let tree = &self.trees[sentence];
                let token = tree.token(i);
                let governs = tree.head(i).is_some_and(|h| {
                    self.ontology
                        .lexicon
                        .nouns
                        .get(&tree.lemma(h))
                        .is_some_and(|c| matches!(c.as_str(), "Government" | "Forces"))
                });
                (governs && token.upos != Upos::Pron)
                    .then(|| self.country_word(&token.form))
                    .flatten()
            })
            .next()
    }

    fn is_definite(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        tree.each(t, Relation::Det).any(|d| {
            self.ontology
                .lexicon
                .is_in("definite-articles", &tree.lower(d))
        })
    }

    /// "Russia's foreign ministry", "the ministry".
    fn ministry(&mut self, s: usize, t: usize) -> EntityId {
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
        if kind.is_empty()
            && owner.is_none()
            && let Some(known) = self.trail.iter().rev().find(|trace| {
                trace.lemma == lemma && self.entities.get(trace.entity).class == "Organisation"
            })
        {
            return known.entity;
        }
        let Some(country) = owner else {
            return self.described(s, t, "Organisation");
        };
        let name = [vec![adjective(country)], kind, vec![lemma]]
            .concat()
            .join(" ");
        let whole_id = self.country(country);
        let whole = self.entities.whole(whole_id, PartRelation::ActsFor, None);
        self.entities.add(Entity {
            id: format!("actor/{}", slug(&name)),
            name,
            class: "Organisation".into(),
            part_of: vec![whole],
            ..Entity::default()
        })
    }

    /// "the Turkish foreign minister", "the minister", "a Turkish security source".
    fn office(&mut self, s: usize, t: usize) -> EntityId {
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
                entity.class == "Person"
                    && entity.plural == tree.has(t, "Number=Plur")
                    && entity.part_of.iter().any(|w| {
                        let office = w.office.as_deref().unwrap_or_default();
                        (office == title || (office.ends_with(&lemma) && title == lemma))
                            && country.as_ref().is_none_or(|c| *c == w.id)
                    })
            };
            let met = self
                .trail
                .iter()
                .rev()
                .map(|trace| trace.entity)
                .find(|&id| holds(id));
            let anyone = || self.entities.iter().map(|(id, _)| id).find(|&id| holds(id));
            if let Some(known) = met.or_else(anyone) {
                return known;
            }
        }
        if definite
            && owner.is_none()
            && let Some(known) = self.trail.iter().rev().take(24).find(|trace| {
                trace.lemma == lemma && self.entities.get(trace.entity).class == "Person"
            })
        {
            return known.entity;
        }
        let id = self.described(s, t, "Person");
        self.give_office(id, &title, owner);
        id
    }

    /// "Syrian government forces", "the army", "rebel forces".
    fn forces(&mut self, s: usize, t: usize) -> Referent {
        let tree = &self.trees[s];
        if let Some(owner) = self.owner(s, t) {
            for other in self.other_owners(s, t) {
                let forces = self.forces_of(other);
                self.pending.push(forces);
            }
            return Referent::Entity(self.forces_of(owner));
        }
        // "rebel forces" are the rebels.
        let group = tree.children(t).iter().copied().find(|&c| {
            c < t
                && self
                    .ontology
                    .lexicon
                    .nouns
                    .get(&tree.lemma(c))
                    .is_some_and(|k| k == "Group")
        });
        if let Some(group) = group {
            return Referent::Entity(self.described(s, group, "Group"));
        }
        let governmental = tree.children(t).iter().any(|&c| {
            c < t
                && self
                    .ontology
                    .lexicon
                    .nouns
                    .get(&tree.lemma(c))
                    .is_some_and(|k| k == "Government")
        });
        let lemma = tree.lemma(t);
        if (governmental || self.is_definite(s, t))
            && let Some(known) = self.trail.iter().rev().take(40).find(|trace| {
                let entity = self.entities.get(trace.entity);
                entity.class == "Forces" && (governmental || trace.lemma == lemma)
            })
        {
            return Referent::Entity(known.entity);
        }
        let government = tree.children(t).iter().copied().find(|&c| {
            c < t
                && self
                    .ontology
                    .lexicon
                    .nouns
                    .get(&tree.lemma(c))
                    .is_some_and(|k| k == "Government")
        });
        if let Some(country) = government
            .and_then(|g| self.governed(&tree.lemma(g)))
            .or_else(|| self.local_country(s, t).filter(|_| governmental))
        {
            let owner = self.country(country);
            return Referent::Entity(self.forces_of(owner));
        }
        Referent::Entity(self.described(s, t, "Forces"))
    }

    fn forces_of(&mut self, owner: EntityId) -> EntityId {
        let whole = self.entities.whole(owner, PartRelation::PartOf, None);
        let entity = self.entities.get(owner);
        if entity.class != "Country" {
            // Fighters of a group are the group.
            return owner;
        }
        let country = entity
            .id
            .strip_prefix("actor/")
            .and_then(|id| self.gazetteer.country(id));
        let name = country.map_or_else(
            || format!("{} forces", entity.name),
            |c| format!("{} forces", adjective(c)),
        );
        let id = format!("{}-forces", entity.id);
        self.entities.add(Entity {
            id,
            name,
            class: "Forces".into(),
            part_of: vec![whole],
            plural: true,
            ..Entity::default()
        })
    }

    /// Rebels, residents, a company: collective actors kept apart from countries.
    fn collective(&mut self, s: usize, t: usize, class: &str) -> Referent {
        let tree = &self.trees[s];
        let lemma = tree.lemma(t);
        // "Hezbollah fighters" are Hezbollah; "the Anadolu news agency" is named by its compound.
        let name = tree.children(t).iter().copied().find(|&c| {
            matches!(
                tree.base(c),
                Relation::Compound | Relation::Appos | Relation::Flat | Relation::Nmod
            ) && tree
                .name_at(c)
                .is_some_and(|n| n.kind == NameKind::Organisation)
        });
        if let Some(name) = name
            && tree.preposition(name).is_none()
            && let Some(referent) = self.name(s, name)
        {
            return referent;
        }
        if self.is_definite(s, t)
            && self.owner(s, t).is_none()
            && let Some(known) = self
                .trail
                .iter()
                .rev()
                .take(40)
                .find(|trace| trace.lemma == lemma)
        {
            return Referent::Entity(known.entity);
        }
        Referent::Entity(self.described(s, t, class))
    }

    /// "the two countries", "both sides": whoever was named together last; kept as words when unsure.
    fn states(&mut self, s: usize, t: usize) -> Referent {
        match self.owner(s, t) {
            Some(owner) => Referent::Entity(owner),
            None => Referent::Other,
        }
    }

    /// "the town of X", "X province", "the northwestern X region": X; a place noun alone is no place one could find.
    fn named_place(&mut self, s: usize, t: usize) -> Referent {
        let tree = &self.trees[s];
        let name = tree.children(t).iter().copied().find(|&c| {
            let position = match tree.base(c) {
                Relation::Compound | Relation::Appos | Relation::Flat => true,
                Relation::Nmod => matches!(tree.preposition(c).as_deref(), Some("of") | None),
                _ => false,
            };
            position && (tree.name_at(c).is_some() || tree.upos(c) == Upos::Propn)
        });
        match name {
            Some(c) => match tree.name_at(c) {
                Some(name) if name.kind != NameKind::Person => {
                    let words = self.words(s, &name.clone());
                    match self
                        .country_word(&words)
                        .filter(|_| self.gazetteer.metonym(&words).is_none())
                    {
                        Some(country) => Referent::Entity(self.country(country)),
                        None => Referent::Entity(self.place(&words)),
                    }
                }
                _ => self.name(s, c).unwrap_or(Referent::Other),
            },
            None => {
                let lemma = tree.lemma(t);
                let known = self
                    .is_definite(s, t)
                    .then(|| {
                        self.trail.iter().rev().take(24).find(|trace| {
                            trace.lemma == lemma && self.entities.get(trace.entity).class == "Place"
                        })
                    })
                    .flatten();
                match known {
                    Some(trace) => Referent::Entity(trace.entity),
                    None => Referent::Entity(self.described(s, t, "Place")),
                }
            }
        }
    }

    /// An actor or thing known only by its description: the modifiers that tell it from others, and the head noun.
    fn described(&mut self, s: usize, t: usize, class: &str) -> EntityId {
        let tree = &self.trees[s];
        let mut words: Vec<usize> = tree.under(t, &|c| {
            c < t
                && matches!(
                    tree.base(c),
                    Relation::Amod | Relation::Compound | Relation::Flat
                )
                && tree.has_letters(c)
                && !self
                    .ontology
                    .lexicon
                    .is_in("passing-modifiers", &tree.lower(c))
        });
        words.retain(|&w| w <= t);
        let mut parts: Vec<String> = words
            .iter()
            .map(|&w| {
                if w == t {
                    tree.token(w).form.to_lowercase()
                } else {
                    tree.token(w).form.clone()
                }
            })
            .collect();
        let owner = self.owner_country(s, t);
        if let Some(country) = &owner
            && !parts.iter().any(|p| self.gazetteer.demonym(p).is_some())
        {
            parts.insert(0, adjective(country));
        }
        let plural = tree.has(t, "Number=Plur")
            || self.ontology.lexicon.is_in("collectives", &tree.lemma(t));
        let name = parts.join(" "); // Things and nameless places are known by their words only.
        let prefix = if self.ontology.is_a(class, "Actor") {
            "actor"
        } else {
            "thing"
        };
        let part_of = match owner {
            Some(country) if class == "Forces" => {
                let id = self.country(country);
                vec![self.entities.whole(id, PartRelation::PartOf, None)]
            }
            _ => Vec::new(),
        };
        self.entities.add(Entity {
            id: format!("{prefix}/{}", slug(&name)),
            name,
            class: class.to_string(),
            part_of,
            plural,
            ..Entity::default()
        })
    }
}

/// "Turkish" for Turkey; the name where there is no adjective.
fn adjective(country: &Country) -> String {
    country
        .adjectives
        .first()
        .copied()
        .unwrap_or(country.name)
        .to_string()
}
