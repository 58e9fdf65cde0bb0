//! Documents that are there twice.

use super::Dossier;
use crate::document::{Document, PublishedFrom};
use crate::shown::Shown;
use std::fmt;

/// A document, and where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// File, or file and line.
    pub place: String,
    /// The document with its accounts.
    pub dossier: Dossier,
}

/// A document that was found before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repeat {
    /// Where it was found again.
    pub place: String,
    /// Where the one that is kept was found.
    pub kept: String,
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the same as {}", self.place, self.kept)
    }
}

/// Two documents of one id that tell different things.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "two documents have the id {id} and tell different things: {} and {}; leave one out, or give it an id of its own",
    Shown::name(first),
    Shown::name(second)
)]
pub struct Conflict {
    /// Their id.
    pub id: String,
    /// Where the one was found.
    pub first: String,
    /// Where the other was found.
    pub second: String,
}

/// The documents in the order of their ids, each once, and those that were left out because they were there already. The one
/// of which most is known is kept, with what only others tell. The same documents give the same, in whatever order they come.
pub fn unique(mut found: Vec<Found>) -> Result<(Vec<Dossier>, Vec<Repeat>), Conflict> {
    found.sort_by(|a, b| {
        super::dossier::order(&a.dossier, &b.dossier).then_with(|| a.place.cmp(&b.place))
    });
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    let mut repeats = Vec::new();
    for mut next in found {
        match kept.last_mut() {
            Some(last) if last.dossier.document.id == next.dossier.document.id => {
                if !agree(&last.dossier, &next.dossier) {
                    return Err(Conflict {
                        id: next.dossier.document.id,
                        first: last.place.clone(),
                        second: next.place,
                    });
                }
                if known(&last.dossier.document) < known(&next.dossier.document) {
                    std::mem::swap(last, &mut next);
                }
                complete(&mut last.dossier.document, next.dossier.document);
                repeats.push(Repeat {
                    place: next.place,
                    kept: last.place.clone(),
                });
            }
            _ => kept.push(next),
        }
    }
    Ok((
        kept.into_iter().map(|found| found.dossier).collect(),
        repeats,
    ))
}

/// How much is known of a document: whether its day is, then in how many fields.
fn known(document: &Document) -> (bool, usize) {
    let given = document.published.as_ref();
    let given = given.is_some_and(|published| published.from == PublishedFrom::Metadata);
    let fields = [
        &document.title,
        &document.publisher,
        &document.author,
        &document.url,
    ];
    (given, fields.into_iter().flatten().count())
}

/// Adds what only another copy tells.
fn complete(document: &mut Document, other: Document) {
    for (field, told) in [
        (&mut document.title, other.title),
        (&mut document.publisher, other.publisher),
        (&mut document.author, other.author),
        (&mut document.url, other.url),
    ] {
        if field.is_none() {
            *field = told;
        }
    }
}

/// Whether one can stand for the other: the same text, and the same accounts of it. What a reader finds depends on the
/// headline too, so that accounts may differ where that does.
fn agree(a: &Dossier, b: &Dossier) -> bool {
    let (one, other) = (&a.document, &b.document);
    let told = one.title == other.title && one.publisher == other.publisher;
    one.sha256 == other.sha256
        && one.text == other.text
        && (a.accounts == b.accounts || !told && !one.text.is_empty())
}
