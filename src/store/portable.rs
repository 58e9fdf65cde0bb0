//! Questions for servers that read SPARQL 1.1 in their own way. What is sent means the same as what was asked.

use super::walk;
use oxigraph::model::Term;
use oxigraph::sparql::{QueryResults, QuerySolution, QuerySolutionIter, SparqlEvaluator};
use rustc_hash::FxHashSet;
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, Variable};

/// The same question without what Virtuoso gets wrong: an EXISTS behind an OPTIONAL keeps what it should not, so what must
/// exist is joined.
pub(super) fn portable(mut pattern: GraphPattern) -> GraphPattern {
    match pattern {
        GraphPattern::Filter { expr, inner } => filter(expr, portable(*inner)),
        GraphPattern::Graph { .. } | GraphPattern::Service { .. } => pattern,
        _ => {
            walk::patterns_mut(&mut pattern, &mut |inner| {
                *inner = portable(std::mem::take(inner));
            });
            pattern
        }
    }
}

/// A filter; where something must exist that shares variables with the rest, each of its answers once is joined.
fn filter(expr: Expression, inner: GraphPattern) -> GraphPattern {
    if let Expression::And(left, right) = expr {
        return filter(*right, filter(*left, inner));
    }
    if let Expression::Exists(what) = &expr {
        let (mut known, mut shared) = (FxHashSet::default(), Vec::new());
        inner.on_in_scope_variable(|variable| {
            known.insert(variable.clone());
        });
        what.on_in_scope_variable(|variable| {
            if known.contains(variable) && !shared.contains(variable) {
                shared.push(variable.clone());
            }
        });
        // Only variables that are always bound: a join takes an unbound one for any value, as EXISTS does, but gives it one.
        let certain = shared.iter().all(|variable| always_bound(&inner, variable));
        if !shared.is_empty() && certain {
            return GraphPattern::Join {
                left: Box::new(inner),
                right: Box::new(GraphPattern::Distinct {
                    inner: Box::new(GraphPattern::Project {
                        inner: Box::new(portable((**what).clone())),
                        variables: shared,
                    }),
                }),
            };
        }
    }
    GraphPattern::Filter {
        expr,
        inner: Box::new(inner),
    }
}

/// Whether every solution binds the variable.
fn always_bound(pattern: &GraphPattern, variable: &Variable) -> bool {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } => {
            let mut bound = false;
            pattern.on_in_scope_variable(|v| bound |= v == variable);
            bound
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            always_bound(left, variable) || always_bound(right, variable)
        }
        GraphPattern::Union { left, right } => {
            always_bound(left, variable) && always_bound(right, variable)
        }
        GraphPattern::LeftJoin { left, .. } | GraphPattern::Minus { left, .. } => {
            always_bound(left, variable)
        }
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => always_bound(inner, variable),
        GraphPattern::Project { inner, variables } => {
            variables.contains(variable) && always_bound(inner, variable)
        }
        _ => false,
    }
}

/// The solutions in the order that the question asks for. Servers do not agree on where unbound values and those of
/// different kinds belong, so they are put in order here, by the store that would have answered here.
pub(super) fn sorted(
    results: QueryResults<'static>,
    pattern: &GraphPattern,
) -> QueryResults<'static> {
    let (Some(keys), QueryResults::Solutions(solutions)) = (order(pattern), &results) else {
        return results;
    };
    let variables = solutions.variables().to_vec();
    let mut used = Vec::new();
    let known = keys.iter().all(|key| {
        let (OrderExpression::Asc(expression) | OrderExpression::Desc(expression)) = key;
        variables_of(expression, &mut used)
    });
    if !known || !used.iter().all(|variable| variables.contains(variable)) {
        return results;
    }
    let QueryResults::Solutions(solutions) = results else {
        return results;
    };
    let rows: Vec<_> = solutions.collect();
    let again = |rows: Vec<Result<QuerySolution, _>>| {
        QueryResults::Solutions(QuerySolutionIter::new(variables.clone().into(), rows))
    };
    let Some(bindings) = rows
        .iter()
        .map(|row| row.as_ref().ok()?.values().iter().map(ground).collect())
        .collect::<Option<Vec<Vec<Option<GroundTerm>>>>>()
    else {
        return again(rows);
    };
    let query = Query::Select {
        dataset: None,
        pattern: GraphPattern::Project {
            inner: Box::new(GraphPattern::OrderBy {
                inner: Box::new(GraphPattern::Values {
                    variables: variables.clone(),
                    bindings,
                }),
                expression: keys.clone(),
            }),
            variables: variables.clone(),
        },
        base_iri: None,
    };
    let Ok(nothing) = oxigraph::store::Store::new() else {
        return again(rows);
    };
    let evaluated = SparqlEvaluator::new()
        .for_query(query)
        .on_store(&nothing)
        .execute();
    match evaluated {
        Ok(QueryResults::Solutions(sorted)) => again(sorted.collect()),
        _ => again(rows),
    }
}

/// What the whole answer is ordered by.
fn order(pattern: &GraphPattern) -> Option<&Vec<OrderExpression>> {
    match pattern {
        GraphPattern::OrderBy { expression, .. } => Some(expression),
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner } => order(inner),
        _ => None,
    }
}

/// Adds the variables of an expression; false for a kind of expression that no question is ordered by.
fn variables_of(expression: &Expression, used: &mut Vec<Variable>) -> bool {
    match expression {
        Expression::Variable(variable) | Expression::Bound(variable) => {
            used.push(variable.clone());
            true
        }
        Expression::NamedNode(_) | Expression::Literal(_) => true,
        Expression::Not(inner) | Expression::UnaryMinus(inner) | Expression::UnaryPlus(inner) => {
            variables_of(inner, used)
        }
        Expression::Equal(a, b) | Expression::Add(a, b) | Expression::Divide(a, b) => {
            variables_of(a, used) && variables_of(b, used)
        }
        Expression::Coalesce(all) | Expression::FunctionCall(_, all) => {
            all.iter().all(|inner| variables_of(inner, used))
        }
        Expression::If(a, b, c) => [a, b, c].iter().all(|e| variables_of(e, used)),
        _ => false,
    }
}

fn ground(term: &Option<Term>) -> Option<Option<GroundTerm>> {
    Some(match term {
        None => None,
        Some(Term::NamedNode(node)) => Some(node.clone().into()),
        Some(Term::Literal(literal)) => Some(literal.clone().into()),
        // A blank node is another one in another query.
        Some(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn sent(sparql: &str) -> String {
        match SparqlParser::new().parse_query(sparql).unwrap() {
            Query::Select { pattern, .. } => crate::store::print::sparql(&portable(pattern)),
            other => other.to_string(),
        }
    }

    #[test]
    fn what_must_exist_is_joined() {
        let text = sent(
            "SELECT ?a { ?a <x:p> ?b OPTIONAL { ?a <x:q> ?c } FILTER EXISTS { ?a <x:r> ?d } }",
        );
        assert!(!text.contains("EXISTS"), "{text}");
        assert!(text.contains("SELECT DISTINCT ?a"), "{text}");
        // An unbound variable would be given a value; and what must not exist cannot be joined.
        for kept in [
            "SELECT ?a { ?a <x:p> ?b OPTIONAL { ?a <x:q> ?c } FILTER EXISTS { ?c <x:r> ?d } }",
            "SELECT ?a { ?a <x:p> ?b FILTER NOT EXISTS { ?a <x:r> ?d } }",
        ] {
            assert!(sent(kept).contains("EXISTS"), "{kept}");
        }
    }
}
