//! [`Report`]: what is handed over, whatever it is written as: prose, tables whose rows have footnotes, pictures.
//!
//! ```text
//! script   ─repl::story→ Report ─html, markdown, docx→ bytes
//! one node ─brief→       Report ─html, markdown, docx, text, json→ bytes
//! ```

pub mod actors;
pub mod brief;
mod docx;
mod glance;
mod headline;
mod html;
pub(crate) mod json;
mod markdown;
mod notes;
mod plain;
mod prose;
mod tables;

use crate::count::counted;
use crate::query::Spot;
use crate::time::Interval;
use actors::Actors;
use std::io::{self, Write};

pub(crate) use glance::pictures;
pub(crate) use headline::headline;
pub(crate) use html::{COUNTRIES, country_number};
pub use notes::{Note, Notes, Quote};
pub(crate) use notes::{done, source};

/// Text with footnotes.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What it is about, in one line.
    pub title: Option<String>,
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// The footnotes, the first of which is 1.
    pub notes: Notes,
    /// What it was made from: a line at its end.
    pub made: String,
}

/// A part of a [`Report`].
#[derive(Debug, Clone)]
pub enum Block {
    /// A title of a section.
    Heading(String),
    /// A paragraph in Markdown, by whoever wrote the script.
    Prose(String),
    /// A paragraph of plain words.
    Words(String),
    /// A question as it was asked.
    Question(String),
    /// An assertion that holds.
    Holds(String),
    /// What is known of something: names with values.
    Facts(Vec<(String, String)>),
    /// An answer.
    Table(Table),
    /// Events in the order of time.
    Timeline(Timeline),
    /// Where they were.
    Map(Map),
    /// Who was joined to whom.
    Network(Actors),
    /// The picture of the table before it, of what `| graph` shows.
    Drawn(Actors),
}

/// Rows with footnotes.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Lines above it.
    pub notes: Vec<String>,
    /// Header of each column, and whether it holds numbers.
    pub columns: Vec<(String, bool)>,
    /// One cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows there are, in words.
    pub count: String,
}

/// A cell of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its words; empty when nothing is known.
    pub words: String,
    /// Whether sources differ on it.
    pub disputed: bool,
    /// Numbers of footnotes, from 1.
    pub notes: Vec<usize>,
}

impl Table {
    /// A table of these columns without rows; `true` stands for numbers.
    fn empty(columns: &[(&str, bool)]) -> Table {
        let columns = columns.iter();
        Table {
            columns: columns
                .map(|(name, numeric)| (name.to_string(), *numeric))
                .collect(),
            ..Table::default()
        }
    }
}

impl Table {
    /// The line that stands with it: `given`, or else how many rows there are.
    fn caption<'t>(&'t self, given: &'t str) -> &'t str {
        match given {
            "" => &self.count,
            given => given,
        }
    }
}

impl Cell {
    /// Words that no sources differ on.
    fn of(words: impl ToString) -> Cell {
        Cell {
            words: words.to_string(),
            ..Cell::default()
        }
    }
}

/// Events along time.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// In the order of time.
    pub moments: Vec<Moment>,
    /// How many more have no date.
    pub undated: usize,
    /// How many more there are.
    pub more: usize,
}

impl Timeline {
    /// What of it is not told, a line each.
    fn left_out(&self) -> impl Iterator<Item = String> {
        let (more, undated) = (self.more, self.undated);
        let left = [(more, "are left out here"), (undated, "without a date")];
        let left = left.into_iter().filter(|(count, _)| *count > 0);
        left.map(|(count, what)| format!("{count} more {what}"))
    }
}

/// An event of a [`Timeline`].
#[derive(Debug, Clone)]
pub struct Moment {
    /// When; an end may be open.
    pub when: Interval,
    /// What, in a line.
    pub what: String,
    /// Numbers of footnotes.
    pub notes: Vec<usize>,
}

/// Places of events.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Those with most events first.
    pub places: Vec<Place>,
    /// How many events are nowhere that is known.
    pub nowhere: usize,
}

/// A place of a [`Map`].
#[derive(Debug, Clone)]
pub struct Place {
    /// Where it is.
    pub spot: Spot,
    /// How many events were there.
    pub events: usize,
    /// Which of the map's events these are.
    pub numbers: Vec<usize>,
    /// How many were killed there, at least.
    pub killed: u64,
}

/// What a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// One page that needs nothing else.
    Html,
    /// Markdown as GitHub has it.
    Markdown,
    /// A Word document: no text.
    Docx,
    /// Lines for a terminal.
    Text(crate::output::Style),
    /// For programs.
    Json,
}

impl Report {
    /// Writes it.
    pub fn write(&self, written: Written, out: &mut dyn Write) -> io::Result<()> {
        match written {
            Written::Html => html::write(self, out),
            Written::Markdown => markdown::write(self, out),
            Written::Docx => docx::write(self, out),
            Written::Text(style) => plain::write(self, style, out),
            Written::Json => json::write(self, out),
        }
    }
}

/// What joins actors, as a table.
fn edges(actors: &Actors) -> Table {
    let name = |iri: &str| {
        let actor = actors.nodes.iter().find(|actor| actor.iri == iri);
        actor.map_or(iri.to_string(), |actor| actor.label.clone())
    };
    let mut edges: Vec<_> = actors.edges.iter().collect();
    edges.sort_by(|a, b| {
        let more = b.events.len().cmp(&a.events.len());
        more.then((&a.from, &a.to, &a.kind).cmp(&(&b.from, &b.to, &b.kind)))
    });
    let row = |edge: &&actors::Joint| {
        let joins = if edge.directed { "→" } else { "–" };
        vec![
            Cell::of(name(&edge.from)),
            Cell::of(format!("{} {joins}", edge.noun)),
            Cell::of(name(&edge.to)),
            Cell::of(edge.events.len()),
        ]
    };
    Table {
        rows: edges.iter().map(row).collect(),
        ..Table::empty(&[
            ("who", false),
            ("what", false),
            ("whom", false),
            ("events", true),
        ])
    }
}

/// The places of a map, as a table.
fn whereabouts(map: &Map) -> Table {
    let killed = map.places.iter().any(|place| place.killed > 0);
    let columns = [
        ("place", false),
        ("events", true),
        ("killed, at least", true),
    ];
    let mut table = Table::empty(&columns[..if killed { 3 } else { 2 }]);
    for place in &map.places {
        let mut row = vec![Cell::of(&place.spot.label), Cell::of(place.events)];
        if killed {
            row.push(Cell::of(match place.killed {
                0 => String::new(),
                n => n.to_string(),
            }));
        }
        table.rows.push(row);
    }
    table
}

fn events(count: usize) -> String {
    counted(count, "event", "events")
}

fn places(count: usize) -> String {
    counted(count, "place", "places")
}

/// From what a report was made.
pub(crate) fn made(store: &crate::store::Store) -> String {
    let articles = counted(store.statistics().documents, "article", "articles");
    let newest = store.newest();
    let newest = newest.map_or(String::new(), |day| format!(", the newest of {day}"));
    format!(
        "Made by dateline {} from {articles}{newest}. What is told here was read by a program: check the words in the footnotes.",
        env!("CARGO_PKG_VERSION")
    )
}
