use crate::common::{command, dateline, succeeds};
use crate::folder::{Folder, strikes};
use std::fs::File;
use std::process::{Child, Command};
use std::time::Duration;

fn start(args: &[&str]) -> Child {
    let program = command().get_program().to_owned();
    Command::new(program)
        .args(args)
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_adds_at_once_both_count() {
    let folder = Folder::new();
    for _ in 0..3 {
        let store = folder.built("news.dateline");
        let (three, four) = (folder.strike(3), folder.strike(4));
        let mut adds = [
            start(&["add", &store, &three]),
            start(&["add", &store, &four]),
        ];
        assert!(adds.iter_mut().all(|add| add.wait().unwrap().success()));
        assert_eq!(strikes(&store), 4);
        let mut both = [
            start(&["add", &store, &three]),
            start(&["remove", &store, "Strike 1"]),
        ];
        assert!(both.iter_mut().all(|one| one.wait().unwrap().success()));
        assert_eq!(strikes(&store), 3);
        assert_eq!(folder.files(), ["news.dateline"]);
        std::fs::remove_file(&store).unwrap();
    }
}

#[test]
fn who_does_not_want_to_wait_is_told_and_who_reads_need_not() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let lock = File::create(folder.path(".news.dateline.lock")).unwrap();
    lock.lock().unwrap();
    let three = folder.strike(3);
    for args in [
        &["add", &store, &three, "--no-wait"][..],
        &["remove", &store, "Strike 1", "--no-wait"],
        &["build", &three, "-o", &store, "--force", "--no-wait"],
    ] {
        let told = dateline(args);
        assert_eq!(told.code, 5, "{}", told.err);
        assert!(told.err.contains("another command"), "{}", told.err);
    }
    assert_eq!(strikes(&store), 2);
    let mut waiting = start(&["add", &store, &three]);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(waiting.try_wait().unwrap().is_none());
    drop(lock);
    assert!(waiting.wait().unwrap().success());
    assert_eq!(strikes(&store), 3);
    assert_eq!(folder.files(), ["news.dateline"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_lock_is_not_followed() {
    let folder = Folder::new();
    let store = folder.built("news.dateline");
    let precious = folder.path("precious.txt");
    std::fs::write(&precious, "all").unwrap();
    std::os::unix::fs::symlink(&precious, folder.path(".news.dateline.lock")).unwrap();
    let run = dateline(&["add", &store, &folder.strike(3)]);
    assert!(
        run.code == 5 && run.err.contains("cannot be locked"),
        "{}",
        run.err
    );
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "all");
    succeeds(&["query", &store, "attacks"]);
}
