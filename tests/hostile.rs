//! Input from strangers: files and texts that are damaged, of another kind, or made to do harm.

mod common;

#[path = "hostile/kinds.rs"]
mod kinds;
#[path = "hostile/lines.rs"]
mod lines;
#[path = "hostile/marks.rs"]
mod marks;
#[path = "hostile/twice.rs"]
mod twice;
#[path = "hostile/xml.rs"]
mod xml;
