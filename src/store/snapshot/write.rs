//! A [`Store`] into a file.

use super::packed::pack;
use super::{Header, lead};
use crate::files::{self, Existing};
use crate::rdf::order;
use crate::store::{Store, StoreError};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io;
use std::path::Path;

/// Whether a store may be written there: what is no snapshot, or one of a newer format, is never replaced; a damaged one may
/// be.
pub(in crate::store) fn check(
    path: &Path,
    existing: Existing,
    sources: &[&Path],
) -> Result<(), StoreError> {
    if path.is_file()
        && let Err(error @ (StoreError::Foreign { .. } | StoreError::Newer { .. })) =
            lead::begin(path)
    {
        return Err(error);
    }
    Ok(files::check(path, existing, sources)?)
}

/// Writes a store: all of it or nothing.
pub(in crate::store) fn save(
    store: &Store,
    path: &Path,
    existing: Existing,
) -> Result<(), StoreError> {
    check(path, existing, &[])?;
    Ok(files::write(path, existing, &[], &encode(store)?)?)
}

/// The bytes of the file.
pub(in crate::store) fn encode(store: &Store) -> Result<Vec<u8>, StoreError> {
    let mut quads: Vec<Quad> = store.inner.iter().collect::<Result<_, _>>()?;
    order::sort(&mut quads);
    let mut serializer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
    for quad in &quads {
        serializer.serialize_quad(quad)?;
    }
    let text = serializer.finish()?;
    let packed = pack(&text)?;
    let statistics = store.statistics();
    let corpus = store.corpus.as_ref();
    let header = Header {
        base: store.base.clone(),
        program: format!("dateline {}", env!("CARGO_PKG_VERSION")),
        quads: quads.len(),
        documents: statistics.documents,
        accounts: statistics.accounts,
        ontology: store.ontology.turtle.clone(),
        quads_unpacked: Some(text.len() as u64),
        corpus: corpus.map(|c| c.lines.len()),
        corpus_unpacked: corpus.map(|c| c.unpacked),
        decisions: corpus.map(|c| c.decisions.clone()).unwrap_or_default(),
    };
    let mut body = serde_json::to_vec(&header).map_err(io::Error::from)?;
    body.push(b'\n');
    let header_length = body.len();
    body.extend_from_slice(&packed);
    if let Some(corpus) = corpus {
        body.extend_from_slice(&corpus.lines);
    }
    let mut bytes = lead::lines(header_length, body.len() - header_length, &body);
    bytes.extend_from_slice(&body);
    Ok(bytes)
}
