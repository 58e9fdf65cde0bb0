//! `linked`: the events that the program itself finds in a collection, as it links them across documents; `linked-pairs`: what
//! `training/links.py` learns from.

use super::{Fields, Input, Reading, read_all};
use anyhow::Result;
use dateline::extract::Account;
use dateline::link::{Decisions, Dossier, compared, link};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Runs on a whole file, since events cross documents.
pub fn run(path: &str, out: &mut impl Write) -> Result<()> {
    let (knowledge, _, readings) = read_all(path)?;
    let dossiers = dossiers(&readings);
    let graph = link(
        dossiers,
        &Decisions::default(),
        &knowledge.ontology,
        &knowledge.gazetteer,
    );
    let events: BTreeMap<&str, &str> = graph
        .events
        .values()
        .flat_map(|event| {
            event
                .accounts
                .iter()
                .map(|a| (a.as_str(), event.id.as_str()))
        })
        .collect();
    for (input, reading) in &readings {
        let mentions = reading.accounts.iter().flat_map(|account| {
            let chain = events.get(account.id.as_str());
            let words = account.triggers.iter();
            words.map(move |(b, e)| json!({"b": b, "e": e, "chain": chain, "kind": account.kind}))
        });
        let mut fields = Fields::new();
        fields.insert("id".to_owned(), json!(input.id));
        fields.insert("mentions".to_owned(), mentions.collect());
        writeln!(out, "{}", Value::Object(fields))?;
    }
    Ok(())
}

/// Pairs of accounts that linking compares, with the signs that are seen, and whether they are of one chain of the input, where
/// it has chains for the words of both.
pub fn pairs(path: &str, out: &mut impl Write) -> Result<()> {
    let (knowledge, _, readings) = read_all(path)?;
    let chains: BTreeMap<&str, (&str, BTreeSet<&str>)> = readings
        .iter()
        .flat_map(|(input, reading)| {
            reading.accounts.iter().map(|account| {
                (
                    account.id.as_str(),
                    (input.id.as_str(), chains(account, reading)),
                )
            })
        })
        .collect();
    let pairs = compared(
        dossiers(&readings),
        &knowledge.ontology,
        &knowledge.gazetteer,
    );
    for pair in pairs {
        let ((a, x), (b, y)) = (&chains[pair.a.as_str()], &chains[pair.b.as_str()]);
        let one = (!x.is_empty() && !y.is_empty()).then(|| !x.is_disjoint(y));
        let line = json!({
            "documents": [a, b], "accounts": [pair.a, pair.b], "one": one, "signs": pair.signs,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The chains of the given words that an account is told by.
fn chains<'r>(account: &Account, reading: &'r Reading) -> BTreeSet<&'r str> {
    let tells = |b: usize, e: usize| account.triggers.iter().any(|t| b < t.1 && t.0 < e);
    let given = reading.given.iter();
    let given = given.filter(|m| m.event != Some(false) && tells(m.b, m.e));
    given.filter_map(|m| m.chain.as_deref()).collect()
}

fn dossiers(readings: &[(Input, Reading)]) -> Vec<Dossier> {
    let dossiers = readings.iter().map(|(_, reading)| Dossier {
        document: reading.document.clone(),
        accounts: reading.accounts.clone(),
    });
    dossiers.collect()
}
