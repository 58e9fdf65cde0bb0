//! Short names for building algebra.

use crate::rdf::vocabulary::{DL, RDF, RDFS, SKOS, XSD};
use crate::store::costly;
use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, Variable};
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

pub(crate) fn iri(text: impl Into<String>) -> NamedNode {
    // IRIs come from the ontology or the store, which have checked them.
    NamedNode::new_unchecked(text.into())
}

pub(crate) fn dl(name: &str) -> NamedNode {
    iri(format!("{DL}{name}"))
}

pub(crate) fn rdf_type() -> NamedNode {
    iri(format!("{RDF}type"))
}

pub(crate) fn rdfs_label() -> NamedNode {
    iri(format!("{RDFS}label"))
}

pub(crate) fn alt_label() -> NamedNode {
    iri(format!("{SKOS}altLabel"))
}

pub(crate) fn empty() -> GraphPattern {
    GraphPattern::Bgp {
        patterns: Vec::new(),
    }
}

pub(crate) fn triple(
    subject: impl Into<TermPattern>,
    predicate: impl Into<NamedNodePattern>,
    object: impl Into<TermPattern>,
) -> GraphPattern {
    GraphPattern::Bgp {
        patterns: vec![TriplePattern {
            subject: subject.into(),
            predicate: predicate.into(),
            object: object.into(),
        }],
    }
}

pub(crate) fn path(
    subject: impl Into<TermPattern>,
    path: PropertyPathExpression,
    object: impl Into<TermPattern>,
) -> GraphPattern {
    GraphPattern::Path {
        subject: subject.into(),
        path,
        object: object.into(),
    }
}

/// One path behind the other.
pub(crate) fn sequence(
    steps: impl Iterator<Item = PropertyPathExpression>,
) -> PropertyPathExpression {
    let whole = steps.reduce(|a, b| PropertyPathExpression::Sequence(Box::new(a), Box::new(b)));
    whole.unwrap_or_else(|| PropertyPathExpression::NegatedPropertySet(Vec::new()))
}

/// Any of the properties, any number of times.
pub(crate) fn closure(properties: &[NamedNode]) -> PropertyPathExpression {
    PropertyPathExpression::ZeroOrMore(Box::new(alternatives(properties)))
}

pub(crate) fn alternatives(properties: &[NamedNode]) -> PropertyPathExpression {
    let mut parts = properties
        .iter()
        .map(|p| PropertyPathExpression::NamedNode(p.clone()));
    let first = parts
        .next()
        .unwrap_or_else(|| PropertyPathExpression::NegatedPropertySet(Vec::new()));
    parts.fold(first, |a, b| {
        PropertyPathExpression::Alternative(Box::new(a), Box::new(b))
    })
}

pub(crate) fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    match (left, right) {
        (GraphPattern::Bgp { patterns }, right) if patterns.is_empty() => right,
        (left, GraphPattern::Bgp { patterns }) if patterns.is_empty() => left,
        // Filters, what is optional and what is computed go outside: their variables are never bound by the other side.
        // So all that is required stands in one place, where a store can choose what to begin with.
        (GraphPattern::Filter { expr, inner }, right) => filter(join(*inner, right), expr),
        (left, GraphPattern::Filter { expr, inner }) => filter(join(left, *inner), expr),
        (left, right) if is_outside(&left) => around(left, |inner| join(inner, right)),
        (left, right) if is_outside(&right) => around(right, |inner| join(left, inner)),
        (GraphPattern::Bgp { mut patterns }, GraphPattern::Bgp { patterns: more }) => {
            patterns.extend(more);
            GraphPattern::Bgp { patterns }
        }
        (left, right) => GraphPattern::Join {
            left: Box::new(left),
            right: Box::new(right),
        },
    }
}

/// Whether a pattern adds to the solutions of another without taking any away.
fn is_outside(pattern: &GraphPattern) -> bool {
    matches!(
        pattern,
        GraphPattern::LeftJoin { .. } | GraphPattern::Extend { .. }
    )
}

/// What is outside of a pattern, around another instead.
fn around(
    pattern: GraphPattern,
    change: impl FnOnce(GraphPattern) -> GraphPattern,
) -> GraphPattern {
    match pattern {
        GraphPattern::LeftJoin { left, right, .. } => optional(change(*left), *right),
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => bind(change(*inner), &variable, expression),
        other => change(other),
    }
}

/// Whether every solution of a pattern may have the variable.
pub(crate) fn has(pattern: &GraphPattern, variable: &Variable) -> bool {
    let mut found = false;
    pattern.on_in_scope_variable(|v| found |= v == variable);
    found
}

pub(crate) fn optional(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    if let GraphPattern::Filter { expr, inner } = left {
        return filter(optional(*inner, right), expr);
    }
    GraphPattern::LeftJoin {
        left: Box::new(left),
        right: Box::new(right),
        expression: None,
    }
}

pub(crate) fn filter(inner: GraphPattern, expr: Expression) -> GraphPattern {
    if let GraphPattern::Filter { expr: first, inner } = inner {
        // What costs a search comes behind what only compares.
        let both = match costly(&first) && !costly(&expr) {
            true => and(expr, first),
            false => and(first, expr),
        };
        return filter(*inner, both);
    }
    GraphPattern::Filter {
        expr,
        inner: Box::new(inner),
    }
}

pub(crate) fn union(parts: Vec<GraphPattern>) -> GraphPattern {
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_else(empty);
    parts.fold(first, |left, right| GraphPattern::Union {
        left: Box::new(left),
        right: Box::new(right),
    })
}

pub(crate) fn bind(
    inner: GraphPattern,
    variable: &Variable,
    expression: Expression,
) -> GraphPattern {
    if let GraphPattern::Filter { expr, inner } = inner {
        return filter(bind(*inner, variable, expression), expr);
    }
    GraphPattern::Extend {
        inner: Box::new(inner),
        variable: variable.clone(),
        expression,
    }
}

/// `VALUES ?v { … }` with IRIs.
pub(crate) fn values(variable: &Variable, iris: &[String]) -> GraphPattern {
    let term = |text: &String| Some(GroundTerm::NamedNode(iri(text.clone())));
    rows_of(
        vec![variable.clone()],
        iris.iter().map(|iri| vec![term(iri)]),
    )
}

/// A table of values to be joined, a row of terms after the other.
pub(crate) fn rows_of(
    variables: Vec<Variable>,
    rows: impl Iterator<Item = Vec<Option<GroundTerm>>>,
) -> GraphPattern {
    GraphPattern::Values {
        variables,
        bindings: rows.collect(),
    }
}

pub(crate) fn date(day: Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), iri(format!("{XSD}date")))
}

pub(crate) fn number(n: i64) -> Expression {
    Expression::Literal(Literal::from(n))
}

/// One of two, as a test says.
pub(crate) fn choose(test: Expression, yes: Expression, no: Expression) -> Expression {
    Expression::If(Box::new(test), Box::new(yes), Box::new(no))
}

/// Whether anything has bound the variable.
pub(crate) fn bound(variable: &Variable) -> Expression {
    Expression::Bound(variable.clone())
}

pub(crate) fn v(variable: &Variable) -> Expression {
    Expression::Variable(variable.clone())
}

pub(crate) fn not(e: Expression) -> Expression {
    Expression::Not(Box::new(e))
}

pub(crate) fn and(a: Expression, b: Expression) -> Expression {
    Expression::And(Box::new(a), Box::new(b))
}

pub(crate) fn or(a: Expression, b: Expression) -> Expression {
    Expression::Or(Box::new(a), Box::new(b))
}

pub(crate) fn equal(a: Expression, b: Expression) -> Expression {
    Expression::Equal(Box::new(a), Box::new(b))
}

pub(crate) fn less(a: Expression, b: Expression) -> Expression {
    Expression::Less(Box::new(a), Box::new(b))
}

pub(crate) fn at_least(a: Expression, b: Expression) -> Expression {
    Expression::GreaterOrEqual(Box::new(a), Box::new(b))
}

pub(crate) fn at_most(a: Expression, b: Expression) -> Expression {
    Expression::LessOrEqual(Box::new(a), Box::new(b))
}

pub(crate) fn exists(pattern: GraphPattern) -> Expression {
    Expression::Exists(Box::new(pattern))
}

pub(crate) fn call(function: Function, arguments: Vec<Expression>) -> Expression {
    Expression::FunctionCall(function, arguments)
}

pub(crate) fn truth(value: bool) -> Expression {
    Expression::Literal(Literal::from(value))
}

/// Whether the expression holds, or its variable is not bound.
pub(crate) fn unless_unknown(e: Expression) -> Expression {
    Expression::Coalesce(vec![e, truth(true)])
}

/// Whether the expression holds; not where a variable of it is not bound.
pub(crate) fn surely(e: Expression) -> Expression {
    Expression::Coalesce(vec![e, truth(false)])
}

/// The text of a term.
pub(crate) fn as_text(e: Expression) -> Expression {
    call(Function::Str, vec![e])
}

/// The text in lower case, for comparing without case.
pub(crate) fn lower(e: Expression) -> Expression {
    call(Function::LCase, vec![as_text(e)])
}

pub(crate) fn text(text: &str) -> Expression {
    Expression::Literal(Literal::new_simple_literal(text))
}

/// A variable that nothing binds: what is computed of it stays unknown. 1/0 would do as well, but some servers compute it
/// before they look at any data.
pub(crate) fn unknown() -> Expression {
    v(&Variable::new_unchecked("unbound"))
}

/// What a graph says by its name.
pub(crate) fn in_graph(name: &Variable, inner: GraphPattern) -> GraphPattern {
    GraphPattern::Graph {
        name: NamedNodePattern::Variable(name.clone()),
        inner: Box::new(inner),
    }
}
