//! Words in a document.

use super::Document;

impl Document {
    /// The byte at which words stand, whatever white space is between them; in a paragraph that is read if they stand in
    /// several. The last word may be cut short.
    pub fn find(&self, words: &str) -> Option<usize> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let (last, before) = words.split_last()?;
        let stands = |at: usize| {
            let mut there = self.text[at..].split_whitespace();
            before.iter().all(|word| there.next() == Some(word))
                && there.next().is_some_and(|word| word.starts_with(last))
        };
        let read = |at: usize| {
            let mut blocks = self.read_blocks();
            blocks.any(|(_, block)| block.span.begin <= at && at < block.span.end)
        };
        let places = self.text.match_indices(words[0]).map(|(at, _)| at);
        let places: Vec<usize> = places.filter(|&at| stands(at)).collect();
        let best = places.iter().copied().find(|&at| read(at));
        best.or(places.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Metadata, from_text};

    #[test]
    fn white_space_does_not_matter() {
        let text =
            "The envoys met in Oslo and left.\n\nThe envoys met\nin Lima on Monday, and stayed.";
        let document = from_text(text.to_string(), Metadata::default());
        assert_eq!(document.find("envoys  met in Li"), Some(38));
        assert_eq!(document.find("The envoys"), Some(0));
        assert_eq!(document.find("met in Rome"), None);
        assert_eq!(document.find(" "), None);
    }
}
