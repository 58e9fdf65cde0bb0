//! Questions: text → [`ast`] → plan → SPARQL algebra → [`Rows`].

pub(crate) mod about;
mod around;
mod ask;
pub mod ast;
mod compile;
mod decode;
mod expected;
mod failed;
pub mod format;
mod highlight;
mod lexer;
mod parse;
mod plain;
mod plan;
mod session;
mod settle;
mod settled;
mod token;
mod words;

pub use crate::answer::{self, Answer, Cell, Column, Row, Rows, Spot, Value, rows};
pub use around::around;
pub use expected::{Expected, NamesFor, expected};
pub use highlight::{highlight, is_complete};
pub(crate) use lexer::{QUOTES, as_written, in_quotes, read_date, unquoted};
pub(crate) use parse::{no_question, said};
pub use parse::{parse, parse_query};
pub use plain::plain;
pub use session::{Definitions, Emptied, Facet, FacetValue, Narrowing, Session, Step};
pub use token::TokenKind;
pub(crate) use words::{DOCUMENT, EVENT, STATEMENT, WITH, roles_of};
