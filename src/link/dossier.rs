//! What linking begins with.

use crate::document::Document;
use crate::extract::Account;
use std::cmp::Ordering;

/// A document with what was found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dossier {
    /// The article.
    pub document: Document,
    /// Its accounts, in text order.
    pub accounts: Vec<Account>,
}

/// Puts documents into the order of their ids; of two with one id the first by source and outlet stays.
pub fn sort(dossiers: &mut Vec<Dossier>) {
    dossiers.sort_by(order);
    dossiers.dedup_by(|later, earlier| later.document.id == earlier.document.id);
}

/// By id, and where that is the same by source, outlet, headline, address and author.
pub(super) fn order(a: &Dossier, b: &Dossier) -> Ordering {
    let (a, b) = (&a.document, &b.document);
    let key = (&a.id, &a.source, &a.publisher, &a.title, &a.url, &a.author);
    key.cmp(&(&b.id, &b.source, &b.publisher, &b.title, &b.url, &b.author))
}
