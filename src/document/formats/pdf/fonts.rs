//! What the bytes of a string mean in a font, and how wide they are.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use rustc_hash::FxHashMap;

/// Bytes of a table of characters, the highest code of a font, and codes that one table may tell of, again and again.
const TABLE: usize = 4 << 20;
const HIGHEST: u32 = 0xffff;
const CODES: usize = 4 << 16;
/// Hexadecimal digits of what a code means that are read: sixteen letters.
const MEANING: usize = 64;

/// A font as far as its words need it.
#[derive(Default)]
pub struct Font {
    /// Bytes of a code.
    bytes: usize,
    /// What codes mean, as the font itself says.
    meant: FxHashMap<u32, String>,
    /// What the codes of a byte mean where it does not.
    simple: Vec<String>,
    widths: FxHashMap<u32, f32>,
    width: f32,
    /// What reading its dictionary took, about as many steps as instructions of a page.
    cost: usize,
}

impl Font {
    /// Of its dictionary.
    pub fn new(dict: &Dict) -> Font {
        let composite = dict
            .get::<Name>("Subtype")
            .is_some_and(|kind| kind.as_str() == "Type0");
        let mut font = Font {
            bytes: if composite { 2 } else { 1 },
            width: 500.0,
            ..Font::default()
        };
        match composite {
            true => font.composite(dict),
            false => font.simple(dict),
        }
        if let Some(stream) = dict.get::<Stream>("ToUnicode")
            && let Ok(table) = stream.decoded_data()
        {
            font.cost += table.len() / 4;
            let table = &table[..table.len().min(TABLE)];
            font.table(&String::from_utf8_lossy(table));
        }
        font.cost += font.meant.len() + font.widths.len() + font.simple.len();
        font
    }

    /// What it takes to read it once more.
    pub fn cost(&self) -> usize {
        self.cost
    }

    fn composite(&mut self, dict: &Dict) {
        let Some(inner) = dict
            .get::<Array>("DescendantFonts")
            .and_then(|a| a.iter::<Dict>().next())
        else {
            return;
        };
        self.width = inner
            .get::<Number>("DW")
            .map_or(1000.0, |width| width.as_f32());
        let Some(list) = inner.get::<Array>("W") else {
            return;
        };
        // "1 [500 600] 7 9 550": widths from a code on, or one for several.
        let mut numbers: Vec<f32> = Vec::new();
        let mut left = CODES;
        for item in list.iter::<Object>() {
            self.cost += 1;
            match item {
                Object::Number(number) => {
                    numbers.push(number.as_f32());
                    if let [first, last, width] = numbers[..] {
                        for code in codes(first as u32, last as u32, &mut left) {
                            self.widths.insert(code, width);
                        }
                        numbers.clear();
                    }
                }
                Object::Array(widths) => {
                    let first = numbers.pop().unwrap_or(0.0) as u32;
                    let widths = widths.iter::<Number>().take(left);
                    for (code, width) in (first..=HIGHEST).zip(widths) {
                        self.widths.insert(code, width.as_f32());
                        left -= 1;
                    }
                    numbers.clear();
                }
                _ => {}
            }
        }
    }

    fn simple(&mut self, dict: &Dict) {
        let first = dict
            .get::<Number>("FirstChar")
            .map_or(0, |first| first.as_i64().clamp(0, 255) as u32);
        if let Some(widths) = dict.get::<Array>("Widths") {
            for (code, width) in (first..=255).zip(widths.iter::<Number>()) {
                self.widths.insert(code, width.as_f32());
            }
        }
        let named = dict.get::<Name>("Encoding");
        let encoding = dict.get::<Dict>("Encoding");
        let base = named.or_else(|| encoding.as_ref()?.get::<Name>("BaseEncoding"));
        let table = match base {
            Some(name) if name.as_str() == "MacRomanEncoding" => MACINTOSH,
            _ => WINDOWS_1252,
        };
        self.simple = (0..=255u8)
            .map(|byte| table.decode_without_bom_handling(&[byte]).0.into_owned())
            .collect();
        let mut code = 0usize;
        let differences = encoding.and_then(|dict| dict.get::<Array>("Differences"));
        for item in differences.iter().flat_map(|list| list.iter::<Object>()) {
            self.cost += 1;
            match item {
                Object::Number(number) => code = number.as_i64().clamp(0, 255) as usize,
                Object::Name(name) => {
                    if let (Some(place), Some(letter)) =
                        (self.simple.get_mut(code), glyph(name.as_str()))
                    {
                        *place = letter;
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }

    /// The table of what codes mean: "beginbfchar <01> <0041> endbfchar", "beginbfrange <01> <05> <0041> endbfrange".
    fn table(&mut self, table: &str) {
        for part in table.split("begincodespacerange").skip(1) {
            let codes = part.split("endcodespacerange").next().unwrap_or_default();
            if let Some(code) = hex(codes).first() {
                self.bytes = (code.len() / 2).clamp(1, 2);
            }
        }
        for part in table.split("beginbfchar").skip(1) {
            let pairs = hex(part.split("endbfchar").next().unwrap_or_default());
            for pair in pairs.chunks_exact(2) {
                if let Some(code) = number(&pair[0]).filter(|code| *code <= HIGHEST) {
                    self.meant.insert(code, letters(&pair[1], 0));
                }
            }
        }
        let mut left = CODES;
        for part in table.split("beginbfrange").skip(1) {
            let part = part.split("endbfrange").next().unwrap_or_default();
            for line in part.split(['\n', '\r']) {
                let listed = line.contains('[');
                let words = hex(line);
                for range in words.chunks(if listed { words.len().max(1) } else { 3 }) {
                    let [first, last, rest @ ..] = range else {
                        continue;
                    };
                    let (Some(first), Some(last)) = (number(first), number(last)) else {
                        continue;
                    };
                    for (at, code) in codes(first, last, &mut left).enumerate() {
                        let word = match listed {
                            true => rest.get(at).map(|word| letters(word, 0)),
                            false => rest.first().map(|word| letters(word, at as u32)),
                        };
                        if let Some(word) = word {
                            self.meant.insert(code, word);
                        }
                    }
                }
            }
        }
    }

    /// The letters of a string, each with its width in thousandths of the size and whether it is a blank of one byte.
    pub fn read(&self, bytes: &[u8]) -> Vec<(String, f32, bool)> {
        let codes = bytes.chunks(self.bytes.max(1)).map(|code| {
            let code_number = code
                .iter()
                .fold(0, |number, byte| number << 8 | u32::from(*byte));
            (code_number, code)
        });
        codes
            .map(|(code, bytes)| {
                let simple = || self.simple.get(code as usize).cloned().unwrap_or_default();
                let word = self.meant.get(&code).cloned().unwrap_or_else(simple);
                let width = self.widths.get(&code).copied().unwrap_or(self.width);
                (word, width, bytes == [b' '])
            })
            .collect()
    }
}

/// The codes of a range, as far as there may be such, and no more than are left.
fn codes(first: u32, last: u32, left: &mut usize) -> impl Iterator<Item = u32> + use<> {
    let range = first..last.min(HIGHEST) + 1;
    let count = range.len().min(*left);
    *left -= count;
    range.take(count)
}

/// What a code is as a number.
fn number(code: &str) -> Option<u32> {
    u32::from_str_radix(code, 16).ok()
}

/// The numbers between pointed brackets.
fn hex(text: &str) -> Vec<String> {
    let words = text.split('<').skip(1);
    let words = words.filter_map(|part| part.split_once('>'));
    words
        .map(|(word, _)| word.chars().filter(char::is_ascii_hexdigit).collect())
        .collect()
}

/// The letters of "00410042" in UTF-16, the last of them moved on by so many.
fn letters(hex: &str, by: u32) -> String {
    let hex = &hex[..hex.len().min(MEANING)];
    let unit = |at: usize| u16::from_str_radix(hex.get(at..at + 4).unwrap_or("0"), 16).unwrap_or(0);
    let mut units: Vec<u16> = match hex.len() {
        ..4 => vec![u16::from_str_radix(hex, 16).unwrap_or(0)],
        length => (0..length / 4).map(|at| unit(at * 4)).collect(),
    };
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(by as u16);
    }
    String::from_utf16_lossy(&units).replace(['\0', '\u{fffd}'], "")
}

/// What a name of a glyph means.
fn glyph(name: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("space", " "),
        ("nbspace", " "),
        ("period", "."),
        ("comma", ","),
        ("colon", ":"),
        ("semicolon", ";"),
        ("hyphen", "-"),
        ("minus", "-"),
        ("sfthyphen", ""),
        ("endash", "–"),
        ("emdash", "—"),
        ("quotesingle", "'"),
        ("quotedbl", "\""),
        ("quoteleft", "‘"),
        ("quoteright", "’"),
        ("quotedblleft", "“"),
        ("quotedblright", "”"),
        ("quotesinglbase", "‚"),
        ("quotedblbase", "„"),
        ("guillemotleft", "«"),
        ("guillemotright", "»"),
        ("exclam", "!"),
        ("question", "?"),
        ("parenleft", "("),
        ("parenright", ")"),
        ("bracketleft", "["),
        ("bracketright", "]"),
        ("slash", "/"),
        ("ampersand", "&"),
        ("percent", "%"),
        ("dollar", "$"),
        ("sterling", "£"),
        ("Euro", "€"),
        ("numbersign", "#"),
        ("plus", "+"),
        ("equal", "="),
        ("asterisk", "*"),
        ("bullet", "•"),
        ("ellipsis", "…"),
        ("degree", "°"),
        ("section", "§"),
        ("copyright", "©"),
        ("at", "@"),
        ("underscore", "_"),
        ("bar", "|"),
        ("fi", "fi"),
        ("fl", "fl"),
        ("ff", "ff"),
        ("ffi", "ffi"),
        ("ffl", "ffl"),
        ("f_i", "fi"),
        ("f_l", "fl"),
        ("f_f", "ff"),
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("germandbls", "ß"),
        ("dotlessi", "ı"),
        ("oslash", "ø"),
        ("Oslash", "Ø"),
        ("ae", "æ"),
        ("AE", "Æ"),
        ("oe", "œ"),
        ("OE", "Œ"),
        ("lslash", "ł"),
        ("Lslash", "Ł"),
        ("eth", "ð"),
        ("thorn", "þ"),
    ];
    const MARKS: &[(&str, char)] = &[
        ("acute", '\u{301}'),
        ("grave", '\u{300}'),
        ("circumflex", '\u{302}'),
        ("dieresis", '\u{308}'),
        ("tilde", '\u{303}'),
        ("caron", '\u{30c}'),
        ("cedilla", '\u{327}'),
        ("ring", '\u{30a}'),
        ("breve", '\u{306}'),
        ("macron", '\u{304}'),
        ("ogonek", '\u{328}'),
        ("dotaccent", '\u{307}'),
    ];
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*letter).to_owned());
    }
    let mut letters = name.chars();
    let (first, rest) = (letters.next()?, letters.as_str());
    if rest.is_empty() {
        return Some(first.to_string());
    }
    if let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == rest) {
        use unicode_normalization::UnicodeNormalization;
        return Some([first, *mark].into_iter().nfc().collect());
    }
    let code = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    let code = u32::from_str_radix(code.get(..4)?, 16).ok()?;
    char::from_u32(code).map(String::from)
}
