//! The file a graph is kept in.
//!
//! ```text
//! dateline graph                      magic, so that no other file is taken for one
//! 2                                   format
//! 812 49152 9f86d081…                 bytes of the header, bytes of the payload, SHA-256 of the two together
//! {"base":"https://…","program":"dateline 0.1.0","quads":…,"ontology":["…"]}
//! …                                   payload: the sorted N-Quads in an LZ4 frame, then what they were linked from (JSON
//!                                     Lines of documents and accounts) in another
//! ```
//!
//! Lines end in `\n`; the line end after the header counts as part of it. The first three lines tell a cut, a changed
//! byte, another file and a later format apart before anything is decoded. There is no clock and no random name in it:
//! the same graph gives the same bytes.

use super::corpus::Corpus;
use super::{Store, StoreError};
use crate::files::{self, Existing};
use crate::ontology::Ontology;
use crate::rdf::order;
use lz4_flex::frame::{FrameDecoder, FrameEncoder};
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{NamedNode, Quad};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// First line of every snapshot.
pub const MAGIC: &str = "dateline graph";
/// The format this version writes, and the newest it reads.
pub const FORMAT: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Header {
    base: String,
    program: String,
    quads: usize,
    documents: usize,
    accounts: usize,
    ontology: Vec<String>,
    /// Bytes at the end of the payload that are the accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corpus: Option<usize>,
    /// Decisions about links, as Turtle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    decisions: String,
}

/// What the first lines of a file say.
struct Lead {
    header: usize,
    payload: usize,
    sha256: String,
    /// Length of these lines.
    length: usize,
}

pub(super) fn open(path: &Path) -> Result<Store, StoreError> {
    let bytes = fs::read(path).map_err(|e| io_error("read", path, e))?;
    let lead = lead(path, &bytes)?;
    let body = &bytes[lead.length..];
    let damaged = |reason: &str| StoreError::Damaged {
        path: path.to_path_buf(),
        reason: reason.to_string(),
    };
    let expected = lead
        .header
        .checked_add(lead.payload)
        .ok_or_else(|| damaged("its third line makes no sense"))?;
    if body.len() < expected {
        return Err(StoreError::Truncated {
            path: path.to_path_buf(),
            found: bytes.len() as u64,
            expected: (lead.length as u64).saturating_add(expected as u64),
        });
    }
    if body.len() > expected {
        return Err(damaged("something has been added at its end"));
    }
    if hex(&Sha256::digest(body)) != lead.sha256 {
        return Err(damaged("its content does not match its checksum"));
    }
    let (header, payload) = body.split_at(lead.header);
    let header: Header =
        serde_json::from_slice(header).map_err(|e| damaged(&format!("header: {e}")))?;
    let files: Vec<(String, &str)> = header
        .ontology
        .iter()
        .enumerate()
        .map(|(n, turtle)| (format!("ontology {}", n + 1), turtle.as_str()))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), *t)).collect();
    let ontology = Ontology::from_turtle(&files)?;
    NamedNode::new(&header.base).map_err(|e| damaged(&format!("base: {e}")))?;

    let corpus_bytes = header.corpus.unwrap_or(0);
    let Some((quads, lines)) = payload
        .len()
        .checked_sub(corpus_bytes)
        .map(|at| payload.split_at(at))
    else {
        return Err(damaged("its accounts are longer than all of it"));
    };
    let mut text = Vec::new();
    FrameDecoder::new(quads)
        .read_to_end(&mut text)
        .map_err(|e| damaged(&format!("payload: {e}")))?;
    let quads = parse(&text).map_err(|e| damaged(&e))?;
    if quads.len() != header.quads {
        return Err(damaged(&format!(
            "{} quads where the header says {}",
            quads.len(),
            header.quads
        )));
    }
    let mut store = Store::from_quads(quads, ontology, header.base)?;
    store.corpus = header.corpus.map(|_| Corpus {
        lines: lines.to_vec(),
        decisions: header.decisions,
    });
    Ok(store)
}

/// N-Quads that the checksum vouches for, so IRIs need no second check.
fn parse(text: &[u8]) -> Result<Vec<Quad>, String> {
    RdfParser::from_format(RdfFormat::NQuads)
        .lenient()
        .for_slice(text)
        .collect::<Result<_, _>>()
        .map_err(|e| e.to_string())
}

/// Reads the first three lines.
fn lead(path: &Path, bytes: &[u8]) -> Result<Lead, StoreError> {
    let foreign = || StoreError::Foreign {
        path: path.to_path_buf(),
    };
    let truncated = || StoreError::Truncated {
        path: path.to_path_buf(),
        found: bytes.len() as u64,
        expected: bytes.len() as u64 + 1,
    };
    let rest = bytes
        .strip_prefix(MAGIC.as_bytes())
        .and_then(|rest| rest.strip_prefix(b"\n"))
        .ok_or_else(foreign)?;
    let mut lines = rest.splitn(3, |byte| *byte == b'\n');
    let mut line = || lines.next().and_then(|line| std::str::from_utf8(line).ok());
    let format = line().ok_or_else(foreign)?;
    let number: u32 = match format.parse() {
        Ok(number) => number,
        Err(_) if format.is_empty() => return Err(truncated()),
        Err(_) => return Err(foreign()),
    };
    if number > FORMAT {
        return Err(StoreError::Newer {
            path: path.to_path_buf(),
            found: number,
            known: FORMAT,
        });
    }
    let sums = line().ok_or_else(truncated)?;
    if lines.next().is_none() {
        return Err(truncated());
    }
    let length = MAGIC.len() + format.len() + sums.len() + 3;
    let mut words = sums.split(' ');
    let mut word = || words.next();
    (|| {
        Some(Lead {
            header: word()?.parse().ok()?,
            payload: word()?.parse().ok()?,
            sha256: word()?.to_string(),
            length,
        })
    })()
    .ok_or_else(|| StoreError::Damaged {
        path: path.to_path_buf(),
        reason: "its third line makes no sense".to_string(),
    })
}

pub(super) fn save(store: &Store, path: &Path, existing: Existing) -> Result<(), StoreError> {
    if path.is_file() {
        let mut start = Vec::new();
        File::open(path)
            .and_then(|file| file.take(256).read_to_end(&mut start))
            .map_err(|e| io_error("read", path, e))?;
        // A damaged snapshot may be replaced by a good one.
        if let Err(error @ (StoreError::Foreign { .. } | StoreError::Newer { .. })) =
            lead(path, &start)
        {
            return Err(error);
        }
    }
    files::check(path, existing, &[])?;
    Ok(files::write(path, existing, &[], &encode(store)?)?)
}

fn encode(store: &Store) -> Result<Vec<u8>, StoreError> {
    let mut quads: Vec<Quad> = store.inner.iter().collect::<Result<_, _>>()?;
    order::sort(&mut quads);
    let statistics = store.statistics();
    let header = Header {
        base: store.base.clone(),
        program: format!("dateline {}", env!("CARGO_PKG_VERSION")),
        quads: quads.len(),
        documents: statistics.documents,
        accounts: statistics.accounts,
        ontology: store.ontology.turtle.clone(),
        corpus: store.corpus.as_ref().map(|c| c.lines.len()),
        decisions: store
            .corpus
            .as_ref()
            .map(|c| c.decisions.clone())
            .unwrap_or_default(),
    };
    let mut body = serde_json::to_vec(&header).map_err(io::Error::from)?;
    body.push(b'\n');
    let header_length = body.len();
    let mut serializer =
        RdfSerializer::from_format(RdfFormat::NQuads).for_writer(FrameEncoder::new(body));
    for quad in &quads {
        serializer.serialize_quad(quad)?;
    }
    let mut body = serializer.finish()?.finish().map_err(io::Error::from)?;
    if let Some(corpus) = &store.corpus {
        body.extend_from_slice(&corpus.lines);
    }
    let mut bytes = format!(
        "{MAGIC}\n{FORMAT}\n{header_length} {} {}\n",
        body.len() - header_length,
        hex(&Sha256::digest(&body))
    )
    .into_bytes();
    bytes.extend_from_slice(&body);
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn io_error(action: &'static str, path: &Path, source: io::Error) -> StoreError {
    StoreError::Io {
        action,
        path: path.to_path_buf(),
        source,
    }
}
