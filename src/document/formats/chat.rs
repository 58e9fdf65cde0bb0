//! The pages as which Telegram saves a channel: a post an article.

use super::posts::said;
use super::{Bytes, Found, Place, several, text};
use crate::document::input::Documents;
use crate::document::make::one_line;
use crate::document::{Metadata, page};
use dom_smoothie::Readability;
use jiff::civil::Date;

/// The posts of a page.
pub fn read(reader: Bytes, place: Place) -> Documents {
    let html = match text(reader, &place) {
        Ok(html) => page::shallow(html),
        Err(error) => return super::once(Err(error)),
    };
    let posts = match Readability::new(html.as_str(), None, None) {
        Ok(page) => posts(&page),
        Err(_) => Vec::new(),
    };
    several(posts.into_iter().map(Ok).collect(), place)
}

fn posts(page: &Readability) -> Vec<Found> {
    let line = |text: &str| Some(one_line(text)).filter(|text| !text.is_empty());
    let outlet = line(&page.doc.select(".page_header .text").first().text());
    let mut from = None;
    let mut posts = Vec::new();
    for message in page.doc.select("div.message.default").nodes() {
        let part = |class: &str| {
            let mut parts = message.descendants_it();
            parts.find(|node| node.has_class(class))
        };
        // Several posts of one author have the name once.
        from = part("from_name")
            .and_then(|name| line(&name.text()))
            .or(from);
        let pieces = part("text").into_iter().flat_map(|text| {
            let pieces: Vec<_> = text.descendants_it().collect();
            pieces.into_iter().filter_map(|node| match () {
                () if node.is_text() => Some(node.text().to_string()),
                () if node.has_name("br") => Some("\n".to_owned()),
                () => None,
            })
        });
        let words: String = pieces.collect();
        if words.trim().is_empty() {
            continue;
        }
        let when = part("date").and_then(|node| node.attr("title"));
        posts.push(Found::of(said(&words)).with(Metadata {
            publisher: outlet.clone().or_else(|| from.clone()),
            author: from.clone(),
            published: when.and_then(|when| day(&when)),
            ..Metadata::default()
        }));
    }
    posts
}

/// "08.07.2024 11:02:03 UTC+03:00"
fn day(written: &str) -> Option<Date> {
    Date::strptime("%d.%m.%Y", written.split_whitespace().next()?).ok()
}
