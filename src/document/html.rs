//! Web pages: the main text, with headings and captions as the markup has them, and the metadata of the head.

use super::blocks;
use super::{BlockKind, Document, Metadata, Paragraph, make, meta};
use crate::span::Span;
use dom_smoothie::{Config, Readability};

/// Elements that start a paragraph of their own.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "blockquote",
    "section",
    "article",
    "td",
    "th",
    "tr",
    "pre",
    "dd",
    "dt",
    "header",
    "footer",
    "nav",
    "aside",
    "main",
    "figure",
    "ul",
    "ol",
    "table",
    "body",
    "caption",
    "address",
    "form",
    "button",
    "option",
    "label",
    "details",
    "summary",
    "center",
];

/// What is never text of an article.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "select", "button", "form",
    "textarea", "head",
];

/// A paragraph, and what its element says of it.
type Piece = (String, Option<BlockKind>);

/// The document of the page `html`.
pub fn read(html: String, source: &str) -> Document {
    let html = shallow(html);
    let config = Config {
        max_elements_to_parse: 0,
        ..Config::default()
    };
    let mut pieces = Vec::new();
    let mut metadata = Metadata {
        source: source.to_owned(),
        ..Metadata::default()
    };
    if let Ok(mut page) = Readability::new(html.as_str(), None, Some(config)) {
        meta::head(&page, &mut metadata);
        let whole = pieces_of(&page);
        if let Ok(article) = page.parse()
            && let Ok(main) = Readability::new(article.content, None, None)
        {
            pieces = pieces_of(&main);
        }
        // A page too small or too odd for the main text to be found is read as a whole; so is one that lost most of it.
        let running = |pieces: &[Piece]| {
            pieces
                .iter()
                .filter(|(text, _)| text.len() > 80 && text.ends_with(['.', '"', '”']))
                .count()
        };
        if running(&pieces) * 2 < running(&whole) || pieces.is_empty() {
            pieces = whole;
        }
    }
    assemble(pieces, metadata)
}

fn assemble(pieces: Vec<Piece>, metadata: Metadata) -> Document {
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
    // The main text comes without its headline; the head has it.
    if let Some(title) = metadata.title.as_deref() {
        let known = pieces.iter().any(|(text, _)| {
            blocks::similar(
                &super::phrases::skeleton(title),
                &super::phrases::skeleton(text),
            )
        });
        if !known {
            add(
                make::without_outlet(title, metadata.publisher.as_deref()),
                Some(BlockKind::Heading),
            );
        }
    }
    for (piece, hint) in &pieces {
        add(piece, *hint);
    }
    make::assemble(text, paragraphs, metadata)
}

/// The paragraphs under the root of `page`, in order.
fn pieces_of(page: &Readability) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current = String::new();
    let mut hint = None;
    let mut owner = None;
    for node in page.doc.root().descendants_it() {
        let broken = node.has_name("br");
        if !node.is_text() && !broken {
            continue;
        }
        let mut element = None;
        let mut kind = None;
        let mut hidden = false;
        for above in node.ancestors_it(Some(64)) {
            let Some(name) = above.node_name() else {
                continue;
            };
            let name: &str = &name;
            hidden |= NEVER.contains(&name);
            if element.is_none() && PARAGRAPHS.contains(&name) {
                element = Some(above.id);
            }
            kind = kind.or(match name {
                "figcaption" | "caption" => Some(BlockKind::Caption),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
                "nav" | "footer" => Some(BlockKind::Chrome),
                "time" | "address" => Some(BlockKind::Byline),
                _ => None,
            });
        }
        if hidden {
            continue;
        }
        if broken || element != owner {
            flush(&mut pieces, &mut current, hint);
            (owner, hint) = (element, None);
        }
        if !broken {
            let text = node.text();
            // A date inside a paragraph does not make it a byline: only a paragraph that is all of one kind is.
            let blank = text.trim().is_empty();
            if !blank {
                hint = if current.trim().is_empty() || hint == kind {
                    kind
                } else {
                    hint.filter(|h| *h != BlockKind::Byline)
                };
            }
            current.push_str(&text);
        }
    }
    flush(&mut pieces, &mut current, hint);
    pieces
}

fn flush(pieces: &mut Vec<Piece>, current: &mut String, hint: Option<BlockKind>) {
    let text = make::one_line(&std::mem::take(current));
    if !text.is_empty() {
        pieces.push((super::charset::clean(text), hint));
    }
}

/// `html` with its elements nested no deeper than any page needs: walking a tree recurses, and a page may be hostile.
fn shallow(html: String) -> String {
    const DEEPEST: usize = 400;
    let (mut depth, mut deepest) = (0usize, 0);
    let bytes = html.as_bytes();
    for at in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'<')
        .map(|(at, _)| at)
    {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                let end = bytes[at..]
                    .iter()
                    .take(400)
                    .position(|byte| *byte == b'>')
                    .map_or(at, |end| at + end);
                depth +=
                    usize::from(bytes[end.saturating_sub(1)] != b'/' && !is_void(&bytes[at + 1..]));
            }
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if deepest <= DEEPEST {
        return html;
    }
    // Tags become paragraph ends: the words are kept, the markup is not.
    let mut flat = String::with_capacity(html.len());
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let block = tag.starts_with(['p', 'd', 'h', 'l', '/', 't', 'b']) && tag.len() > 1;
        flat.push_str(if block { "<br>" } else { " " });
        flat.push_str(words);
    }
    flat
}

fn is_void(tag: &[u8]) -> bool {
    const VOID: &[&str] = &[
        "meta", "link", "br", "img", "hr", "input", "p", "li", "source", "area", "base", "col",
        "wbr", "td", "tr", "option",
    ];
    VOID.iter().any(|name| {
        tag.get(..name.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()))
            && tag
                .get(name.len())
                .is_none_or(|b| !b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests;
