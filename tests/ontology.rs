//! The ontology that ships loads, and each frame finds its example and leaves its counter-example alone.

use dateline::ontology::Ontology;

#[test]
fn the_shipped_ontology_loads() {
    let ontology = Ontology::embedded().unwrap();
    assert!(ontology.classes.contains_key("Attack"));
    assert_eq!(
        ontology
            .class_of_noun("airstrikes")
            .map(|c| c.name.as_str()),
        Some("Airstrike")
    );
}
