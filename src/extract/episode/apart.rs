//! What two tellings of one event cannot have: days, towns or people that differ.

use super::aside::{SHORTEST_MONTH, are_apart};
use super::merge::same_filler;
use super::tie::Ties;
use crate::extract::entities::EntityId;
use crate::extract::events::{Candidate, Fill, Filled};
use crate::extract::mentions::Mentions;
use crate::ontology::Part;
use crate::text::Relation;
use std::collections::BTreeSet;

/// From so many days on two times of one sentence are of two events.
const MONTH: i32 = 31;

impl Ties<'_> {
    /// Whether two tellings cannot be of one event, whatever else is the same: days or towns of their own that differ, one that is
    /// told as one more, or as so long before or after the other.
    pub fn apart(&self, i: usize, j: usize) -> bool {
        let (first, second) = (&self.seen[i], &self.seen[j]);
        let (a, b) = (first.telling, second.telling);
        // "The toll of Monday's blast rose on Wednesday."
        let days = a.time.zip(b.time).is_some_and(|((x, _), (y, _))| {
            let coordinated = || {
                let tree = &self.mentions.trees[a.sentence];
                let listed = tree.base(b.trigger) == Relation::Conj;
                listed && tree.head(b.trigger) == Some(a.trigger) && a.class == b.class
            };
            // "the killing of a mayor on Monday and the killing of two guards on Friday"
            let least = match a.sentence == b.sentence && !coordinated() {
                true => MONTH,
                false => 1,
            };
            // "In January … in February", "in 1996 … in 1997": of such no day is near the other's.
            let long = x.length().min(y.length()) >= Some(SHORTEST_MONTH);
            // "Since 1995 two hundred were killed. Last week three were killed."
            let total = x.length().is_none() != y.length().is_none()
                && x.length().max(y.length()) <= Some(MONTH)
                && a.sentence != b.sentence;
            total || (long || x.is_far_from(&y)) && x.gap(&y) >= Some(least)
        });
        let one_more = second.word.another && !first.word.another;
        let towns = || {
            let (x, y) = (self.towns(a), self.towns(b));
            let same = |x: &&Fill| y.iter().any(|y| same_filler(x, y, self.mentions));
            !x.is_empty() && !y.is_empty() && !x.iter().any(same)
        };
        days || one_more
            || are_apart(a, b, (&first.sides, &second.sides), self.mentions)
            || self.answers(j, i)
            || towns()
            || self.of_others(a, b)
    }

    /// "Police arrested Novak", "police arrested Petrov": whether other people take the same part in what the reader knows too little
    /// of to tell one from another.
    fn of_others(&self, a: &Candidate, b: &Candidate) -> bool {
        let people = |fills: &[Fill]| -> BTreeSet<EntityId> {
            let ids = fills.iter().filter_map(|fill| match fill.value {
                Filled::Entity(id) => Some(id),
                _ => None,
            });
            let named = |id: &EntityId| {
                let mut words = self.mentions.entities.get(*id).name.split(' ');
                let human = self.mentions.nature(*id).human;
                human && words.all(|word| word.starts_with(char::is_uppercase))
            };
            ids.filter(named).collect()
        };
        let unread = self.ontology.read_as(&a.class).is_none();
        let mut shared = a.roles.iter().filter_map(|(role, fills)| {
            let (x, y) = (people(fills), people(b.roles.get(role)?));
            (!x.is_empty() && !y.is_empty()).then(|| x.is_disjoint(&y))
        });
        unread && shared.any(|disjoint| disjoint)
    }

    /// Whether the second of two tellings says what others then did to those who did the first.
    pub fn answers(&self, first: usize, second: usize) -> bool {
        let (first, second) = (self.seen[first].telling, self.seen[second].telling);
        is_answer(first, second, self.mentions)
    }

    /// The places on the map that frames took for where a telling's event was.
    fn towns<'t>(&self, telling: &'t Candidate) -> Vec<&'t Fill> {
        let town = |fill: &&Fill| match fill.value {
            Filled::Entity(id) => self.mentions.entities.get(id).is_on_the_map(),
            _ => false,
        };
        let mut fills = telling.fills(Part::Place, self.ontology);
        fills.retain(town);
        fills
    }
}

/// "Was shot dead by police", "killed those who took the hostages": whether the second of two tellings says what others did to those
/// who did the first.
pub fn is_answer(first: &Candidate, second: &Candidate, mentions: &Mentions) -> bool {
    let ontology = mentions.ontology;
    let (did, doing) = (
        first.fills(Part::Agent, ontology),
        second.fills(Part::Agent, ontology),
    );
    let suffered = first.fills(Part::Patient, ontology);
    let suffering = second.fills(Part::Patient, ontology);
    let among = |fill: &Fill, all: &[&Fill]| all.iter().any(|x| same_filler(fill, x, mentions));
    let told = ![&did, &doing, &suffered, &suffering]
        .iter()
        .any(|fills| fills.is_empty());
    told && suffering.iter().all(|fill| among(fill, &did))
        && !doing.iter().any(|fill| among(fill, &did))
        && !suffered.iter().any(|fill| among(fill, &suffering))
}
