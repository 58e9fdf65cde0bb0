//! Web pages: the main text, with headings and captions as the markup has them, and the metadata of the head.

use super::items::similar;
use super::page::{self, Piece};
use super::phrases::{Part, skeleton, starts};
use super::published::Rank;
use super::shape::Shape;
use super::{BlockKind, Document, Metadata, dates, main_text, make, meta};
use dom_smoothie::{Config, Readability};
use jiff::civil::Date;

/// Paragraphs in front of a text among which the author is looked for.
const HEAD: usize = 6;
/// Letters of a text that is worth more than what is shown.
const LEAST: usize = 100;
/// Words of a line that tells the day.
const STAMP: usize = 16;
/// Words of a line that tells how to reach the author.
const REACHED: usize = 25;
/// Words behind the author's name in a line that is no sentence.
const SIGNED: usize = 5;

/// The document of the page `html`, of which something may be known beside it.
pub fn with(html: String, given: Metadata) -> Document {
    let saved = meta::saved(&html);
    let html = page::shallow(html);
    let config = Config {
        max_elements_to_parse: 0,
        ..Config::default()
    };
    let mut pieces = Vec::new();
    let mut outside = Vec::new();
    let mut metadata = Metadata {
        source: given.source.clone(),
        ..Metadata::default()
    };
    if let Ok(mut page) = Readability::new(html.as_str(), None, Some(config)) {
        page::unframe(&page);
        let told = meta::head(&page, &mut metadata);
        let whole = page::pieces(&page);
        let main = page.parse();
        let main = main.and_then(|article| Readability::new(article.content, None, None));
        let main = main.map(|main| page::pieces(&main)).unwrap_or_default();
        (pieces, outside) = main_text::of(whole, &main);
        if let Some(told) = told {
            take_told(told, &mut pieces, &mut outside);
        }
    }
    let url = given.url.or(metadata.url).or(saved);
    let metadata = Metadata {
        title: given.title.or(metadata.title),
        publisher: given.publisher.or(metadata.publisher),
        author: given.author.or(metadata.author),
        published: given.published.or(metadata.published),
        url: url.map(meta::original),
        source: given.source,
    };
    assemble(pieces, outside, metadata)
}

/// Where a page shows but the beginning of what its data tell, these are read: who saved it may have had to pay for the rest.
fn take_told(told: String, pieces: &mut Vec<Piece>, outside: &mut Vec<Piece>) {
    let shown = pieces.iter().filter(|piece| piece.hint.is_none());
    let shown: usize = shown.map(|piece| piece.text.len()).sum();
    if told.len() < 2 * shown.max(LEAST) {
        return;
    }
    let markup = told.contains("</");
    let told = match markup {
        true => told,
        false => told.replace('\n', "<br>"),
    };
    outside.extend(pieces.extract_if(.., |piece| piece.hint != Some(BlockKind::Caption)));
    pieces.extend(page::paragraphs(told));
}

fn assemble(mut pieces: Vec<Piece>, mut outside: Vec<Piece>, metadata: Metadata) -> Document {
    let mut lines = outside.iter().chain(pieces.iter().take(HEAD));
    let named = metadata.author.clone();
    let named = named.or_else(|| lines.find_map(|piece| meta::signed(&piece.text)));
    let metadata = Metadata {
        author: named,
        ..metadata
    };
    let author = metadata.author.as_deref();
    let end = pieces.len().saturating_sub(4);
    if let Some(about) = pieces[end..].iter().position(|p| is_about(author, &p.text)) {
        outside.push(pieces.remove(end + about));
    }
    for (at, piece) in pieces.iter_mut().enumerate() {
        if is_signed(author, &piece.text) || at < HEAD && meta::signed(&piece.text).is_some() {
            piece.hint = Some(BlockKind::Byline);
        }
    }
    let title = metadata.title.as_deref().map(skeleton);
    let is_title = |piece: &Piece| {
        let same = |title: &String| similar(title, &skeleton(&piece.text));
        title.as_ref().is_some_and(same)
    };
    // The main text comes without its headline; the head has it.
    let mut all = Vec::new();
    if let Some(title) = metadata.title.as_deref()
        && !pieces.iter().any(is_title)
    {
        let title = make::without_outlet(title, metadata.publisher.as_deref());
        all.push((title.to_owned(), Some(BlockKind::Heading)));
    }
    let outside: Vec<String> = outside
        .into_iter()
        .filter(|piece| !is_title(piece))
        .map(|piece| piece.text)
        .collect();
    all.extend(pieces.into_iter().map(|piece| (piece.text, piece.hint)));
    let mut document = make::of_pieces(all.clone(), metadata.clone());
    if document.published.is_none()
        && let Some(day) = alone(&outside)
    {
        let published = Some(day);
        let metadata = Metadata {
            published,
            ..metadata
        };
        document = make::of_pieces(all, metadata);
    }
    document.outside = outside;
    document
}

/// The day that a line of the page says it came out, or that stands alone on it, if it is one.
fn alone(outside: &[String]) -> Option<Date> {
    let days = outside.iter().filter(|piece| Shape::new(piece).date_only);
    let days = days.filter_map(|piece| dates::first(piece));
    let stamps = outside
        .iter()
        .filter(|piece| piece.split_whitespace().count() <= STAMP)
        .filter_map(|piece| {
            let written = dates::scan(piece, 0).into_iter().next()?;
            let issued = Rank::of_label(&piece[..written.span.begin]) == Rank::Issued;
            written.date().filter(|_| issued)
        });
    same(stamps).or_else(|| same(days))
}

fn same(mut days: impl Iterator<Item = Date>) -> Option<Date> {
    let first = days.next()?;
    days.all(|other| other == first).then_some(first)
}

/// "Ana Roe", "Ana Roe (Tessel, special correspondent)": the author, and at most a few words that are no sentence.
fn is_signed(author: Option<&str>, text: &str) -> bool {
    let rest = author.and_then(|author| text.strip_prefix(author));
    rest.is_some_and(|rest| {
        let few = rest.split_whitespace().count() <= SIGNED;
        few && !rest.ends_with(['.', '!', '?'])
            && !rest.starts_with(char::is_alphanumeric)
            && (rest.is_empty()
                || rest
                    .trim_start()
                    .starts_with(['(', ',', '|', '-', '–', '—', '@', '·']))
    })
}

/// Whether a paragraph at the end tells of whoever wrote the article, or how to reach them.
fn is_about(author: Option<&str>, text: &str) -> bool {
    let Some((before, rest)) = author.and_then(|author| text.split_once(author)) else {
        return false;
    };
    let told = rest.strip_prefix(' ').unwrap_or_default();
    let told = |words: &str| told.strip_prefix(words);
    let is_told = starts(Part::About).any(|w| told(w).is_some_and(|rest| rest.starts_with(' ')));
    let reached = rest.contains('@') && text.split_whitespace().count() <= REACHED;
    before.is_empty() && is_told || reached
}

#[cfg(test)]
mod tests;
