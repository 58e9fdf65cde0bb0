//! A folder with accounts of strikes on different days, and stores of them.

use crate::common::{self, Run, dateline, names, succeeds};
use std::path::PathBuf;

pub struct Folder {
    folder: common::Folder,
}

impl Folder {
    /// With the accounts of `strike1.jsonl` to `strike4.jsonl`.
    pub fn new() -> Folder {
        let folder = Folder {
            folder: common::Folder::new(),
        };
        for number in 1..=4 {
            let text = format!("Planes struck Vesna on May {number}, and {number}0 people died.");
            let document = serde_json::json!({"id": format!("document/{number}"), "text": text,
                "title": format!("Strike {number}"), "published": "2021-05-20"});
            let account = serde_json::json!({"id": account(number), "kind": "Airstrike", "evidence": {"begin": 0, "end": 20},
                "date": {"begin": format!("2021-05-0{number}"), "end": format!("2021-05-0{number}"), "text": "the day"},
                "roles": {"place": [{"name": "Vesna", "class": "Place", "id": "place/vesna"}]},
                "quantities": [{"of": "killed", "min": 10 * number, "max": 10 * number}]});
            let line = |kind: &str, value: serde_json::Value| {
                value
                    .to_string()
                    .replacen('{', &format!("{{\"type\":\"{kind}\","), 1)
            };
            let lines = [line("document", document), line("account", account)].join("\n");
            folder.folder.write(&format!("strike{number}.jsonl"), lines);
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    pub fn name(&self, name: &str) -> String {
        self.folder.name(name)
    }

    pub fn strike(&self, number: usize) -> String {
        self.name(&format!("strike{number}.jsonl"))
    }

    /// A store of the first two strikes.
    pub fn built(&self, store: &str) -> String {
        let store = self.name(store);
        succeeds(&["build", &self.strike(1), &self.strike(2), "-o", &store]);
        store
    }

    /// What lies in the folder besides the accounts, sorted.
    pub fn files(&self) -> Vec<String> {
        let names = names(self.folder.here()).into_iter();
        names.filter(|name| !name.ends_with(".jsonl")).collect()
    }
}

pub fn account(number: usize) -> String {
    format!("document/{number}/account/1")
}

/// How many strikes a store tells of.
pub fn strikes(store: &str) -> usize {
    let answer = succeeds(&["query", store, "attacks | count", "--format", "csv"]);
    answer.lines().nth(1).unwrap().trim().parse().unwrap()
}

/// Decides that the first two strikes are one.
pub fn join(store: &str) -> Run {
    dateline(&["link", store, "--same", &account(1), &account(2)])
}
