//! Tests of [`super`].

use super::*;

#[test]
fn arguments() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::create_dir(path("sub")).unwrap();
    for name in [
        "b.txt",
        "a.html",
        "sub/c.jsonl",
        "picture.png",
        ".hidden.txt",
        "README.md",
    ] {
        std::fs::write(path(name), "x").unwrap();
    }
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let found = sources(&[
        text(folder.path().to_owned()),
        text(path("*.txt")),
        "-".to_owned(),
        text(path("none*")),
        "gone.txt".to_owned(),
    ]);
    let expected = [
        Ok(Source::Path(path("a.html"))),
        Ok(Source::Path(path("b.txt"))),
        Ok(Source::Path(path("sub/c.jsonl"))),
        Ok(Source::Stdin),
        Err(DocumentError::NotFound {
            name: text(path("none*")),
        }),
        Err(DocumentError::NotFound {
            name: "gone.txt".to_owned(),
        }),
    ];
    assert_eq!(found, expected);
}

#[test]
fn content_decides_without_an_extension() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read(&Source::Path(path)).collect::<Vec<_>>()
    };
    assert_eq!(
        run("a", b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").len(),
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
