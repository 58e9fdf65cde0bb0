//! The place and agency in front of a story: "ISTANBUL (Reuters) – ", "Lahore, (APP - 6th Feb, 2020 ) :".

use super::dates::{self, Written};
use super::phrases::{self, Folded, Part};
use crate::span::Span;

/// A dateline is over by then.
const LONGEST: usize = 160;

/// What stands before the first sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dateline {
    /// From the start of the paragraph up to the end of the dash or colon.
    pub span: Span,
    /// The words of the place.
    pub place: Option<Span>,
    /// The agency in brackets.
    pub agency: Option<Span>,
    /// The date, perhaps without a year.
    pub date: Option<Written>,
    /// First byte of the sentence; the end of the paragraph if the dateline has a line of its own.
    pub text: usize,
}

/// The dateline at the start of `paragraph`. `capitals`: the whole article is in capitals, so capitals mean nothing.
pub fn split(text: &str, paragraph: Span, capitals: bool) -> Option<Dateline> {
    let words = paragraph.of(text);
    let words = &words[..words.floor_char_boundary(LONGEST)];
    if let Some(found) = slashed(words, paragraph) {
        return Some(found);
    }
    for (at, mark) in separators(words) {
        let Some(head) = head(&words[..at], paragraph.begin) else {
            continue;
        };
        let after = words[at + mark.len()..]
            .trim_start_matches(['-', '–', '—', '_', ':', ' ', '\u{a0}', '\n', '\t']);
        let after = tags(after);
        if after.is_empty() || !head.accepted(mark, after, capitals, text) {
            continue;
        }
        let begin = paragraph.begin + words.len() - after.len();
        let end = paragraph.begin + words[..words.len() - after.len()].trim_end().len();
        return Some(Dateline {
            span: Span::new(paragraph.begin, end),
            text: begin,
            ..head.dateline
        });
    }
    None
}

/// "MOSCOW, February 6. /TASS/. Text": the agency between slashes.
fn slashed(words: &str, paragraph: Span) -> Option<Dateline> {
    let open = words.find(" /")? + 2;
    let close = open + words[open..].find('/')?;
    let agency = agency(&words[open..close], paragraph.begin + open)?;
    let head = head(&words[..open - 2], paragraph.begin)?;
    let after = words[close + 1..].trim_start_matches(['.', '-', '–', ':', ' ']);
    let text = paragraph.begin + words.len() - after.len();
    let end = paragraph.begin + words[..words.len() - after.len()].trim_end().len();
    let good = head.dateline.place.is_some()
        && !after.is_empty()
        && words[close + 1..].starts_with(['.', ' ', '-']);
    good.then_some(Dateline {
        span: Span::new(paragraph.begin, end),
        agency: Some(agency),
        text,
        ..head.dateline
    })
}

/// The dateline that has the line `paragraph` to itself.
pub fn whole(text: &str, paragraph: Span, capitals: bool) -> Option<Dateline> {
    if paragraph.len() > LONGEST {
        return None;
    }
    let head = head(
        paragraph
            .of(text)
            .trim_end_matches([' ', '-', '–', '—', ':', '_']),
        paragraph.begin,
    )?;
    let named = head.dateline.place.is_some();
    let clear =
        head.upper && !capitals || head.dateline.date.is_some() || head.dateline.agency.is_some();
    (named && clear).then_some(Dateline {
        span: paragraph,
        text: paragraph.end,
        ..head.dateline
    })
}

/// Dashes and colons outside brackets that may end a dateline, and a closing bracket itself.
fn separators(words: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut depth = 0;
    let mut before = ' ';
    for (at, c) in words.char_indices() {
        let width = c.len_utf8();
        let space_after = words[at + width..].starts_with(char::is_whitespace);
        match c {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    found.push((at + 1, ""));
                }
            }
            '–' | '—' | '_' | '|' if depth == 0 => found.push((at, &words[at..at + width])),
            '-' if depth == 0 && (before.is_whitespace() || before == ')' || space_after) => {
                found.push((at, "-"))
            }
            ':' if depth == 0 && (space_after || before.is_whitespace() || before == ')') => {
                found.push((at, ":"))
            }
            _ => {}
        }
        before = c;
    }
    // A mark after the bracket is the better end; "" only where there is none.
    found.sort_by_key(|(_, mark)| mark.is_empty());
    found
}

/// `text` without the tags that wire services set before it: `[TEXT]`.
fn tags(mut text: &str) -> &str {
    while let Some((tag, rest)) = text
        .strip_prefix('[')
        .and_then(|inner| inner.split_once(']'))
    {
        if tag.len() > 40 || tag.chars().any(char::is_lowercase) {
            break;
        }
        text = rest.trim_start();
    }
    text
}

struct Head {
    dateline: Dateline,
    /// The first part of the place is in capitals.
    upper: bool,
    /// Words of the place.
    words: usize,
    /// There were brackets.
    brackets: bool,
}

impl Head {
    fn accepted(&self, mark: &str, after: &str, capitals: bool, text: &str) -> bool {
        let Dateline {
            place,
            agency,
            date,
            ..
        } = self.dateline;
        let opens = after
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'«(".contains(c));
        let dash = mark.starts_with(['–', '—', '-', '_']);
        match () {
            () if mark.is_empty() => agency.is_some() && self.upper && !capitals && opens,
            () if agency.is_some() || date.is_some() => place.is_some() || agency.is_some(),
            () if self.brackets || place.is_none() => false,
            () if self.upper && !capitals => self.words <= 5 && opens && (dash || mark == ":"),
            // "Analysis – The …" is no place, but nothing is lost when it is not read.
            () => {
                !capitals
                    && self.words <= 2
                    && opens
                    && mark.starts_with(['–', '—'])
                    && !place.is_some_and(|p| p.of(text).contains('.'))
            }
        }
    }
}

/// Reads `words` as place, date and brackets with nothing else; offsets start at `base`.
fn head(words: &str, base: usize) -> Option<Head> {
    let (front, agency, inner_date, brackets) = match words.find('(') {
        Some(open) => {
            let close = words.rfind(')').filter(|close| *close > open)?;
            if !words[close + 1..].trim().is_empty() {
                return None;
            }
            let inner = &words[open + 1..close];
            let date = dates::scan(inner, base + open + 1)
                .into_iter()
                .find(|date| date.day.is_some());
            (&words[..open], agency(inner, base + open + 1), date, true)
        }
        None => (words, None, None, false),
    };
    let date = dates::scan(front, 0)
        .into_iter()
        .find(|date| date.day.is_some() || date.weekday.is_some());
    let place = match date {
        Some(date)
            if !front[date.span.end..]
                .trim_matches([' ', ',', '.', '\u{a0}'])
                .is_empty() =>
        {
            return None;
        }
        Some(date) => &front[..date.span.begin],
        None => front,
    };
    let place = place.trim_end_matches([' ', ',', '.', '\u{a0}', '\n']);
    // "Town, AGENCY – ": capitals behind a place that is not in capitals.
    let (place, agency) = match place.rsplit_once(", ") {
        Some((town, initials))
            if agency.is_none()
                && is_initials(initials)
                && town.chars().any(char::is_lowercase) =>
        {
            let begin = base + place.len() - initials.len();
            (town, Some(Span::new(begin, base + place.len())))
        }
        _ => (place, agency),
    };
    let count = place_words(place)?;
    let first = place.split([',', '/', '(']).next().unwrap_or("");
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let upper = letters >= 3 && !first.chars().any(char::is_lowercase);
    let label = Folded::new(place);
    let named = !place.is_empty()
        && ![Part::Chrome, Part::Remark, Part::Heading, Part::Byline]
            .iter()
            .any(|part| label.has(*part));
    let date = date.map(|d| Written {
        span: Span::new(d.span.begin + base, d.span.end + base),
        ..d
    });
    Some(Head {
        dateline: Dateline {
            span: Span::new(base, base),
            place: named.then(|| Span::new(base, base + place.len())),
            agency,
            date: inner_date.or(date.filter(|date| date.day.is_some())),
            text: 0,
        },
        upper,
        words: count,
        brackets,
    })
}

fn is_initials(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.chars().all(char::is_uppercase)
}

/// How many words a place has, or `None` if this is no name of a place.
fn place_words(place: &str) -> Option<usize> {
    // "Mr. NOVAK (Mali): …" speaks.
    const SHORTENED: &[&str] = &["St.", "Ste.", "Mt.", "Ft.", "Pt."];
    let first = place.split([' ', '\u{a0}']).next().unwrap_or_default();
    if first.ends_with('.') && first.chars().any(char::is_lowercase) && !SHORTENED.contains(&first)
    {
        return None;
    }
    let mut count = 0;
    for word in place
        .split([' ', '/', ',', '\u{a0}', '\n'])
        .filter(|word| !word.is_empty())
    {
        let name = word.starts_with(|c: char| c.is_uppercase() || c == '\'' || c == '’');
        let small = count > 0 && phrases::is_word(word, Part::Placed);
        if !(name || small)
            || !word
                .chars()
                .all(|c| c.is_alphabetic() || "'’.-ʿ`".contains(c))
        {
            return None;
        }
        count += 1;
    }
    (count <= 8).then_some(count)
}

/// The agency in the brackets `inner`: up to the first dash, comma or number.
fn agency(inner: &str, base: usize) -> Option<Span> {
    let ends = [" - ", " – ", " — ", ",", ";", " / ", " | "];
    let cut = ends
        .iter()
        .filter_map(|mark| inner.find(mark))
        .min()
        .unwrap_or(inner.len());
    let name = inner[..cut].trim();
    let begin = base + inner.find(name)?;
    let good = name.starts_with(char::is_uppercase)
        && name.split_whitespace().count() <= 5
        && name.len() <= 50
        && !name.contains(|c: char| c.is_numeric())
        && !phrases::is_word(&phrases::fold(name), Part::Remark)
        && !dates::scan(name, 0)
            .iter()
            .any(|date| date.weekday.is_some());
    good.then(|| Span::new(begin, begin + name.len()))
}

#[cfg(test)]
mod tests;
