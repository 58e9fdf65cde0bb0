//! [`Held`]: a store that is lent, or that one shares.

use super::Store;
use std::ops::Deref;
use std::sync::Arc;

/// A store that is asked: somebody else's, or one that took its place after a correction.
#[derive(Debug, Clone)]
pub enum Held<'s> {
    /// Its owner outlives whoever asks.
    Lent(&'s Store),
    /// It lives as long as somebody asks.
    Shared(Arc<Store>),
}

impl Deref for Held<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        match self {
            Held::Lent(store) => store,
            Held::Shared(store) => store,
        }
    }
}

impl<'s> From<&'s Store> for Held<'s> {
    fn from(store: &'s Store) -> Held<'s> {
        Held::Lent(store)
    }
}
