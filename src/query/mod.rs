//! Questions: text → [`ast`] → plan → SPARQL algebra → [`Rows`].

pub mod answer;
pub mod ast;
mod compile;
mod decode;
mod expected;
mod highlight;
mod lexer;
mod parse;
mod plan;
mod print;
pub mod rows;
mod session;
mod token;
mod words;

pub use answer::Answer;
pub use expected::{Expected, NamesFor, expected};
pub use highlight::{highlight, is_complete};
pub use parse::{parse, parse_query};
pub use rows::{Cell, Column, Row, Rows, Value};
pub use session::Session;
pub use token::TokenKind;
