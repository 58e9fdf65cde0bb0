//! What the tolls of two accounts say of their being one event, and of each other.

use crate::extract::account::Counted;

/// What is seen of two numbers, as `signs` has it.
type Sign = &'static str;

/// A number that an account tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quantity {
    /// What is counted, as a number.
    pub of: u64,
    pub min: u64,
    pub max: Option<u64>,
}

/// What two numbers say, the most telling first.
const NUMBERS: [Sign; 5] = [
    "the same unusual number",
    "the same number",
    "the same small number",
    "nearly the same number",
    "numbers that fit each other",
];
const OTHER: Sign = "other numbers";
pub(super) const FAR: Sign = "numbers far apart";

/// Numbers are weak evidence: tolls rise, and sources differ. Those of accounts that do not count the dead of the same sides
/// (not `alike`) say nothing against one event.
pub(super) fn numbers(a: &[Quantity], b: &[Quantity], alike: bool) -> Option<Sign> {
    let of_both = |x: &Quantity| b.iter().find(|y| y.of == x.of).map(|y| (*x, *y));
    let pairs = a.iter().filter_map(of_both);
    let seen: Vec<Sign> = pairs.filter_map(|(x, y)| number(&x, &y)).collect();
    let against = [FAR, OTHER];
    let against = against.iter().filter(|_| alike);
    let ranked = NUMBERS.iter().chain(against);
    ranked.copied().find(|sign| seen.contains(sign))
}

fn number(x: &Quantity, y: &Quantity) -> Option<Sign> {
    let (low, high) = (x.min.min(y.min), x.min.max(y.min));
    let exact = |q: &Quantity| q.max == Some(q.min);
    if exact(x) && exact(y) {
        return Some(match high - low {
            // One dead is told of many events, thirty-seven of one.
            0 if low > 20 && low % 10 != 0 => NUMBERS[0],
            0 if low > 5 => NUMBERS[1],
            0 => NUMBERS[2],
            d if d * 5 <= high || d == 1 && high > 3 => NUMBERS[3],
            d if high >= low.saturating_mul(2) && d >= 3 => FAR,
            _ => OTHER,
        });
    }
    let overlap = x.max.is_none_or(|max| max >= y.min) && y.max.is_none_or(|max| max >= x.min);
    match overlap {
        true if high < low.saturating_mul(2).max(1) => Some(NUMBERS[4]),
        false if high >= low.saturating_mul(2) => Some(FAR),
        _ => None,
    }
}

/// What both say, if that can be.
pub(super) fn narrow(known: &mut Counted, other: &Counted) {
    let end = |counted: &Counted| counted.max.unwrap_or(u64::MAX);
    let (min, most) = (known.min.max(other.min), end(known).min(end(other)));
    if min > most || (min, most) == (known.min, end(known)) {
        return;
    }
    if (min, most) == (other.min, end(other)) {
        known.clone_from(other);
    } else {
        // "up to 200" and "hundreds"
        known.text = format!("{}; {}", known.text, other.text);
        known.min = min;
        known.max = (most < u64::MAX).then_some(most);
    }
}

/// Whether words for a number with a least and a greatest value, as "dozens", may mean another.
pub(super) fn takes_in(vague: &Counted, other: &Counted) -> bool {
    let end = |counted: &Counted| counted.max.unwrap_or(u64::MAX);
    vague.max.is_some() && vague.min <= other.min && end(other) <= end(vague)
}
