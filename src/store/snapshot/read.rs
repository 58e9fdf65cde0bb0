//! A file into a [`Store`].

use super::Header;
use super::lead::{self, Lead};
use super::packed::{self, Unpacked};
use crate::ontology::Ontology;
use crate::rdf::order;
use crate::store::corpus::Corpus;
use crate::store::{Store, StoreError};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, Quad};
use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What a snapshot keeps of a person's decisions.
#[derive(Debug)]
pub(in crate::store) struct Kept {
    /// Format of the file.
    pub format: u32,
    /// What stands in front of ids.
    pub base: String,
    /// Turtle.
    pub decisions: String,
}

/// The decisions in a file, without its graph; `None` where there is no file.
pub(in crate::store) fn kept(path: &Path) -> Result<Option<Kept>, StoreError> {
    let (lead, mut file) = match lead::begin(path) {
        Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        other => other?,
    };
    let header = header(path, &lead, &mut file)?;
    Ok(Some(Kept {
        format: lead.format,
        base: header.base,
        decisions: header.decisions,
    }))
}

/// The checked header; the file is left at the start of the payload.
fn header(path: &Path, lead: &Lead, file: &mut File) -> Result<Header, StoreError> {
    lead.check(path, file)?;
    let damaged = |reason: &str| StoreError::damaged(path, reason);
    let header = take(path, file, lead.header)?;
    let header: Header =
        serde_json::from_slice(&header).map_err(|e| damaged(&format!("header: {e}")))?;
    NamedNode::new(&header.base).map_err(|e| damaged(&format!("base: {e}")))?;
    if lead.format >= 3
        && (header.quads_unpacked.is_none()
            || header.corpus.is_some() != header.corpus_unpacked.is_some())
    {
        return Err(damaged("its header does not tell all lengths"));
    }
    Ok(header)
}

/// So many bytes, which the file was found to have.
fn take(path: &Path, file: &mut File, length: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    file.take(length)
        .read_to_end(&mut bytes)
        .map_err(|e| StoreError::io("read", path, e))?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(StoreError::damaged(path, "it changes while it is read")),
    }
}

/// Reads a store.
pub(in crate::store) fn open(path: &Path) -> Result<Store, StoreError> {
    let damaged = |reason: &str| StoreError::damaged(path, reason);
    let (lead, mut file) = lead::begin(path)?;
    let header = header(path, &lead, &mut file)?;
    let files: Vec<(String, &str)> = header
        .ontology
        .iter()
        .enumerate()
        .map(|(n, turtle)| (format!("ontology {}", n + 1), turtle.as_str()))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let ontology = Ontology::from_turtle(&files)?;

    let corpus = header.corpus.unwrap_or(0) as u64;
    let Some(quads) = lead.payload.checked_sub(corpus) else {
        return Err(damaged("its accounts are longer than all of it"));
    };
    let quads = take(path, &mut file, quads)?;
    let text = Unpacked::new(&quads, header.quads_unpacked)
        .and_then(Unpacked::all)
        .map_err(|e| damaged(&format!("payload: {e}")))?;
    let quads = parse(&text, header.quads).map_err(|e| damaged(&e))?;
    let mut lines = take(path, &mut file, corpus)?;
    let unpacked = match header.corpus_unpacked {
        Some(unpacked) => unpacked,
        // As this version packs them.
        None => {
            let plain = Unpacked::new(&lines, None).and_then(Unpacked::all);
            let plain = plain.map_err(|e| damaged(&format!("accounts: {e}")))?;
            lines = packed::pack(&plain)?;
            plain.len() as u64
        }
    };
    let mut store = Store::from_quads(quads, ontology, header.base)?;
    store.corpus = header.corpus.map(|_| Corpus {
        lines,
        unpacked,
        decisions: header.decisions,
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
