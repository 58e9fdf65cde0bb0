//! Kinds by their first bytes.

use super::Kind;
use crate::files::GRAPH;

/// First bytes of a file.
const FIRST: &[(&[u8], Kind)] = &[
    (b"%PDF-", Kind::Pdf),
    (b"%!PS-Adobe-", Kind::PostScript),
    (b"%!PS\n", Kind::PostScript),
    (b"%!PS\r", Kind::PostScript),
    (b"\xc5\xd0\xd3\xc6", Kind::PostScript),
    (b"{\\rtf", Kind::Rtf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::OldOffice),
    (b"\x1f\x8b", Kind::Gzip),
    (b"\x28\xb5\x2f\xfd", Kind::Zstandard),
    (b"\xfd7zXZ\x00", Kind::Xz),
    (b"\x04\x22\x4d\x18", Kind::Compressed),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"Rar!\x1a\x07", Kind::Archive),
    (b"PK\x05\x06", Kind::Zip),
    (b"\x89PNG", Kind::Picture),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"GIF87a", Kind::Picture),
    (b"GIF89a", Kind::Picture),
    (b"II*\x00", Kind::Picture),
    (b"MM\x00*", Kind::Picture),
    (b"\x00\x00\x01\x00", Kind::Picture),
    (b"wOFF", Kind::Program),
    (b"wOF2", Kind::Program),
    (b"OggS\x00", Kind::Media),
    (b"fLaC\x00", Kind::Media),
    (b"ID3\x02", Kind::Media),
    (b"ID3\x03", Kind::Media),
    (b"ID3\x04", Kind::Media),
    (b"\x1aE\xdf\xa3", Kind::Media),
    (b"SQLite format 3\x00", Kind::Database),
    (b"PAR1", Kind::Database),
    (b"\x7fELF", Kind::Program),
    (b"\x00asm", Kind::Program),
    (b"\xcf\xfa\xed\xfe", Kind::Program),
    (b"\xca\xfe\xba\xbe", Kind::Program),
];

/// The kind of what starts with `start`.
pub fn of(start: &[u8]) -> Option<Kind> {
    let graph = start.strip_prefix(GRAPH.as_bytes());
    if graph.is_some_and(|rest| rest.starts_with(b"\n")) {
        return Some(Kind::Graph);
    }
    let kind = FIRST.iter().find(|(first, _)| start.starts_with(first));
    kind.map(|(_, kind)| *kind).or_else(|| further(start))
}

/// Kinds whose mark stands further on, or is too short to be believed alone.
fn further(start: &[u8]) -> Option<Kind> {
    let at = |at: usize, mark: &[u8]| start.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if at(0, b"PK\x03\x04") {
        return Some(packed(start));
    }
    if at(0, b"RIFF") || at(4, b"ftyp") {
        let still = [b"avif", b"heic", b"heix", b"mif1"];
        let picture = match at(0, b"RIFF") {
            true => at(8, b"WEBP"),
            false => still.iter().any(|brand| at(8, *brand)),
        };
        return Some(if picture { Kind::Picture } else { Kind::Media });
    }
    if at(0, b"BZh") && at(4, b"1AY&SY") {
        return Some(Kind::Compressed);
    }
    // Words may begin with these letters; no text has a zero byte so near them.
    let zero = start.iter().take(64).any(|byte| *byte == 0);
    match () {
        () if at(257, b"ustar") => Some(Kind::Archive),
        () if zero && at(0, b"BM") => Some(Kind::Picture),
        () if zero && at(0, b"MZ") => Some(Kind::Program),
        () => None,
    }
}

/// Office documents and books are ZIP archives with files of their own.
fn packed(start: &[u8]) -> Kind {
    let has = |name: &str| {
        let name = name.as_bytes();
        start.windows(name.len()).any(|window| window == name)
    };
    match () {
        () if has("mimetypeapplication/epub+zip") => Kind::Epub,
        () if has("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") => Kind::Spreadsheet,
        () if has("mimetypeapplication/vnd.oasis.opendocument.presentation") => Kind::Slides,
        () if has("mimetypeapplication/vnd.oasis.opendocument.text") => Kind::Odt,
        () if has("word/") => Kind::Docx,
        () if has("xl/") => Kind::Spreadsheet,
        () if has("ppt/") => Kind::Slides,
        () => Kind::Zip,
    }
}
