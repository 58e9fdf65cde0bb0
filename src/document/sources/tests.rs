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
        Err(DocumentError::PassedOver {
            name: text(path("picture.png")),
            kind: None,
        }),
        Ok(Source::Path(path("sub/c.jsonl"))),
        Err(DocumentError::Twice {
            name: text(path("b.txt")),
        }),
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
