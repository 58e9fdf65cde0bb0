//! DOCX and ODT: their paragraphs, and which of them are headings.

use super::xml::{Element, Node};
use super::zipped::Zip;
use super::{Body, Found, plain};
use crate::document::BlockKind;
use crate::document::input::Opened;

type Paragraphs = Vec<(String, Option<BlockKind>)>;

/// The text of Word since 2007.
pub fn docx(zip: Zip) -> Opened {
    of(zip, "word/document.xml", word)
}

/// The text of OpenDocument.
pub fn odt(zip: Zip) -> Opened {
    of(zip, "content.xml", |tree, to| {
        if let Some(body) = tree.first("text") {
            open(body, to);
        }
    })
}

/// The paragraphs that are read from one file of a package.
fn of(mut zip: Zip, file: &str, read: impl Fn(&Element, &mut Paragraphs)) -> Opened {
    let tree = zip.tree(file)?;
    let mut paragraphs = Vec::new();
    read(&tree, &mut paragraphs);
    let place = zip.place().clone();
    // Exports of archives of the press are delivered as such files, too: they are told by their words.
    let text: Vec<&str> = paragraphs.iter().map(|(text, _)| text.as_str()).collect();
    let text = text.join("\n\n");
    plain(Found::of(Body::Paragraphs(paragraphs)), text, place)
}

fn word(element: &Element, to: &mut Paragraphs) {
    for inner in element.elements() {
        match inner.local() {
            "p" if inner.name.starts_with("w:") => {
                let style = inner
                    .child("pPr")
                    .and_then(|p| p.child("pStyle")?.attribute("w:val"));
                let heading = style.is_some_and(|style| {
                    style == "Title" || style.to_lowercase().starts_with("heading")
                });
                let mut text = String::new();
                runs(inner, &mut text);
                add(text, heading, to);
                // Text boxes have paragraphs of their own within a paragraph.
                for boxed in inner.all("txbxContent") {
                    word(boxed, to);
                }
            }
            "del" | "Fallback" | "sectPr" => {}
            _ => word(inner, to),
        }
    }
}

fn runs(element: &Element, to: &mut String) {
    for inner in element.elements() {
        match inner.local() {
            "t" => to.push_str(&verbatim(inner)),
            "tab" => to.push(' '),
            "br" | "cr" => to.push('\n'),
            "noBreakHyphen" => to.push('-'),
            "pPr" | "rPr" | "del" | "instrText" | "delText" | "Fallback" | "txbxContent" => {}
            _ => runs(inner, to),
        }
    }
}

/// The words of an element with the blanks at their ends.
fn verbatim(element: &Element) -> String {
    let words = element.nodes().iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.as_str()),
        Node::Element(_) => None,
    });
    words.collect()
}

fn open(element: &Element, to: &mut Paragraphs) {
    for inner in element.elements() {
        match inner.local() {
            "p" | "h" => {
                let style = inner.attribute("text:style-name").unwrap_or_default();
                let heading = inner.local() == "h" || style == "Title";
                let mut text = String::new();
                spans(inner, &mut text);
                add(text, heading, to);
            }
            "tracked-changes" | "annotation" | "forms" | "sequence-decls" => {}
            _ => open(inner, to),
        }
    }
}

fn spans(element: &Element, to: &mut String) {
    for node in element.nodes() {
        match node {
            Node::Text(text) => to.push_str(text),
            Node::Element(inner) => match inner.local() {
                "s" => to.push(' '),
                "tab" => to.push(' '),
                "line-break" => to.push('\n'),
                "note" | "annotation" | "change" => {}
                _ => spans(inner, to),
            },
        }
    }
}

/// A paragraph that is broken by hand at every empty line is several.
fn add(text: String, heading: bool, to: &mut Paragraphs) {
    let kind = heading.then_some(BlockKind::Heading);
    let parts = text.split("\n\n").map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    to.extend(parts.map(|part| (part.to_owned(), kind)));
}
