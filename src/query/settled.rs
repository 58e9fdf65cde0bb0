//! A question of which nothing has to be looked up any more: names are nodes, times are days, places are nodes. What it
//! is made from is a [`Plan`](super::plan::Plan), what is made from it the SPARQL algebra.

use super::ast::{Comparison, SetOperator};
pub(crate) use super::plan::Step;
use super::plan::{Constant, Path};
use crate::span::Span;
use crate::time::Interval;
use oxigraph::model::Literal;

/// Which nodes are asked for, and in what order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settled {
    pub span: Span,
    /// Local name of their class.
    pub class: String,
    pub set: Set,
    pub steps: Vec<Step<Filter>>,
}

/// Where the nodes come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Set {
    /// All of a class.
    Class(String),
    /// These.
    Nodes(Vec<String>),
    /// The answer of another question.
    Settled(Box<Settled>),
    /// Two sets.
    Combined(SetOperator, Box<Settled>, Box<Settled>),
}

/// What must hold of a node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Filter {
    Not(Box<Filter>),
    All(Vec<Filter>),
    Any(Vec<Filter>),
    /// Some value is there; for times, at least one end.
    Has(Path),
    /// The value is there and, for times, both ends are.
    Known(Path),
    /// It is one of these.
    Among(Vec<String>),
    /// One of the paths leads to what is wanted of it.
    Value(Vec<(Path, Wanted)>),
    /// The time can lie in the window.
    Within(Path, Interval),
    /// The time can lie in one of the windows.
    Windows(Path, Vec<Interval>),
    /// A document that tells of it was published in the window; `all` of them when `first` is set.
    Reported {
        window: Interval,
        all: bool,
    },
    /// A document that tells of it has one of these publishers.
    ReportedBy(Vec<Literal>),
    /// The earliest document that tells of it, or one of the same day, has one of these publishers.
    FirstReportedBy(Vec<Literal>),
    Mentioning(String),
    Compare(Path, Comparison, Constant),
    Fields(Path, Comparison, Path),
    Disputed(Option<Path>),
    /// It takes part, in any role, in one of these events.
    Participates(Box<Settled>),
    /// The path leads to at least so many different values.
    AtLeast(usize, Path),
    /// Nothing passes.
    Nothing,
}

/// What a path must lead to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wanted {
    /// One of these nodes.
    Nodes(Vec<String>),
    /// For each row outside one of its nodes: the row, and the node.
    Outer(Vec<(String, String)>),
    /// This text.
    Text(String),
    /// A node with this name.
    Named(String),
    /// Anything of a class, or part of it.
    Any(String),
    /// An answer of another question, or part of it.
    Answer(Box<Settled>),
}

impl Settled {
    /// Whether it, or one inside that decides which nodes it has, cuts off by number.
    pub fn is_sliced(&self) -> bool {
        let slices = |step: &Step<Filter>| matches!(step, Step::First(_) | Step::Last(_));
        self.steps.iter().any(slices)
            || match &self.set {
                Set::Class(_) | Set::Nodes(_) => false,
                Set::Settled(inner) => inner.is_sliced(),
                Set::Combined(_, a, b) => a.is_sliced() || b.is_sliced(),
            }
    }

    /// Whether each of its nodes comes but a few times, so that there is no need to find them out before they are joined.
    pub fn is_plain(&self) -> bool {
        matches!(self.set, Set::Class(_))
            && self.steps.iter().all(|step| match step {
                Step::Filter(filter) => filter.is_plain(),
                _ => false,
            })
    }
}

impl Filter {
    fn is_plain(&self) -> bool {
        match self {
            Filter::All(parts) => parts.iter().all(Filter::is_plain),
            Filter::Not(_) | Filter::Any(_) | Filter::Disputed(_) | Filter::Known(_) => true,
            Filter::Among(_) => true,
            Filter::Within(path, _) | Filter::Compare(path, ..) => path.steps.len() == 1,
            Filter::Value(parts) => parts
                .iter()
                .all(|(_, wanted)| matches!(wanted, Wanted::Nodes(_) | Wanted::Text(_))),
            _ => false,
        }
    }
}
