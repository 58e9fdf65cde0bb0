//! Files of the format that is written: they are read where they lie, and opened before most of them is read.

use super::articles::dice::Dice;
use super::fixture;
use dateline::document::from_text;
use dateline::gazetteer::Gazetteer;
use dateline::link::{Decisions, Dossier};
use dateline::ontology::Ontology;
use dateline::query::{Session, parse};
use dateline::store::{FORMAT, MAGIC, Store, StoreError};
use oxigraph::sparql::QueryResults;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::hash::Hasher;
use std::path::Path;
use std::sync::LazyLock;
use twox_hash::XxHash64;

const PAGE: usize = 16 << 10;

/// A sound file of some pages.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound");
    fixture::copies(12).save(&path).unwrap();
    fs::read(&path).unwrap()
});

/// The parts of a file.
struct Parts {
    header: Value,
    pages: Vec<u8>,
}

impl Parts {
    fn of(file: &[u8]) -> Parts {
        let mut lines = file.splitn(5, |byte| *byte == b'\n');
        let header: Value = serde_json::from_slice(lines.nth(3).unwrap()).unwrap();
        let length = header["bytes"].as_u64().unwrap() as usize;
        let pages = file[file.len() - length..].to_vec();
        Parts { header, pages }
    }

    /// The file, with checksums that are right.
    fn file(&self) -> Vec<u8> {
        let mut sums = Vec::new();
        for page in self.pages.chunks(PAGE) {
            let mut hasher = XxHash64::with_seed(0);
            hasher.write(page);
            sums.extend_from_slice(&hasher.finish().to_le_bytes());
        }
        let mut header = self.header.clone();
        header["checksums"] = json!(hex(&Sha256::digest(&sums)));
        let header = format!("{header}\n");
        let lead = format!(
            "{MAGIC}\n{FORMAT}\n{} {} ",
            header.len(),
            sums.len() + self.pages.len()
        );
        let digest = Sha256::new_with_prefix(&lead)
            .chain_update(&header)
            .finalize();
        [
            lead.as_bytes(),
            hex(&digest).as_bytes(),
            b"\n",
            header.as_bytes(),
            &sums,
            &self.pages,
        ]
        .concat()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What somebody asks of a store, as text.
fn asked(store: &Store) -> Result<Vec<String>, String> {
    let mut found = vec![format!("{:?}", store.statistics())];
    let told = |error: StoreError| error.to_string();
    for sparql in [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT ?s { ?s dl:killed ?n FILTER(?n > 3) }",
    ] {
        match store.sparql(sparql, None).map_err(told)? {
            QueryResults::Solutions(solutions) => {
                let rows = solutions.map(|row| format!("{:?}", row.unwrap()));
                found.extend(rows);
            }
            _ => unreachable!("they are SELECT queries"),
        }
    }
    found.sort();
    found.extend(store.names().map(|name| format!("{name:?}")));
    found.extend(store.find("Erdogan").iter().map(|name| name.iri.clone()));
    found.extend(store.nearest("Sirya").iter().map(|name| name.iri.clone()));
    found.extend(store.document_texts().map(|(_, text)| text));
    let mut session = Session::new(store);
    let script = parse(
        "attacks by Syria | show date, place, killed",
        store.ontology(),
    );
    let statement = &script.unwrap().statements[0];
    let answer = session.run(statement).map_err(|error| error.to_string())?;
    found.push(format!("{answer:?}"));
    store.sound().map_err(told)?;
    Ok(found)
}

fn write(folder: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.join("file");
    // As a new file: one that is open stays as it is.
    let _ = fs::remove_file(&path);
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_changed_byte_is_noticed_by_whoever_reads_it_and_by_check() {
    let folder = tempfile::tempdir().unwrap();
    let sound = asked(&Store::open(&write(folder.path(), &SOUND)).unwrap()).unwrap();
    let mut refused = 0;
    let step = SOUND.len() / 60;
    for place in (0..60).map(|n| n * step + n).chain([SOUND.len() - 1]) {
        let mut bytes = SOUND.clone();
        bytes[place] ^= 1 << (place % 8);
        let store = match Store::open(&write(folder.path(), &bytes)) {
            Ok(store) => store,
            Err(error) => {
                assert!(!error.to_string().contains("panic"), "{error}");
                refused += 1;
                continue;
            }
        };
        match asked(&store) {
            Ok(answers) => assert!(answers == sound, "byte {place}: other answers"),
            Err(error) => {
                assert!(error.contains("checksum"), "byte {place}: {error}");
                assert!(error.contains("file is damaged"), "byte {place}: {error}");
                refused += 1;
            }
        }
        let error = store.verify().unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
    assert!(
        refused > 20,
        "only {refused} of the changes were in the way"
    );
    Store::open(&write(folder.path(), &SOUND))
        .unwrap()
        .verify()
        .unwrap();
}

#[test]
fn the_same_bytes_are_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&write(folder.path(), &SOUND)).unwrap();
    let path = folder.path().join("again");
    store.save(&path).unwrap();
    assert!(fs::read(&path).unwrap() == *SOUND);
    assert!(Parts::of(&SOUND).file().len() == SOUND.len());
}

/// Whoever makes a file can make its checksums: what is behind them is not believed either.
#[test]
fn a_file_made_to_deceive_is_refused_or_answered() {
    let folder = tempfile::tempdir().unwrap();
    let sound = Parts::of(&SOUND);
    let mut dice = Dice(11);
    let mut refused = 0;
    for _ in 0..150 {
        let mut parts = Parts {
            header: sound.header.clone(),
            pages: sound.pages.clone(),
        };
        for _ in 0..=dice.below(4) {
            let place = dice.below(parts.pages.len());
            let length = (1 + dice.below(12)).min(parts.pages.len() - place);
            let byte = [0, 0xff, 0x80, 0x7f, dice.below(256) as u8][dice.below(5)];
            parts.pages[place..place + length].fill(byte);
        }
        let path = write(folder.path(), &parts.file());
        let answered = Store::open(&path).map_err(|error| error.to_string());
        let answered = answered.and_then(|store| {
            let verified = store.verify();
            let answers = asked(&store)?;
            verified.map_err(|error| error.to_string())?;
            Ok(answers)
        });
        refused += usize::from(answered.is_err());
    }
    assert!(refused > 50, "only {refused} of them were refused");
}

#[test]
fn documents_made_to_deceive_are_refused_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph");
    let dossier = |number: usize| Dossier {
        document: from_text(
            format!("Guns fell silent {number}. ").repeat(40),
            Default::default(),
        ),
        accounts: Vec::new(),
    };
    let (ontology, gazetteer) = (Ontology::embedded().unwrap(), Gazetteer::embedded());
    let (dossiers, none) = ((0..20).map(dossier).collect(), Decisions::default());
    let store = Store::build(
        dossiers,
        &none,
        &ontology,
        &gazetteer,
        "https://example.org/",
    );
    store.unwrap().save(&path).unwrap();
    let sound = Parts::of(&fs::read(&path).unwrap());
    let at = |part: usize| sound.header["corpus"]["at"][part].as_u64().unwrap() as usize;
    let (begin, length) = (at(0), at(1));
    let (mut dice, mut refused) = (Dice(5), 0);
    for _ in 0..150 {
        let (header, mut pages) = (sound.header.clone(), sound.pages.clone());
        let place = begin + dice.below(length);
        pages[place] = [0, 0xff, 0x80, dice.below(256) as u8][dice.below(4)];
        let store = Store::open(&write(folder.path(), &Parts { header, pages }.file()));
        let read = store.and_then(|store| {
            let read = store.dossiers()?;
            store.verify()?;
            store.update(read, vec![dossier(21)], &none, &gazetteer)
        });
        refused += usize::from(read.is_err());
    }
    assert!(refused > 75, "only {refused} of them were refused");
}

#[test]
fn places_in_the_header_are_held_against_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let sound = Parts::of(&SOUND);
    let mut numbers = Vec::new();
    places(&sound.header, &mut String::new(), &mut numbers);
    assert!(numbers.len() > 40, "{numbers:?}");
    for place in &numbers {
        for number in [0, 1, u64::from(u32::MAX), u64::MAX / 8, u64::MAX] {
            let mut header = sound.header.clone();
            let value = header.pointer_mut(place).unwrap();
            if value.as_u64() == Some(number) {
                continue;
            }
            *value = json!(number);
            let pages = sound.pages.clone();
            let path = write(folder.path(), &Parts { header, pages }.file());
            // Refused when it is opened, when it is asked, or no harm: it may be a count that is only shown.
            if let Ok(store) = Store::open(&path) {
                let _ = asked(&store);
                let _ = store.verify();
            }
        }
    }
}

/// All numbers of the parts of a header.
fn places(value: &Value, path: &mut String, found: &mut Vec<String>) {
    let mut below = |key: String, value: &Value| {
        let length = path.len();
        path.push_str(&format!("/{key}"));
        places(value, path, found);
        path.truncate(length);
    };
    match value {
        Value::Object(all) => all
            .iter()
            .for_each(|(key, value)| below(key.clone(), value)),
        Value::Array(all) if all.len() < 10 => {
            let all = all.iter().enumerate();
            all.for_each(|(at, value)| below(at.to_string(), value));
        }
        Value::Number(_) => found.push(path.clone()),
        _ => {}
    }
}

#[test]
fn damage_where_nobody_reads_stops_no_question() {
    let folder = tempfile::tempdir().unwrap();
    let document = dateline::document::from_text(
        "Ruritanian troops shelled Varska on Monday. ".repeat(2_000),
        Default::default(),
    );
    let dossier = Dossier {
        document,
        accounts: Vec::new(),
    };
    let built = Store::build(
        vec![dossier],
        &Decisions::default(),
        &Ontology::embedded().unwrap(),
        &Gazetteer::embedded(),
        "https://example.org/",
    );
    let path = folder.path().join("graph");
    built.unwrap().save(&path).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    // The accounts are at the end.
    *bytes.last_mut().unwrap() ^= 1;
    let path = write(folder.path(), &bytes);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.statistics().documents, 1);
    assert!(store.sound().is_ok());
    let error = store.dossiers().unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("bytes"), "{error}");
    // It is not written again as if it were sound.
    assert!(store.save(&folder.path().join("copy")).is_err());
}

#[test]
fn whoever_reads_goes_on_with_the_old_file_while_another_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph");
    fixture::copies(3).save(&path).unwrap();
    let old = Store::open(&path).unwrap();
    let count = |store: &Store| store.statistics().quads;
    let before = count(&old);
    // Another program, or a correction.
    fixture::copies(30).save(&path).unwrap();
    let new = Store::open(&path).unwrap();
    assert!(asked(&old).is_ok());
    assert_eq!(count(&old), before);
    assert!(count(&new) > before);
    old.verify().unwrap();
    new.verify().unwrap();
    fs::remove_file(&path).unwrap();
    assert!(asked(&old).is_ok());
}
