//! Coreference between given phrases.

use dateline::document::{Metadata, from_text};
use dateline::extract::coreference::chains;
use dateline::gazetteer::Gazetteer;
use dateline::ontology::Ontology;
use dateline::span::Span;
use dateline::text::Reader;

/// The chains of the words in brackets, as the words of each that has more than one.
fn linked(marked: &str) -> Vec<Vec<String>> {
    let mut text = String::new();
    let mut open = Vec::new();
    let mut spans = Vec::new();
    for c in marked.chars() {
        match c {
            '[' => open.push(text.len()),
            ']' => spans.push(Span::new(open.pop().unwrap(), text.len())),
            c => text.push(c),
        }
    }
    spans.sort_by_key(|s| (s.begin, std::cmp::Reverse(s.end)));
    let document = from_text(text, Metadata::default());
    let analysis = Reader::embedded().unwrap().read(&document);
    let ontology = Ontology::embedded().unwrap();
    let numbers = chains(
        &document,
        &analysis,
        &spans,
        &ontology,
        &Gazetteer::embedded(),
    );
    let mut found: Vec<Vec<String>> = vec![Vec::new(); spans.len()];
    for (span, number) in spans.iter().zip(numbers) {
        found[number].push(span.of(&document.text).to_owned());
    }
    found.retain(|chain| chain.len() > 1);
    found
}

#[test]
fn a_surname_and_a_pronoun_mean_the_person_named_in_full() {
    let found = linked(
        "[Ann Dale] met [Peter Hill] in [Lisbon] on Monday. [Dale] said that [she] would return.",
    );
    assert_eq!(found, [["Ann Dale", "Dale", "she"]]);
}

#[test]
fn a_definite_description_means_what_was_introduced() {
    let found = linked(
        "[A fishing boat] sank off [the coast of Norway] on Friday. [The boat] had left [Bergen] on Monday.",
    );
    assert_eq!(found, [["A fishing boat", "The boat"]]);
}

#[test]
fn an_acronym_means_the_body_written_out() {
    let found = linked(
        "[The Northern Fishing Council] met in [Oslo]. [The NFC] said that quotas would fall.",
    );
    assert_eq!(found, [["The Northern Fishing Council", "The NFC"]]);
}

#[test]
fn different_people_stay_apart() {
    let found = linked("[Ann Dale] met [Peter Hill]. [Mary Stone] was absent.");
    assert!(found.is_empty(), "{found:?}");
}
