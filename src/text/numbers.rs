//! Amounts in a sentence, as intervals.
//!
//! | written | means |
//! |---|---|
//! | `eight`, `8`, `1,000`, `twenty-three`, `3.6 million`, `half a million`, `two and a half million`, `a dozen`, `two dozen` | just that |
//! | `dozens`, `scores of`, `hundreds` | [24, 99], [40, 199], [200, 999] |
//! | `thousands`, `millions` | [2000, ∞), [2 000 000, ∞) |
//! | `tens of thousands`, `hundreds of thousands` | [20 000, 99 999], [200 000, 999 999] |
//! | `several`, `a few`, `a handful` | [3, 9]; with a scale, `several hundred`, [300, 999] |
//! | `a couple` | [2, 3] |
//! | `another` before a verb | 1 |
//! | `nearly`, `almost`, `close to` n | [0.9 n, n] |
//! | `about`, `around`, `some`, `roughly` n, n `or so` | n: it is what was told |
//! | n`-odd` | [n, n + 9] |
//! | `more than`, `over` n | [n + 1, ∞) |
//! | `at least` n, n `or more` | [n, ∞) |
//! | `up to`, `as many as` n | [1, n] |
//! | `less than`, `fewer than` n | [1, n − 1] |
//! | `between` a `and` b, a `to` b, a`-`b, a `or` b | [a, b] |
//!
//! Years, dates, clock times, ages, percentages, money, ordinals, numbers in names and lists, and the scores of
//! matches are no amounts. The words are in `gazetteer/numbers.tsv`.

use super::number_words::{NUMBERS, NumberKind, OPEN};
use super::numerals::{Numeral, lower_forms, numeral};
use super::tags::{Relation, Upos};
use super::tokenize::tokenize;
use super::{Quantity, Time, Token};
use crate::span::Span;

/// Finds the amounts of a sentence outside its dates and times.
pub fn quantities(tokens: &[Token], times: &[Time]) -> Vec<Quantity> {
    let words = lower_forms(tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(time) = times.iter().find(|time| time.tokens.contains(&at)) {
            at = time.tokens.end;
            continue;
        }
        let free = times
            .iter()
            .map(|time| time.tokens.start)
            .find(|&start| start > at)
            .unwrap_or(tokens.len());
        let (end, quantity) = quantity(tokens, &words[..free], at);
        found.extend(quantity);
        at = end.max(at + 1);
    }
    found
}

/// The words in `text` that say a number from `min` to `max`, in small letters: "more than 20" in "More than 20 soldiers".
pub fn words_of(text: &str, min: u64, max: Option<u64>) -> Option<String> {
    let spans = tokenize(text, Span::new(0, text.len()));
    let tokens: Vec<Token> = spans.into_iter().map(|s| Token::bare(text, s)).collect();
    let said = quantities(&tokens, &[])
        .into_iter()
        .find(|said| (said.min, said.max) == (min, max))?;
    let [first, .., last] = &tokens[said.tokens.clone()] else {
        return tokens
            .get(said.tokens.start)
            .map(|token| token.form.to_lowercase());
    };
    let words = Span::new(first.span.begin, last.span.end).of(text);
    let words: Vec<&str> = words.split_whitespace().collect();
    Some(words.join(" ").to_lowercase())
}

/// Whether a number in `text` is told as a rough one: "about 20 soldiers".
pub fn is_rough(text: &str) -> bool {
    let spans = tokenize(text, Span::new(0, text.len()));
    let words: Vec<String> = spans.iter().map(|s| s.of(text).to_lowercase()).collect();
    let rough = [NumberKind::About, NumberKind::OrAbout];
    (0..words.len()).any(|at| NUMBERS.phrase(&words, at, &rough).is_some())
}

/// The amount at `at`, if one is there, and where to go on.
fn quantity(tokens: &[Token], words: &[String], at: usize) -> (usize, Option<Quantity>) {
    use NumberKind::{About, Least, Most, Near, Over, Under};
    if words[at] == "between"
        && let Some((first, second)) = pair(words, at + 1, &["and"])
    {
        let quantity =
            counts(tokens, words, &first, &second).then(|| interval(at, &first, &second));
        return (second.tokens.end, quantity);
    }
    // "one killed and another wounded"
    let more = NUMBERS.phrase(words, at, &[NumberKind::OneMore]);
    if let Some((word, end)) = more
        && is_told_of(tokens, end)
    {
        let quantity = Quantity {
            tokens: at..end,
            min: word.min,
            max: closed(word.max),
        };
        return (end, Some(quantity));
    }
    let modifier = NUMBERS.phrase(words, at, &[Over, Least, Most, Under, Near, About]);
    let modified = modifier.and_then(|(word, end)| {
        // "some close to 20", "at least another 20"
        let inner = NUMBERS.phrase(words, end, &[Over, Least, Most, Under, Near, About]);
        let (word, end) = inner.unwrap_or((word, end));
        let end = NUMBERS
            .phrase(words, end, &[NumberKind::OneMore])
            .map_or(end, |(_, end)| end);
        let number = numeral(words, end)?;
        Some((word.kind, number))
    });
    let (kind, number) = match modified {
        Some((kind, number)) => (Some(kind), number),
        None => match numeral(words, at) {
            Some(number) => (None, number),
            None => return (at + 1, None),
        },
    };
    if let Some((first, second)) = pair(words, number.tokens.start, &["to", "-", "–", "—", "or"])
    {
        let dash = !matches!(words[first.tokens.end].as_str(), "to" | "or");
        let wrong_way = first.min >= second.min;
        if !wrong_way {
            let quantity =
                counts(tokens, words, &first, &second).then(|| interval(at, &first, &second));
            return (second.tokens.end, quantity);
        }
        if dash {
            // the score of a match
            return (second.tokens.end, None);
        }
    }
    let end = number.tokens.end;
    if !counts(tokens, words, &number, &number) || year(tokens, &number, kind.is_some()) {
        return (end, None);
    }
    let after = NUMBERS.phrase(
        words,
        end,
        &[NumberKind::OrMore, NumberKind::OrLess, NumberKind::OrAbout],
    );
    let (end, kind) = after.map_or((end, kind), |(word, end)| (end, Some(word.kind)));
    let (end, kind) = hyphened(words, end).unwrap_or((end, kind));
    let (min, max) = bounds(&number, kind);
    (
        end,
        Some(Quantity {
            tokens: at..end,
            min,
            max,
        }),
    )
}

/// Whether a token says what became of whom the words before it mean: "another *wounded*", not "another wounded man".
fn is_told_of(tokens: &[Token], at: usize) -> bool {
    let noun = |token: &Token| matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj);
    match tokens.get(at).map(|token| token.upos) {
        Some(Upos::Verb | Upos::Aux) => true,
        Some(Upos::Adj) => !tokens.get(at + 1).is_some_and(noun),
        _ => false,
    }
}

/// Two numbers joined by one of `joints`; `2 to 3 million` lends its scale to the first.
fn pair(words: &[String], at: usize, joints: &[&str]) -> Option<(Numeral, Numeral)> {
    let mut first = numeral(words, at)?;
    let joint = words.get(first.tokens.end)?;
    if !joints.contains(&joint.as_str()) || first.tokens.end + 1 >= words.len() {
        return None;
    }
    let second = numeral(words, first.tokens.end + 1)?;
    if first.tokens.len() == 1 && second.tokens.len() == 2 && first.min < 1000 && second.min >= 1000
    {
        let scale = numeral(&["a".to_owned(), words[second.tokens.end - 1].clone()], 0)?;
        first.min = first.min.saturating_mul(scale.min);
        first.max = first.min;
    }
    Some((first, second))
}

fn interval(begin: usize, first: &Numeral, second: &Numeral) -> Quantity {
    Quantity {
        tokens: begin..second.tokens.end,
        min: first.min,
        max: closed(second.max),
    }
}

/// A greatest number, if there is one.
fn closed(max: u64) -> Option<u64> {
    (max != OPEN).then_some(max)
}

fn bounds(number: &Numeral, kind: Option<NumberKind>) -> (u64, Option<u64>) {
    let times = |n: u64, factor: f64| ((n as f64 * factor).round() as u64).max(1);
    match kind {
        Some(NumberKind::Over) => (number.min.saturating_add(1), None),
        Some(NumberKind::Least | NumberKind::OrMore) => (number.min, None),
        // somewhat more, not as much as the next ten
        Some(NumberKind::Odd) => (number.min, closed(number.max.saturating_add(9))),
        Some(NumberKind::Most | NumberKind::OrLess) => (1.min(number.max), closed(number.max)),
        Some(NumberKind::Under) => (
            1.min(number.max.saturating_sub(1)),
            closed(number.max).map(|max| max.saturating_sub(1)),
        ),
        Some(NumberKind::Near) => (times(number.min, 0.9), closed(number.max)),
        _ => (number.min, closed(number.max)),
    }
}

/// `20-odd`, `100-plus`.
fn hyphened(words: &[String], end: usize) -> Option<(usize, Option<NumberKind>)> {
    let (word, after) = words
        .get(end)
        .filter(|word| *word == "-")
        .and_then(|_| NUMBERS.phrase(words, end + 1, &[NumberKind::OrMore, NumberKind::Odd]))?;
    Some((after, Some(word.kind)))
}

/// Whether the number counts something: not a share, a price, an age, or part of a name.
fn counts(tokens: &[Token], words: &[String], first: &Numeral, last: &Numeral) -> bool {
    let (begin, end) = (first.tokens.start, last.tokens.end);
    let before = begin.checked_sub(1).map(|at| &tokens[at]);
    let after = tokens.get(end);
    let table = &*NUMBERS;
    if first.fraction
        || last.fraction
        || after.is_some_and(|token| table.not_before.contains(words_at(words, end, token)))
    {
        return false;
    }
    // "two-thirds of the men", "one in five"
    let third = if after.is_some_and(|token| token.form == "-") {
        end + 1
    } else {
        end
    };
    let share = words
        .get(third)
        .is_some_and(|word| table.shares.contains(word.as_str()))
        || words.get(end).is_some_and(|word| word == "in")
            && numeral(words, end + 1).is_some_and(|of| of.max > last.max)
            && first.max == 1;
    if share {
        return false;
    }
    // "Prices rose by 5 or 6 percent"; "30-year-old"
    if after.is_some_and(|token| token.form == "-")
        && tokens
            .get(end + 1)
            .is_some_and(|token| token.form.starts_with("year"))
    {
        return false;
    }
    if let Some(before) = before {
        if table.not_after.contains(before.form.as_str())
            || table.not_after.contains(words[begin - 1].as_str())
        {
            return false;
        }
        // F-16, 2-1: written onto a hyphen
        let digits = words[begin].starts_with(|c: char| c.is_ascii_digit());
        if digits && before.form == "-" && before.span.end == tokens[begin].span.begin {
            return false;
        }
        let closed =
            after.is_none_or(|token| matches!(token.form.as_str(), "," | "." | ")" | ";" | ":"));
        let age = digits
            && first.max < 120
            && closed
            && matches!(before.form.as_str(), "," | "(")
            && begin >= 2;
        if age && tokens[begin - 2].form.starts_with(char::is_uppercase) {
            return false;
        }
        if before.form == "(" && after.is_some_and(|token| token.form == ")") && digits {
            return false;
        }
        if words[begin - 1] == "in" && begin >= 2 && words[begin - 2] == "one" {
            return false;
        }
        if words[begin] == "one"
            && matches!(
                words[begin - 1].as_str(),
                "no" | "any" | "every" | "the" | "this" | "that" | "which" | "-"
            )
        {
            return false;
        }
    }
    if begin == 0
        && after.is_some_and(|token| matches!(token.form.as_str(), "." | ")"))
        && end < tokens.len().min(3)
    {
        return false;
    }
    let token = &tokens[begin];
    if words[begin] == "one"
        && (token.upos == Upos::Pron
            || NUMBERS.phrase(words, end, &[NumberKind::OneMore]).is_some())
    {
        return false;
    }
    // Resolution 2254, Flight 9525: the number follows what it names
    let named = token.relation == Relation::Nummod && token.head.is_some_and(|head| head < begin);
    !named || before.is_none_or(|before| before.upos != Upos::Propn)
}

fn words_at<'w>(words: &'w [String], at: usize, token: &'w Token) -> &'w str {
    words.get(at).map_or(token.form.as_str(), String::as_str)
}

/// Whether a bare four-digit number is a year: always, unless a modifier or the tree says that it counts.
fn year(tokens: &[Token], number: &Numeral, modified: bool) -> bool {
    let token = &tokens[number.tokens.start];
    let written =
        number.tokens.len() == 1 && token.form.len() == 4 && (1800..2100).contains(&number.min);
    let counted = token.relation == Relation::Nummod
        && token.head.is_some_and(|head| {
            head > number.tokens.start && tokens[head].features.contains("Number=Plur")
        });
    written && token.form.bytes().all(|b| b.is_ascii_digit()) && !modified && !counted
}
