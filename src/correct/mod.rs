//! What a person corrects in the graph: what is one and what is two, what is not so, what is, when it was. The shell and the page
//! say it by these functions, so that it is decided and told in the same way.

mod accounts;
mod error;
mod history;
mod joins;
mod list;

pub use accounts::{confirm, date, note, strike};
pub use error::CorrectionError;
pub use history::{Corrections, Taken};
pub use joins::{apart, same, still_apart};
pub use list::{Decided, decided};

use crate::count::counted;
use crate::fold::fold;
use crate::link::Decision;
use crate::query::unquoted;
use crate::report::source;
use crate::shown::Shown;
use crate::store::Store;

/// What is to be corrected.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is called in sentences: `row 3`.
    pub called: String,
    /// What else is to be seen of it where something is wrong: its cells.
    pub beside: Option<String>,
    thing: Thing,
}

#[derive(Debug, Clone)]
enum Thing {
    /// An event with its accounts, by IRI.
    Event(Vec<String>),
    /// An actor, a place or a thing.
    Node(String),
}

/// What is to be decided, and how that is said.
#[derive(Debug, Clone, Default)]
pub struct Correction {
    /// A sentence without a full stop.
    pub said: String,
    pub(crate) decisions: Vec<Decision>,
    /// Actors, places or things that are to be one, by IRI.
    joined: Vec<String>,
    /// Accounts of what is corrected, by IRI.
    accounts: Vec<String>,
}

impl Subject {
    /// What an IRI stands for; an error where nobody can correct it.
    pub fn new(
        store: &Store,
        iri: &str,
        called: impl Into<String>,
        beside: Option<String>,
    ) -> Result<Subject, CorrectionError> {
        let called = called.into();
        let accounts = store.accounts_of(iri);
        let thing = if !accounts.is_empty() {
            Thing::Event(accounts)
        } else if store.document_text(iri).is_some() {
            return Err(CorrectionError::Article(described(&called, beside)));
        } else if store.label(iri).is_some() {
            Thing::Node(iri.to_string())
        } else {
            return Err(CorrectionError::Gone(described(&called, beside)));
        };
        Ok(Subject {
            called,
            beside,
            thing,
        })
    }

    /// Its accounts, of which alone something can be said.
    fn accounts(&self) -> Result<&[String], CorrectionError> {
        match &self.thing {
            Thing::Event(accounts) => Ok(accounts),
            Thing::Node(_) => Err(CorrectionError::NoEvent(self.described())),
        }
    }

    fn described(&self) -> String {
        described(&self.called, self.beside.clone())
    }
}

impl Correction {
    /// The event that is left of what was corrected, in the graph as it is now.
    pub fn left(&self, store: &Store) -> Option<String> {
        let events = self.accounts.iter().filter_map(|a| store.event_of(a));
        let nodes = self.joined.iter().filter(|iri| store.label(iri).is_some());
        events.chain(nodes.cloned()).next()
    }
}

fn described(called: &str, beside: Option<String>) -> String {
    match beside {
        Some(beside) => format!("{called} ({beside})"),
        None => called.to_string(),
    }
}

/// Of the accounts of an event the one that is meant: by its number in the evidence, its outlet, its headline, its IRI or id. All
/// of them where none is named.
fn chosen(
    store: &Store,
    subject: &Subject,
    accounts: &[String],
    which: &str,
) -> Result<Vec<String>, CorrectionError> {
    if which.is_empty() {
        return Ok(accounts.to_vec());
    }
    let place = which.parse().ok().and_then(|n: usize| n.checked_sub(1));
    if let Some(account) = place.and_then(|place| accounts.get(place)) {
        return Ok(vec![account.clone()]);
    }
    let wanted = fold(&unquoted(which));
    let named = |account: &&String| {
        let ids = [account.as_str(), id(store, account)];
        let document = store.evidence(account).ok();
        let document = document.and_then(|e| e.into_iter().next());
        let source = document.map(|e| e.document).unwrap_or_default();
        let names = [source.publisher, source.title];
        let mut names = names.iter().flatten().map(String::as_str).chain(ids);
        names.any(|name| fold(name) == wanted)
    };
    let found: Vec<String> = accounts.iter().filter(named).cloned().collect();
    let (called, which) = (subject.called.clone(), which.to_string());
    match found.len() {
        1 => Ok(found),
        0 => Err(CorrectionError::NoAccount {
            called,
            which,
            accounts: accounts.len(),
        }),
        several => Err(CorrectionError::SeveralAccounts {
            called,
            which,
            accounts: several,
        }),
    }
}

/// An id as decisions have it.
fn id<'a>(store: &Store, iri: &'a str) -> &'a str {
    iri.strip_prefix(store.base()).unwrap_or(iri)
}

fn name(store: &Store, iri: &str) -> Shown {
    let label = store.label(iri);
    Shown::line(&label.unwrap_or_else(|| id(store, iri).to_string()))
}

fn told(accounts: usize) -> String {
    counted(accounts, "account", "accounts")
}

/// What the article of an account is called in the evidence.
fn article(store: &Store, account: &str) -> Shown {
    let evidence = store.evidence(account).unwrap_or_default();
    let document = evidence.into_iter().next().map(|e| e.document);
    source(&document.unwrap_or_default())
}
