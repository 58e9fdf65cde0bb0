//! What is too much is left out with a word on it, never without.

use super::common::{command, dateline, output};
use dateline::document::{BlockKind, LONGEST_ARTICLE, Metadata, from_text};
use dateline::ontology::Ontology;
use std::path::PathBuf;
use std::sync::LazyLock;

/// More blanks than are read of an article, so that its last sentence lies behind the limit: it is soon read.
static LONG: LazyLock<String> = LazyLock::new(|| {
    let blanks = " ".repeat(LONGEST_ARTICLE + 1000);
    format!(
        "Rebels attacked a convoy in Idlib on Monday.{blanks}Troops shelled a market in Aleppo on Tuesday.\n"
    )
});

#[test]
fn of_ten_megabytes_without_a_line_break_the_first_is_read() {
    let text = "The army shelled the market and killed two. ".repeat(10_000_000 / 44);
    let document = from_text(text, Metadata::default());
    let read: usize = document
        .read_blocks()
        .map(|(_, block)| block.span.len())
        .sum();
    assert!(
        read <= LONGEST_ARTICLE && read > LONGEST_ARTICLE - 100,
        "{read}"
    );
    let beyond = document.blocks.last().unwrap();
    assert_eq!(beyond.kind, BlockKind::Beyond);
    assert_eq!(document.beyond(), beyond.span.len());
    // The limit falls between two words.
    let before = document.text[..beyond.span.begin].chars().next_back();
    assert_eq!(before, Some(' '));
}

#[test]
fn an_article_that_is_too_long_is_named_with_what_was_not_read_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.txt");
    std::fs::write(&path, &*LONG).unwrap();
    let path = path.to_str().unwrap();
    for run in [dateline(&["extract", path]), {
        let store = folder.path().join("long.dateline");
        dateline(&["build", path, "-o", store.to_str().unwrap()])
    }] {
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.err.contains("1 of 1 articles is longer"), "{}", run.err);
        assert!(run.err.contains("long.txt: 45 of 1,001,"), "{}", run.err);
    }
    let run = dateline(&["coverage", path]);
    assert!(
        run.out
            .contains("1 behind the limit of what is read of one article"),
        "{}",
        run.out
    );
    let run = dateline(&["explain", path, "--words", "shelled"]);
    assert!(run.err.contains("behind the first megabyte"), "{}", run.err);
}

#[test]
fn an_ontology_in_which_a_class_is_below_itself_is_refused() {
    let classes = "@prefix dl: <https://w3id.org/dateline/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        dl:Raiding a owl:Class ; rdfs:label \"raiding\" ; rdfs:subClassOf dl:Attack, dl:Sacking .
        dl:Sacking a owl:Class ; rdfs:label \"sacking\" ; rdfs:subClassOf dl:Plunder .
        dl:Plunder a owl:Class ; rdfs:label \"plunder\" ; rdfs:subClassOf dl:Raiding .";
    let error = Ontology::with_extra(&[("mine.ttl", classes)])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Plunder") && error.contains("below"),
        "{error}"
    );
    let sound = classes.replace(
        "rdfs:subClassOf dl:Raiding",
        "rdfs:subClassOf dl:Attack, dl:Plunder",
    );
    Ontology::with_extra(&[("mine.ttl", &sound)]).unwrap();
}

#[test]
fn templates_that_name_each_other_are_refused() {
    let templates = "@prefix dl: <https://w3id.org/dateline/ontology#> .
        dl:One a dl:Template ; dl:template dl:Other . dl:Other a dl:Template ; dl:template dl:One .";
    let error = Ontology::with_extra(&[("mine.ttl", templates)])
        .unwrap_err()
        .to_string();
    assert!(error.contains("a template has no template"), "{error}");
}

/// A graph of one sentence, with the folder that holds it.
static GRAPH: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("one.dateline");
    let mut build = command();
    build.args(["build", "-", "-o", store.to_str().unwrap()]);
    build.write_stdin(
        "Rebels attacked a convoy in the city of Idlib on 3 February 2020, killing six soldiers.",
    );
    assert_eq!(output(build.output().unwrap()).code, 0);
    (folder, store)
});

/// Exit code and words of a check of the graph against some shapes.
fn check(name: &str, shapes: &str) -> (i32, String) {
    let (folder, store) = &*GRAPH;
    let path = folder.path().join(name);
    let prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dl: <https://w3id.org/dateline/ontology#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .";
    std::fs::write(&path, format!("{prefixes}\n{shapes}")).unwrap();
    let (store, path) = (store.to_str().unwrap(), path.to_str().unwrap());
    let run = dateline(&["check", store, "--shapes", path]);
    (run.code, run.out + &run.err)
}

#[test]
fn a_list_of_values_that_goes_round_in_a_circle_is_an_error() {
    let circle = "dl:S a sh:NodeShape ; sh:targetClass dl:Actor ; sh:property [ sh:path dl:kind ; sh:in dl:L ] .
        dl:L rdf:first dl:Group ; rdf:rest dl:L .";
    let (code, words) = check("circle.ttl", circle);
    assert!(
        code != 0 && words.contains("sh:in") && words.contains("no list"),
        "{words}"
    );
    let (code, words) = check(
        "open.ttl",
        &circle.replace("rdf:rest dl:L", "rdf:rest dl:Nothing"),
    );
    assert!(code != 0 && words.contains("no list"), "{words}");
}

#[test]
fn every_target_of_a_shape_is_checked() {
    let of = |targets: &str| {
        format!(
            "dl:S a sh:NodeShape ; sh:targetClass {targets} ; sh:property [ sh:path rdfs:label ; sh:minCount 9 ] ."
        )
    };
    let lines = |targets: &str| {
        check("targets.ttl", &of(targets))
            .1
            .matches("at least 9 needed")
            .count()
    };
    let (actors, places) = (lines("dl:Actor"), lines("dl:Place"));
    assert!(actors > 0 && places > 0);
    // A country is both.
    let all = actors + places - lines("dl:Country");
    assert!(all > actors && all > places);
    assert_eq!(lines("dl:Actor, dl:Place"), all);
    assert_eq!(lines("dl:Place, dl:Actor"), all);
}

#[test]
fn a_rule_that_would_not_be_checked_is_an_error_that_names_it() {
    let shape = |rule: &str| {
        format!(
            "dl:S a sh:NodeShape ; sh:targetClass dl:Actor ; sh:property [ sh:path rdfs:label ; {rule} ] ."
        )
    };
    let unchecked = [
        (shape("sh:pattern \"x\""), "sh:pattern"),
        (shape("sh:nodeKind sh:Literal"), "sh:nodeKind"),
        (shape("sh:minCount \"many\""), "sh:minCount"),
        (shape("sh:maxInclusive \"2020-01-01\""), "sh:maxInclusive"),
        (shape("sh:class dl:Actor, dl:Place"), "sh:class"),
        (shape("sh:or ( [ sh:minCount 1 ] )"), "sh:or"),
        ("dl:S a sh:NodeShape ; sh:targetClass dl:Actor .".to_string(), "checks nothing"),
        ("dl:S a sh:NodeShape ; sh:targetClass dl:Actor ; sh:closed true .".to_string(), "sh:closed"),
        ("dl:S a sh:NodeShape ; sh:targetClass dl:Actor ; sh:property [ sh:minCount 1 ] .".to_string(), "sh:path"),
        ("dl:S sh:targetClass dl:Actor ; sh:property [ sh:path rdfs:label ; sh:minCount 9 ] .".to_string(), "neither"),
        ("dl:S a sh:PropertyShape ; sh:targetClass dl:Actor ; sh:path rdfs:label ; sh:minCount 9 .".to_string(), "neither"),
        ("dl:S a dl:Shape .".to_string(), "no sh:NodeShape"),
    ];
    for (shapes, named) in unchecked {
        let (code, words) = check("unchecked.ttl", &shapes);
        assert!(
            code != 0 && words.contains(named) && !words.contains("all shapes are met"),
            "{shapes}: {words}"
        );
    }
    let (code, words) = check(
        "named.ttl",
        &shape("sh:minCount 1 ; sh:name \"label\" ; sh:order 1"),
    );
    assert_eq!(code, 0, "{words}");
}
