//! The province or district that an article says a place is in: "X in Vesna province", "the X area of Vesna district".

use super::account::{PartRelation, Whole};
use super::mentions::Mentions;
use super::towns::Standing;
use super::whereabouts::{KNOWN_TOWN, Meaning, Scale};
use crate::fold::fold;
use crate::gazetteer::{Entry, Place};
use crate::text::{Name, Upos};

impl<'a> Mentions<'a> {
    /// Where the name of the part of a country begins that the words behind a name say its place is in.
    pub(super) fn region_behind(&self, s: usize, name: &Name) -> Option<usize> {
        let tree = &self.trees[s];
        let lexicon = &self.ontology.lexicon;
        let is_in = |set: &str, t: usize| t < tree.len() && lexicon.is_in(set, &tree.lower(t));
        let mut at = name.tokens.end;
        let noun = at < tree.len() && self.is_place_noun(s, at);
        at += usize::from(noun);
        let comma = at < tree.len() && tree.token(at).form == ",";
        at += usize::from(comma);
        let inside = is_in("inside-words", at) || noun && !comma && is_in("genitives", at);
        at += usize::from(inside);
        // "Vesna province, Norland province": a list, where no word says which is in which.
        if !inside && (!comma || noun || self.country_of_province(&self.words(s, name)).is_some()) {
            return None;
        }
        at = self.past_directions(s, at);
        if let Some((_, after)) = self.country_at(s, at)
            && after < tree.len()
            && tree.upos(after) == Upos::Part
        {
            at = self.past_directions(s, after + 1);
        }
        let region = tree.name_at(at).filter(|name| name.tokens.start == at)?;
        let noun = self.scale_beside(s, at, region.tokens.end) == Some(Scale::Region);
        let text = self.words(s, region);
        let written = || {
            self.without_noun(&text)
                .is_some_and(|(_, scale)| scale == Scale::Region)
        };
        let set_off = || {
            let end = region.tokens.end;
            inside || !self.goes_on_as_list(s, end) && !self.holds_subject(s, at, end)
        };
        let known = || self.country_of_province(&text).is_some() && set_off();
        (noun || written() || known()).then_some(at)
    }

    /// Where the name of the part of a country stands that the article says a place is in, here or, `anywhere`, beside the name
    /// elsewhere.
    fn region_around(&self, here: Standing, text: &str, anywhere: bool) -> Option<Standing> {
        let (s, t) = here;
        let first = self.trees[s].name_at(t).map_or(t, |name| name.tokens.start);
        let told = self.stated.around.get(&(s, first)).copied();
        told.or_else(|| {
            let named = self.stated.around_named.get(&fold(text)).copied();
            named.filter(|_| anywhere)
        })
    }

    /// What the article says a place is in, and what that lies in.
    pub(super) fn wholes_around(
        &mut self,
        here: Standing,
        text: &str,
        anywhere: bool,
    ) -> Vec<Whole> {
        let Some((s, t)) = self.region_around(here, text, anywhere) else {
            return Vec::new();
        };
        let Some(name) = self.trees[s].name_at(t) else {
            return Vec::new();
        };
        let region = self.words(s, name);
        let place = self.place_told((s, t), &region, false);
        let mut wholes = vec![self.entities.whole(place, PartRelation::Within, None)];
        wholes.extend(self.entities.get(place).part_of.iter().cloned());
        wholes
    }

    /// What a name means where the article says in which part of a country its place is: a town there, and none elsewhere that
    /// is hardly known.
    pub(super) fn meaning_around(
        &self,
        here: Standing,
        text: &str,
        meaning: Option<Meaning<'a>>,
        preferred: &[&str],
    ) -> Option<Meaning<'a>> {
        if matches!(meaning, Some(Meaning::Region(_) | Meaning::District(_))) {
            return meaning;
        }
        let Some((s, t)) = self.region_around(here, text, true) else {
            return meaning;
        };
        let name = self.trees[s].name_at(t)?;
        let words = self.words(s, name);
        let (words, _) = self.without_noun(&words).unwrap_or((&words, Scale::Region));
        let Some(region) = self.meaning(words, preferred, false, Some(Scale::Region)) else {
            return meaning;
        };
        let lies = |town: &Place<'_>| match region {
            Meaning::Region(region) if !region.within.contains(&town.country) => Some(false),
            Meaning::Region(region) => self.gazetteer.lies_in(town, region),
            Meaning::District(district) => Some(town.district == Some(district)),
            Meaning::Town(_) => None,
        };
        let here = |entry: Entry<'a>| match entry {
            Entry::Place(town) if lies(&town) == Some(true) => Some(Meaning::Town(town)),
            _ => None,
        };
        match meaning {
            Some(Meaning::Town(town)) if lies(&town) == Some(false) => {
                let there = self.gazetteer.lookup(text).into_iter().find_map(here);
                let own = fold(town.name) == fold(text);
                // Districts are cut anew more often than lists of them.
                let near = || match region {
                    Meaning::District(district) => {
                        let extent = self.gazetteer.extent_of_district(district.geonames);
                        extent.is_some_and(|e| {
                            e.province == town.province && e.country == town.country
                        })
                    }
                    _ => false,
                };
                let known = || match region {
                    Meaning::Region(region) => {
                        region.within.contains(&town.country) && town.population >= KNOWN_TOWN
                    }
                    _ => town.population >= KNOWN_TOWN,
                };
                there.or(meaning.filter(|_| own && (known() || near())))
            }
            None => self.gazetteer.lookup(text).into_iter().find_map(here),
            meaning => meaning,
        }
    }
}
