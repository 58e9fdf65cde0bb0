//! Expressions.

use super::Printer;
use spargebra::algebra::{AggregateExpression, Expression};

/// `FILTER …`, with EXISTS over several lines and each part of a conjunction on its own.
pub(super) fn filter(printer: &mut Printer, e: &Expression) {
    match e {
        Expression::And(a, b) => {
            filter(printer, a);
            filter(printer, b);
        }
        Expression::Exists(pattern) => printer.block("FILTER EXISTS ", |p| p.group(pattern)),
        Expression::Not(inner) => match inner.as_ref() {
            Expression::Exists(pattern) => {
                printer.block("FILTER NOT EXISTS ", |p| p.group(pattern));
            }
            _ => plain(printer, e),
        },
        _ => plain(printer, e),
    }
}

fn plain(printer: &mut Printer, e: &Expression) {
    let text = expression(printer, e);
    printer.line(&format!("FILTER({text})"));
}

pub(super) fn expression(p: &mut Printer, e: &Expression) -> String {
    match e {
        Expression::NamedNode(node) => p.node(node),
        Expression::Literal(literal) => p.literal(literal),
        Expression::Variable(variable) => variable.to_string(),
        Expression::Or(a, b) => binary(p, a, "||", b),
        Expression::And(a, b) => binary(p, a, "&&", b),
        Expression::Equal(a, b) => binary(p, a, "=", b),
        Expression::Greater(a, b) => binary(p, a, ">", b),
        Expression::GreaterOrEqual(a, b) => binary(p, a, ">=", b),
        Expression::Less(a, b) => binary(p, a, "<", b),
        Expression::LessOrEqual(a, b) => binary(p, a, "<=", b),
        Expression::Add(a, b) => binary(p, a, "+", b),
        Expression::Subtract(a, b) => binary(p, a, "-", b),
        Expression::Multiply(a, b) => binary(p, a, "*", b),
        Expression::Divide(a, b) => binary(p, a, "/", b),
        Expression::Not(inner) => match inner.as_ref() {
            Expression::Exists(pattern) => format!("NOT EXISTS {}", exists(p, pattern)),
            _ => format!("!{}", operand(p, inner)),
        },
        Expression::Exists(pattern) => format!("EXISTS {}", exists(p, pattern)),
        Expression::Bound(variable) => format!("BOUND({variable})"),
        Expression::If(a, b, c) => format!(
            "IF({}, {}, {})",
            expression(p, a),
            expression(p, b),
            expression(p, c)
        ),
        Expression::Coalesce(parts) => format!("COALESCE({})", arguments(p, parts)),
        Expression::FunctionCall(function, parts) => {
            format!("{function}({})", arguments(p, parts))
        }
        Expression::In(a, parts) => format!("{} IN ({})", operand(p, a), arguments(p, parts)),
        other => other.to_string(),
    }
}

fn exists(p: &mut Printer, pattern: &spargebra::algebra::GraphPattern) -> String {
    let mut inner = Printer {
        out: String::new(),
        depth: 0,
        prefixes: std::mem::take(&mut p.prefixes),
    };
    inner.group(pattern);
    p.prefixes = inner.prefixes;
    let lines: Vec<&str> = inner.out.lines().map(str::trim).collect();
    format!("{{ {} }}", lines.join(" "))
}

fn arguments(p: &mut Printer, parts: &[Expression]) -> String {
    let parts: Vec<String> = parts.iter().map(|e| expression(p, e)).collect();
    parts.join(", ")
}

fn binary(p: &mut Printer, a: &Expression, sign: &str, b: &Expression) -> String {
    format!("{} {sign} {}", operand(p, a), operand(p, b))
}

/// In parentheses unless it is one word or a call.
fn operand(p: &mut Printer, e: &Expression) -> String {
    let text = expression(p, e);
    match e {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::If(..)
        | Expression::Coalesce(_)
        | Expression::FunctionCall(..) => text,
        _ => format!("({text})"),
    }
}

pub(super) fn aggregate(p: &mut Printer, e: &AggregateExpression) -> String {
    match e {
        AggregateExpression::CountSolutions { distinct } => match distinct {
            true => "COUNT(DISTINCT *)".to_string(),
            false => "COUNT(*)".to_string(),
        },
        AggregateExpression::FunctionCall {
            name,
            expr,
            distinct,
        } => {
            let inner = expression(p, expr);
            let distinct = if *distinct { "DISTINCT " } else { "" };
            format!("{name}({distinct}{inner})")
        }
    }
}
