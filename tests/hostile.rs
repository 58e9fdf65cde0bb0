//! Input from strangers: it is answered or refused, and harms nothing.

mod common;
#[path = "hostile/counts.rs"]
mod counts;
#[path = "hostile/endpoints.rs"]
mod endpoints;
#[path = "hostile/escapes.rs"]
mod escapes;
#[path = "query/fixture.rs"]
mod fixture;
#[path = "hostile/overwriting.rs"]
mod overwriting;
#[path = "hostile/quotes.rs"]
mod quotes;
#[path = "hostile/resources.rs"]
mod resources;
#[path = "hostile/scripts.rs"]
mod scripts;
#[path = "hostile/snapshots.rs"]
mod snapshots;
#[path = "hostile/sparql.rs"]
mod sparql;
