//! How likely it is that what was found is right.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a kind of finding's log-odds are multiplied by, and what is added (Platt, 1999), so that of all that is 0.8 likely four
/// fifths are right. What is not weighed by signs has only a base.
static SCALES: LazyLock<BTreeMap<&'static str, (f32, f32)>> = LazyLock::new(|| {
    let lines = include_str!("../../models/confidence.tsv").lines();
    let known = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let of = cells.next()?;
            Some((
                of,
                (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?),
            ))
        });
    known.collect()
});

/// How likely a finding of a kind is right, from 0 to 1, given its log-odds; `None` for kinds of which nobody has measured it.
pub fn confidence(of: &str, odds: Option<f32>) -> Option<f64> {
    let (slope, base) = *SCALES.get(of)?;
    let score = match slope {
        0.0 => base,
        _ => slope * odds? + base,
    };
    let likely = 1.0 / (1.0 + f64::from(-score).exp());
    Some((likely * 1000.0).round() / 1000.0)
}
