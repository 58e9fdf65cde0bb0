//! Questions: text → [`ast`](self) → plan → SPARQL algebra → [`Rows`].

pub mod rows;

pub use rows::{Cell, Column, Row, Rows, Value};
