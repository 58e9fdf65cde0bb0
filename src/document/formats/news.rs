//! NITF and NewsML-G2, in which agencies send their articles.

use super::xml::{self, Element};
use super::{Body, Bytes, Found, Place, several, text};
use crate::document::input::Opened;
use crate::document::{BlockKind, Metadata};

/// The articles of a file: of NITF one, of a message of NewsML each of its items.
pub fn read(reader: Bytes, place: Place) -> Opened {
    let tree = xml::parse(&text(reader, &place)?, &place)?;
    let items: Vec<&Element> = tree.all("newsItem").chain(tree.all("NewsItem")).collect();
    let found: Vec<Found> = match items.is_empty() {
        true => tree.all("nitf").map(nitf).collect(),
        false => items.into_iter().filter_map(item).collect(),
    };
    several(found.into_iter().map(Ok).collect(), place)
}

/// An item of NewsML: its text is NITF or XHTML. Items of pictures have none.
fn item(item: &Element) -> Option<Found> {
    let words = |name: &str| item.words_of(name);
    let inner = item.first("nitf").map(nitf);
    let mut found = match inner {
        Some(found) => found,
        None => {
            let set = item
                .first("contentSet")
                .or_else(|| item.first("DataContent"))?;
            Found::of(Body::Paragraphs(paragraphs(set)))
        }
    };
    let named = |role: &str| {
        let of = item.first(role)?;
        of.text_of("name")
            .or_else(|| of.attribute("literal").map(str::to_owned))
    };
    let told = &mut found.metadata;
    told.title = words("headline")
        .or_else(|| words("HeadLine"))
        .or(told.title.take());
    told.publisher = told
        .publisher
        .take()
        .or_else(|| named("infoSource"))
        .or_else(|| named("provider"))
        .or_else(|| words("creditline"));
    told.author = told
        .author
        .take()
        .or_else(|| words("by"))
        .or_else(|| words("ByLine"));
    for name in [
        "firstCreated",
        "contentCreated",
        "versionCreated",
        "FirstCreated",
        "ThisRevisionCreated",
    ] {
        found = found.dated(words(name).as_deref());
    }
    match &found.body {
        Body::Paragraphs(paragraphs) if paragraphs.is_empty() => None,
        _ => Some(found),
    }
}

fn nitf(nitf: &Element) -> Found {
    let words = |name: &str| nitf.words_of(name);
    let norm = |name: &str| {
        let element = nitf.first(name)?;
        element.attribute("norm").map(str::to_owned)
    };
    let mut body = Vec::new();
    // "ORVAN, March 4 (Valley Wire)": the place stands in front of the first sentence.
    if let Some(dateline) = words("dateline") {
        body.push((dateline, Some(BlockKind::Byline)));
    }
    let content = nitf.first("body.content").or_else(|| nitf.first("body"));
    body.extend(content.map(paragraphs).unwrap_or_default());
    let publication = nitf
        .first("pubdata")
        .and_then(|data| data.attribute("name"));
    let holder = nitf
        .first("doc.copyright")
        .and_then(|c| c.attribute("holder"));
    let date = norm("date.issue")
        .or_else(|| norm("story.date"))
        .or_else(|| {
            nitf.first("pubdata")?
                .attribute("date.publication")
                .map(str::to_owned)
        })
        .or_else(|| words("story.date"));
    Found::of(Body::Paragraphs(body))
        .with(Metadata {
            title: words("hl1")
                .or_else(|| words("hedline"))
                .or_else(|| words("title")),
            publisher: publication
                .or(holder)
                .map(str::to_owned)
                .or_else(|| words("distributor"))
                .or_else(|| words("copyrite.holder")),
            author: words("byline").map(|by| {
                let bare = by.trim_start_matches("By ").trim_start_matches("BY ");
                bare.to_owned()
            }),
            ..Metadata::default()
        })
        .dated(date.as_deref())
}

/// What is said in `element`, paragraph by paragraph.
fn paragraphs(element: &Element) -> Vec<(String, Option<BlockKind>)> {
    let mut all = Vec::new();
    gather(element, &mut all);
    all
}

fn gather(element: &Element, all: &mut Vec<(String, Option<BlockKind>)>) {
    for inner in element.elements() {
        let kind = match inner.local() {
            "p" | "li" | "block-quote" => None,
            "hl2" | "h1" | "h2" | "h3" | "h4" => Some(BlockKind::Heading),
            "media-caption" | "figcaption" => Some(BlockKind::Caption),
            "head" | "title" | "script" | "style" | "hedline" | "media-producer" => continue,
            _ => {
                gather(inner, all);
                continue;
            }
        };
        let text = inner.text();
        if !text.is_empty() {
            all.push((text, kind));
        }
    }
}
