//! What data sets ask that the graph does not: which given words of any kind name one event across documents (ECB+), and
//! what given actors took part in, in the order of time (the timelines of SemEval 2015). Only `examples/evaluate` calls it;
//! accounts are linked in [`link`](crate::link).

pub mod occurrence;
pub mod timeline;
