//! All documents of a stretch of lines, read on all cores.

use super::read::{JsonlError, Reader};
use crate::link::Dossier;
use crate::ontology::Ontology;
use crate::pipeline::in_order_or_fail;
use std::io::BufRead;
use std::thread;

/// Bytes of lines that one thread reads at a time.
const LOT: usize = 256 << 10;
/// How [`write`](super::write()) begins the line of a document, before which lines may be cut.
const DOCUMENT: &[u8] = br#"{"type":"document","#;

/// Lines that begin with a document, and how many stand before them.
struct Lot {
    before: usize,
    bytes: Vec<u8>,
}

/// Reads all documents with their accounts, each with the number of its line, as [`Reader`] does one after the other. `after` is told of every stretch of lines
/// how many bytes it has.
pub fn read_all(
    input: impl BufRead + Send,
    file: &str,
    ontology: &Ontology,
    after: impl Fn(usize),
) -> Result<Vec<(usize, Dossier)>, JsonlError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let read = |lot: Result<Lot, std::io::Error>| {
        let lot = lot.map_err(|source| JsonlError::Read {
            file: file.to_string(),
            source,
        })?;
        let mut reader = Reader::new(lot.bytes.as_slice(), file, ontology).behind(lot.before);
        let mut dossiers = Vec::new();
        while let Some(dossier) = reader.next() {
            let dossier = dossier?;
            dossiers.push((reader.begun(), dossier));
        }
        Ok((lot.bytes.len(), dossiers))
    };
    let mut all = Vec::new();
    in_order_or_fail(lots(input), threads, read, |(bytes, dossiers)| {
        all.extend(dossiers);
        after(bytes);
    })?;
    Ok(all)
}

fn lots(mut input: impl BufRead) -> impl Iterator<Item = Result<Lot, std::io::Error>> {
    let (mut next, mut lines, mut ended) = (Vec::new(), 0, false);
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let mut lot = Lot {
            before: lines,
            bytes: std::mem::take(&mut next),
        };
        lines += usize::from(!lot.bytes.is_empty());
        loop {
            let begin = lot.bytes.len();
            match input.read_until(b'\n', &mut lot.bytes) {
                Ok(0) => {
                    ended = true;
                    return (!lot.bytes.is_empty()).then_some(Ok(lot));
                }
                Ok(_) if begin >= LOT && lot.bytes[begin..].starts_with(DOCUMENT) => {
                    next = lot.bytes.split_off(begin);
                    return Some(Ok(lot));
                }
                Ok(_) => lines += 1,
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            }
        }
    })
}
