//! Whether more would come out of a PDF than texts need, before anything is unpacked to be kept.

use crate::document::formats::Budget;
use flate2::read::ZlibDecoder;
use std::io::Read;
use std::sync::Arc;

/// Bytes that are looked at in front of a stream for what is said of it.
const HEAD: usize = 600;

/// An error says what is wrong. Every stream is unpacked once and thrown away.
pub fn bombs(bytes: &[u8], budget: &Arc<Budget>) -> Result<(), &'static str> {
    budget.takes(bytes.len() as u64);
    let streams = aho_corasick::AhoCorasick::new(["stream"]).map_err(|_| "that cannot be read")?;
    let mut buffer = [0; 64 * 1024];
    for found in streams.find_iter(bytes) {
        let (begin, at) = (found.start(), found.end());
        if bytes[..begin].ends_with(b"end") {
            continue;
        }
        let head = &bytes[begin.saturating_sub(HEAD)..begin];
        let head = match head.windows(3).rposition(|w| w == b"obj") {
            Some(object) => &head[object..],
            None => head,
        };
        let count = |word: &[u8]| head.windows(word.len()).filter(|w| *w == word).count();
        let flate = count(b"FlateDecode") + count(b"/Fl ") + count(b"/Fl]");
        if flate == 0 {
            // What else packs so well is used by nobody for what tells how a file is built.
            if count(b"/ObjStm") + count(b"/XRef") > 0 && count(b"/Filter") > 0 {
                return Err("that is packed in a way that nobody uses");
            }
            continue;
        }
        if flate > 1 || count(b"ASCII85Decode") + count(b"ASCIIHexDecode") + count(b"LZWDecode") > 0 {
            return Err("that is packed more than once");
        }
        let mut data = &bytes[at..];
        data = data.strip_prefix(b"\r").unwrap_or(data);
        data = data.strip_prefix(b"\n").unwrap_or(data);
        let mut decoder = ZlibDecoder::new(data);
        // A stream that is broken ends there.
        while let Ok(read @ 1..) = decoder.read(&mut buffer) {
            budget
                .gives(read as u64)
                .map_err(|_| "from which far more comes out than articles need")?;
        }
    }
    Ok(())
}
