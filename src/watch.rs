//! What long work tells of itself, for somebody who waits for it.

/// A part of building or checking a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Documents and accounts are read. Steps are bytes.
    Reading,
    /// They are packed, to be kept with the graph. Steps are documents.
    Keeping,
    /// Articles are compared: copies, those of one story, and whom they name.
    Articles,
    /// Pairs of accounts are compared. Steps are pairs.
    Comparing,
    /// Accounts become events. Steps are events.
    Fusing,
    /// Quads are made. Steps are documents.
    Telling,
    /// The index is sorted and written. Steps are its parts.
    Indexing,
    /// A graph is held against its checksums and itself. Steps are its parts.
    Checking,
    /// A graph is held against shapes. Steps are rules.
    Shapes,
}

/// Is told how far the work is. Work may be done on several threads.
pub trait Watch: Sync {
    /// A stage of so many steps begins; the one before it has ended.
    fn begin(&self, stage: Stage, steps: u64);
    /// So many steps more are done.
    fn step(&self, steps: u64);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&self, _: Stage, _: u64) {}
    fn step(&self, _: u64) {}
}
