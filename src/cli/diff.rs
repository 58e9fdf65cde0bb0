//! `dateline diff`.

use super::graph;
use super::terminal;
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::link::Graph;
use dateline::link::diff::{Change, diff};
use dateline::shown::Shown;
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The graph as it was
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The graph as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

/// Says which documents, events, values and links changed.
pub fn run(args: Args) -> Result<()> {
    let gazetteer = Gazetteer::embedded();
    let old = graph::open(&args.old)?.relink(&gazetteer)?;
    let new = graph::open(&args.new)?.relink(&gazetteer)?;
    let mut out = terminal::stdout();
    for change in diff(&old, &new) {
        writeln!(out, "{}", Shown::line(&line(change, &old, &new)))?;
    }
    Ok(())
}

/// A change in a line: what came, went, or is otherwise now.
fn line(change: Change, old: &Graph, new: &Graph) -> String {
    match change {
        Change::DocumentAdded(id) => format!("+ {id} {}", title(&id, new)),
        Change::DocumentGone(id) => format!("- {id} {}", title(&id, old)),
        Change::EventAdded(id) => format!("+ {}", event(&id, new)),
        Change::EventGone(id) => format!("- {}", event(&id, old)),
        Change::Joined { event: id, from } => {
            format!("~ {}: joins {}", event(&id, new), from.join(", "))
        }
        Change::Split { event: id, into } => {
            format!("~ {}: split into {}", event(&id, old), into.join(", "))
        }
        Change::Value {
            event: id,
            role,
            old: was,
            new: is,
        } => {
            let shown = |value: String| match value.is_empty() {
                true => "–".to_string(),
                false => value,
            };
            let (was, is) = (shown(was), shown(is));
            format!("~ {}: {role} {was} → {is}", event(&id, new))
        }
    }
}

fn title(id: &str, graph: &Graph) -> String {
    let found = graph.dossiers.iter().find(|d| d.document.id == id);
    let title = found.and_then(|d| d.document.title.clone().or(Some(d.document.source.clone())));
    title.map(|t| format!("“{t}”")).unwrap_or_default()
}

/// Id, class and day of an event.
fn event(id: &str, graph: &Graph) -> String {
    let Some(event) = graph.events.get(id) else {
        return id.to_string();
    };
    let day = event.date.and_then(|d| d.begin).map(|d| format!(" {d}"));
    format!("{id} {}{}", event.class, day.unwrap_or_default())
}
