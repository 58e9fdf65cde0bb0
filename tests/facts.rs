//! What is told as fact and what is not, who did it and who only says so, when and in which country.

use dateline::document::{Metadata, from_text};
use dateline::extract::Extractor;
use dateline::extract::account::{Account, PartRelation};
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::text::Reader;
use std::sync::LazyLock;

#[path = "facts/answers.rs"]
mod answers;
#[path = "facts/apart.rs"]
mod apart;
#[path = "facts/countries.rs"]
mod countries;
#[path = "facts/days.rs"]
mod days;
#[path = "facts/modality.rs"]
mod modality;
#[path = "facts/people.rs"]
mod people;
#[path = "facts/places.rs"]
mod places;
#[path = "facts/said.rs"]
mod said;
#[path = "facts/sources.rs"]
mod sources;
#[path = "facts/whom.rs"]
mod whom;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

/// The accounts of an article of Thursday, 11 March 2021.
fn accounts(text: &str) -> Vec<Account> {
    let metadata = Metadata {
        published: Some("2021-03-11".parse().unwrap()),
        ..Metadata::default()
    };
    let document = from_text(text.to_string(), metadata);
    Extractor::new(&ONTOLOGY, &GAZETTEER).extract(&document, &READER.read(&document))
}

/// The attacks that a text tells as fact, however surely.
fn attacks(text: &str) -> Vec<Account> {
    let mut found = accounts(text);
    found.retain(|a| a.modality.is_fact() && a.kinds.iter().any(|k| k == "Attack"));
    found
}

/// The names in a role of all these accounts.
fn names<'a>(accounts: &'a [Account], role: &str) -> Vec<&'a str> {
    let fillers = accounts.iter().filter_map(|a| a.roles.get(role)).flatten();
    fillers.map(|f| f.name.as_str()).collect()
}

/// The names in a role of the attacks that a text tells as fact, each once.
fn who(text: &str, role: &str) -> Vec<String> {
    let found = attacks(text);
    let mut who: Vec<String> = names(&found, role).into_iter().map(str::to_owned).collect();
    who.sort_unstable();
    who.dedup();
    who
}

/// The names of what the places of an account lie in.
fn within(accounts: &[Account]) -> Vec<&str> {
    let fillers = accounts.iter().flat_map(|a| a.roles.values()).flatten();
    let places = fillers.filter(|f| f.id.starts_with("place/"));
    let wholes = places.flat_map(|f| &f.part_of);
    wholes
        .filter(|w| w.relation == PartRelation::Within)
        .map(|w| w.name.as_str())
        .collect()
}
