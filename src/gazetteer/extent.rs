//! How far countries and regions reach, and how many live in them, by their towns.

use super::entry::{Country, Place, Region, RegionKind};
use super::places::Reach;
use super::rough::alike;
use super::{Gazetteer, Point};
use crate::fold::fold;

/// Kilometres that a region reaches of which no town is known: a sea or a part of the world, a land, a camp or base.
const WIDE: f64 = 1500.0;
const AREA: f64 = 100.0;
const SEA: f64 = 500.0;

/// Where so many people live, the name is hardly ever said of the province without a word more.
const CITY: u32 = 300_000;

/// A name in the table of other names says less than a town's own, unless everybody knows the town.
const KNOWN_BY_OTHER_NAMES: u32 = 100_000;
/// Letters from which a name in another language may tell a town.
pub const SHORTEST_OTHER_NAME: usize = 4;

impl Gazetteer {
    /// Kilometres from the middle of a country to its farthest town.
    pub fn reach_of_country(&self, country: &Country) -> f64 {
        let middle = (f64::from(country.lat), f64::from(country.lon));
        self.places.reach(country.id, None, middle, self).kilometres
    }

    /// Kilometres that a region reaches from its middle; none where it is a point on the map: a camp, a base, a dam.
    pub fn reach_of_region(&self, region: &Region) -> Option<f64> {
        let known = self.towns_of(region).kilometres;
        match region.kind {
            _ if known > 0.0 => Some(known),
            RegionKind::Wide => Some(WIDE),
            RegionKind::Feature if region.within.is_empty() => Some(SEA),
            RegionKind::Feature => None,
            RegionKind::Area | RegionKind::Province => Some(AREA),
        }
    }

    /// Whether a town is a city, or most people of a region who live in towns live in it, so that the bare name means it.
    pub fn is_chief_town(&self, town: &Place<'_>, region: &Region) -> bool {
        let people = self.towns_of(region).people;
        let chief = town.population >= CITY || u64::from(town.population) * 2 >= people;
        region.within.contains(&town.country) && chief
    }

    /// Whether a text is a town's own name, give or take its spelling, or that of a town so large that it is known by
    /// its other names too.
    pub fn is_own_name(&self, town: &Place<'_>, text: &str) -> bool {
        let (own, said) = (fold(town.name), fold(text));
        town.population >= KNOWN_BY_OTHER_NAMES && said.len() >= SHORTEST_OTHER_NAME
            || own == said
            || format!(" {own} ").contains(&format!(" {said} "))
            || alike(&own, &said)
    }

    /// Whether a town lies in a region, where towns of it are known.
    pub fn lies_in(&self, town: &Place<'_>, region: &Region) -> Option<bool> {
        let inside = region.within.contains(&town.country) && town.province == region.name;
        (inside || self.towns_of(region).people > 0).then_some(inside)
    }

    fn towns_of(&self, region: &Region) -> Reach {
        let middle = middle(region);
        let countries = region.within.iter();
        let reaches = countries.map(|id| self.places.reach(id, Some(region.name), middle, self));
        reaches.fold(Reach::default(), Reach::with)
    }
}

fn middle(region: &Region) -> Point {
    let degrees = |number: Option<f32>| f64::from(number.unwrap_or_default());
    (degrees(region.lat), degrees(region.lon))
}
