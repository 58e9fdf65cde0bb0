//! RSS and Atom: an article an item.

use super::xml::{self, Element, Node};
use super::{Body, Bytes, Found, Place, text, unfit};
use crate::document::input::Opened;
use crate::document::{DocumentError, Metadata};

/// The articles of a feed. Of one that is cut off, those that are whole.
pub fn read(reader: Bytes, place: Place) -> Opened {
    let (tree, broken) = xml::parse_whole(&text(reader, &place)?, &place)?;
    let outlet = outlet(&tree);
    let items: Vec<&Element> = ["item", "entry"]
        .iter()
        .flat_map(|name| tree.all(name))
        .filter(|item| !item.cut)
        .collect();
    if items.is_empty() && broken.is_none() {
        return Err(place.unfit("it is a feed without an article", "leave it out"));
    }
    let mut documents = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        let found = article(item, outlet.as_deref());
        let part = place.part(at + 1);
        documents.push(match found {
            Some(found) => found.document(part),
            None => Err(unfit(
                &part,
                "the item of the feed has neither a title nor a text",
                "leave it out",
            )),
        });
    }
    documents.extend(broken.map(Err::<_, DocumentError>));
    Ok(Box::new(documents.into_iter()))
}

/// The name of the feed without what says that it is one: "Valley Post - World", "Valley Post RSS Feed".
fn outlet(tree: &Element) -> Option<String> {
    let head = tree.first("channel").or_else(|| tree.first("feed"))?;
    let title = head.text_of("title")?;
    let mut name = title.as_str();
    for mark in [" - ", " | ", " – ", " — ", " » ", ": "] {
        name = name.split_once(mark).map_or(name, |(first, _)| first);
    }
    let words = ["rss", "feed", "atom", "news feed"];
    let mut kept: Vec<&str> = name.split_whitespace().collect();
    while kept.len() > 1
        && kept
            .last()
            .is_some_and(|word| words.contains(&word.to_lowercase().as_str()))
    {
        kept.pop();
    }
    (!kept.is_empty()).then(|| kept.join(" "))
}

fn article(item: &Element, outlet: Option<&str>) -> Option<Found> {
    let title = item.text_of("title").map(|title| unmarked(&title));
    let whole = item.text_of("content:encoded");
    let content = item
        .elements()
        .find(|e| e.name == "content" || e.name == "atom:content");
    let summary = ["description", "summary", "dc:description"]
        .iter()
        .find_map(|name| item.elements().find(|element| element.name == *name));
    let body = whole
        .map(Body::Page)
        .or_else(|| content.and_then(words))
        .or_else(|| summary.and_then(words));
    if body.is_none() && title.is_none() {
        return None;
    }
    let author = item
        .text_of("dc:creator")
        .or_else(|| item.child("author").and_then(|a| a.text_of("name")))
        .or_else(|| item.text_of("author"));
    let source = item.child("source").and_then(|source| {
        source
            .text_of("title")
            .or_else(|| Some(source.text()).filter(|text| !text.is_empty()))
    });
    let date = [
        "pubDate",
        "published",
        "dc:date",
        "date",
        "issued",
        "updated",
    ]
    .iter()
    .find_map(|name| item.text_of(name));
    Some(
        Found::of(body.unwrap_or_else(|| Body::Text(String::new())))
            .with(Metadata {
                title,
                publisher: source.or_else(|| outlet.map(str::to_owned)),
                author,
                url: link(item),
                ..Metadata::default()
            })
            .dated(date.as_deref()),
    )
}

/// The words of a field: HTML that is escaped or not, or plain.
fn words(field: &Element) -> Option<Body> {
    let inline = field
        .nodes()
        .iter()
        .any(|node| matches!(node, Node::Element(_)));
    let text = if inline { field.html() } else { field.text() };
    let plain =
        field.attribute("type") == Some("text") || !text.contains('<') && !text.contains('&');
    match text.trim().is_empty() {
        true => None,
        false if plain => Some(Body::Text(text)),
        false => Some(Body::Page(text)),
    }
}

/// A title without the marks of HTML that are escaped twice.
fn unmarked(title: &str) -> String {
    let mut plain = String::new();
    let mut within = false;
    for c in title.chars() {
        match c {
            '<' => within = true,
            '>' if within => within = false,
            c if !within => plain.push(c),
            _ => {}
        }
    }
    quick_xml::escape::unescape(&plain).map_or_else(|_| plain.clone(), |plain| plain.into_owned())
}

fn link(item: &Element) -> Option<String> {
    let links = || item.elements().filter(|element| element.name == "link");
    let own = |link: &Element| {
        let rel = link.attribute("rel").unwrap_or("alternate");
        (rel == "alternate").then(|| link.attribute("href").map(str::to_owned))?
    };
    links()
        .find_map(own)
        .or_else(|| item.text_of("link"))
        .or_else(|| item.text_of("guid"))
        .filter(|link| link.starts_with("http"))
}
