//! Which full names of a document are one person's.

use super::entities::EntityId;
use super::mentions::Mentions;
use super::people::surname;
use crate::fold::fold;
use crate::gazetteer::Entry;
use crate::text::NameKind;
use std::collections::BTreeMap;

impl Mentions<'_> {
    /// First pass: full names before surnames, so that "Novak" in the first paragraph finds the name given in the third.
    pub(super) fn collect_people(&mut self) {
        let mut names: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for (s, tree) in self.trees.iter().enumerate() {
            for name in tree
                .sentence
                .names
                .iter()
                .filter(|n| n.kind == NameKind::Person)
            {
                names.insert((s, name.tokens.start), self.words(s, name));
            }
        }
        let mut full: Vec<String> = names
            .into_values()
            .map(|n| self.strip_title(&n).0)
            .filter(|n| n.contains(' '))
            // "Sinn Fein" taken for a person.
            .filter(|n| !matches!(self.gazetteer.lookup(n)[..], [Entry::Organisation(_)]))
            .collect();
        // The longest spelling first: "Jan Petr Novak" before "Petr Novak".
        full.sort_by_key(|n| std::cmp::Reverse(n.split(' ').count()));
        let mut met: Vec<(String, EntityId)> = Vec::new();
        for name in full {
            let folded = fold(&name);
            let last = surname(&folded);
            let by_surname = self.people.get(&last).copied();
            let by_surname = by_surname.filter(|&id| self.same_person(id, &folded));
            let longer = || met.iter().find(|(long, _)| is_shortened(&folded, long));
            let known = by_surname.or_else(|| longer().map(|(_, id)| *id));
            let id = match known {
                Some(id) => {
                    self.people.insert(folded.clone(), id);
                    self.people.entry(last.clone()).or_insert(id);
                    self.entities.get_mut(id).also_known_as(&name);
                    id
                }
                None => self.known_person(&name),
            };
            met.push((folded.clone(), id));
            for word in folded.split(' ').filter(|word| *word != last) {
                let known = self.given.entry(word.to_string()).or_insert(Some(id));
                *known = known.filter(|known| *known == id);
            }
        }
    }

    /// Two full names with one surname are one person when the given names of one are among those of the other.
    pub(super) fn same_person(&self, known: EntityId, folded: &str) -> bool {
        let other = fold(&self.entities.get(known).name);
        let given = |name: &str| name.split(' ').map(str::to_string).collect::<Vec<_>>();
        let (a, b) = (given(&other), given(folded));
        let (short, long) = if a.len() < b.len() {
            (&a, &b)
        } else {
            (&b, &a)
        };
        short.iter().all(|w| {
            long.contains(w) || (w.len() == 1 && long.iter().any(|l| l.starts_with(w.as_str())))
        })
    }
}

/// "Jose Novak" of "Jose Maria Novak Perez": whether a full name begins like a longer one and leaves out words of it.
fn is_shortened(name: &str, longer: &str) -> bool {
    let mut words = longer.split(' ');
    let begins = name.split(' ').next() == longer.split(' ').next();
    begins && name.split(' ').all(|word| words.any(|w| w == word))
}
