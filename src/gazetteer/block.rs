//! The packed towns, `places.bin`, as columns.
//!
//! Under LZ4: the number of towns and of names, the length of each part, then the parts. Numbers of more than one
//! byte lie in planes (all lowest bytes, then all next), names in sorted order without what they share with the one
//! before. `gazetteer/make.py` writes it.

use crate::fold::fold;

const PACKED: &[u8] = include_bytes!("../../gazetteer/places.bin");

/// How many parts there are.
const PARTS: usize = 18;

/// The columns of the table of towns, and the index of their names.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) ids: Vec<u32>,
    pub(super) lat: Vec<i16>,
    pub(super) lon: Vec<i16>,
    pub(super) population: Vec<u32>,
    /// An index into `countries`.
    pub(super) country: Vec<u8>,
    /// An index into `provinces`.
    pub(super) province: Vec<u16>,
    /// An index into `districts`, from 1; 0 where none is known.
    pub(super) district: Vec<u16>,
    names: Text,
    keys: Text,
    /// Where the rows of each key end in `rows`.
    row_ends: Vec<u32>,
    rows: Vec<u32>,
    /// ISO 3166 codes of two letters.
    pub(super) countries: Vec<String>,
    /// Names of provinces; the first is empty.
    pub(super) provinces: Vec<String>,
    /// The number in GeoNames of each district.
    pub(super) district_ids: Vec<u32>,
    /// Names of districts.
    pub(super) districts: Vec<String>,
}

/// Strings end to end.
#[derive(Debug, Default)]
struct Text {
    all: String,
    ends: Vec<u32>,
}

impl Text {
    fn get(&self, i: usize) -> &str {
        let begin = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range = begin as usize..self.ends[i] as usize;
        self.all.get(range).unwrap_or_default()
    }
}

impl Block {
    /// The block that the program carries; empty if that is damaged, which a test rules out.
    pub(super) fn embedded() -> Block {
        lz4_flex::block::decompress_size_prepended(PACKED)
            .ok()
            .and_then(|bytes| Block::read(&bytes))
            .unwrap_or_default()
    }

    fn read(bytes: &[u8]) -> Option<Block> {
        let word = |i: usize| {
            let at = bytes.get(4 * i..4 * i + 4)?;
            Some(u32::from_le_bytes(at.try_into().ok()?) as usize)
        };
        let mut rest = bytes.get(4 * (2 + PARTS)..)?;
        let mut parts = [&[][..]; PARTS];
        for (i, part) in parts.iter_mut().enumerate() {
            (*part, rest) = rest.split_at_checked(word(2 + i)?)?;
        }
        let [
            ids,
            lat,
            lon,
            people,
            country,
            province,
            lengths,
            names,
            indexed @ ..,
        ] = parts;
        let [
            shared,
            added,
            suffixes,
            meanings,
            rows,
            countries,
            provinces,
            district,
            district_ids,
            districts,
        ] = indexed;
        let towns = word(0)?;
        let signed = |plane: &[u8]| planes(plane, towns).map(|n| n as u16 as i16).collect();
        let lines = |text: &[u8]| {
            let text = std::str::from_utf8(text).ok()?;
            Some(text.split('\n').map(str::to_string).collect())
        };
        let block = Block {
            ids: planes(ids, towns).collect(),
            lat: signed(lat),
            lon: signed(lon),
            population: planes(people, towns)
                .map(|n| (n >> 4) * 10_u32.pow(n & 15))
                .collect(),
            country: country.to_vec(),
            province: planes(province, towns).map(|n| n as u16).collect(),
            names: Text {
                all: String::from_utf8(names.to_vec()).ok()?,
                ends: ends(lengths),
            },
            keys: keys(shared, added, suffixes)?,
            row_ends: ends(meanings),
            rows: planes(rows, rows.len() / 4).collect(),
            countries: lines(countries)?,
            provinces: lines(provinces)?,
            district: planes(district, towns).map(|n| n as u16).collect(),
            district_ids: planes(district_ids, district_ids.len() / 4).collect(),
            districts: lines(districts)?,
        };
        Some(block)
    }

    /// The name of a town.
    pub(super) fn name(&self, row: usize) -> &str {
        self.names.get(row)
    }

    /// The rows that a name, in whatever spelling, stands for: the most populous first.
    pub(super) fn rows(&self, name: &str) -> &[u32] {
        let key = fold(name);
        let (mut low, mut high) = (0, self.row_ends.len());
        while low < high {
            let middle = (low + high) / 2;
            match self.keys.get(middle).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.meanings(middle),
            }
        }
        &[]
    }

    /// Every folded name with its rows.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, &[u32])> {
        (0..self.row_ends.len()).map(|i| (self.keys.get(i), self.meanings(i)))
    }

    fn meanings(&self, key: usize) -> &[u32] {
        let begin = key.checked_sub(1).map_or(0, |before| self.row_ends[before]);
        &self.rows[begin as usize..self.row_ends[key] as usize]
    }
}

/// Numbers whose bytes lie in planes.
fn planes(bytes: &[u8], count: usize) -> impl Iterator<Item = u32> {
    let size = bytes.len().checked_div(count).unwrap_or_default();
    (0..count)
        .map(move |i| (0..size).fold(0, |n, p| n | u32::from(bytes[p * count + i]) << (8 * p)))
}

/// Running sums of lengths.
fn ends(lengths: &[u8]) -> Vec<u32> {
    let sums = lengths.iter().scan(0, |sum, &n| {
        *sum += u32::from(n);
        Some(*sum)
    });
    sums.collect()
}

/// The keys, each put together from what it shares with the one before and what is added.
fn keys(shared: &[u8], added: &[u8], suffixes: &[u8]) -> Option<Text> {
    let mut all: Vec<u8> = Vec::with_capacity(suffixes.len() * 3);
    let mut ends = Vec::with_capacity(shared.len());
    let (mut before, mut from) = (0, 0);
    for (&shared, &added) in shared.iter().zip(added) {
        let begin = all.len();
        all.extend_from_within(before..before + usize::from(shared));
        all.extend_from_slice(suffixes.get(from..from + usize::from(added))?);
        from += usize::from(added);
        before = begin;
        ends.push(all.len() as u32);
    }
    Some(Text {
        all: String::from_utf8(all).ok()?,
        ends,
    })
}

#[cfg(test)]
mod tests {
    use super::Block;
    use crate::fold::fold;

    #[test]
    fn the_block_is_whole() {
        let block = Block::embedded();
        assert!(block.ids.len() > 100_000);
        assert_eq!(
            block.rows.len(),
            *block.row_ends.last().expect("keys") as usize
        );
        assert!(block.rows.iter().all(|&r| (r as usize) < block.ids.len()));
        assert!(
            block
                .country
                .iter()
                .all(|&c| (c as usize) < block.countries.len())
        );
        assert!(
            block
                .province
                .iter()
                .all(|&p| (p as usize) < block.provinces.len())
        );
        assert_eq!(block.districts.len(), block.district_ids.len());
        assert!(
            block
                .district
                .iter()
                .all(|&d| usize::from(d) <= block.districts.len())
        );
        let sorted = (1..block.row_ends.len()).all(|i| block.keys.get(i - 1) < block.keys.get(i));
        assert!(sorted);
    }

    #[test]
    fn the_maker_folds_as_we_do() {
        let block = Block::embedded();
        for (key, _) in block.keys() {
            assert_eq!(fold(key), key);
        }
        let own = |row: usize| block.rows(block.name(row)).contains(&(row as u32));
        let lost: Vec<_> = (0..block.ids.len())
            .filter(|&row| fold(block.name(row)).len() > 2 && !own(row))
            .map(|row| block.name(row))
            .collect();
        assert!(
            lost.is_empty(),
            "{} of {}: {lost:?}",
            lost.len(),
            block.ids.len()
        );
    }
}
