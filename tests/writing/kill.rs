//! Commands are killed at random moments; `tests/kill.sh 300` does it 300 times.

use crate::common::{command, dateline, succeeds};
use crate::folder::{Folder, account};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The same moments for one seed, as far as a clock can tell.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }
}

/// A store and its file of decisions, as bytes.
type Pair = (Vec<u8>, Vec<u8>);

const FILES: [&str; 2] = ["news.dateline", "news.dateline.decisions.ttl"];

fn read(folder: &Folder) -> Pair {
    let read = |name| fs::read(folder.path(name)).unwrap();
    (read(FILES[0]), read(FILES[1]))
}

fn put(folder: &Folder, pair: &Pair) {
    fs::write(folder.path(FILES[0]), &pair.0).unwrap();
    fs::write(folder.path(FILES[1]), &pair.1).unwrap();
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().unwrap())
}

/// Waits until a temporary file is there or the command has ended.
fn until_it_writes(folder: &Path, child: &mut Child) {
    while child.try_wait().unwrap().is_none() {
        let mut names = fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|e| e.file_name());
        if names.any(|name| name.to_string_lossy().ends_with(".tmp")) {
            return;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the command is run for these figures")]
fn a_command_that_is_killed_has_done_all_or_nothing() {
    let (kills, mut chance) = (number("KILLS", 8), Chance(number("SEED", 4711).max(1)));
    let folder = Folder::new();
    let store = folder.built(FILES[0]);
    succeeds(&["link", &store, "--apart", &account(1), &account(2)]);
    let mut old = read(&folder);
    old.1.extend_from_slice(b"# my own words\n");
    put(&folder, &old);
    // So that the store has the comment, too.
    succeeds(&["add", &store, &folder.strike(2)]);
    let old = read(&folder);
    let (one, two, three) = (folder.strike(1), folder.strike(2), folder.strike(3));
    let (a, b) = (account(1), account(2));
    let commands: [&[&str]; 4] = [
        &["link", &store, "--same", &a, &b],
        &["add", &store, &three],
        &["remove", &store, "Strike 1"],
        &["build", &one, &two, &three, "-o", &store, "--force"],
    ];
    let done: Vec<(Pair, Duration)> = commands
        .iter()
        .map(|args| {
            put(&folder, &old);
            let begun = Instant::now();
            succeeds(args);
            (read(&folder), begun.elapsed())
        })
        .collect();
    let (mut unchanged, mut changed, mut between) = (0, 0, 0);
    for kill in 0..kills {
        let which = (kill % 4) as usize;
        let (args, (new, length)) = (commands[which], &done[which]);
        put(&folder, &old);
        let program = command().get_program().to_owned();
        let mut child = Command::new(program)
            .args(args)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Half of them somewhere, half of them while it writes.
        if kill / 4 % 2 == 0 {
            let moment = chance.below(length.as_micros() as u64);
            std::thread::sleep(Duration::from_micros(moment));
        } else {
            let path = folder.path("");
            until_it_writes(&path, &mut child);
            std::thread::sleep(Duration::from_micros(chance.below(6000)));
        }
        child.kill().unwrap();
        let success = child.wait().unwrap().success();
        let found = read(&folder);
        let said = format!("kill {kill}, {args:?}, success {success}");
        // The store is the old or the new one, whole, and with it the decision.
        assert!(found.0 == old.0 || found.0 == new.0, "{said}");
        assert!(found.1 == old.1 || found.1 == new.1, "{said}");
        assert!(!success || found == *new, "{said}");
        // The file never says what the store does not hold.
        assert!(found.0 == new.0 || found.1 == old.1, "{said}");
        match (found.0 == old.0, found.1 == new.1) {
            (true, _) => unchanged += 1,
            (false, true) => changed += 1,
            (false, false) => between += 1,
        }
        // The next run goes on from there and cleans up.
        let again = dateline(args);
        let gone = which == 2 && found.0 == new.0;
        assert_eq!(
            again.code,
            if gone { 5 } else { 0 },
            "{said}: {}",
            again.err
        );
        assert!(read(&folder) == *new, "{said}");
        if !gone {
            assert_eq!(folder.files(), FILES, "{said}");
        }
    }
    println!(
        "{kills} kills: {unchanged} had changed nothing, {changed} all, {between} the store and not yet its file of decisions"
    );
}
