//! Which country the name of a place tells of by itself.

use super::mentions::Mentions;
use crate::gazetteer::{Entry, Place, RegionKind};

/// A town of so many people tells in what country its neighbours are.
const LARGE_TOWN: u32 = 200_000;
/// A namesake abroad of so much less than a town's people does not make it doubtful.
const SMALLER: u32 = 10;

impl Mentions<'_> {
    /// The country of the place that the article was written in.
    pub(super) fn country_of_dateline(&self) -> Option<&'static str> {
        let dateline = self.document.dateline?.of(&self.document.text);
        let mut names = dateline.split(',').map(str::trim);
        names.find_map(|name| {
            let named = || Some(self.exact_country(name)?.id);
            self.country_of_large_town(name).or_else(named)
        })
    }

    /// The country of a province of that name, or of a land that lies in one.
    pub(super) fn country_of_province(&self, text: &str) -> Option<&'static str> {
        let known = self.gazetteer.lookup(text).into_iter();
        let mut provinces = known.filter_map(|entry| match entry {
            Entry::Region(region) => {
                let land = region.kind == RegionKind::Area && region.within.len() == 1;
                let part = land || region.kind == RegionKind::Province;
                region.within.first().copied().filter(|_| part)
            }
            _ => None,
        });
        let first = provinces.next()?;
        provinces.all(|other| other == first).then_some(first)
    }

    /// The country of a region that lies in one only and is known beyond it.
    pub(super) fn country_of_region(&self, text: &str) -> Option<&'static str> {
        let known = self.gazetteer.lookup(text);
        match known.first() {
            Some(Entry::Region(region)) if region.kind != RegionKind::Province => {
                match region.within.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The country of a town so large that nobody means a namesake.
    pub(super) fn country_of_large_town(&self, text: &str) -> Option<&'static str> {
        let known = self.gazetteer.lookup(text);
        let mut towns = known.iter().filter_map(|entry| match entry {
            Entry::Place(place) => Some(place),
            _ => None,
        });
        let own =
            |p: &&Place<'_>| p.population >= LARGE_TOWN && self.gazetteer.is_own_name(p, text);
        let first = towns.next().filter(own)?;
        let doubtful =
            towns.any(|p| p.country != first.country && p.population > first.population / SMALLER);
        let country = self.gazetteer.country(first.country)?;
        (!doubtful).then_some(country.id)
    }
}
