//! Input from strangers: it is answered or refused, and harms nothing.

mod common;
#[path = "hostile/endpoints.rs"]
mod endpoints;
#[path = "query/fixture.rs"]
mod fixture;
#[path = "hostile/quotes.rs"]
mod quotes;
#[path = "hostile/resources.rs"]
mod resources;
#[path = "hostile/sparql.rs"]
mod sparql;
