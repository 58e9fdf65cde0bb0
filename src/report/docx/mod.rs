//! A report as a Word document: paragraphs, tables, and footnotes as endnotes, which Word keeps count of. Of pictures there are their
//! tables. Nothing is loaded, and there is no macro.
//!
//! What of WordprocessingML this needs is little enough to be written here; `zip` is there for other formats.

mod parts;
mod prose;
mod runs;
mod table;

use super::{Block, Note, Report, Table, Timeline, edges, notes, whereabouts};
use crate::output::days;
use crate::output::xlsx::zipped;
use runs::{link, paragraph, run};
use rustc_hash::FxHashMap;
use std::io::{self, Write};

/// From so many columns on, pages lie on their side.
const WIDE: usize = 7;

/// A document under way.
#[derive(Default)]
struct Word {
    /// Paragraphs and tables.
    body: String,
    /// Footnotes in the order in which the document refers to them, which is how Word numbers them.
    referred: Vec<usize>,
    /// Their places in `referred`.
    places: FxHashMap<usize, usize>,
    /// Twips between the margins.
    width: usize,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let wide = report.blocks.iter().any(|block| match block {
        Block::Table(table) => table.columns.len() >= WIDE && !table.rows.is_empty(),
        _ => false,
    });
    let mut word = Word {
        width: parts::text_width(wide),
        ..Word::default()
    };
    let title = report.title.as_deref().unwrap_or("Report");
    word.paragraph("Title", &run(title));
    for block in &report.blocks {
        word.block(block);
    }
    if !word.referred.is_empty() {
        word.paragraph("Heading1", &run("Sources"));
        let about =
            "Each footnote names the article and gives the exact words that a row rests on.";
        word.paragraph("Soft", &run(about));
    }
    let all: Vec<&Note> = report.notes.iter().map(|(_, note)| note).collect();
    let told = word.referred.iter();
    let told = told.filter_map(|number| all.get(number - 1).map(|note| footnote(note)));
    let told: Vec<String> = told.collect();
    let files = parts::package((title, &report.made), &word.body, &told, wide);
    out.write_all(&zipped(&files)?)
}

impl Word {
    fn paragraph(&mut self, style: &str, runs: &str) {
        self.body.push_str(&paragraph(style, runs));
    }

    /// What stands behind its name.
    fn fact(&mut self, name: &str, runs: &str) {
        let name = runs::soft(name);
        self.paragraph("Fact", &format!("{name}<w:r><w:tab/></w:r>{runs}"));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.paragraph("Heading1", &run(text)),
            Block::Prose(text) => self.body.push_str(&prose::paragraphs(text)),
            Block::Words(text) => self.paragraph("", &run(text)),
            Block::Question(text) => self.paragraph("Question", &runs::lines(text)),
            Block::Holds(text) => self.paragraph("", &(run("✓ holds: ") + &runs::code(text))),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    self.fact(name, &run(value));
                }
            }
            Block::Table(table) => self.table(table, ""),
            Block::Timeline(timeline) => self.timeline(timeline),
            Block::Map(map) => {
                if map.nowhere > 0 {
                    let nowhere = super::events(map.nowhere);
                    let nowhere = format!("{nowhere} without a place that is known.");
                    self.paragraph("Soft", &run(&nowhere));
                }
                let places = super::places(map.places.len());
                self.table(&whereabouts(map), &format!("Where: {places}"));
            }
            Block::Network(actors) => {
                self.table(&edges(actors), "Who with whom");
                if actors.more > 0 {
                    let more = format!("{} actors with fewer events are left out.", actors.more);
                    self.paragraph("Soft", &run(&more));
                }
            }
            // The table stands above.
            Block::Drawn(_) => {}
        }
    }

    fn table(&mut self, table: &Table, caption: &str) {
        for note in &table.notes {
            self.paragraph("Soft", &run(note));
        }
        if table.rows.is_empty() {
            return self.paragraph("", &run("Nothing is told."));
        }
        let caption = table.caption(caption);
        if !caption.is_empty() {
            self.paragraph("Caption", &run(caption));
        }
        let written = table::table(table, self);
        self.body.push_str(&written);
        let disputed = table.rows.iter().flatten().any(|cell| cell.disputed);
        // A paragraph parts two tables, which would be one otherwise.
        self.paragraph("Soft", &run(if disputed { "* sources differ" } else { "" }));
    }

    fn timeline(&mut self, timeline: &Timeline) {
        for moment in &timeline.moments {
            let when = days(&moment.when);
            let marks = self.marks(&moment.notes);
            self.fact(&when, &(run(&moment.what) + &marks));
        }
        for line in timeline.left_out() {
            self.paragraph("Soft", &run(&line));
        }
    }

    /// Marks that lead to footnotes. The first is the footnote's own; a later one is a field that says the same number.
    fn marks(&mut self, numbers: &[usize]) -> String {
        let mut marks = String::new();
        for (at, number) in numbers.iter().enumerate() {
            marks.push_str(&runs::raised(if at == 0 { " " } else { ", " }));
            let next = self.referred.len() + 1;
            let place = *self.places.entry(*number).or_insert(next);
            if place == next {
                self.referred.push(*number);
                marks.push_str(&runs::reference(place));
            } else {
                marks.push_str(&runs::again(place));
            }
        }
        marks
    }
}

/// Article and words of a footnote.
fn footnote(note: &Note) -> String {
    let mut runs = run(&notes::source(&note.source));
    if let Some(url) = &note.source.url {
        runs.push_str(&run(", "));
        runs.push_str(&link(url, &run(url)));
    }
    for (at, quote) in note.quotes.iter().enumerate() {
        let sign = if at == 0 { ": " } else { " " };
        runs.push_str(&run(&format!("{sign}“{}”", quote.passage.text)));
        if !quote.how.is_empty() {
            runs.push_str(&run(&format!(" ({})", quote.how.join("; "))));
        }
    }
    runs
}
