//! Dates in digits, years, decades.

use super::calendar::{Point, distance, valid};
use super::table::TIME_WORDS;
use super::{Finder, Found};
use crate::text::Upos;

impl Finder<'_> {
    /// `2020-02-06`, `06/02/2020`, `6.2.2020`. Where day and month could be either, the one nearer the day of
    /// publication; without one, the day first.
    pub(super) fn in_digits(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if !(6..=10).contains(&word.len()) {
            return None;
        }
        let mark = ['-', '/', '.']
            .into_iter()
            .find(|&mark| word.matches(mark).count() == 2)?;
        let numbers: Vec<i64> = word
            .split(mark)
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let [a, b, c] = numbers[..] else { return None };
        if a > 31 {
            return Some(Found::point(at + 1, Point::Day(valid(a, b, c)?)));
        }
        let year = if c >= 1000 {
            c
        } else if c < 50 {
            2000 + c
        } else {
            1900 + c
        };
        let (european, american) = (valid(year, b, a), valid(year, a, b));
        let day = match (european, american, self.anchor) {
            (Some(e), Some(m), Some(anchor))
                if distance(anchor, m).abs() < distance(anchor, e).abs() =>
            {
                m
            }
            (Some(e), _, _) => e,
            (None, m, _) => m?,
        };
        Some(Found::point(at + 1, Point::Day(day)))
    }

    /// `1990s`, `'90s`, `1990's`, `the nineties`.
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        // "his twenties" is an age
        if let Some(tens) = TIME_WORDS.number("decade", self.word(at)) {
            let decade = 190 + i16::try_from(tens).ok()?;
            return (self.before(at) == "the").then(|| Found::point(at + 1, Point::Decade(decade)));
        }
        let word = self.word(at).trim_start_matches(['\'', '’']);
        let digits = word.strip_suffix('s')?.trim_end_matches(['\'', '’']);
        if digits.len() != 4 && digits.len() != 2 || !digits.ends_with('0') {
            return None;
        }
        let number: i16 = digits.parse().ok()?;
        if digits.len() == 2 && number < 30 && !self.word(at).starts_with(['\'', '’']) {
            return None;
        }
        let number = if digits.len() == 2 {
            1900 + number
        } else {
            number
        };
        Some(Found::point(at + 1, Point::Decade(number / 10)))
    }

    /// `20th century`.
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let number = TIME_WORDS.cardinal(word).and_then(|n| n.parse().ok());
        let number = number.or_else(|| TIME_WORDS.number("ordinal", word))?;
        let noun = if self.is(at + 1, &["-"]) {
            at + 2
        } else {
            at + 1
        };
        let known = (1..=22).contains(&number) && self.is_a("century", noun);
        known.then(|| Found::point(noun + 1, Point::Century(number as i16 - 1)))
    }

    /// `the year 2000`, `the year two thousand`.
    pub(super) fn named_year(&self, at: usize) -> Option<Found> {
        let noun = at + usize::from(self.is(at, &["the"]));
        if !self.is(noun, &["year"]) {
            return None;
        }
        if let Some(year) = self.year_number(noun + 1) {
            return Some(Found::point(
                noun + 2,
                Point::Year(i16::try_from(year).ok()?),
            ));
        }
        let spoken = crate::text::numerals::numeral(self.words, noun + 1)?;
        let year = i16::try_from(spoken.min)
            .ok()
            .filter(|year| (1800..2100).contains(year))?;
        (noun > at).then(|| Found::point(spoken.tokens.end, Point::Year(year)))
    }

    /// A bare year: four digits from 1800 on that count nothing.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let at = if self.is(at, &["fiscal"]) { at + 1 } else { at };
        let year = self
            .year_number(at)
            .filter(|year| (1800..2100).contains(year))?;
        let token = &self.tokens[at];
        let expected = self.is(at.wrapping_sub(1), &["fiscal"])
            || TIME_WORDS.one("before date", self.before(at)).is_some();
        let next = self.word(at + 1);
        let plural = next.len() > 3
            && next.ends_with('s')
            && !self.capital(at + 1)
            && next.chars().all(char::is_alphabetic);
        let measured =
            self.is_a("before count", at.wrapping_sub(1)) || self.is_a("after count", at + 1);
        let tagged_plural = self
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.upos == Upos::Noun && next.features.contains("Number=Plur"));
        if measured || !expected && (plural || tagged_plural) && token.upos != Upos::Propn {
            return None;
        }
        Some(Found::point(at + 1, Point::Year(i16::try_from(year).ok()?)))
    }

    /// `nineteen ninety-six`, as broadcasts spell it.
    pub(super) fn spoken_year(&self, at: usize) -> Option<Found> {
        let century = TIME_WORDS.number("spoken century", self.word(at))?;
        let rest = crate::text::numerals::numeral(self.words, at + 1)?;
        let year = i16::try_from(rest.min)
            .ok()
            .filter(|rest| (10..100).contains(rest))?
            + i16::try_from(century).ok()?;
        Some(Found::point(rest.tokens.end, Point::Year(year)))
    }
}
