//! `dateline add` and `dateline remove`.

use super::change::{Change, Turn};
use super::failure::Failure;
use super::stages::Stages;
use super::{columns, graph};
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::link::Dossier;
use dateline::shown::Shown;
use std::path::PathBuf;

/// Arguments of `add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The graph
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Articles or accounts, as for `build`
    #[arg(required = true, value_name = "INPUTS")]
    inputs: Vec<String>,
    #[command(flatten)]
    turn: Turn,
    /// Exit with code 5 when an article could not be read
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    map: columns::Map,
}

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
pub struct Remove {
    /// The graph
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// Documents by IRI, id, path, address or headline
    #[arg(required = true, value_name = "DOCUMENTS")]
    documents: Vec<String>,
    #[command(flatten)]
    turn: Turn,
}

/// Adds articles to a graph: the same graph as if it had been built with them.
pub fn add(args: Args) -> Result<()> {
    let change = Change::begin(&args.store, args.turn)?;
    let gazetteer = Gazetteer::embedded();
    let ontology = change.store.ontology();
    let reading = args.map.reading();
    let more = graph::dossiers(&args.inputs, &reading, ontology, &gazetteer, args.strict)?;
    let (kept, added) = graph::together(&change.store, &args.store, more)?;
    graph::summary(&args.store, &change.finish(kept, added)?)
}

/// Takes articles out of a graph: the same graph as if it had been built without them.
pub fn remove(args: Remove) -> Result<()> {
    let change = Change::begin(&args.store, args.turn)?;
    let store = &change.store;
    let mut dossiers = store.dossiers_watched(&Stages::new())?;
    for name in &args.documents {
        let is = |d: &Dossier| {
            let d = &d.document;
            let named = |text: &Option<String>| text.as_deref() == Some(name);
            d.id == *name
                || name.strip_prefix(store.base()) == Some(&d.id)
                || d.source == *name
                || named(&d.url)
                || named(&d.title)
        };
        match dossiers.iter().filter(|d| is(d)).count() {
            0 => {
                let store = Shown::path(&args.store);
                let message = format!("{store}: no document is called “{name}”");
                return Err(Failure::store(message));
            }
            1 => dossiers.retain(|d| !is(d)),
            several => {
                let ids = dossiers.iter().filter(|d| is(d)).map(|d| {
                    let day = d.document.published.and_then(|p| p.date.begin);
                    let day = day.map_or("no day".to_string(), |day| day.to_string());
                    let (id, source) = (&d.document.id, Shown::name(&d.document.source));
                    format!("\n  {id}  {day}  {source}")
                });
                let ids: String = ids.collect();
                return Err(Failure::store(format!(
                    "{several} documents are called “{name}”; name one by its id:{ids}"
                )));
            }
        }
    }
    graph::summary(&args.store, &change.finish(dossiers, Vec::new())?)
}
