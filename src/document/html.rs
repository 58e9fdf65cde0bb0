//! Web pages: the main text, with headings and captions as the markup has them, and the metadata of the head.

use super::blocks;
use super::page::{self, Piece};
use super::phrases::skeleton;
use super::{BlockKind, Document, Metadata, Paragraph, main_text, make, meta};
use crate::span::Span;
use dom_smoothie::{Config, Readability};

/// The document of the page `html`.
pub fn read(html: String, source: &str) -> Document {
    let html = page::shallow(html);
    let config = Config {
        max_elements_to_parse: 0,
        ..Config::default()
    };
    let mut pieces = Vec::new();
    let mut outside = Vec::new();
    let mut metadata = Metadata {
        source: source.to_owned(),
        ..Metadata::default()
    };
    if let Ok(mut page) = Readability::new(html.as_str(), None, Some(config)) {
        meta::head(&page, &mut metadata);
        let whole = page::pieces(&page);
        let main = match page.parse() {
            Ok(article) => Readability::new(article.content, None, None)
                .map(|main| page::pieces(&main))
                .unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        (pieces, outside) = main_text::of(whole, &main);
    }
    assemble(pieces, outside, metadata)
}

fn assemble(pieces: Vec<Piece>, outside: Vec<Piece>, metadata: Metadata) -> Document {
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    let mut add = |piece: &str, hint| {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let begin = text.len();
        text.push_str(piece);
        paragraphs.push(Paragraph {
            span: Span::new(begin, text.len()),
            hint,
        });
    };
    let title = metadata.title.as_deref().map(skeleton);
    let is_title = |piece: &Piece| {
        let same = |title: &String| blocks::similar(title, &skeleton(&piece.text));
        title.as_ref().is_some_and(same)
    };
    // The main text comes without its headline; the head has it.
    if let Some(title) = metadata.title.as_deref()
        && !pieces.iter().any(is_title)
    {
        add(
            make::without_outlet(title, metadata.publisher.as_deref()),
            Some(BlockKind::Heading),
        );
    }
    for piece in &pieces {
        add(&piece.text, piece.hint);
    }
    let outside: Vec<String> = outside
        .into_iter()
        .filter(|piece| !is_title(piece))
        .map(|piece| piece.text)
        .collect();
    let mut document = make::assemble(text, paragraphs, metadata);
    document.outside = outside;
    document
}

#[cfg(test)]
mod tests;
