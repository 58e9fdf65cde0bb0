//! How much each sign weighs: a table with a row for each sign and a column for each question.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What is seen, and of which kind: `("its class", "Forces")`.
pub type Sign = (&'static str, Cow<'static, str>);

/// Weights by what is seen and by its kind, a column for each of [`Weights::columns`].
#[derive(Debug, Default)]
pub struct Weights {
    columns: Vec<&'static str>,
    rows: HashMap<&'static str, HashMap<&'static str, Vec<f32>>>,
}

impl Weights {
    /// For words that tell of events, and what takes part in these.
    pub fn of_events() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(include_str!("../../models/episodes.tsv")));
        &WEIGHTS
    }

    /// For statements.
    pub fn of_statements() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(include_str!("../../models/statements.tsv")));
        &WEIGHTS
    }

    /// Reads a table: a line `# sign kind COLUMN…`, then rows. A sign without a row weighs nothing.
    fn read(table: &'static str) -> Weights {
        let mut weights = Weights::default();
        for line in table.lines() {
            let mut cells = line.split('\t');
            let (Some(sign), Some(kind)) = (cells.next(), cells.next()) else {
                continue;
            };
            if sign == "# sign" {
                weights.columns = cells.collect();
                continue;
            }
            let row = cells.map(|cell| cell.parse().unwrap_or_default());
            let of_sign = weights.rows.entry(sign).or_default();
            of_sign.insert(kind, row.collect());
        }
        weights
    }

    /// The column of a question, if the table answers it.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == name)
    }

    /// What one sign weighs for a question.
    pub fn of(&self, sign: &Sign, column: usize) -> f32 {
        let row = self.rows.get(sign.0).and_then(|kinds| kinds.get(&*sign.1));
        row.and_then(|row| row.get(column)).copied().unwrap_or(0.0)
    }

    /// The log-odds of some signs.
    pub fn sum<'s>(&self, signs: impl IntoIterator<Item = &'s Sign>, column: usize) -> f32 {
        signs.into_iter().map(|sign| self.of(sign, column)).sum()
    }
}

/// How likely something is, in fifths: the kind of a sign.
pub fn share(likely: f32) -> String {
    format!("{:.1}", (likely * 5.0).round() / 5.0)
}
