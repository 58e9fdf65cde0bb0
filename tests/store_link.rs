//! A graph that documents were added to or taken from is the one built from scratch, byte for byte.

use dateline::document::{Metadata, from_text};
use dateline::gazetteer::Gazetteer;
use dateline::jsonl;
use dateline::link::{Decision, Decisions, Dossier};
use dateline::ontology::Ontology;
use dateline::store::Store;
use dateline::time::Interval;
use jiff::civil::date;
use oxigraph::sparql::QueryResults;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
const BASE: &str = "https://example.org/";

fn build(dossiers: Vec<Dossier>) -> Store {
    decided(dossiers, &Decisions::default())
}

fn decided(dossiers: Vec<Dossier>, decisions: &Decisions) -> Store {
    Store::build(dossiers, decisions, &ONTOLOGY, &GAZETTEER, BASE).unwrap()
}

/// Something that a person may say of one or two accounts.
fn decision(kind: usize, a: &str, b: &str) -> Decision {
    let (a, b) = (a.to_string(), b.to_string());
    match kind {
        0 => Decision::Same(a, b),
        1 => Decision::Apart(a, b),
        2 => Decision::Struck(a),
        3 => Decision::Confirmed(a),
        4 => Decision::Note(a, format!("not {b}? \"really\"\n<x> dl:struck true .")),
        _ => Decision::Date(a, Interval::day(date(2021, 5, 3))),
    }
}

fn bytes(store: &Store, folder: &Path) -> Vec<u8> {
    let path = folder.join("graph.dateline");
    store.save(&path).unwrap();
    std::fs::read(&path).unwrap()
}

/// Six documents that tell of two strikes, one of them twice over.
fn dossiers() -> Vec<Dossier> {
    (0..6)
        .map(|number: usize| {
            let (killed, day) = (7 + number % 2, 3 + number / 4);
            let text = format!(
                "Planes struck Vesna on May {day}, {killed} died, outlet {number} reports from the scene."
            );
            let document = from_text(text.clone(), Metadata::default());
            let line = serde_json::json!({
                "type": "document", "id": document.id, "text": text, "publisher": format!("Outlet {number}"),
                "published": format!("2021-05-0{}", day + 1),
            });
            let place = serde_json::json!({"name": "Vesna", "class": "Place", "id": "place/vesna-123456"});
            let account = serde_json::json!({
                "type": "account", "kind": "Airstrike", "evidence": {"begin": 0, "end": 20},
                "date": {"begin": format!("2021-05-0{day}"), "end": format!("2021-05-0{day}"), "text": "the day"},
                "roles": {"place": [place], "perpetrator": [{"name": "Norland", "class": "Country"}]},
                "quantities": [{"of": "killed", "min": killed, "max": killed}],
            });
            read_one(&format!("{line}\n{account}\n"))
        })
        .collect()
}

/// Articles in which names and denials have to be resolved across documents, one text in two outlets, and an article without a day,
/// which that of another of its story bounds.
fn entangled() -> Vec<Dossier> {
    let names = [
        "Petr Novak",
        "Novak",
        "Jana Novak",
        "Novak",
        "Qadir Hasani",
        "Kadir Hassani",
    ];
    let mut all: Vec<Dossier> = names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let text = format!("{name} of side {number} denied that planes struck Vesna.");
            let id = format!("actor/{}", name.to_lowercase().replace(' ', "-"));
            let mut speaker = serde_json::json!({"name": name, "class": "Person", "id": id});
            if number % 2 == 0 {
                let country = ["actor/norland", "actor/sudmark"][number / 2 % 2];
                speaker["partOf"] = serde_json::json!([{"id": country, "name": country, "class": "Country", "relation": "actsFor", "office": "envoy"}]);
            }
            let place = serde_json::json!({"name": "Vesna", "class": "Place", "id": "place/vesna"});
            let accounts = [
                serde_json::json!({"type": "account", "id": format!("document/n{number}/account/1"), "kind": "Denial", "evidence": {"begin": 0, "end": 20},
                    "roles": {"speaker": [speaker]}, "content": {"text": "that planes struck Vesna", "begin": 0, "end": 5}}),
                serde_json::json!({"type": "account", "kind": "Airstrike", "evidence": {"begin": 0, "end": 20}, "modality": "denied",
                    "statement": format!("document/n{number}/account/1"), "roles": {"place": [place], "perpetrator": [{"name": "Norland", "class": "Country"}]}}),
            ];
            let line = serde_json::json!({"type": "document", "id": format!("document/n{number}"), "text": text, "published": "2021-05-06"});
            read_one(&format!("{line}\n{}\n{}\n", accounts[0], accounts[1]))
        })
        .collect();
    for outlet in ["Post", "Courier"] {
        // So long that the index keeps it apart, beside the first article that has it.
        let shops = " Shops stay closed and trams do not run.".repeat(30);
        let text = format!(
            "Planes struck Vesna again, agency reports say, and the town has no power.{shops}"
        );
        let line = serde_json::json!({"type": "document", "text": text, "publisher": outlet, "published": "2021-05-06"});
        let account = serde_json::json!({"type": "account", "kind": "Airstrike", "evidence": {"begin": 0, "end": 20},
            "roles": {"perpetrator": [{"name": "Norland", "class": "Country"}]}});
        all.push(read_one(&format!("{line}\n{account}\n")));
    }
    let words = "bakers fishermen teachers drivers nurses tailors sailors farmers miners masons bridges harbours markets \
        orchards stations cellars windows chimneys ladders lanterns carpets kettles barrels baskets candles hammers violins \
        trumpets blankets mirrors gardens meadows rivers forests valleys quarries tunnels castles chapels kitchens";
    for (day, begins) in [(Some("2021-05-05"), "Smoke rose over"), (None, "Many left")] {
        let text = format!(
            "{begins} Vesna after planes of Norland struck the Old Mill on Monday: {words}."
        );
        let line = serde_json::json!({"type": "document", "text": text, "publisher": begins, "published": day});
        let account = serde_json::json!({"type": "account", "kind": "Airstrike", "evidence": {"begin": 0, "end": 20},
            "date": {"begin": null, "end": null, "text": "Monday"},
            "roles": {"perpetrator": [{"name": "Norland", "class": "Country"}]}});
        all.push(read_one(&format!("{line}\n{account}\n")));
    }
    all
}

/// Articles that each tell of two like strikes: their accounts are held against each other in many pairs, and many of them in vain.
fn crowded() -> Vec<Dossier> {
    let tell = |number: usize| {
        let id = format!("document/c{number}");
        let text = "Planes of Norland struck the market of Vesna at dawn. Jets hit a school of Vesna at dusk.";
        let line = serde_json::json!({"type": "document", "id": id, "text": format!("{text} {number}"), "published": "2021-05-04"});
        let place =
            serde_json::json!({"name": "Vesna", "class": "Place", "id": "place/vesna-123456"});
        let told = [(0, 54, 7 + number % 2, "market"), (54, 88, 19, "school")];
        let accounts = told.map(|(begin, end, killed, target)| {
            let line = serde_json::json!({
                "type": "account", "kind": "Airstrike", "evidence": {"begin": begin, "end": end},
                "date": {"begin": "2021-05-03", "end": "2021-05-03", "text": "the day"},
                "roles": {"place": [place], "perpetrator": [{"name": "Norland", "class": "Country"}],
                    "target": [{"name": target, "class": "Thing"}]},
                "quantities": [{"of": "killed", "min": killed, "max": killed}],
            });
            format!("{line}\n")
        });
        read_one(&format!("{line}\n{}", accounts.concat()))
    };
    (0..4).map(tell).collect()
}

#[test]
fn an_article_without_a_day_has_none_when_that_of_its_story_leaves() {
    let store = build(entangled().split_off(8));
    let days = |store: &Store| {
        let found = store.sparql("SELECT ?d { ?d dl:publishedFrom 'story' }", None);
        match found.unwrap() {
            QueryResults::Solutions(rows) => rows.count(),
            _ => 0,
        }
    };
    assert_eq!(days(&store), 1);
    let mut kept = store.dossiers().unwrap();
    kept.retain(|dossier| dossier.document.published.is_none());
    let left = store.update(kept, Vec::new(), &Decisions::default(), &GAZETTEER);
    assert_eq!(days(&left.unwrap()), 0);
}

fn read_one(lines: &str) -> Dossier {
    let read: Result<Vec<Dossier>, _> =
        jsonl::Reader::new(lines.as_bytes(), "made", &ONTOLOGY).collect();
    read.unwrap().remove(0)
}

/// How many articles the property is tried on.
const ARTICLES: usize = 20;

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]
    /// Articles arrive in some order, in lots, and some leave again.
    #[test]
    fn any_order_of_arrival_and_leaving_gives_the_same_bytes(
        order in Just((0..ARTICLES).collect::<Vec<usize>>()).prop_shuffle(),
        lots in proptest::collection::vec(1..6usize, ARTICLES),
        here in 1..=ARTICLES,
        gone in proptest::collection::btree_set(0..ARTICLES, 0..4),
        said in proptest::collection::vec((0..6usize, 0..64usize, 0..64usize), 0..8),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let all = dossiers().into_iter().chain(entangled()).chain(crowded());
        let all: Vec<Dossier> = all.collect();
        prop_assert_eq!(all.len(), ARTICLES);
        // Also on articles that have not come yet, and on those that have left.
        let accounts: Vec<&str> = all.iter().flat_map(|d| &d.accounts).map(|a| a.id.as_str()).collect();
        let mut decisions = Decisions::default();
        for (kind, a, b) in said {
            let [a, b] = [a, b].map(|n| accounts[n % accounts.len()]);
            decisions.decide(decision(kind, a, b));
        }
        let order = &order[..here];
        let update = |store: &Store, kept, added, decisions: &Decisions| {
            store.update(kept, added, decisions, &GAZETTEER).unwrap()
        };
        let none = Decisions::default();
        let mut store = build(Vec::new());
        let (mut lots, mut arrived) = (lots.into_iter(), 0);
        while arrived < order.len() {
            let lot = lots.next().unwrap().min(order.len() - arrived);
            // Some of them are there already.
            let lot = &order[arrived.saturating_sub(1)..arrived + lot];
            let added = lot.iter().map(|&i| all[i].clone()).collect();
            let decisions = if arrived < 4 { &none } else { &decisions };
            store = update(&store, store.dossiers().unwrap(), added, decisions);
            arrived = order.iter().position(|i| Some(i) == lot.last()).unwrap() + 1;
        }
        let (store, mut dossiers) = reopened(&store, folder.path());
        dossiers.retain(|d| gone.iter().all(|&i| all[i].document.id != d.document.id));
        let store = update(&store, dossiers, Vec::new(), &decisions);
        store.verify().unwrap();
        let left = || (0..ARTICLES).filter(|i| order.contains(i) && !gone.contains(i));
        let left = || left().map(|i| all[i].clone()).collect();
        let path = folder.path();
        prop_assert!(bytes(&store, path) == bytes(&decided(left(), &decisions), path));
        // And without a person's word.
        let store = update(&store, store.dossiers().unwrap(), Vec::new(), &none);
        prop_assert!(bytes(&store, path) == bytes(&build(left()), path));
    }
}

/// A store as it is after it was saved and opened, and its documents.
fn reopened(store: &Store, folder: &Path) -> (Store, Vec<Dossier>) {
    let path = folder.join("kept.dateline");
    store.save(&path).unwrap();
    let store = Store::open(&path).unwrap();
    let dossiers = store.dossiers().unwrap();
    (store, dossiers)
}

#[test]
fn every_built_graph_meets_the_shapes() {
    let store = build(dossiers().into_iter().chain(entangled()).collect());
    assert_eq!(store.violations(dateline::store::SHAPES).unwrap(), []);
}
