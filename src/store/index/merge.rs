//! [`Merge`]: the terms and rows of an index that stay, and others, as those of one index. What stays is read where it lies,
//! in its order, and nothing of it is sorted again.

use super::met::Met;
use super::prints::{self, Differs, Numbered, Prints};
use super::rows::{Counter, Rows};
use super::terms::{NODE, PROPERTY, Terms, TermsAt, is_long};
use super::write::{Builder, PARTS, TERMS};
use super::{FUSED, Id, Index, IndexAt, TOLD, hashes, strings, texts};
use crate::store::StoreError;
use crate::store::pages::sum;
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Two indexes that become one. Terms have the numbers of the one that stays, and those that it has not numbers behind them.
struct Merge<'i> {
    old: Option<&'i Index>,
    /// How many terms that has.
    held: usize,
    met: Met,
    /// Terms that the old index has not, as they were met.
    fresh: Vec<Id>,
    /// Numbers of the old index that nothing has any more.
    dead: FxHashSet<Id>,
    fused: Rows<'i, 3>,
    told: Rows<'i, 4>,
    prints: Option<Numbered>,
    /// What becomes of the numbers.
    ids: Vec<Id>,
}

impl Builder {
    /// The bytes of an index, and where in them everything lies: of these quads and those of `stays` but for what differs.
    /// The same quads and prints give the same bytes, wherever they come from.
    pub fn finish(
        self,
        stays: Option<(&Index, &Differs)>,
        prints: Option<Prints>,
        watch: &dyn Watch,
    ) -> Result<(Vec<u8>, IndexAt), StoreError> {
        watch.begin(Stage::Indexing, PARTS);
        let (mut merge, mut bytes) = (Merge::of(self, stays, prints), Vec::new());
        let terms = merge.terms(&mut bytes);
        watch.step(TERMS);
        let at = merge.rest(terms, &mut bytes, watch);
        stays.map_or(Ok(()), |(index, _)| index.sound())?;
        Ok((bytes, at))
    }
}

impl<'i> Merge<'i> {
    /// Of the quads of a builder and those of an index but for what differs.
    fn of(
        builder: Builder,
        stays: Option<(&'i Index, &Differs)>,
        prints: Option<Prints>,
    ) -> Merge<'i> {
        let Builder {
            met,
            properties,
            fused,
            told,
            ..
        } = builder;
        let old = stays.map(|(index, _)| index);
        let mut merge = Merge {
            old,
            held: old.map_or(0, |index| index.terms.len()),
            met,
            fresh: Vec::new(),
            dead: FxHashSet::default(),
            fused: Rows::new(old.map(|index| &index.fused), FUSED, fused),
            told: Rows::new(old.map(|index| &index.told), TOLD, told),
            prints: None,
            ids: Vec::new(),
        };
        let numbers = merge.numbers();
        let number = |key: &[u8]| {
            let known = old.and_then(|old| old.terms.place(key));
            known.or_else(|| Some(numbers[merge.met.find(key)? as usize]))
        };
        merge.prints = prints.map(|prints| prints.numbered(number));
        let properties: FxHashSet<Id> = properties.iter().map(|p| numbers[*p as usize]).collect();
        if let Some((index, differs)) = stays {
            merge.fused.number(&numbers);
            merge.told.number(&numbers);
            let [nodes, graphs] = &differs.old;
            merge.fused.leave(index.fused[0].ranges(nodes));
            let by_graph = index.told[3].ranges(graphs);
            merge.told.leave(by_graph.map(|[g, s, p, o]| [s, p, o, g]));
            merge.bury(&index.terms, &properties);
        }
        for property in properties {
            let met = (property as usize).checked_sub(merge.held);
            if let Some(kind) = met.and_then(|n| merge.met.first_mut(merge.fresh[n])) {
                *kind = PROPERTY;
            }
        }
        merge
    }

    /// The number of each term that was met.
    fn numbers(&mut self) -> Vec<Id> {
        let (held, mut fresh) = (self.held, Vec::new());
        let numbers = (0..self.met.len() as Id).map(|met| {
            let known = self.old.and_then(|old| old.terms.place(self.met.get(met)));
            known.unwrap_or_else(|| {
                fresh.push(met);
                (held + fresh.len() - 1) as Id
            })
        });
        let numbers = numbers.collect();
        self.fresh = fresh;
        numbers
    }

    /// Finds the terms that are in no quad any more, and gives new numbers to those that have become properties, or are none any
    /// more: their place in the order is another.
    fn bury(&mut self, terms: &Terms, properties: &FxHashSet<Id>) {
        let mut left: FxHashSet<Id> = FxHashSet::default();
        self.fused.terms_left(&mut left);
        self.told.terms_left(&mut left);
        let come = self.fused.terms_come().chain(self.told.terms_come());
        let come: FxHashSet<Id> = come.filter(|id| left.contains(id)).collect();
        let is_property = |id: Id| terms.is_property(id);
        let stays = |merge: &Self, id: Id, part: usize| {
            merge.fused.has(id, part) || merge.told.has(id, part)
        };
        let mut others: Vec<(Id, u8)> = Vec::new();
        for id in left {
            if !come.contains(&id) && !(0..TOLD.len()).any(|part| stays(self, id, part)) {
                self.dead.insert(id);
            } else if is_property(id) && !properties.contains(&id) && !stays(self, id, 1) {
                others.push((id, NODE));
            }
        }
        let old = properties.iter().filter(|id| (**id as usize) < self.held);
        others.extend(
            old.filter(|id| !is_property(**id))
                .map(|id| (*id, PROPERTY)),
        );
        others.sort_unstable();
        let mut renumbered: FxHashMap<Id, Id> = FxHashMap::default();
        for (id, kind) in others {
            let mut term = terms.read(id).unwrap_or_default();
            if let Some(first) = term.first_mut() {
                *first = kind;
            }
            let number = self.held + self.fresh.len();
            self.fresh.push(self.met.number(&term));
            renumbered.insert(id, number as Id);
            self.dead.insert(id);
            self.fused.pull(id);
            self.told.pull(id);
        }
        if !renumbered.is_empty() {
            for (id, _) in self.prints.iter_mut().flatten().flatten() {
                *id = renumbered.get(id).copied().unwrap_or(*id);
            }
            self.fused.renumber(&renumbered);
            self.told.renumber(&renumbered);
        }
    }

    /// Writes all terms in their order.
    fn terms(&mut self, bytes: &mut Vec<u8>) -> TermsAt {
        let all = self.held + self.fresh.len();
        self.ids = vec![Id::MAX; all];
        let fresh = 0..self.fresh.len() as Id;
        let term = |fresh: Id| self.met.get(self.fresh[fresh as usize]);
        let (long, mut short): (Vec<Id>, Vec<Id>) = fresh.partition(|fresh| is_long(term(*fresh)));
        short.par_sort_unstable_by(|a, b| term(*a).cmp(term(*b)));
        let (mut hashes, mut writer) = (Vec::with_capacity(all), strings::Writer::new(bytes));
        let (mut ids, held) = (std::mem::take(&mut self.ids), self.held);
        let mut put = |number: usize, string: &[u8]| {
            ids[number] = hashes.len() as Id;
            hashes.push(sum(string));
            writer.push(string);
        };
        let mut short = short.into_iter().peekable();
        if let Some(old) = self.old {
            let mut before = Vec::new();
            old.terms.short.each(|number, string| {
                if number > 0 && string <= before.as_slice() {
                    return old.bytes.wrong("its terms are not in order");
                }
                before.clear();
                before.extend_from_slice(string);
                while let Some(new) = short.next_if(|new| term(*new) < string) {
                    put(held + new as usize, term(new));
                }
                if !self.dead.contains(&(number as Id)) {
                    put(number, string);
                }
                Some(())
            });
        }
        for new in short {
            put(held + new as usize, term(new));
        }
        let short = writer.finish();
        self.ids = ids;
        let texts = self.long(long, hashes.len() as Id);
        let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
        hashes.extend(texts.iter().map(|text| sum(text)));
        TermsAt {
            short,
            long: texts::write(&texts, bytes),
            hashes: hashes::write(&hashes, bytes),
        }
    }

    /// Numbers long literals, in the order of the first node that has each, so that what stands in one article lies together.
    fn long(&mut self, fresh: Vec<Id>, begin: Id) -> Vec<Vec<u8>> {
        let short = self.old.map_or(0, |old| old.terms.short.len());
        let kept = (short..self.held).map(|number| number as Id);
        let kept: Vec<Id> = kept.filter(|number| !self.dead.contains(number)).collect();
        let mut first = vec![Id::MAX; self.ids.len()];
        self.fused.firsts(&self.ids, &kept, &mut first);
        self.told.firsts(&self.ids, &kept, &mut first);
        let old = kept.iter().filter_map(|number| {
            let term = self.old?.terms.read(*number)?;
            Some((first[*number as usize], term, *number as usize))
        });
        let mut long: Vec<(Id, Vec<u8>, usize)> = old.collect();
        long.extend(fresh.into_iter().map(|fresh| {
            let number = self.held + fresh as usize;
            let term = self.met.get(self.fresh[fresh as usize]).to_vec();
            (first[number], term, number)
        }));
        long.sort_unstable();
        let mut last = None;
        for ((.., number), id) in long.iter().zip(begin..) {
            self.ids[*number] = id;
            if *number < self.held {
                if last > Some(*number) {
                    // Its rows do not stand any more where they stood.
                    self.fused.pull(*number as Id);
                    self.told.pull(*number as Id);
                } else {
                    last = Some(*number);
                }
            }
        }
        long.into_iter().map(|(_, term, _)| term).collect()
    }

    /// Writes everything but the terms.
    fn rest(self, terms: TermsAt, bytes: &mut Vec<u8>, watch: &dyn Watch) -> IndexAt {
        let ids = self.ids;
        let prints = self.prints.map(|prints| prints::write(prints, &ids, bytes));
        drop((self.met, self.fresh));
        let mut known = Counter::default();
        let fused = self.fused.write(&ids, bytes, watch, |row| known.add(row));
        let told = self.told.write(&ids, bytes, watch, |_| {});
        IndexAt {
            terms,
            prints,
            known: known.finish(),
            fused,
            told,
        }
    }
}
