//! Files of formats 1 to 3: one checksum over everything, and behind the header the sorted N-Quads, packed, and the accounts,
//! packed.
//!
//! In formats 1 and 2 the checksum left out the first lines and the header did not tell the unpacked lengths.

use super::lead::Lead;
use super::packed::Unpacked;
use super::read::{ontology, take};
use crate::rdf::order;
use crate::store::corpus::{Corpus, Lines};
use crate::store::pages::Pages;
use crate::store::{Store, StoreError};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use serde::Deserialize;
use std::cmp::Ordering;
use std::fs::File;
use std::path::Path;

#[derive(Deserialize)]
pub(super) struct Header {
    pub base: String,
    quads: usize,
    ontology: Vec<String>,
    /// Bytes of the N-Quads when unpacked; formats 1 and 2 do not tell.
    #[serde(default)]
    quads_unpacked: Option<u64>,
    /// Bytes at the end of the payload that are the accounts.
    #[serde(default)]
    corpus: Option<usize>,
    /// Bytes of the accounts when unpacked.
    #[serde(default)]
    corpus_unpacked: Option<u64>,
    /// Decisions about links, as Turtle.
    #[serde(default)]
    pub decisions: String,
}

impl Header {
    /// Whether it tells what its format tells.
    pub fn is_whole(&self, format: u32) -> bool {
        format < 3
            || (self.quads_unpacked.is_some()
                && self.corpus.is_some() == self.corpus_unpacked.is_some())
    }
}

/// Reads a store, of which lead and header were read.
pub(super) fn open(
    path: &Path,
    lead: &Lead,
    header: Header,
    file: &mut File,
) -> Result<Store, StoreError> {
    let damaged = |reason: &str| StoreError::damaged(path, reason);
    let ontology = ontology(&header.ontology)?;
    let corpus = header.corpus.unwrap_or(0) as u64;
    let Some(quads) = lead.payload.checked_sub(corpus) else {
        return Err(damaged("its accounts are longer than all of it"));
    };
    let quads = take(path, file, quads)?;
    let text = Unpacked::new(&quads, header.quads_unpacked)
        .and_then(Unpacked::all)
        .map_err(|e| damaged(&format!("payload: {e}")))?;
    let quads = parse(&text, header.quads).map_err(|e| damaged(&e))?;
    let mut lines = take(path, file, corpus)?;
    let unpacked = match header.corpus_unpacked {
        Some(unpacked) => unpacked,
        None => {
            let plain = Unpacked::new(&lines, None).and_then(Unpacked::all);
            lines = plain.map_err(|e| damaged(&format!("accounts: {e}")))?;
            lines.len() as u64
        }
    };
    let mut store = Store::from_quads(quads, ontology, header.base)?;
    store.corpus = header.corpus.map(|_| Corpus {
        lines: Lines::Whole(Pages::own(lines).all(), unpacked),
        prints: None,
        decisions: header.decisions,
        current: false,
    });
    Ok(store)
}

/// So many N-Quads, each once and in order. They were written by this program or made to look so; IRIs need no second
/// check, since nothing but comparing them is done.
fn parse(text: &[u8], count: usize) -> Result<Vec<Quad>, String> {
    let mut quads: Vec<Quad> = Vec::new();
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    for quad in parser.for_slice(text) {
        let quad = quad.map_err(|e| e.to_string())?;
        if let Some(last) = quads.last()
            && order::compare(last, &quad) != Ordering::Less
        {
            return Err("its quads are not in order".to_string());
        }
        if quads.len() == count {
            return Err(format!("more quads than the {count} its header says"));
        }
        quads.push(quad);
    }
    match quads.len() == count {
        true => Ok(quads),
        false => Err(format!(
            "{} quads where the header says {count}",
            quads.len()
        )),
    }
}
