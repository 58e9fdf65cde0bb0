//! Which countries stand on which side of what is told.

use crate::extract::events::Candidate;
use crate::extract::mentions::{Mentions, Referent};
use crate::ontology::{Ontology, Part};
use std::collections::BTreeSet;

/// The countries named on either side of what is told: "Turkish howitzers", "positions of the Syrian army".
pub struct Sides<'m> {
    act: BTreeSet<&'m str>,
    suffer: BTreeSet<&'m str>,
}

impl<'m> Sides<'m> {
    /// Looks through what fills the parts of a telling.
    pub fn of(telling: &Candidate, mentions: &'m Mentions, ontology: &Ontology) -> Sides<'m> {
        let of = |parts: &[Part]| {
            let roles = telling.roles.iter().filter(|(role, _)| {
                let role = ontology.roles.get(*role).filter(|role| !role.symmetric);
                role.and_then(|role| role.part)
                    .is_some_and(|part| parts.contains(&part))
            });
            let spans = roles.flat_map(|(_, fills)| fills).map(|fill| fill.span);
            let named = spans.flat_map(|span| {
                let inside = mentions.within(&[span]).into_iter();
                inside.filter(move |(_, mention)| span.contains(mention.span))
            });
            let countries = named.filter_map(|(_, mention)| match mention.referent {
                Referent::Entity(id) | Referent::Seat(_, id) => {
                    mentions.entities.get(id).country(mentions.ontology)
                }
                _ => None,
            });
            countries.collect()
        };
        Sides {
            act: of(&[Part::Agent, Part::Instrument]),
            suffer: of(&[Part::Patient]),
        }
    }

    /// Whether countries act in both, and none in both.
    pub fn act_apart(&self, other: &Sides) -> bool {
        !self.act.is_empty() && !other.act.is_empty() && self.act.is_disjoint(&other.act)
    }

    /// Whether those who suffer the other do this.
    pub fn answers(&self, other: &Sides) -> bool {
        !self.act.is_disjoint(&other.suffer)
    }
}
