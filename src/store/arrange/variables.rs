//! Which variables patterns and expressions have.

use rustc_hash::FxHashSet;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};
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
        Expression::NamedNode(_) | Expression::Literal(_) => {}
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => {
            mentioned(a, see);
            mentioned(b, see);
        }
        Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
            mentioned(a, see);
        }
        Expression::If(a, b, c) => [a, b, c].into_iter().for_each(|e| mentioned(e, see)),
        Expression::In(a, all) => {
            mentioned(a, see);
            all.iter().for_each(|e| mentioned(e, see));
        }
        Expression::Coalesce(all) | Expression::FunctionCall(_, all) => {
            all.iter().for_each(|e| mentioned(e, see));
        }
        Expression::Exists(pattern) => inside(pattern, see),
    }
}

/// Every variable that stands in a pattern, also in its conditions.
fn inside(pattern: &GraphPattern, see: &mut dyn FnMut(&Variable)) {
    pattern.on_in_scope_variable(&mut *see);
    match pattern {
        GraphPattern::Join { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right }
        | GraphPattern::Lateral { left, right } => {
            inside(left, see);
            inside(right, see);
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            inside(left, see);
            inside(right, see);
            expression.iter().for_each(|e| mentioned(e, see));
        }
        GraphPattern::Filter {
            inner,
            expr: expression,
        }
        | GraphPattern::Extend {
            inner, expression, ..
        } => {
            inside(inner, see);
            mentioned(expression, see);
        }
        GraphPattern::OrderBy { inner, expression } => {
            inside(inner, see);
            for OrderExpression::Asc(e) | OrderExpression::Desc(e) in expression {
                mentioned(e, see);
            }
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Service { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Group { inner, .. } => inside(inner, see),
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
    }
}
