//! A [`Store`] into a file.

use super::{CorpusAt, Header, PROGRAM, Part, lead};
use crate::digest::hex;
use crate::files::{self, AtomicFile, Existing};
use crate::store::corpus::Lines;
use crate::store::pages::{At, PAGE, Section, sum};
use crate::store::{Store, StoreError};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
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
    let encoded = encode(store)?;
    let mut file = AtomicFile::create(path, existing, &[])?;
    encoded
        .write(&mut file)
        .map_err(|error| StoreError::io("write", path, error))?;
    Ok(file.commit()?)
}

/// The bytes of a file.
pub(in crate::store) struct Encoded<'s> {
    /// Lead, header and checksums.
    lead: Vec<u8>,
    parts: Vec<&'s [u8]>,
}

impl Encoded<'_> {
    /// Writes them.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.lead)?;
        self.parts.iter().try_for_each(|part| to.write_all(part))
    }
}

/// The bytes of the file of a store: what lies in memory or in another file, as it is.
pub(in crate::store) fn encode<'s>(store: &'s Store) -> Result<Encoded<'s>, StoreError> {
    let ((index, index_at), (names, names_at)) = (store.index.bytes(), store.named().bytes());
    let corpus = store.corpus.as_ref();
    let (mut parts, mut length) = (Vec::new(), 0);
    let mut put = |section: &'s Section| -> Result<At, StoreError> {
        let bytes = section.all()?;
        let begin = length;
        length += bytes.len() as u64;
        parts.push(bytes);
        Ok((begin, bytes.len() as u64))
    };
    let (index_part, names_part) = (put(index)?, put(names)?);
    let corpus_part = corpus.map(|corpus| put(corpus.lines.bytes())).transpose()?;
    let prints = corpus.and_then(|corpus| corpus.prints.as_ref());
    let prints = prints.map(&mut put).transpose()?;
    let sums = sums(&parts);
    let statistics = store.statistics();
    let header = Header {
        base: store.base.clone(),
        program: PROGRAM.to_string(),
        quads: statistics.quads,
        documents: statistics.documents,
        accounts: statistics.accounts,
        bytes: length,
        checksums: hex(Sha256::digest(&sums)),
        index: Part {
            at: index_part,
            holds: index_at.clone(),
        },
        names: Part {
            at: names_part,
            holds: names_at.clone(),
        },
        corpus: corpus.zip(corpus_part).map(|(corpus, at)| Part {
            at,
            holds: match &corpus.lines {
                Lines::Each(documents) => CorpusAt::Each(documents.bytes().1.clone()),
                Lines::Whole(_, unpacked) => CorpusAt::Whole {
                    unpacked: *unpacked,
                },
            },
        }),
        prints,
        decisions: corpus.map(|c| c.decisions.clone()).unwrap_or_default(),
        ontology: store.ontology.turtle.clone(),
    };
    store.sound()?;
    let mut header = serde_json::to_vec(&header).map_err(io::Error::from)?;
    header.push(b'\n');
    let mut lead = lead::lines(&header, sums.len() + length as usize);
    lead.extend_from_slice(&header);
    lead.extend_from_slice(&sums);
    Ok(Encoded { lead, parts })
}

/// The checksums of the pages that the parts make one behind the other.
fn sums(parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let sum_of = |page: usize| {
        let (begin, end) = (page * PAGE, length.min((page + 1) * PAGE));
        let (mut at, mut pieces) = (0, Vec::new());
        for part in parts {
            let within = |place: usize| place.saturating_sub(at).min(part.len());
            pieces.push(&part[within(begin)..within(end)]);
            at += part.len();
        }
        pieces.retain(|piece| !piece.is_empty());
        match pieces[..] {
            [all] => sum(all),
            _ => sum(&pieces.concat()),
        }
    };
    let pages = (0..length.div_ceil(PAGE)).into_par_iter();
    let sums: Vec<u64> = pages.map(sum_of).collect();
    sums.into_iter().flat_map(u64::to_le_bytes).collect()
}
