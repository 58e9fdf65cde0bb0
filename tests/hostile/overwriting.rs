//! Files that are there stay as they are, unless the one who runs the program says otherwise.

use crate::common::{Folder, names, runs_in, store};
use std::fs;
use std::time::Duration;

/// A folder with a graph, an article and notes.
fn place() -> Folder {
    let folder = Folder::new();
    fs::copy(store(), folder.path("g.dateline")).unwrap();
    let article = "Sudmark shelled Homs on Monday, killing eight soldiers.";
    folder.write("a.txt", article);
    folder.write("notes", "mine");
    folder
}

#[test]
fn what_is_there_is_overwritten_only_when_that_is_asked_for() {
    let folder = place();
    let place = folder.here();
    let to_notes = "export (attacks | count) as csv to \"notes\"";
    for args in [
        vec!["export", "g.dateline", "--format", "turtle", "-o", "notes"],
        vec!["query", "g.dateline", to_notes],
        vec!["build", "a.txt", "-o", "g.dateline"],
    ] {
        let before = fs::read(place.join("g.dateline")).unwrap();
        let refused = runs_in(place, &args, "");
        assert_eq!(refused.code, 5, "{args:?}\n{}", refused.err);
        assert!(refused.err.contains("--force"), "{args:?}\n{}", refused.err);
        assert_eq!(fs::read(place.join("notes")).unwrap(), b"mine");
        assert_eq!(fs::read(place.join("g.dateline")).unwrap(), before);
        let forced = runs_in(place, &[args.as_slice(), &["--force"]].concat(), "");
        assert_eq!(forced.code, 0, "{args:?}\n{}", forced.err);
        fs::write(place.join("notes"), "mine").unwrap();
    }
}

#[test]
fn an_ontology_that_a_graph_would_not_be_read_with_is_an_error() {
    let place = place();
    for extra in ["extra.ttl", "/etc/passwd"] {
        let args = ["query", store(), "attacks | count", "--ontology", extra];
        let run = runs_in(place.here(), &args, "");
        assert_eq!(run.code, 2, "{extra}\n{}", run.err);
        assert!(run.err.contains("dateline build"), "{}", run.err);
    }
}

#[test]
fn a_base_that_is_not_that_of_the_graph_is_an_error() {
    let place = place();
    let ask = |base| {
        let question = ["query", store(), "attacks | count", "--base", base];
        runs_in(place.here(), &question, "")
    };
    let other = ask("https://example.org/mine/");
    assert_eq!(other.code, 2, "{}", other.err);
    assert!(
        other.err.contains("give --base to `dateline build`"),
        "{}",
        other.err
    );
    let own = ask("https://w3id.org/dateline/");
    assert_eq!(own.code, 0, "{}", own.err);
}

#[test]
fn a_name_with_a_line_end_breaks_no_error_in_two() {
    let place = place();
    let none = "no\nerror: such.dateline";
    for args in [
        ["query", none, "attacks"].as_slice(),
        &["export", none, "--format", "turtle"],
        &["extract", "no\nsuch.txt"],
        &["query", store(), "-f", "no\nsuch.dq"],
        &["build", "a.txt", "-o", "no\nsuch/g.dateline"],
    ] {
        let run = runs_in(place.here(), args, "");
        assert_ne!(run.code, 0, "{args:?}");
        let lines: Vec<&str> = run.err.lines().filter(|line| !line.is_empty()).collect();
        let named = lines
            .iter()
            .filter(|line| line.contains("such") && line.contains("no "));
        assert_eq!(named.count(), 1, "{args:?}: {}", run.err);
        assert!(!lines.iter().any(|line| line.starts_with("error: such")));
    }
}

#[test]
fn what_is_read_is_never_overwritten() {
    let folder = place();
    let place = folder.here();
    #[cfg(unix)]
    std::os::unix::fs::symlink("g.dateline", place.join("link")).unwrap();
    #[cfg(not(unix))]
    fs::hard_link(place.join("g.dateline"), place.join("link")).unwrap();
    let graph = fs::read(place.join("g.dateline")).unwrap();
    let turtle = ["--format", "turtle", "--force"];
    for args in [
        [&["export", "g.dateline", "-o", "g.dateline"], &turtle[..]].concat(),
        [&["export", "g.dateline", "-o", "link"], &turtle[..]].concat(),
        [&["export", "link", "-o", "./g.dateline"], &turtle[..]].concat(),
        vec![
            "query",
            "g.dateline",
            "export graph as turtle to \"link\"",
            "--force",
        ],
        vec!["build", "a.txt", "-o", "a.txt", "--force"],
        vec!["build", "a.txt", "-o", "notes", "--force"],
    ] {
        let run = runs_in(place, &args, "");
        assert_eq!(run.code, 5, "{args:?}\n{}", run.err);
        assert_eq!(fs::read(place.join("g.dateline")).unwrap(), graph);
        assert_eq!(fs::read(place.join("notes")).unwrap(), b"mine");
        assert!(
            fs::read(place.join("a.txt"))
                .unwrap()
                .starts_with(b"Sudmark")
        );
    }
}

#[test]
fn a_killed_export_leaves_the_old_file_and_the_next_one_sweeps() {
    let folder = place();
    let place = folder.here();
    let args = [
        "export",
        "g.dateline",
        "--format",
        "nquads",
        "-o",
        "all.nq",
        "--force",
    ];
    assert_eq!(runs_in(place, &args, "").code, 0);
    let whole = fs::read(place.join("all.nq")).unwrap();
    for n in 0..20 {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("dateline"))
            .current_dir(place)
            .args(args)
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(7 * n));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        assert!(
            fs::read(place.join("all.nq")).unwrap() == whole,
            "after {n}"
        );
    }
    fs::write(place.join(".all.nq.dateline-1-abcdef.tmp"), "half").unwrap();
    assert_eq!(runs_in(place, &args, "").code, 0);
    assert_eq!(names(place), ["a.txt", "all.nq", "g.dateline", "notes"]);
}

#[cfg(unix)]
#[test]
fn standard_output_may_be_named_as_a_file() {
    let folder = place();
    let args = ["export", "g.dateline", "--format", "ntriples", "-o"];
    let named = runs_in(folder.here(), &[&args[..], &["/dev/stdout"]].concat(), "");
    assert_eq!(named.code, 0, "{}", named.err);
    let piped = runs_in(folder.here(), &args[..4], "");
    assert!(named.out == piped.out && !piped.out.is_empty());
    for device in ["/dev/zero", "/dev/full"] {
        let refused = runs_in(
            folder.here(),
            &[&args[..], &[device, "--force"]].concat(),
            "",
        );
        assert_eq!(refused.code, 5, "{device}\n{}", refused.err);
    }
}
