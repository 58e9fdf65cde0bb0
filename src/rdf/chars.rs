//! Offsets in Unicode scalar values, which accounts and the graph use, over UTF-8 text.

/// A text that can be cut by scalar values.
#[derive(Debug, Clone)]
pub struct Chars<'t> {
    text: &'t str,
    /// Byte offset of each scalar value and of the end; empty for ASCII, where the two are the same.
    starts: Vec<usize>,
}

impl<'t> Chars<'t> {
    /// Counts the text once.
    pub fn new(text: &'t str) -> Chars<'t> {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect()
        };
        Chars { text, starts }
    }

    /// Number of scalar values.
    pub fn len(&self) -> usize {
        if self.starts.is_empty() {
            self.text.len()
        } else {
            self.starts.len() - 1
        }
    }

    /// The byte at which a scalar value starts.
    pub fn byte(&self, offset: usize) -> Option<usize> {
        if self.starts.is_empty() {
            (offset <= self.text.len()).then_some(offset)
        } else {
            self.starts.get(offset).copied()
        }
    }

    /// The scalar value that starts at a byte, or the first one after it.
    pub fn offset(&self, byte: usize) -> usize {
        if self.starts.is_empty() {
            byte
        } else {
            self.starts.partition_point(|&start| start < byte)
        }
    }

    /// The words from one offset up to another; `None` where the text has no such place.
    pub fn slice(&self, begin: usize, end: usize) -> Option<&'t str> {
        self.text.get(self.byte(begin)?..self.byte(end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_scalar_values() {
        let chars = Chars::new("Çavuşoğlu said");
        assert_eq!(chars.len(), 14);
        assert_eq!(chars.slice(0, 9), Some("Çavuşoğlu"));
        assert_eq!(chars.slice(10, 14), Some("said"));
        assert_eq!(chars.slice(10, 15), None);
        assert_eq!(chars.slice(5, 4), None);
        assert_eq!(chars.offset(chars.byte(9).unwrap()), 9);
        let ascii = Chars::new("said");
        assert_eq!(ascii.slice(1, 4), Some("aid"));
        assert_eq!(ascii.slice(1, 5), None);
    }
}
