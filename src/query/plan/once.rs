//! Columns have different names.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use std::collections::BTreeSet;

/// An error where two columns have one name: a table could be read either way, and JSON would have a member twice.
pub(crate) fn once<'n>(names: impl Iterator<Item = (&'n str, Span)>) -> Result<(), Diagnostic> {
    let mut seen = BTreeSet::new();
    for (name, span) in names {
        if !seen.insert(name) {
            let message = format!("two columns are called `{name}`");
            return Err(Code::Mismatch
                .at(span, message)
                .hint("give one of them another name: `… as NAME`"));
        }
    }
    Ok(())
}
