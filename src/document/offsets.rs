//! Byte offsets to character offsets and back, fast on long texts.

use std::sync::OnceLock;

/// Bytes between two checkpoints.
const STEP: usize = 256;

/// Characters before every 256th byte of a text, made when first asked for.
///
/// Two tables are always equal: they follow from the text and say nothing of their own.
#[derive(Debug, Clone, Default)]
pub struct Offsets(OnceLock<Box<[usize]>>);

impl PartialEq for Offsets {
    fn eq(&self, _: &Offsets) -> bool {
        true
    }
}

impl Offsets {
    fn table(&self, text: &str) -> &[usize] {
        self.0.get_or_init(|| {
            let chunks = text.as_bytes().chunks(STEP);
            let before = chunks.scan(0, |count, chunk| {
                *count += starts(chunk);
                Some(*count - starts(chunk))
            });
            before.collect()
        })
    }

    /// How many characters stand before `byte`; offsets inside a character count it, those past the end count all.
    pub fn char_offset(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let chunk = (byte / STEP).min(text.len().saturating_sub(1) / STEP);
        let before = self.table(text).get(chunk).copied().unwrap_or(0);
        before + starts(&text.as_bytes()[chunk * STEP..byte])
    }

    /// The byte at which the character numbered `char` starts; the length of the text for one past the last.
    pub fn byte_offset(&self, text: &str, char: usize) -> Option<usize> {
        let table = self.table(text);
        let chunk = table
            .partition_point(|before| *before <= char)
            .checked_sub(1);
        let Some(chunk) = chunk else {
            return (char == 0).then_some(0);
        };
        let mut left = char - table[chunk];
        let from = chunk * STEP;
        for (at, byte) in text.as_bytes()[from..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return Some(from + at);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(text.len())
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways(text in "\\PC{0,700}") {
            let offsets = Offsets::default();
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.char_offset(&text, byte), count);
                prop_assert_eq!(offsets.byte_offset(&text, count), Some(byte));
            }
            let all = text.chars().count();
            prop_assert_eq!(offsets.char_offset(&text, text.len() + 9), all);
            prop_assert_eq!(offsets.byte_offset(&text, all), Some(text.len()));
            prop_assert_eq!(offsets.byte_offset(&text, all + 1), None);
        }
    }
}
