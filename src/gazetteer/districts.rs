//! Districts: what lies between a town and its province. They are known by their towns.

use super::Gazetteer;
use super::block::Block;
use super::entry::District;
use crate::fold::fold;
use crate::globe::kilometres;
use rustc_hash::FxHashMap;

/// Where a district is and what lies in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent<'g> {
    /// The id of its country.
    pub country: &'g str,
    /// The name of its province, or nothing.
    pub province: &'g str,
    /// Latitude and longitude of the middle of its towns.
    pub middle: (f32, f32),
    /// Kilometres from there to the farthest of them.
    pub reach: f64,
}

/// The towns of each district, and the districts by their names.
#[derive(Debug, Default)]
pub(super) struct Districts {
    /// By the index of a district, rows of its towns.
    towns: Vec<Vec<u32>>,
    /// Indexes by folded name, with and without its last word ("Hapur District").
    named: FxHashMap<String, Vec<u16>>,
    /// Indexes by the number of GeoNames.
    numbers: FxHashMap<u32, u16>,
}

impl Districts {
    pub(super) fn of(block: &Block) -> Districts {
        let mut districts = Districts {
            towns: vec![Vec::new(); block.districts.len()],
            ..Districts::default()
        };
        for (row, &district) in block.district.iter().enumerate() {
            let index = usize::from(district).checked_sub(1);
            if let Some(rows) = index.and_then(|index| districts.towns.get_mut(index)) {
                rows.push(row as u32);
            }
        }
        for (index, (name, number)) in block.districts.iter().zip(&block.district_ids).enumerate() {
            let (name, index) = (fold(name), index as u16);
            if let Some((short, _)) = name.rsplit_once(' ') {
                let known = districts.named.entry(short.to_string());
                known.or_default().push(index);
            }
            districts.named.entry(name).or_default().push(index);
            districts.numbers.insert(*number, index);
        }
        districts
    }
}

impl Gazetteer {
    /// The district of that name in the first of these countries that has one, and only one.
    pub fn district_named(&self, name: &str, countries: &[&str]) -> Option<District<'_>> {
        let towns = self.places.towns(self);
        let districts = towns.districts();
        let found = districts.named.get(&fold(name))?;
        let country = |index: &&u16| {
            let row = districts.towns[usize::from(**index)].first();
            row.map(|&row| towns.place(row).country)
        };
        countries.iter().find_map(|wanted| {
            let mut here = found.iter().filter(|i| country(i) == Some(*wanted));
            match (here.next(), here.next()) {
                (Some(&index), None) => towns.district(index + 1),
                _ => None,
            }
        })
    }

    /// Where the district with this number of GeoNames is.
    pub fn extent_of_district(&self, number: u32) -> Option<Extent<'_>> {
        let towns = self.places.towns(self);
        let districts = towns.districts();
        let index = districts.numbers.get(&number)?;
        let rows = &districts.towns[usize::from(*index)];
        let inside: Vec<_> = rows.iter().map(|&row| towns.place(row)).collect();
        let first = inside.first()?;
        let count = inside.len() as f32;
        let lat = inside.iter().map(|town| town.lat).sum::<f32>() / count;
        let lon = inside.iter().map(|town| town.lon).sum::<f32>() / count;
        let far = inside.iter().map(|town| {
            let point = (f64::from(town.lat), f64::from(town.lon));
            kilometres((f64::from(lat), f64::from(lon)), point).ceil()
        });
        Some(Extent {
            country: first.country,
            province: first.province,
            middle: (lat, lon),
            reach: far.fold(0.0, f64::max),
        })
    }
}
