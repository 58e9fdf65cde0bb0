//! `dateline diff`.

use super::graph;
use anyhow::Result;
use dateline::gazetteer::Gazetteer;
use dateline::link::Graph;
use dateline::link::diff::{Change, diff};
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
    let mut out = std::io::stdout().lock();
    for change in diff(&old, &new) {
        match change {
            Change::DocumentAdded(id) => writeln!(out, "+ {id} {}", title(&id, &new))?,
            Change::DocumentGone(id) => writeln!(out, "- {id} {}", title(&id, &old))?,
            Change::EventAdded(id) => writeln!(out, "+ {}", event(&id, &new))?,
            Change::EventGone(id) => writeln!(out, "- {}", event(&id, &old))?,
            Change::Joined { event: id, from } => {
                writeln!(out, "~ {}: joins {}", event(&id, &new), from.join(", "))?;
            }
            Change::Split { event: id, into } => {
                writeln!(
                    out,
                    "~ {}: split into {}",
                    event(&id, &old),
                    into.join(", ")
                )?;
            }
            Change::Value {
                event: id,
                role,
                old,
                new: value,
            } => {
                let shown = |v: &String| {
                    if v.is_empty() {
                        "–".to_string()
                    } else {
                        v.clone()
                    }
                };
                let (was, is) = (shown(&old), shown(&value));
                writeln!(out, "~ {}: {role} {was} → {is}", event(&id, &new))?;
            }
        }
    }
    Ok(())
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
