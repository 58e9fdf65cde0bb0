//! Tests of [`super`].

use super::*;

#[test]
fn content_decides_without_an_extension() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read(&Source::Path(path)).collect::<Vec<_>>()
    };
    let lines = run("a", b"{ \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n");
    assert_eq!(lines.len(), 2);
    let list = run("b.json", b"[{\"text\": \"One.\"}, {\"text\": \"Two.\"}]");
    assert_eq!(list.len(), 2);
    let page = b"<html><body><p>One sentence stands here.</p></body></html>";
    let page = &run("c", page)[0];
    assert_eq!(page.as_ref().unwrap().text, "One sentence stands here.");
    let empty = &run("d.txt", b"  \n")[0];
    assert!(matches!(empty, Err(DocumentError::Empty { .. })));
    let bytes = &run("e.txt", b"\x00\x01\x02\x00")[0];
    assert!(matches!(bytes, Err(DocumentError::NotText { .. })));
}
