//! Rich text: its words, without fonts, pictures, headers and fields.

use super::{Bytes, Found, Place, plain, whole};
use crate::document::input::Opened;
use encoding_rs::{Encoding, WINDOWS_1252};

/// Groups lie no deeper.
const DEEPEST: usize = 2_000;

/// Groups that hold no words of the text.
const APART: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "object",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "footnote",
    "annotation",
    "pgdsctbl",
    "filetbl",
    "revtbl",
    "deleted",
    "nonshppict",
    "shppict",
];

/// The article of a file, or those of an export.
pub fn read(reader: Bytes, place: Place) -> Opened {
    let text = words(&whole(reader, &place)?);
    plain(Found::text(text.clone()), text, place)
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct State {
    hidden: bool,
    /// How many characters stand for one behind `\u`, for programs that do not know it.
    skipped: usize,
}

/// The words of rich text, paragraphs parted by blank lines.
fn words(bytes: &[u8]) -> String {
    let mut writer = Writer {
        text: String::new(),
        pending: Vec::new(),
        encoding: WINDOWS_1252,
        surrogate: None,
    };
    let mut state = State {
        hidden: false,
        skipped: 1,
    };
    let mut groups: Vec<State> = Vec::new();
    // How many stand-ins for a character in Unicode are still to come.
    let mut skip = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' => {
                if groups.len() < DEEPEST {
                    groups.push(state);
                }
                skip = 0;
            }
            b'}' => {
                state = groups.pop().unwrap_or(state);
                skip = 0;
            }
            b'\r' | b'\n' => {}
            b'\\' => {
                let Some(next) = bytes.get(at) else { break };
                if next.is_ascii_alphabetic() {
                    let (word, number, end) = control(bytes, at);
                    at = end;
                    match word {
                        "bin" => {
                            let size = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                            at = at.saturating_add(size);
                        }
                        "uc" => state.skipped = number.unwrap_or(1).clamp(0, 8) as usize,
                        "u" => {
                            if !state.hidden {
                                writer.unicode(number.unwrap_or(0));
                            }
                            skip = state.skipped;
                        }
                        "ansicpg" => writer.code_page(number),
                        "v" => state.hidden |= number != Some(0),
                        _ if APART.contains(&word) => state.hidden = true,
                        _ if !state.hidden => writer.control(word),
                        _ => {}
                    }
                } else {
                    at += 1;
                    match next {
                        b'\'' => {
                            let hex = bytes.get(at..at + 2);
                            let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
                            let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                            at += 2;
                            match code {
                                _ if skip > 0 => skip -= 1,
                                Some(code) if !state.hidden => writer.pending.push(code),
                                _ => {}
                            }
                        }
                        b'*' => state.hidden = true,
                        b'~' if !state.hidden => writer.push(' '),
                        b'_' if !state.hidden => writer.push('-'),
                        b'\\' | b'{' | b'}' if !state.hidden => writer.push(char::from(*next)),
                        b'\n' | b'\r' if !state.hidden => writer.control("par"),
                        _ => {}
                    }
                }
            }
            _ if skip > 0 => skip -= 1,
            byte if !state.hidden => writer.pending.push(*byte),
            _ => {}
        }
    }
    writer.flush();
    writer.text
}

/// The word of control at `at`, its number, and where it ends.
fn control(bytes: &[u8], at: usize) -> (&str, Option<i32>, usize) {
    let rest = &bytes[at..];
    let letters = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic());
    let letters = letters.count();
    let sign = usize::from(rest.get(letters) == Some(&b'-'));
    let digits = rest[letters + sign..].iter().take(10);
    let digits = digits.take_while(|b| b.is_ascii_digit()).count();
    let end = letters + if digits > 0 { sign + digits } else { 0 };
    let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
    let number = std::str::from_utf8(&rest[letters..end]).unwrap_or_default();
    let blank = usize::from(rest.get(end) == Some(&b' '));
    (word, number.parse().ok(), at + end + blank)
}

/// Where the words go.
struct Writer {
    text: String,
    /// Bytes in the encoding of the file: a letter may take two.
    pending: Vec<u8>,
    encoding: &'static Encoding,
    /// The first half of a character that is written in two.
    surrogate: Option<u16>,
}

impl Writer {
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let (words, _) = self.encoding.decode_without_bom_handling(&self.pending);
            self.text.push_str(&words);
            self.pending.clear();
        }
    }

    fn push(&mut self, c: char) {
        self.flush();
        self.text.push(c);
    }

    fn unicode(&mut self, number: i32) {
        self.flush();
        // Numbers above 32767 are written as negative ones.
        let unit = (number & 0xffff) as u16;
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        for c in char::decode_utf16(units) {
            match c {
                Ok(c) => self.text.push(c),
                Err(half) if (0xd800..0xdc00).contains(&half.unpaired_surrogate()) => {
                    self.surrogate = Some(half.unpaired_surrogate());
                }
                Err(_) => {}
            }
        }
    }

    fn code_page(&mut self, number: Option<i32>) {
        self.flush();
        let label = match number {
            Some(932) => "shift_jis".to_owned(),
            Some(936) => "gbk".to_owned(),
            Some(949) => "euc-kr".to_owned(),
            Some(950) => "big5".to_owned(),
            Some(65001) => "utf-8".to_owned(),
            Some(10000) => "macintosh".to_owned(),
            Some(number) => format!("windows-{number}"),
            None => return,
        };
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            self.encoding = encoding;
        }
    }

    fn control(&mut self, word: &str) {
        let written = match word {
            "par" | "sect" | "page" | "row" | "cell" | "nestcell" | "nestrow" => "\n\n",
            "line" => "\n",
            "tab" | "emspace" | "enspace" | "qmspace" => " ",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "endash" => "–",
            "emdash" => "—",
            _ => return,
        };
        self.flush();
        self.text.push_str(written);
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_without_what_stands_around_them() {
        for (rich, plain) in [
            (
                r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Guns fell\par silent.}",
                "Guns fell\n\nsilent.",
            ),
            (
                r"{\rtf1\ansi\ansicpg1250 \'9aest \u8220?yes\u8221?}",
                "šest “yes”",
            ),
            (
                r"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}.}",
                "a link.",
            ),
            (
                r"{\rtf1 \u-10179?\u-8704?\~a\_b \{c\}}",
                "\u{1f600} a-b {c}",
            ),
            (r"{\rtf1 {\pict\bin5 }}}}}} \{words", "{words"),
        ] {
            assert_eq!(words(rich.as_bytes()).trim(), plain, "{rich}");
        }
    }
}
