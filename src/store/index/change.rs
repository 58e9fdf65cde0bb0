//! What of an [`Index`] goes when it becomes another one.

use super::builder::Builder;
use super::terms::is_long;
use super::{FUSED, Id, Index, TOLD};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rows of an index that go, and terms that leave their places.
#[derive(Default)]
pub(in crate::store) struct Gone {
    pub(super) fused: Vec<[Id; 3]>,
    pub(super) told: Vec<[Id; 4]>,
    /// Those that nothing has any more, and those whose place is another now: they come again, with all their rows.
    pub(super) terms: FxHashSet<Id>,
}

impl Index {
    /// All that is told of some nodes in the fused view, and in the graphs that they are.
    pub fn all_of(&self, nodes: impl Iterator<Item = Id>) -> Gone {
        let mut gone = Gone::default();
        for node in nodes {
            gone.fused.extend(self.fused[0].range(&[node]));
            let told = self.told[3].range(&[node]);
            gone.told.extend(told.map(|[g, s, p, o]| [s, p, o, g]));
        }
        gone
    }
}

impl Gone {
    /// Finds the terms that leave their places, and lets all their rows go and come again.
    pub(super) fn settle(&mut self, base: &Index, come: &mut Builder) {
        self.sort();
        let properties: Vec<Id> = self.properties(base, come);
        let rows = self.rows_of(base, &properties, &[0, 2, 3]);
        self.again(rows, base, come);
        let texts = self.texts(base, come);
        let rows = self.rows_of(base, &texts, &[2]);
        self.again(rows, base, come);
        self.terms = self.unused(base, come);
        self.terms.extend(properties);
        self.terms.extend(texts);
    }

    fn sort(&mut self) {
        self.fused.sort_unstable();
        self.fused.dedup();
        self.told.sort_unstable();
        self.told.dedup();
    }

    /// How many rows that go have a term in a column.
    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.fused {
            for (column, id) in row.iter().enumerate() {
                counts.entry(*id).or_default().0[column] += 1;
            }
        }
        for row in &self.told {
            for (column, id) in row.iter().enumerate() {
                counts.entry(*id).or_default().1[column] += 1;
            }
        }
        counts
    }

    /// What becomes a property, and what is none any more: properties have the first numbers.
    fn properties(&self, base: &Index, come: &Builder) -> Vec<Id> {
        let new = come.properties.iter().map(|id| come.met.get(*id));
        let mut moved: Vec<Id> = new.filter_map(|node| base.terms.find(node)).collect();
        for (id, (fused, told)) in self.counts() {
            let gone = fused[1] + told[1];
            let all = || base.fused[1].range(&[id]).len() + base.told[1].range(&[id]).len();
            let comes = || {
                come.number(&base.terms, id)
                    .is_some_and(|id| come.properties.contains(&id))
            };
            if gone > 0 && all() <= gone && !comes() {
                moved.push(id);
            }
        }
        moved
    }

    /// Long literals that another node may be the first to have now.
    fn texts(&self, base: &Index, come: &Builder) -> Vec<Id> {
        let short = base.terms.short.len() as Id;
        let fused = self.fused.iter().map(|row| row[2]);
        let told = self.told.iter().map(|row| row[2]);
        let met = (0..come.met.len() as Id).map(|id| come.met.get(id));
        let met = met.filter(|bytes| is_long(bytes));
        let met = met.filter_map(|bytes| base.terms.find(bytes));
        let mut texts: Vec<Id> = fused.chain(told).chain(met).collect();
        texts.retain(|id| *id >= short);
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    /// The rows of a base that begin with some terms in some of its orders, and do not go yet.
    fn rows_of(&self, base: &Index, terms: &[Id], orders: &[usize]) -> Gone {
        let mut rows = Gone::default();
        for begin in terms.iter().map(std::slice::from_ref) {
            for order in orders {
                if let Some((table, order)) = base.fused.get(*order).zip(FUSED.get(*order)) {
                    rows.fused
                        .extend(table.range(begin).map(|row| parts(row, order)));
                }
                let (table, order) = (&base.told[*order], &TOLD[*order]);
                rows.told
                    .extend(table.range(begin).map(|row| parts(row, order)));
            }
        }
        rows.sort();
        rows.fused
            .retain(|row| self.fused.binary_search(row).is_err());
        rows.told
            .retain(|row| self.told.binary_search(row).is_err());
        rows
    }

    /// Lets rows go and come again.
    fn again(&mut self, rows: Gone, base: &Index, come: &mut Builder) {
        come.again(&base.terms, &rows.fused, &rows.told);
        self.fused.extend(rows.fused);
        self.told.extend(rows.told);
        self.sort();
    }

    /// Terms that no row has that stays, and none that comes.
    fn unused(&self, base: &Index, come: &Builder) -> FxHashSet<Id> {
        let stays = |id: Id, fused: [usize; 3], told: [usize; 4]| {
            let fused = (0..3).any(|at| base.fused[at].range(&[id]).len() > fused[at]);
            fused || (0..4).any(|at| base.told[at].range(&[id]).len() > told[at])
        };
        let counts = self.counts().into_iter();
        let unused = counts.filter(|(id, (fused, told))| {
            !stays(*id, *fused, *told) && come.number(&base.terms, *id).is_none()
        });
        unused.map(|(id, _)| id).collect()
    }
}

/// For each term how many rows have it, by column: of the fused view and of articles' graphs.
type Counts = FxHashMap<Id, ([usize; 3], [usize; 4])>;

/// Subject, property, object and graph of a row of an order.
fn parts<const N: usize>(row: [Id; N], order: &[usize; N]) -> [Id; N] {
    let mut parts = row;
    for (part, id) in order.iter().zip(row) {
        parts[*part] = id;
    }
    parts
}
