//! The line of an outlet in front of an article: "Sahel Post | 13 June 2024", "Published by Sahel Post on June 13, 2024", or
//! its name alone above the day and the headline. Only a name that ends as names of outlets do, or that the gazetteer has for a
//! body that may publish, is taken for one.

use super::header::Header;
use super::phrases::{Part, fold, is_word, starts};
use super::shape::Shape;
use super::{BlockKind, Paragraph, dates};
use crate::fold;
use crate::gazetteer::publishers;

/// Among so many paragraphs at the start such a line may stand.
const BEGINNING: usize = 4;
/// Words of the longest name.
const LONGEST: usize = 5;
/// Signs that stand around such a line, and between its parts.
const SIGNS: [char; 13] = [
    '*', '_', ',', '|', '-', '–', '—', '·', '•', ':', '(', ')', ' ',
];

/// Makes bylines of such lines; the outlet goes into the header, unless that names one.
pub fn take(text: &str, paragraphs: &mut [Paragraph], header: &mut Header) {
    let shape = |at: usize| {
        let words = paragraphs.get(at).map(|p| p.span.of(text));
        words.map(Shape::new)
    };
    let headline = |at: usize| shape(at).is_some_and(|s| s.headline() && !s.prose());
    let dated = shape(1).is_some_and(|shape| shape.date_only);
    let mut found = None;
    for (at, paragraph) in paragraphs.iter().take(BEGINNING).enumerate() {
        let line = paragraph.span.of(text);
        if Shape::new(line).prose() {
            break;
        }
        if paragraph.hint.is_some() && paragraph.hint != Some(BlockKind::Byline) {
            continue;
        }
        let named = beside_a_date(line).or_else(|| {
            let bare = line.trim_matches(SIGNS);
            let first = bare.split_once(' ').map(|(first, _)| fold(first));
            let the = first.is_some_and(|first| starts(Part::Outlet).any(|word| word == first));
            // Alone it could be a headline: another one follows.
            let above = dated && headline(2) || the && headline(1);
            (at == 0 && above && is_outlet(bare)).then_some(bare)
        });
        if let Some(name) = named {
            found = Some((at, name.to_string()));
            break;
        }
    }
    if let Some((at, name)) = found {
        paragraphs[at].hint = Some(BlockKind::Byline);
        header.fields.publisher.get_or_insert(name);
    }
}

/// The outlet of a line that has nothing else but a day.
fn beside_a_date(line: &str) -> Option<&str> {
    let dates = dates::scan(line, 0);
    let date = dates.iter().find(|date| date.date().is_some())?;
    let behind = line[date.span.end..].chars();
    if behind.filter(|c| c.is_alphabetic()).count() > 4 {
        return None;
    }
    let mut before = line[..date.span.begin].trim_matches(SIGNS);
    // "… on June 13"
    if let Some((rest, last)) = before.rsplit_once(' ')
        && last.starts_with(char::is_lowercase)
    {
        before = rest.trim_end_matches(SIGNS);
    }
    // "Published by …"
    if let Some((first, rest)) = before.split_once([' ', ':'])
        && is_word(&fold(first), Part::Issued)
    {
        let rest = rest.trim_start_matches(SIGNS);
        before = match rest.split_once(' ') {
            Some((small, name)) if small.starts_with(char::is_lowercase) => name,
            _ => rest,
        };
    }
    (is_outlet(before) || is_publisher(before)).then_some(before)
}

/// A body that the gazetteer has and that may publish: "Reuters", "Human Rights Watch".
fn is_publisher(name: &str) -> bool {
    let named = name.starts_with(char::is_uppercase);
    named && publishers().contains(&fold::fold(name))
}

/// Capitalised words of which the last ends names of outlets: "The Sahel Post".
fn is_outlet(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let large = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '&') || is_word(word, Part::Placed)
    };
    let last = words.last().map(|word| fold(word)).unwrap_or_default();
    (2..=LONGEST).contains(&words.len())
        && words.iter().all(large)
        && is_word(&last, Part::Outlet)
        && !name.contains(['.', '!', '?', ',', ';'])
}

#[cfg(test)]
mod tests {
    use crate::document::{Metadata, from_text};

    #[test]
    fn the_line_of_an_outlet_tells_it_and_its_day() {
        let body = "Gunmen stopped the lorries at the ford on Monday and took the grain, aid workers said in the town.";
        let posts = [
            "Vesna Post\nJune 13, 2024\n\nLorries stopped at the ford",
            "Lorries stopped at the ford\n\nVesna Post, 13 June 2024",
            "Lorries stopped at the ford\nVesna Post | 13 June 2024",
            "Lorries stopped at the ford\n\nPublished by Vesna Post on 13 June 2024",
        ];
        let others = [
            "The Vesna Post\n\nLorries stopped at the ford\n\nBy Ann Lee",
            "VESNA POST - June 13, 2024\n\nLorries stopped at the ford",
            "# Lorries stopped at the ford\n\n*Vesna Wire, 13 June 2024*",
            "Source: Courier\nLorries stopped at the ford\n\nVesna Post, 13 June 2024",
            "Lorries stopped at the ford\n\nReuters, 13 June 2024",
            "Lorries stopped at the ford\n\nHuman Rights Watch | 13 June 2024",
        ];
        // An author, a place, headlines.
        let none = [
            "Lorries stopped at the ford\n\nAnn Lee, 13 June 2024",
            "VESNA, June 13, 2024\n\nLorries stopped at the ford",
            "Rebels Storm Border Post",
            "Rebels Storm Border Post\n\nGrain is taken at the ford",
        ];
        let outlets = [
            "The Vesna Post",
            "VESNA POST",
            "Vesna Wire",
            "Courier",
            "Reuters",
            "Human Rights Watch",
        ];
        let posts = posts.map(|front| (front, Some("Vesna Post")));
        let others = others.into_iter().zip(outlets.map(Some));
        let none = none.map(|front| (front, None));
        for (front, outlet) in posts.into_iter().chain(others).chain(none) {
            let read = from_text(format!("{front}\n\n{body}\n"), Metadata::default());
            assert_eq!(read.publisher.as_deref(), outlet, "{front}");
            assert_ne!(read.title.as_deref(), outlet, "{front}");
            let day = read.published.and_then(|p| p.day());
            let day = day.map(|day| day.to_string());
            let told = front.contains("13").then(|| "2024-06-13".to_string());
            assert!(day == told || told.is_none(), "{front}: {day:?}");
        }
    }
}
