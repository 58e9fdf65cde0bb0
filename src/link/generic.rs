//! Actors without a name of their own go by what they are: "another commenter" and "many commenters" are commenters, and
//! "both of whom" is nobody who could be asked for.

use super::Dossier;
use super::terms::number;
use crate::extract::account::{Account, Filler};
use crate::extract::slug;
use crate::ontology::{Lexicon, Ontology};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// It is called what every human being is: "people".
pub(super) fn is_anybody(filler: &Filler, ontology: &Ontology) -> bool {
    let mut classes = ontology.classes.values();
    classes.any(|c| ontology.nature(&c.name).human && c.all_nouns().any(|n| n == filler.name))
}

/// Names generic actors by their noun, and takes out those that have none.
pub(super) fn name_plainly(dossiers: &mut [Dossier], lexicon: &Lexicon) {
    dossiers.par_iter_mut().for_each(|dossier| {
        lower(dossier);
        for account in &mut dossier.accounts {
            // What an id becomes: nothing, where nobody is named.
            let mut plain: BTreeMap<String, Option<String>> = BTreeMap::new();
            let fillers = account.roles.values().flatten();
            for filler in fillers.filter(|f| f.id.starts_with("actor/")) {
                if let Some(name) = noun(&filler.name, lexicon) {
                    plain.insert(filler.id.clone(), Some(name).filter(|n| !n.is_empty()));
                }
            }
            if !plain.is_empty() {
                rename(account, &plain);
            }
        }
    });
}

/// "Rebels" of a headline in capitals are the "rebels" of the text.
fn lower(dossier: &mut Dossier) {
    let fillers = dossier
        .accounts
        .iter()
        .flat_map(|a| a.roles.values().flatten());
    let actors = fillers.filter(|f| f.id.starts_with("actor/"));
    let small: BTreeMap<String, String> = actors
        .filter(|f| f.name.starts_with(char::is_lowercase))
        .map(|f| (f.id.clone(), f.name.clone()))
        .collect();
    let accounts = dossier.accounts.iter_mut();
    for filler in accounts.flat_map(|a| a.roles.values_mut().flatten()) {
        if let Some(name) = small.get(&filler.id).filter(|n| **n != filler.name)
            && filler.name.to_lowercase() == name.to_lowercase()
        {
            filler.name.clone_from(name);
        }
    }
}

fn rename(account: &mut Account, plain: &BTreeMap<String, Option<String>>) {
    for fillers in account.roles.values_mut() {
        fillers.retain(|f| !matches!(plain.get(&f.id), Some(None)));
        for filler in fillers {
            if let Some(Some(name)) = plain.get(&filler.id) {
                be(filler, name);
            }
        }
    }
    account.roles.retain(|_, fillers| !fillers.is_empty());
    account
        .attributed_to
        .retain(|a| !matches!(plain.get(&a.id), Some(None)));
    for voice in &mut account.attributed_to {
        if let Some(Some(name)) = plain.get(&voice.id) {
            voice.id = format!("actor/{}", slug(name));
            voice.name.clone_from(name);
        }
    }
}

fn be(filler: &mut Filler, name: &str) {
    filler.id = format!("actor/{}", slug(name));
    filler.name = name.to_string();
}

/// The name without its quantifiers, where it has some; empty where nothing is left.
fn noun(name: &str, lexicon: &Lexicon) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let lower = |word: &&str| !word.starts_with(char::is_uppercase);
    let owned: Vec<String> = words.iter().map(|w| w.to_string()).collect();
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|w| lower(w)) {
        if lexicon.is_in("quantifiers", word) {
            at += 1;
        } else if let (Some(_), next) = number(&owned, at)
            && words.get(next).is_none_or(lower)
        {
            at = next;
        } else {
            break;
        }
    }
    let missing = |word: &&str| lexicon.is_in("no-noun", word);
    match words.get(at) {
        _ if at == 0 => None,
        None => Some(String::new()),
        Some(word) if missing(word) => Some(String::new()),
        Some(_) => Some(words[at..].join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::Ontology;

    #[test]
    fn quantifiers_say_nothing_of_who_it_is() {
        let ontology = Ontology::embedded().unwrap();
        let noun = |name: &str| super::noun(name, &ontology.lexicon);
        assert_eq!(noun("another commenter").as_deref(), Some("commenter"));
        assert_eq!(noun("enough personnel").as_deref(), Some("personnel"));
        assert_eq!(noun("two other sides").as_deref(), Some("sides"));
        assert_eq!(noun("both of whom").as_deref(), Some(""));
        assert_eq!(noun("no one").as_deref(), Some(""));
        assert_eq!(noun("soldiers"), None);
        assert_eq!(noun("One Nation Party"), None);
        assert_eq!(noun("17 November Group"), None);
    }
}
