//! Towns and cities: found by name, and by nearly the name.

use super::Gazetteer;
use super::block::Block;
use super::districts::Districts;
use super::entry::{District, Place};
use super::rough::{Rough, Unique, alike};
use crate::fold::fold;
use crate::globe::{Point, kilometres};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A town this large is known by its name everywhere: nobody means a village that is spelt nearly so.
const KNOWN_EVERYWHERE: u32 = 100_000;

/// A town of so many people is meant before a namesake of which it has so many times the people, where an article tells of both
/// their countries.
const KNOWN_TOWN: u32 = 50_000;
const LARGER: u32 = 5;

/// A shorter name is like too many others to be one of them in another spelling.
const SHORTEST_SPELLING: usize = 5;

/// The towns. They are unpacked when first asked for.
#[derive(Debug, Default)]
pub(super) struct Places {
    unpacked: OnceLock<Towns>,
}

#[derive(Debug)]
pub(super) struct Towns {
    block: Block,
    /// The id of each country in the block.
    countries: Vec<&'static str>,
    /// For each country, when first asked for, its towns by the rough shape of their names.
    rough: Vec<OnceLock<FxHashMap<Rough, Unique>>>,
    /// Districts, when first asked for.
    districts: OnceLock<Districts>,
}

impl Places {
    pub(super) fn towns(&self, world: &Gazetteer) -> &Towns {
        self.unpacked.get_or_init(|| {
            let block = Block::embedded();
            let id = |code: &String| world.country_by_code(code).map_or("", |c| c.id);
            let countries: Vec<_> = block.countries.iter().map(id).collect();
            let rough = countries.iter().map(|_| OnceLock::new()).collect();
            Towns {
                block,
                countries,
                rough,
                districts: OnceLock::new(),
            }
        })
    }

    /// Every town with this name, most populous first.
    pub(super) fn named<'g>(
        &'g self,
        name: &str,
        world: &'g Gazetteer,
    ) -> impl Iterator<Item = Place<'g>> {
        let towns = self.towns(world);
        towns.block.rows(name).iter().map(|&row| towns.place(row))
    }

    /// How far the towns of a country, or of its province of that name, lie from a point.
    pub(super) fn reach(
        &self,
        country: &str,
        province: Option<&str>,
        middle: Point,
        world: &Gazetteer,
    ) -> Reach {
        let towns = self.towns(world);
        let block = &towns.block;
        let Some(country) = towns.countries.iter().position(|id| *id == country) else {
            return Reach::default();
        };
        let province = province.map(|name| block.provinces.iter().position(|p| p == name));
        let here = |row: &usize| {
            usize::from(block.country[*row]) == country
                && province.is_none_or(|p| p == Some(usize::from(block.province[*row])))
        };
        let reach = (0..block.ids.len()).filter(here).map(|row| {
            let town = towns.place(row as u32);
            let point = (f64::from(town.lat), f64::from(town.lon));
            Reach {
                kilometres: kilometres(middle, point).ceil(),
                people: u64::from(town.population),
            }
        });
        reach.fold(Reach::default(), Reach::with)
    }

    /// The town that is most likely meant.
    pub(super) fn place<'g>(
        &'g self,
        name: &str,
        prefer: &[&str],
        world: &'g Gazetteer,
    ) -> Option<Place<'g>> {
        let standing = |p: &Place| prefer.iter().position(|id| *id == p.country);
        let folded = fold(name);
        let other = |p: &Place| fold(p.name) != folded;
        // A name of today before what a town was called once. The first of equals is the most populous, as the rows come in
        // that order.
        let exact = self.named(name, world).min_by_key(|p| {
            let rank = standing(p).unwrap_or(prefer.len());
            (rank == prefer.len(), other(p), rank)
        });
        // A village of that name in the country that is named most often is hardly meant beside a town in another.
        let known = exact.and_then(|chosen| {
            let mut others = self.named(name, world);
            others.find(|p| {
                let larger =
                    p.population >= KNOWN_TOWN && p.population / LARGER >= chosen.population;
                larger && standing(p).is_some() && standing(&chosen).is_some() && !other(p)
            })
        });
        match known.or(exact) {
            Some(p) if standing(&p).is_some() || p.population >= KNOWN_EVERYWHERE => Some(p),
            exact => self.towns(world).nearly(name, prefer).or(exact),
        }
    }
}

/// How far the towns of a country or a province lie from its middle, and how many people live in them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reach {
    pub kilometres: f64,
    pub people: u64,
}

impl Reach {
    pub(super) fn with(self, other: Reach) -> Reach {
        Reach {
            kilometres: self.kilometres.max(other.kilometres),
            people: self.people + other.people,
        }
    }
}

impl Towns {
    pub(super) fn districts(&self) -> &Districts {
        self.districts.get_or_init(|| Districts::of(&self.block))
    }

    /// The district with this number in the block, from 1.
    pub(super) fn district(&self, number: u16) -> Option<District<'_>> {
        let index = usize::from(number).checked_sub(1)?;
        Some(District {
            geonames: *self.block.district_ids.get(index)?,
            name: self.block.districts.get(index)?,
        })
    }

    pub(super) fn place(&self, row: u32) -> Place<'_> {
        let (town, block) = (row as usize, &self.block);
        Place {
            geonames: block.ids[town],
            name: block.name(town),
            country: self.countries[block.country[town] as usize],
            province: &block.provinces[block.province[town] as usize],
            district: self.district(block.district[town]),
            lat: f32::from(block.lat[town]) / 100.0,
            lon: f32::from(block.lon[town]) / 100.0,
            population: block.population[town],
        }
    }

    /// The one town in the preferred countries whose name has the shape of this one.
    fn nearly(&self, name: &str, prefer: &[&str]) -> Option<Place<'_>> {
        if name.chars().count() < SHORTEST_SPELLING {
            return None;
        }
        let name = fold(name);
        let shapes = Rough::of(&name);
        let town = shapes.iter().find_map(|shape| {
            let mut found = prefer.iter().filter_map(|id| {
                let country = self.countries.iter().position(|c| c == id)?;
                self.rough(country).get(shape)
            });
            match (found.next(), found.next()) {
                (Some(Unique::One(row)), None) => Some(self.place(*row)),
                _ => None,
            }
        });
        // A name like one of the names of another language, or that shares no more than some consonants, is another town's.
        town.filter(|town| alike(&fold(town.name), &name))
    }

    fn rough(&self, country: usize) -> &FxHashMap<Rough, Unique> {
        self.rough[country].get_or_init(|| {
            let mut shapes: FxHashMap<Rough, Unique> = FxHashMap::default();
            for (key, rows) in self.block.keys() {
                let here = |row: &&u32| self.block.country[**row as usize] as usize == country;
                for &row in rows.iter().filter(here) {
                    for shape in Rough::of(key) {
                        shapes
                            .entry(shape)
                            .and_modify(|u| u.add(row))
                            .or_insert(Unique::One(row));
                    }
                }
            }
            shapes
        })
    }
}
