//! Any bytes as a snapshot: they are opened and asked or refused, in memory that their length allows.
//!
//! A checksum would keep all of them out. So what does not begin as a snapshot is changes to the pages of a sound one, five bytes
//! each (where, and what); or, with a bracket, the header of a file of format 3, without the ontology, on a line, and behind it
//! the payload. Checksums and first lines are made for both.

use dateline::ontology::Ontology;
use dateline::store::{FORMAT, MAGIC, Store};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::hash::Hasher;
use std::path::PathBuf;
use std::sync::LazyLock;
use twox_hash::XxHash64;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// Header and pages of a sound file.
static SOUND: LazyLock<(Map<String, Value>, Vec<u8>)> = LazyLock::new(|| {
    let document = dateline::document::from_text("Syria attacked. ".repeat(20), Default::default());
    let dossier = dateline::link::Dossier {
        document,
        accounts: Vec::new(),
    };
    let graph = Store::build(
        vec![dossier],
        &Default::default(),
        &Ontology::embedded().unwrap(),
        &dateline::gazetteer::Gazetteer::embedded(),
        "https://example.org/",
    );
    graph.unwrap().save(&file()).unwrap();
    let bytes = std::fs::read(file()).unwrap();
    let header = bytes.split(|byte| *byte == b'\n').nth(3).unwrap();
    let header: Map<String, Value> = serde_json::from_slice(header).unwrap();
    let pages = header["bytes"].as_u64().unwrap() as usize;
    (header, bytes[bytes.len() - pages..].to_vec())
});

fn file() -> PathBuf {
    FOLDER.path().join("graph.dateline")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A sound file with some bytes changed.
fn changed(changes: &[u8]) -> Vec<u8> {
    let (mut header, mut pages) = SOUND.clone();
    for change in changes.chunks_exact(5) {
        let place = u32::from_le_bytes(change[..4].try_into().unwrap()) as usize % pages.len();
        pages[place] = change[4];
    }
    let mut sums = Vec::new();
    for page in pages.chunks(16 << 10) {
        let mut hasher = XxHash64::with_seed(0);
        hasher.write(page);
        sums.extend_from_slice(&hasher.finish().to_le_bytes());
    }
    header["checksums"] = hex(&Sha256::digest(&sums)).into();
    let mut header = serde_json::to_vec(&header).unwrap();
    header.push(b'\n');
    let lead = format!(
        "{MAGIC}\n{FORMAT}\n{} {} ",
        header.len(),
        sums.len() + pages.len()
    );
    let digest = Sha256::new_with_prefix(&lead)
        .chain_update(&header)
        .finalize();
    let lead = format!("{lead}{}\n", hex(&digest)).into_bytes();
    [lead, header, sums, pages].concat()
}

/// The file of format 3 that a header and a payload make.
fn old(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let mut header: Map<String, Value> = serde_json::from_slice(&bytes[..end]).ok()?;
    header
        .entry("ontology")
        .or_insert_with(|| SOUND.0["ontology"].clone());
    let payload = &bytes[end + 1..];
    let mut body = serde_json::to_vec(&header).ok()?;
    body.push(b'\n');
    let lead = format!("{MAGIC}\n3\n{} {} ", body.len(), payload.len());
    body.extend_from_slice(payload);
    let digest = Sha256::new_with_prefix(&lead)
        .chain_update(&body)
        .finalize();
    Some(
        [
            lead.into_bytes(),
            hex(&digest).into_bytes(),
            b"\n".to_vec(),
            body,
        ]
        .concat(),
    )
}

/// Opens the file.
pub fn run(bytes: &[u8]) {
    let bytes = match bytes.first() {
        _ if bytes.starts_with(MAGIC.as_bytes()) => Some(bytes.to_vec()),
        Some(b'{') => old(bytes),
        _ => Some(changed(bytes)),
    };
    let Some(bytes) = bytes else {
        return;
    };
    let _ = std::fs::remove_file(file());
    std::fs::write(file(), bytes).unwrap();
    match Store::open(&file()) {
        // What is opened can be asked.
        Ok(store) => {
            store.statistics();
            store.names().count();
            let _ = store.sparql("SELECT * { ?s ?p ?o }", None);
            let _ = store.dossiers();
            let _ = store.verify();
        }
        Err(error) => assert!(error.to_string().len() < 2_000),
    }
}
