//! Facts about the world that names are looked up in: countries, regions, cities, organisations, offices.
//!
//! The facts are the tables in `gazetteer/`, which the program carries inside it; this module reads them and answers
//! questions. Nothing here knows the name of anybody or any place: to teach it one, add a line to a table.
//!
//! ```
//! let world = dateline::gazetteer::Gazetteer::embedded();
//! assert_eq!(world.demonym("Turkish").map(|c| c.id), Some("turkey"));
//! assert_eq!(world.metonym("Ankara").map(|c| c.id), Some("turkey"));
//! ```

mod block;
mod districts;
mod entry;
mod extent;
mod identities;
mod load;
mod names;
mod offices;
mod places;
mod rough;
mod table;
mod vicinity;

pub use districts::Extent;
pub use entry::{
    Country, District, Entry, Gender, Holder, Organisation, OrganisationKind, Place, Region,
    RegionKind,
};
pub use extent::SHORTEST_OTHER_NAME;
pub use identities::Identity;
pub use load::publishers;
pub use offices::{ActsFor, Title, TitleKind};
pub use vicinity::Vicinity;

use crate::globe::{Point, away, hundredths};
use names::Names;
use offices::Offices;
use places::Places;
use rustc_hash::{FxHashMap, FxHashSet};
use vicinity::Vicinities;

/// A place with fewer people than this is less likely to be meant than a region of the same name.
const TOWN_BEFORE_REGION: u32 = 50_000;

/// The facts, loaded and indexed. Build it once; it can be shared between threads.
#[derive(Debug)]
pub struct Gazetteer {
    countries: Vec<Country>,
    regions: Vec<Region>,
    organisations: Vec<Organisation>,
    offices: Offices,
    genders: FxHashMap<String, Gender>,
    names: Names<Named>,
    adjectives: Names<Named>,
    peoples: Names<Named>,
    metonyms: Names<Named>,
    codes: FxHashMap<String, usize>,
    places: Places,
    vicinities: Vicinities,
    /// By the id of a node.
    identities: FxHashMap<&'static str, Identity>,
    /// Months and days of the week.
    calendar: FxHashSet<&'static str>,
}

/// What a name in one of the indexes stands for: a row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Country(usize),
    Region(usize),
    Organisation(usize),
}

impl Gazetteer {
    /// Every entry a name may mean, most likely first.
    ///
    /// Letter case is ignored but for acronyms of two or three letters: "US" and "U.S." are a country, "us" is not.
    pub fn lookup(&self, name: &str) -> Vec<Entry<'_>> {
        let mut found: Vec<Entry<'_>> = self.names.get(name).map(|n| self.entry(n)).collect();
        found.extend(self.places.named(name, self).map(Entry::Place));
        found.sort_by(|a, b| a.rank().cmp(&b.rank()));
        found
    }

    fn entry(&self, named: Named) -> Entry<'_> {
        match named {
            Named::Country(i) => Entry::Country(&self.countries[i]),
            Named::Region(i) => Entry::Region(&self.regions[i]),
            Named::Organisation(i) => Entry::Organisation(&self.organisations[i]),
        }
    }

    /// Every country, in the order of their ids.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// Every region, in the order of their ids.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Every organisation, in the order of their ids.
    pub fn organisations(&self) -> &[Organisation] {
        &self.organisations
    }

    /// The country with this id, such as `turkey`.
    pub fn country(&self, id: &str) -> Option<&Country> {
        by_id(&self.countries, id, |c| c.id)
    }

    /// The region with this id.
    pub fn region(&self, id: &str) -> Option<&Region> {
        by_id(&self.regions, id, |r| r.id)
    }

    /// The organisation with this id.
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        by_id(&self.organisations, id, |o| o.id)
    }

    /// The country with this code, of two letters or three: ISO 3166, or CAMEO where that differs.
    pub fn country_by_code(&self, code: &str) -> Option<&Country> {
        self.codes
            .get(&code.to_ascii_uppercase())
            .map(|&i| &self.countries[i])
    }

    /// The country of an adjective: "Turkish".
    pub fn demonym(&self, word: &str) -> Option<&Country> {
        self.first_country(&self.adjectives, word)
    }

    /// The country of a people: "Turks", "a Turk".
    pub fn people(&self, word: &str) -> Option<&Country> {
        self.first_country(&self.peoples, word)
    }

    /// The region of an adjective or a people that is not a country's: "Chechen", "Kurds".
    pub fn region_demonym(&self, word: &str) -> Option<&Region> {
        let mut found = self.adjectives.get(word).chain(self.peoples.get(word));
        found.find_map(|named| match named {
            Named::Region(i) => Some(&self.regions[i]),
            _ => None,
        })
    }

    /// The country whose government this capital or palace stands for: "Ankara said".
    pub fn metonym(&self, word: &str) -> Option<&Country> {
        self.first_country(&self.metonyms, word)
    }

    fn first_country<'g>(&'g self, names: &Names<Named>, word: &str) -> Option<&'g Country> {
        names.get(word).find_map(|named| match named {
            Named::Country(i) => Some(&self.countries[i]),
            _ => None,
        })
    }

    /// The title with this name, singular or plural.
    pub fn title(&self, words: &str) -> Option<&Title> {
        self.offices.title(words)
    }

    /// The longest title that these words, in lower case, begin with, and how many words it has.
    pub fn match_title(&self, lower_words: &[&str]) -> Option<(usize, &Title)> {
        self.offices.match_title(lower_words)
    }

    /// Everybody in the table of office holders with this surname or full name, in order of time.
    pub fn holders(&self, surname_or_full: &str) -> Vec<&Holder> {
        self.offices.holders(surname_or_full)
    }

    /// Who held this office of this country on this day, when the table knows.
    pub fn in_office(&self, title: &str, country: &str, on: jiff::civil::Date) -> Option<&Holder> {
        self.offices.in_office(title, country, on)
    }

    /// The gender that a given name usually tells of.
    pub fn gender(&self, given: &str) -> Option<Gender> {
        self.genders.get(&crate::fold::fold(given)).copied()
    }

    /// The longest run of words, in lower case, at the end of these that says where from a place something is ("12 km
    /// east of", "near"), and how many words they are.
    pub fn vicinity(&self, lower_words: &[&str]) -> Option<(usize, Vicinity)> {
        self.vicinities.at_end(lower_words)
    }

    /// Whether a word is the name of a month or of a day of the week.
    pub fn is_calendar_word(&self, word: &str) -> bool {
        self.calendar.contains(crate::fold::fold(word).as_str())
    }

    /// The place called `name`: one in a preferred country (ids) before any other, then the most populous.
    ///
    /// When nothing has that very name, one place in the preferred countries whose name is the same but for vowels,
    /// doubled letters and articles is taken for it (Saraqeb for Saraqib).
    pub fn place(&self, name: &str, prefer: &[&str]) -> Option<Place<'_>> {
        self.places.place(name, prefer, self)
    }
}

impl Vicinity {
    /// The middle of where it is from a point, in degrees.
    pub fn from(&self, point: Point) -> Point {
        let (lat, long) = away(point, self.bearing, self.distance);
        (hundredths(lat), hundredths(long))
    }
}

/// Finds a row in a table that is sorted by its ids.
fn by_id<'t, T>(rows: &'t [T], id: &str, key: impl Fn(&T) -> &str) -> Option<&'t T> {
    rows.binary_search_by(|row| key(row).cmp(id))
        .ok()
        .map(|i| &rows[i])
}
