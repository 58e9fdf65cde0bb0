//! The ontology that ships, frame by frame: each finds its examples and leaves its counter-examples alone; and a class
//! that a user adds in Turtle is extracted and asked for without any change of code.

use dateline::document::{Metadata, from_text};
use dateline::extract::{Account, Extractor};
use dateline::gazetteer::Gazetteer;
use dateline::link::{Decisions, Dossier, link};
use dateline::ontology::Ontology;
use dateline::output::{Format, Style, write};
use dateline::query::{Answer, Session, parse};
use dateline::store::Store;
use dateline::text::Reader;

struct Bench {
    ontology: Ontology,
    gazetteer: Gazetteer,
    reader: Reader,
}

impl Bench {
    fn new(extra: &[(&str, &str)]) -> Bench {
        Bench {
            ontology: Ontology::with_extra(extra).unwrap(),
            gazetteer: Gazetteer::embedded(),
            reader: Reader::embedded().unwrap(),
        }
    }

    fn dossier(&self, text: &str) -> Dossier {
        let document = from_text(text.to_string(), Metadata::default());
        let extractor = Extractor::new(&self.ontology, &self.gazetteer);
        let accounts = extractor.extract(&document, &self.reader.read(&document));
        Dossier { document, accounts }
    }

    fn found(&self, text: &str, frame: &str) -> Vec<Account> {
        let mut accounts = self.dossier(text).accounts;
        accounts.retain(|a| a.found_by.split('+').any(|name| name == frame));
        accounts
    }
}

#[test]
fn each_frame_finds_its_examples_and_leaves_its_counter_examples() {
    let bench = Bench::new(&[]);
    let mut wrong = Vec::new();
    for frame in &bench.ontology.lexicon.frames {
        assert!(
            !frame.examples.is_empty(),
            "{} has no dl:example",
            frame.name
        );
        assert!(
            !frame.counter_examples.is_empty(),
            "{} has no dl:counterExample",
            frame.name
        );
        for example in &frame.examples {
            if bench.found(example, &frame.name).is_empty() {
                wrong.push(format!("{} misses: {example}", frame.name));
            }
        }
        for example in &frame.counter_examples {
            if !bench.found(example, &frame.name).is_empty() {
                wrong.push(format!("{} must not find: {example}", frame.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const RESCUE: &str = r#"
@prefix dl: <https://w3id.org/dateline/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dl:Rescue a owl:Class ; rdfs:subClassOf dl:Event ; rdfs:label "rescue" ; dl:plural "rescues" .
dl:rescuer a dl:Role ; rdfs:domain dl:Rescue ; rdfs:range dl:Actor ; rdfs:label "rescuer" ; dl:preposition "by" .
dl:rescued a dl:QuantityRole ; rdfs:domain dl:Rescue ; rdfs:label "rescued" .
dl:saved a dl:Role ; rdfs:domain dl:Rescue ; rdfs:range dl:Actor ; rdfs:label "saved" ; dl:preposition "of" .
dl:rescue-verb a dl:Frame ; dl:evokes dl:Rescue ; dl:template dl:Setting ; dl:verb "rescue" ;
    dl:slot [ dl:role dl:rescuer ; dl:relation "subject" ; dl:filler dl:Actor ] ,
            [ dl:role dl:saved ; dl:relation "object" ; dl:filler dl:Actor ; dl:counts dl:rescued ; dl:required true ] .
"#;

#[test]
fn a_class_added_in_turtle_is_extracted_and_asked_for_by_its_noun() {
    let bench = Bench::new(&[("rescue.ttl", RESCUE)]);
    let dossier = bench.dossier("The Greek navy rescued 40 migrants near Lesbos on 3 May 2015.");
    let graph = link(
        vec![dossier],
        &Decisions::default(),
        &bench.ontology,
        &bench.gazetteer,
    );
    let store = Store::from_graph(&graph, &bench.ontology, "https://example.org/").unwrap();
    let script = parse("rescues by Greece | show date, rescued", store.ontology()).unwrap();
    let mut session = Session::new(&store);
    let Answer::Rows(rows) = session.run(&script.statements[0]).unwrap() else {
        panic!("a question answers with rows");
    };
    let mut csv = Vec::new();
    write(&rows, Format::Csv, Style::default(), &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let wanted =
        "date,rescued,rescued low,rescued high,id\n2015-05-03,40,40,40,https://example.org/";
    assert!(csv.starts_with(wanted), "{csv}");
}

/// Its roles say which part their values take, and nothing else says where one might stand.
const DEFACEMENT: &str = r#"
@prefix dl: <https://w3id.org/dateline/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dl:Defacement a owl:Class ; rdfs:subClassOf dl:Event ; rdfs:label "defacement" ; dl:plural "defacements" .
dl:defacer a dl:Role ; rdfs:domain dl:Defacement ; rdfs:range dl:Actor ;
    rdfs:label "defacer" ; dl:plural "defacers" ; dl:part "agent" .
dl:deface-verb a dl:Frame ; dl:evokes dl:Defacement ; dl:verb "deface" ;
    dl:slot [ dl:role dl:defacer ; dl:relation "subject" ; dl:filler dl:Actor ] ;
    dl:example "Protesters defaced a statue." ; dl:counterExample "Protesters praised a statue." .
"#;

#[test]
fn a_class_added_in_turtle_is_filled_from_other_sentences() {
    let bench = Bench::new(&[("deface.ttl", DEFACEMENT)]);
    let text = "Statue defaced in Tartu\n\nYoung men defaced a statue of a poet. The statue stands in Tartu.";
    let found = bench.found(text, "deface-verb");
    assert_eq!(found.len(), 1, "{found:#?}");
    let names = |role: &str| -> Vec<&str> {
        let fillers = found[0].roles.get(role).into_iter().flatten();
        fillers.map(|filler| filler.name.as_str()).collect()
    };
    assert_eq!(
        (names("defacer"), names("place")),
        (vec!["Young men"], vec!["Tartu"])
    );
}

#[test]
fn a_part_or_a_meaning_that_there_is_none_of_is_refused_with_those_there_are() {
    for (right, wrong, subject, known) in [
        (
            "dl:part \"agent\"",
            "dl:part \"doer\"",
            "defacer",
            "use one of agent, patient",
        ),
        (
            "dl:plural \"defacements\"",
            "dl:meaning \"damage\"",
            "Defacement",
            "it knows violence",
        ),
    ] {
        let turtle = DEFACEMENT.replace(right, wrong);
        let error = Ontology::with_extra(&[("deface.ttl", &turtle)]).unwrap_err();
        let said = error.to_string();
        assert!(said.contains(subject) && said.contains(known), "{said}");
    }
}

/// Classes of actors that say what holds for those of them, or have it from the class above.
const SYNDICATES: &str = r#"
@prefix dl: <https://w3id.org/dateline/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dl:Syndicate a owl:Class ; rdfs:subClassOf dl:Actor ; dl:body true ; rdfs:label "syndicate" .
dl:syndicate-nouns a dl:NounList ; dl:denotes dl:Syndicate ; dl:noun "syndicate" .
dl:Horde a owl:Class ; rdfs:subClassOf dl:Group ; dl:consistsOf dl:Rider ; rdfs:label "horde" .
dl:Rider a owl:Class ; rdfs:subClassOf dl:Person ; rdfs:label "rider" .
dl:rider-nouns a dl:NounList ; dl:denotes dl:Horde ; dl:noun "horseman" .
"#;

#[test]
fn what_a_class_says_of_those_of_it_decides_how_they_are_read() {
    let bench = Bench::new(&[("syndicates.ttl", SYNDICATES)]);
    let doers = |text: &str| -> Vec<(String, String)> {
        let accounts = bench.dossier(text).accounts;
        let attacks = accounts
            .iter()
            .filter(|a| a.kinds.contains(&"Attack".to_string()));
        let doers = attacks.flat_map(|a| a.roles.get("perpetrator").into_iter().flatten());
        doers.map(|f| (f.name.clone(), f.class.clone())).collect()
    };
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        let owned = |(a, b): &(&str, &str)| (a.to_string(), b.to_string());
        all.iter().map(owned).collect()
    };
    // "It" means a body.
    let text = "The Karsa syndicate kidnapped three engineers near Tartu on Monday. \
        It killed two judges in Vesna in 2015.";
    let syndicate = ("Karsa syndicate", "Syndicate");
    assert_eq!(doers(text), pairs(&[syndicate, syndicate]));
    // One of several is of the class that they consist of.
    let text = "A horseman ambushed a convoy near Tartu on Monday.";
    assert_eq!(doers(text), pairs(&[("horseman", "Rider")]));
    let text = "Masked horsemen ambushed a convoy near Tartu on Monday.";
    assert_eq!(doers(text), pairs(&[("Masked horsemen", "Horde")]));
}

#[test]
fn what_a_class_may_not_say_of_those_of_it_is_refused() {
    for (right, wrong, said) in [
        (
            "dl:body true",
            "dl:body \"rather\"",
            "dl:body \"rather\" means nothing",
        ),
        (
            "dl:consistsOf dl:Rider",
            "dl:consistsOf dl:Raider",
            "names Raider",
        ),
        (
            "dl:body true",
            "dl:classOf \"a gang\"",
            "it may be \"a person\", ",
        ),
        (
            "dl:body true",
            "dl:classOf \"a person\"",
            "is said of Person, too",
        ),
        (
            "dl:denotes dl:Syndicate",
            "dl:stands \"aside\"",
            "it may be \"for a country\"",
        ),
    ] {
        let turtle = SYNDICATES.replace(right, wrong);
        let error = Ontology::with_extra(&[("syndicates.ttl", &turtle)]).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn how_sure_a_fact_must_be_is_said_by_the_last_file() {
    let limit = |percent: &str| {
        format!(
            "@prefix dl: <https://w3id.org/dateline/ontology#> .\ndl:Attack dl:doubtfulBelow {percent} .\n"
        )
    };
    let facts = |percent: &str| {
        let bench = Bench::new(&[("limit.ttl", &limit(percent))]);
        let text = "Rebels shelled a market in Duna on 3 May 2015, killing twelve people.";
        let (dossiers, decisions) = (vec![bench.dossier(text)], Decisions::default());
        let graph = link(dossiers, &decisions, &bench.ontology, &bench.gazetteer);
        let store = Store::from_graph(&graph, &bench.ontology, "https://example.org/").unwrap();
        let classes = store.statistics().classes;
        ["Attack", "Prospect"].map(|class| classes.get(class).copied().unwrap_or_default())
    };
    assert_eq!(facts("0"), [1, 0]);
    assert_eq!(facts("100"), [0, 1]);
    let error = Ontology::with_extra(&[("limit.ttl", &limit("101"))]).unwrap_err();
    assert!(error.to_string().contains("from 0 to 100"), "{error}");
}

#[test]
fn a_frame_that_names_no_class_is_refused_by_name() {
    let turtle = RESCUE.replace("dl:evokes dl:Rescue", "dl:evokes dl:Rescoo");
    let error = Ontology::with_extra(&[("rescue.ttl", &turtle)]).unwrap_err();
    assert!(error.to_string().contains("rescue-verb"), "{error}");
}
