//! The last gate before a terminal.

use std::io::{self, Write};

/// A writer that lets no control character through but line ends, tabs and, where colours are wanted, the sequences for
/// them. Whatever is forgotten before, nothing that a terminal obeys comes out here.
#[derive(Debug)]
pub struct Gate<W: Write> {
    out: W,
    colour: bool,
    /// The beginning of something that is known only when more of it comes.
    held: Vec<u8>,
}

/// The longest sequence for colours, in bytes.
const LONGEST: usize = 24;

/// What stands at the beginning of some bytes.
enum Found {
    /// So many bytes to write.
    Good(usize),
    /// So many to leave out.
    Bad(usize),
    /// What comes next decides.
    Open,
}

impl<W: Write> Gate<W> {
    /// A gate before `out`.
    pub fn new(out: W, colour: bool) -> Gate<W> {
        Gate {
            out,
            colour,
            held: Vec::new(),
        }
    }

    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut at = 0;
        let mut begin = 0;
        while at < bytes.len() {
            if is_plain(bytes[at]) {
                at += 1;
                continue;
            }
            match self.found(&bytes[at..]) {
                Found::Good(length) => at += length,
                Found::Bad(length) => {
                    self.out.write_all(&bytes[begin..at])?;
                    at += length;
                    begin = at;
                }
                Found::Open => {
                    self.out.write_all(&bytes[begin..at])?;
                    self.held = bytes[at..].to_vec();
                    return Ok(());
                }
            }
        }
        self.out.write_all(&bytes[begin..])
    }

    /// What `bytes`, which begin with one that is not plain, begin with.
    fn found(&self, bytes: &[u8]) -> Found {
        match (bytes[0], bytes.get(1)) {
            (b'\n' | b'\t', _) => Found::Good(1),
            (b'\r', None) | (0xc2, None) => Found::Open,
            (b'\r', Some(b'\n')) => Found::Good(2),
            // U+0080 to U+009F, which some terminals take for escapes.
            (0xc2, Some(0x80..=0x9f)) => Found::Bad(2),
            (0xc2, _) => Found::Good(1),
            (0x1b, next) if self.colour => match next {
                None => Found::Open,
                Some(b'[') => colour(bytes),
                Some(_) => Found::Bad(1),
            },
            _ => Found::Bad(1),
        }
    }
}

/// Bytes that are written as they are, most of them.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f && byte != 0xc2
}

/// A sequence that begins with `ESC [`: one for colours is good.
fn colour(bytes: &[u8]) -> Found {
    let body = &bytes[2..];
    let end = body
        .iter()
        .take(LONGEST)
        .position(|b| !b.is_ascii_digit() && *b != b';');
    match end {
        Some(end) if body[end] == b'm' && is_colour(&body[..end]) => Found::Good(2 + end + 1),
        None if body.len() < LONGEST => Found::Open,
        _ => Found::Bad(1),
    }
}

/// Colours of letters, bold, dim and underlined; nothing that hides words.
fn is_colour(codes: &[u8]) -> bool {
    let codes = std::str::from_utf8(codes).unwrap_or("x");
    let codes: Vec<&str> = codes.split(';').collect();
    match codes.as_slice() {
        ["38", "5", number] => number.parse::<u8>().is_ok(),
        codes => codes.iter().all(|code| {
            matches!(
                code.parse(),
                Ok(0 | 1 | 2 | 4 | 22 | 24 | 30..=37 | 39 | 90..=97)
            )
        }),
    }
}

impl<W: Write> Write for Gate<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.is_empty() {
            self.pass(bytes)?;
        } else {
            let mut whole = std::mem::take(&mut self.held);
            whole.extend_from_slice(bytes);
            self.pass(&whole)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(parts: &[&str], colour: bool) -> String {
        let mut gate = Gate::new(Vec::new(), colour);
        for part in parts {
            gate.write_all(part.as_bytes()).unwrap();
        }
        String::from_utf8(gate.out).unwrap()
    }

    #[test]
    fn colours_pass_where_they_are_wanted() {
        let text = "\u{1b}[1;31merror\u{1b}[0m: \u{1b}[38;5;246mé\u{1b}[0m\n";
        assert_eq!(passed(&[text], true), text);
        assert_eq!(passed(&[text], false), "[1;31merror[0m: [38;5;246mé[0m\n");
        for hides in [
            "\u{1b}[8m",
            "\u{1b}[2J",
            "\u{1b}]0;x\u{7}",
            "\u{1b}[38;2;1;1;1m",
        ] {
            assert!(!passed(&[hides, "x"], true).contains('\u{1b}'), "{hides:?}");
        }
    }

    #[test]
    fn nothing_passes_in_pieces() {
        assert_eq!(passed(&["a\u{1b}", "[31mb"], true), "a\u{1b}[31mb");
        assert_eq!(passed(&["a\u{1b}", "[2Jb"], true), "a[2Jb");
        let found = passed(&["a\r", "\nb\r", "c\u{9b}d\u{85}é\u{7f}\u{8}"], true);
        assert_eq!(found, "a\r\nbcdé");
        let mut gate = Gate::new(Vec::new(), true);
        for byte in "a\u{9b}2Jé\u{1b}[1mb\u{1b}[0m\r\n".as_bytes() {
            gate.write_all(&[*byte]).unwrap();
        }
        let found = String::from_utf8(gate.out).unwrap();
        assert_eq!(found, "a2Jé\u{1b}[1mb\u{1b}[0m\r\n");
    }
}
