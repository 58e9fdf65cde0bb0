//! A question as it was written. Nothing is looked up in the store; words keep their spans.

use crate::span::Span;
use crate::time::Interval;

/// A file of statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Script {
    /// The text of the first comment, if the file begins with one.
    pub title: Option<String>,
    /// In order.
    pub statements: Vec<Statement>,
}

/// One statement of a script.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// From its first to its last word.
    pub span: Span,
    /// What it is.
    pub kind: StatementKind,
}

/// Kinds of [`Statement`].
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `let strikes = …`.
    Let {
        /// The name given.
        name: Word,
        /// What it stands for.
        query: Query,
    },
    /// `param $who: actor = "…"`.
    Param {
        /// Without the `$`.
        name: Word,
        /// A noun, `date`, `number` or `text`.
        kind: Word,
        /// Its value unless set otherwise.
        default: Option<Operand>,
    },
    /// `assert … is not empty`.
    Assert {
        /// What is asserted about.
        query: Query,
        /// What is asserted.
        check: Check,
    },
    /// `export … as csv to "file"`.
    Export {
        /// `None` for `export graph`.
        query: Option<Query>,
        /// The word after `as`.
        format: Word,
        /// The file.
        to: Option<Word>,
    },
    /// `use "common.dq"`.
    Use {
        /// The file.
        file: Word,
    },
    /// A question.
    Query(Query),
}

/// What an `assert` says about its answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `is [not] empty`.
    Empty {
        /// `is not empty`.
        not: bool,
    },
    /// `>= 3`: the only cell, or else the number of rows.
    Compare(Comparison, i64),
    /// `has row (killed = 33, …)`.
    HasRow(Vec<(Field, Comparison, Operand)>),
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word; for a string, what is inside the quotes.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A source and the stages after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Where.
    pub span: Span,
    /// The set it begins with.
    pub first: Set,
    /// `and (…)`, `or (…)`, `except (…)`.
    pub rest: Vec<(SetOperator, Query)>,
    /// After `|`.
    pub stages: Vec<Stage>,
}

/// How two sets become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperator {
    /// In both.
    And,
    /// In either.
    Or,
    /// In the first only.
    Except,
}

/// What a query begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Set {
    /// A noun and its modifiers.
    Phrase(Phrase),
    /// `( query )`.
    Nested(Box<Query>),
    /// `shortest path from … to …`.
    Path(PathPhrase),
}

/// A head noun with modifiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// `2 attacks`.
    pub number: Option<usize>,
    /// The noun, or a name defined with `let`.
    pub head: Word,
    /// Local name of the noun's class; `None` when the head is no noun of the ontology.
    pub class: Option<String>,
    /// In order.
    pub modifiers: Vec<Modifier>,
}

/// `[shortest] path from a to b`.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPhrase {
    /// Where.
    pub span: Span,
    /// Only the shortest.
    pub shortest: bool,
    /// Begins at one of these.
    pub from: Values,
    /// Ends at one of these.
    pub to: Values,
    /// Kinds of event it may pass, or nodes it must pass.
    pub via: Option<Values>,
    /// `within n steps`, times, `reported …`.
    pub modifiers: Vec<Modifier>,
}

/// Something that narrows a noun down.
#[derive(Debug, Clone, PartialEq)]
pub struct Modifier {
    /// Where.
    pub span: Span,
    /// `not` before it.
    pub not: bool,
    /// What it says.
    pub kind: ModifierKind,
}

/// Kinds of [`Modifier`].
#[derive(Debug, Clone, PartialEq)]
pub enum ModifierKind {
    /// `by Syria or Iran`.
    Preposition {
        /// The preposition.
        word: Word,
        /// What follows it.
        values: Values,
    },
    /// A time of the event.
    Time(Time),
    /// `reported by …`.
    ReportedBy(Values),
    /// `reported since …`.
    Reported(Time),
    /// `mentioning "…"`.
    Mentioning(Word),
    /// `with field`; when the class has no such field, `with` is a preposition and this is a noun.
    With(Field),
    /// `without field`.
    Without(Field),
    /// `between a and b`, not dates.
    Between(Values, Values),
    /// `within 3 days of (…)`.
    Near(Duration, Nested),
    /// `within 4 steps`.
    Steps(usize),
    /// `where …`.
    Where(Condition),
}

/// Alternatives joined with `or`.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// Where.
    pub span: Span,
    /// At least one.
    pub items: Vec<Item>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where.
    pub span: Span,
    /// `exactly`: without its parts.
    pub exactly: bool,
    /// What it is.
    pub kind: ItemKind,
}

/// Kinds of [`Item`].
#[derive(Debug, Clone, PartialEq)]
pub enum ItemKind {
    /// A name, quoted or not, with the class after `#`.
    Name {
        /// The name.
        text: String,
        /// `#country`.
        class: Option<Word>,
        /// Whether it was in quotes.
        quoted: bool,
    },
    /// `$who`, without the `$`.
    Param(String),
    /// `[any] country`: whatever is of the class (local name).
    Any(String),
    /// A lower-case word that is no noun: a name defined with `let`.
    Word(String),
    /// A query, or `the attack`.
    Nested(Nested),
}

/// `( query )` or `the attack`.
#[derive(Debug, Clone, PartialEq)]
pub enum Nested {
    /// In parentheses.
    Query(Box<Query>),
    /// `the noun` or `the name`.
    The(Word),
}

/// A time.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// How it relates.
    pub kind: TimeKind,
}

/// Kinds of [`Time`].
#[derive(Debug, Clone, PartialEq)]
pub enum TimeKind {
    /// `since`, from its first day on.
    Since(Moment),
    /// `after`, from the day after its last on.
    After(Moment),
    /// `before` its first day.
    Before(Moment),
    /// `until` its last day.
    Until(Moment),
    /// `in` or `on`.
    In(Moment),
    /// `between a and b`, both included.
    Between(Moment, Moment),
    /// `last 30 days`.
    Last(Duration),
    /// `before`, `after` or `during` something else.
    Relative(Relation, Nested),
}

/// A date, or a parameter that holds one.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// A date as written.
    Date(Interval, Span),
    /// `$from`.
    Param(Word),
}

/// Relations between the times of two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Earlier than at least one.
    Before,
    /// Later than at least one.
    After,
    /// At the same time as at least one.
    During,
}

/// `3 days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Period,
}

/// Calendar periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A calendar year.
    Year,
}

/// What `where` says.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these.
    And(Vec<Condition>),
    /// One of these.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// `killed >= 10`.
    Compare(Field, Comparison, Operand),
    /// `killed in (8, 33)`.
    In(Field, Vec<Operand>),
    /// `weapon is [not] known`.
    Known {
        /// Of what.
        field: Field,
        /// `is not`.
        not: bool,
    },
    /// `killed is [not] disputed`.
    Disputed {
        /// Of what.
        field: Field,
        /// `is not`.
        not: bool,
    },
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `like`: contains, case ignored; `*` stands for anything.
    Like,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: OperandKind,
}

/// Kinds of [`Operand`].
#[derive(Debug, Clone, PartialEq)]
pub enum OperandKind {
    /// A whole number.
    Number(i64),
    /// A date.
    Date(Interval),
    /// `3 days`.
    Duration(Duration),
    /// A string.
    Text(String),
    /// `$x`.
    Param(String),
    /// A name.
    Name {
        /// The name.
        text: String,
        /// `#country`.
        class: Option<Word>,
    },
    /// Another field, or a noun.
    Field(Field),
}

/// `range of perpetrator.country`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where.
    pub span: Span,
    /// What of it.
    pub facet: Facet,
    /// The words between the dots.
    pub path: Vec<Word>,
}

/// Which of several claimed values is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Facet {
    /// The best value.
    #[default]
    Best,
    /// Each account's value.
    All,
    /// Lowest to highest.
    Range,
    /// Each value with who says so.
    Sources,
    /// The sentences that tell it.
    Quotes,
}

/// What comes after a `|`.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Where.
    pub span: Span,
    /// What it does.
    pub kind: StageKind,
}

/// Kinds of [`Stage`].
#[derive(Debug, Clone, PartialEq)]
pub enum StageKind {
    /// `show *`.
    ShowAll,
    /// `show a, b as c`.
    Show(Vec<Column>),
    /// `where …`.
    Where(Condition),
    /// `count, sum killed by perpetrator, month`.
    Aggregate {
        /// What is computed.
        aggregates: Vec<Aggregate>,
        /// For each of these.
        by: Vec<Key>,
    },
    /// `sort by a desc, b`.
    Sort(Vec<(Key, Direction)>),
    /// `first 10`.
    First(usize),
    /// `last 10`.
    Last(usize),
    /// `top 5 by killed`.
    Top(usize, Key),
    /// `disputed [killed]`.
    Disputed(Vec<Field>),
    /// `timeline`.
    Timeline,
    /// `graph`.
    Graph,
    /// `each (…) as name`.
    Each {
        /// Asked for every row.
        query: Query,
        /// The column it becomes.
        name: Word,
    },
}

/// A column to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What.
    pub field: Field,
    /// Its header, unless the field's own words.
    pub name: Option<Word>,
}

/// Something computed over several rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Aggregate {
    /// Where.
    pub span: Span,
    /// How.
    pub function: Function,
    /// Of what; `None` only for `count`.
    pub field: Option<Field>,
    /// Its header, unless "sum killed".
    pub name: Option<Word>,
}

/// Aggregate functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// How many (different ones).
    Count,
    /// Total.
    Sum,
    /// Mean.
    Average,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// All of them.
    List,
}

/// What rows are grouped or sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A period of the date.
    Period(Period, Span),
    /// A field, or a column by its name.
    Field(Field),
    /// An aggregate's column by its words (`sum killed`).
    Aggregate(Aggregate),
}

/// Directions of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Greatest first.
    Descending,
}
