//! Solutions → [`Rows`].

mod claims;

use super::ask::{day, literal};
use super::compile::algebra::dl;
use super::compile::{Decode, GroupDecode, GroupShape, Shape};
use super::rows::{Cell, Column, Row, Rows, Value};
use crate::store::Store;
use crate::time::Interval;
use oxigraph::model::{Term, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// One solution by variable.
pub(super) type Solution = oxigraph::sparql::QuerySolution;

/// Reads solutions, with names of nodes kept.
pub(super) struct Decoder<'s> {
    store: &'s Store,
    names: BTreeMap<String, String>,
}

impl<'s> Decoder<'s> {
    pub fn new(store: &'s Store) -> Decoder<'s> {
        Decoder {
            store,
            names: BTreeMap::new(),
        }
    }

    /// Rows in the order in which their nodes come first.
    pub fn rows(&mut self, solutions: &[Solution], shape: &Shape) -> Rows {
        let mut order: Vec<&str> = Vec::new();
        let mut by_node: BTreeMap<&str, Vec<&Solution>> = BTreeMap::new();
        for solution in solutions {
            if let Some(Term::NamedNode(node)) = solution.get(shape.subject.as_str()) {
                let entry = by_node.entry(node.as_str()).or_default();
                if entry.is_empty() {
                    order.push(node.as_str());
                }
                entry.push(solution);
            }
        }
        let mut rows = Rows {
            columns: shape
                .columns
                .iter()
                .map(|(name, decode, _)| {
                    // Of a node nothing is a number but an amount.
                    let amount = matches!(
                        decode,
                        Decode::Number(_) | Decode::Told { .. } | Decode::Range(..)
                    );
                    Column {
                        name: name.clone(),
                        numeric: amount,
                        amount,
                    }
                })
                .collect(),
            ..Rows::default()
        };
        for node in order {
            let solutions = &by_node[node];
            let disputed: BTreeSet<&str> = solutions
                .iter()
                .filter_map(|s| match s.get(shape.disputes.as_str())? {
                    Term::NamedNode(property) => Some(property.as_str()),
                    _ => None,
                })
                .collect();
            let cells = shape
                .columns
                .iter()
                .map(|(_, decode, property)| Cell {
                    values: self.values(solutions, decode),
                    disputed: property.as_deref().is_some_and(|p| disputed.contains(p)),
                })
                .collect();
            rows.rows.push(Row {
                subject: Some(node.to_string()),
                cells,
            });
        }
        rows
    }

    /// Rows of counts; solutions of the same keys are one row (its lists have several).
    pub fn table(&mut self, solutions: &[Solution], shape: &GroupShape) -> Rows {
        let mut order: Vec<Vec<Option<&Term>>> = Vec::new();
        let mut by_key: BTreeMap<Vec<String>, Vec<&Solution>> = BTreeMap::new();
        for solution in solutions {
            let terms = shape.keys.iter().map(|k| solution.get(k.as_str()));
            let terms: Vec<Option<&Term>> = terms.collect();
            let entry = by_key.entry(key(&terms)).or_default();
            if entry.is_empty() {
                order.push(terms);
            }
            entry.push(solution);
        }
        let mut rows = Rows {
            columns: shape
                .show
                .iter()
                .map(|(n, name)| {
                    let decode = &shape.columns[*n].1;
                    let amount = matches!(
                        decode,
                        GroupDecode::Amount { .. } | GroupDecode::Range { .. }
                    );
                    let number = matches!(decode, GroupDecode::Number(_) | GroupDecode::Key(_));
                    Column {
                        name: name.clone(),
                        numeric: amount || number,
                        amount,
                    }
                })
                .collect(),
            ..Rows::default()
        };
        for terms in order {
            let solutions = &by_key[&key(&terms)];
            let cells = shape
                .show
                .iter()
                .map(|(n, _)| Cell::of(self.group_values(solutions, &shape.columns[*n].1)))
                .collect();
            rows.rows.push(Row {
                subject: None,
                cells,
            });
        }
        rows
    }

    fn group_values(&mut self, solutions: &[&Solution], decode: &GroupDecode) -> Vec<Value> {
        let first = |variable: &Variable| solutions.first()?.get(variable.as_str());
        let value = match decode {
            GroupDecode::Value(decode) => return self.values(solutions, decode),
            GroupDecode::Period(variable) => {
                told(first(variable)).map(|text| match super::lexer::read_date(text) {
                    Some(days) => Value::Date(days),
                    None => Value::Text(text.to_string()),
                })
            }
            GroupDecode::Week(variable) => {
                let week = integer(first(variable));
                week.and_then(week_days).map(Value::Date)
            }
            GroupDecode::Number(variable) => number(first(variable)),
            GroupDecode::Key(variable) => {
                let words = told(first(variable));
                let words = words.map(|words| Value::Text(words.to_string()));
                number(first(variable)).or(words)
            }
            GroupDecode::Amount { low, high } => {
                let size = |variable: &Variable| number(first(variable))?.bounds();
                match (size(low), high) {
                    (Some((low, _)), Some(high)) => {
                        Some(Value::amount(low, size(high).map(|(high, _)| high)))
                    }
                    _ => number(first(low)),
                }
            }
            GroupDecode::Range { low, high } => {
                integer(first(low)).map(|low| Value::Range(low, integer(first(high))))
            }
            GroupDecode::Day(variable) => {
                day(first(variable)).map(|day| Value::Date(Interval::day(day)))
            }
        };
        value.into_iter().collect()
    }

    /// The values of a column over the solutions of one node, each once, in a stable order.
    fn values(&mut self, solutions: &[&Solution], decode: &Decode) -> Vec<Value> {
        if let Decode::Claim { .. } = decode {
            return self.claims(solutions, decode);
        }
        let mut values: Vec<Value> = Vec::new();
        for solution in solutions {
            if let Some(value) = self.value(solution, decode)
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
        values.sort_by_cached_key(sort_key);
        values
    }

    fn value(&mut self, solution: &Solution, decode: &Decode) -> Option<Value> {
        let get = |variable: &Variable| solution.get(variable.as_str());
        match decode {
            Decode::Node(node, label) => match get(node)? {
                Term::NamedNode(node) => Some(Value::Node {
                    iri: node.as_str().to_string(),
                    label: match literal(get(label)) {
                        Some(label) => label.to_string(),
                        None => self.name(node.as_str()),
                    },
                }),
                _ => None,
            },
            Decode::Class(class) => match get(class)? {
                Term::NamedNode(class) => Some(Value::Node {
                    iri: class.as_str().to_string(),
                    label: self.name(class.as_str()),
                }),
                _ => None,
            },
            Decode::Number(variable) => number(get(variable)),
            Decode::Told {
                number: least,
                words: told,
                greatest,
            } => match (number(get(least))?, literal(get(told))) {
                (Value::Integer(min), Some(words)) => Some(Value::Told {
                    words: words.to_string(),
                    min,
                    max: integer(get(greatest)),
                }),
                (exact, _) => Some(exact),
            },
            Decode::Range(low, high) => match number(get(low))? {
                Value::Integer(low) => Some(Value::Range(low, integer(get(high)))),
                other => Some(other),
            },
            Decode::Days(begin, end) => {
                let interval = Interval {
                    begin: day(get(begin)),
                    end: day(get(end)),
                };
                (interval != Interval::default()).then_some(Value::Date(interval))
            }
            Decode::Text(variable) => told(get(variable)).map(|text| Value::Text(text.to_string())),
            Decode::Claim { .. } => None,
        }
    }

    /// The name of a node; of an event its class and day.
    pub fn name(&mut self, iri: &str) -> String {
        if let Some(name) = self.names.get(iri) {
            return name.clone();
        }
        let name = self
            .store
            .label(iri)
            .or_else(|| event_name(self.store, iri))
            .unwrap_or_else(|| {
                iri.strip_prefix(self.store.base())
                    .unwrap_or(iri)
                    .to_string()
            });
        self.names.insert(iri.to_string(), name.clone());
        name
    }
}

/// "airstrike 2020-02-27", "denial by Russia 2020-02-27".
fn event_name(store: &Store, iri: &str) -> Option<String> {
    let mut kind = match object(store, iri, "kind")? {
        Term::NamedNode(class) => store.label(class.as_str())?,
        _ => return None,
    };
    if let Some(Term::NamedNode(speaker)) = object(store, iri, "speaker")
        && let Some(speaker) = store.label(speaker.as_str())
    {
        kind = format!("{kind} by {speaker}");
    }
    Some(match literal(object(store, iri, "dateBegin").as_ref()) {
        Some(day) => format!("{kind} {day}"),
        None => kind,
    })
}

/// A value of a property of the vocabulary, in the fused view.
fn object(store: &Store, iri: &str, property: &str) -> Option<Term> {
    store.object(iri, dl(property).as_str())
}

fn key(terms: &[Option<&Term>]) -> Vec<String> {
    terms
        .iter()
        .map(|t| t.map(|t| t.to_string()).unwrap_or_default())
        .collect()
}

/// The words of a literal that has any.
fn told(term: Option<&Term>) -> Option<&str> {
    literal(term).filter(|words| !words.is_empty())
}

fn number(term: Option<&Term>) -> Option<Value> {
    let text = literal(term)?;
    match text.parse() {
        Ok(n) => Some(Value::Integer(n)),
        Err(_) => text.parse().ok().map(Value::Decimal),
    }
}

fn integer(term: Option<&Term>) -> Option<i64> {
    match number(term)? {
        Value::Integer(n) => Some(n),
        _ => None,
    }
}

/// Numbers by size, days by date, all else by its words.
fn sort_key(value: &Value) -> (i64, Interval, String) {
    let plain = Interval::default();
    match value {
        Value::Integer(n) => (*n, plain, String::new()),
        Value::Range(low, high) => (*low, plain, format!("{:020}", high.unwrap_or(i64::MAX))),
        Value::Told { min, words, .. } => (*min, plain, words.clone()),
        Value::Date(days) => (0, *days, String::new()),
        Value::Node { iri, label } => (0, plain, format!("{label} {iri}")),
        other => (0, plain, crate::output::text(other)),
    }
}

/// Monday to Sunday of a week that is counted as Julian days are, seven at a time.
fn week_days(week: i64) -> Option<Interval> {
    // 2000-01-03, a Monday, is Julian day 2,451,547 = 7 × 350,221.
    let monday = jiff::civil::date(2000, 1, 3)
        .checked_add(jiff::Span::new().try_weeks(week - 350_221).ok()?)
        .ok()?;
    let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
    Some(Interval::days(monday, sunday))
}
