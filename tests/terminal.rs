//! Sessions of the shell at a terminal: keys go in, and what stands on the screen is looked at.

#![cfg(unix)]

mod common;
#[path = "terminal/screen.rs"]
mod screen;

use screen::{INTERRUPT, Terminal, terminal};
use std::time::Duration;

const COUNT: &str = "attacks | count\r";
const END: &str = "\x04";
const SEARCH: &str = "\x12";
const UP: &str = "\x1b[A";
const RIGHT: &str = "\x1b[C";

/// A question is answered: the shell is alive.
fn lives(terminal: &mut Terminal) {
    terminal.keys("countries | count as alive\r");
    terminal.until("alive\n");
    terminal.until("1 row");
}

#[test]
fn greets_answers_and_leaves() {
    let mut terminal = terminal().start();
    terminal.until("\\help shows how to ask");
    terminal.until("\n> ");
    terminal.keys(COUNT);
    terminal.until(" #  count\n");
    terminal.until("1 row\n> ");
    terminal.keys(END);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn tab_offers_what_has_answers() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys("attacks by \t");
    terminal.until("Syria (country, ");
    terminal.interrupt();
    terminal.keys("statements about (attacks by \t");
    terminal.until("(attacks by\nSyria (country, ");
    terminal.interrupt();
    // In the middle of a line, and where only one word is left.
    terminal.keys("attacks | sh killed\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\t");
    terminal.until("attacks | show killed");
    terminal.interrupt();
    lives(&mut terminal);
}

#[test]
fn a_narrow_screen_leaves_no_column_out() {
    let mut terminal = terminal().columns(40).lines(60).start();
    terminal.until("> ");
    terminal
        .keys("attacks by Syria on Turkey | show date, place, killed, sources, quotes of killed\r");
    terminal.until("quotes of killed: ");
    terminal.until("rows");
    let screen = terminal.screen();
    assert!(!screen.contains("no room"), "{screen}");
    assert!(
        screen.lines().all(|line| line.chars().count() <= 40),
        "{screen}"
    );
    lives(&mut terminal);
}

#[test]
fn words_without_a_backslash_help_and_leave() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys("help between\r");
    terminal.until("agreements between");
    terminal.keys("attacks | count?\r");
    terminal.until("1 row\n> ");
    terminal.keys("exit\r");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn what_is_typed_ahead_is_kept() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys("attacks | count as one\rplaces | count as two\rcountries | count as three\r");
    for name in ["one", "two", "three"] {
        terminal.until(&format!("count as {name}\n #"));
    }
}

#[test]
fn hints_at_lines_typed_before() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    terminal.keys("att");
    terminal.until("1 row\n> attacks | count");
    terminal.keys(RIGHT);
    terminal.keys("\r");
    terminal.until("1 row\n> attacks | count\n #  count");
}

#[test]
fn an_interrupt_gives_up_the_line() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys("nonsense");
    terminal.until("> nonsense");
    terminal.interrupt();
    terminal.until("> nonsense\n> ");
    lives(&mut terminal);
    assert!(!terminal.screen().contains("Error"));
}

/// Three tables side by side without anything in common: the answer would take hours, and the join looks at no token.
#[test]
fn an_interrupt_stops_the_question() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal
        .keys("sparql { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }\r");
    std::thread::sleep(Duration::from_millis(500));
    terminal.keys(INTERRUPT);
    terminal.until("stopped\n> ");
    lives(&mut terminal);
}

#[test]
fn an_interrupt_ends_watching() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    terminal.keys("\\watch 1\r");
    terminal.until("every 1 s, Ctrl-C ends: attacks | count");
    std::thread::sleep(Duration::from_millis(300));
    terminal.interrupt();
    lives(&mut terminal);
}

#[test]
fn searches_the_history() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    terminal.keys("places | count\r");
    terminal.until("places | count\n #");
    terminal.keys(SEARCH);
    terminal.keys("acks");
    terminal.until("(reverse-i-search)`acks': attacks | count");
    terminal.keys("\r");
    terminal.until("attacks | count\n #  count");
}

#[test]
fn a_block_is_one_line_of_the_history() {
    let mut terminal = terminal().start();
    terminal.until("> ");
    terminal.keys("attacks |\rcount\r");
    terminal.until("1 row\n> ");
    terminal.keys(UP);
    terminal.until("1 row\n> attacks |\ncount");
    terminal.keys("\r");
    terminal.until("1 row\n> attacks |\ncount\n #  count");
    terminal.until("1 row\n> ");
    terminal.keys(END);
    assert_eq!(terminal.ends(), 0);
    let history = terminal.home().join("data/dateline/history");
    let history = std::fs::read_to_string(history).unwrap();
    assert_eq!(history.matches("attacks").count(), 1, "{history}");
}

#[test]
fn a_terminal_says_what_has_no_room() {
    let mut terminal = terminal().columns(66).start();
    terminal.until("> ");
    terminal.keys("attacks | where killed is known | show date, perpetrator, target, place, killed, injured, weapon, sources, quotes of killed\r");
    terminal.until("no room for");
    terminal.until("\\all shows");
    // The rule is as wide as the table.
    let screen = terminal.screen();
    let rule = screen.lines().find(|line| line.contains('─')).unwrap();
    assert!(rule.chars().count() <= 66, "{screen}");
    terminal.keys("\\all\r");
    terminal.until("sources");
}

#[test]
fn prose_is_broken_between_words() {
    let mut terminal = terminal().columns(60).start();
    terminal.until("> ");
    terminal.keys("\\help\r");
    terminal.until("even then.");
    // A line that is as wide as the screen goes on in the next: none does.
    assert!(!terminal.wraps(), "{}", terminal.screen());
}

#[test]
fn errors_are_broken_between_words() {
    let mut terminal = terminal().columns(44).start();
    terminal.until("> ");
    terminal.keys("attacks by Syria show date\r");
    terminal.until("Help: a stage stands behind a");
    assert!(!terminal.wraps(), "{}", terminal.screen());
}

#[test]
fn a_window_may_change() {
    let mut terminal = terminal().columns(120).start();
    terminal.until("> ");
    terminal.keys("attacks | where killed is known\r");
    terminal.until(" rows");
    assert!(!terminal.screen().contains("no room for"));
    terminal.resize(40);
    terminal.keys("\x0cattacks | where killed is known\r");
    terminal.until("\n    sources: ");
}

#[test]
fn without_colour_nothing_is_coloured() {
    let mut coloured = terminal().start();
    coloured.until("> ");
    coloured.keys("attacks by Syria | show date\r");
    coloured.until(" rows");
    assert!(coloured.colours());
    let mut plain = terminal().set("NO_COLOR", "1").start();
    plain.until("> ");
    plain.keys("attacks by Syria | show date\r");
    plain.until(" rows");
    plain.keys("atacks\r");
    plain.until("did you mean");
    assert!(!plain.colours());
}

#[test]
fn the_editor_changes_a_question() {
    let mut terminal = terminal()
        .script("editor", "printf 'places | count' > \"$1\"")
        .start();
    terminal.until("> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    terminal.keys("\\edit\r");
    terminal.until("\\edit\nplaces | count\n");
    terminal.until("1 row\n> ");
}

#[test]
fn a_pager_shows_what_is_long_and_is_not_needed() {
    let mut paged = terminal()
        .lines(10)
        .script("pager", "echo \"paged: $(wc -l) lines\"")
        .start();
    paged.until("> ");
    paged.keys("attacks | show date\r");
    paged.until("paged: ");
    let mut missing = terminal().lines(10).set("PAGER", "/nowhere/pager").start();
    missing.until("> ");
    missing.keys("attacks | show date | first 9\r");
    missing.until("9 rows\n> ");
}

#[test]
fn a_dumb_terminal_is_plain_and_lives() {
    let mut terminal = terminal().set("TERM", "dumb").start();
    terminal.until("> ");
    terminal.keys("attacks |\rcount\r");
    terminal.until("1 row");
    terminal.keys(INTERRUPT);
    lives(&mut terminal);
    assert!(!terminal.colours());
}

#[test]
fn the_editor_gets_a_file_that_nobody_else_can_read() {
    let mode = |of: &str| format!("$(ls -ld \"{of}\" | cut -c1-10)");
    let private = format!(
        "test {} = -rw------- && test {} = drwx------",
        mode("$1"),
        mode("$(dirname \"$1\")")
    );
    let mut terminal = terminal()
        .script(
            "editor",
            &format!("{private} && printf 'places | count as private' > \"$1\""),
        )
        .start();
    terminal.until("> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    terminal.keys("\\edit\r");
    terminal.until("private\n");
    terminal.until("1 row\n> ");
}

#[test]
fn a_person_starts_programs_and_writes_files_and_a_configuration_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let config = folder.path().join("config/dateline");
    std::fs::create_dir_all(&config).unwrap();
    let lines = format!("\\to | touch {0}\n\\to {0}\n", path("started"));
    std::fs::write(config.join("config"), lines).unwrap();
    let mut terminal = terminal()
        .set("XDG_CONFIG_HOME", &path("config"))
        .columns(200)
        .start();
    terminal.until("a script writes no files");
    terminal.until("\n> ");
    terminal.keys(COUNT);
    terminal.until("1 row\n> ");
    assert!(!folder.path().join("started").exists());
    terminal.keys(&format!("\\to | cat > {}\r", path("through")));
    terminal.until("the next answer goes to");
    terminal.keys(COUNT);
    terminal.keys("countries | count as alive\r");
    terminal.until("  alive\n");
    assert!(
        std::fs::read_to_string(path("through"))
            .unwrap()
            .contains("count")
    );
    std::fs::write(path("kept.csv"), "mine").unwrap();
    terminal.keys(&format!("\\to {}\r", path("kept.csv")));
    terminal.until("is there already");
    assert_eq!(std::fs::read(path("kept.csv")).unwrap(), b"mine");
    terminal.keys(&format!("\\force \\to {}\r", path("kept.csv")));
    terminal.until("kept.csv\n> ");
    terminal.keys(COUNT);
    terminal.until("1 row as csv in");
    assert!(
        std::fs::read_to_string(path("kept.csv"))
            .unwrap()
            .starts_with("count\n")
    );
}

/// A graph that may be changed.
fn corrected(folder: &std::path::Path) -> (String, std::path::PathBuf) {
    let store = folder.join("news.dateline").to_str().unwrap().to_string();
    common::succeeds(&["build", "tests/corrections/articles.jsonl", "-o", &store]);
    (store, folder.join("news.dateline.decisions.ttl"))
}

#[test]
fn a_person_corrects_the_graph_and_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let (store, file) = corrected(folder.path());
    let mut terminal = terminal().args(&["repl", &store]).start();
    terminal.until("> ");
    terminal.keys("attacks | show date, place | sort by date\r");
    terminal.until("3 rows\n> ");
    terminal.keys("\\strike 2\r");
    terminal.until("row 2 is struck; \\undo takes it back\n> ");
    let said = || std::fs::read_to_string(&file).unwrap();
    assert!(said().contains("dl:struck true .\n"), "{}", said());
    terminal.keys("attacks | count\r");
    terminal.until(" 1      2\n");
    terminal.keys("\\undo\r");
    terminal.until("taken back: row 2 is struck\n> ");
    assert!(!said().contains("account/1"), "{}", said());
    terminal.keys("attacks | count\r");
    terminal.until(" 1      3\n");
    terminal.keys(END);
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn review_takes_one_key_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (store, file) = corrected(folder.path());
    let said = || std::fs::read_to_string(&file).unwrap();
    let review = || {
        let review = terminal().args(&["review", &store]).start();
        review.until("q quit");
        review
    };
    let mut given_up = review();
    // At whatever moment the key comes: between two questions the editor does not read it.
    given_up.keys("y");
    given_up.until("2 of 2");
    given_up.keys(INTERRUPT);
    given_up.until("nothing is written");
    assert_eq!(given_up.ends(), 0);
    assert!(!file.exists());
    let mut walked = review();
    // Other keys do nothing.
    walked.keys("xu");
    walked.until("nothing is answered yet");
    walked.keys("n");
    walked.until("2 of ");
    walked.keys("u");
    walked.keys("snq");
    walked.until("decided: 1");
    assert_eq!(walked.ends(), 0);
    assert_eq!(said().matches("dl:apart <").count(), 1, "{}", said());
    let mut walked = review();
    walked.keys("yq");
    walked.until("decided: 1");
    assert_eq!(walked.ends(), 0);
    assert_eq!(said().matches("dl:same <").count(), 1, "{}", said());
}
