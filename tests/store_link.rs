//! A graph that documents were added to or taken from is the one built from scratch, byte for byte.

use dateline::document::{Metadata, from_text};
use dateline::extract::jsonl;
use dateline::gazetteer::Gazetteer;
use dateline::link::{Decisions, Dossier};
use dateline::ontology::Ontology;
use dateline::rdf::export::{Format, export};
use dateline::store::Store;
use std::path::Path;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
const BASE: &str = "https://example.org/";

fn build(dossiers: Vec<Dossier>) -> Store {
    Store::build(dossiers, &Decisions::default(), &ONTOLOGY, &GAZETTEER, BASE).unwrap()
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
            let lines = format!("{line}\n{account}\n");
            let read: Result<Vec<Dossier>, _> =
                jsonl::Reader::new(lines.as_bytes(), "made", &ONTOLOGY).collect();
            read.unwrap().remove(0)
        })
        .collect()
}

/// A shuffle that is the same on every run.
fn shuffled(mut order: Vec<usize>, mut seed: u64) -> Vec<usize> {
    for i in (1..order.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        order.swap(i, (seed >> 33) as usize % (i + 1));
    }
    order
}

#[test]
fn any_order_of_arrival_and_leaving_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let all = dossiers();
    for seed in 0..12u64 {
        let order = shuffled((0..all.len()).collect(), seed);
        // Some arrive together, the rest one by one; some leave again.
        let (first, rest) = order.split_at(seed as usize % 4);
        let mut store = build(first.iter().map(|&i| all[i].clone()).collect());
        for &i in rest {
            let path = folder.path().join("kept.dateline");
            store.save(&path).unwrap();
            let mut dossiers = Store::open(&path).unwrap().dossiers().unwrap();
            dossiers.push(all[i].clone());
            store = build(dossiers);
        }
        let gone = &order[..seed as usize % 3];
        let mut dossiers = store.dossiers().unwrap();
        dossiers.retain(|d| gone.iter().all(|&i| all[i].document.id != d.document.id));
        store = build(dossiers);
        let left = (0..all.len()).filter(|i| !gone.contains(i));
        let scratch = build(left.map(|i| all[i].clone()).collect());
        assert_eq!(
            bytes(&store, folder.path()),
            bytes(&scratch, folder.path()),
            "seed {seed}"
        );
    }
}

#[test]
fn every_built_graph_meets_the_shapes() {
    let store = build(dossiers());
    assert_eq!(store.violations(dateline::store::SHAPES).unwrap(), []);
}

#[test]
fn pyshacl_agrees_where_it_is_installed() {
    let installed = std::process::Command::new("python3")
        .args(["-c", "import pyshacl"])
        .output();
    if !installed.is_ok_and(|run| run.status.success()) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("graph.ttl");
    let store = build(dossiers());
    let file = std::fs::File::create(&data).unwrap();
    export(store.inner(), BASE, Format::Turtle, file).unwrap();
    let run = std::process::Command::new("python3")
        .args(["-m", "pyshacl", "-s", "shapes.ttl"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stdout)
    );
}
