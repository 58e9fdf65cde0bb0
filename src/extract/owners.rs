//! Whose something is: the country or body that a phrase says its head belongs to.

use super::entities::EntityId;
use super::mentions::{Mentions, Referent};
use super::nouns::{self, is_compound};
use super::tree::is_hyphen;
use crate::gazetteer::Country;
use crate::ontology::{Noun, Stands};
use crate::text::{NameKind, Relation, Upos};

impl<'a> Mentions<'a> {
    /// The country that a phrase says its head belongs to: an adjective, a possessor, "of X".
    pub(super) fn owner_country(&mut self, s: usize, t: usize) -> Option<&'a Country> {
        let owner = self.owner(s, t)?;
        self.country_of(owner)
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
            if !before && !after || is_compound(tree, c, t, self.ontology) {
                continue;
            }
            if let Some(country) = self.phrase_country(s, c) {
                return Some(self.country(country));
            }
            let whose = match self.modifier_entity(s, c) {
                Some(Referent::Entity(id) | Referent::Seat(_, id)) => Some(id),
                // "our soldiers" are those of whoever says so.
                Some(Referent::SpeakerSide) => self.quoted_speaker(s, c),
                _ => None,
            };
            if let Some(id) = whose {
                if self.nature(id).human {
                    if let Some(country) = self.country_of(id) {
                        return Some(self.country(country));
                    }
                } else if !self.ontology.is_mere(&self.entities.get(id).class) {
                    return Some(id);
                }
            }
        }
        None
    }

    /// "Two farmers were killed by their guards": whether those whose forces these are take another part in the same clause, and
    /// are no country.
    pub(super) fn is_beside(&self, s: usize, t: usize, owner: EntityId) -> bool {
        let tree = &self.trees[s];
        let core = |c: usize| matches!(tree.base(c), Relation::Nsubj | Relation::Obj);
        let others = tree
            .head(t)
            .into_iter()
            .flat_map(|verb| tree.children(verb));
        let mut others = others.filter(|&&c| c != t && core(c));
        let is_owner = |c: &usize| {
            let mention = self.get(s, *c);
            mention.is_some_and(|mention| mention.referent.entities().any(|id| id == owner))
        };
        !self.nature(owner).sovereign && others.any(is_owner)
    }

    /// "*of* the town"
    pub(super) fn is_genitive(&self, s: usize, t: usize) -> bool {
        let preposition = self.trees[s].preposition(t);
        preposition.is_some_and(|word| self.ontology.lexicon.is_in("genitives", &word))
    }

    /// Whether a noun is told to be that of a place which is no country and no seat of a government.
    pub(super) fn is_of_a_place(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let place = |c: usize| {
            let position = match tree.base(c) {
                Relation::Compound | Relation::Flat => c < t,
                Relation::Nmod => c < t || self.is_genitive(s, c),
                _ => false,
            };
            let name = tree.name_at(c).filter(|_| position)?;
            let words = self.words(s, name);
            let seat = self.gazetteer.metonym(&words).is_some();
            Some(name.kind == NameKind::Place && !seat && self.country_word(&words).is_none())
        };
        tree.children(t).iter().any(|&c| place(c) == Some(true))
    }

    /// The country that an entity is, is part of or acts for.
    pub(super) fn country_of(&self, id: EntityId) -> Option<&'a Country> {
        let country = self.entities.get(id).country(self.ontology)?;
        let country = country.strip_prefix("actor/")?;
        self.gazetteer.country(country)
    }

    /// The id of the country that an entity is, or is an armed part of.
    pub(super) fn force_of(&self, id: EntityId) -> Option<&'a str> {
        let nature = self.nature(id);
        let force = nature.sovereign || nature.armed;
        self.country_of(id)
            .filter(|_| force)
            .map(|country| country.id)
    }

    /// Further countries coordinated with the first: "Russian and Turkish soldiers", "the governments of Mali and Niger".
    pub(super) fn other_owners(&mut self, s: usize, t: usize) -> Vec<EntityId> {
        let tree = &self.trees[s];
        let whose = |c: usize| c < t || tree.preposition(c).as_deref() == Some("of");
        let modifiers = tree.children(t).iter().copied().filter(|&c| whose(c));
        let countries: Vec<&Country> = modifiers
            .flat_map(|c| tree.each(c, Relation::Conj).collect::<Vec<_>>())
            .filter_map(|c| self.demonym_at(s, c).or_else(|| self.phrase_country(s, c)))
            .collect();
        countries.into_iter().map(|c| self.country(c)).collect()
    }

    /// A country among a modifier and what stands under it ("Syrian government" in "Syrian government forces").
    pub(super) fn phrase_country(&self, s: usize, c: usize) -> Option<&'a Country> {
        let tree = &self.trees[s];
        let words = tree.under(c, &|x| {
            matches!(
                tree.base(x),
                Relation::Amod | Relation::Compound | Relation::Flat | Relation::Nmod
            ) && tree.preposition(x).is_none()
        });
        let linked = |i: usize| self.is_linked(s, i);
        if let Some(name) = tree.name_at(c)
            && let Some(country) = self.country_word(&self.words(s, name))
            && !linked(c)
        {
            return Some(country);
        }
        words
            .into_iter()
            .filter(|&w| !linked(w))
            .find_map(|w| self.demonym_at(s, w))
    }

    /// "Iran" in "Iran-backed", "rebel" in "rebel-held": the word that a hyphen ties to what others do for or to it.
    pub(super) fn is_linked(&self, s: usize, i: usize) -> bool {
        let tree = &self.trees[s];
        i + 2 < tree.len()
            && is_hyphen(&tree.token(i + 1).form)
            && self.ontology.lexicon.is_in("backing", &tree.lower(i + 2))
    }

    /// Whom an office is held of: the owner, or the body that stands before it ("the coalition spokesman").
    pub(super) fn employer(&mut self, s: usize, t: usize) -> Option<EntityId> {
        if let Some(owner) = self.owner(s, t) {
            return Some(owner);
        }
        let tree = &self.trees[s];
        let body = tree.children(t).iter().copied().find(|&c| {
            let before = c < t
                && matches!(
                    tree.relation(c),
                    Relation::Compound | Relation::NmodPoss | Relation::Nmod
                );
            let noun = nouns::denotes(tree, c, self.ontology);
            let body =
                |noun: &Noun| noun.stands.is_none() && self.ontology.nature(&noun.class).body;
            before && noun.is_some_and(body)
        })?;
        match self.nominal(s, body)? {
            Referent::Entity(id) => Some(id),
            _ => None,
        }
    }

    /// The entity of a possessor or compound that was resolved already or is a name.
    pub(super) fn modifier_entity(&mut self, s: usize, c: usize) -> Option<Referent> {
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

    /// The country that the document joins most often with a noun for government ("Syrian regime").
    pub(super) fn governed(&self, lemma: &str) -> Option<&'a Country> {
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
    pub(super) fn local_country(&self, s: usize, t: usize) -> Option<&'a Country> {
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
                    let noun = self.ontology.lexicon.nouns.get(&tree.lemma(h));
                    noun.is_some_and(|noun| {
                        noun.stands == Some(Stands::ForCountry)
                            || self.ontology.nature(&noun.class).armed
                    })
                });
                (governs && token.upos != Upos::Pron)
                    .then(|| self.country_word(&token.form))
                    .flatten()
            })
            .next()
    }
}
