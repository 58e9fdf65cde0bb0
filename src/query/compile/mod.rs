//! [`Settled`](super::settled::Settled) questions → SPARQL algebra. Nothing is asked of the store but how much there is of
//! what, to choose the shorter way. One file builds on another in this order:
//!
//! | file | from | to |
//! |---|---|---|
//! | `algebra`, `select` | | patterns and expressions by short names, and what stands around patterns |
//! | `conditions` | values and constants | what must hold of them |
//! | `compiler` | | names of variables, and what they stand for |
//! | `hops` | a path | the pattern from a node to its values |
//! | `vague`, `compare`, `reports` | a condition | a pattern |
//! | `nodes` | a question | the pattern of its nodes: sets, conditions, other questions inside |
//! | `order`, `sort` | sort keys | the order of the nodes, and what is cut off by number |
//! | `columns`, `group` | nodes | the whole SELECT, and how its solutions are read |
//! | `lookups` | | what names, times and places are settled with |

pub(crate) mod algebra;
mod columns;
mod compare;
mod compiler;
mod conditions;
mod group;
mod hops;
mod lookups;
mod nodes;
mod once;
mod order;
mod pairs;
mod reports;
mod select;
mod shape;
mod sort;
mod vague;
mod values;

pub(crate) use compiler::Compiler;
pub(crate) use shape::{Decode, GroupDecode, GroupShape, Shape};
