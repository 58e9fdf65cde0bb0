//! Files of questions from strangers: they answer, and write, read and start nothing else.

use crate::common::{command, names, output, runs_in, store};
use std::fs;
use tempfile::{TempDir, tempdir};

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const EXPORTS: &str = "attacks | count\n\nexport (attacks | count) as csv to \"out.csv\"\n";

#[test]
fn a_script_writes_no_file_unless_that_is_allowed() {
    let place = folder(&[("a.dq", EXPORTS), ("b.dq", "use \"a.dq\"\n")]);
    let place = place.path();
    let saves = "attacks\n\\save stolen\n";
    for (args, input) in [
        (vec!["run", store(), "a.dq"], ""),
        (vec!["run", store(), "b.dq", "--force"], ""),
        (vec!["run", store(), "-"], EXPORTS),
        (vec!["run", store(), "a.dq", "--format", "markdown"], ""),
        (vec!["query", store(), "-f", "a.dq"], ""),
        (vec!["query", store(), "use \"a.dq\""], ""),
        (vec!["repl", store()], EXPORTS),
        (vec!["repl", store()], "\\run a.dq\n"),
        (vec!["repl", store()], "\\to out.csv\nattacks\n"),
        (vec!["repl", store()], saves),
    ] {
        let run = runs_in(place, &args, input);
        assert_eq!(run.code, 5, "{args:?}\n{}", run.err);
        assert!(run.err.contains("--allow-write"), "{args:?}\n{}", run.err);
        assert_eq!(names(place), ["a.dq", "b.dq"], "{args:?}");
    }
}

#[test]
fn a_script_writes_only_beneath_the_folder_it_is_allowed() {
    let place = folder(&[("in/a.dq", EXPORTS), ("theirs/kept", "theirs")]);
    let place = place.path();
    let (inside, theirs) = (place.join("in"), place.join("theirs"));
    let allowed = runs_in(&inside, &["run", store(), "a.dq", "--allow-write"], "");
    assert_eq!(allowed.code, 0, "{}", allowed.err);
    let written = fs::read_to_string(inside.join("out.csv")).unwrap();
    assert!(written.starts_with("count\n"), "{written}");
    let again = runs_in(&inside, &["run", store(), "a.dq", "--allow-write"], "");
    assert_eq!(again.code, 5, "{}", again.err);
    assert!(again.err.contains("--force"), "{}", again.err);
    let forced = ["run", store(), "a.dq", "--allow-write", "--force"];
    assert_eq!(runs_in(&inside, &forced, "").code, 0);

    let absolute = theirs.join("kept").to_str().unwrap().to_string();
    let mut ways = vec![
        "../theirs/kept".to_string(),
        "../theirs/new".to_string(),
        absolute,
        "/dev/stdout".to_string(),
        "/dev/null".to_string(),
        ".".to_string(),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../theirs", inside.join("folder")).unwrap();
        symlink("../theirs/kept", inside.join("kept")).unwrap();
        symlink("../theirs/new", inside.join("new")).unwrap();
        ways.extend(["folder/kept", "folder/new", "kept", "new"].map(String::from));
    }
    for way in ways {
        let script = format!("export (attacks | count) as csv to \"{way}\"\n");
        let args = ["run", store(), "-", "--allow-write", ".", "--force"];
        let run = runs_in(&inside, &args, &script);
        assert_eq!(run.code, 5, "{way}\n{}", run.err);
        assert_eq!(names(&theirs), ["kept"], "{way}");
        assert_eq!(fs::read(theirs.join("kept")).unwrap(), b"theirs", "{way}");
    }
    // Nor is what a graph has beside it, be it there or not: decisions that a person made would be lost.
    fs::copy(store(), inside.join("of.dateline")).unwrap();
    for target in ["of.dateline.decisions.ttl", ".of.dateline.lock"] {
        let script = format!("export graph as turtle to \"./{target}\"\n");
        for there in [false, true] {
            if there {
                fs::write(inside.join(target), "# mine\n").unwrap();
            }
            let args = ["run", "of.dateline", "-", "--allow-write", ".", "--force"];
            let run = runs_in(&inside, &args, &script);
            assert_eq!(run.code, 5, "{target}\n{}", run.err);
            assert!(run.err.contains("belongs to"), "{target}\n{}", run.err);
            assert_eq!(inside.join(target).exists(), there, "{target}");
        }
        assert_eq!(fs::read(inside.join(target)).unwrap(), b"# mine\n");
    }
    // The files that are read are not written over, whatever is allowed.
    fs::copy(store(), inside.join("news.dateline")).unwrap();
    let before = fs::read(inside.join("news.dateline")).unwrap();
    for target in ["news.dateline", "../in/news.dateline", "self.dq"] {
        let script = format!("export graph as turtle to \"{target}\"\n");
        fs::write(inside.join("self.dq"), &script).unwrap();
        let args = [
            "run",
            "news.dateline",
            "self.dq",
            "--allow-write",
            ".",
            "--force",
        ];
        let run = runs_in(&inside, &args, "");
        assert_eq!(run.code, 5, "{target}\n{}", run.err);
        assert!(run.err.contains("made from"), "{target}\n{}", run.err);
        assert_eq!(fs::read_to_string(inside.join("self.dq")).unwrap(), script);
        assert_eq!(fs::read(inside.join("news.dateline")).unwrap(), before);
    }
}

#[test]
fn checking_writes_nothing_whatever_files_are_used() {
    let place = folder(&[
        (
            "main.dq",
            "use \"a.dq\"\n\nassert attacks is not empty\n\nexport graph as turtle to \"g.ttl\"\n",
        ),
        ("a.dq", EXPORTS),
    ]);
    let run = runs_in(place.path(), &["check", store(), "main.dq"], "");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("1 assertion holds"), "{}", run.out);
    assert_eq!(names(place.path()), ["a.dq", "main.dq"]);
}

#[test]
fn a_script_uses_only_scripts_that_came_with_it() {
    let place = folder(&[
        (
            "in/sub/defines.dq",
            "let hits = attacks where killed is known\n",
        ),
        ("in/sub/uses.dq", "use \"defines.dq\"\n"),
        ("in/notes.txt", "secret of the notes\n"),
        ("out.dq", "secret of the script\n"),
        ("in/long.dq", &"# a long line\n".repeat(100_000)),
        ("in/folder.dq/x", ""),
    ]);
    let inside = place.path().join("in");
    let good = "use \"sub/uses.dq\"\n\nhits | count\n";
    fs::write(inside.join("good.dq"), good).unwrap();
    let out = runs_in(place.path(), &["query", store(), "-f", "in/good.dq"], "");
    assert_eq!(out.code, 0, "{}", out.err);
    let asked = ["query", store(), "-f", "in/good.dq", "--sparql"];
    let out = runs_in(place.path(), &asked, "");
    assert_eq!(out.code, 0, "{}", out.err);
    assert!(out.out.contains("SELECT"), "{}", out.out);
    let mut others = vec![
        "/etc/passwd".to_string(),
        "/dev/zero".to_string(),
        "/dev/stdin".to_string(),
        "../out.dq".to_string(),
        "sub/../../out.dq".to_string(),
        "notes.txt".to_string(),
        "long.dq".to_string(),
        "folder.dq".to_string(),
        "missing.dq".to_string(),
        place.path().join("out.dq").to_str().unwrap().to_string(),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../out.dq", inside.join("link.dq")).unwrap();
        symlink("/etc/passwd", inside.join("passwd.dq")).unwrap();
        symlink("/dev/zero", inside.join("zero.dq")).unwrap();
        symlink("notes.txt", inside.join("notes.dq")).unwrap();
        symlink("..", inside.join("up")).unwrap();
        let pipe = inside.join("pipe.dq");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        let links = [
            "link.dq",
            "passwd.dq",
            "zero.dq",
            "notes.dq",
            "up/out.dq",
            "pipe.dq",
        ];
        others.extend(links.map(String::from));
    }
    for other in others {
        fs::write(inside.join("bad.dq"), format!("use \"{other}\"\n")).unwrap();
        for args in [
            vec!["run", store(), "in/bad.dq"],
            vec!["check", store(), "in/bad.dq"],
            vec!["query", store(), "-f", "in/bad.dq", "--sparql"],
        ] {
            let run = runs_in(place.path(), &args, "root:x:0:0\n");
            assert_eq!(run.code, 5, "{other} {args:?}\n{}{}", run.out, run.err);
            let said = run.out + &run.err;
            for secret in ["root:", "secret", "a long line"] {
                assert!(!said.contains(secret), "{other} {args:?}\n{said}");
            }
        }
    }
}

#[test]
fn files_that_use_each_other_come_to_an_end() {
    let place = tempdir().unwrap();
    for n in 0..60 {
        let text = format!("use \"{0}.dq\"\n\nuse \"{0}.dq\"\n", n + 1);
        fs::write(place.path().join(format!("{n}.dq")), text).unwrap();
    }
    fs::write(place.path().join("60.dq"), "attacks | count\n").unwrap();
    fs::write(place.path().join("round.dq"), "use \"round.dq\"\n").unwrap();
    for (script, said) in [("0.dq", "more than 200"), ("round.dq", "uses itself")] {
        let run = runs_in(place.path(), &["run", store(), script], "");
        assert_ne!(run.code, 0);
        assert!(run.err.contains(said), "{}", run.err);
        let asked = ["query", store(), "-f", script, "--sparql"];
        let run = runs_in(place.path(), &asked, "");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn lines_from_a_pipe_start_no_program_and_read_no_other_file() {
    let place = folder(&[("secret.txt", "secret\n")]);
    let place = place.path();
    for (line, said) in [
        ("\\to | touch started\nattacks | count", "terminal"),
        ("\\edit", "terminal"),
        ("\\edit secret.txt", "terminal"),
        ("\\force \\to out.csv", "--force"),
        ("\\run secret.txt", "does not end in .dq"),
        ("\\run /etc/passwd", "does not end in .dq"),
        ("\\run /dev/zero", "does not end in .dq"),
    ] {
        let mut command = command();
        command
            .current_dir(place)
            .env("EDITOR", "touch started; cat")
            .env("PAGER", "touch started; cat")
            .args(["repl", store(), "--allow-write", "."])
            .write_stdin(format!("\\pager on\n{line}\n"));
        let run = output(command.output().unwrap());
        assert_ne!(run.code, 0, "{line}");
        assert!(run.err.contains(said), "{line}\n{}", run.err);
        assert!(!(run.out + &run.err).contains("secret\n"), "{line}");
        assert_eq!(names(place), ["secret.txt"], "{line}");
    }
}

#[test]
fn a_script_may_begin_with_a_byte_order_mark() {
    let place = folder(&[("a.dq", "\u{feff}attacks | count\n")]);
    let run = runs_in(place.path(), &["query", store(), "-f", "a.dq"], "");
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_line_from_a_pipe_is_not_read_without_end() {
    let place = tempdir().unwrap();
    let args = ["repl", store()];
    let long = format!("attacks | count\n{}\n", "a".repeat(2 << 20));
    let refused = runs_in(place.path(), &args, &long);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert!(refused.err.contains("line 2: longer"), "{}", refused.err);
    assert!(refused.out.contains("count"), "{}", refused.out);
    let lines = runs_in(
        place.path(),
        &args,
        "attacks\r\n| count\r\n\nattacks | count",
    );
    assert_eq!(lines.code, 0, "{}", lines.err);
    assert_eq!(lines.out.matches("count").count(), 2, "{}", lines.out);
}
