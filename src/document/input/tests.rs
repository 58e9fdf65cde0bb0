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
    assert_eq!(
        run("a", b"{ \"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").len(),
        2
    );
    assert_eq!(
        run("b.json", b"[{\"text\": \"One.\"}, {\"text\": \"Two.\"}]").len(),
        2
    );
    assert_eq!(
        run(
            "c",
            b"<html><body><p>One sentence stands here.</p></body></html>"
        )[0]
        .as_ref()
        .unwrap()
        .text,
        "One sentence stands here."
    );
    assert!(matches!(
        run("d.txt", b"  \n")[0],
        Err(DocumentError::Empty { .. })
    ));
    assert!(matches!(
        run("e.txt", b"\x00\x01\x02\x00")[0],
        Err(DocumentError::NotText { .. })
    ));
}
