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
    foreign: Vec<Foreign>,
    long: Vec<Long>,
    /// Articles of which nothing was read, and why.
    lost: Vec<String>,
    repeats: Vec<Repeat>,
    updates: Vec<Update>,
    without_accounts: Vec<String>,
}

/// An article with paragraphs in another language, which are not read.
#[derive(Debug)]
struct Foreign {
    source: String,
    skipped: usize,
    paragraphs: usize,
}

/// An article that is too long to be read to its end.
#[derive(Debug)]
struct Long {
    source: String,
    unread: usize,
    characters: usize,
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
        if unread > 0 {
            self.long.push(Long {
                source: document.source.clone(),
                unread,
                characters: document.char_offset(document.text.len()),
            });
        }
        let skipped = of(|kind| kind == BlockKind::Foreign);
        let read = of(BlockKind::is_read);
        if skipped > 0 {
            self.foreign.push(Foreign {
                source: document.source.clone(),
                skipped,
                paragraphs: skipped + read,
            });
        } else if read == 0 {
            let reasons = reasons(document);
            self.lost.push(format!("{}: {reasons}", document.source));
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
        let all = self.read + self.unread.len();
        let _ = writeln!(
            stderr,
            "{} of {} articles could not be read:",
            thousands(self.unread.len()),
            thousands(all)
        );
        let _ = list(&mut stderr, &self.unread);
        if strict || self.read == 0 {
            return Err(Failure::said(STORE));
        }
        Ok(())
    }

    fn report_notes(&self, stderr: &mut impl Write) -> io::Result<()> {
        let (twice, passed): (Vec<_>, Vec<_>) = self
            .notes
            .iter()
            .partition(|note| matches!(note, DocumentError::Twice { .. }));
        if !passed.is_empty() {
            let files = counted(passed.len(), "file", "files");
            writeln!(stderr, "{files} of other kinds passed over:")?;
            list(stderr, &passed)?;
        }
        if !twice.is_empty() {
            let files = counted(twice.len(), "file was", "files were");
            writeln!(stderr, "{files} given twice and read once:")?;
            let names = twice.iter().filter_map(|note| match note {
                DocumentError::Twice { name } => Some(name),
                _ => None,
            });
            list(stderr, &names.collect::<Vec<_>>())?;
        }
        if !self.foreign.is_empty() {
            writeln!(
                stderr,
                "paragraphs that are not in English are not read; {} of {} articles {} some:",
                thousands(self.foreign.len()),
                thousands(self.read),
                if self.foreign.len() == 1 {
                    "has"
                } else {
                    "have"
                },
            )?;
            let foreign: Vec<String> = self
                .foreign
                .iter()
                .map(|f| format!("{}: {} of {} paragraphs", f.source, f.skipped, f.paragraphs))
                .collect();
            list(stderr, &foreign)?;
        }
        if !self.long.is_empty() {
            writeln!(
                stderr,
                "no more than {} bytes of an article are read; {} of {} articles {} longer (one file should hold one article):",
                thousands(LONGEST_ARTICLE),
                thousands(self.long.len()),
                thousands(self.read),
                if self.long.len() == 1 { "is" } else { "are" },
            )?;
            let long: Vec<String> = self
                .long
                .iter()
                .map(|l| {
                    let (unread, all) = (thousands(l.unread), thousands(l.characters));
                    format!("{}: {unread} of {all} characters are not read", l.source)
                })
                .collect();
            list(stderr, &long)?;
        }
        if !self.lost.is_empty() {
            let (lost, all) = (thousands(self.lost.len()), thousands(self.read));
            writeln!(stderr, "nothing was read in {lost} of {all} articles:")?;
            list(stderr, &self.lost)?;
        }
        if !self.repeats.is_empty() {
            let some = counted(self.repeats.len(), "document is", "documents are");
            writeln!(stderr, "{some} there twice and taken once:")?;
            list(stderr, &self.repeats)?;
        }
        if !self.updates.is_empty() {
            let some = counted(self.updates.len(), "article is", "articles are");
            writeln!(
                stderr,
                "{some} replaced by a newer text at the same address:"
            )?;
            list(stderr, &self.updates)?;
        }
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
    let counts = left_out(document);
    let told: Vec<String> = counts
        .iter()
        .map(|(reason, count)| format!("{} {reason}", thousands(*count)))
        .collect();
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
    format!(
        "{} {}",
        thousands(number),
        if number == 1 { one } else { several }
    )
}

/// The items; on a terminal the first of them, in a file or a pipe all.
fn list<T: std::fmt::Display>(out: &mut impl Write, items: &[T]) -> io::Result<()> {
    let shown = match terminal::stderr_is_terminal() {
        true => NAMED,
        false => items.len(),
    };
    for item in items.iter().take(shown) {
        writeln!(out, "  {}", Shown::line(&item.to_string()))?;
    }
    if let Some(more @ 1..) = items.len().checked_sub(shown) {
        let more = thousands(more);
        writeln!(
            out,
            "  and {more} more; 2> FILE writes all of them to a file"
        )?;
    }
    Ok(())
}
