//! The table of weights: a row for each sign, a column for each form of the later phrase.

use super::form::Form;
use super::signs::{ROWS, row_name};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Weights by row and form.
#[derive(Debug)]
pub struct Weights(Vec<f32>);

const FORMS: usize = Form::NAMES.len();

impl Weights {
    /// The table that ships. Rows that it leaves out weigh nothing.
    pub fn embedded() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(include_str!("../../../models/coreference.tsv")));
        &WEIGHTS
    }

    fn read(table: &str) -> Weights {
        let rows: HashMap<String, usize> = (0..ROWS).map(|row| (row_name(row), row)).collect();
        let mut weights = vec![0.0; ROWS * FORMS];
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let Some(&row) = columns.next().and_then(|name| rows.get(name)) else {
                continue;
            };
            for (form, value) in columns.take(FORMS).enumerate() {
                weights[row * FORMS + form] = value.parse().unwrap_or_default();
            }
        }
        Weights(weights)
    }

    /// The sum of some rows for a form.
    pub fn sum(&self, rows: &[u16], form: Form) -> f32 {
        rows.iter()
            .map(|&row| self.0[usize::from(row) * FORMS + form as usize])
            .sum()
    }
}
