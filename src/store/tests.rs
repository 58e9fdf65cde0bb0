use super::sample::{BASE, graph, ontology};
use super::*;
use crate::rdf::vocabulary::DL;
use oxigraph::sparql::{CancellationToken, QueryResults};
use std::fs;

fn store() -> Store {
    Store::from_graph(&graph(), &ontology(), BASE).unwrap()
}

fn iri(id: &str) -> String {
    format!("{BASE}{id}")
}

fn ask(store: &Store, sparql: &str) -> bool {
    match store.sparql(sparql, None).unwrap() {
        QueryResults::Boolean(answer) => answer,
        _ => panic!("not an ASK query: {sparql}"),
    }
}

#[test]
fn the_fused_view_is_as_documented() {
    let store = store();
    for pattern in [
        "<event/1> a dl:Attack, dl:Event ; dl:kind dl:Attack ; dl:modality 'asserted'",
        "<event/1> dl:perpetrator <actor/ruritania/forces> ; dl:place <place/varska>",
        "<event/1> dl:killed 8 ; dl:killedMin 8 ; dl:disputes dl:killed",
        "<event/1> dl:dateBegin '2020-02-03'^^xsd:date ; dl:dateEnd '2020-02-03'^^xsd:date",
        "<event/1> dl:account <document/00000000000000a1/account/1> ; dl:source <document/00000000000000a1>",
        "<event/2> a dl:Prospect ; dl:kind dl:Statement ; dl:content 'We will answer,' ; dl:direct true",
        "<document/00000000000000a1> a dl:Document ; schema:headline ?title ; dl:publishedFrom 'inferred'",
        "<document/00000000000000a1> dl:publishedBegin '2020-02-03'^^xsd:date ; nif:isString ?text",
        "<actor/osterli> a dl:Person, dl:Actor ; dl:actsFor <actor/ruritania> ; dl:partOf <actor/ruritania> ; dl:office 'minister'",
        "<actor/ruritania> a dl:Country, dl:Actor, dl:Place ; skos:altLabel 'Republic of Ruritania'",
        "<place/varska> dl:within <actor/ruritania> ; geo:lat 58.5 ; geo:long -0.25 ; skos:exactMatch <https://sws.geonames.org/1/>",
    ] {
        assert!(ask(&store, &format!("ASK {{ {pattern} }}")), "{pattern}");
    }
    for pattern in [
        "?event dl:killedMax ?max",
        "<event/2> a dl:Event",
        "<event/2> a dl:Statement",
        "<document/00000000000000a1> schema:datePublished ?day",
        "<actor/ruritania> skos:altLabel 'Ruritania'",
        // Neither classes nor accounts are answers.
        "dl:Attack ?p ?o",
        "?account a dl:Account",
    ] {
        assert!(!ask(&store, &format!("ASK {{ {pattern} }}")), "{pattern}");
    }
}

#[test]
fn accounts_are_in_the_graph_of_their_document() {
    let store = store();
    let graph = "<document/00000000000000a1>";
    for pattern in [
        "?a a dl:Account ; dl:kind dl:Attack ; dl:killedMin 8 ; dl:killedText 'at least 8 people'",
        "?a dl:perpetratorMention ?m . ?m a oa:TextPositionSelector ; nif:anchorOf 'Ruritanian troops' ; nif:beginIndex 19 ; nif:endIndex 36 ; itsrdf:taIdentRef <actor/ruritania/forces>",
        "?a dl:dateText 'Monday' ; dl:dateMention/nif:anchorOf 'Monday' ; dl:foundBy 'attack.verb'",
        "?a dl:evidence/nif:anchorOf 'Clashes in Vârska' ; dl:trigger/nif:anchorOf 'shelled'",
        "?a dl:attributedTo <actor/osterli> ; dl:inDocument <document/00000000000000a1>",
        "?a dl:modality 'threatened' ; dl:statement <document/00000000000000a1/account/1>",
        "<document/00000000000000a1#char=19,36> a oa:TextPositionSelector",
    ] {
        assert!(
            ask(&store, &format!("ASK {{ GRAPH {graph} {{ {pattern} }} }}")),
            "{pattern}"
        );
    }
    assert!(ask(
        &store,
        "ASK { GRAPH <https://w3id.org/dateline/ontology> { dl:Attack rdfs:subClassOf dl:Event } }"
    ));
}

#[test]
fn a_snapshot_gives_the_same_store_and_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let store = store();
    store.save(&one).unwrap();
    let again = Store::open(&one).unwrap();
    assert_eq!(again.base(), BASE);
    assert_eq!(again.ontology().classes, store.ontology().classes);
    assert_eq!(again.statistics(), store.statistics());
    again.save(&two).unwrap();
    again.save(&two).unwrap();
    assert_eq!(fs::read(&one).unwrap(), fs::read(&two).unwrap());
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "temporary files are gone");
}

#[test]
fn bad_files_are_told_apart_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good");
    store().save(&good).unwrap();
    let good = fs::read(&good).unwrap();
    let file = folder.path().join("file");
    let check = |bytes: &[u8], is: fn(&StoreError) -> bool, replaceable: bool| {
        fs::write(&file, bytes).unwrap();
        let error = Store::open(&file).unwrap_err();
        assert!(is(&error), "{error}");
        assert_eq!(fs::read(&file).unwrap(), bytes, "opening changed the file");
        assert_eq!(store().save(&file).is_ok(), replaceable, "{error}");
        if !replaceable {
            assert_eq!(fs::read(&file).unwrap(), bytes, "saving changed the file");
        }
    };
    check(b"", |e| matches!(e, StoreError::Foreign { .. }), false);
    check(
        b"my notes",
        |e| matches!(e, StoreError::Foreign { .. }),
        false,
    );
    let newer = [b"dateline graph\n7\n".as_slice(), &good[17..]].concat();
    check(
        &newer,
        |e| matches!(e, StoreError::Newer { found: 7, .. }),
        false,
    );
    for length in [15, 17, 40, 100, 1000, good.len() - 1] {
        check(
            &good[..length],
            |e| matches!(e, StoreError::Truncated { .. }),
            true,
        );
    }
    let header = good.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(3);
    let checksums = header.unwrap().0 + 1;
    for place in [200, checksums] {
        let mut damaged = good.clone();
        damaged[place] ^= 1;
        check(&damaged, |e| matches!(e, StoreError::Damaged { .. }), true);
    }
    // What opening does not read is noticed when it is read.
    let mut damaged = good.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&file, &damaged).unwrap();
    let opened = Store::open(&file).unwrap();
    assert!(opened.sound().is_ok());
    assert!(matches!(opened.verify(), Err(StoreError::Damaged { .. })));
    assert!(matches!(opened.sound(), Err(StoreError::Damaged { .. })));
    let longer = [good.as_slice(), b"x"].concat();
    check(&longer, |e| matches!(e, StoreError::Damaged { .. }), true);
    let missing = Store::open(&folder.path().join("none")).unwrap_err();
    assert!(matches!(missing, StoreError::Missing { .. }), "{missing}");
}

#[test]
fn a_base_must_be_an_iri() {
    let error = Store::from_graph(&graph(), &ontology(), "here").unwrap_err();
    assert!(matches!(error, StoreError::Base { .. }), "{error}");
}

#[test]
fn names_are_found_by_any_spelling_and_by_surname() {
    let store = store();
    for name in ["Vârska", "VARSKA", "varska"] {
        let found = store.find(name);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].iri, iri("place/varska"));
        assert_eq!(found[0].class, "Place");
        assert_eq!(found[0].label, "Vârska");
        assert_eq!(found[0].mentions, 1);
    }
    for name in [
        "Jörg al-Österli",
        "al-Osterli",
        "Osterli",
        "jorg al osterli",
    ] {
        let found = store.find(name);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].iri, iri("actor/osterli"));
    }
    assert_eq!(store.find("the Republic of Ruritania").len(), 1);
    // The last word of what is no person's name finds nothing.
    assert!(store.find("navy").is_empty());
    assert_eq!(store.nearest("Ruritnia")[0].iri, iri("actor/ruritania"));
    assert!(store.nearest("Zzz").is_empty());
    assert_eq!(store.names().count(), 5);
}

#[test]
fn parts_are_transitive() {
    let store = store();
    let parts = store.parts(&iri("actor/ruritania"));
    let ids = [
        "actor/ruritania",
        "actor/osterli",
        "actor/ruritania/forces",
        "actor/ruritania/forces/navy",
        "place/varska",
    ];
    assert_eq!(parts, ids.map(iri));
    assert_eq!(store.parts(&iri("place/varska")), [iri("place/varska")]);
}

#[test]
fn labels() {
    let store = store();
    let label = |iri: &str| store.label(iri);
    assert_eq!(label(&iri("actor/ruritania")).as_deref(), Some("Ruritania"));
    let found = label(&iri("document/00000000000000a1"));
    assert_eq!(found.as_deref(), Some("Clashes in Vârska"));
    assert_eq!(label(&format!("{DL}Attack")).as_deref(), Some("attack"));
    assert_eq!(label(&iri("event/1")), None);
}

#[test]
fn evidence_of_an_event_and_of_an_account() {
    let store = store();
    let evidence = store.evidence(&iri("event/1")).unwrap();
    assert_eq!(
        evidence,
        store
            .evidence(&iri("document/00000000000000a1/account/1"))
            .unwrap()
    );
    let [evidence] = evidence.as_slice() else {
        panic!("one account")
    };
    assert_eq!(evidence.kind, "Attack");
    assert_eq!(evidence.found_by, "attack.verb");
    assert_eq!(evidence.modality, "asserted");
    assert_eq!(evidence.attributed_to, ["Jörg al-Österli"]);
    assert_eq!(evidence.trigger.as_ref().unwrap().text, "shelled");
    let found = evidence.document.publisher.as_deref();
    assert_eq!(found, Some("Daily \"Courier\""));
    assert_eq!(evidence.document.published.unwrap().length(), Some(7));
    let starts: Vec<usize> = evidence.sentences.iter().map(|s| s.begin).collect();
    assert_eq!(starts, [0, 19]);
    let spans = evidence.spans.iter();
    let spans = spans.map(|s| (s.role.as_str(), s.passage.text.as_str(), s.label.as_deref()));
    let spans: Vec<(&str, &str, Option<&str>)> = spans.collect();
    assert_eq!(
        spans,
        [
            (
                "perpetrator",
                "Ruritanian troops",
                Some("Ruritanian forces")
            ),
            ("place", "Vârska", Some("Vârska")),
            ("date", "Monday", None),
            ("killed", "at least 8 people", None),
        ]
    );
    let text = store.document_text(&evidence.document.iri).unwrap();
    assert!(text.starts_with("Clashes"));
    assert!(store.evidence(&iri("actor/ruritania")).unwrap().is_empty());
}

#[test]
fn statistics_count_classes_with_their_subclasses() {
    let statistics = store().statistics();
    assert_eq!(statistics.documents, 1);
    assert_eq!(statistics.accounts, 2);
    assert_eq!(statistics.classes["Actor"], 4);
    assert_eq!(statistics.classes["Event"], 1);
    assert_eq!(statistics.classes["Prospect"], 1);
    assert_eq!(
        statistics.quads,
        store().quads(None, None, None, None).len()
    );
}

#[test]
fn a_syntax_error_tells_its_place() {
    let error = store()
        .sparql("SELECT *\nWHERE { ?s ?p }", None)
        .err()
        .unwrap();
    assert!(
        matches!(
            error,
            StoreError::Syntax {
                line: 2,
                column: 16,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn what_begins_no_query_is_named() {
    let message = |text: &str| store().sparql(text, None).err().map(|e| e.to_string());
    for (text, said) in [
        ("SELEC * { ?s ?p ?o }", "did you mean `SELECT`?"),
        (
            "PREFIX a: <urn:a>\nDELETE { ?s ?p ?o }",
            "line 2, column 1: `DELETE` would change",
        ),
        ("# nothing yet", "there is no query"),
    ] {
        let message = message(text).unwrap();
        assert!(message.contains(said), "{message}");
    }
    let prologue = "BASE <urn:b> PREFIX : <urn:a#> # where\nASK { ?s ?p ?o }";
    assert_eq!(message(prologue), None);
}

#[test]
fn a_query_that_is_told_to_stop_stops() {
    let store = store();
    let query = store
        .parse("SELECT ?e ?m { ?e dl:killed ?n . OPTIONAL { ?e dl:killedMax ?m } }")
        .unwrap();
    let QueryResults::Solutions(solutions) = store.query(&query, None).unwrap() else {
        panic!("not a SELECT query");
    };
    let rows: Vec<_> = solutions.map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get("m"), None);
    let token = CancellationToken::new();
    token.cancel();
    let budget = Budget::default().with_token(token);
    assert!(matches!(
        store.query(&query, Some(&budget)),
        Err(StoreError::Cancelled)
    ));
}
