//! [`Hashes`]: the number of a term by its hash.
//!
//! A place for each of four thirds as many as there are terms: the higher half of the hash (4 bytes) and the number of the term (4
//! bytes), 2³² − 1 where the place is free. A term is at the place that the hash points to, as the part of all places that
//! it is of all hashes, or at the next that was free when it was put there; they were put there by number.

use super::Id;
use crate::store::StoreError;
use crate::store::pages::{At, Section, sum};

/// Bytes of a place.
const PLACE: usize = 8;
/// Places that are looked at; sound files never come near.
const MOST: usize = 10_000;

/// Numbers by hash.
pub(super) struct Hashes {
    places: Section,
}

/// How many places so many terms have; a damaged file may say that it has more terms than can be.
fn places(terms: usize) -> usize {
    terms.saturating_add(terms / 3).saturating_add(1)
}

fn first(hash: u64, places: usize) -> usize {
    ((u128::from(hash) * places as u128) >> 64) as usize
}

/// Puts the hashes of terms, by number, behind `bytes`.
pub(super) fn write(hashes: &[u64], bytes: &mut Vec<u8>) -> At {
    let places = places(hashes.len());
    let mut taken = vec![(0, Id::MAX); places];
    for (hash, id) in hashes.iter().zip(0..) {
        let mut place = first(*hash, places);
        while taken[place].1 != Id::MAX {
            place = (place + 1) % places;
        }
        taken[place] = ((hash >> 32) as u32, id);
    }
    let begin = bytes.len() as u64;
    for (hash, id) in taken {
        bytes.extend_from_slice(&hash.to_le_bytes());
        bytes.extend_from_slice(&id.to_le_bytes());
    }
    (begin, bytes.len() as u64 - begin)
}

impl Hashes {
    /// The hashes of so many terms that lie there.
    pub fn open(all: &Section, at: At, terms: usize) -> Result<Hashes, StoreError> {
        let hashes = all.part(at)?;
        match hashes.len() == places(terms).saturating_mul(PLACE) {
            true => Ok(Hashes { places: hashes }),
            false => Err(all.refused("there are more or fewer hashes than terms")),
        }
    }

    /// The number of a term, which `is` knows by its number.
    pub fn find(&self, term: &[u8], is: impl Fn(Id) -> bool) -> Option<Id> {
        let (hash, places) = (sum(term), self.places.len() / PLACE);
        let mut place = first(hash, places);
        for _ in 0..places.min(MOST) {
            let (half, id) = self.places.get(place * PLACE, PLACE)?.split_first_chunk()?;
            let id = Id::from_le_bytes(id.try_into().ok()?);
            if id == Id::MAX {
                return None;
            }
            if u32::from_le_bytes(*half) == (hash >> 32) as u32 && is(id) {
                return Some(id);
            }
            place = (place + 1) % places;
        }
        self.places.wrong("its hashes make no sense")
    }
}
