//! Errors of the store → diagnostics of a question.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use crate::store::StoreError;

impl StoreError {
    /// The kind of error that it is for whoever asks.
    pub(crate) fn code(&self) -> Code {
        match self {
            StoreError::Cancelled => Code::Cancelled,
            StoreError::Syntax { .. } => Code::Syntax,
            StoreError::TooLarge { .. } => Code::TooLarge,
            StoreError::Limit(_) => Code::Limit,
            _ => Code::Store,
        }
    }

    /// The error at a place of a question.
    pub(crate) fn at(&self, span: Span) -> Diagnostic {
        self.code().at(span, self.to_string())
    }
}
