//! The node that a name means.

use super::{Session, named};
use crate::diagnostic::Diagnostic;
use crate::query::plan::Name;
use crate::query::settle::Outer;
use crate::span::Span;
use crate::store::Found;

impl Session<'_> {
    /// The one node that a name means, as it would be understood in a question; a class may stand behind `#`. The error
    /// names what is alike, or all that it may mean.
    pub fn named_node(&self, text: &str) -> Result<Found, Diagnostic> {
        let span = Span::new(0, text.len());
        let (text, class) = named(text.trim());
        let name = Name {
            text,
            class: class.map(|class| (class.text.to_lowercase(), span)),
            exactly: false,
            span,
        };
        self.settler(Outer::Nothing).resolve(&name, &[])
    }
}
