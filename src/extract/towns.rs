//! Which country a place is in, where the words beside its name say so: "Tripoli, Lebanon", "the Syrian town of X",
//! "X in northern Syria", "X, in Pakistan's Sindh province".

use super::mentions::Mentions;
use super::whereabouts::{Anchor, Meaning, Scale};
use crate::fold::fold;
use crate::gazetteer::{Country, Entry};
use crate::text::{Name, Relation, Upos};
use std::collections::{BTreeMap, HashMap};

/// Longest name of a country, in words.
const COUNTRY_WORDS: usize = 5;
/// How many words may stand between an adjective of a country and the name of the town.
const BETWEEN: usize = 6;
/// How many larger places may stand between a town and its country: "Saraqib, Idlib province, Syria".
const STEPS: usize = 2;

/// Where a name stands: its sentence and first token.
pub(super) type Standing = (usize, usize);

/// What a document says of the countries of its places.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// By sentence and first token of the name.
    at: HashMap<(usize, usize), &'static str>,
    /// By folded name, where the document names one country only.
    named: HashMap<String, Option<&'static str>>,
    /// Places whose country is certain, in text order.
    pub(super) anchors: Vec<Anchor>,
    /// How often an article says where something is by a country or a place of it; where it was written counts, too.
    pub(super) places: BTreeMap<&'static str, usize>,
    /// By sentence and first token of the name of a place, where the part of a country is named that it is in; and by folded
    /// name, where that is first said.
    pub(super) around: HashMap<Standing, Standing>,
    pub(super) around_named: HashMap<String, Standing>,
    /// By folded name, what nouns beside it say it is, where they agree.
    scales: HashMap<String, Option<Scale>>,
}

impl Stated {
    /// What the nouns beside a name in the document say that it is, where they agree.
    pub(super) fn scale(&self, text: &str) -> Option<Scale> {
        self.scales.get(&fold(text)).copied().flatten()
    }

    fn add_scale(&mut self, text: &str, scale: Scale) {
        let known = self.scales.entry(fold(text)).or_insert(Some(scale));
        *known = known.filter(|other| *other == scale);
    }
}

impl<'a> Mentions<'a> {
    /// Reads what stands beside every name of a place.
    pub(super) fn collect_towns(&mut self) {
        let mut stated = Stated::default();
        let mut company: BTreeMap<&'static str, usize> = BTreeMap::new();
        for s in 0..self.trees.len() {
            for name in &self.trees[s].sentence.names {
                let text = self.words(s, name);
                let mut anchor = |country, whole_country| {
                    stated.anchors.push(Anchor {
                        sentence: s,
                        token: name.tokens.start,
                        country,
                        whole_country,
                    });
                };
                if let Some(country) = self.exact_country(&text) {
                    anchor(country.id, true);
                }
                if !name.kind.is_place() && !self.is_known_place(&text) {
                    continue;
                }
                let certain = self
                    .country_of_large_town(&text)
                    .or_else(|| self.country_of_region(&text));
                if let Some(country) = self.stated_beside(s, name, &text).or(certain) {
                    anchor(country, false);
                }
                if let Some(region) = self.region_behind(s, name) {
                    stated.around.insert((s, name.tokens.start), (s, region));
                    let named = stated.around_named.entry(fold(&text));
                    named.or_insert((s, region));
                }
                if let Some(scale) = self.scale_beside(s, name.tokens.start, name.tokens.end) {
                    stated.add_scale(&text, scale);
                }
                if let Some(country) = self.stated_beside(s, name, &text) {
                    stated.at.insert((s, name.tokens.start), country);
                    let known = stated.named.entry(fold(&text)).or_insert(Some(country));
                    *known = known.filter(|id| *id == country);
                    *company.entry(country).or_default() += 1;
                } else if name.kind.is_place()
                    && let Some(country) = self.country_of_large_town(&text)
                {
                    *company.entry(country).or_default() += 1;
                }
            }
        }
        self.stated = stated;
        self.collect_company(company);
    }

    /// The countries that the document is about, those of its places behind those that it names; and the places that
    /// are certain in the light of that.
    fn collect_company(&mut self, company: BTreeMap<&'static str, usize>) {
        let mut company: Vec<_> = company.into_iter().collect();
        company.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
        let written = self.country_of_dateline();
        for country in written
            .into_iter()
            .chain(company.into_iter().map(|(id, _)| id))
        {
            if !self.main_countries.contains(&country) {
                self.main_countries.push(country);
            }
        }
        let mut found = Vec::new();
        for (s, tree) in self.trees.iter().enumerate() {
            for name in tree.sentence.names.iter().filter(|n| n.kind.is_place()) {
                let text = self.words(s, name);
                let town = match self.meaning(&text, &self.main_countries, false, None) {
                    Some(Meaning::Town(town)) if self.gazetteer.is_own_name(&town, &text) => town,
                    _ => continue,
                };
                found.extend(self.gazetteer.country(town.country).map(|country| Anchor {
                    sentence: s,
                    token: name.tokens.start,
                    country: country.id,
                    whole_country: false,
                }));
            }
        }
        self.stated.anchors.extend(found);
        let mut places = BTreeMap::new();
        let there = self.stated.anchors.iter().filter(|a| self.tells_where(a));
        for country in there.map(|anchor| anchor.country).chain(written) {
            *places.entry(country).or_default() += 1;
        }
        self.stated.places = places;
    }

    /// The country that the document states for the place whose name has its head there, else for its name anywhere.
    pub(super) fn stated_country(&self, s: usize, t: usize, text: &str) -> Option<&'a Country> {
        let first = self.trees[s].name_at(t).map_or(t, |name| name.tokens.start);
        let here = self.stated.at.get(&(s, first)).copied();
        let id = here.or_else(|| self.stated.named.get(&fold(text)).copied().flatten())?;
        self.gazetteer.country(id)
    }

    /// Whether the document states different countries for places of that name.
    pub(super) fn has_namesakes(&self, text: &str) -> bool {
        let named = self.stated.named.get(&fold(text));
        named.is_some_and(Option::is_none)
    }

    fn stated_beside(&self, s: usize, name: &Name, text: &str) -> Option<&'static str> {
        let (first, end) = (name.tokens.start, name.tokens.end);
        let behind = self.country_behind(s, end, STEPS);
        let id = behind.or_else(|| self.country_before(s, first, end))?;
        // A country lies in no other, but a state of its name may: "Georgia, United States".
        let is_country = self.exact_country(text).is_some();
        (!is_country || self.country_of_province(text) == Some(id)).then_some(id)
    }

    /// ", Lebanon", "in northern Lebanon", ", in Pakistan's Sindh province", ", Herat province, Afghanistan", ", a town in Chad".
    fn country_behind(&self, s: usize, end: usize, steps: usize) -> Option<&'static str> {
        let tree = &self.trees[s];
        let form = |i: usize| (i < tree.len()).then(|| tree.token(i).form.as_str());
        let comma = form(end) == Some(",");
        let mut at = end + usize::from(comma);
        if let Some(behind) = self.described_as_place(s, at).filter(|_| comma) {
            at = behind;
        }
        let inside = form(at).is_some_and(|word| word.eq_ignore_ascii_case("in"));
        if !comma && !inside {
            return None;
        }
        at += usize::from(inside);
        // "In South Sudan" is no direction.
        let named = self.country_at(s, at);
        at = self.past_directions(s, at);
        if let Some((country, after)) = named.or_else(|| self.country_at(s, at)) {
            let listed = comma && !inside && self.goes_on_as_list(s, after);
            let beside = comma && !inside && self.holds_subject(s, at, after);
            // "In Vesna, Norland's ministry said": what a country has there is no town.
            let owns = comma && !inside && after < tree.len() && tree.upos(after) == Upos::Part;
            return (!listed && !beside && !owns).then_some(country);
        }
        // A province between, with or without its noun.
        let name = tree
            .name_at(at)
            .filter(|name| name.tokens.start == at && comma)?;
        let mut after = name.tokens.end;
        if form(after).is_some() && self.is_place_noun(s, after) {
            after += 1;
        }
        let above = (steps > 1)
            .then(|| self.country_behind(s, after, steps - 1))
            .flatten();
        above.or_else(|| {
            let text = self.words(s, name);
            let set_off = !inside
                && !self.goes_on_as_list(s, after)
                && !self.holds_subject(s, at, name.tokens.end);
            self.country_of_province(&text)
                .filter(|_| set_off || after > name.tokens.end)
        })
    }

    /// ", a small town *in* Chad": where the words end that say what kind of place it is.
    fn described_as_place(&self, s: usize, at: usize) -> Option<usize> {
        let tree = &self.trees[s];
        let article = (at < tree.len() && tree.upos(at) == Upos::Det).then_some(at + 1)?;
        let passes = |t: &usize| matches!(tree.upos(*t), Upos::Adj | Upos::Noun | Upos::Punct);
        let end = (article..tree.len().min(article + BETWEEN)).find(|t| !passes(t))?;
        (end > article && self.is_place_noun(s, end - 1)).then_some(end)
    }

    /// "the Syrian town of X", "Syria's X province", "Syria's northern town of X".
    fn country_before(&self, s: usize, first: usize, end: usize) -> Option<&'static str> {
        let tree = &self.trees[s];
        let mut noun = end < tree.len() && self.is_place_noun(s, end);
        for at in (first.saturating_sub(BETWEEN)..first).rev() {
            let token = tree.token(at);
            let possessive = tree.upos(at) == Upos::Part;
            if possessive {
                // "Syria's X" alone may be any X of Syria's.
                let owner = (at.saturating_sub(COUNTRY_WORDS)..at)
                    .find_map(|from| self.country_at(s, from).filter(|(_, after)| *after == at));
                let owner = owner.map(|(country, _)| country).filter(|_| noun);
                return owner.or_else(|| self.country_of_owner(s, at).filter(|_| at + 1 == first));
            }
            if self.is_place_noun(s, at) {
                noun = true;
                continue;
            }
            let adjective = token.form.starts_with(char::is_uppercase);
            if let Some(country) = self.demonym_at(s, at).filter(|_| adjective) {
                return noun.then_some(country.id);
            }
            let passes = matches!(tree.upos(at), Upos::Adj | Upos::Noun | Upos::Adv)
                || tree.lower(at) == "of"
                || token.form == "-";
            if !passes {
                return None;
            }
        }
        None
    }

    /// "Edinburgh's North Bridge": what is a town's is where the town is.
    fn country_of_owner(&self, s: usize, at: usize) -> Option<&'static str> {
        let tree = &self.trees[s];
        let name = at.checked_sub(1).and_then(|before| tree.name_at(before));
        let text = self.words(s, name.filter(|name| name.kind.is_place())?);
        self.country_of_large_town(&text)
            .or_else(|| self.country_of_province(&text))
    }

    pub(super) fn past_directions(&self, s: usize, mut at: usize) -> usize {
        let tree = &self.trees[s];
        let passes = |i: usize| {
            let word = tree.lower(i);
            word == "the" || word == "-" || self.ontology.lexicon.is_in("directions", &word)
        };
        while at < tree.len() && passes(at) {
            at += 1;
        }
        at
    }

    /// The country whose name begins at a token, and where it ends.
    pub(super) fn country_at(&self, s: usize, at: usize) -> Option<(&'static str, usize)> {
        let tree = &self.trees[s];
        let capital = at < tree.len() && tree.token(at).form.starts_with(char::is_uppercase);
        let last = (at + COUNTRY_WORDS).min(tree.len());
        (at + 1..=last).rev().filter(|_| capital).find_map(|end| {
            let words: Vec<&str> = (at..end).map(|i| tree.token(i).form.as_str()).collect();
            let found = self.gazetteer.lookup(&words.join(" "));
            found.iter().find_map(|entry| match entry {
                Entry::Country(country) => Some((country.id, end)),
                _ => None,
            })
        })
    }

    /// "Damascus, Iraq and Yemen": what stands behind goes on as a list of countries.
    pub(super) fn goes_on_as_list(&self, s: usize, at: usize) -> bool {
        let tree = &self.trees[s];
        let form = |i: usize| (i < tree.len()).then(|| tree.token(i).form.as_str());
        let joins = |i: usize| matches!(form(i), Some("and" | "or" | "&"));
        let next = self.past_directions(s, at + 1);
        (joins(at) || form(at) == Some(","))
            && (self.country_at(s, next).is_some()
                || next < tree.len() && tree.name_at(next).is_some()
                || joins(at + 1) && self.country_at(s, at + 2).is_some())
    }

    /// "Unlike Washington, Tokyo did not …": what stands behind the comma begins the clause.
    pub(super) fn holds_subject(&self, s: usize, first: usize, end: usize) -> bool {
        let tree = &self.trees[s];
        (first..end.min(tree.len())).any(|t| tree.base(t) == Relation::Nsubj)
    }
}
