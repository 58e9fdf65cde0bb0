//! Reads news articles and builds a knowledge graph that can be questioned.
//!
//! Two pipelines, each a chain of named representations; every stage is a function from one to the next.
//!
//! ```text
//! building   bytes ─document→ Document ─text→ Analysis ─extract→ Account… ─link→ Graph ─rdf→ quads ─store→ Store
//! asking     text  ─query::parse→ Ast ─query::plan→ Plan ─query::sparql→ spargebra::Query ─store→ Rows ─output→ table, csv, json…
//! ```

#![deny(unsafe_code)]

pub mod diagnostic;
mod digest;
pub mod document;
pub mod extract;
pub mod files;
pub mod fold;
pub mod gazetteer;
mod globe;
pub mod link;
pub mod mark;
pub mod measure;
mod memory;
pub mod network;
pub mod ontology;
pub mod output;
pub mod pipeline;
pub mod query;
pub mod rdf;
pub mod repl;
pub mod serve;
pub mod shown;
pub mod span;
pub mod store;
pub mod text;
pub mod time;
pub mod watch;
