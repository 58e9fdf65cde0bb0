//! Who stands on which side of what is told.

use crate::extract::arguments::arguments;
use crate::extract::events::Candidate;
use crate::extract::mentions::{Mention, Mentions, Referent};
use crate::ontology::{Ontology, Part, Slot};
use crate::text::Relation;
use std::collections::BTreeSet;

/// Whoever is named on either side of what is told, and their countries: "Turkish howitzers", "positions of the Syrian army",
/// "Kurdish rocket fire".
pub struct Sides {
    act: BTreeSet<String>,
    suffer: BTreeSet<String>,
    /// The countries that it happens in.
    within: BTreeSet<String>,
}

impl Sides {
    /// Looks through what fills the parts of a telling, and at the phrases that stand where these do.
    pub fn of(telling: &Candidate, mentions: &Mentions, ontology: &Ontology) -> Sides {
        let named = |parts: &[Part]| -> Vec<&Mention> {
            let roles = telling.roles.iter().filter(|(role, _)| {
                let role = ontology.roles.get(*role).filter(|role| !role.symmetric);
                role.and_then(|role| role.part)
                    .is_some_and(|part| parts.contains(&part))
            });
            let spans = roles.flat_map(|(_, fills)| fills).map(|fill| fill.span);
            let inside = spans.flat_map(|span| {
                let all = mentions.within(&[span]).into_iter();
                all.filter(move |(_, mention)| span.contains(mention.span))
            });
            inside.map(|(_, mention)| mention).collect()
        };
        let filled = |parts: &[Part]| -> BTreeSet<String> {
            let named = named(parts).into_iter();
            named.flat_map(|mention| names(mention, mentions)).collect()
        };
        let places = named(&[Part::Place, Part::Patient]).into_iter();
        let mut sides = Sides {
            act: filled(&[Part::Agent, Part::Instrument]),
            suffer: filled(&[Part::Patient]),
            within: places
                .filter_map(|mention| country_of(mention, mentions))
                .collect(),
        };
        sides.see(telling, mentions, ontology);
        sides
    }

    /// Who stands where its frames look for the sides, whether or not they may fill a part: "*Thai F-16s* bombed *Cambodian
    /// positions*".
    fn see(&mut self, telling: &Candidate, mentions: &Mentions, ontology: &Ontology) {
        let (s, tree) = (telling.sentence, &mentions.trees[telling.sentence]);
        let frames = &ontology.lexicon.frames;
        let frames = telling.frames.iter().filter_map(|name| {
            let at = frames.binary_search_by(|frame| frame.name.cmp(name));
            Some(&frames[at.ok()?])
        });
        let slots: Vec<&Slot> = frames.flat_map(|frame| &frame.slots).collect();
        let looks = |relation: &str, part: Part| {
            let mut slots = slots
                .iter()
                .filter(|slot| slot.relations.iter().any(|r| r == relation));
            slots.any(|slot| {
                let role = ontology.roles.get(&slot.role);
                role.is_some_and(|role| !role.symmetric && role.part == Some(part))
            })
        };
        for argument in arguments(tree, telling.trigger, &ontology.lexicon) {
            let (token, relation) = (argument.token, argument.relation.as_str());
            // "Thai" in "Thai jets"
            let (relation, within) = relation.split_once('\'').unwrap_or((relation, ""));
            if !within.is_empty()
                && !matches!(tree.base(token), Relation::Amod | Relation::Compound)
            {
                continue;
            }
            let side = match () {
                () if looks(relation, Part::Agent) => &mut self.act,
                () if looks(relation, Part::Patient) => &mut self.suffer,
                () => continue,
            };
            match mentions.get(s, token) {
                Some(mention) => side.extend(names(mention, mentions)),
                // "Kurdish": a people that is no actor.
                None if tree.base(token) == Relation::Amod
                    && tree.token(token).form.starts_with(char::is_uppercase) =>
                {
                    side.insert(tree.lower(token));
                }
                None => {}
            }
        }
    }

    /// Whether somebody acts in both, and nobody in both.
    pub fn act_apart(&self, other: &Sides) -> bool {
        !self.act.is_empty() && !other.act.is_empty() && self.act.is_disjoint(&other.act)
    }

    /// Whether those who suffer the other do this.
    pub fn answers(&self, other: &Sides) -> bool {
        !self.act.is_disjoint(&other.suffer)
    }

    /// Whether those who suffer one do the other, and none of those who do the one; or whether one is done by nobody named in the
    /// country of those who do the other abroad.
    pub fn swapped(&self, other: &Sides) -> bool {
        self.act_apart(other) && (self.answers(other) || other.answers(self))
            || self.is_at_home_of(other)
            || other.is_at_home_of(self)
    }

    /// Whether others did what came before: others are named, or nobody is and it befell those who do this, or other countries.
    pub fn follows(&self, before: &Sides) -> bool {
        let elsewhere = !self.within.is_empty()
            && !before.within.is_empty()
            && self.within.is_disjoint(&before.within);
        let befell_them = !self.act.is_disjoint(&before.suffer);
        self.act_apart(before)
            || !self.act.is_empty() && before.act.is_empty() && (befell_them || elsewhere)
    }

    fn is_at_home_of(&self, other: &Sides) -> bool {
        let abroad = !other.within.is_empty() && other.within.is_disjoint(&other.act);
        self.act.is_empty() && abroad && !self.within.is_disjoint(&other.act)
    }
}

/// By what the sides of two tellings are compared: the bodies that are named, and the country of whoever is.
fn names(mention: &Mention, mentions: &Mentions) -> Vec<String> {
    let (Referent::Entity(id) | Referent::Seat(_, id)) = mention.referent else {
        return Vec::new();
    };
    let entity = mentions.entities.get(id);
    let actor = mentions.ontology.is_a(&entity.class, "Actor") && !mentions.nature(id).human;
    let named = actor && entity.name.contains(char::is_uppercase);
    let country = entity.country(mentions.ontology).map(str::to_owned);
    country
        .into_iter()
        .chain(named.then(|| entity.id.clone()))
        .collect()
}

/// The country that a place is or lies in.
fn country_of(mention: &Mention, mentions: &Mentions) -> Option<String> {
    let (Referent::Entity(id) | Referent::Seat(id, _)) = mention.referent else {
        return None;
    };
    let entity = mentions.entities.get(id);
    let ontology = mentions.ontology;
    let mut wholes = entity.part_of.iter();
    let around = wholes.find(|whole| ontology.nature(&whole.class).sovereign);
    let own = ontology
        .nature(&entity.class)
        .sovereign
        .then_some(&entity.id);
    own.or(around.map(|whole| &whole.id)).cloned()
}
