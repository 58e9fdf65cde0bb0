//! Any bytes as a snapshot: they are opened or refused, in memory that their length allows.
//!
//! A checksum would keep all of them out. So what does not begin as a snapshot is a header, without the ontology, on a line,
//! and behind it the payload; the first lines of a sound file are put before them.
#![no_main]

use dateline::ontology::Ontology;
use dateline::store::{FORMAT, MAGIC, Store};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::LazyLock;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// The ontology as a snapshot has it.
static ONTOLOGY: LazyLock<Value> = LazyLock::new(|| {
    let path = file();
    let graph = Store::build(
        Vec::new(),
        &Default::default(),
        &Ontology::embedded().unwrap(),
        &dateline::gazetteer::Gazetteer::embedded(),
        "https://example.org/",
    );
    graph.unwrap().save(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let header = bytes.split(|byte| *byte == b'\n').nth(3).unwrap();
    let header: Value = serde_json::from_slice(header).unwrap();
    header["ontology"].clone()
});

fn file() -> PathBuf {
    FOLDER.path().join("graph.dateline")
}

/// The file that a header and a payload make.
fn sound(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let mut header: Map<String, Value> = serde_json::from_slice(&bytes[..end]).ok()?;
    header.entry("ontology").or_insert_with(|| ONTOLOGY.clone());
    let payload = &bytes[end + 1..];
    let mut body = serde_json::to_vec(&header).ok()?;
    body.push(b'\n');
    let lead = format!("{MAGIC}\n{FORMAT}\n{} {} ", body.len(), payload.len());
    body.extend_from_slice(payload);
    let digest = Sha256::new_with_prefix(&lead).chain_update(&body).finalize();
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some([lead.into_bytes(), digest.into_bytes(), b"\n".to_vec(), body].concat())
}

fuzz_target!(|bytes: &[u8]| {
    let raw = bytes.starts_with(MAGIC.as_bytes());
    let Some(bytes) = (if raw { Some(bytes.to_vec()) } else { sound(bytes) }) else {
        return;
    };
    std::fs::write(file(), bytes).unwrap();
    match Store::open(&file()) {
        // What is opened can be asked.
        Ok(store) => {
            store.statistics();
            store.names().count();
            let _ = store.dossiers();
        }
        Err(error) => assert!(error.to_string().len() < 2_000),
    }
});
