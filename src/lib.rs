#![doc = include_str!("../ARCHITECTURE.md")]
// No input may bring it down; tests may.
#![cfg_attr(
    not(test),
    warn(
        clippy::panic,
        clippy::panic_in_result_fn,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

pub mod answer;
pub mod correct;
mod count;
pub mod diagnostic;
mod digest;
pub mod document;
pub mod exchange;
pub mod extract;
pub mod files;
pub mod fold;
pub mod gazetteer;
mod globe;
mod json;
pub mod jsonl;
pub mod link;
pub mod mark;
pub mod measure;
pub mod network;
pub mod ontology;
pub mod output;
pub mod pipeline;
pub mod quads;
pub mod query;
pub mod rdf;
pub mod repl;
pub mod report;
pub mod serve;
pub mod shown;
pub mod span;
pub mod store;
pub mod text;
pub mod time;
pub mod watch;
