//! Input from strangers: it is answered or refused, and harms nothing.

#[path = "hostile/articles.rs"]
mod articles;
mod common;
#[path = "hostile/growth.rs"]
mod growth;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/trees.rs"]
mod trees;
