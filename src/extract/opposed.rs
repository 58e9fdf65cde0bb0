//! "Both sides", "the two countries", "neither government": the two of whom the text has just spoken.

use super::anaphora::Trace;
use super::entities::EntityId;
use super::mentions::{Mentions, Referent};
use crate::gazetteer::Country;
use crate::ontology::{Noun, Part, Stands};
use crate::text::Relation;

/// How many sentences back the two are looked for.
const REACH: usize = 3;

/// One of two.
#[derive(Clone, Copy)]
enum Side<'a> {
    Country(&'a Country),
    Group(EntityId),
}

impl Side<'_> {
    fn is(self, other: Side) -> bool {
        match (self, other) {
            (Side::Country(one), Side::Country(other)) => one.id == other.id,
            (Side::Group(one), Side::Group(other)) => one == other,
            _ => false,
        }
    }
}

impl<'a> Mentions<'a> {
    /// The two that a noun with "both" or "two" means, where there are just two of them.
    pub(super) fn opposed(
        &mut self,
        s: usize,
        t: usize,
        noun: Option<&Noun>,
    ) -> Option<[EntityId; 2]> {
        let two = self.two_sides(s, t, noun)?;
        Some(two.map(|side| match side {
            Side::Country(country) => self.country(country),
            Side::Group(id) => id,
        }))
    }

    fn two_sides(&self, s: usize, t: usize, noun: Option<&Noun>) -> Option<[Side<'a>; 2]> {
        let (tree, lexicon) = (&self.trees[s], &self.ontology.lexicon);
        let mut words = tree.children(t).iter().filter(|&&c| c < t);
        let two = words.any(|&c| lexicon.is_in("words-for-two", &tree.lower(c)));
        let sides = lexicon.is_in("words-for-sides", &tree.lemma(t));
        let states = noun.is_some_and(|noun| {
            let state = self.ontology.nature(&noun.class).sovereign;
            state || noun.stands == Some(Stands::ForCountry)
        });
        if !two || !sides && !states {
            return None;
        }
        let asking = self.who_acts_above(s, t);
        let mut met: Vec<Side> = Vec::new();
        for sentence in (s.saturating_sub(REACH)..=s).rev() {
            let here =
                |trace: &&Trace| trace.sentence == sentence && (sentence, trace.token) < (s, t);
            let here: Vec<(&Trace, Side)> = (self.recent().filter(here))
                .filter_map(|trace| Some((trace, self.side_of(trace, !sides)?)))
                .filter(|(_, side)| !asking.iter().any(|asks| asks.is(*side)))
                .collect();
            // "Kenya and Ghana, which both border Togo"
            let pair = here.iter().find_map(|(trace, one)| {
                let joined = self.trees[sentence].conjuncts(trace.token);
                let mut others = here
                    .iter()
                    .filter(|(other, _)| joined[1..].contains(&other.token));
                let (_, other) = others.next().filter(|(_, other)| !other.is(*one))?;
                (joined.len() == 2).then_some([*one, *other])
            });
            if pair.is_some() && met.is_empty() {
                return pair;
            }
            for (_, side) in here {
                if !met.iter().any(|known| known.is(side)) {
                    met.push(side);
                }
            }
            if met.len() >= 2 {
                break;
            }
        }
        <[Side; 2]>::try_from(met)
            .ok()
            .map(|[later, first]| [first, later])
    }

    /// Whom a mention may stand for as one of two: a state, whoever fights, the country that a person acts for.
    fn side_of(&self, trace: &Trace, states: bool) -> Option<Side<'a>> {
        let nature = self.nature(trace.entity);
        let tree = &self.trees[trace.sentence];
        let mention = self.get(trace.sentence, trace.token)?;
        let place = self.ontology.role_in("Event", Part::Place);
        let there = tree.preposition(trace.token).is_some_and(|preposition| {
            place.is_some_and(|role| role.prepositions.contains(&preposition))
        });
        if nature.sovereign && there {
            return None;
        }
        if nature.several && mention.named {
            return (!states).then_some(Side::Group(trace.entity));
        }
        let acts = nature.sovereign || nature.human || nature.armed;
        let country = acts.then(|| self.country_of(trace.entity)).flatten();
        country.map(Side::Country)
    }

    /// The subjects of the clauses that a phrase stands in, and their countries: who urges both sides is neither.
    fn who_acts_above(&self, s: usize, t: usize) -> Vec<Side<'a>> {
        let tree = &self.trees[s];
        let above = tree.ancestors(t).skip(1);
        let subjects = above.flat_map(|verb| tree.each(verb, Relation::Nsubj));
        let mentions = subjects.filter_map(|subject| match self.get(s, subject)?.referent {
            Referent::Entity(id) | Referent::Seat(_, id) => Some(id),
            _ => None,
        });
        let sides = mentions.flat_map(|id| {
            let country = self.country_of(id).map(Side::Country);
            [Some(Side::Group(id)), country].into_iter().flatten()
        });
        sides.collect()
    }
}
