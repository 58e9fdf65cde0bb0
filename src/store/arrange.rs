//! Where each condition of a query stands: on the smallest pattern that has what it speaks of, and before those that cost
//! more. The evaluator leaves conditions with EXISTS where they are written, so that they are tried anew for every value
//! of what is optional, and takes the parts of a conjunction in an order of its own.

mod variables;

use super::walk;
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};
use variables::{Variables, bound, mentioned};

/// So many patterns a path costs.
const PATH: usize = 4;

/// The same query, its conditions where they cost least.
pub(super) fn arranged(mut query: Query) -> Query {
    match &mut query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => *pattern = arrange(std::mem::take(pattern)),
    }
    query
}

/// The same pattern, its conditions as far inside as they can be.
fn arrange(pattern: GraphPattern) -> GraphPattern {
    place(pattern, Vec::new())
}

/// The pattern with these conditions on it, or inside it.
fn place(pattern: GraphPattern, mut conditions: Vec<Expression>) -> GraphPattern {
    match pattern {
        GraphPattern::Filter { expr, inner } => {
            let mut own = Vec::new();
            parts(expr, &mut own);
            own.append(&mut conditions);
            place(*inner, own)
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            let (inside, outside) = match conditions.is_empty() {
                true => Default::default(),
                false => apart(conditions, &added(&left, &right)),
            };
            let pattern = GraphPattern::LeftJoin {
                left: Box::new(place(*left, inside)),
                right: Box::new(arrange(*right)),
                expression,
            };
            under(pattern, outside)
        }
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => {
            let (inside, outside) = apart(conditions, &Variables::from_iter([variable.clone()]));
            let pattern = GraphPattern::Extend {
                inner: Box::new(place(*inner, inside)),
                variable,
                expression: within(expression),
            };
            under(pattern, outside)
        }
        other => under(each(other), conditions),
    }
}

/// The variables to which the right side of an OPTIONAL may give a value.
fn added(left: &GraphPattern, right: &GraphPattern) -> Variables {
    let (known, mut added) = (bound(left), Variables::default());
    right.on_in_scope_variable(|v| {
        if !known.contains(v) {
            added.insert(v.clone());
        }
    });
    added
}

/// Those conditions that speak of none of the variables, and the others. What costs a search waits for what only
/// compares.
fn apart(conditions: Vec<Expression>, added: &Variables) -> (Vec<Expression>, Vec<Expression>) {
    let speaks = |e: &Expression| {
        let mut found = false;
        mentioned(e, &mut |v| found |= added.contains(v));
        found
    };
    let (cheap, dear): (Vec<_>, Vec<_>) = conditions.into_iter().partition(|e| !costly(e));
    let (mut outside, mut inside): (Vec<_>, Vec<_>) = cheap.into_iter().partition(&speaks);
    let (stays, moves): (Vec<_>, Vec<_>) = match outside.is_empty() {
        true => dear.into_iter().partition(&speaks),
        false => (dear, Vec::new()),
    };
    outside.extend(stays);
    inside.extend(moves);
    (inside, outside)
}

/// The pattern with conditions on it. Of a conjunction the evaluator begins with any part; of IF with the first.
fn under(pattern: GraphPattern, conditions: Vec<Expression>) -> GraphPattern {
    let (cheap, mut dear): (Vec<_>, Vec<_>) = conditions.into_iter().partition(|e| !costly(e));
    dear.sort_by_key(cost);
    let dear = dear.into_iter().map(within).rev();
    let dear = dear.reduce(|then, first| either(first, then, Expression::Literal(false.into())));
    let cheap = cheap
        .into_iter()
        .reduce(|a, b| Expression::And(Box::new(a), Box::new(b)));
    let expr = match (cheap, dear) {
        (Some(cheap), Some(dear)) => either(cheap, dear, Expression::Literal(false.into())),
        (Some(all), None) | (None, Some(all)) => all,
        (None, None) => return pattern,
    };
    GraphPattern::Filter {
        expr,
        inner: Box::new(pattern),
    }
}

fn either(test: Expression, yes: Expression, no: Expression) -> Expression {
    Expression::If(Box::new(test), Box::new(yes), Box::new(no))
}

/// The conditions that a conjunction consists of.
fn parts(e: Expression, out: &mut Vec<Expression>) {
    match e {
        Expression::And(a, b) => {
            parts(*a, out);
            parts(*b, out);
        }
        other => out.push(other),
    }
}

/// The patterns inside a pattern that conditions do not move into.
fn each(mut pattern: GraphPattern) -> GraphPattern {
    let stays = matches!(
        pattern,
        GraphPattern::Minus { .. }
            | GraphPattern::Lateral { .. }
            | GraphPattern::Reduced { .. }
            | GraphPattern::Service { .. }
    );
    if !stays {
        walk::patterns_mut(&mut pattern, &mut |inner| {
            *inner = arrange(std::mem::take(inner));
        });
    }
    pattern
}

/// The patterns of EXISTS arranged, too, and of several of which one is enough those first that cost little.
fn within(e: Expression) -> Expression {
    match e {
        Expression::Exists(pattern) => Expression::Exists(Box::new(arrange(*pattern))),
        Expression::Not(inner) => Expression::Not(Box::new(within(*inner))),
        Expression::And(a, b) => Expression::And(Box::new(within(*a)), Box::new(within(*b))),
        Expression::Or(..) => {
            let mut all = Vec::new();
            alternatives(e, &mut all);
            let mut all: Vec<Expression> = all.into_iter().map(within).collect();
            // Those that are never an error may stand for one another.
            let ordered = all.iter().all(is_search);
            if ordered {
                all.sort_by_key(cost);
            }
            let joined = all.into_iter().rev().reduce(|then, first| match ordered {
                true => either(first, Expression::Literal(true.into()), then),
                false => Expression::Or(Box::new(first), Box::new(then)),
            });
            joined.unwrap_or_else(|| Expression::Literal(false.into()))
        }
        other => other,
    }
}

fn alternatives(e: Expression, out: &mut Vec<Expression>) {
    match e {
        Expression::Or(a, b) => {
            alternatives(*a, out);
            alternatives(*b, out);
        }
        other => out.push(other),
    }
}

/// Whether an expression is EXISTS or NOT EXISTS.
fn is_search(e: &Expression) -> bool {
    match e {
        Expression::Exists(_) => true,
        Expression::Not(inner) => is_search(inner),
        _ => false,
    }
}

/// Whether an expression has EXISTS in it.
pub(crate) fn costly(e: &Expression) -> bool {
    match e {
        Expression::Exists(_) => true,
        Expression::Not(inner) => costly(inner),
        Expression::And(a, b) | Expression::Or(a, b) => costly(a) || costly(b),
        _ => false,
    }
}

/// How many patterns have to be looked for.
fn cost(e: &Expression) -> usize {
    match e {
        Expression::Exists(pattern) => patterns(pattern),
        Expression::Not(inner) => cost(inner),
        Expression::And(a, b) | Expression::Or(a, b) => cost(a) + cost(b),
        Expression::If(a, b, c) => cost(a) + cost(b) + cost(c),
        _ => 0,
    }
}

fn patterns(pattern: &GraphPattern) -> usize {
    let mut all = match pattern {
        GraphPattern::Bgp { patterns } => patterns.len(),
        GraphPattern::Path { .. } => PATH,
        GraphPattern::Filter { expr, .. } => cost(expr),
        _ => 0,
    };
    walk::patterns(pattern, &mut |inner| all += patterns(inner));
    all
}
