//! A file into a [`Store`].

use super::lead::{self, Lead};
use super::{CorpusAt, Header, PROGRAM, old};
use crate::digest::hex;
use crate::ontology::Ontology;
use crate::store::corpus::{Corpus, Lines};
use crate::store::documents::Documents;
use crate::store::index::Index;
use crate::store::names::Names;
use crate::store::pages::{PAGE, Pages};
use crate::store::{Store, StoreError};
use oxigraph::model::NamedNode;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
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

/// The header of one format or another.
enum Any {
    Now(Box<Header>),
    Old(old::Header),
}

/// The decisions in a file, without its graph; `None` where there is no file.
pub(in crate::store) fn kept(path: &Path) -> Result<Option<Kept>, StoreError> {
    let (lead, mut file) = match lead::begin(path) {
        Err(StoreError::Missing { .. }) => {
            return Ok(None);
        }
        other => other?,
    };
    let (base, decisions) = match header(path, &lead, &mut file)? {
        Any::Now(header) => (header.base, header.decisions),
        Any::Old(header) => (header.base, header.decisions),
    };
    Ok(Some(Kept {
        format: lead.format,
        base,
        decisions,
    }))
}

/// The checked header; the file is left behind it.
fn header(path: &Path, lead: &Lead, file: &mut File) -> Result<Any, StoreError> {
    lead.check(path, file)?;
    let bytes = take(path, file, lead.header)?;
    let header = match lead.format {
        ..=3 => {
            let header: old::Header = parsed(path, &bytes)?;
            if !header.is_whole(lead.format) {
                return Err(StoreError::damaged(
                    path,
                    "its header does not tell all lengths",
                ));
            }
            Any::Old(header)
        }
        _ => Any::Now(Box::new(parsed(path, &bytes)?)),
    };
    let base = match &header {
        Any::Now(header) => &header.base,
        Any::Old(header) => &header.base,
    };
    match NamedNode::new(base) {
        Ok(_) => Ok(header),
        Err(error) => Err(StoreError::damaged(path, &format!("base: {error}"))),
    }
}

fn parsed<T: DeserializeOwned>(path: &Path, header: &[u8]) -> Result<T, StoreError> {
    let parsed = serde_json::from_slice(header);
    parsed.map_err(|error| StoreError::damaged(path, &format!("header: {error}")))
}

/// So many bytes, which the file was found to have.
pub(super) fn take(path: &Path, file: &mut File, length: u64) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    file.take(length)
        .read_to_end(&mut bytes)
        .map_err(|e| StoreError::io("read", path, e))?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err(StoreError::damaged(path, "it changes while it is read")),
    }
}

/// The ontology that a header holds. What shipped before classes said what holds for those of them gives way to what ships now.
pub(super) fn ontology(files: &[String]) -> Result<Ontology, StoreError> {
    let mut files = files.to_vec();
    if let Some(shipped) = files
        .first_mut()
        .filter(|turtle| !turtle.contains("dl:classOf"))
    {
        *shipped = crate::ontology::SHIPPED.to_string();
    }
    let files: Vec<(String, &str)> = files
        .iter()
        .enumerate()
        .map(|(n, turtle)| (format!("ontology {}", n + 1), turtle.as_str()))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    Ok(Ontology::from_turtle(&files)?)
}

/// Opens a store. Of its graph no more is read than where it lies.
pub(in crate::store) fn open(path: &Path) -> Result<Store, StoreError> {
    let (lead, mut file) = lead::begin(path)?;
    match header(path, &lead, &mut file)? {
        Any::Old(header) => old::open(path, &lead, header, &mut file),
        Any::Now(header) => map(path, &lead, *header, &mut file),
    }
}

fn map(path: &Path, lead: &Lead, header: Header, file: &mut File) -> Result<Store, StoreError> {
    let damaged = |reason: &str| StoreError::damaged(path, reason);
    let sums = header.bytes.div_ceil(PAGE as u64).checked_mul(8);
    let sums = sums.filter(|sums| sums.checked_add(header.bytes) == Some(lead.payload));
    let Some(length) = sums else {
        return Err(damaged(
            "its header and its first lines tell different lengths",
        ));
    };
    let sums = take(path, file, length)?;
    if hex(Sha256::digest(&sums)) != header.checksums {
        return Err(damaged("its checksums do not match their own checksum"));
    }
    let sums = sums.chunks_exact(8).map(|sum| {
        let mut number = [0; 8];
        number.copy_from_slice(sum);
        u64::from_le_bytes(number)
    });
    let pages = Pages::open(file, path, lead.payload_at() + length, sums.collect())
        .map_err(|error| StoreError::io("read", path, error))?
        .all();
    let index = Index::open(pages.part(header.index.at)?, header.index.holds)?;
    if index.len() != header.quads {
        let (found, told) = (index.len(), header.quads);
        return Err(damaged(&format!(
            "{found} quads where the header says {told}"
        )));
    }
    let mut store = Store::of(index, ontology(&header.ontology)?, header.base);
    // Another version may fold names in another way; then they are made anew.
    if header.program == PROGRAM {
        let names = Names::open(pages.part(header.names.at)?, header.names.holds)?;
        let _ = store.names.set(names);
    }
    if let Some(corpus) = header.corpus {
        let lines = pages.part(corpus.at)?;
        store.corpus = Some(Corpus {
            lines: match corpus.holds {
                CorpusAt::Each(at) => Lines::Each(Documents::open(lines, at)?.into()),
                CorpusAt::Whole { unpacked } => Lines::Whole(lines, unpacked),
            },
            prints: header.prints.map(|at| pages.part(at)).transpose()?,
            decisions: header.decisions,
            current: header.program == PROGRAM,
        });
    }
    store.sound()?;
    Ok(store)
}
