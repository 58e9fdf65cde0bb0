//! Builds the gazetteer from the tables the program carries.

use super::entry::{Country, Gender, Holder, Organisation, OrganisationKind, Region, RegionKind};
use super::names::Names;
use super::offices::{ActsFor, Offices, Title, TitleKind};
use super::places::Places;
use super::table::{alternatives, optional, rows};
use super::vicinity::Vicinities;
use super::{Gazetteer, Named};
use crate::fold::fold;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../../gazetteer/countries.tsv");
const PROVINCES: &str = include_str!("../../gazetteer/provinces.tsv");
const REGIONS: &str = include_str!("../../gazetteer/regions.tsv");
const ORGANISATIONS: &str = include_str!("../../gazetteer/organisations.tsv");
const TITLES: &str = include_str!("../../gazetteer/titles.tsv");
const HOLDERS: &str = include_str!("../../gazetteer/holders.tsv");
const CALENDAR: &str = include_str!("../../gazetteer/calendar.tsv");
const GIVEN_NAMES: &str = include_str!("../../gazetteer/given_names.tsv");

/// Folded names of bodies that may publish: papers, agencies, and whatever is no armed one.
pub fn publishers() -> &'static FxHashSet<String> {
    static PUBLISHERS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let bodies = rows(ORGANISATIONS).filter_map(organisation);
        let publish = bodies.filter(|body| {
            !matches!(
                body.kind,
                OrganisationKind::Forces | OrganisationKind::Group
            )
        });
        let names = publish.flat_map(|body| [vec![body.name], body.alternates].concat());
        names.map(fold).collect()
    });
    &PUBLISHERS
}

impl Gazetteer {
    /// The gazetteer from the tables the program carries.
    pub fn embedded() -> Gazetteer {
        let countries: Vec<Country> = rows(COUNTRIES).map(country).collect();
        let curated = rows(REGIONS).filter_map(region);
        let mut regions: Vec<Region> = curated.chain(rows(PROVINCES).map(province)).collect();
        regions.sort_by_key(|r| r.id);
        let organisations: Vec<Organisation> =
            rows(ORGANISATIONS).filter_map(organisation).collect();
        let titles = rows(TITLES).filter_map(title).collect();
        let holders = rows(HOLDERS).filter_map(holder).collect();
        let genders = rows(GIVEN_NAMES).filter_map(gender).collect();

        let mut names = Names::default();
        let mut adjectives = Names::default();
        let mut peoples = Names::default();
        let mut metonyms = Names::default();
        let mut codes = FxHashMap::default();
        for i in by_standing(&countries) {
            let (country, named) = (&countries[i], Named::Country(i));
            add_all(&mut names, &[country.name], named);
            add_all(&mut names, &country.alternates, named);
            add_all(&mut adjectives, &country.adjectives, named);
            add_all(&mut peoples, &country.people, named);
            add_all(&mut metonyms, &country.metonyms, named);
            for code in [country.iso2, country.iso3, country.cameo] {
                if !code.is_empty() {
                    codes.entry(code.to_string()).or_insert(i);
                }
            }
        }
        for (i, region) in regions.iter().enumerate() {
            let named = Named::Region(i);
            add_all(&mut names, &[region.name], named);
            add_all(&mut names, &region.alternates, named);
            add_all(&mut adjectives, &region.adjectives, named);
            add_all(&mut peoples, &region.people, named);
        }
        for (i, organisation) in organisations.iter().enumerate() {
            let named = Named::Organisation(i);
            for name in [organisation.name].iter().chain(&organisation.alternates) {
                names.add(name, named);
                if let Some(rest) = name.strip_prefix("UN ") {
                    names.add(&format!("United Nations {rest}"), named);
                }
            }
        }
        Gazetteer {
            countries,
            regions,
            organisations,
            offices: Offices::new(titles, holders),
            genders,
            names,
            adjectives,
            peoples,
            metonyms,
            codes,
            places: Places::default(),
            vicinities: Vicinities::embedded(),
            identities: super::identities::embedded(),
            calendar: calendar(),
        }
    }
}

fn calendar() -> FxHashSet<&'static str> {
    let rows = CALENDAR.lines().filter(|line| !line.starts_with('#'));
    rows.flat_map(|line| line.split('\t').skip(2)).collect()
}

fn add_all(index: &mut Names<Named>, names: &[&str], named: Named) {
    for name in names {
        index.add(name, named);
    }
}

/// Countries of today before those of the past, then the more populous first: the order in which a word that two
/// countries share is given to them.
fn by_standing(countries: &[Country]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..countries.len()).collect();
    order.sort_by_key(|&i| {
        (
            countries[i].until.is_some(),
            Reverse(countries[i].population),
        )
    });
    order
}

fn country(row: [&'static str; 15]) -> Country {
    let [
        id,
        iso2,
        iso3,
        cameo,
        name,
        alternates,
        adjectives,
        people,
        capital,
        metonyms,
        rest @ ..,
    ] = row;
    let [geonames, lat, lon, population, until] = rest;
    Country {
        id,
        iso2,
        iso3,
        cameo,
        name,
        alternates: alternatives(alternates),
        adjectives: alternatives(adjectives),
        people: alternatives(people),
        capital,
        metonyms: alternatives(metonyms),
        geonames: geonames.parse().ok(),
        lat: lat.parse().unwrap_or_default(),
        lon: lon.parse().unwrap_or_default(),
        population: population.parse().unwrap_or_default(),
        until: until.parse().ok(),
    }
}

fn region(row: [&'static str; 9]) -> Option<Region> {
    let [
        id,
        name,
        alternates,
        adjectives,
        people,
        within,
        kind,
        lat,
        lon,
    ] = row;
    let kind = match kind {
        "wide" => RegionKind::Wide,
        "area" => RegionKind::Area,
        "province" => RegionKind::Province,
        "feature" => RegionKind::Feature,
        _ => return None,
    };
    Some(Region {
        id,
        name,
        alternates: alternatives(alternates),
        adjectives: alternatives(adjectives),
        people: alternatives(people),
        within: alternatives(within),
        kind,
        lat: lat.parse().ok(),
        lon: lon.parse().ok(),
    })
}

fn province(row: [&'static str; 6]) -> Region {
    let [id, name, alternates, within, lat, lon] = row;
    Region {
        id,
        name,
        alternates: alternatives(alternates),
        adjectives: Vec::new(),
        people: Vec::new(),
        within: alternatives(within),
        kind: RegionKind::Province,
        lat: lat.parse().ok(),
        lon: lon.parse().ok(),
    }
}

fn organisation(row: [&'static str; 6]) -> Option<Organisation> {
    let [id, name, alternates, kind, country, part_of] = row;
    let kind = match kind {
        "organisation" => OrganisationKind::Organisation,
        "union" => OrganisationKind::Union,
        "forces" => OrganisationKind::Forces,
        "group" => OrganisationKind::Group,
        "agency" => OrganisationKind::Agency,
        "government" => OrganisationKind::Government,
        "media" => OrganisationKind::Media,
        _ => return None,
    };
    Some(Organisation {
        id,
        name,
        alternates: alternatives(alternates),
        kind,
        country: optional(country),
        part_of: optional(part_of),
    })
}

fn title(row: [&'static str; 4]) -> Option<Title> {
    let [title, plural, kind, acts_for] = row;
    let kind = match kind {
        "head" => TitleKind::Head,
        "minister" => TitleKind::Minister,
        "official" => TitleKind::Official,
        "military" => TitleKind::Military,
        "diplomat" => TitleKind::Diplomat,
        "legislator" => TitleKind::Legislator,
        "religious" => TitleKind::Religious,
        "royal" => TitleKind::Royal,
        "other" => TitleKind::Other,
        _ => return None,
    };
    let acts_for = match acts_for {
        "government" => ActsFor::Government,
        "forces" => ActsFor::Forces,
        "organisation" => ActsFor::Organisation,
        "none" => ActsFor::Nobody,
        _ => return None,
    };
    Some(Title {
        title,
        plural: alternatives(plural),
        kind,
        acts_for,
    })
}

fn holder(row: [&'static str; 6]) -> Option<Holder> {
    let [person, alternates, title, country, from, to] = row;
    let to: Option<Date> = match to {
        "" => None,
        day => Some(day.parse().ok()?),
    };
    Some(Holder {
        person,
        alternates: alternatives(alternates),
        title,
        country,
        from: from.parse().ok()?,
        to,
    })
}

fn gender(row: [&'static str; 2]) -> Option<(String, Gender)> {
    let gender = match row[1] {
        "f" => Gender::Female,
        "m" => Gender::Male,
        _ => return None,
    };
    Some((fold(row[0]), gender))
}
