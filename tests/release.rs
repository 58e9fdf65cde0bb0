//! `release.sh`: what is packed is whole, and the sums are those of what is packed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn good(run: &Output) -> String {
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {err}", run.status);
    String::from_utf8_lossy(&run.stdout).trim().to_string()
}

#[test]
fn the_archive_holds_program_completions_manual_and_licences() {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    let packed = Command::new("./release.sh")
        .arg(&dist)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env(
            "DATELINE_PROGRAM",
            assert_cmd::cargo::cargo_bin!("dateline"),
        )
        .output()
        .unwrap();
    let archive = good(&packed);
    let name = Path::new(&archive).file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with(&format!("dateline-{}-", env!("CARGO_PKG_VERSION"))),
        "{name}"
    );
    let sums = fs::read_to_string(dist.join("SHA256SUMS")).unwrap();
    let [sum, of] = sums.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("{sums}");
    };
    assert_eq!((sum.len(), of), (64, name), "{sums}");
    good(
        &Command::new("sha256sum")
            .args(["--check", "SHA256SUMS"])
            .current_dir(&dist)
            .output()
            .unwrap(),
    );
    good(
        &Command::new("tar")
            .arg("xzf")
            .arg(&archive)
            .current_dir(folder.path())
            .output()
            .unwrap(),
    );
    let root = folder.path().join(name.trim_end_matches(".tar.gz"));
    let version = Command::new(root.join("dateline"))
        .arg("--version")
        .output();
    assert_eq!(
        good(&version.unwrap()),
        format!("dateline {}", env!("CARGO_PKG_VERSION"))
    );
    for (file, words) in [
        ("completions/dateline.bash", "_dateline"),
        ("completions/_dateline", "#compdef dateline"),
        ("completions/dateline.fish", "complete -c dateline"),
        ("completions/dateline.elv", "dateline"),
        ("completions/_dateline.ps1", "dateline"),
        ("man/dateline.1", ".TH DATELINE"),
        ("LICENSE", "Apache License"),
        ("NOTICE", "CC BY"),
        ("README.md", "# dateline"),
        ("docs/page.md", "# The page"),
    ] {
        let text = fs::read_to_string(root.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(text.contains(words), "{file} has no {words:?}");
    }
}
