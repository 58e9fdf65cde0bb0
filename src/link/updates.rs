//! Articles that came again with a newer text under the same address.

use super::Dossier;
use crate::fold::fold;
use crate::shown::Shown;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Share of the words of the shorter text that are in the other, from which they are two texts of one article.
const SHARED: f64 = 0.5;

/// So many articles under one address are no versions of one: it is that of a site or a feed.
const MANY: usize = 30;

/// An article in whose place a newer text of it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The address of both.
    pub address: String,
    /// Headline and day of the text that is left out.
    pub old: String,
    /// Those of the one that is taken.
    pub new: String,
}

impl fmt::Display for Update {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}, {}", self.old, self.new, self.address)
    }
}

/// Leaves out each document that another one takes the place of: it has the same address and headline, or an address and most
/// words in common, and it is of a later day, or of none that is earlier and among the `latest` ids.
pub fn newest(dossiers: Vec<Dossier>, latest: &BTreeSet<String>) -> (Vec<Dossier>, Vec<Update>) {
    let mut by_address: BTreeMap<&str, Vec<&Dossier>> = BTreeMap::new();
    for dossier in &dossiers {
        if let Some(address) = &dossier.document.url {
            by_address.entry(address).or_default().push(dossier);
        }
    }
    let mut gone: BTreeMap<String, Update> = BTreeMap::new();
    for (address, versions) in &by_address {
        if versions.len() > MANY {
            continue;
        }
        for old in versions {
            let new = versions.iter().find(|new| replaces(new, old, latest));
            if let Some(new) = new {
                let update = Update {
                    address: (*address).to_string(),
                    old: told(old),
                    new: told(new),
                };
                gone.insert(old.document.id.clone(), update);
            }
        }
    }
    let mut kept = dossiers;
    kept.retain(|dossier| !gone.contains_key(&dossier.document.id));
    (kept, gone.into_values().collect())
}

fn replaces(new: &Dossier, old: &Dossier, latest: &BTreeSet<String>) -> bool {
    let (new, old) = (&new.document, &old.document);
    let day = |document: &crate::document::Document| document.published?.date.begin;
    let later = match (day(old), day(new)) {
        (Some(before), Some(after)) if before != after => before < after,
        _ => latest.contains(&new.id) && !latest.contains(&old.id),
    };
    let headline = new.title.is_some() && new.title == old.title;
    new.id != old.id && later && (headline || alike(&new.text, &old.text))
}

fn alike(a: &str, b: &str) -> bool {
    let words =
        |text: &str| -> BTreeSet<String> { fold(text).split(' ').map(str::to_string).collect() };
    let (a, b) = (words(a), words(b));
    let least = a.len().min(b.len()).max(1);
    a.intersection(&b).count() as f64 / least as f64 >= SHARED
}

/// Headline, or where it came from, and its day.
fn told(dossier: &Dossier) -> String {
    let document = &dossier.document;
    let day = document
        .published
        .and_then(|published| published.date.begin);
    let day = day.map(|day| format!(" of {day}")).unwrap_or_default();
    match &document.title {
        Some(title) => format!("“{}”{day}", Shown::line(title)),
        None => format!("{}{day}", Shown::name(&document.source)),
    }
}
