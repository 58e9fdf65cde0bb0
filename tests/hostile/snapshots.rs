use dateline::link::Graph;
use dateline::ontology::Ontology;
use dateline::store::{FORMAT, MAGIC, Store, StoreError};
use lz4_flex::frame::FrameEncoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// A sound file of format 3: the header and the payload.
static SOUND: LazyLock<(Value, Vec<u8>)> = LazyLock::new(|| {
    let text = format!("{QUAD}{}", QUAD.replace("\"c\"", "\"d\""));
    let (quads, corpus) = (lz4(text.as_bytes()), lz4(b""));
    let header = json!({
        "base": "https://example.org/",
        "program": "dateline 0.1.0",
        "quads": 2,
        "documents": 0,
        "accounts": 0,
        "ontology": Ontology::embedded().unwrap().turtle,
        "quads_unpacked": text.len(),
        "corpus": corpus.len(),
        "corpus_unpacked": 0,
    });
    (header, [quads, corpus].concat())
});

const QUAD: &str = "<https://example.org/a> <https://example.org/b> \"c\" .\n";

/// A file of a format up to 3, with a right checksum.
fn file(format: u32, header: &Value, payload: &[u8]) -> Vec<u8> {
    let mut body = header.to_string().into_bytes();
    body.push(b'\n');
    let mut lead = format!("{MAGIC}\n{format}\n{} {} ", body.len(), payload.len()).into_bytes();
    body.extend_from_slice(payload);
    let covered = if format > 2 { lead.clone() } else { Vec::new() };
    let digest = Sha256::new_with_prefix(covered)
        .chain_update(&body)
        .finalize();
    lead.extend(digest.iter().flat_map(|b| format!("{b:02x}").into_bytes()));
    lead.push(b'\n');
    [lead, body].concat()
}

fn open(bytes: &[u8]) -> Result<Store, StoreError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    Store::open(&path)
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(Vec::new());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn with(changes: Value) -> Value {
    let mut header = SOUND.0.clone();
    for (key, value) in changes.as_object().unwrap() {
        header[key] = value.clone();
    }
    header
}

fn reason(bytes: &[u8]) -> String {
    let begun = Instant::now();
    let error = open(bytes).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(5), "{error}");
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    error.to_string()
}

#[test]
fn a_sound_file_is_read_and_so_are_those_of_earlier_formats() {
    let (header, payload) = &*SOUND;
    open(&file(3, header, payload)).unwrap();
    let mut old = header.clone();
    for new in ["quads_unpacked", "corpus_unpacked"] {
        old.as_object_mut().unwrap().remove(new);
    }
    for format in [1, 2] {
        let store = open(&file(format, &old, payload)).unwrap();
        assert_eq!(store.dossiers().unwrap(), []);
        assert_eq!(store.statistics().quads, 2);
        // It is written in the format of this version.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        store.save(&path).unwrap();
        let line = format!("{MAGIC}\n{FORMAT}\n");
        assert!(fs::read(&path).unwrap().starts_with(line.as_bytes()));
        let again = Store::open(&path).unwrap();
        assert_eq!(again.statistics(), store.statistics());
    }
    // In format 3 the lengths have to be told.
    let told = reason(&file(3, &old, payload));
    assert!(told.contains("all lengths"), "{told}");
}

#[test]
fn packed_bytes_do_not_unpack_to_more_than_their_header_says_or_any_graph_needs() {
    let bomb = lz4(&vec![b'\n'; 300_000_000]);
    assert!(bomb.len() < 2_000_000);
    let none = |quads_unpacked: u64| {
        with(
            json!({"corpus": null, "corpus_unpacked": null, "quads": 0, "quads_unpacked": quads_unpacked}),
        )
    };
    let told = reason(&file(3, &none(300_000_000), &bomb));
    assert!(told.contains("more than any graph"), "{told}");
    let told = reason(&file(3, &none(1000), &bomb));
    assert!(told.contains("more than it may"), "{told}");
    let told = reason(&file(3, &none(u64::MAX), &bomb));
    assert!(told.contains("more than any graph"), "{told}");
    let told = reason(&file(3, &none(1000), &lz4(b"")));
    assert!(told.contains("less than"), "{told}");
    let mut old = none(0);
    old.as_object_mut().unwrap().remove("quads_unpacked");
    let told = reason(&file(2, &old, &bomb));
    assert!(told.contains("more than it may"), "{told}");
    let two = [lz4(b""), lz4(b"")].concat();
    let told = reason(&file(3, &none(0), &two));
    assert!(
        told.contains("something follows") || told.contains("more than"),
        "{told}"
    );
    // The accounts, too: they are unpacked when they are asked for.
    let mut payload = Vec::new();
    payload.extend_from_slice(&bomb);
    let accounts = with(
        json!({"corpus": bomb.len(), "corpus_unpacked": 1000, "quads": 0, "quads_unpacked": 0}),
    );
    let error = open(&file(3, &accounts, &payload))
        .unwrap()
        .dossiers()
        .unwrap_err();
    assert!(error.to_string().contains("more than it may"), "{error}");
}

#[test]
fn counts_and_lengths_in_the_header_are_held_against_what_is_there() {
    let line = QUAD;
    for (text, count, word) in [
        (line.to_string(), 9_000_000_000_u64, "where the header says"),
        (line.to_string(), 0, "more quads"),
        (line.repeat(1000), 1000, "not in order"),
    ] {
        let header = with(
            json!({"corpus": null, "corpus_unpacked": null, "quads": count, "quads_unpacked": text.len()}),
        );
        // As it is, which the equal length says.
        let told = reason(&file(3, &header, text.as_bytes()));
        assert!(told.contains(word), "{told}");
    }
    let header = with(json!({"corpus": u64::MAX, "corpus_unpacked": 0}));
    let told = reason(&file(3, &header, &SOUND.1));
    assert!(told.contains("longer than all of it"), "{told}");
    for sums in [
        "99999999999999999999 1",
        "18446744073709551615 2",
        "-1 5",
        "1",
        "1 2 3 4",
        "",
    ] {
        let error = open(format!("{MAGIC}\n3\n{sums} 00\nbody").as_bytes()).unwrap_err();
        assert!(
            matches!(error, StoreError::Damaged { .. }),
            "{sums}: {error}"
        );
    }
    let error = open(format!("{MAGIC}\n3\n9223372036854775807 5 00\nbody").as_bytes()).unwrap_err();
    assert!(matches!(error, StoreError::Truncated { .. }), "{error}");
    let error = open(format!("{MAGIC}\n3\n{}", "1".repeat(10_000)).as_bytes()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn any_changed_byte_is_noticed() {
    let sound = file(3, &SOUND.0, &SOUND.1);
    let lead = sound
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'\n')
        .nth(2)
        .unwrap()
        .0;
    for place in (0..=lead).chain([lead + 5, sound.len() - 1]) {
        let mut bytes = sound.clone();
        bytes[place] ^= 1;
        assert!(open(&bytes).is_err(), "byte {place}");
    }
    // Header and payload share their bytes in another way.
    let text = String::from_utf8_lossy(&sound[..lead]).into_owned();
    let sums: Vec<u64> = text
        .lines()
        .nth(2)
        .unwrap()
        .split(' ')
        .take(2)
        .map(|n| n.parse().unwrap())
        .collect();
    let moved = text.replacen(
        &format!("{} {}", sums[0], sums[1]),
        &format!("{} {}", sums[0] + 1, sums[1] - 1),
        1,
    );
    let told = reason(&[moved.as_bytes(), &sound[lead..]].concat());
    assert!(told.contains("checksum"), "{told}");
    let told = reason(&[&sound[..], b"x"].concat());
    assert!(told.contains("added"), "{told}");
}

#[test]
fn a_huge_file_of_another_kind_is_refused_by_its_first_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("video.dateline");
    let huge = |start: &[u8]| {
        let mut file = File::create(&path).unwrap();
        file.write_all(start).unwrap();
        file.set_len(6 << 30).unwrap();
        let begun = Instant::now();
        let error = Store::open(&path).unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(1), "{error}");
        error
    };
    assert!(matches!(huge(b"RIFF"), StoreError::Foreign { .. }));
    assert!(matches!(
        huge(b"dateline graph\n6\n"),
        StoreError::Newer { found: 6, .. }
    ));
    for format in 3..=FORMAT {
        let start = format!("{MAGIC}\n{format}\n5 5 00\n");
        let error = huge(start.as_bytes());
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
    for device in ["/dev/zero", "/dev/null"].map(Path::new) {
        if device.exists() {
            let error = Store::open(device).unwrap_err();
            assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        }
    }
}

#[test]
fn what_packs_better_than_any_graph_is_kept_as_it_is() {
    let document = dateline::document::from_text("a".repeat(8 << 20), Default::default());
    let dossier = dateline::link::Dossier {
        document,
        accounts: Vec::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph");
    let ontology = Ontology::embedded().unwrap();
    let gazetteer = dateline::gazetteer::Gazetteer::embedded();
    let decisions = Default::default();
    let built = Store::build(
        vec![dossier],
        &decisions,
        &ontology,
        &gazetteer,
        "https://example.org/",
    )
    .unwrap();
    built.save(&path).unwrap();
    let again = Store::open(&path).unwrap();
    assert_eq!(again.dossiers().unwrap().len(), 1);
    let graph: Graph = again.relink(&gazetteer).unwrap();
    assert_eq!(graph.dossiers.len(), 1);
}
