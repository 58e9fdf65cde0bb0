//! Input from strangers: it is answered or refused, and harms nothing.

mod common;
#[path = "hostile/counts.rs"]
mod counts;
#[path = "hostile/overwriting.rs"]
mod overwriting;
#[path = "hostile/scripts.rs"]
mod scripts;
#[path = "hostile/snapshots.rs"]
mod snapshots;
