//! Input from strangers: it is answered or refused, and harms nothing.

mod common;
#[path = "hostile/escapes.rs"]
mod escapes;
