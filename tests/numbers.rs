//! Numbers are shown as they are told: never a bound as if it were the number.

mod common;

use common::{Folder, dateline, succeeds};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How many were killed, as an article says it, with the least and the greatest that may be meant.
const TOLD: &[(&str, &str, &str)] = &[
    ("Dozens of", "24", "99"),
    ("More than 20", "21", ""),
    ("Several", "3", "9"),
    ("Up to 50", "1", "50"),
    ("Thousands of", "2000", ""),
    ("Around 60", "60", "60"),
    ("At least 18", "18", ""),
    ("Between 30 and 40", "30", "40"),
    ("Seventeen", "17", "17"),
];

/// One attack an article, each in a place and a month of its own.
fn store() -> &'static str {
    static STORE: OnceLock<String> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let name = |end: &str| folder.join(format!("numbers-{}.{end}", std::process::id()));
        let towns = [
            "Homs", "Aleppo", "Hama", "Raqqa", "Latakia", "Palmyra", "Tartus", "Daraa", "Mosul",
        ];
        let mut lines = String::new();
        for (number, ((words, ..), town)) in TOLD.iter().zip(towns).enumerate() {
            let article = serde_json::json!({
                "text": format!("{words} soldiers were killed in an airstrike in {town} on 3 {} 2020, police said.",
                    ["January", "February", "March", "April", "May", "June", "July", "August", "September"][number]),
                "title": format!("Airstrike in {town}"),
                "publisher": format!("Paper {number}"),
                "published": format!("2020-{:02}-04", number + 1),
            });
            lines.push_str(&format!("{article}\n"));
        }
        let (input, graph) = (name("jsonl"), name("dateline"));
        fs::write(&input, lines).unwrap();
        let graph = graph.to_str().unwrap().to_string();
        succeeds(&["build", input.to_str().unwrap(), "-o", &graph, "--force"]);
        graph
    })
}

fn ask(question: &str, format: &str) -> String {
    succeeds(&["query", store(), question, "--format", format])
}

#[test]
fn a_table_has_the_words_of_the_article() {
    let table = ask("attacks | show date, killed", "table");
    for words in [
        "dozens",
        "more than 20",
        "several",
        "up to 50",
        "thousands",
        "around 60",
        "at least 18",
        "between 30 and 40",
        "17",
    ] {
        assert!(table.contains(&format!("  {words}\n")), "{words}\n{table}");
    }
    let report = ask("attacks | show date, killed", "markdown");
    assert!(report.contains("| dozens |"), "{report}");
}

#[test]
fn csv_has_words_low_and_high() {
    let csv = ask("attacks | show killed | sort by date", "csv");
    let mut wanted = String::from("killed,killed low,killed high\n");
    for (words, low, high) in TOLD {
        let words = match *words {
            "Seventeen" => "17".to_string(),
            words => words.trim_end_matches(" of").to_lowercase(),
        };
        wanted.push_str(&format!("{words},{low},{high}\n"));
    }
    // The last column is the id of the attack.
    let lines = csv.lines().map(|line| line.rsplit_once(',').unwrap().0);
    let told: String = lines.map(|line| format!("{line}\n")).collect();
    assert_eq!(told, wanted);
}

#[test]
fn json_has_an_object_for_what_is_not_exact() {
    let json = ask("attacks | show killed | sort by date", "json");
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    let killed = |row: usize| rows[row]["killed"].clone();
    assert_eq!(
        killed(0),
        serde_json::json!({"min": 24, "max": 99, "text": "dozens"})
    );
    assert_eq!(
        killed(1),
        serde_json::json!({"min": 21, "max": null, "text": "more than 20"})
    );
    assert_eq!(killed(8), serde_json::json!(17));
}

#[test]
fn sums_are_as_vague_as_their_parts() {
    let sum = |condition: &str| ask(&format!("attacks {condition} | sum killed"), "csv");
    let of = |since: &str, until: &str| sum(&format!("since {since} until {until}"));
    let header = "sum killed,sum killed low,sum killed high\n";
    assert_eq!(of("2020-08", "2020-09"), format!("{header}47–57,47,57\n"));
    assert_eq!(of("2020-07", "2020-09"), format!("{header}65+,65,\n"));
    assert_eq!(of("2020-09", "2020-09"), format!("{header}17,17,17\n"));
    assert_eq!(of("2020-03", "2020-04"), format!("{header}4–59,4,59\n"));
    let more = ask(
        "attacks since 2020-08 | max killed, min killed, average killed",
        "json",
    );
    let rows: serde_json::Value = serde_json::from_str(&more).unwrap();
    assert_eq!(
        rows[0]["max killed"],
        serde_json::json!({"min": 30, "max": 40})
    );
    assert_eq!(rows[0]["min killed"], serde_json::json!(17));
    assert_eq!(
        rows[0]["average killed"],
        serde_json::json!({"min": 23, "max": 29})
    );
}

#[test]
fn ranges_and_groups_show_no_bound_as_a_number() {
    let range = ask(
        "attacks until 2020-05 | show range of killed | sort by date",
        "csv",
    );
    let words: Vec<&str> = range
        .lines()
        .skip(1)
        .map(|l| l.split(',').next().unwrap())
        .collect();
    assert_eq!(words, ["24–99", "21+", "3–9", "1–50", "2000+"]);
    let groups = ask("attacks until 2020-02 | count by killed", "csv");
    assert!(
        groups.contains("dozens,1") && groups.contains("more than 20,1"),
        "{groups}"
    );
}

#[test]
fn a_condition_holds_only_if_it_holds_of_all_that_may_be_meant() {
    let count = |condition: &str| {
        let csv = ask(&format!("attacks where {condition} | count"), "csv");
        csv.lines().nth(1).unwrap().parse::<usize>().unwrap()
    };
    // dozens, more than 20, thousands, around 60, at least 18, between 30 and 40, 17.
    assert_eq!(count("killed >= 17"), 7);
    assert_eq!(count("killed > 24"), 3);
    // Several, and seventeen.
    assert_eq!(count("killed < 20"), 2);
    assert_eq!(count("killed <= 50"), 4);
    assert_eq!(count("killed = 17"), 1);
    assert_eq!(count("killed = 24"), 0);
    assert_eq!(count("killed != 70"), 6);
    // What may be meant.
    assert_eq!(count("range of killed >= 60"), 5);
    // Of sums by month: dozens, several, up to 50, around 60, between 30 and 40, and seventeen.
    let sums = ask(
        "attacks | sum killed as dead by month | where dead < 100",
        "csv",
    );
    assert_eq!(sums.lines().count(), 1 + 6, "{sums}");
}

#[test]
fn assertions_know_what_is_not_exact() {
    let folder = Folder::new();
    let holds = |assertion: &str| {
        let file = folder.write(
            "a.dq",
            format!("assert attacks since 2020-07 until 2020-07 | {assertion};\n"),
        );
        dateline(&["check", store(), &file]).code == 0
    };
    assert!(holds("sum killed >= 18"));
    assert!(!holds("sum killed < 100"));
    assert!(holds("show killed has row (killed >= 18)"));
    assert!(!holds("show killed has row (killed = 18)"));
}

#[test]
fn an_exact_number_is_better_than_words_for_it() {
    let folder = Folder::new();
    let article = |words: &str, outlet: &str| {
        serde_json::json!({
            "text": words,
            "publisher": outlet, "published": "2020-05-04",
        })
    };
    let input = folder.write(
        "two.jsonl",
        format!(
            "{}\n{}\n",
            article(
                "Dozens of soldiers were killed in an airstrike in Homs on 3 May 2020.",
                "A"
            ),
            article(
                "An airstrike in Homs killed thirty-one soldiers on 3 May 2020, a doctor said.",
                "B"
            )
        ),
    );
    let table = succeeds(&["query", &input, "attacks | show killed"]);
    // Thirty-one are dozens: nobody contradicts anybody.
    assert!(table.contains(" 31\n"), "{table}");
    let range = succeeds(&[
        "query",
        &input,
        "attacks | show range of killed, sources of killed",
    ]);
    assert!(range.contains("24–99"), "{range}");
}
