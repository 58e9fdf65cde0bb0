//! EPUB: an article a chapter.

use super::zipped::Zip;
use super::{Body, Found, text};
use crate::document::input::Opened;
use crate::document::{DocumentError, Metadata};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::Cursor;

/// A chapter of fewer words is a cover, a title page or a list of contents.
const CHAPTER: usize = 40;

/// The chapters of a book, in its order.
pub fn read(mut zip: Zip) -> Opened {
    let container = zip.tree("META-INF/container.xml")?;
    let root = container
        .first("rootfile")
        .and_then(|root| root.attribute("full-path"))
        .unwrap_or("content.opf")
        .to_owned();
    let package = zip.tree(&root)?;
    let word = |name: &str| package.words_of(name);
    let (publisher, author, date) = (word("publisher"), word("creator"), word("date"));
    let mut files: FxHashMap<&str, &str> = package
        .all("item")
        .filter_map(|item| Some((item.attribute("id")?, item.attribute("href")?)))
        .collect();
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut named = FxHashSet::default();
    let mut names = Vec::new();
    for part in package.all("itemref") {
        let id = part.attribute("idref").unwrap_or_default();
        // A chapter that is named again is read once.
        let Some(file) = files.remove(id).filter(|file| named.insert(*file)) else {
            continue;
        };
        names.push(match folder {
            "" => file.to_owned(),
            folder => format!("{folder}/{file}"),
        });
    }
    let mut found = Vec::new();
    for name in names {
        let place = zip.place().member(&name);
        let page = match zip.file(&name) {
            Ok(bytes) => text(Cursor::new(bytes), &place)?,
            Err(error) => {
                found.push(Err(error));
                continue;
            }
        };
        let article = Found::of(Body::Page(page)).with(Metadata {
            publisher: publisher.clone(),
            author: author.clone(),
            ..Metadata::default()
        });
        match article.dated(date.as_deref()).document(place.name) {
            Ok(chapter) if chapter.text.split_whitespace().nth(CHAPTER).is_none() => {}
            Err(DocumentError::Empty { .. }) => {}
            chapter => found.push(chapter),
        }
    }
    if found.is_empty() {
        let reason = "it is a book (EPUB) in which no chapter has a text";
        return Err(zip.place().unfit(reason, "save its text as .txt"));
    }
    Ok(Box::new(found.into_iter()))
}
