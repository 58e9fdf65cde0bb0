//! XML that holds what XML cannot hold.

use crate::common::{Folder, succeeds};
use oxigraph::io::{RdfFormat, RdfParser};

#[test]
fn control_characters_leave_xml_well_formed() {
    let folder = Folder::new();
    // Accounts of strangers come with any character that JSON can write.
    let input = folder.write("a.jsonl", "{\"type\":\"document\",\"id\":\"document/a\",\"title\":\"Quiet\\b at last\\ufffe\",\"publisher\":\"Val\\u0001ley\"}\n\
         {\"type\":\"account\",\"kind\":\"Attack\",\"evidence\":{\"text\":\"Guns\\u000b fell <silent>\",\"begin\":0,\"end\":4}}\n");
    let store = &folder.name("graph.dateline");
    succeeds(&["build", &input, "-o", store]);
    let barred = |c: char| {
        c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let rdf = succeeds(&["export", store, "--format", "rdfxml"]);
    assert!(!rdf.contains(barred) && !rdf.contains("&#8;"), "{rdf}");
    let quads = RdfParser::from_format(RdfFormat::RdfXml).for_reader(rdf.as_bytes());
    let quads: Vec<_> = quads.collect::<Result<_, _>>().unwrap();
    assert!(quads.len() > 5);
    let answers = succeeds(&[
        "sparql",
        store,
        "SELECT * WHERE { ?s ?p ?o }",
        "--format",
        "xml",
    ]);
    assert!(!answers.contains(barred) && !answers.contains("&#8;"));
    assert!(answers.contains("Quiet"), "{answers}");
}
