//! How much each sign speaks for two accounts telling one event: `models/links.tsv`, made by `training/links.py`.

use super::signs::Sign;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Natural logarithms of odds by sign.
#[derive(Debug)]
pub(super) struct Weights(FxHashMap<&'static str, f64>);

impl Weights {
    /// The table that ships. A sign that it leaves out weighs nothing.
    pub(super) fn embedded() -> &'static Weights {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            let lines = include_str!("../../models/links.tsv").lines();
            let rows = lines
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'));
            Weights(
                rows.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?)))
                    .collect(),
            )
        });
        &WEIGHTS
    }

    /// What one sign weighs.
    pub(super) fn of(&self, sign: Sign) -> f64 {
        self.0.get(sign).copied().unwrap_or_default()
    }

    /// What one of some signs, or none, can weigh at most.
    pub(super) fn most(&self, signs: &[Sign]) -> f64 {
        signs.iter().map(|sign| self.of(sign)).fold(0.0, f64::max)
    }
}
