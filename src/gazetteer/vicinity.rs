//! "near", "12 km east of", "12 km from": words before the name of a place that say where from it something is.

use super::table::{alternatives, rows};
use rustc_hash::FxHashMap;

const DISTANCES: &str = include_str!("../../gazetteer/distances.tsv");

/// No such words are longer.
const LONGEST: usize = 7;
/// Kilometres that "east of" without a distance may reach.
const IN_A_DIRECTION: f64 = 15.0;
/// A distance is told so exactly.
const EXACTNESS: f64 = 0.2;

/// Where something is from a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vicinity {
    /// Kilometres from the place to the middle of where it is.
    pub distance: f64,
    /// Degrees clockwise from north.
    pub bearing: f64,
    /// Kilometres that it may be off that middle.
    pub radius: f64,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Bearing,
    Length,
    Near,
    /// At a distance, nobody says which way.
    Away,
}

/// The words of the table.
#[derive(Debug)]
pub(super) struct Vicinities {
    words: FxHashMap<&'static str, (Kind, f64)>,
}

impl Vicinities {
    pub(super) fn embedded() -> Vicinities {
        let mut words = FxHashMap::default();
        for [kind, value, alternates] in rows(DISTANCES) {
            let kind = match kind {
                "bearing" => Kind::Bearing,
                "length" => Kind::Length,
                "away" => Kind::Away,
                _ => Kind::Near,
            };
            let value: f64 = value.parse().unwrap_or_default();
            words.extend(
                alternatives(alternates)
                    .into_iter()
                    .map(|w| (w, (kind, value))),
            );
        }
        Vicinities { words }
    }

    /// The longest run of words at the end of these that says where from a place something is, and how many they are.
    pub(super) fn at_end(&self, words: &[&str]) -> Option<(usize, Vicinity)> {
        let longest = words.len().min(LONGEST);
        (1..=longest).rev().find_map(|count| {
            let found = self.read(&words[words.len() - count..])?;
            Some((count, found))
        })
    }

    fn read(&self, words: &[&str]) -> Option<Vicinity> {
        if let Some((Kind::Near, radius)) = self.words.get(words.join(" ").as_str()) {
            return Some(Vicinity {
                distance: 0.0,
                bearing: 0.0,
                radius: *radius,
            });
        }
        let bearing = |words: &[&str]| match self.words.get(words.join(" ").as_str()) {
            Some((Kind::Bearing, degrees)) => Some(*degrees),
            _ => None,
        };
        let before = words.strip_suffix(&["of"]);
        if let Some(bearing) = before.and_then(bearing) {
            let distance = IN_A_DIRECTION / 2.0;
            return Some(Vicinity {
                distance,
                bearing,
                radius: distance,
            });
        }
        let [number, unit, rest @ ..] = words else {
            return None;
        };
        let number: f64 = number.replace(',', "").parse().ok()?;
        let distance = match self.words.get(unit) {
            Some((Kind::Length, length)) if number > 0.0 => number * length,
            _ => return None,
        };
        let radius = (distance * EXACTNESS).max(1.0);
        if let Some((Kind::Away | Kind::Near, _)) = self.words.get(rest.join(" ").as_str()) {
            return Some(Vicinity {
                distance: 0.0,
                bearing: 0.0,
                radius: distance + radius,
            });
        }
        Some(Vicinity {
            distance,
            bearing: bearing(rest.strip_suffix(&["of"])?)?,
            radius,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Vicinities;

    fn read(text: &str) -> Option<(usize, f64, f64, f64)> {
        let words: Vec<&str> = text.split(' ').collect();
        let (count, v) = Vicinities::embedded().at_end(&words)?;
        Some((count, v.distance, v.bearing, v.radius))
    }

    #[test]
    fn words_say_how_far_and_where_to() {
        assert_eq!(read("a house near"), Some((1, 0.0, 0.0, 10.0)));
        assert_eq!(read("fell close to"), Some((2, 0.0, 0.0, 10.0)));
        assert_eq!(read("on the outskirts of"), Some((4, 0.0, 0.0, 5.0)));
        assert_eq!(
            read("some 20 km south-east of"),
            Some((4, 20.0, 135.0, 4.0))
        );
        assert_eq!(read("2 km north of"), Some((4, 2.0, 0.0, 1.0)));
        assert_eq!(read("just east of"), Some((2, 7.5, 90.0, 7.5)));
        assert_eq!(read("a hill 20 km from"), Some((3, 0.0, 0.0, 24.0)));
        assert_eq!(read("5 km outside"), Some((3, 0.0, 0.0, 6.0)));
        assert_eq!(read("20 soldiers from"), None);
        assert_eq!(read("the town of"), None);
        assert_eq!(read("20 soldiers east of"), Some((2, 7.5, 90.0, 7.5)));
    }
}
