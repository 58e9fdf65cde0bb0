//! What linking begins with.

use crate::document::Document;
use crate::extract::Account;

/// A document with what was found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dossier {
    /// The article.
    pub document: Document,
    /// Its accounts, in text order.
    pub accounts: Vec<Account>,
}
