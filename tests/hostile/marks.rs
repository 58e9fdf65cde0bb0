//! Byte order marks in front of files.

use crate::common::{Folder, dateline, store, succeeds};

const MARK: &str = "\u{feff}";

#[test]
fn a_byte_order_mark_is_skipped_in_every_file() {
    let folder = Folder::new();
    let file = |name: &str, text: &str| folder.write(name, [MARK, text].concat());
    let questions = file("a.dq", "# Attacks\nattacks | count\n");
    succeeds(&["run", store(), &questions]);
    succeeds(&["query", store(), "-f", &questions]);
    let checked = file("b.dq", "assert attacks is not empty\n");
    let run = dateline(&["check", store(), &checked]);
    assert!(
        !run.err.contains('\u{feff}') && run.code != 3,
        "{}",
        run.err
    );
    let sparql = file("a.rq", "SELECT (COUNT(*) AS ?n) WHERE { ?d a dl:Document }");
    succeeds(&["sparql", store(), "-f", &sparql]);
    let turtle = file(
        "a.ttl",
        "@prefix dl: <https://w3id.org/dateline/ontology#> .\n\
         @prefix owl: <http://www.w3.org/2002/07/owl#> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         dl:Blackout a owl:Class ; rdfs:subClassOf dl:Event ; rdfs:label \"blackout\" ; dl:plural \"blackouts\" ;\n\
             rdfs:comment \"The power fails somewhere.\" .\n",
    );
    let story = file("a.txt", "Rebels shelled a bakery near Herat on Monday.\n");
    succeeds(&["query", &story, "blackouts | count", "--ontology", &turtle]);
    let checked = dateline(&["ontology", "check", &turtle]);
    assert!(!checked.err.contains("no Turtle"), "{}", checked.err);
    let shapes = file(
        "b.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\
         @prefix dl: <https://w3id.org/dateline/ontology#> .\n\
         [] a sh:NodeShape ; sh:targetClass dl:Document ; sh:property [ sh:path dl:sha256 ; sh:minCount 1 ] .\n",
    );
    succeeds(&["check", store(), "--shapes", &shapes]);
    let lines = file(
        "a.jsonl",
        "{\"text\": \"Rebels shelled a bakery near Herat on Monday.\"}\n",
    );
    assert!(succeeds(&["extract", &lines]).contains("bakery"));
    let bytes: Vec<u8> = "\u{feff}{\"text\": \"Rebels shelled a bakery near Herat on Monday.\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let wide = folder.write("wide.jsonl", bytes);
    assert!(succeeds(&["extract", &wide]).contains("bakery"));
}

#[test]
fn hyphens_that_only_show_at_the_end_of_a_line_part_no_word() {
    let folder = Folder::new();
    let path = folder.write(
        "a.jsonl",
        "{\"text\": \"Reb\u{ad}els shelled a bak\u{ad}ery near Herat.\"}\n",
    );
    let out = succeeds(&["extract", &path]);
    assert!(out.contains("Rebels shelled a bakery"), "{out}");
}
