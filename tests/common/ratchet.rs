//! What a case expects was written by hand and stays; how far the program falls short of it stands in `faults.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Holds the faults of a case against its `faults.txt`, or with `UPDATE` writes that file. Gives what was mended and what is
/// new, where the list is not exact.
pub fn changed(case: &Path, faults: &[String]) -> Option<String> {
    let file = case.join("faults.txt");
    let now: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &now).unwrap();
        return None;
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    if known == now {
        return None;
    }
    let (known, now): (BTreeSet<&str>, BTreeSet<&str>) =
        (known.lines().collect(), now.lines().collect());
    let list = |what: &str, lines: Vec<&&str>| -> String {
        let lines = lines.iter().map(|line| format!("  {what}: {line}\n"));
        lines.collect()
    };
    let mended = list("mended", known.difference(&now).collect());
    let new = list("new", now.difference(&known).collect());
    let name = case.file_name().unwrap().to_string_lossy();
    Some(format!("{name}\n{mended}{new}"))
}
