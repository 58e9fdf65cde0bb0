//! What became of the inputs: how many articles there were, which could not be read, and what was left out.

use super::failure::{Failure, STORE};
use super::terminal::{self, thousands};
use anyhow::Result;
use dateline::document::{BlockKind, Document, DocumentError, LONGEST_ARTICLE, Reason};
use dateline::link::repeats::Repeat;
use dateline::link::updates::Update;
use dateline::pipeline::Unread;
use dateline::shown::Shown;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

/// How many of a kind are named on a terminal; the rest are counted.
const NAMED: usize = 20;

/// How many articles there were, and which could not be read, or not all of them.
#[derive(Debug, Default)]
pub struct Tally {
    read: usize,
    unread: Vec<Unread>,
    /// Files that are no articles, and those that were given twice.
    notes: Vec<DocumentError>,
    /// Articles with paragraphs in another language, which are not read, and how many of each.
    foreign: Vec<String>,
    /// Articles that are too long to be read to their end, and how much of each is not.
    long: Vec<String>,
    /// Articles of which nothing was read, and why.
    lost: Vec<String>,
    repeats: Vec<Repeat>,
    updates: Vec<Update>,
    without_accounts: Vec<String>,
}

impl Tally {
    /// Counts documents that were read elsewhere.
    pub fn read(&mut self, documents: usize) {
        self.read += documents;
    }

    /// Counts an article that was read.
    pub fn took(&mut self, document: &Document) {
        self.read += 1;
        let of = |kinds: fn(BlockKind) -> bool| {
            let blocks = document.blocks.iter();
            blocks.filter(|block| kinds(block.kind)).count()
        };
        let unread = document.beyond();
        let source = &document.source;
        if unread > 0 {
            let characters = document.char_offset(document.text.len());
            let (unread, all) = (thousands(unread), thousands(characters));
            let line = format!("{source}: {unread} of {all} characters are not read");
            self.long.push(line);
        }
        let skipped = of(|kind| kind == BlockKind::Foreign);
        let read = of(BlockKind::is_read);
        if skipped > 0 {
            let all = skipped + read;
            let line = format!("{source}: {skipped} of {all} paragraphs");
            self.foreign.push(line);
        } else if read == 0 {
            self.lost.push(format!("{source}: {}", reasons(document)));
        }
    }

    /// Counts what could not be read.
    pub fn unread(&mut self, unread: Unread) {
        match unread {
            Unread::Document(error) if error.is_note() => self.notes.push(error),
            unread => self.unread.push(unread),
        }
    }

    /// Counts documents that were there already.
    pub fn repeats(&mut self, repeats: Vec<Repeat>) {
        self.repeats.extend(repeats);
    }

    /// Counts documents that newer ones took the place of.
    pub fn updates(&mut self, updates: Vec<Update>) {
        self.updates.extend(updates);
    }

    /// Counts a file of accounts that has none.
    pub fn without_accounts(&mut self, name: &str) {
        self.without_accounts.push(name.to_string());
    }

    /// Says on standard error what was not read, or not all of it. An error when there was nothing else, or with `strict` when
    /// an article could not be read.
    pub fn report(&self, strict: bool) -> Result<()> {
        let mut stderr = terminal::stderr();
        // Nobody is left to tell when standard error is closed.
        let _ = self.report_notes(&mut stderr);
        if self.unread.is_empty() {
            return Ok(());
        }
        let all = thousands(self.read + self.unread.len());
        let unread = thousands(self.unread.len());
        let heading = format!("{unread} of {all} articles could not be read:");
        let _ = list(&mut stderr, &heading, &self.unread);
        if strict || self.read == 0 {
            return Err(Failure::said(STORE));
        }
        Ok(())
    }

    fn report_notes(&self, stderr: &mut impl Write) -> io::Result<()> {
        let is_twice = |note: &&DocumentError| matches!(note, DocumentError::Twice { .. });
        let (twice, passed): (Vec<_>, Vec<_>) = self.notes.iter().partition(is_twice);
        let files = counted(passed.len(), "file", "files");
        let heading = format!("{files} of other kinds passed over:");
        list(stderr, &heading, &passed)?;
        let files = counted(twice.len(), "file was", "files were");
        let names = twice.iter().filter_map(|note| match note {
            DocumentError::Twice { name } => Some(name),
            _ => None,
        });
        let heading = format!("{files} given twice and read once:");
        list(stderr, &heading, &names.collect::<Vec<_>>())?;
        let all = thousands(self.read);
        let of_all = |items: &[String], one: &str, several: &str| {
            let verb = if items.len() == 1 { one } else { several };
            format!("{} of {all} articles {verb}", thousands(items.len()))
        };
        let some = of_all(&self.foreign, "has", "have");
        let heading = format!("paragraphs that are not in English are not read; {some} some:");
        list(stderr, &heading, &self.foreign)?;
        let (most, some) = (thousands(LONGEST_ARTICLE), of_all(&self.long, "is", "are"));
        let heading = format!(
            "no more than {most} bytes of an article are read; {some} longer (one file should hold one article):"
        );
        list(stderr, &heading, &self.long)?;
        let lost = thousands(self.lost.len());
        let heading = format!("nothing was read in {lost} of {all} articles:");
        list(stderr, &heading, &self.lost)?;
        let some = counted(self.repeats.len(), "document is", "documents are");
        let heading = format!("{some} there twice and taken once:");
        list(stderr, &heading, &self.repeats)?;
        let some = counted(self.updates.len(), "article is", "articles are");
        let heading = format!("{some} replaced by a newer text at the same address:");
        list(stderr, &heading, &self.updates)?;
        for name in &self.without_accounts {
            writeln!(
                stderr,
                "{}: no document in it has an account; articles that are to be read have no field \"type\"",
                Shown::line(name)
            )?;
        }
        Ok(())
    }
}

/// Why paragraphs of an article are not read: "3 of the page, not of the article, 1 a repetition".
fn reasons(document: &Document) -> String {
    let counts = left_out(document).into_iter();
    let told = counts.map(|(reason, count)| format!("{} {reason}", thousands(count)));
    let told: Vec<String> = told.collect();
    match told.is_empty() {
        true => "it has only a byline".to_string(),
        false => told.join(", "),
    }
}

/// How many paragraphs of an article are not read, by the reason.
pub fn left_out(document: &Document) -> BTreeMap<Reason, usize> {
    let mut counts = BTreeMap::new();
    for left in document.left_out() {
        *counts.entry(left.reason).or_default() += 1;
    }
    counts
}

/// "1 file", "2 files".
pub fn counted(number: usize, one: &str, several: &str) -> String {
    let noun = if number == 1 { one } else { several };
    format!("{} {noun}", thousands(number))
}

/// The items under their heading, where there are any; on a terminal the first of them, in a file or a pipe all.
fn list<T: Display>(out: &mut impl Write, heading: &str, items: &[T]) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "{heading}")?;
    let shown = match terminal::stderr_is_terminal() {
        true => NAMED,
        false => items.len(),
    };
    for item in items.iter().take(shown) {
        writeln!(out, "  {}", Shown::line(&item.to_string()))?;
    }
    if let Some(more @ 1..) = items.len().checked_sub(shown) {
        let more = thousands(more);
        let remedy = "2> FILE writes all of them to a file";
        writeln!(out, "  and {more} more; {remedy}")?;
    }
    Ok(())
}
