//! The table of weights: natural logarithms of odds, one for each sign.

use super::signs;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Weights by row, the row `always` first.
#[derive(Debug)]
pub(super) struct Weights(Vec<f32>);

impl Weights {
    /// The table that ships. Rows that it leaves out weigh nothing.
    pub(super) fn embedded() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(include_str!("../../../models/occurrences.tsv")));
        &WEIGHTS
    }

    fn read(table: &str) -> Weights {
        let names = signs::names();
        let rows = names.iter().enumerate();
        let rows: HashMap<&str, usize> = rows.map(|(row, name)| (name.as_str(), row)).collect();
        let mut weights = vec![0.0; names.len()];
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, value)) = line.split_once('\t')
                && let Some(&row) = rows.get(name)
            {
                weights[row] = value.parse().unwrap_or_default();
            }
        }
        Weights(weights)
    }

    /// How likely a pair for which some rows hold is one event.
    pub(super) fn likelihood(&self, rows: &[u16]) -> f32 {
        let sum: f32 = rows.iter().map(|&row| self.0[usize::from(row)]).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
