//! `\decisions`: what a person has decided on the graph.

use super::{Failed, Flow, Shell};
use crate::link::decisions::{days, id};
use crate::link::{Decision, Dossier};
use crate::repl::{Correcting, why};
use crate::shown::Shown;
use crate::store::decisions_path;
use std::collections::BTreeMap;
use std::io::Write;

/// Letters of a sentence that are shown.
const SHOWN: usize = 100;

pub(in crate::repl::commands) fn decisions(
    shell: &mut Shell<'_>,
    _: &str,
    out: &mut dyn Write,
) -> Result<Flow, Failed> {
    let decided = shell.store.decisions()?.all();
    let mut accounts: BTreeMap<String, String> = BTreeMap::new();
    if !decided.is_empty() {
        for dossier in shell.store.dossiers()? {
            let lines = dossier.accounts.iter();
            accounts.extend(lines.map(|a| (id(&a.id), line(shell, &dossier, a))));
        }
    }
    let paint = shell.settings.paint();
    let mut heading = String::new();
    for decision in &decided {
        let (said, ids) = match decision {
            Decision::Same(a, b) => ("one".to_string(), vec![a, b]),
            Decision::Apart(a, b) => ("not one".to_string(), vec![a, b]),
            Decision::Struck(account) => ("struck".to_string(), vec![account]),
            Decision::Confirmed(account) => ("confirmed".to_string(), vec![account]),
            Decision::Date(account, interval) => {
                (format!("dated {}", days(interval)), vec![account])
            }
            Decision::Note(account, note) => {
                (format!("note “{}”", Shown::line(note)), vec![account])
            }
        };
        // What is said of several accounts of one event is said once.
        if ids.len() == 2 || said != heading {
            writeln!(out, "{}", paint.bold(&said))?;
        }
        heading = said;
        for known in ids {
            let shown = accounts.get(known).cloned();
            let iri = format!("{}{known}", shell.store.base());
            let shown = shown.unwrap_or_else(|| match shell.store.label(&iri) {
                Some(label) => format!("{label} ({known})"),
                None => known.clone(),
            });
            writeln!(out, "  {}", Shown::line(&shown))?;
        }
    }
    let count = match decided.len() {
        0 => "nothing is decided".to_string(),
        1 => "1 decision".to_string(),
        several => format!("{several} decisions"),
    };
    let place = match &shell.settings.correcting {
        Correcting::In(path) if !decided.is_empty() => {
            let file = decisions_path(path);
            let file = file
                .file_name()
                .map_or(file.as_path(), std::path::Path::new);
            format!(", also in {}", Shown::path(file))
        }
        _ => String::new(),
    };
    writeln!(out, "{count}{place}")?;
    Ok(Flow::Stay)
}

/// Kind, article and words of an account.
fn line(shell: &Shell<'_>, dossier: &Dossier, account: &crate::extract::Account) -> String {
    let document = format!("{}{}", shell.store.base(), id(&dossier.document.id));
    let source = why::source(&shell.store.document(&document));
    let text = Shown::line(&account.evidence.text);
    let text = match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    };
    format!("{}, {source}: “{text}”", account.kind)
}
