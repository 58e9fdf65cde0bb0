//! Bodies under other words than their name: "the coalition led by Saudi Arabia", "the rebels" of the one group that is named.

use super::entities::{Entity, EntityId};
use super::mentions::Mentions;
use crate::gazetteer::{Country, Entry, OrganisationKind};
use crate::text::Relation;

/// How many sentences back "the company" looks for one.
const NEAR: usize = 3;

impl<'a> Mentions<'a> {
    /// "The rebels", "the group" of a document that has named one armed group so far.
    pub(super) fn only_group(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let fights = |lemma: &str| self.ontology.lexicon.is_in("fighting-groups", lemma);
        let given = self.is_definite(s, t) && self.is_bare(s, t) && self.owner(s, t).is_none();
        if !given || !fights(&self.trees[s].lemma(t)) {
            return None;
        }
        let named = |id: &EntityId| {
            let entity = self.entities.get(*id);
            self.nature(*id).several && entity.name.starts_with(char::is_uppercase)
        };
        let mut groups = self.trail.iter().map(|trace| trace.entity).filter(named);
        let first = groups.next()?;
        groups.all(|other| other == first).then_some(first)
    }

    /// "The League said … *The group* denied": the one that spoke last of those that may be called so.
    pub(super) fn group_that_spoke(&self, s: usize, t: usize) -> Option<EntityId> {
        let (lemma, lexicon) = (self.trees[s].lemma(t), &self.ontology.lexicon);
        if !lexicon.is_in("words-for-bodies", &lemma) || !lexicon.is_in("fighting-groups", &lemma) {
            return None;
        }
        self.last_that_spoke(s, |trace| {
            let nature = self.nature(trace.entity);
            let body = nature.several || nature.body && !nature.armed;
            body && self.may_be_a_group(self.entities.get(trace.entity))
        })
    }

    /// Whether a body may be called a group: those of states and of the press are not.
    pub(super) fn may_be_a_group(&self, entity: &Entity) -> bool {
        use OrganisationKind::{Group, Organisation};
        let nature = self.ontology.nature(&entity.class);
        nature.several
            || match self.gazetteer.lookup(&entity.name)[..] {
                [Entry::Organisation(known)] => matches!(known.kind, Group | Organisation),
                _ => entity.country(self.ontology).is_none(),
            }
    }

    /// "Vesna Steel said … *The company* …": the one body that was named just before and may be called so.
    pub(super) fn named_body_near(&self, s: usize, t: usize) -> Option<EntityId> {
        let (lemma, lexicon) = (self.trees[s].lemma(t), &self.ontology.lexicon);
        let any = lexicon.is_in("words-for-bodies", &lemma);
        let company = lexicon.is_in("words-for-companies", &lemma);
        let near = self.recent().take_while(|trace| trace.sentence + NEAR >= s);
        let mut named = near.filter(|trace| {
            let mention = self.get(trace.sentence, trace.token);
            let nature = self.nature(trace.entity);
            let name = &self.entities.get(trace.entity).name;
            let mut words = name.split(' ');
            let called = match company {
                // Of what the gazetteer has next to nothing is a company.
                true => !self.is_listed(name),
                false => any || words.any(|word| word.to_lowercase() == lemma),
            };
            let body = nature.body && !nature.armed && !nature.sovereign;
            called && body && mention.is_some_and(|mention| mention.named)
        });
        let first = named.next()?.entity;
        named.all(|other| other.entity == first).then_some(first)
    }

    /// The gazetteer knows a body by the name, and nothing else.
    pub(super) fn is_listed(&self, name: &str) -> bool {
        matches!(self.gazetteer.lookup(name)[..], [Entry::Organisation(_)])
    }

    /// "the military coalition led by Saudi Arabia", "the March 23 Movement": other words for a name that the gazetteer knows.
    pub(super) fn known_as(
        &self,
        s: usize,
        t: usize,
        words: &[usize],
        name: &str,
    ) -> Option<String> {
        let tree = &self.trees[s];
        let first = *words.first()?;
        let whole = tree.sentence.tokens[first..=t].iter();
        let whole: Vec<&str> = whole.map(|token| token.form.as_str()).collect();
        let mut names = vec![whole.join(" ")];
        let backed = tree.each(t, Relation::Acl).filter(|&c| {
            let form = tree.lower(c);
            self.ontology.lexicon.is_in("backing", &form)
        });
        for participle in backed {
            let by = tree.children(participle).iter().copied();
            let backers = by
                .filter(|&c| tree.preposition(c).as_deref() == Some("by"))
                .filter_map(|c| self.country_named(s, c));
            for country in backers {
                let forms = country.adjectives.iter().copied().chain([country.name]);
                for form in forms {
                    let led = format!("{form}-{}", tree.lower(participle));
                    names.push(format!("{led} {name}"));
                    names.push(format!("{led} {}", tree.lower(t)));
                }
            }
        }
        names.into_iter().find(|name| self.is_listed(name))
    }

    /// The country that a name with its head at a token means.
    fn country_named(&self, s: usize, t: usize) -> Option<&'a Country> {
        let tree = &self.trees[s];
        match tree.name_at(t) {
            Some(name) => self.country_word(&self.words(s, name)),
            None => self.country_word(&tree.token(t).form),
        }
    }
}
