use crate::common::{dateline, succeeds};
use crate::folder::{Folder, account, join, strikes};
use std::fs;
use std::process::Command;

#[test]
fn a_store_that_is_copied_alone_keeps_its_decisions() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    assert_eq!(strikes(&store), 2);
    assert_eq!(join(&store).code, 0);
    let copy = folder.name("copy.dateline");
    fs::copy(&store, &copy).unwrap();
    let added = dateline(&["add", &copy, &folder.strike(3)]);
    assert_eq!(added.code, 0, "{}", added.err);
    assert!(
        added.err.contains("1 of the graph itself hold"),
        "{}",
        added.err
    );
    assert_eq!(strikes(&copy), 2);
    let build = [
        "build",
        &folder.strike(1),
        &folder.strike(2),
        "-o",
        &copy,
        "--force",
    ];
    succeeds(&build);
    assert_eq!(strikes(&copy), 1);
    assert!(folder.path("copy.dateline.decisions.ttl").is_file());
}

#[test]
fn two_stores_whose_names_differ_behind_a_dot_have_their_own_decisions() {
    let folder = Folder::new();
    let (one, two) = (folder.built("news.v1"), folder.built("news.v2"));
    assert_eq!(join(&one).code, 0);
    succeeds(&["add", &two, &folder.strike(3)]);
    assert_eq!((strikes(&one), strikes(&two)), (1, 3));
    assert_eq!(
        folder.files(),
        ["news.v1", "news.v1.decisions.ttl", "news.v2"]
    );
}

#[cfg(unix)]
#[test]
fn decisions_made_through_a_link_lie_beside_the_store() {
    let folder = Folder::new();
    fs::create_dir(folder.path("data")).unwrap();
    folder.built("data/news.dateline");
    std::os::unix::fs::symlink("data/news.dateline", folder.path("current.dateline")).unwrap();
    let current = folder.name("current.dateline");
    assert_eq!(join(&current).code, 0);
    assert!(fs::symlink_metadata(&current).unwrap().is_symlink());
    assert_eq!(folder.files(), ["current.dateline", "data"]);
    assert!(folder.path("data/news.dateline.decisions.ttl").is_file());
    succeeds(&["add", &folder.name("data/news.dateline"), &folder.strike(3)]);
    assert_eq!(strikes(&current), 2);
}

#[test]
fn a_cut_file_of_decisions_is_told_with_its_line_and_keeps_nobody_from_reading() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    assert_eq!(join(&store).code, 0);
    let file = folder.path("news.dateline.decisions.ttl");
    let whole = fs::read_to_string(&file).unwrap();
    for (text, told) in [
        (&whole[..whole.len() - 12], "line 12: "),
        ("", "empty"),
        ("<a> <b> <c> .", "line 1: "),
    ] {
        fs::write(&file, text).unwrap();
        let add = dateline(&["add", &store, &folder.strike(3)]);
        assert_eq!(add.code, 5, "{}", add.err);
        assert!(add.err.contains(told), "{}", add.err);
        assert!(
            add.err.contains("news.dateline.decisions.ttl") && add.err.contains("move it away"),
            "{}",
            add.err
        );
        assert_eq!(strikes(&store), 1);
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
    fs::write(&file, b"# caf\xe9\n").unwrap();
    let add = dateline(&["add", &store, &folder.strike(3)]);
    assert!(
        add.code == 5 && add.err.contains("line 1: no UTF-8"),
        "{}",
        add.err
    );
    assert!(
        add.err.contains("the decisions that the graph holds"),
        "{}",
        add.err
    );
    // Without a graph there are no others to go on with.
    let new = folder.name("new.dateline");
    fs::write(folder.path("new.dateline.decisions.ttl"), b"\xe9\n").unwrap();
    let build = dateline(&["build", &folder.strike(3), "-o", &new]);
    assert!(
        build.code == 5 && build.err.contains("with no decisions"),
        "{}",
        build.err
    );
    fs::remove_file(&file).unwrap();
    succeeds(&["add", &store, &folder.strike(3)]);
    assert_eq!(strikes(&store), 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), whole);
}

#[test]
fn what_a_person_writes_into_the_file_of_decisions_stays_and_counts() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let file = folder.path("news.dateline.decisions.ttl");
    let text = format!(
        "# They told me so, \"twice\".\n@prefix d: <https://w3id.org/dateline/ontology#> .\n@base <https://w3id.org/dateline/> .\n<{}> d:same <{}> . # sure",
        account(1),
        account(2)
    );
    fs::write(&file, &text).unwrap();
    let add = dateline(&["add", &store, &folder.strike(3)]);
    assert!(add.code == 0 && add.err.contains("are one"), "{}", add.err);
    assert_eq!(strikes(&store), 2);
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with(&text), "{kept}");
    succeeds(&["link", &store, "--apart", &account(1), &account(3)]);
    let longer = fs::read_to_string(&file).unwrap();
    assert!(longer.starts_with(&text), "{longer}");
    // Taken out again: it no longer holds, and that is said.
    fs::write(&file, "# nothing\n").unwrap();
    let add = dateline(&["add", &store, &folder.strike(4)]);
    assert!(add.err.contains("no longer decided"), "{}", add.err);
    assert_eq!(strikes(&store), 4);
    assert_eq!(fs::read_to_string(&file).unwrap(), "# nothing\n");
}

#[test]
fn decisions_on_what_is_not_there_and_on_one_thing_and_itself_are_told() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let file = folder.path("news.dateline.decisions.ttl");
    let begin = "@prefix dl: <https://w3id.org/dateline/ontology#> .\n@base <https://w3id.org/dateline/> .\n";
    let text = format!(
        "{begin}<{0}> dl:same <document/9/account/1> .\n<{1}> dl:same <{1}> .\n",
        account(1),
        account(2)
    );
    fs::write(&file, &text).unwrap();
    let add = dateline(&["add", &store, &folder.strike(3)]);
    assert_eq!(add.code, 0, "{}", add.err);
    let warnings: Vec<&str> = add
        .err
        .lines()
        .filter(|line| line.starts_with("warning: ") && line.contains("news.dateline"))
        .collect();
    let [strange, itself] = warnings.as_slice() else {
        panic!("{}", add.err);
    };
    assert!(strange.contains("document/9/account/1"), "{strange}");
    assert!(!strange.contains(&account(1)), "{strange}");
    assert!(
        itself.contains("itself") && itself.contains(&account(2)),
        "{itself}"
    );
    assert_eq!(strikes(&store), 3);
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with(&text), "{kept}");
    let sound = format!("{begin}<{}> dl:same <{}> .\n", account(1), account(2));
    fs::write(&file, sound).unwrap();
    let add = dateline(&["add", &store, &folder.strike(4)]);
    assert!(!add.err.contains("warning"), "{}", add.err);
    assert_eq!(strikes(&store), 3);
}

#[test]
fn what_is_said_of_an_account_in_the_file_counts_and_of_anything_else_is_told() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let file = folder.path("news.dateline.decisions.ttl");
    let begin = "@prefix dl: <https://w3id.org/dateline/ontology#> .\n@base <https://w3id.org/dateline/> .\n";
    let text = format!(
        "{begin}<{}> dl:struck true . # not so\n<place/vesna> dl:struck true .\n<document/9/account/1> dl:note \"x\" .\n",
        account(1)
    );
    fs::write(&file, &text).unwrap();
    let add = dateline(&["add", &store, &folder.strike(3)]);
    assert_eq!(add.code, 0, "{}", add.err);
    let mut warnings = add.err.lines().filter(|line| line.starts_with("warning: "));
    let idle = warnings.next().unwrap();
    assert!(
        idle.contains("place/vesna") && idle.contains("document/9/account/1"),
        "{idle}"
    );
    assert!(!idle.contains(&account(1)), "{idle}");
    assert_eq!(strikes(&store), 2);
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.starts_with(&text), "{kept}");
    let struck = "SELECT ?a WHERE { GRAPH ?d { ?a dl:struck true } }";
    let struck = succeeds(&["sparql", &store, struck, "--format", "csv"]);
    assert!(struck.contains(&account(1)), "{struck}");
    assert_eq!(dateline(&["check", &store]).code, 0);
    // Another decision leaves what a person wrote, and one that is taken out holds no longer.
    succeeds(&["link", &store, "--apart", &account(2), &account(3)]);
    assert!(fs::read_to_string(&file).unwrap().starts_with(&text));
    fs::write(&file, begin).unwrap();
    let add = dateline(&["add", &store, &folder.strike(4)]);
    assert!(add.err.contains("is struck"), "{}", add.err);
    assert_eq!(strikes(&store), 4);
}

#[test]
fn a_name_in_the_place_of_an_id_is_answered_with_its_id() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let run = dateline(&["link", &store, "--same", "vesna", "Nowhere"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert!(run.err.contains("the name of place/vesna"), "{}", run.err);
    let run = dateline(&["link", &store, "--same", "Nowhere", "vesna"]);
    assert!(
        run.code == 5 && run.err.contains("dateline review"),
        "{}",
        run.err
    );
}

#[test]
fn a_decision_on_an_id_that_breaks_turtle_can_be_read_again() {
    let folder = Folder::new();
    let evil = |number: usize| format!("a> <b\" \\n{number}");
    for number in 1..=2 {
        let path = folder.strike(number);
        let id = serde_json::json!(evil(number)).to_string();
        let lines = fs::read_to_string(&path).unwrap();
        let plain = serde_json::json!(account(number)).to_string();
        fs::write(&path, lines.replace(&plain, &id)).unwrap();
    }
    let store = folder.built("news.dateline");
    succeeds(&["link", &store, "--same", &evil(1), &evil(2)]);
    assert_eq!(strikes(&store), 1);
    succeeds(&["add", &store, &folder.strike(3)]);
    assert_eq!(strikes(&store), 2);
    let iri = "https://w3id.org/dateline/a%3E%20%3Cb%22%20%5Cn1";
    succeeds(&["link", &store, "--apart", iri, &evil(2)]);
    assert_eq!(strikes(&store), 3);
    let none = dateline(&["link", &store, "--same", "x> <y", &evil(2)]);
    assert!(
        none.code == 5 && none.err.contains("is no account"),
        "{}",
        none.err
    );
    let twice = dateline(&["link", &store, "--same", iri, &evil(1)]);
    assert!(
        twice.code == 2 && twice.err.contains("one and the same"),
        "{}",
        twice.err
    );
}

#[test]
fn a_damaged_store_is_replaced_only_where_its_decisions_are_elsewhere() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    assert_eq!(join(&store).code, 0);
    let sound = fs::read(&store).unwrap();
    let mut bytes = sound.clone();
    // The header, where the decisions are.
    bytes[200] ^= 1;
    let build = [
        "build",
        &folder.strike(1),
        &folder.strike(2),
        "-o",
        &store,
        "--force",
    ];
    let file = folder.path("news.dateline.decisions.ttl");
    let away = folder.path("away.ttl");
    fs::write(&store, &bytes).unwrap();
    fs::rename(&file, &away).unwrap();
    let refused = dateline(&build);
    assert!(
        refused.code == 5 && refused.err.contains("would be lost"),
        "{}",
        refused.err
    );
    assert_eq!(fs::read(&store).unwrap(), bytes);
    fs::rename(&away, &file).unwrap();
    succeeds(&build);
    assert_eq!(strikes(&store), 1);
    // Damage elsewhere takes no decisions away.
    let mut bytes = sound;
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&store, &bytes).unwrap();
    fs::remove_file(&file).unwrap();
    succeeds(&build);
    assert_eq!(strikes(&store), 1);
}

#[test]
fn decisions_where_earlier_versions_kept_them_are_taken_over() {
    let folder = Folder::new();
    let turtle = format!(
        "@prefix dl: <https://w3id.org/dateline/ontology#> .\n@base <https://w3id.org/dateline/> .\n<{}> dl:same <{}> .\n",
        account(1),
        account(2)
    );
    fs::write(folder.path("news.decisions.ttl"), &turtle).unwrap();
    let store = folder.name("news.dateline");
    let built = dateline(&["build", &folder.strike(1), &folder.strike(2), "-o", &store]);
    assert!(built.err.contains("from now on"), "{}", built.err);
    assert_eq!(strikes(&store), 1);
    let moved = fs::read_to_string(folder.path("news.dateline.decisions.ttl")).unwrap();
    assert!(moved.starts_with(&turtle), "{moved}");
}

#[cfg(unix)]
#[test]
fn modes_stay_and_what_is_no_file_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    assert_eq!(join(&store).code, 0);
    let file = folder.path("news.dateline.decisions.ttl");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for (path, to) in [(folder.path("news.dateline"), 0o640), (file.clone(), 0o600)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(to)).unwrap();
    }
    succeeds(&["link", &store, "--apart", &account(1), &account(2)]);
    assert_eq!(
        (mode(&folder.path("news.dateline")), mode(&file)),
        (0o640, 0o600)
    );
    let before = fs::read(&store).unwrap();
    fs::remove_file(&file).unwrap();
    let pipe = |path: &std::path::Path| Command::new("mkfifo").arg(path).status().unwrap();
    assert!(pipe(&file).success());
    let run = join(&store);
    assert!(run.code == 5 && run.err.contains("pipe"), "{}", run.err);
    assert_eq!(fs::read(&store).unwrap(), before);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(join(&store).code, 5);
    assert_eq!(fs::read(&store).unwrap(), before);
    assert!(pipe(&folder.path("pipe.dateline")).success());
    let pipe = folder.name("pipe.dateline");
    assert_eq!(dateline(&["query", &pipe, "attacks"]).code, 5);
    assert_eq!(dateline(&["add", &pipe, &folder.strike(1)]).code, 5);
    assert_eq!(
        dateline(&["build", &folder.strike(1), "-o", &pipe, "--force"]).code,
        5
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_store_and_decisions_as_they_were() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    assert_eq!(join(&store).code, 0);
    let file = folder.path("news.dateline.decisions.ttl");
    let before = (fs::read(&store).unwrap(), fs::read(&file).unwrap());
    let dateline = assert_cmd::cargo::cargo_bin!("dateline");
    let full = "trap '' XFSZ; ulimit -f 16; exec \"$@\"";
    let run = Command::new("sh")
        .args(["-c", full, "sh", dateline.to_str().unwrap()])
        .args(["link", &store, "--apart", &account(1), &account(2)])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(5), "{told}");
    assert!(told.contains("news.dateline"), "{told}");
    assert!(before == (fs::read(&store).unwrap(), fs::read(&file).unwrap()));
    assert_eq!(
        folder.files(),
        ["news.dateline", "news.dateline.decisions.ttl"]
    );
}
