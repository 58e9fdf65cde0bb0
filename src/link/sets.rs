//! Sets of ids, as numbers: what accounts are compared by most.

use super::wording::hash;

/// A sorted set of ids, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ids<'p>(&'p [u64]);

impl<'p> Ids<'p> {
    /// Of numbers that are sorted, each once.
    pub fn new(sorted: &'p [u64]) -> Ids<'p> {
        Ids(sorted)
    }

    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    pub fn len(self) -> usize {
        self.0.len()
    }

    pub fn iter(self) -> impl Iterator<Item = u64> + 'p {
        self.0.iter().copied()
    }

    pub fn first(self) -> Option<u64> {
        self.0.first().copied()
    }

    pub fn shared(self, other: Ids<'_>) -> usize {
        self.iter().filter(|id| other.has(*id)).count()
    }

    pub fn meet(self, other: Ids<'_>) -> bool {
        self.iter().any(|id| other.has(id))
    }

    /// Both say something, and nothing in common.
    pub fn differ(self, other: Ids<'_>) -> bool {
        !self.is_empty() && !other.is_empty() && !self.meet(other)
    }

    /// As a rule there are one or two.
    pub fn has(self, id: u64) -> bool {
        match self.0.len() {
            0..=8 => self.0.contains(&id),
            _ => self.0.binary_search(&id).is_ok(),
        }
    }
}

/// Ids as numbers, sorted, each once.
pub(super) fn numbers<'i>(ids: impl IntoIterator<Item = &'i str>) -> Vec<u64> {
    sorted(ids.into_iter().map(hash))
}

/// Numbers sorted, each once.
pub(super) fn sorted(numbers: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut numbers: Vec<u64> = numbers.into_iter().collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// What the sets of an account hold.
#[derive(Debug, Clone, Copy)]
#[repr(usize)]
pub(super) enum Set {
    Doers,
    Sufferers,
    DoerSides,
    SuffererSides,
    Sides,
    People,
    Victims,
    Specific,
    Weapons,
    Towns,
    Places,
    PlaceNames,
    Within,
    Around,
    Voices,
    DayParts,
    Kinds,
}

const SETS: usize = Set::Kinds as usize + 1;

/// All sets of an account in one place: most have few ids or none, and there are very many accounts.
#[derive(Debug)]
pub(super) struct Sets {
    ids: Box<[u64]>,
    /// Where each ends.
    ends: [u32; SETS],
}

impl Sets {
    /// Of sets by what they hold; what is not given is empty.
    pub fn of(mut sets: Vec<(Set, Vec<u64>)>) -> Sets {
        sets.sort_unstable_by_key(|(set, _)| *set as usize);
        let mut ids = Vec::with_capacity(sets.iter().map(|(_, ids)| ids.len()).sum());
        let (mut ends, mut sets) = ([0; SETS], sets.into_iter().peekable());
        for (at, end) in ends.iter_mut().enumerate() {
            if let Some((_, set)) = sets.next_if(|(set, _)| *set as usize == at) {
                ids.extend(set);
            }
            *end = ids.len() as u32;
        }
        Sets {
            ids: ids.into(),
            ends,
        }
    }

    fn get(&self, set: Set) -> Ids<'_> {
        let at = set as usize;
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Ids(&self.ids[begin as usize..self.ends[at] as usize])
    }

    /// Who did it, as they are named.
    pub fn doers(&self) -> Ids<'_> {
        self.get(Set::Doers)
    }

    /// To whom, as they are named.
    pub fn sufferers(&self) -> Ids<'_> {
        self.get(Set::Sufferers)
    }

    /// Who did it, rolled up to countries, so that "Turkish troops" and "Turkey" agree; only names.
    pub fn doer_sides(&self) -> Ids<'_> {
        self.get(Set::DoerSides)
    }

    /// To whom, rolled up in the same way.
    pub fn sufferer_sides(&self) -> Ids<'_> {
        self.get(Set::SuffererSides)
    }

    /// All actors by name, rolled up.
    pub fn sides(&self) -> Ids<'_> {
        self.get(Set::Sides)
    }

    /// People by name: two visits of one country's ministers are not one because of the country.
    pub fn people(&self) -> Ids<'_> {
        self.get(Set::People)
    }

    /// The words of the names of people who surely suffered.
    pub fn victims(&self) -> Ids<'_> {
        self.get(Set::Victims)
    }

    /// Things that were hit.
    pub fn specific(&self) -> Ids<'_> {
        self.get(Set::Specific)
    }

    pub fn weapons(&self) -> Ids<'_> {
        self.get(Set::Weapons)
    }

    /// Towns and smaller.
    pub fn towns(&self) -> Ids<'_> {
        self.get(Set::Towns)
    }

    /// All places.
    pub fn places(&self) -> Ids<'_> {
        self.get(Set::Places)
    }

    /// How its places are called, by all names that they have.
    pub fn place_names(&self) -> Ids<'_> {
        self.get(Set::PlaceNames)
    }

    /// What they lie in.
    pub fn within(&self) -> Ids<'_> {
        self.get(Set::Within)
    }

    /// Those of the places of which it is known what they lie in, with the districts and provinces that they lie in.
    pub fn around(&self) -> Ids<'_> {
        self.get(Set::Around)
    }

    /// Who is quoted for it.
    pub fn voices(&self) -> Ids<'_> {
        self.get(Set::Voices)
    }

    /// Parts of the day that the sentence names.
    pub fn day_parts(&self) -> Ids<'_> {
        self.get(Set::DayParts)
    }

    /// Its class and those above it.
    pub fn kinds(&self) -> Ids<'_> {
        self.get(Set::Kinds)
    }
}
