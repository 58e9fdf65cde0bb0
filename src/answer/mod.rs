//! [`Answer`]: what a statement gives back.

pub mod rows;

pub use rows::{Cell, Column, Row, Rows, Spot, Value};

/// What a statement gives back.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// A table.
    Rows(Rows),
    /// A table to be shown along its first column, a date.
    Timeline(Rows),
    /// Nodes and edges.
    Graph(Network),
    /// An assertion holds.
    Asserted,
    /// A name or parameter was defined.
    Defined(String),
    /// Rows to be written somewhere; the caller writes.
    Export {
        /// The word after `as`.
        format: String,
        /// The file, or standard output.
        to: Option<String>,
        /// The answer; `None` for the whole graph.
        rows: Option<Box<Answer>>,
    },
    /// Another file to be run first; the caller reads it.
    Use(String),
}

/// What `| graph` shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// Sorted by IRI.
    pub nodes: Vec<Node>,
    /// In a stable order.
    pub edges: Vec<Edge>,
    /// Lines to show above it.
    pub notes: Vec<String>,
}

/// A node of a [`Network`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its IRI.
    pub iri: String,
    /// Name to show.
    pub label: String,
    /// Local name of its class.
    pub class: String,
}

/// An edge of a [`Network`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// IRI of a node.
    pub from: String,
    /// IRI of a node.
    pub to: String,
    /// What joins them: the field word of a role.
    pub label: String,
}
