//! A report as one page: no script, nothing loaded, every word from elsewhere escaped.

mod map;
mod network;
mod pack;
mod timeline;
mod world;

use super::actors::Actors;
use super::{Block, Cell, Note, Notes, Report, Table, events, notes, places, prose, whereabouts};
use crate::count::counted;
use crate::output::markdown::is_web;
use crate::output::picture::svg::escaped;
use crate::shown::Shown;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(crate) use world::{COUNTRIES, country_number};

/// How the page looks: on screens, dark ones too, and on paper.
const STYLE: &str = include_str!("style.css");

/// A page under way.
#[derive(Default)]
struct Page {
    /// Footnotes that have been referred to: the way back leads to where that was first.
    referred: RefCell<BTreeSet<usize>>,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let title = report.title.as_deref().unwrap_or("Report");
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"dateline {}\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>",
        env!("CARGO_PKG_VERSION"),
        escaped(title),
        escaped(title)
    )?;
    let page = Page::default();
    for (number, block) in report.blocks.iter().enumerate() {
        page.block(number, block, out)?;
    }
    page.notes(&report.notes, out)?;
    writeln!(
        out,
        "<footer>{}</footer>\n</main>\n</body>\n</html>",
        escaped(&report.made)
    )
}

impl Page {
    fn block(&self, number: usize, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        match block {
            Block::Heading(text) => writeln!(out, "<h2>{}</h2>", escaped(text)),
            Block::Prose(text) => write!(out, "{}", prose::html(text)),
            Block::Words(text) => writeln!(out, "<p>{}</p>", escaped(text)),
            Block::Question(text) => writeln!(
                out,
                "<pre class=\"question\" tabindex=\"0\"><code>{}</code></pre>",
                lines(text)
            ),
            Block::Holds(text) => writeln!(
                out,
                "<p class=\"holds\"><span aria-hidden=\"true\">✓</span> holds: <code>{}</code></p>",
                escaped(text)
            ),
            Block::Facts(facts) => {
                writeln!(out, "<dl class=\"facts\">")?;
                for (name, value) in facts {
                    let (name, value) = (escaped(name), escaped(value));
                    writeln!(out, "<dt>{name}</dt><dd>{value}</dd>")?;
                }
                writeln!(out, "</dl>")
            }
            Block::Table(table) => self.table(table, "", out),
            Block::Timeline(timeline) => self.timeline(timeline, out),
            Block::Map(map) => self.map(map, number, out),
            Block::Network(actors) => self.network(actors, number, out),
            Block::Drawn(actors) => self.drawn(actors, number, out),
        }
    }

    fn table(&self, table: &Table, caption: &str, out: &mut dyn Write) -> io::Result<()> {
        for note in &table.notes {
            writeln!(out, "<p class=\"soft\">{}</p>", escaped(note))?;
        }
        if table.rows.is_empty() {
            return writeln!(out, "<p>Nothing is told.</p>");
        }
        let caption = escaped(table.caption(caption));
        writeln!(
            out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table, {caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>"
        )?;
        for (name, numeric) in &table.columns {
            let class = if *numeric { " class=\"num\"" } else { "" };
            writeln!(out, "<th scope=\"col\"{class}>{}</th>", escaped(name))?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for row in &table.rows {
            write!(out, "<tr>")?;
            for (at, (cell, (_, numeric))) in row.iter().zip(&table.columns).enumerate() {
                // The first cell says what the row is about.
                let (tag, scope) = match at {
                    0 => ("th", " scope=\"row\""),
                    _ => ("td", ""),
                };
                let class = if *numeric { " class=\"num\"" } else { "" };
                write!(out, "<{tag}{scope}{class}>{}</{tag}>", self.cell(cell))?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody></table></div>")
    }

    fn cell(&self, cell: &Cell) -> String {
        let mut text = match (cell.words.is_empty(), cell.notes.is_empty()) {
            (false, _) => unbroken(&cell.words),
            (true, false) => String::new(),
            (true, true) => "<span class=\"soft\" title=\"not told\">–</span>".to_string(),
        };
        if cell.disputed {
            text.push_str(" <abbr title=\"sources differ\">*</abbr>");
        }
        text + &self.marks(&cell.notes)
    }

    /// Marks that lead to footnotes.
    fn marks(&self, numbers: &[usize]) -> String {
        let mut referred = self.referred.borrow_mut();
        let marks = numbers.iter().map(|number| {
            let id = match referred.insert(*number) {
                true => format!(" id=\"ref{number}\""),
                false => String::new(),
            };
            format!("<a href=\"#note{number}\"{id} aria-label=\"footnote {number}\">{number}</a>")
        });
        let marks: Vec<String> = marks.collect();
        match marks.is_empty() {
            true => String::new(),
            false => format!("<sup class=\"marks\">{}</sup>", marks.join(" ")),
        }
    }

    fn notes(&self, notes: &Notes, out: &mut dyn Write) -> io::Result<()> {
        if notes.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<section aria-labelledby=\"sources\"><h2 id=\"sources\">Sources</h2>\n\
             <p class=\"soft\">Each footnote names the article and gives the exact words that a row rests on.</p>\n<ol class=\"notes\">"
        )?;
        for (number, note) in notes.iter() {
            write!(out, "<li id=\"note{number}\">{}", article(note))?;
            for quote in &note.quotes {
                let how = match quote.how.is_empty() {
                    true => String::new(),
                    false => format!(
                        " <span class=\"how\">{}</span>",
                        escaped(&quote.how.join("; "))
                    ),
                };
                let words = escaped(&quote.passage.text);
                write!(out, "<blockquote>{words}{how}</blockquote>")?;
            }
            if self.referred.borrow().contains(&number) {
                write!(
                    out,
                    "<a class=\"back\" href=\"#ref{number}\" aria-label=\"back to the text, from footnote {number}\">↩</a>"
                )?;
            }
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ol></section>")
    }

    fn map(&self, map: &super::Map, number: usize, out: &mut dyn Write) -> io::Result<()> {
        let (svg, outside) = map::draw(map, number);
        let mut credit = "Outlines: Natural Earth. They take no side on borders. A dashed area is as much as is known of a place.".to_string();
        if outside > 0 {
            let lie = counted(outside, "place lies", "places lie");
            credit = format!("{lie} outside of the picture. {credit}");
        }
        if map.nowhere > 0 {
            let nowhere = events(map.nowhere);
            credit = format!("{nowhere} without a place that is known. {credit}");
        }
        figure("Map", &svg, &credit, out)?;
        let caption = format!("Where: {}", places(map.places.len()));
        self.table(&whereabouts(map), &caption, out)
    }

    fn network(&self, actors: &Actors, number: usize, out: &mut dyn Write) -> io::Result<()> {
        let more = left_out(actors.more, "actors with fewer events");
        let caption = format!(
            "An arrow leads from who did it to whom it was done; a line without a tip joins those who did it together. \
             It is the wider the more events there are.{more}"
        );
        figure("Network", &network::draw(actors, number), &caption, out)?;
        let table = super::edges(actors);
        self.table(&table, "Who with whom", out)
    }

    /// What `| graph` shows; the table of it stands above.
    fn drawn(&self, actors: &Actors, number: usize, out: &mut dyn Write) -> io::Result<()> {
        let more = left_out(actors.more, "nodes with fewer lines");
        let caption =
            format!("An arrow leads from what happened to what fills a role of it.{more}");
        figure("Network", &network::draw(actors, number), &caption, out)
    }
}

/// A picture, what it is, and what is to be known of it.
fn figure(what: &str, svg: &str, caption: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<figure>\n<div class=\"picture\" tabindex=\"0\" role=\"region\" aria-label=\"{what}\">{svg}</div>\n\
         <figcaption>{caption}</figcaption>\n</figure>"
    )
}

/// The article of a footnote, as a link where its address is one of the web.
fn article(note: &Note) -> String {
    let name = escaped(&notes::source(&note.source));
    match &note.source.url {
        Some(url) if is_web(url) => {
            let (shown, url) = (escaped(url), escaped(&Shown::line(url)));
            format!(
                "<cite>{name}</cite> <a class=\"web\" rel=\"noreferrer noopener\" href=\"{url}\">{shown}</a>"
            )
        }
        Some(other) => format!("<cite>{name}</cite> {}", escaped(other)),
        None => format!("<cite>{name}</cite>"),
    }
}

/// Words; dates are broken between two of them, not within one.
fn unbroken(words: &str) -> String {
    let date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    let begins = words.starts_with(|c: char| c.is_ascii_digit());
    match begins && words.contains('-') && words.chars().all(date) {
        true => {
            let parts = words.split_inclusive('/');
            let parts = parts.map(|part| format!("<span class=\"date\">{part}</span>"));
            parts.collect::<Vec<String>>().join("<wbr>")
        }
        false => escaped(words),
    }
}

/// Several lines, as they stand.
fn lines(text: &str) -> String {
    let text = Shown::text(text);
    let lines = text.lines().map(|line| {
        let words = line.trim_start();
        format!("{}{}", &line[..line.len() - words.len()], escaped(words))
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// What a caption says of what a picture leaves out.
fn left_out(number: usize, what: &str) -> String {
    match number {
        0 => String::new(),
        n => format!(" {n} {what} are left out."),
    }
}
