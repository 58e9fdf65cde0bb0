//! Which variables patterns and expressions have.

use crate::store::walk;
use rustc_hash::FxHashSet;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern, Variable};

pub(super) type Variables = FxHashSet<Variable>;

/// Variables that every solution of a pattern has.
pub(super) fn bound(pattern: &GraphPattern) -> Variables {
    let both = |a: &GraphPattern, b: &GraphPattern| {
        let mut all = bound(a);
        all.extend(bound(b));
        all
    };
    let term = |term: &TermPattern| match term {
        TermPattern::Variable(variable) => Some(variable.clone()),
        _ => None,
    };
    match pattern {
        GraphPattern::Bgp { patterns } => {
            let terms = patterns.iter().flat_map(|triple| {
                let predicate = match &triple.predicate {
                    NamedNodePattern::Variable(variable) => Some(variable.clone()),
                    NamedNodePattern::NamedNode(_) => None,
                };
                [term(&triple.subject), predicate, term(&triple.object)]
            });
            terms.flatten().collect()
        }
        GraphPattern::Path {
            subject, object, ..
        } => term(subject).into_iter().chain(term(object)).collect(),
        GraphPattern::Join { left, right } => both(left, right),
        GraphPattern::LeftJoin { left: inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Slice { inner, .. } => bound(inner),
        GraphPattern::Project { inner, variables } => {
            let mut all = bound(inner);
            all.retain(|v| variables.contains(v));
            all
        }
        GraphPattern::Values {
            variables,
            bindings,
        } => {
            let column = |n: usize| bindings.iter().all(|row| row[n].is_some());
            let full = variables.iter().enumerate().filter(|(n, _)| column(*n));
            full.map(|(_, v)| v.clone()).collect()
        }
        _ => Variables::default(),
    }
}

/// Every variable that stands in an expression, also inside EXISTS.
pub(super) fn mentioned(e: &Expression, see: &mut dyn FnMut(&Variable)) {
    match e {
        Expression::Variable(v) | Expression::Bound(v) => see(v),
        Expression::Exists(pattern) => inside(pattern, see),
        _ => walk::operands(e, &mut |e| mentioned(e, see)),
    }
}

/// Every variable that stands in a pattern, also in its conditions.
fn inside(pattern: &GraphPattern, see: &mut dyn FnMut(&Variable)) {
    pattern.on_in_scope_variable(&mut *see);
    walk::patterns(pattern, &mut |inner| inside(inner, see));
    walk::conditions(pattern, &mut |e| mentioned(e, see));
}
