//! What the tables say, one type a table.

use super::TOWN_BEFORE_REGION;
use jiff::civil::Date;

/// A country, or a territory or a state of the past that news treats as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// The id: a slug of the name.
    pub id: &'static str,
    /// The ISO 3166 code of two letters; empty for some states of the past.
    pub iso2: &'static str,
    /// The ISO 3166 code of three letters; empty for some states of the past.
    pub iso3: &'static str,
    /// The code of three letters that CAMEO coders use.
    pub cameo: &'static str,
    /// The short name in English news.
    pub name: &'static str,
    /// Its other names.
    pub alternates: Vec<&'static str>,
    /// Its adjectives.
    pub adjectives: Vec<&'static str>,
    /// Its people, one and many.
    pub people: Vec<&'static str>,
    /// The capital.
    pub capital: &'static str,
    /// Names of places that stand for its government.
    pub metonyms: Vec<&'static str>,
    /// The GeoNames id.
    pub geonames: Option<u32>,
    /// Latitude of the middle of its towns.
    pub lat: f32,
    /// Longitude of the middle of its towns.
    pub lon: f32,
    /// How many people live there.
    pub population: u32,
    /// The year it ceased to be, for a state of the past.
    pub until: Option<i16>,
}

/// A region: part of a country, or of the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The id: a slug of the name, with the country's code where provinces share it.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// Its other names.
    pub alternates: Vec<&'static str>,
    /// Its adjectives.
    pub adjectives: Vec<&'static str>,
    /// Its people, one and many.
    pub people: Vec<&'static str>,
    /// The ids of the countries it is in, or that it covers.
    pub within: Vec<&'static str>,
    /// What kind of region it is.
    pub kind: RegionKind,
    /// Latitude of its middle.
    pub lat: Option<f32>,
    /// Longitude of its middle.
    pub lon: Option<f32>,
}

/// What kind of region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionKind {
    /// Larger than a country, or across borders.
    Wide,
    /// Part of a country, or a disputed land, with a name in the news.
    Area,
    /// A province or state of a country.
    Province,
    /// A sea, strait, river, mountain range, camp, base, crossing or road.
    Feature,
}

/// An organisation, from the United Nations to an armed band.
#[derive(Debug, Clone, PartialEq)]
pub struct Organisation {
    /// The id: a slug of the name.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// Its other names and acronyms.
    pub alternates: Vec<&'static str>,
    /// What kind of organisation it is.
    pub kind: OrganisationKind,
    /// The id of its country.
    pub country: Option<&'static str>,
    /// The id of the organisation it is part of.
    pub part_of: Option<&'static str>,
}

/// What kind of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationKind {
    /// Of citizens.
    Organisation,
    /// Between states, and what belongs to it.
    Union,
    /// An army, police or other armed service of a state or of states.
    Forces,
    /// An armed group, movement or party.
    Group,
    /// A service of a state: intelligence, disaster relief.
    Agency,
    /// A ministry, parliament or authority.
    Government,
    /// A news agency, paper or broadcaster.
    Media,
}

/// A town or city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// The GeoNames id.
    pub geonames: u32,
    /// The name.
    pub name: &'g str,
    /// The id of its country.
    pub country: &'g str,
    /// The name of its province, or nothing.
    pub province: &'g str,
    /// Its district, where one is known.
    pub district: Option<District<'g>>,
    /// Latitude, to a hundredth of a degree.
    pub lat: f32,
    /// Longitude, to a hundredth of a degree.
    pub lon: f32,
    /// How many people live there, to two digits.
    pub population: u32,
}

/// A district: part of a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District<'g> {
    /// The GeoNames id.
    pub geonames: u32,
    /// The name.
    pub name: &'g str,
}

/// Somebody who held an office for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    /// The full name.
    pub person: &'static str,
    /// Other spellings, and shorter names that are enough.
    pub alternates: Vec<&'static str>,
    /// The title, as in the table of titles.
    pub title: &'static str,
    /// The id of the country, or of the organisation.
    pub country: &'static str,
    /// The first day.
    pub from: Date,
    /// The last day; none for somebody in office when the table was written.
    pub to: Option<Date>,
}

/// The gender a given name tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// Something a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'g> {
    /// A country.
    Country(&'g Country),
    /// A region.
    Region(&'g Region),
    /// A town.
    Place(Place<'g>),
    /// An organisation.
    Organisation(&'g Organisation),
}

impl Entry<'_> {
    /// The name in the table.
    pub fn name(&self) -> &str {
        match self {
            Entry::Country(c) => c.name,
            Entry::Region(r) => r.name,
            Entry::Place(p) => p.name,
            Entry::Organisation(o) => o.name,
        }
    }

    /// Sorts the likelier meaning of a name first: by kind, then by population. Ids break ties.
    pub(super) fn rank(&self) -> (u8, u32, &str) {
        match self {
            Entry::Country(c) if c.until.is_none() => (0, u32::MAX - c.population, c.id),
            Entry::Country(c) => (1, u32::MAX - c.population, c.id),
            Entry::Region(r) if r.kind != RegionKind::Province => (2, 0, r.id),
            Entry::Organisation(o) => (3, 0, o.id),
            Entry::Place(p) if p.population >= TOWN_BEFORE_REGION => {
                (4, u32::MAX - p.population, p.country)
            }
            Entry::Region(r) => (5, 0, r.id),
            Entry::Place(p) => (6, u32::MAX - p.population, p.country),
        }
    }
}
