//! Escape sequences, or none.

use crate::shown::Shown;

/// Puts text in colour where that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// Whether escape sequences may be used.
    pub colour: bool,
}

impl Paint {
    /// The text is cleaned before: whatever it is, the only sequences are these.
    fn with(self, code: &str, text: &str) -> Shown {
        let text = Shown::text(text);
        match self.colour && !text.is_empty() {
            true => text.painted(&format!("\u{1b}[{code}m"), "\u{1b}[0m"),
            false => text,
        }
    }

    /// Headings.
    pub fn bold(self, text: &str) -> Shown {
        self.with("1", text)
    }

    /// What matters less.
    pub fn dim(self, text: &str) -> Shown {
        self.with("2", text)
    }

    /// Marks of roles.
    pub fn role(self, text: &str) -> Shown {
        self.with("36", text)
    }

    /// Nouns of the ontology.
    pub fn noun(self, text: &str) -> Shown {
        self.with("1;34", text)
    }

    /// Words of the grammar.
    pub fn keyword(self, text: &str) -> Shown {
        self.with("35", text)
    }

    /// Names and quoted words.
    pub fn name(self, text: &str) -> Shown {
        self.with("32", text)
    }

    /// Numbers and dates.
    pub fn number(self, text: &str) -> Shown {
        self.with("33", text)
    }

    /// The word that begins an error.
    pub fn failed(self, text: &str) -> Shown {
        self.with("1;31", text)
    }

    /// Errors.
    pub fn error(self, text: &str) -> Shown {
        self.with("31", text)
    }
}
