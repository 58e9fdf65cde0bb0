//! `casualties`: the dead and injured of made-up sentences, exactly.

use super::Knowledge;
use anyhow::{Context, Result, bail};
use dateline::document::{self, Metadata};
use dateline::extract::{Account, Extractor};
use dateline::text::Reader;
use std::collections::BTreeSet;
use std::io::Write;

/// A toll: the role, the least and the greatest number.
type Toll = (&'static str, u64, Option<u64>);

/// Roles in the order of the file's columns.
const ROLES: [&str; 2] = ["killed", "injured"];

/// Reads `killed<TAB>injured<TAB>sentence` lines and writes precision, recall and every sentence that is wrong.
pub fn run(paths: &[String], out: &mut impl Write) -> Result<()> {
    let [path] = paths else {
        bail!("evaluate casualties takes one file of killed, injured, sentence");
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {path}"))?;
    let knowledge = Knowledge::embedded()?;
    let reader = Reader::embedded()?;
    let extractor = Extractor::new(&knowledge.ontology, &knowledge.gazetteer);
    let (mut right, mut found, mut wanted, mut exact, mut all) = (0, 0, 0, 0, 0);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.splitn(3, '\t');
        let (Some(killed), Some(injured), Some(sentence)) =
            (columns.next(), columns.next(), columns.next())
        else {
            bail!("{path}: no three columns in {line:?}");
        };
        let gold: BTreeSet<Toll> = ROLES
            .into_iter()
            .zip([killed, injured])
            .filter_map(|(role, value)| toll(role, value))
            .collect();
        let document = document::from_text(sentence.to_owned(), Metadata::default());
        let system = tolls(&extractor.extract(&document, &reader.read(&document)));
        let same = gold.intersection(&system).count();
        (right, found, wanted) = (right + same, found + system.len(), wanted + gold.len());
        all += 1;
        if gold == system {
            exact += 1;
        } else {
            writeln!(out, "wrong\t{gold:?}\t{system:?}\t{sentence}")?;
        }
    }
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "precision {:.1}  recall {:.1}  sentences exact {:.1} ({exact} of {all})",
        percent(right, found),
        percent(right, wanted),
        percent(exact, all)
    )?;
    Ok(())
}

/// `12`, `12..`, `24..99`; nothing for `-`.
fn toll(role: &'static str, value: &str) -> Option<Toll> {
    match value.split_once("..") {
        Some((min, max)) => Some((role, min.parse().ok()?, max.parse().ok())),
        None => {
            let exactly = value.parse().ok()?;
            Some((role, exactly, Some(exactly)))
        }
    }
}

/// What the attacks told as fact have cost.
fn tolls(accounts: &[Account]) -> BTreeSet<Toll> {
    let attacks = accounts.iter().filter(|account| {
        account.modality.is_fact() && account.kinds.iter().any(|kind| kind == "Attack")
    });
    attacks
        .flat_map(|account| &account.quantities)
        .filter_map(|counted| {
            let role = ROLES.into_iter().find(|role| *role == counted.of)?;
            Some((role, counted.min, counted.max))
        })
        .collect()
}
