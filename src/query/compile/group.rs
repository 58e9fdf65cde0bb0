//! Counts and sums over the grouped nodes. Numbers of which a node has but one are added up where the nodes are counted;
//! any other aggregate is a SELECT of its own, joined by the keys, so that no value is counted twice because another has
//! several. A sum of nothing is unknown instead of 0.

mod keys;
mod sums;
mod table;

use super::algebra::*;
use super::compiler::Compiler;
use super::order::{Key, Missing, Order};
use super::select::*;
use super::shape::{GroupDecode, GroupShape, unique};
use crate::query::ast::{Direction, Function, Period};
use crate::query::plan::{Group, GroupKey, Kind, TableStep};
use crate::query::settled::Settled;
use oxigraph::model::Variable;
use spargebra::algebra::{AggregateExpression, AggregateFunction, GraphPattern};
use sums::adds_up;

impl Compiler<'_> {
    pub fn table(&mut self, asked: &Settled, group: &Group) -> (GraphPattern, GroupShape) {
        let s = self.subject(&asked.class);
        let mut nodes = self.relation(asked, &s).pattern;
        let numbers = self.numbers(&mut nodes, &s, group);
        // What is only counted needs not to be found out before, and its keys join nothing.
        let only_counted = group.aggregates.iter().all(|a| a.path.is_none());
        let (all, keys) = self.keys(nodes, &s, group, !only_counted);
        let variables: Vec<Variable> = keys.iter().map(|k| k.variable.clone()).collect();
        let mut shown = vec![s.clone()];
        shown.extend(variables.iter().cloned());
        shown.extend(numbers.iter().map(|(_, number)| number.clone()));
        let grouped = distinct(all.clone(), shown);

        let mut columns: Vec<(String, GroupDecode)> = Vec::new();
        let mut sortable: Vec<Variable> = Vec::new();
        let count = self.var("count");
        let (totals, totalled) = self.totals(&numbers);
        let mut pattern = match only_counted {
            true => aggregate_over(all, &variables, vec![(count.clone(), count_of(&s))]),
            false => {
                let mut counted = vec![(
                    count.clone(),
                    AggregateExpression::CountSolutions { distinct: false },
                )];
                counted.extend(totalled);
                aggregate_over(grouped.clone(), &variables, counted)
            }
        };
        for (key, (name, _)) in keys.iter().zip(&group.keys) {
            pattern = key
                .labels
                .iter()
                .fold(pattern, |p, label| optional(p, label.clone()));
            if let Some((label, expression)) = &key.label {
                pattern = bind(pattern, label, expression.clone());
            }
            columns.push((name.clone(), key.decode.clone()));
            sortable.push(key.sort.clone());
        }
        let mut lists = Vec::new();
        for aggregate in &group.aggregates {
            let (decode, sort) = match (&aggregate.path, aggregate.function) {
                (None, _) => (GroupDecode::Number(count.clone()), count.clone()),
                (Some(path), Function::List) => {
                    let (decode, list) = self.list(&grouped, &s, path, &variables);
                    lists.push(list);
                    (GroupDecode::Value(decode), count.clone())
                }
                (Some(path), function) if adds_up(path, function, &numbers) => {
                    let out = self.var(&aggregate.name);
                    let total = totals.iter().find(|t| t.role == path.last().role);
                    let value = total.map_or_else(unknown, |t| t.value(function));
                    pattern = bind(pattern, &out, value);
                    let decode = match function {
                        Function::Count => GroupDecode::Number(out.clone()),
                        _ => GroupDecode::exactly(&out),
                    };
                    (decode, out)
                }
                (Some(path), _) => {
                    let (decode, sort, part) =
                        self.aggregate(&grouped, &s, aggregate, path, &variables);
                    pattern = optional(pattern, part);
                    (decode, sort)
                }
            };
            columns.push((aggregate.name.clone(), decode));
            sortable.push(sort);
        }
        let mut order = Order::default();
        order.missing.push((count.clone(), Missing::Never));
        for (key, (_, group_key)) in keys.iter().zip(&group.keys) {
            let missing = match group_key {
                _ if only_counted => continue,
                GroupKey::Period(period, _) if *period != Period::Week => Missing::Empty,
                GroupKey::Path(path) if path.kind() == Kind::Text => Missing::Empty,
                GroupKey::Path(path) if path.kind() == Kind::Node => continue,
                _ => Missing::EmptyAmongOthers,
            };
            order.missing.push((key.sort.clone(), missing));
        }
        let defaults =
            (0..keys.len()).map(|n| (Key::Value(sortable[n].clone()), Direction::Ascending));
        order.keys.extend(defaults);
        let default_keys = order.keys.clone();
        for step in &group.steps {
            match step {
                TableStep::Filter(condition) => {
                    let test = self.table_test(condition, &columns, &sortable);
                    pattern = filter(pattern, test);
                }
                TableStep::Sort(sort) => {
                    order.keys = sort
                        .iter()
                        .map(|(n, d)| (Key::Value(sortable[*n].clone()), *d))
                        .collect();
                    // Equal ones in the order of the keys.
                    order.keys.extend(default_keys.clone());
                }
                TableStep::First(n) | TableStep::Last(n) => {
                    let last = matches!(step, TableStep::Last(_));
                    let expressions = order.expressions(None, last);
                    let shown = left(&columns, &sortable, &variables);
                    pattern = sliced(pattern, expressions, shown, *n);
                }
            }
        }
        let several = !lists.is_empty();
        pattern = lists.into_iter().fold(pattern, optional);
        pattern = sorted(pattern, order.expressions(None, false));
        let shown = all_variables(&columns, &sortable, &variables);
        let pattern = match several {
            true => distinct(pattern, shown),
            false => project(pattern, shown),
        };
        let shape = GroupShape {
            columns,
            show: group.show.clone(),
            keys: variables,
        };
        (pattern, shape)
    }

    /// For every quantity that is added up, of how many nodes it is known.
    pub fn known_of(&mut self, asked: &Settled, group: &Group) -> Vec<Counted> {
        let s = self.subject(&asked.class);
        let nodes = self.relation(asked, &s).pattern;
        let mut out: Vec<Counted> = Vec::new();
        for path in group.aggregates.iter().filter_map(|a| a.path.as_ref()) {
            let single = path.kind() == Kind::Quantity && path.steps.len() == 1;
            if !single || out.iter().any(|counted| counted.words == path.words) {
                continue;
            }
            let (value, pattern) = self.hops(&s, path);
            let (all, known) = (self.var("all"), self.var("known"));
            let of_all = AggregateExpression::CountSolutions { distinct: false };
            let of_known = folded(AggregateFunction::Count, v(&value));
            let shown = vec![s.clone(), value];
            let counts = aggregate_over(
                distinct(optional(nodes.clone(), pattern), shown),
                &[],
                vec![(all.clone(), of_all), (known.clone(), of_known)],
            );
            out.push(Counted {
                words: path.words.clone(),
                pattern: project(counts, vec![all.clone(), known.clone()]),
                all,
                known,
            });
        }
        out
    }
}

/// A question how many nodes there are and of how many something is known.
pub(crate) struct Counted {
    /// What that is.
    pub words: String,
    pub pattern: GraphPattern,
    pub all: Variable,
    pub known: Variable,
}

/// Every variable that the rows need, each once.
fn all_variables(
    columns: &[(String, GroupDecode)],
    sortable: &[Variable],
    keys: &[Variable],
) -> Vec<Variable> {
    let decoded = columns.iter().flat_map(|(_, decode)| decode.variables());
    let all = keys.iter().cloned().chain(decoded);
    unique(all.chain(sortable.iter().cloned()).collect())
}

/// The variables of the rows that are left when some are cut off. Lists are joined outside, so theirs are not there yet.
fn left(
    columns: &[(String, GroupDecode)],
    sortable: &[Variable],
    keys: &[Variable],
) -> Vec<Variable> {
    let lists = |decode: &GroupDecode| matches!(decode, GroupDecode::Value(_));
    let told = columns.iter().filter(|(_, decode)| !lists(decode));
    let all = told.chain(&columns[..keys.len()]);
    let decoded = all.flat_map(|(_, decode)| decode.variables());
    let variables = keys.iter().cloned().chain(decoded);
    unique(variables.chain(sortable.iter().cloned()).collect())
}
