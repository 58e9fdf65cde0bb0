//! Words in a document.

use super::Document;

impl Document {
    /// The byte at which words stand, whatever white space is between them; in a paragraph that is read if they stand in
    /// several. The last word may be cut short.
    pub fn find(&self, words: &str) -> Option<usize> {
        let read = |at: usize| {
            let mut blocks = self.read_blocks();
            blocks.any(|(_, block)| block.span.begin <= at && at < block.span.end)
        };
        let places = places(&self.text, words);
        let best = places.iter().copied().find(|&at| read(at));
        best.or(places.first().copied())
    }
}

/// Whether [`Document::find`] finds words in the document of a text, which need not be laid out for that.
pub(crate) fn has_words(text: &str, words: &str) -> bool {
    !places(text, words).is_empty()
}

fn places(text: &str, words: &str) -> Vec<usize> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else {
        return Vec::new();
    };
    let stands = |at: usize| {
        let mut there = text[at..].split_whitespace();
        before.iter().all(|word| there.next() == Some(word))
            && there.next().is_some_and(|word| word.starts_with(last))
    };
    let places = text.match_indices(words[0]).map(|(at, _)| at);
    places.filter(|&at| stands(at)).collect()
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
