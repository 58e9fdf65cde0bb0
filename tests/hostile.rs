//! Input from strangers: it is answered or refused, and harms nothing.

#[path = "hostile/articles.rs"]
mod articles;
mod common;
#[path = "hostile/counts.rs"]
mod counts;
#[path = "hostile/endpoints.rs"]
mod endpoints;
#[path = "hostile/escapes.rs"]
mod escapes;
#[path = "query/fixture.rs"]
mod fixture;
#[path = "hostile/growth.rs"]
mod growth;
#[path = "hostile/kinds.rs"]
mod kinds;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/lines.rs"]
mod lines;
#[path = "hostile/mapped.rs"]
mod mapped;
#[path = "hostile/marks.rs"]
mod marks;
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
#[path = "hostile/trees.rs"]
mod trees;
#[path = "hostile/twice.rs"]
mod twice;
#[path = "hostile/xml.rs"]
mod xml;
