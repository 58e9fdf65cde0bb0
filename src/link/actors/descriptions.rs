//! "The coalition" of a headline is the one coalition that its article names.

use super::cast::{Cast, Known, name_of};
use super::{Case, Clerk};
use crate::gazetteer::Gazetteer;
use std::collections::{BTreeMap, BTreeSet};

/// Joins bodies that are only called by what they are with the one that the same document names so.
pub(super) fn join(cast: &Cast, gazetteer: &Gazetteer, clerk: &mut Clerk<'_>) {
    let body = |known: &Known| known.nature.body;
    // By document the named bodies in it, by the last words of their names.
    let mut named: BTreeMap<(u32, String), BTreeSet<&str>> = BTreeMap::new();
    let mut words: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (id, known) in cast.known.iter().filter(|(_, k)| body(k) && k.named) {
        let names = names(id, known, gazetteer);
        let lasts: BTreeSet<&str> = names.iter().filter_map(|n| n.rsplit(' ').next()).collect();
        for (&document, last) in known
            .cards
            .keys()
            .flat_map(|d| lasts.iter().map(move |last| (d, last)))
        {
            let key = (document, last.to_string());
            named.entry(key).or_default().insert(id);
        }
        let all = names.iter().flat_map(|name| name.split(' '));
        words.insert(id, all.map(str::to_string).collect());
    }
    for (id, known) in cast.known.iter().filter(|(_, k)| body(k) && !k.named) {
        let description = name_of(id);
        let Some(last) = description.rsplit(' ').next() else {
            continue;
        };
        for &document in known.cards.keys() {
            let key = (document, last.to_string());
            let Some(called) = named.get(&key) else {
                continue;
            };
            let to: BTreeSet<&str> = called
                .iter()
                .map(|body| clerk.renames.of(document as usize, body))
                .collect();
            let fits = |body: &&&str| {
                let known = words.get(**body);
                let mut described = description.split(' ');
                known.is_some_and(|known| described.all(|word| known.contains(word)))
            };
            let body = called.first().filter(|_| to.len() == 1);
            if let Some(&body) = body.filter(fits) {
                let reasons = ["the only one that the article calls so"];
                clerk.join_within(
                    document,
                    &Case {
                        from: id,
                        to: body,
                        score: 0.8,
                        reasons: &reasons,
                    },
                );
            }
        }
    }
}

/// All its names, folded: those of the documents and those that the gazetteer knows.
fn names(id: &str, known: &Known, gazetteer: &Gazetteer) -> BTreeSet<String> {
    let slug = id.split_once('/').map_or(id, |(_, slug)| slug);
    let listed = gazetteer.organisation(slug);
    let alternates = listed.iter().flat_map(|body| &body.alternates);
    let listed = listed.iter().map(|body| body.name);
    let listed = listed.chain(alternates.copied()).map(crate::fold::fold);
    known.names().into_iter().cloned().chain(listed).collect()
}
