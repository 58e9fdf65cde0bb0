//! Pages of messages as Telegram saves a channel, or as it shows one on the web: a post an article.

use super::posts::said;
use super::{Bytes, Found, Place, several, text};
use crate::document::input::Opened;
use crate::document::make::one_line;
use crate::document::{DocumentError, Metadata, page, published};
use dom_smoothie::Readability;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

/// What the elements of such a page are called.
struct Layout {
    /// The channel.
    outlet: &'static str,
    message: &'static str,
    /// What stands in a message and is none of its words: what it answers, what was pinned.
    others: &'static str,
    author: &'static str,
    words: &'static str,
    date: &'static str,
    /// The attribute of `date` with the day.
    day: &'static str,
    /// The attribute of the message with its address.
    address: &'static str,
}

const LAYOUTS: [Layout; 2] = [
    Layout {
        outlet: ".page_header .text",
        message: "div.message.default",
        others: ".reply_to",
        author: "from_name",
        words: "text",
        date: "date",
        day: "title",
        address: "",
    },
    Layout {
        outlet: ".tgme_channel_info_header_title, .tgme_header_title",
        message: "div.tgme_widget_message",
        others: ".tgme_widget_message_reply, .service_message",
        author: "tgme_widget_message_owner_name",
        words: "tgme_widget_message_text",
        date: "time",
        day: "datetime",
        address: "data-post",
    },
];

/// The posts of a page.
pub fn read(reader: Bytes, place: Place) -> Opened {
    several(posts(text(reader, &place)?), place)
}

/// The posts of a page, whichever of the two it is.
pub fn posts(html: String) -> Vec<Result<Found, DocumentError>> {
    let Ok(page) = Readability::new(page::shallow(html), None, None) else {
        return Vec::new();
    };
    let posts = LAYOUTS.iter().map(|layout| layout.posts(&page));
    let found = posts.into_iter().find(|posts| !posts.is_empty());
    found.unwrap_or_default().into_iter().map(Ok).collect()
}

impl Layout {
    fn posts(&self, page: &Readability) -> Vec<Found> {
        let line = |text: &str| Some(one_line(text)).filter(|text| !text.is_empty());
        let outlet = line(&page.doc.select(self.outlet).first().text());
        page.doc.select(self.others).remove();
        let mut from = None;
        let mut posts = Vec::new();
        let messages = page.doc.select(self.message);
        let known: FxHashSet<_> = messages.nodes().iter().map(|node| node.id).collect();
        for message in messages.nodes() {
            // What stands in a message is told with it.
            let mut above = message.ancestors_it(None);
            if above.any(|above| known.contains(&above.id)) {
                continue;
            }
            let part = |class: &str| {
                let mut parts = message.descendants_it();
                parts.find(|node| node.has_class(class))
            };
            // Several posts of one author have the name once.
            from = part(self.author)
                .and_then(|name| line(&name.text()))
                .or(from);
            let pieces = part(self.words).into_iter().flat_map(|text| {
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
            let when = part(self.date).and_then(|node| node.attr(self.day));
            let address = message.attr(self.address);
            posts.push(Found::of(said(&words)).with(Metadata {
                publisher: outlet.clone().or_else(|| from.clone()),
                author: from.clone(),
                published: when.and_then(|when| day(&when)),
                url: address.map(|address| format!("https://t.me/{address}")),
                ..Metadata::default()
            }));
        }
        posts
    }
}

/// "08.07.2024 11:02:03 UTC+03:00", "2024-07-08T08:02:03+00:00".
fn day(written: &str) -> Option<Date> {
    let stamp = written.split_whitespace().next()?;
    let dotted = Date::strptime("%d.%m.%Y", stamp).ok();
    dotted.or_else(|| published::parse(stamp))
}
