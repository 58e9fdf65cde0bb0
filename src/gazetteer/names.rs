//! An index from folded names to rows.

use crate::fold::fold;
use rustc_hash::FxHashMap;

/// An acronym this short is also a common word ("us", "is", "who"), so its letter case counts.
const SHORT: usize = 3;

/// An index of names. Entries of one name keep the order in which they were added.
#[derive(Debug)]
pub(super) struct Names<T> {
    index: FxHashMap<String, Vec<Named<T>>>,
}

#[derive(Debug)]
struct Named<T> {
    value: T,
    acronym: bool,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names {
            index: FxHashMap::default(),
        }
    }
}

impl<T: Copy + PartialEq> Names<T> {
    /// Adds a name of `value`; a name given twice counts once.
    pub(super) fn add(&mut self, name: &str, value: T) {
        let key = fold(name);
        let acronym = key.len() <= SHORT && capitals(name) >= 2;
        let entries = self.index.entry(key).or_default();
        match entries.iter_mut().find(|e| e.value == value) {
            Some(entry) => entry.acronym &= acronym,
            None => entries.push(Named { value, acronym }),
        }
    }

    /// What `name` stands for, where letter case counts for short acronyms.
    pub(super) fn get<'n>(&'n self, name: &str) -> impl Iterator<Item = T> + use<'n, T> {
        let upper = capitals(name) >= 2;
        let entries = self.index.get(&fold(name)).into_iter().flatten();
        entries
            .filter(move |e| upper || !e.acronym)
            .map(|e| e.value)
    }
}

/// How many capital letters a name has.
fn capitals(name: &str) -> usize {
    name.chars().filter(|c| c.is_uppercase()).count()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn short_acronyms_need_their_capitals() {
        let mut names = Names::default();
        names.add("U.S.", 1);
        names.add("NATO", 2);
        assert_eq!(names.get("US").collect::<Vec<_>>(), [1]);
        assert_eq!(names.get("us").count(), 0);
        assert_eq!(names.get("Us").count(), 0);
        assert_eq!(names.get("Nato").collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn one_name_may_stand_for_two_things_in_order() {
        let mut names = Names::default();
        names.add("CPC", 1);
        names.add("C.P.C.", 2);
        names.add("CPC", 1);
        assert_eq!(names.get("CPC").collect::<Vec<_>>(), [1, 2]);
    }
}
