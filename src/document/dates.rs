//! Dates as written in articles: "Sunday, Feb. 2, 2020", "6th February", "2020-02-06", "on Thursday".

use super::calendar::{NAMES, Name};
use crate::span::Span;
use jiff::civil::{Date, Weekday};

/// A date in the text; what is not written is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub span: Span,
    /// Year.
    pub year: Option<i16>,
    /// Month, from 1.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Day of the week.
    pub weekday: Option<Weekday>,
}

impl Written {
    /// A date that stands there, of which nothing is written yet.
    fn at(span: Span) -> Written {
        Written {
            span,
            year: None,
            month: None,
            day: None,
            weekday: None,
        }
    }

    /// The day in the calendar, when year, month and day are written and exist.
    pub fn date(&self) -> Option<Date> {
        self.date_in(self.year?)
    }

    /// The day in the calendar, were it in `year`.
    pub fn date_in(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month?, self.day?).ok()
    }
}

#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    begin: usize,
    end: usize,
}

/// Runs of letters and runs of digits.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let class = |c: char| (c.is_alphabetic(), c.is_ascii_digit());
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = (false, false);
    for (begin, c) in text.char_indices() {
        let now = class(c);
        let end = begin + c.len_utf8();
        match tokens.last_mut() {
            Some(token) if now == last && token.end == begin => {
                (token.text, token.end) = (&text[token.begin..end], end)
            }
            _ if now != (false, false) => tokens.push(Token {
                text: &text[begin..end],
                begin,
                end,
            }),
            _ => {}
        }
        last = now;
    }
    tokens
}

struct Scanner<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
}

impl<'t> Scanner<'t> {
    /// What stands between token `at` and the one before it.
    fn gap(&self, at: usize) -> Option<&'t str> {
        let begin = at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))?
            .end;
        self.text.get(begin..self.tokens.get(at)?.begin)
    }

    fn name(&self, at: usize) -> Option<Name> {
        let token = self.tokens.get(at)?;
        // "may" and "march" are verbs unless they have a capital.
        if !token.text.starts_with(char::is_uppercase) {
            return None;
        }
        NAMES.get(token.text.to_lowercase().as_str()).copied()
    }

    /// The month at `at`, joined to the token before it by no more than a space, comma or hyphen.
    fn month(&self, at: usize) -> Option<(i8, bool)> {
        match self.name(at) {
            Some(Name::Month { number, full }) => Some((number, full)),
            _ => None,
        }
    }

    fn number(
        &self,
        at: usize,
        digits: std::ops::RangeInclusive<usize>,
        values: std::ops::RangeInclusive<i16>,
    ) -> Option<i16> {
        let token = self.tokens.get(at)?;
        let value = token
            .text
            .parse()
            .ok()
            .filter(|value| values.contains(value))?;
        digits.contains(&token.text.len()).then_some(value)
    }

    fn day(&self, at: usize) -> Option<i8> {
        self.number(at, 1..=2, 1..=31).map(|day| day as i8)
    }

    fn year(&self, at: usize) -> Option<i16> {
        self.number(at, 4..=4, 1900..=2099)
    }

    /// Whether token `at` follows the one before it inside one date. A stop ends a date unless it ends an abbreviation.
    fn follows(&self, at: usize, after_abbreviation: bool) -> bool {
        let Some(gap) = self.gap(at) else {
            return false;
        };
        let stop = gap.contains('.');
        gap.len() <= 4
            && gap.matches('\n').count() <= 1
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '|' | '/'))
            && (!stop || after_abbreviation)
    }

    /// "st", "nd", "rd", "th" and "of" after a day: where the month would be.
    fn past_ordinal(&self, mut at: usize) -> usize {
        let is = |at: usize, words: &[&str]| {
            self.tokens
                .get(at)
                .is_some_and(|t| words.contains(&t.text.to_lowercase().as_str()))
        };
        if is(at, &["st", "nd", "rd", "th"]) && self.gap(at) == Some("") {
            at += 1;
        }
        at + usize::from(is(at, &["of"]))
    }

    /// The date whose month or day starts at `at`, and the token after it.
    fn date_at(&self, at: usize) -> Option<(Written, usize)> {
        let begin = self.tokens.get(at)?.begin;
        let made = |year, month, day, next: usize| {
            let written = Written {
                year,
                month: Some(month),
                day,
                ..Written::at(Span::new(begin, self.tokens[next - 1].end))
            };
            Some((written, next))
        };
        if let Some((month, full)) = self.month(at) {
            if self.follows(at + 1, !full) {
                if let Some(day) = self.day(at + 1).filter(|_| self.gap(at + 2) != Some(":")) {
                    let next = self.past_ordinal(at + 2);
                    return match self.year(next).filter(|_| self.follows(next, false)) {
                        Some(year) => made(Some(year), month, Some(day), next + 1),
                        None => made(None, month, Some(day), next),
                    };
                }
                if let Some(year) = self.year(at + 1) {
                    return made(Some(year), month, None, at + 2);
                }
            }
            return made(None, month, None, at + 1);
        }
        if let Some(day) = self.day(at) {
            let next = self.past_ordinal(at + 1);
            if let Some((month, full)) = self.month(next).filter(|_| self.follows(next, false)) {
                if let Some(year) = self
                    .year(next + 1)
                    .filter(|_| self.follows(next + 1, !full))
                {
                    return made(Some(year), month, Some(day), next + 2);
                }
                // "4 FEB 90": two digits are a year only where the month is in capitals, as in old wire copy.
                let wire = self.tokens[next].text.chars().all(char::is_uppercase)
                    && self.gap(next + 1) == Some(" ");
                if let Some(year) = self.number(next + 1, 2..=2, 0..=99).filter(|_| wire) {
                    let year = if year < 50 { 2000 + year } else { 1900 + year };
                    return made(Some(year), month, Some(day), next + 2);
                }
                return made(None, month, Some(day), next + 1);
            }
        }
        self.numeric(at)
    }

    /// "2020-02-06", "06.02.2020", and "25/12/2020" where only one reading exists.
    fn numeric(&self, at: usize) -> Option<(Written, usize)> {
        let (first, second) = (self.gap(at + 1)?, self.gap(at + 2)?);
        if first != second || !["-", "/", "."].contains(&first) {
            return None;
        }
        let span = Span::new(self.tokens[at].begin, self.tokens[at + 2].end);
        let written = |year, month, day| {
            Date::new(year, month, day).ok()?;
            let written = Written {
                year: Some(year),
                month: Some(month),
                day: Some(day),
                ..Written::at(span)
            };
            Some((written, at + 3))
        };
        if let (Some(year), Some(month), Some(day)) =
            (self.year(at), self.day(at + 1), self.day(at + 2))
        {
            return written(year, month, day);
        }
        let (a, b, year) = (self.day(at)?, self.day(at + 1)?, self.year(at + 2)?);
        match () {
            () if first == "." || a == b || a > 12 => written(year, b, a),
            () if b > 12 => written(year, a, b),
            () => None,
        }
    }
}

/// Every date in `text`, in order. Offsets are `base` and up.
pub fn scan(text: &str, base: usize) -> Vec<Written> {
    let scanner = Scanner {
        text,
        tokens: tokens(text),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < scanner.tokens.len() {
        let token = scanner.tokens[at];
        let alone = Written::at(Span::new(token.begin, token.end));
        let (written, next) = match scanner.name(at) {
            Some(Name::Weekday { day, full }) => {
                let date = scanner
                    .date_at(at + 1)
                    .filter(|(w, _)| w.day.is_some() && scanner.follows(at + 1, !full));
                match date {
                    Some((date, next)) => {
                        let written = Written {
                            span: Span::new(token.begin, date.span.end),
                            weekday: Some(day),
                            ..date
                        };
                        (Some(written), next)
                    }
                    None => {
                        let weekday = Some(day);
                        (full.then_some(Written { weekday, ..alone }), at + 1)
                    }
                }
            }
            _ => match scanner.date_at(at) {
                Some((date, next)) => (Some(date), next),
                None => {
                    let year = scanner.year(at);
                    (year.map(|_| Written { year, ..alone }), at + 1)
                }
            },
        };
        found.extend(written.map(|w| Written {
            span: Span::new(w.span.begin + base, w.span.end + base),
            ..w
        }));
        at = next.max(at + 1);
    }
    found
}

/// The first full date in `text`.
pub fn first(text: &str) -> Option<Date> {
    scan(text, 0).iter().find_map(Written::date)
}

#[cfg(test)]
mod tests;
