//! [`Clusters`]: accounts that come together.

/// Accounts of a group that a newcomer is compared with.
const WITNESSES: usize = 16;

/// Union-find over accounts, which stand in the order of their documents; the smallest index is the root.
pub(super) struct Clusters<'d> {
    /// For each account the index of its document.
    documents: &'d [usize],
    parents: Vec<u32>,
    /// Each account alone, as a group has its members.
    alone: Vec<u32>,
    /// Of roots that others have come to: the accounts, sorted. Most stay alone.
    members: Vec<Vec<u32>>,
}

impl<'d> Clusters<'d> {
    /// All accounts, each alone.
    pub fn new(documents: &'d [usize]) -> Clusters<'d> {
        let alone: Vec<u32> = (0..documents.len() as u32).collect();
        Clusters {
            documents,
            parents: alone.clone(),
            members: vec![Vec::new(); alone.len()],
            alone,
        }
    }

    /// The first account of the group of one.
    pub fn root(&mut self, i: usize) -> usize {
        let mut i = i as u32;
        while self.parents[i as usize] != i {
            let above = self.parents[self.parents[i as usize] as usize];
            self.parents[i as usize] = above;
            i = above;
        }
        i as usize
    }

    /// Two groups as they are, by the accounts of both: whoever joins one of them makes it another. They are told by their first
    /// accounts and how many they have, since a group only grows.
    pub fn both(&mut self, i: usize, j: usize) -> [(u32, u32); 2] {
        [i, j].map(|i| {
            let root = self.root(i);
            (root as u32, self.members(root).len() as u32)
        })
    }

    fn members(&self, root: usize) -> &[u32] {
        match self.members[root].as_slice() {
            [] => std::slice::from_ref(&self.alone[root]),
            members => members,
        }
    }

    /// Whether no pair speaks against one group: each `fits`, and what one document tells as two events was `told_twice`.
    pub fn may_join(
        &mut self,
        i: usize,
        j: usize,
        mut fits: impl FnMut(usize, usize) -> bool,
        mut told_twice: impl FnMut(usize, usize) -> bool,
    ) -> bool {
        let (a, b) = (self.root(i), self.root(j));
        let (a, b) = (self.members(a), self.members(b));
        let document = |i: u32| self.documents[i as usize];
        let once = a.iter().all(|&x| {
            let first = b.partition_point(|&y| document(y) < document(x));
            let later = b[first..].iter();
            let mut own = later.take_while(|&&y| document(y) == document(x));
            own.all(|&y| told_twice(x as usize, y as usize))
        });
        let some = |members: &'_ [u32]| members.len().min(WITNESSES);
        let (a, b) = (&a[..some(a)], &b[..some(b)]);
        once && a.iter().all(|&x| {
            let mut others = b.iter().filter(|&&y| document(y) != document(x));
            others.all(|&y| fits(x as usize, y as usize))
        })
    }

    /// Makes the groups of two accounts one.
    pub fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        if a == b {
            return;
        }
        let (root, other) = (a.min(b), a.max(b));
        self.parents[other] = root as u32;
        let mut all = [self.members(root), self.members(other)].concat();
        all.sort_unstable();
        self.members[other] = Vec::new();
        self.members[root] = all;
    }

    /// The groups, each sorted, in the order of their first account.
    pub fn groups(self) -> Vec<Vec<usize>> {
        let roots = (0..self.parents.len()).filter(|&i| self.parents[i] as usize == i);
        let groups = roots.map(|root| self.members(root).iter().map(|i| *i as usize).collect());
        groups.collect()
    }
}
