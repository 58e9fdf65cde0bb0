//! Corrections in the shell, and what later commands make of them.

use crate::common::{Folder, Run, command, dateline, output, succeeds};
use crate::{cases, session};
use std::fs;
use std::path::{Path, PathBuf};

const ARTICLES: &str = "tests/corrections/articles.jsonl";
const STORE: &str = "news.dateline";
const FILE: &str = "news.dateline.decisions.ttl";

/// A folder with a graph of the articles.
struct Desk(Folder);

impl Desk {
    fn new() -> Desk {
        let folder = Desk(Folder::new());
        succeeds(&["build", ARTICLES, "-o", &folder.name(STORE)]);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn name(&self, name: &str) -> String {
        self.0.name(name)
    }

    /// The shell in this folder.
    fn shell(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = command();
        command.arg("repl").args(args).current_dir(self.0.here());
        command
    }

    fn asked(&self, args: &[&str], input: &str) -> Run {
        output(self.shell(args).write_stdin(input).output().unwrap())
    }

    fn both(&self) -> (Vec<u8>, Option<String>) {
        let file = fs::read_to_string(self.path(FILE)).ok();
        (fs::read(self.path(STORE)).unwrap(), file)
    }
}

#[test]
fn corrections_hold_and_are_undone() {
    cases("tests/corrections", |case| {
        let folder = Desk::new();
        let begun = case.join("decisions.ttl");
        if begun.is_file() {
            fs::copy(begun, folder.path(FILE)).unwrap();
        }
        let input = fs::read_to_string(case.join("input")).unwrap();
        let root = format!("{}/", folder.0.here().canonicalize().unwrap().display());
        let mut found = session(&mut folder.shell(&[STORE, "--allow-write"]), input);
        found = found.replace(&root, "");
        if let Ok(file) = fs::read_to_string(folder.path(FILE)) {
            found.push_str(&format!("--- {FILE}\n{file}\n"));
        }
        if !case.ends_with("damaged") {
            built_alike(&folder);
        }
        found
    });
}

/// A graph built from scratch with the same decisions, and one that articles were taken from and added to again, are the
/// corrected one.
fn built_alike(folder: &Desk) {
    let (bytes, file) = folder.both();
    let other = folder.name("other.dateline");
    if let Some(file) = &file {
        fs::write(folder.path("other.dateline.decisions.ttl"), file).unwrap();
    }
    succeeds(&["build", ARTICLES, "-o", &other]);
    if folder.0.here().join(FILE).is_file() {
        // A person's own lines are taken over by the next command that writes.
        succeeds(&["build", ARTICLES, "-o", &folder.name(STORE), "--force"]);
    }
    let bytes = match fs::read(folder.path(STORE)).unwrap() == bytes {
        true => bytes,
        false => folder.both().0,
    };
    assert!(fs::read(&other).unwrap() == bytes);
    succeeds(&["remove", &other, "Seven die in Vesna"]);
    succeeds(&["add", &other, ARTICLES]);
    assert!(fs::read(&other).unwrap() == bytes);
}

#[test]
fn who_may_not_correct_is_told_why_and_nothing_changes() {
    let folder = Desk::new();
    let before = folder.both();
    let input = "attacks | show date\n\\strike 1\n";
    fs::create_dir(folder.path("out")).unwrap();
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLES);
    for (args, told) in [
        (&[STORE][..], "only a person at a terminal"),
        (&[STORE, "--allow-write", "out"], "--allow-write DIR"),
        (
            &[articles.to_str().unwrap(), "--allow-write"],
            "dateline build",
        ),
    ] {
        for command in ["\\strike 1", "\\undo", "\\note 1 x", "\\set 1 date 2020"] {
            let run = folder.asked(args, &format!("attacks | show date\n{command}\n"));
            assert_eq!(run.code, 5, "{}", run.err);
            assert!(run.err.contains(told), "{command}: {}", run.err);
        }
    }
    assert!(before == folder.both());
    let lock = fs::File::create(folder.path(".news.dateline.lock")).unwrap();
    lock.lock().unwrap();
    let run = folder.asked(&[STORE, "--allow-write"], input);
    assert_eq!(run.code, 5);
    assert!(run.err.contains("another command"), "{}", run.err);
    assert!(before == folder.both());
    drop(lock);
    let mut rights = fs::metadata(folder.path(STORE)).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.path(STORE), rights).unwrap();
    let run = folder.asked(&[STORE, "--allow-write"], input);
    assert!(
        run.code == 5 && run.err.contains("read only"),
        "{}",
        run.err
    );
    let add = dateline(&["add", &folder.name(STORE), ARTICLES]);
    assert!(
        add.code == 5 && add.err.contains("read only"),
        "{}",
        add.err
    );
    assert!(before == folder.both());
}

#[test]
fn a_script_holds_no_commands_and_corrects_nothing() {
    let folder = Desk::new();
    let before = folder.both();
    fs::write(
        folder.path("strike.dq"),
        "attacks | show date\n\\strike 1\n",
    )
    .unwrap();
    let run = dateline(&["run", &folder.name(STORE), &folder.name("strike.dq")]);
    assert_eq!(run.code, 3, "{}", run.err);
    let run = folder.asked(&[STORE, "--allow-write"], "\\run strike.dq\n");
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(before == folder.both());
}

#[test]
fn what_another_command_wrote_meanwhile_is_kept() {
    let folder = Desk::new();
    let account = "https://w3id.org/dateline/document/4/account/1";
    // The shell opens the graph, and the lines come only when the other command is done.
    let program = command().get_program().to_owned();
    let mut shell = std::process::Command::new(program)
        .args(["repl", STORE, "--allow-write"])
        .current_dir(folder.0.here())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = shell.stdin.take().unwrap();
    let mut say = |line: &str| std::io::Write::write_all(&mut lines, line.as_bytes()).unwrap();
    say("attacks in Vesna | show date\nattacks in Ibar | show date | sort by date\n\\confirm 1\n");
    let file = folder.path(FILE);
    while !file.is_file() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    succeeds(&[
        "link",
        &folder.name(STORE),
        "--same",
        account,
        "document/5/account/1",
    ]);
    succeeds(&["remove", &folder.name(STORE), "Envoys meet"]);
    say("\\note 1 \"after\"\n\\undo\nattacks in Ibar | count\n");
    drop(lines);
    let run = output(shell.wait_with_output().unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.ends_with("\n 1      1\n1 row\n"), "{}", run.out);
    let file = fs::read_to_string(file).unwrap();
    assert!(
        file.contains("dl:same") && file.contains("dl:confirmed"),
        "{file}"
    );
    assert!(!file.contains("after"), "{file}");
    let documents = succeeds(&[
        "query",
        &folder.name(STORE),
        "documents | count",
        "--format",
        "csv",
    ]);
    assert_eq!(documents, "count\n5\n");
}

#[test]
fn a_struck_event_stays_struck_when_others_tell_it() {
    let folder = Desk::new();
    let articles = fs::read_to_string(ARTICLES).unwrap();
    let lines: Vec<&str> = articles.lines().collect();
    let file = folder.name("first.jsonl");
    fs::write(&file, lines[..2].join("\n")).unwrap();
    let store = folder.name("first.dateline");
    succeeds(&["build", &file, "-o", &store]);
    let vesna = || {
        succeeds(&[
            "query",
            &store,
            "attacks in Vesna | count",
            "--format",
            "csv",
        ])
    };
    let told = vesna();
    let run = folder.asked(
        &["first.dateline", "--allow-write"],
        "attacks\n\\strike 1\n",
    );
    assert!(run.out.contains("row 1 is struck"), "{}", run.out);
    let struck = succeeds(&["sparql", &store, "ASK { ?event a dl:Attack }"]);
    // Two more articles tell the event, and others tell others.
    let run = dateline(&["add", &store, ARTICLES]);
    assert!(!run.err.contains("warning"), "{}", run.err);
    let all = succeeds(&[
        "query",
        &store,
        "attacks | show place, date | sort by date",
        "--format",
        "csv",
    ]);
    assert!(all.contains("Ibar") && !all.contains("2021-05-03"), "{all}");
    assert!(struck.contains("no"), "{struck}");
    // It is undone as it was done.
    let list = folder.asked(&["first.dateline"], "\\decisions\n");
    assert!(
        list.out.contains("Airstrike, Post, 2021-05-04"),
        "{}",
        list.out
    );
    let decisions = folder.path("first.dateline.decisions.ttl");
    let text = fs::read_to_string(&decisions).unwrap();
    let kept: String = text
        .lines()
        .filter(|l| !l.contains(" dl:struck true ."))
        .map(|l| format!("{l}\n"))
        .collect();
    fs::write(&decisions, kept).unwrap();
    let run = dateline(&["add", &store, ARTICLES]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(vesna(), told);
}

/// Articles whose texts have changed since they were corrected.
#[test]
fn corrections_go_over_to_the_changed_text_of_an_article_and_what_is_lost_is_told_in_words() {
    let folder = Desk::new();
    let input =
        "attacks | show date | sort by date\n\\strike 2\n\\note 3 \"by the mill\"\n\\same 1 3\n";
    let run = folder.asked(&[STORE, "--allow-write"], input);
    assert_eq!(run.code, 0, "{}", run.err);
    let articles = fs::read_to_string(ARTICLES).unwrap();
    let lines = articles
        .replace("document/4", "document/44")
        .replace("Norland struck Ibar", "Norland raided Ibar");
    let lines: String = lines
        .lines()
        .filter(|line| !line.contains("document/5"))
        .map(|line| format!("{line}\n"))
        .collect();
    let edited = folder.0.write("edited.jsonl", lines);
    let build = || dateline(&["build", &edited, "-o", &folder.name(STORE), "--force"]);
    let first = build();
    assert_eq!(first.code, 0, "{}", first.err);
    for told in [
        "carried over: struck: Airstrike, Post, “A raid on the mill”: “Planes of Norland struck Ibar on 10 May and killed two.”, now “Planes of Norland raided Ibar",
        "lost, since no article tells it any more: note “by the mill”: Airstrike, Gazette, “Raid near Ibar”: “A raid of Norland at Ibar on 11 May killed two.”",
    ] {
        assert!(first.err.contains(told), "{}", first.err);
    }
    assert!(!first.err.contains("event/"), "{}", first.err);
    let question = "attacks | count by place";
    let places = succeeds(&["query", &folder.name(STORE), question, "--format", "csv"]);
    assert_eq!(places, "place,count\nVesna,1\n");
    // It is kept so: the next build has nothing to carry.
    let second = build();
    assert!(!second.err.contains("carried"), "{}", second.err);
    let listed = folder.asked(&[STORE], "\\decisions\n").out;
    assert!(listed.contains("raided Ibar"), "{listed}");
    assert!(
        listed.contains(
            "“A raid of Norland at Ibar on 11 May killed two.” (no article tells it any more)"
        ),
        "{listed}"
    );
}
