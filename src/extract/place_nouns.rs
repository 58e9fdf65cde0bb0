//! Places by a noun: "the town of X", "X province", "the villages of X and Y", "Norland's X state".

use super::entities::EntityId;
use super::mentions::{Mentions, Referent};
use super::whereabouts::{Anchor, Meaning, Scale};
use crate::text::{NameKind, Relation, Upos};

impl Mentions<'_> {
    /// A noun for a place, or one that names a part of a country behind its name: "Vesna state".
    pub(super) fn is_place_noun(&self, s: usize, t: usize) -> bool {
        let lemma = self.trees[s].lemma(t);
        self.ontology.lexicon.is_place_noun(&lemma) || self.scale_of_noun(&lemma).is_some()
    }

    /// "Norland's Vesna state", "Vesna department": a noun that is no place's by itself, right behind the name of a part of a
    /// country.
    pub(super) fn names_region(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let lemma = tree.lemma(t);
        if self.ontology.lexicon.is_place_noun(&lemma)
            || self.scale_of_noun(&lemma) != Some(Scale::Region)
        {
            return false;
        }
        let mut names = tree
            .each(t, Relation::Compound)
            .filter_map(|c| tree.name_at(c));
        let heads = tree.base(t) != Relation::Compound;
        heads
            && names.any(|name| {
                let text = self.words(s, name);
                let region = || self.region(&text, &self.main_countries, false).is_some();
                name.tokens.end == t
                    && (name.kind.is_place() || region())
                    && self.exact_country(&text).is_none()
            })
    }

    /// "the Vesna district of Norland province": what is behind is the region around it.
    fn is_said_of_region(&self, s: usize, t: usize) -> bool {
        let tree = &self.trees[s];
        let Some(name) = tree.name_at(t) else {
            return false;
        };
        let scale = self.scale_beside(s, name.tokens.start, name.tokens.end);
        let text = self.words(s, name);
        scale == Some(Scale::Region)
            || scale.is_none()
                && matches!(
                    self.meaning(&text, &self.countries_at(s, t), false, None),
                    Some(Meaning::Region(_))
                )
    }

    /// "the villages of X, Y and Z": the places that are named beside the first.
    fn places_beside(&mut self, s: usize, first: usize) -> Vec<EntityId> {
        let tree = &self.trees[s];
        let names = tree.each(first, Relation::Conj).filter_map(|c| {
            let text = self.words(s, tree.name_at(c)?);
            self.exact_country(&text).is_none().then_some((c, text))
        });
        let names: Vec<_> = names.collect();
        self.told_places.extend(names.iter().map(|(c, _)| (s, *c)));
        let places = names.into_iter().map(|(c, text)| self.place((s, c), &text));
        places.collect()
    }

    /// "the town of X", "X province", "the northwestern X region": X; a place noun alone is no place one could find.
    pub(super) fn named_place(&mut self, s: usize, t: usize, class: &str) -> Referent {
        let tree = &self.trees[s];
        let named = |c: &usize| {
            let position = match tree.base(*c) {
                Relation::Compound | Relation::Appos | Relation::Flat => true,
                Relation::Nmod => {
                    tree.relation(*c) != Relation::NmodPoss
                        && matches!(tree.preposition(*c).as_deref(), Some("of") | None)
                }
                _ => false,
            };
            position
                && !self.is_linked(s, *c)
                && (tree.name_at(*c).is_some() || tree.upos(*c) == Upos::Propn)
        };
        let (front, behind): (Vec<_>, Vec<_>) = tree
            .children(t)
            .iter()
            .copied()
            .filter(named)
            .partition(|&c| c < t);
        // "The Sinai village of Arish" is Arish, "the Vesna district of Norland province" Vesna.
        let around = |c: &&usize| front.is_empty() || !self.is_said_of_region(s, **c);
        let name = behind.iter().find(around).or(front.first()).copied();
        // "The village of Amina": whoever has that name elsewhere.
        let scale = self.scale_of_noun(&tree.lemma(t));
        let told = |c: &usize| *c > t && scale.is_some() && self.is_genitive(s, *c);
        let told = name.filter(told);
        if let Some(c) = told {
            let others = self.places_beside(s, c);
            self.pending.extend(others);
            self.told_places.insert((s, c));
        }
        let tree = &self.trees[s];
        match name {
            Some(c) => match tree.name_at(c) {
                Some(name) if told.is_some() || name.kind != NameKind::Person => {
                    let words = self.words(s, &name.clone());
                    let elsewhere = self.stated_country(s, c, &words).is_some();
                    match self
                        .country_word(&words)
                        .filter(|_| !elsewhere && self.gazetteer.metonym(&words).is_none())
                    {
                        Some(country) => Referent::Entity(self.country(country)),
                        None => Referent::Entity(self.place((s, c), &words)),
                    }
                }
                _ => self.name(s, c).unwrap_or(Referent::Other),
            },
            None => {
                if let Some(capital) = self.capital(s, t, true) {
                    return Referent::Entity(capital);
                }
                let tree = &self.trees[s];
                let lemma = tree.lemma(t);
                let place = |class: &str| {
                    self.ontology.is_a(class, "Place") && !self.ontology.nature(class).sovereign
                };
                let known = self
                    .is_definite(s, t)
                    .then(|| {
                        self.trail.iter().rev().take(24).find(|trace| {
                            trace.lemma == lemma && place(&self.entities.get(trace.entity).class)
                        })
                    })
                    .flatten();
                let met = || self.goes_back_to(s, t, &|e| place(&e.class));
                let known = known.map(|trace| trace.entity).or_else(met);
                match known.or_else(|| self.capital(s, t, false)) {
                    Some(place) => Referent::Entity(place),
                    None => Referent::Entity(self.described(s, t, class)),
                }
            }
        }
    }

    /// "The Norland capital"; where it is not told of which country, "the capital" alone is that of the country that the places
    /// beside it lie in. "The regional capital" is none.
    fn capital(&mut self, s: usize, t: usize, told: bool) -> Option<EntityId> {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let seat = lexicon.is_in("seat-nouns", &tree.lemma(t));
        if !seat || tree.has(t, "Number=Plur") {
            return None;
        }
        let country = match told {
            true => {
                let owner = self.owner(s, t)?;
                let sovereign = self.nature(owner).sovereign;
                self.country_of(owner).filter(|_| sovereign)?
            }
            false => {
                let says_of_which = [Relation::Amod, Relation::Compound, Relation::Nmod];
                let mut children = tree.children(t).iter();
                let plain = !children.any(|&c| says_of_which.contains(&tree.base(c)));
                // "70 km from the capital"
                let from = tree.preposition(t);
                let from = from.is_some_and(|word| lexicon.is_in("origins", &word));
                let country = self.company_of(s, t)?;
                let named = |anchor: &Anchor| anchor.whole_country && anchor.country == country.id;
                let told = self.stated.anchors.iter().any(named)
                    || self.country_of_dateline() == Some(country.id);
                let here = plain && told && !from && self.is_definite(s, t);
                Some(country).filter(|_| here)?
            }
        };
        let meaning = self.meaning(country.capital, &[country.id], true, Some(Scale::Town))?;
        Some(self.known_place(meaning, &[country.id], ""))
    }
}
