//! What the graph is written in: vocabulary, IRIs, and the order of its quads. [`quads`](crate::quads) tells which there are.

pub mod iri;
pub mod order;
pub mod vocabulary;
pub mod write;
pub(crate) mod xml;
