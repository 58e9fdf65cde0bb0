//! Bytes to text: byte order marks, UTF-8, and a guess at legacy encodings.

use super::DocumentError;
use super::kind::Kind;
use crate::shown::blanked;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell text from binary and to guess an encoding.
const SAMPLE: usize = 64 * 1024;

/// The text of `bytes`. `declared` is the encoding that the input names for itself (`<meta charset>`), if any.
pub fn decode(bytes: &[u8], name: &str, declared: Option<&str>) -> Result<String, DocumentError> {
    let marked = Encoding::for_bom(bytes);
    let bytes = &bytes[marked.map_or(0, |(_, mark)| mark)..];
    let in_marked = marked.map(|(encoding, _)| encoding);
    if let Some(encoding) = in_marked.filter(|encoding| *encoding != UTF_8) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Some(kind) = Kind::of_bytes(bytes) {
        let name = name.to_owned();
        return Err(DocumentError::Kind { name, kind });
    }
    if let Some(found) = binary(bytes) {
        return Err(DocumentError::NotText {
            name: name.to_owned(),
            found,
        });
    }
    if let Some(encoding) = in_marked.or_else(|| unmarked_utf16(bytes)) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // Text that is UTF-8 but for a few broken bytes is still UTF-8: cut tails and pasted bytes are common in scrapes.
    let lossy = UTF_8.decode_without_bom_handling(bytes).0;
    let broken = lossy.matches('\u{FFFD}').count();
    let whole = lossy
        .chars()
        .filter(|c| !c.is_ascii() && *c != '\u{FFFD}')
        .count();
    if whole > 4 * broken {
        return Ok(lossy.into_owned());
    }
    let encoding = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|e| *e != UTF_8);
    let encoding = encoding.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// Line ends as `\n`; what no text has, and a terminal would obey, is turned into spaces; byte order marks and the hyphens
/// that only show where a line breaks are taken out.
pub fn clean(text: String) -> String {
    const NONE: [char; 2] = ['\u{FEFF}', '\u{AD}'];
    let text = match text.contains(['\r', NONE[0], NONE[1]]) {
        true => text.replace("\r\n", "\n").replace(NONE, ""),
        false => text,
    };
    blanked(text)
}

/// What bytes that are no text look like; `None` for text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if unmarked_utf16(sample).is_some() {
        return None;
    }
    let is_noise = |part: &[u8]| {
        let control = part
            .iter()
            .filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31))
            .count();
        control * 50 > part.len()
    };
    // Also what begins with words: a header, a preamble, a text that was joined with something else.
    let further = || bytes.rchunks_exact(SAMPLE).any(is_noise);
    (sample.contains(&0) || is_noise(sample) || further())
        .then_some("it has bytes that no text has")
}

/// UTF-16 without a mark: every second byte of Latin text is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |from: usize| {
        sample
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    match () {
        () if even == 0 && odd * 10 > half * 7 => Some(UTF_16LE),
        () if odd == 0 && even * 10 > half * 7 => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_the_same_words() {
        let words = "Général Čapek déclare: “un cessez-le-feu” à Zürich";
        assert_eq!(decode(words.as_bytes(), "a", None).unwrap(), words);
        let marked = ["\u{FEFF}", words].concat();
        assert_eq!(decode(marked.as_bytes(), "a", None).unwrap(), words);
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, "a", None).unwrap(), words);
        assert_eq!(decode(&wide[2..], "a", None).unwrap(), words);
    }

    #[test]
    fn legacy_bytes_are_guessed_or_declared() {
        let latin = "Le général a déclaré à Zürich que l'armée était prête à répondre.";
        let bytes = encoding_rs::WINDOWS_1252.encode(latin).0;
        assert_eq!(decode(&bytes, "a", None).unwrap(), latin);
        let turkish = "İstanbul'da açıklama yapan bakan, ateşkesin sürdüğünü söyledi.";
        let bytes = encoding_rs::WINDOWS_1254.encode(turkish).0;
        assert_eq!(decode(&bytes, "a", Some("iso-8859-9")).unwrap(), turkish);
    }

    #[test]
    fn binary_is_refused_with_a_remedy() {
        let error = decode(b"%PDF-1.4 \x00\x01", "scan.pdf", None).unwrap_err();
        assert!(error.to_string().contains("PDF") && error.to_string().contains(".txt"));
        assert!(decode(&[0, 1, 2, 3, 4, 5], "x", None).is_err());
        // A mark in front or words before it make it no text.
        assert!(decode(b"\xef\xbb\xbf\x00\x01\x02\x03", "x", None).is_err());
        let noise: Vec<u8> = (0..200_000_u32).map(|n| (n * 167 % 251) as u8).collect();
        let behind_words = [" a header".repeat(10_000).into_bytes(), noise].concat();
        assert!(decode(&behind_words, "x", None).is_err());
        // A stray control character far behind is none.
        let stray = [" a word".repeat(20_000).as_str(), "\u{1a}"].concat();
        assert_eq!(decode(stray.as_bytes(), "x", None).unwrap(), stray);
    }

    #[test]
    fn line_ends() {
        assert_eq!(clean("a\r\nb\rc\u{0}d".to_owned()), "a\nb\nc d");
    }
}
