//! What rows are grouped by. An unknown key is the empty text, so that groups can be joined by their keys.

use crate::query::ast::Period;
use crate::query::compile::algebra::*;
use crate::query::compile::compiler::Compiler;
use crate::query::compile::shape::{Decode, GroupDecode};
use crate::query::plan::{Group, GroupKey, Kind, Path};
use crate::query::words::DOCUMENT;
use crate::rdf::vocabulary::{SCHEMA, XSD};
use oxigraph::model::Variable;
use spargebra::algebra::{Expression, Function, GraphPattern};

/// One key of a group.
pub(super) struct Key {
    pub variable: Variable,
    pub decode: GroupDecode,
    /// What groups are sorted by.
    pub sort: Variable,
    /// Optional patterns that name the key.
    pub labels: Vec<GraphPattern>,
    /// The name made from them, if it is not one of them.
    pub label: Option<(Variable, Expression)>,
}

impl Compiler<'_> {
    /// The nodes with their keys; those that something is joined by are always bound.
    pub(super) fn keys(
        &mut self,
        nodes: GraphPattern,
        s: &Variable,
        group: &Group,
        joined: bool,
    ) -> (GraphPattern, Vec<Key>) {
        let mut pattern = nodes;
        let mut keys = Vec::new();
        for (name, key) in &group.keys {
            let variable = self.var(name);
            if let GroupKey::Period(Period::Day, path) = key
                && let Some(exact) = self.exact_date(path.last())
                && path.steps.len() == 1
                && !joined
            {
                // What is known to the day has it as one value.
                pattern = optional(pattern, triple(s.clone(), exact, variable.clone()));
                keys.push(self.period_key(&variable, Period::Day));
                continue;
            }
            let (raw, next, made) = match key {
                GroupKey::Period(period, path) => {
                    let (expression, next) = self.period(pattern, s, *period, path);
                    (expression, next, self.period_key(&variable, *period))
                }
                GroupKey::Path(path) => {
                    let made = self.path_key(&variable, path);
                    if self.may_be_vague(path.last()) {
                        let (at, number, hops) = self.number_at(s, path);
                        let (words, hops) = self.number_words(hops, &at, path.last());
                        let told = Expression::Coalesce(vec![v(&words), v(&number)]);
                        (told, optional(pattern, hops), made)
                    } else {
                        let (value, hops) = self.hops(s, path);
                        (v(&value), optional(pattern, hops), made)
                    }
                }
            };
            // A name is looked up of what is bound only.
            let always = joined || !made.labels.is_empty();
            let raw = match always {
                true => Expression::Coalesce(vec![raw, text("")]),
                false => raw,
            };
            pattern = bind(next, &variable, raw);
            keys.push(made);
        }
        (pattern, keys)
    }

    fn period_key(&self, variable: &Variable, period: Period) -> Key {
        Key {
            decode: match period {
                Period::Week => GroupDecode::Week(variable.clone()),
                _ => GroupDecode::Period(variable.clone()),
            },
            sort: variable.clone(),
            labels: Vec::new(),
            label: None,
            variable: variable.clone(),
        }
    }

    fn path_key(&mut self, variable: &Variable, path: &Path) -> Key {
        let plain = |decode: GroupDecode| Key {
            decode,
            sort: variable.clone(),
            labels: Vec::new(),
            label: None,
            variable: variable.clone(),
        };
        match path.kind() {
            Kind::Quantity => plain(GroupDecode::Key(variable.clone())),
            Kind::Text | Kind::Time => plain(GroupDecode::Value(Decode::Text(variable.clone()))),
            Kind::Class => plain(GroupDecode::Value(Decode::Class(variable.clone()))),
            Kind::Node => {
                let label = self.var(&format!("{}Label", variable.as_str()));
                let decode = GroupDecode::Value(Decode::Node(variable.clone(), label.clone()));
                let mut key = Key {
                    sort: label.clone(),
                    ..plain(decode)
                };
                if path.last().range.iter().any(|r| r == DOCUMENT) {
                    let (publisher, title) = (self.var("publisher"), self.var("title"));
                    let of = |name: &str, to: &Variable| {
                        triple(variable.clone(), iri(format!("{SCHEMA}{name}")), to.clone())
                    };
                    key.labels = vec![of("publisher", &publisher), of("headline", &title)];
                    key.label = Some((label, Expression::Coalesce(vec![v(&publisher), v(&title)])));
                } else {
                    key.labels = vec![triple(variable.clone(), rdfs_label(), label)];
                }
                key
            }
        }
    }

    /// The period in which the whole time lies; unknown when it may lie in several.
    fn period(
        &mut self,
        pattern: GraphPattern,
        s: &Variable,
        period: Period,
        path: &Path,
    ) -> (Expression, GraphPattern) {
        let (at, before) = self.before_last(s, path);
        let base = match before == empty() {
            true => pattern,
            false => optional(pattern, before),
        };
        let (begin, end, pattern) = self.times(base, &at, path.last());
        let of = |day: &Variable| match period {
            Period::Week => week(day),
            Period::Day => part(day, 10),
            Period::Month => part(day, 7),
            Period::Quarter => quarter(day),
            Period::Year => part(day, 4),
        };
        if begin == end {
            return (of(&begin), pattern);
        }
        let first = self.var("first");
        let pattern = bind(pattern, &first, of(&begin));
        // An error inside IF makes it unknown, and so does a text that is no number.
        let whole = choose(equal(v(&first), of(&end)), v(&first), unknown());
        (whole, pattern)
    }
}

/// The first characters of a day: `2020-02`.
fn part(day: &Variable, length: i64) -> Expression {
    digits(day, 1, length)
}

/// So many characters of a day from one on, counted from 1.
fn digits(day: &Variable, first: i64, length: i64) -> Expression {
    let parts = vec![as_text(v(day)), number(first), number(length)];
    call(Function::SubStr, parts)
}

/// `2020-Q1`.
fn quarter(day: &Variable) -> Expression {
    let before = |first: &str| less(digits(day, 6, 2), text(first));
    let third = choose(before("10"), text("-Q3"), text("-Q4"));
    let second = choose(before("07"), text("-Q2"), third);
    let number = choose(before("04"), text("-Q1"), second);
    call(Function::Concat, vec![part(day, 4), number])
}

/// The number of the week, Monday to Sunday, counted from a Monday long ago: SPARQL 1.1 knows no distance between days,
/// so the day is counted from year, month and day as in the Julian calendar of astronomers.
fn week(day: &Variable) -> Expression {
    let digits = |first: i64, length: i64| integer(digits(day, first, length));
    let n = number;
    let floor = |e: Expression| call(Function::Floor, vec![e]);
    // The year begins in March, so that the leap day is its last.
    let late = floor(divide(subtract(n(14), digits(6, 2)), n(12)));
    let year = subtract(add(digits(1, 4), n(4800)), late.clone());
    let month = add(subtract(digits(6, 2), n(3)), multiply(n(12), late));
    let months = floor(divide(add(multiply(n(153), month), n(2)), n(5)));
    let leap = |years: i64| floor(divide(year.clone(), n(years)));
    let years = subtract(
        add(add(multiply(n(365), year.clone()), leap(4)), leap(400)),
        leap(100),
    );
    let days = subtract(add(add(digits(9, 2), months), years), n(32_045));
    integer(floor(divide(days, n(7))))
}

fn integer(e: Expression) -> Expression {
    call(Function::Custom(iri(format!("{XSD}integer"))), vec![e])
}

fn add(a: Expression, b: Expression) -> Expression {
    Expression::Add(Box::new(a), Box::new(b))
}

fn subtract(a: Expression, b: Expression) -> Expression {
    Expression::Subtract(Box::new(a), Box::new(b))
}

fn multiply(a: Expression, b: Expression) -> Expression {
    Expression::Multiply(Box::new(a), Box::new(b))
}

fn divide(a: Expression, b: Expression) -> Expression {
    Expression::Divide(Box::new(a), Box::new(b))
}
