//! [`Met`]: terms as they are met, each once, one behind the other in memory.

use super::Id;
use crate::store::pages::sum;

/// A place where no number is.
const FREE: Id = Id::MAX;
/// Places to begin with; always a power of two.
const FIRST: usize = 1 << 10;

/// Strings of bytes, numbered as they were met. Millions of them stand in three stretches of memory, not in one each.
#[derive(Default)]
pub(super) struct Met {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    /// The lower half of the hash of each.
    hashes: Vec<u32>,
    /// Numbers by hash, in the first place that was free; no more than half of them are taken.
    places: Vec<Id>,
}

impl Met {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// One by its number.
    pub fn get(&self, number: Id) -> &[u8] {
        let number = number as usize;
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[begin..self.ends[number]]
    }

    /// The first byte of one.
    pub fn first_mut(&mut self, number: Id) -> Option<&mut u8> {
        let number = number as usize;
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.bytes.get_mut(begin)
    }

    /// The number of one, which is its next where it is new.
    pub fn number(&mut self, bytes: &[u8]) -> Id {
        self.hashed(bytes, sum(bytes) as u32)
    }

    /// The number of one that has a number among others.
    pub fn number_of(&mut self, others: &Met, number: Id) -> Id {
        self.hashed(others.get(number), others.hashes[number as usize])
    }

    /// The number of one, if it was met.
    pub fn find(&self, bytes: &[u8]) -> Option<Id> {
        match self.places.is_empty() {
            true => None,
            false => self.search(bytes, sum(bytes) as u32).ok(),
        }
    }

    /// The number of one, or the place where it would stand.
    fn search(&self, bytes: &[u8], hash: u32) -> Result<Id, usize> {
        let mut place = self.place(hash);
        while self.places[place] != FREE {
            let number = self.places[place];
            if self.hashes[number as usize] == hash && self.get(number) == bytes {
                return Ok(number);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        Err(place)
    }

    fn hashed(&mut self, bytes: &[u8], hash: u32) -> Id {
        if self.places.len() < 2 * (self.len() + 1) {
            self.grow();
        }
        let place = match self.search(bytes, hash) {
            Ok(number) => return number,
            Err(place) => place,
        };
        // A store of more terms than there are numbers would not fit into memory long before.
        let number = Id::try_from(self.len()).unwrap_or(FREE);
        self.places[place] = number;
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len());
        self.hashes.push(hash);
        number
    }

    fn place(&self, hash: u32) -> usize {
        hash as usize & (self.places.len() - 1)
    }

    fn grow(&mut self) {
        let places = (2 * self.places.len()).max(FIRST);
        self.places = Vec::new();
        self.places = vec![FREE; places];
        for (number, hash) in (0..).zip(&self.hashes) {
            let mut place = self.place(*hash);
            while self.places[place] != FREE {
                place = (place + 1) & (places - 1);
            }
            self.places[place] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Met;

    #[test]
    fn each_is_there_once_however_many_there_are() {
        let mut met = Met::default();
        let name = |n: u32| format!("term {}", n % 5_000).into_bytes();
        for n in 0..20_000 {
            assert_eq!(met.number(&name(n)), n % 5_000);
        }
        assert_eq!(met.number(b""), 5_000);
        assert_eq!(met.len(), 5_001);
        for n in 0..5_000 {
            assert_eq!(met.get(n), name(n));
        }
        assert_eq!(met.get(5_000), b"");
    }
}
