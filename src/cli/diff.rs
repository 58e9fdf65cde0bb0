//! `dateline diff`.

use super::graph;
use super::terminal;
use anyhow::Result;
use dateline::shown::Shown;
use dateline::store::diff::{Change, Contents, diff};
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
    let old = graph::open(&args.old)?.contents()?;
    let new = graph::open(&args.new)?.contents()?;
    let mut out = terminal::stdout();
    let changes = diff(&old, &new);
    if changes.is_empty() {
        terminal::tell("no differences");
    }
    for change in changes {
        writeln!(out, "{}", Shown::line(&line(change, &old, &new)))?;
    }
    Ok(())
}

/// A change in a line: what came, went, or is otherwise now.
fn line(change: Change, old: &Contents, new: &Contents) -> String {
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

fn title(id: &str, contents: &Contents) -> String {
    let name = contents.documents.get(id);
    name.map(|name| format!("“{name}”")).unwrap_or_default()
}

/// Id, class and days of an event.
fn event(id: &str, contents: &Contents) -> String {
    let values = contents.events.get(id).map(|told| &told.values);
    let value = |role: &str| values.and_then(|values| values.get(role));
    let words = [value("kind"), value("date")].into_iter().flatten();
    let words: Vec<&str> = words.map(String::as_str).collect();
    format!("{id} {}", words.join(" ")).trim_end().to_string()
}
