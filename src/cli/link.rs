//! `dateline link`: a person's word on what is one.

use super::change::{Change, Turn};
use super::failure::Failure;
use super::graph;
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::link::{Graph, decisions};
use std::path::PathBuf;

/// Arguments of `link`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("decision").required(true).multiple(true)))]
pub struct Args {
    /// The graph
    #[arg(value_name = "STORE")]
    store: PathBuf,
    /// These are two: accounts, events, actors or places by IRI or id
    #[arg(long, num_args = 2, value_names = ["A", "B"], group = "decision")]
    apart: Vec<String>,
    /// These are one
    #[arg(long, num_args = 2, value_names = ["A", "B"], group = "decision")]
    same: Vec<String>,
    #[command(flatten)]
    turn: Turn,
}

/// Links the graph again with further decisions, and writes it with them.
pub fn link(args: Args) -> Result<()> {
    let mut change = Change::begin(&args.store, args.turn)?;
    let linked = change.store.relink(&Gazetteer::embedded())?;
    for (pairs, joins) in [(&args.same, true), (&args.apart, false)] {
        for pair in pairs.chunks_exact(2) {
            let id = |name: &String| known(name, &linked, change.store.base());
            let (one, other) = (id(&pair[0])?, id(&pair[1])?);
            let (Some(a), Some(b)) = (one.first(), other.first()) else {
                continue;
            };
            let both = format!("“{}” and “{}”", pair[0], pair[1]);
            if a == b {
                let message = format!("{both} are one and the same already");
                return Err(Failure::usage(message));
            }
            if joins && change.store.is_statement(a) != change.store.is_statement(b) {
                let message =
                    format!("{both} are not of one kind: what was said is not what happened");
                return Err(Failure::usage(message));
            }
            // Of an event every account is meant.
            match joins {
                true => {
                    let rest = one.iter().skip(1).chain(&other);
                    rest.for_each(|account| change.decisions.same(a, account));
                }
                false => {
                    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
                    pairs.for_each(|(a, b)| change.decisions.apart(a, b));
                }
            }
        }
    }
    let dossiers = change.store.dossiers()?;
    graph::summary(&args.store, &change.finish(dossiers, Vec::new())?)
}

/// The id of an account, actor or place; for an event those of its accounts. The name may be the id as it is, as it
/// stands in IRIs, or the IRI.
fn known(name: &str, graph: &Graph, base: &str) -> Result<Vec<String>> {
    let name = name.strip_prefix(base).unwrap_or(name);
    let id = decisions::id(name);
    let is = |known: &str| known == name || decisions::id(known) == id;
    if let Some((_, event)) = graph.events.iter().find(|(known, _)| is(known)) {
        return Ok(event.accounts.to_vec());
    }
    let mut accounts = graph.dossiers.iter().flat_map(|d| &d.accounts);
    if accounts.any(|a| is(&a.id))
        || graph.links.iter().any(|l| is(&l.a) || is(&l.b))
        || graph.nodes.keys().any(|known| is(known))
    {
        return Ok(vec![id]);
    }
    let ids = called(name, graph);
    let all = ids.join(", ");
    let remedy = match ids.len() {
        0 => "`dateline review` shows them with their ids".to_string(),
        1 => format!("it is the name of {all}, which is to be given instead"),
        _ => format!("it is a name of {all}, one of which is to be given instead"),
    };
    let message =
        format!("“{name}” is no account, event, actor or place of the graph by its id; {remedy}");
    Err(Failure::store(message))
}

/// Ids of the actors and places of a name, those that are shown by it first.
fn called(name: &str, graph: &Graph) -> Vec<String> {
    let is = |known: &String| known.to_lowercase() == name.to_lowercase();
    let shown = graph.nodes.values().filter(|node| is(&node.label));
    let others = graph.nodes.values();
    let others = others.filter(|node| !is(&node.label) && node.aliases.iter().any(is));
    let all = shown.chain(others).take(NAMED);
    all.map(|node| node.id.clone()).collect()
}

/// Ids that are offered for a name.
const NAMED: usize = 5;
