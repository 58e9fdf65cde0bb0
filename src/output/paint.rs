//! Escape sequences, or none.

/// Puts text in colour where that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// Whether escape sequences may be used.
    pub colour: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_string()
        }
    }

    /// Headings.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What matters less.
    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// Marks of roles.
    pub fn role(self, text: &str) -> String {
        self.with("36", text)
    }

    /// Nouns of the ontology.
    pub fn noun(self, text: &str) -> String {
        self.with("1;34", text)
    }

    /// Words of the grammar.
    pub fn keyword(self, text: &str) -> String {
        self.with("35", text)
    }

    /// Names and quoted words.
    pub fn name(self, text: &str) -> String {
        self.with("32", text)
    }

    /// Numbers and dates.
    pub fn number(self, text: &str) -> String {
        self.with("33", text)
    }

    /// Errors.
    pub fn error(self, text: &str) -> String {
        self.with("31", text)
    }
}
