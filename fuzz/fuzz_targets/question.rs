//! Any text as a question: it is parsed or refused with errors that point into it.
#![no_main]

use dateline::ontology::Ontology;
use dateline::query::parse;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());

fuzz_target!(|text: &str| {
    // An error, too, must point into the text.
    if let Err(errors) = parse(text, &ONTOLOGY) {
        for error in errors {
            assert!(error.span.begin <= error.span.end && error.span.end <= text.len());
        }
    }
});
