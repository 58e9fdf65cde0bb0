//! Any bytes as JSON Lines of accounts: they are read or refused, and what is read is linked, written and read again.

use dateline::gazetteer::Gazetteer;
use dateline::jsonl::{Reader, write};
use dateline::link::{Decisions, Dossier, link};
use dateline::ontology::Ontology;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::embedded().unwrap());
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn read(bytes: &[u8]) -> Option<Vec<Dossier>> {
    Reader::new(bytes, "accounts.jsonl", &ONTOLOGY)
        .collect::<Result<_, _>>()
        .ok()
}

fn written(dossiers: &[Dossier]) -> Vec<u8> {
    let mut lines = Vec::new();
    for dossier in dossiers {
        write(dossier, &mut lines).unwrap();
    }
    lines
}

/// Reads the lines.
pub fn run(bytes: &[u8]) {
    let Some(dossiers) = read(bytes) else {
        return;
    };
    let lines = written(&dossiers);
    let again = read(&lines).expect("what is written is read");
    assert_eq!(lines, written(&again));
    link(dossiers, &Decisions::default(), &ONTOLOGY, &GAZETTEER);
}
