//! [`Table`]: rows of numbers, sorted.

use super::Id;

/// Rows sorted from their first column to their last, each once.
pub(super) struct Table<const N: usize> {
    rows: Vec<[Id; N]>,
    /// Where the rows that begin with a number begin; one more at the end.
    starts: Vec<u32>,
}

impl<const N: usize> Table<N> {
    /// The columns of `rows` in another order.
    pub fn new(rows: &[[Id; N]], order: [usize; N], terms: usize) -> Table<N> {
        let mut rows: Vec<[Id; N]> = rows.iter().map(|row| order.map(|at| row[at])).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut starts = vec![0; terms + 1];
        for row in &rows {
            starts[row[0] as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        Table { rows, starts }
    }

    pub fn all(&self) -> &[[Id; N]] {
        &self.rows
    }

    /// The rows that begin with these numbers.
    pub fn range(&self, begin: &[Id]) -> &[[Id; N]] {
        let Some((first, rest)) = begin.split_first() else {
            return &self.rows;
        };
        let first = *first as usize;
        let bounds = (self.starts.get(first), self.starts.get(first + 1));
        let (Some(from), Some(to)) = bounds else {
            return &[];
        };
        let rows = &self.rows[*from as usize..*to as usize];
        if rest.is_empty() {
            return rows;
        }
        let width = 1..1 + rest.len();
        let below = rows.partition_point(|row| row[width.clone()] < *rest);
        let rows = &rows[below..];
        let within = rows.partition_point(|row| row[width.clone()] == *rest);
        &rows[..within]
    }
}
