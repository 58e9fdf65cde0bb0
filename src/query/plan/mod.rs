//! A question in terms of the ontology: words resolved to classes, roles and properties; times to windows; fields typed.
//!
//! Nothing here looks at the store, so every error of the text is found before anything runs.

mod around;
mod condition;
mod field;
mod modifier;
mod once;
mod scope;
mod stage;
mod table;
mod time;
mod value;

pub(crate) use field::{date_column, time_role};
pub(crate) use once::once;
pub(crate) use scope::{ParamValue, Scope, unsupported};
pub(crate) use stage::{aggregate_name, field_name, period_names};
pub(crate) use table::{column_among, column_of_key};

use super::ast::{
    Comparison, Direction, Distance, Duration, Facet, Function, Period, Query, Relation,
    SetOperator, Stage,
};
use crate::ontology::{Role, RoleKind};
use crate::query::words::DOCUMENT;
use crate::span::Span;
use crate::time::Interval;

/// What a question means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    pub span: Span,
    /// Local name of the class of its rows.
    pub class: String,
    pub set: Set,
    /// Stages that keep nodes, in order.
    pub steps: Vec<Step<Filter>>,
    /// Columns to show, when there is no group.
    pub columns: Vec<Column>,
    /// Tables asked for every row.
    pub each: Vec<(String, Query)>,
    pub group: Option<Group>,
    /// Stages that are done on the rows, because SPARQL is through with them.
    pub behind: Vec<Stage>,
    pub view: View,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Table,
    Timeline,
    Graph,
}

/// Where the nodes come from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Set {
    /// All of a class.
    Class(String),
    /// The answer of another question.
    Plan(Box<Plan>),
    /// Two sets.
    Combined(SetOperator, Box<Plan>, Box<Plan>),
}

/// What is done with nodes, or rows, one after the other: kept by a condition `F`, sorted by `K`, cut off by number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step<F, K = Path> {
    Filter(F),
    Sort(Vec<(K, Direction)>),
    First(usize),
    Last(usize),
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
    /// The last node of one of the paths is one of the values.
    Value(Vec<Path>, Vec<Value>),
    /// The time can lie in the window.
    Within(Path, Interval),
    Last(Path, Duration, Span),
    Relative(Path, Relation, Source),
    Near(Path, Duration, Source),
    /// The last node of one of the paths, or with no path the node itself, lies so near to one of the values.
    Around(Vec<Path>, Distance, Vec<Value>),
    /// A document that tells of it was published in the window; `all` of them when `first` is set.
    Reported {
        window: Interval,
        all: bool,
    },
    ReportedLast(Duration, Span),
    ReportedBy(Vec<(String, Span)>),
    /// The earliest document that tells of it is by one of these, or one of the same day is.
    FirstReportedBy(Vec<(String, Span)>),
    Mentioning(String),
    Compare(Path, Comparison, Constant),
    Fields(Path, Comparison, Path),
    Disputed(Option<Path>),
    /// It takes part, in any role, in one of these events.
    Participates(Source),
    /// The path leads to at least so many different values.
    AtLeast(usize, Path),
    /// It is what the name stands for, or part of it.
    Is(Name),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    Number(i64),
    Text(String),
}

/// A value behind a preposition or an equals sign.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Name(Name),
    /// Anything of a class, or part of it.
    Any(String),
    Source(Source),
    /// A class, as the value of `kind`.
    Kind(String),
    /// A literal.
    Text(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub text: String,
    pub class: Option<(String, Span)>,
    pub exactly: bool,
    pub span: Span,
}

/// Nodes given by another question, or the node that `each` is at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    Plan(Box<Plan>),
    Outer(Span),
}

/// From a node to a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub span: Span,
    pub facet: Facet,
    pub steps: Vec<Hop>,
    /// As written, without the facet.
    pub words: String,
}

/// One role or field on a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hop {
    /// Local name of the role.
    pub role: String,
    pub kind: Kind,
    /// IRI of the property.
    pub property: String,
    /// Local names of the classes of its values.
    pub range: Vec<String>,
    /// Follow the property any number of times, to a node of the range.
    pub closure: bool,
}

/// What kind of value a hop leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Node,
    Class,
    Quantity,
    Time,
    Text,
}

impl Plan {
    /// Nodes of a class, of which nothing is asked yet.
    pub fn new(class: String, set: Set, columns: Vec<Column>, span: Span) -> Plan {
        Plan {
            span,
            class,
            set,
            steps: Vec::new(),
            columns,
            each: Vec::new(),
            group: None,
            behind: Vec::new(),
            view: View::Table,
        }
    }
}

impl Hop {
    /// Over one role.
    pub fn of(role: &Role) -> Hop {
        Hop {
            role: role.name.clone(),
            kind: Kind::of(role),
            property: role.property.clone(),
            range: role.range.clone(),
            closure: role.closure,
        }
    }
}

impl Path {
    /// Of one role.
    pub fn of(role: &Role, span: Span) -> Path {
        Path {
            span,
            facet: Facet::Best,
            steps: vec![Hop::of(role)],
            words: role.label.clone(),
        }
    }

    pub fn last(&self) -> &Hop {
        // A path has at least one hop: `field::path` builds no other.
        &self.steps[self.steps.len() - 1]
    }

    /// Whether it leads to articles.
    pub fn is_of_documents(&self) -> bool {
        let range = &self.last().range;
        !range.is_empty() && range.iter().all(|class| class == DOCUMENT)
    }

    /// The same path, of which errors are shown elsewhere.
    fn at(self, span: Span) -> Path {
        Path { span, ..self }
    }

    /// The path that goes on with another.
    pub fn then(&self, other: &Path) -> Path {
        Path {
            steps: self.steps.iter().chain(&other.steps).cloned().collect(),
            words: format!("{}.{}", self.words, other.words),
            ..self.clone()
        }
    }

    pub fn kind(&self) -> Kind {
        self.last().kind
    }
}

impl Kind {
    pub fn of(role: &Role) -> Kind {
        match role.kind {
            RoleKind::Node => Kind::Node,
            RoleKind::Quantity => Kind::Quantity,
            RoleKind::Time => Kind::Time,
            RoleKind::Text => Kind::Text,
            RoleKind::Field if role.name == "kind" => Kind::Class,
            RoleKind::Field if role.date => Kind::Time,
            RoleKind::Field if role.range.is_empty() => Kind::Text,
            RoleKind::Field => Kind::Node,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub name: String,
    pub path: Path,
}

/// Rows put together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    pub keys: Vec<(String, GroupKey)>,
    pub aggregates: Vec<Aggregate>,
    pub steps: Vec<TableStep>,
    /// Columns to show, by number (keys first), with their headers.
    pub show: Vec<(usize, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum GroupKey {
    Period(Period, Path),
    Path(Path),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Aggregate {
    pub name: String,
    pub function: Function,
    pub path: Option<Path>,
}

/// A stage behind the aggregation; columns by number.
pub(crate) type TableStep = Step<TableFilter, usize>;

impl Column {
    /// Of one role, under its own name.
    pub fn of(role: &Role, span: Span) -> Column {
        Column {
            name: role.label.clone(),
            path: Path::of(role, span),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TableFilter {
    Not(Box<TableFilter>),
    All(Vec<TableFilter>),
    Any(Vec<TableFilter>),
    Known(usize),
    Compare(usize, Comparison, Constant),
}
