//! Whether more would come out of a PDF than texts need, before anything is unpacked to be kept.

use crate::document::formats::Budget;
use flate2::read::ZlibDecoder;
use std::io::Read;
use std::sync::Arc;

/// Bytes that are looked at in front of a stream for what is said of it.
const HEAD: usize = 600;
/// Bytes that may be packed with LZW, of which a thousand times as many may come out.
const LZW: usize = 1 << 20;

/// An error says what is wrong. Every stream is unpacked once and thrown away.
pub fn bombs(bytes: &[u8], budget: &Arc<Budget>) -> Result<(), &'static str> {
    budget.takes(bytes.len() as u64);
    let words = aho_corasick::AhoCorasick::new(["endstream", "stream"]);
    let words = words.map_err(|_| "that cannot be read")?;
    let marks: Vec<_> = words.find_iter(bytes).collect();
    let mut lzw = 0;
    for (number, mark) in marks.iter().enumerate().filter(|(_, m)| m.len() == 6) {
        let end = marks
            .get(number + 1)
            .map_or(bytes.len(), |next| next.start());
        // A stream may have the words in it: it ends where its decoder finds its end.
        let mut data = &bytes[mark.end()..];
        data = data.strip_prefix(b"\r").unwrap_or(data);
        data = data.strip_prefix(b"\n").unwrap_or(data);
        let head = &bytes[mark.start().saturating_sub(HEAD)..mark.start()];
        let head = match head.windows(4).rposition(|w| w == b" obj") {
            Some(object) => &head[object..],
            None => head,
        };
        let count = |word: &[u8]| head.windows(word.len()).filter(|w| *w == word).count();
        let flate = count(b"/FlateDecode") + count(b"/Fl ") + count(b"/Fl]");
        let lettered = count(b"/ASCII85Decode") + count(b"/A85");
        if count(b"/LZWDecode") + count(b"/LZW ") > 0 {
            lzw += end - mark.end();
        }
        if flate + lettered + count(b"/LZWDecode") > 2 || flate > 1 || lzw > LZW {
            return Err("that is packed more often, or in another way, than texts are");
        }
        if flate == 0 {
            continue;
        }
        const FAR: &str = "from which far more comes out than articles need";
        if lettered > 0 {
            let end = data.iter().position(|byte| *byte == b'~');
            let plain = binary(&data[..end.unwrap_or(data.len())]);
            budget.gives(plain.len() as u64).map_err(|_| FAR)?;
            count_out(&plain, budget).map_err(|_| FAR)?;
        } else {
            count_out(data, budget).map_err(|_| FAR)?;
        }
    }
    Ok(())
}

/// Unpacks and throws away; what is broken ends there.
fn count_out(data: &[u8], budget: &Budget) -> std::io::Result<()> {
    let mut buffer = [0; 64 * 1024];
    let mut decoder = ZlibDecoder::new(data);
    while let Ok(read @ 1..) = decoder.read(&mut buffer) {
        budget.gives(read as u64)?;
    }
    Ok(())
}

/// The bytes of what is written with 85 letters.
fn binary(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for letter in letters {
        match letter {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(letter - b'!')),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            bytes.extend(number(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        bytes.extend(&number(&group).to_be_bytes()[..kept]);
    }
    bytes
}

fn number(group: &[u32]) -> u32 {
    let digit = |number: u32, digit: &u32| number.wrapping_mul(85).wrapping_add(*digit);
    group.iter().fold(0, digit)
}
