//! Which articles are copies or rewrites of another: a copy is no second witness.
//!
//! Two articles are of one origin when a good part of the shorter one's sentences are nearly the same in the other. Words in
//! quotation marks do not count: two reporters at one press conference write down the same words.

use super::Dossier;
use super::wording::{Wording, alike};
use crate::document::Document;
use crate::time::days_until;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest words of a sentence that is compared.
const WORDS: usize = 5;
/// Share of the words of two sentences from which they are nearly the same.
const LIKE: f64 = 0.5;
/// Share of the shorter article's own sentences from which it is of one origin with the other.
const COPIED: f64 = 0.3;
/// Fewest sentences in common, unless they are most of the article.
const FEWEST: usize = 2;
/// Days within which an article is copied or rewritten; later, a form is filled in again.
const DAYS: i32 = 60;

/// What articles have in common.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Number of sentences, quotations included, that two documents share.
    common: FxHashMap<(u32, u32), u32>,
    /// For each document the index of the one that its text is from: itself unless it is a copy.
    from: Vec<usize>,
    /// For each document the first that has the very same text.
    twins: Vec<usize>,
}

struct Sentence {
    document: u32,
    quoted: bool,
    words: Wording,
}

impl Origins {
    /// Compares all articles.
    pub(super) fn of(dossiers: &[Dossier]) -> Origins {
        let sentences: Vec<Sentence> = dossiers
            .par_iter()
            .enumerate()
            .flat_map_iter(|(index, dossier)| sentences(index as u32, dossier))
            .collect();
        let mut own = vec![0usize; dossiers.len()];
        for sentence in sentences.iter().filter(|s| !s.quoted) {
            own[sentence.document as usize] += 1;
        }
        let sets: Vec<(u64, &Wording)> = sentences.iter().map(|s| (0, &s.words)).collect();
        // For each pair of documents the sentences of the first that the second has too, and those.
        let same = |(i, j): (u32, u32)| {
            let (a, b) = (&sentences[i as usize], &sentences[j as usize]);
            let same = a.document != b.document && a.words.likeness(&b.words) >= LIKE;
            same.then_some(match a.document < b.document {
                true => ((a.document, b.document), i, j),
                false => ((b.document, a.document), j, i),
            })
        };
        let shared = alike(&sets, LIKE).into_par_iter().filter_map(same);
        let mut shared: Vec<((u32, u32), u32, u32)> = shared.collect();
        shared.par_sort_unstable();
        let mut origins = Origins {
            from: (0..dossiers.len()).collect(),
            twins: twins(dossiers),
            ..Origins::default()
        };
        for index in 0..dossiers.len() {
            origins.join(origins.twins[index], index, dossiers);
        }
        for of_both in shared.chunk_by(|one, other| one.0 == other.0) {
            let (a, b) = of_both[0].0;
            let left: BTreeSet<u32> = of_both.iter().map(|(_, i, _)| *i).collect();
            let right: BTreeSet<u32> = of_both.iter().map(|(.., j)| *j).collect();
            let common = left.len().min(right.len());
            origins.common.insert((a, b), common as u32);
            let unquoted = |set: &BTreeSet<u32>| {
                set.iter()
                    .filter(|i| !sentences[**i as usize].quoted)
                    .count()
            };
            let copied = unquoted(&left).min(unquoted(&right));
            let shorter = own[a as usize].min(own[b as usize]).max(1);
            let (a, b) = (a as usize, b as usize);
            if copied as f64 >= COPIED * shorter as f64
                && (copied >= FEWEST || copied == shorter)
                && days_between(&dossiers[a], &dossiers[b]).is_none_or(|days| days <= DAYS)
            {
                origins.join(a, b, dossiers);
            }
        }
        for index in 0..dossiers.len() {
            origins.from[index] = origins.root(index);
        }
        origins
    }

    /// How many sentences two documents share.
    pub(super) fn common(&self, a: usize, b: usize) -> usize {
        let pair = (a.min(b) as u32, a.max(b) as u32);
        self.common.get(&pair).copied().unwrap_or_default() as usize
    }

    /// The document that a document's text is from; itself unless it is a copy.
    pub(super) fn source(&self, document: usize) -> usize {
        self.from[document]
    }

    /// The first document that has the very same text as one; itself where no other has.
    pub(super) fn twin(&self, document: usize) -> usize {
        self.twins[document]
    }

    fn root(&self, mut index: usize) -> usize {
        while self.from[index] != index {
            index = self.from[index];
        }
        index
    }

    /// The earlier published of the two is the origin; among equals the first by id.
    fn join(&mut self, a: usize, b: usize, dossiers: &[Dossier]) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let rank = |index: usize| {
            let document = &dossiers[index].document;
            let day = document.published.and_then(|p| p.date.begin);
            (day.is_none(), day, document.id.clone())
        };
        let (first, second) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
        self.from[second] = first;
    }
}

/// How many days lie between the publication of two articles, where both are known to the day.
fn days_between(a: &Dossier, b: &Dossier) -> Option<i32> {
    let day = |dossier: &Dossier| dossier.document.published?.day();
    Some(days_until(day(a)?, day(b)?).abs())
}

fn twins(dossiers: &[Dossier]) -> Vec<usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let texts = dossiers
        .iter()
        .map(|d| d.document.text.as_str())
        .enumerate();
    texts
        .map(|(index, text)| match text {
            "" => index,
            text => *first.entry(text).or_insert(index),
        })
        .collect()
}

/// The sentences of an article that are long enough to be compared.
fn sentences(index: u32, dossier: &Dossier) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut add = |text: &str, quoted: bool| {
        let words = Wording::of(text);
        if words.len() >= WORDS {
            found.push(Sentence {
                document: index,
                quoted,
                words,
            });
        }
    };
    if dossier.document.text.is_empty() {
        // Without its text, the sentences that its accounts rest on must do.
        let evidence: BTreeSet<_> = dossier.accounts.iter().map(|a| &a.evidence).collect();
        evidence
            .iter()
            .for_each(|passage| add(&passage.text, false));
        return found;
    }
    for paragraph in paragraphs(&dossier.document) {
        split(paragraph, &mut add);
    }
    found
}

fn paragraphs(document: &Document) -> Vec<&str> {
    if document.blocks.is_empty() {
        return document.text.split('\n').collect();
    }
    document
        .read_blocks()
        .map(|(_, block)| block.span.of(&document.text))
        .collect()
}

/// Cuts a paragraph after full stops. What cuts two copies in the same place is good enough.
fn split(paragraph: &str, add: &mut impl FnMut(&str, bool)) {
    let (mut begin, mut inside, mut letters, mut within) = (0, false, 0usize, 0usize);
    let mut before = ' ';
    for (at, c) in paragraph.char_indices() {
        let ends = c.is_whitespace() && matches!(before, '.' | '!' | '?' | '”' | '"');
        if ends && at > begin {
            add(&paragraph[begin..at], within * 2 > letters);
            (begin, letters, within) = (at, 0, 0);
        }
        match c {
            '“' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            _ => {}
        }
        letters += 1;
        within += usize::from(inside);
        before = c;
    }
    add(&paragraph[begin..], within * 2 > letters);
}
