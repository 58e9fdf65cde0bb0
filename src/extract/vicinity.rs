//! Places told from others: "near Vesna", "12 km east of Vesna", "here".

use super::account::PartRelation;
use super::entities::{Entity, EntityId, slug};
use super::events::Filled;
use super::mentions::Mentions;
use crate::text::{Relation, Upos};

/// How many words may stand between a name and the words that say where from it something is.
const BETWEEN: usize = 5;
/// How many words before a name are looked at for that.
const BEFORE: usize = 14;

impl Mentions<'_> {
    /// "near", "12 km east of" before the name at a token: the words, and their slug.
    fn told_from(&self, s: usize, t: usize) -> Option<(String, String)> {
        let tree = &self.trees[s];
        let mut at = tree.name_at(t).map_or(t, |name| name.tokens.start);
        let lexicon = &self.ontology.lexicon;
        let mut passed = 0;
        // "near the Syrian town of": to the words before it.
        loop {
            let from = at.saturating_sub(BEFORE);
            // "20 miles (32 km) north of": what stands in parentheses says it again.
            let mut open = false;
            let aside = |i: &usize| {
                let shut = tree.token(*i).form == ")";
                open = tree.token(*i).form == "(" || open && !shut;
                !open && !shut
            };
            let words: Vec<String> = (from..at).filter(aside).map(|i| tree.lower(i)).collect();
            let lower: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some((count, _)) = self.gazetteer.vicinity(&lower) {
                let told = lower[lower.len() - count..].join(" ");
                let place = tree.token(at - 1).form.starts_with(char::is_lowercase);
                return place.then(|| (told.clone(), slug(&told)));
            }
            let before = at.checked_sub(1).filter(|_| passed < BETWEEN)?;
            let word = tree.lower(before);
            let noun = lexicon.is_place_noun(&tree.lemma(before));
            let passes = noun
                || lexicon.is_in("definite-articles", &word)
                || self.demonym_at(s, before).is_some()
                || lexicon.is_in("directions", &word)
                || lexicon.is_in("genitives", &word)
                    && before > 0
                    && lexicon.is_place_noun(&tree.lemma(before - 1));
            if !passes {
                return None;
            }
            (at, passed) = (before, passed + 1);
        }
    }

    /// "Here", where the article says in which place it was written.
    pub(super) fn is_here(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        self.document.dateline.is_some()
            && tree.upos(t) == Upos::Adv
            && tree.base(t) == Relation::Advmod
            && lexicon.is_in("words-for-here", &tree.lower(t))
    }

    /// The place that the article was written in, and not the country that may stand behind it.
    pub(super) fn written_in(&mut self, s: usize, t: usize) -> Option<EntityId> {
        let dateline = self.document.dateline?.of(&self.document.text);
        let town = dateline.split(',').next()?.trim();
        let town = self.exact_country(town).is_none().then_some(town)?;
        Some(self.place((s, t), town))
    }

    /// A place with a name, which is no actor as a country is.
    pub(super) fn is_town(&self, value: Filled) -> bool {
        let Filled::Entity(id) = value else {
            return false;
        };
        let entity = self.entities.get(id);
        let is = |class: &str| self.ontology.is_a(&entity.class, class);
        is("Place") && !is("Actor") && !entity.id.starts_with("thing/")
    }

    /// The place that the words before a name tell of it ("near X"), where X is a point on the map; else X itself.
    pub(super) fn set_off_from(&mut self, (s, t): (usize, usize), there: EntityId) -> EntityId {
        let Some((told, words)) = self.told_from(s, t) else {
            return there;
        };
        let place = self.entities.get(there).clone();
        let id = format!("{}/{words}", place.id);
        let mut part_of = vec![self.entities.whole(there, PartRelation::Near, None)];
        part_of.extend(place.part_of.iter().cloned());
        let near = self.entities.add(Entity {
            id,
            name: format!("{told} {}", place.name),
            class: place.class.clone(),
            part_of,
            ..Entity::default()
        });
        self.bases.insert(near, there);
        near
    }
}
