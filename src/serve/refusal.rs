//! Why there is no answer, as JSON: for a question each error with its place, the caret under it, and what to try.

use super::http::Response;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::to_writer;
use crate::span::Span;
use crate::store::StoreError;
use serde_json::{Value, json};

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// A question that is wrong, or took too much.
    Question {
        /// As it was asked.
        text: String,
        /// At least one.
        errors: Vec<Diagnostic>,
    },
    /// All else.
    Plain {
        status: u16,
        code: &'static str,
        message: String,
    },
}

impl Refusal {
    pub fn plain(status: u16, code: &'static str, message: impl Into<String>) -> Refusal {
        let message = message.into();
        Refusal::Plain {
            status,
            code,
            message,
        }
    }

    /// A request that lacks something, or has what it may not have.
    pub fn usage(message: impl Into<String>) -> Refusal {
        Refusal::plain(400, "usage", message)
    }

    /// A failure of the store for which no question is to blame.
    pub fn store(error: StoreError) -> Refusal {
        Refusal::question("", error.at(Span::default()))
    }

    /// What is wrong with a question.
    pub fn question(text: &str, error: Diagnostic) -> Refusal {
        Refusal::Question {
            text: text.to_string(),
            errors: vec![error],
        }
    }

    /// As it is sent.
    pub fn response(&self) -> Response {
        let (status, errors) = match self {
            Refusal::Plain {
                status,
                code,
                message,
            } => (*status, vec![json!({"code": code, "message": message})]),
            Refusal::Question { text, errors } => {
                let status = errors.first().map_or(500, |error| status(error.code));
                let errors = errors.iter().map(|error| told(text, error));
                (status, errors.collect())
            }
        };
        sent(status, &json!({"errors": errors}))
    }
}

/// An answer as JSON.
pub(super) fn json(value: &Value) -> Response {
    sent(200, value)
}

fn sent(status: u16, value: &Value) -> Response {
    let mut body = Vec::new();
    // Writing to memory cannot fail.
    let _ = to_writer(&mut body, value);
    Response {
        status,
        ..Response::new("application/json; charset=utf-8", body)
    }
}

fn status(code: Code) -> u16 {
    match code {
        Code::Limit | Code::Cancelled => 503,
        Code::Store => 500,
        _ => 400,
    }
}

/// An error with its place in characters, and as the shell shows it.
fn told(text: &str, error: &Diagnostic) -> Value {
    let mut told = json!({"code": error.code, "message": error.message});
    if !text.is_empty() {
        let [begin, end] = [error.span.begin, error.span.end].map(|at| letters(text, at));
        told["begin"] = json!(begin);
        told["end"] = json!(end);
        told["shown"] = json!(error.render("question", text, false));
    }
    for (name, list) in [
        ("expected", &error.expected),
        ("hints", &error.hints),
        ("candidates", &error.candidates),
    ] {
        if !list.is_empty() {
            told[name] = json!(list);
        }
    }
    if let Some(found) = &error.found {
        told["found"] = json!(found);
    }
    told
}

/// How many characters stand before a byte.
pub(super) fn letters(text: &str, byte: usize) -> usize {
    let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
    before.chars().count()
}
