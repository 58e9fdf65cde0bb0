//! Whether more would come out of a PDF than texts need, before anything is unpacked to be kept.

use crate::document::formats::Budget;
use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::Arc;

/// Bytes that may be packed with LZW, of which a thousand times as many may come out.
const LZW: usize = 1 << 20;
const FAR: &str = "from which far more comes out than articles need";

/// An error says what is wrong. Every stream is unpacked once and thrown away.
pub fn bombs(bytes: &[u8], budget: &Arc<Budget>) -> Result<(), &'static str> {
    budget.takes(bytes.len() as u64);
    let words = aho_corasick::AhoCorasick::new(["endstream", "stream"]);
    let words = words.map_err(|_| "that cannot be read")?;
    let (mut lzw, mut before) = (0, 0);
    let mut head = Head::default();
    let mut marks = words.find_iter(bytes).peekable();
    while let Some(mark) = marks.next() {
        let between = &bytes[std::mem::replace(&mut before, mark.end())..mark.start()];
        if mark.len() != "stream".len() {
            head = Head::default();
            continue;
        }
        // A stream may have the words in it, and what is said of one, too: it is all read until a stream ends.
        head.read(between);
        let end = marks.peek().map_or(bytes.len(), |next| next.start());
        if head.lzw > 0 {
            lzw += end - mark.end();
        }
        if head.is_odd() || lzw > LZW {
            return Err("that is packed more often, or in another way, than texts are");
        }
        // It ends where its decoder finds its end.
        let mut data = &bytes[mark.end()..];
        data = data.strip_prefix(b"\r").unwrap_or(data);
        data = data.strip_prefix(b"\n").unwrap_or(data);
        if head.flate > 0 && head.lettered > 0 {
            let data = data.strip_prefix(b"<~").unwrap_or(data);
            let end = data.iter().position(|byte| *byte == b'~');
            let plain = binary(&data[..end.unwrap_or(data.len())]);
            budget.gives(plain.len() as u64).map_err(|_| FAR)?;
            count_out(&plain, budget).map_err(|_| FAR)?;
        }
        // What looks packed is counted whatever is said of it: that may stand elsewhere.
        if head.flate > 0 && head.lettered == 0 || is_zlib(data) {
            count_out(data, budget).map_err(|_| FAR)?;
        }
    }
    Ok(())
}

/// How a stream is packed, by the names in front of it.
#[derive(Default)]
struct Head {
    flate: usize,
    lzw: usize,
    lettered: usize,
    hex: usize,
    /// Said elsewhere, or in a way that nobody needs for texts.
    other: bool,
}

impl Head {
    fn read(&mut self, bytes: &[u8]) {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\0()<>[]{}/%".contains(byte);
        for part in bytes.split(|byte| *byte == b'/').skip(1) {
            let end = part.iter().position(ends).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            match unescaped(name).as_slice() {
                b"FlateDecode" | b"Fl" => self.flate += 1,
                b"LZWDecode" | b"LZW" => self.lzw += 1,
                b"ASCII85Decode" | b"A85" => self.lettered += 1,
                b"ASCIIHexDecode" | b"AHx" => self.hex += 1,
                b"RunLengthDecode" | b"RL" => self.other = true,
                b"Filter" => {}
                _ => continue,
            }
            // "/Filter 9 0 R": another object says it.
            let mut rest = rest
                .iter()
                .skip_while(|byte| byte.is_ascii_whitespace() || b"\0[".contains(byte));
            self.other |= rest.next().is_some_and(u8::is_ascii_digit);
        }
    }

    /// Whether no program packs texts so.
    fn is_odd(&self) -> bool {
        let packed = self.flate + self.lzw;
        self.other || packed > 1 || packed + self.lettered > 2 || packed > 0 && self.hex > 0
    }
}

/// A name in which "#61" stands for a letter.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let digit = |at: usize| char::from(*name.get(at)?).to_digit(16);
    let mut letters = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(letter) = name.get(at) {
        match (letter, digit(at + 1), digit(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                letters.push((high << 4 | low) as u8);
                at += 3;
            }
            _ => {
                letters.push(*letter);
                at += 1;
            }
        }
    }
    letters
}

/// Whether it begins as what zlib packs.
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [method, flags, ..] if method & 15 == 8
        && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
        && flags & 0x20 == 0)
}

/// Unpacks and throws away; what is broken ends there.
fn count_out(data: &[u8], budget: &Budget) -> std::io::Result<()> {
    let mut buffer = [0; 64 * 1024];
    // What has no header is unpacked, too.
    let mut decoder = DeflateDecoder::new(if is_zlib(data) { &data[2..] } else { data });
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
