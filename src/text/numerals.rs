//! Number words and digits → values.

use super::Token;
use super::number_words::{NUMBERS, NumberKind, OPEN};
use std::ops::Range;

/// A value from least to greatest, with the tokens it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral {
    pub tokens: Range<usize>,
    pub min: u64,
    /// [`OPEN`] where there is no greatest.
    pub max: u64,
    /// With a fraction that no scale made whole: `3.6`.
    pub fraction: bool,
}

/// The forms in small letters, as the tables have them.
pub(crate) fn lower_forms(tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .map(|token| token.form.to_lowercase())
        .collect()
}

/// Reads `1,000` or `3.6`. Digits grouped otherwise are no number.
pub(crate) fn digits(form: &str) -> Option<f64> {
    if form.is_empty() || form.len() > 15 || !form.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = form.split_once('.').unwrap_or((form, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !grouped
        || !groups.iter().all(|group| all_digits(group))
        || !all_digits(fraction)
        || form.ends_with('.')
    {
        return None;
    }
    format!(
        "{}.{}",
        groups.concat(),
        if fraction.is_empty() { "0" } else { fraction }
    )
    .parse()
    .ok()
}

/// The number that begins at `at`: digits, words, and what they are multiplied by.
pub(crate) fn numeral(words: &[String], at: usize) -> Option<Numeral> {
    use NumberKind::{Few, Scale, Tens, Unit, Vague, VagueOf};
    words.get(at)?;
    let table = &*NUMBERS;
    if let Some((word, end)) = table.phrase(words, at, &[Few]) {
        let (factor, end) = scales(
            words,
            if words.get(end).is_some_and(|w| w == "of") {
                end + 1
            } else {
                end
            },
        )
        .or_else(|| scales(words, end))
        .unwrap_or((1, end));
        let max = if factor == 1 || factor == 12 {
            word.max.saturating_mul(factor)
        } else {
            let above = (word.max + 1).checked_mul(factor);
            above.map_or(OPEN, |above| above - 1)
        };
        return Some(Numeral {
            tokens: at..end,
            min: word.min.saturating_mul(factor),
            max,
            fraction: false,
        });
    }
    if let Some((word, end)) = table.phrase(words, at, &[Vague, VagueOf]) {
        let of = words.get(end).is_some_and(|w| w == "of");
        if word.kind == VagueOf && !of {
            return None;
        }
        if of && let Some((step, end)) = table.phrase(words, end + 1, &[Vague]) {
            let unit = step.min / 2;
            let max = match word.max {
                OPEN => OPEN,
                max => (max + 1).saturating_mul(unit) - 1,
            };
            return Some(Numeral {
                tokens: at..end,
                min: word.min.saturating_mul(unit),
                max,
                fraction: false,
            });
        }
        return Some(Numeral {
            tokens: at..end,
            min: word.min,
            max: word.max,
            fraction: false,
        });
    }
    if let Some(part) = part_of_scale(words, at) {
        return Some(part);
    }
    if matches!(words[at].as_str(), "a" | "an") {
        let (factor, end) = scales(words, at + 1)?;
        return Some(Numeral {
            tokens: at..end,
            min: factor,
            max: factor,
            fraction: false,
        });
    }
    if let Some(value) = digits(&words[at]) {
        let (value, end) = spaced(words, at).unwrap_or((value, at + 1));
        let half = and_a_half(words, end);
        let (factor, end) = scales(words, half.unwrap_or(end)).unwrap_or((1, end));
        let value = if half.is_some() && factor > 1 {
            value + 0.5
        } else {
            value
        } * factor as f64;
        let whole = value.round().clamp(0.0, 1e18) as u64;
        return Some(Numeral {
            tokens: at..end,
            min: whole,
            max: whole,
            // 1.500 is a thousand and a half to some, and one and a half to others
            fraction: factor == 1 && words[at].contains('.'),
        });
    }
    // words: sum of groups, each a number below a thousand times a scale
    let (mut total, mut group, mut end, mut last_scale) = (0u64, None::<u64>, at, u64::MAX);
    while end < words.len() {
        if let Some((word, _)) = table
            .phrase(words, end, &[Unit, Tens])
            .filter(|(_, e)| *e == end + 1)
        {
            let fits = match group {
                None => true,
                Some(g) if word.kind == Unit => {
                    g >= 20 && g % 10 == 0 && (g % 100 == 0 || word.min < 10)
                }
                Some(g) => g >= 100 && g % 100 == 0,
            };
            if !fits {
                break;
            }
            group = Some(group.unwrap_or(0) + word.min);
            end += 1;
            let tens = word.kind == Tens;
            if tens && words.get(end).is_some_and(|w| w == "-") && small_unit(words, end + 1) {
                end += 1;
            }
        } else if let Some((word, _)) = table
            .phrase(words, end, &[Scale])
            .filter(|_| group.is_some() || total > 0)
        {
            let Some(g) = group else { break };
            if word.min == 100 {
                group = Some(g.saturating_mul(100));
            } else {
                if word.min >= last_scale {
                    break;
                }
                total = total.saturating_add(g.saturating_mul(word.min));
                last_scale = word.min;
                group = None;
            }
            end += 1;
        } else if words[end] == "and"
            && end > at
            && (group.is_some_and(|g| g % 100 == 0) || group.is_none())
            && follows(words, end + 1)
            && last_hundred(words, end)
        {
            end += 1;
        } else {
            break;
        }
    }
    (end > at).then(|| {
        let value = total.saturating_add(group.unwrap_or(0));
        let half = and_a_half(words, end).and_then(|end| scales(words, end));
        match half {
            Some((factor, end)) if total == 0 => exactly(
                at..end,
                value.saturating_mul(factor).saturating_add(factor / 2),
            ),
            _ => exactly(at..end, value),
        }
    })
}

fn exactly(tokens: Range<usize>, value: u64) -> Numeral {
    Numeral {
        tokens,
        min: value,
        max: value,
        fraction: false,
    }
}

/// `half a million`, `a half-dozen`, `a quarter of a million`, `three quarters of a million`.
fn part_of_scale(words: &[String], at: usize) -> Option<Numeral> {
    let is = |at: usize, form: &str| words.get(at).is_some_and(|word| word == form);
    let (quarters, end) = match words[at].as_str() {
        "half" => (2, at + 1),
        "a" if is(at + 1, "half") => (2, at + 2),
        "a" if is(at + 1, "quarter") => (1, at + 2),
        "three" if is(at + 1, "quarters") => (3, at + 2),
        "three" if is(at + 1, "-") && is(at + 2, "quarters") => (3, at + 3),
        _ => return None,
    };
    let end = end + usize::from(is(end, "of"));
    let end = end + usize::from(is(end, "a") || is(end, "-"));
    let (factor, end) = scales(words, end)?;
    Some(exactly(at..end, factor / 4 * quarters))
}

/// Where `and a half` ends.
fn and_a_half(words: &[String], at: usize) -> Option<usize> {
    let forms = ["and", "a", "half"];
    let all = forms
        .iter()
        .enumerate()
        .all(|(i, form)| words.get(at + i).is_some_and(|word| word == form));
    all.then_some(at + forms.len())
}

/// `13 500`: thousands set off by a space.
fn spaced(words: &[String], at: usize) -> Option<(f64, usize)> {
    let figures = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let first = &words[at];
    let next = words.get(at + 1)?;
    let grouped = first.len() <= 3
        && !first.starts_with('0')
        && figures(first)
        && next.len() == 3
        && figures(next);
    let value = format!("{first}{next}").parse().ok()?;
    grouped.then_some((value, at + 2))
}

fn small_unit(words: &[String], at: usize) -> bool {
    NUMBERS
        .phrase(words, at, &[NumberKind::Unit])
        .is_some_and(|(word, _)| (1..10).contains(&word.min))
}

/// `and` joins only after a scale: `two hundred and five`, not `five and six`.
fn last_hundred(words: &[String], and: usize) -> bool {
    NUMBERS
        .phrase(words, and - 1, &[NumberKind::Scale])
        .is_some_and(|(word, _)| word.min != 12)
}

fn follows(words: &[String], at: usize) -> bool {
    at < words.len()
        && NUMBERS
            .phrase(words, at, &[NumberKind::Unit, NumberKind::Tens])
            .is_some_and(|(_, e)| e == at + 1)
}

/// The product of the scales from `at` on: `hundred thousand`.
fn scales(words: &[String], at: usize) -> Option<(u64, usize)> {
    let mut found = None;
    let mut end = at;
    while let Some((word, after)) = (end < words.len())
        .then(|| NUMBERS.phrase(words, end, &[NumberKind::Scale]))
        .flatten()
    {
        let factor = found.map_or(1u64, |(factor, _): (u64, usize)| factor);
        found = Some((factor.saturating_mul(word.min), after));
        end = after;
    }
    found
}
