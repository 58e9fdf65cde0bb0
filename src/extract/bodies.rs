//! Bodies under other words than their name: "the coalition led by Saudi Arabia", "the rebels" of the one group that is named.

use super::anaphora::Trace;
use super::entities::EntityId;
use super::mentions::Mentions;
use crate::gazetteer::{Country, Entry};
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

    /// "Vesna Steel said … *The company* …": the one body that was named just before, or of several the subject of the sentence before.
    pub(super) fn named_body_near(&self, s: usize, t: usize) -> Option<EntityId> {
        let lemma = self.trees[s].lemma(t);
        let any = self.ontology.lexicon.is_in("words-for-bodies", &lemma);
        let near = self.recent().take_while(|trace| trace.sentence + NEAR >= s);
        let body = |trace: &&Trace| {
            let mention = self.get(trace.sentence, trace.token);
            let nature = self.nature(trace.entity);
            let named = mention.is_some_and(|mention| mention.named);
            let name = self.entities.get(trace.entity).name.to_lowercase();
            let called = any || name.split(' ').any(|word| word == lemma);
            named && called && nature.body && !nature.armed && !nature.sovereign
        };
        let named: Vec<&Trace> = near.filter(body).collect();
        let one = |of: &dyn Fn(&Trace) -> bool| {
            let mut found = named.iter().filter(|trace| of(trace)).map(|t| t.entity);
            let first = found.next()?;
            found.all(|other| other == first).then_some(first)
        };
        one(&|_| true).or_else(|| one(&|trace| trace.subject && trace.sentence + 1 == s))
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
