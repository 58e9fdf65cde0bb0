//! A report for programs: its blocks in order, each with its `kind`; footnotes by number, with the places of their words.

use super::actors::Joint;
use super::{Block, Cell, Note, Report, Table};
use crate::json::to_writer;
use crate::query::Spot;
use crate::time::Interval;
use serde_json::{Value as Json, json};
use std::io::{self, Write};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let blocks: Vec<Json> = report.blocks.iter().map(block).collect();
    let notes = report.notes.iter().map(|(number, of)| note(number, of));
    let whole = json!({
        "title": report.title,
        "blocks": blocks,
        "notes": notes.collect::<Vec<Json>>(),
        "made": report.made,
    });
    to_writer(&mut *out, &whole)?;
    writeln!(out)
}

fn block(block: &Block) -> Json {
    match block {
        Block::Heading(text) => json!({"kind": "heading", "text": text}),
        Block::Prose(text) => json!({"kind": "prose", "markdown": text}),
        Block::Words(text) => json!({"kind": "words", "text": text}),
        Block::Question(text) => json!({"kind": "question", "text": text}),
        Block::Holds(text) => json!({"kind": "holds", "text": text}),
        Block::Facts(facts) => {
            let facts = facts.iter();
            let facts = facts.map(|(name, value)| json!({"name": name, "value": value}));
            json!({"kind": "facts", "facts": facts.collect::<Vec<Json>>()})
        }
        Block::Table(of) => table(of),
        Block::Timeline(timeline) => {
            let events = timeline.moments.iter().map(|moment| {
                json!({"when": interval(&moment.when), "what": moment.what, "notes": moment.notes})
            });
            json!({
                "kind": "timeline",
                "events": events.collect::<Vec<Json>>(),
                "undated": timeline.undated,
                "more": timeline.more,
            })
        }
        Block::Map(map) => {
            let places = map.places.iter().map(|place| {
                let mut told = spot(&place.spot);
                told["events"] = json!(place.events);
                told["killed"] = json!(place.killed);
                told
            });
            json!({"kind": "map", "places": places.collect::<Vec<Json>>(), "nowhere": map.nowhere})
        }
        Block::Network(actors) | Block::Drawn(actors) => {
            let nodes = actors.nodes.iter().map(|actor| {
                json!({"id": actor.iri, "name": actor.label, "kind": actor.noun, "events": actor.events})
            });
            json!({
                "kind": "network",
                "nodes": nodes.collect::<Vec<Json>>(),
                "edges": actors.edges.iter().map(edge).collect::<Vec<Json>>(),
                "more": actors.more,
            })
        }
    }
}

fn table(table: &Table) -> Json {
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| &**name).collect();
    let cell =
        |cell: &Cell| json!({"text": cell.words, "disputed": cell.disputed, "notes": cell.notes});
    let rows = table.rows.iter();
    let rows = rows.map(|row| row.iter().map(cell).collect::<Vec<Json>>());
    json!({
        "kind": "table",
        "columns": columns,
        "rows": rows.collect::<Vec<_>>(),
        "about": table.notes,
    })
}

fn note(number: usize, note: &Note) -> Json {
    let quotes = note.quotes.iter().map(|quote| {
        let passage = &quote.passage;
        json!({"text": passage.text, "begin": passage.begin, "end": passage.end, "how": quote.how})
    });
    json!({
        "number": number,
        "article": note.source.iri,
        "title": note.source.title,
        "outlet": note.source.publisher,
        "published": note.source.published.as_ref().map(interval),
        "url": note.source.url,
        "quotes": quotes.collect::<Vec<Json>>(),
    })
}

/// Where something is.
pub(crate) fn spot(spot: &Spot) -> Json {
    json!({"id": spot.iri, "name": spot.label, "lat": spot.latitude, "long": spot.longitude, "radius": spot.radius})
}

/// What joins two actors.
pub(crate) fn edge(edge: &Joint) -> Json {
    json!({
        "from": edge.from,
        "to": edge.to,
        "kind": edge.noun,
        "directed": edge.directed,
        "count": edge.events.len(),
    })
}

/// Days: in words, and their ends.
pub(crate) fn interval(days: &Interval) -> Json {
    json!({
        "text": crate::output::days(days),
        "begin": days.begin.map(|day| day.to_string()),
        "end": days.end.map(|day| day.to_string()),
    })
}
