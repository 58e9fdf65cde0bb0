//! Algebra as SPARQL that people read: prefixes, one pattern a line. What is printed parses to the same question.

mod expression;
mod select;

use crate::rdf::vocabulary::PREFIXES;
use expression::expression;
use oxigraph::model::NamedNode;
use select::select;
use spargebra::algebra::{GraphPattern, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern};
use std::collections::BTreeSet;

/// Lines with the prefixes met.
pub(super) struct Printer {
    out: String,
    depth: usize,
    prefixes: BTreeSet<&'static str>,
}

/// A SELECT with the prefixes that it uses.
pub(crate) fn sparql(pattern: &GraphPattern) -> String {
    let mut printer = Printer {
        out: String::new(),
        depth: 0,
        prefixes: BTreeSet::new(),
    };
    select(&mut printer, pattern, false);
    let mut out = String::new();
    for (prefix, iri) in PREFIXES {
        if printer.prefixes.contains(prefix) {
            out.push_str(&format!("PREFIX {prefix}: <{iri}>\n"));
        }
    }
    out.push_str(&printer.out);
    out
}

impl Printer {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// `before { … }`.
    fn block(&mut self, before: &str, inside: impl FnOnce(&mut Printer)) {
        self.line(&format!("{before}{{"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line("}");
    }

    fn node(&mut self, node: &NamedNode) -> String {
        let text = node.as_str();
        for (prefix, namespace) in PREFIXES {
            if let Some(local) = text.strip_prefix(namespace)
                && local.starts_with(|c: char| c.is_ascii_alphabetic())
                && local.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            {
                self.prefixes.insert(prefix);
                return format!("{prefix}:{local}");
            }
        }
        node.to_string()
    }

    fn predicate(&mut self, node: &NamedNode) -> String {
        match node.as_str() {
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" => "a".to_string(),
            _ => self.node(node),
        }
    }

    fn literal(&mut self, literal: &oxigraph::model::Literal) -> String {
        let datatype = literal.datatype();
        match datatype.as_str() {
            "http://www.w3.org/2001/XMLSchema#integer"
            | "http://www.w3.org/2001/XMLSchema#boolean" => literal.value().to_string(),
            "http://www.w3.org/2001/XMLSchema#string" => literal.to_string(),
            _ if literal.language().is_some() => literal.to_string(),
            _ => {
                let datatype = self.node(&datatype.into_owned());
                let quoted = oxigraph::model::Literal::new_simple_literal(literal.value());
                format!("{quoted}^^{datatype}")
            }
        }
    }

    fn term(&mut self, term: &TermPattern) -> String {
        match term {
            TermPattern::NamedNode(node) => self.node(node),
            TermPattern::Literal(literal) => self.literal(literal),
            other => other.to_string(),
        }
    }

    fn path(&mut self, path: &PropertyPathExpression) -> String {
        match path {
            PropertyPathExpression::NamedNode(node) => self.predicate(node),
            PropertyPathExpression::Alternative(a, b) => {
                // Alternatives lean left; written without the inner parentheses they parse to the same tree.
                let left = match a.as_ref() {
                    PropertyPathExpression::Alternative(..) => {
                        let text = self.path(a);
                        text[1..text.len() - 1].to_string()
                    }
                    _ => self.path(a),
                };
                format!("({left}|{})", self.path(b))
            }
            PropertyPathExpression::Sequence(a, b) => {
                format!("({}/{})", self.path(a), self.path(b))
            }
            PropertyPathExpression::Reverse(a) => format!("^{}", self.path(a)),
            PropertyPathExpression::ZeroOrMore(a) => format!("{}*", self.path(a)),
            PropertyPathExpression::OneOrMore(a) => format!("{}+", self.path(a)),
            PropertyPathExpression::ZeroOrOne(a) => format!("{}?", self.path(a)),
            PropertyPathExpression::NegatedPropertySet(_) => path.to_string(),
        }
    }

    /// What stands inside `{ }`.
    fn group(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    let predicate = match &triple.predicate {
                        NamedNodePattern::NamedNode(node) => self.predicate(node),
                        other => other.to_string(),
                    };
                    let (subject, object) = (self.term(&triple.subject), self.term(&triple.object));
                    self.line(&format!("{subject} {predicate} {object} ."));
                }
            }
            GraphPattern::Path {
                subject,
                path,
                object,
            } => {
                let (subject, path, object) =
                    (self.term(subject), self.path(path), self.term(object));
                self.line(&format!("{subject} {path} {object} ."));
            }
            GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
                self.part(left);
                self.part(right);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.left(left);
                let inner = expression.clone();
                self.block("OPTIONAL ", |p| {
                    p.group(right);
                    if let Some(e) = inner {
                        let text = expression_text(p, &e);
                        p.line(&format!("FILTER({text})"));
                    }
                });
            }
            GraphPattern::Filter { expr, inner } => {
                self.left(inner);
                expression::filter(self, expr);
            }
            GraphPattern::Union { .. } => {
                let mut parts = Vec::new();
                branches(pattern, &mut parts);
                for (n, part) in parts.into_iter().enumerate() {
                    self.block(if n == 0 { "" } else { "UNION " }, |p| p.group(part));
                }
            }
            GraphPattern::Graph { name, inner } => {
                let name = match name {
                    NamedNodePattern::NamedNode(node) => self.node(node),
                    other => other.to_string(),
                };
                self.block(&format!("GRAPH {name} "), |p| p.group(inner));
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                self.left(inner);
                let text = expression_text(self, expression);
                self.line(&format!("BIND({text} AS {variable})"));
            }
            GraphPattern::Minus { left, right } => {
                self.left(left);
                self.block("MINUS ", |p| p.group(right));
            }
            GraphPattern::Values {
                variables,
                bindings,
            } => self.values(variables, bindings),
            // All that is left is a SELECT of its own.
            other => select(self, other, true),
        }
    }

    /// A side of a join: what would reach over its own braces gets some.
    fn part(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::LeftJoin { .. }
            | GraphPattern::Filter { .. }
            | GraphPattern::Extend { .. }
            | GraphPattern::Minus { .. } => self.block("", |p| p.group(pattern)),
            _ => self.group(pattern),
        }
    }

    /// The left side of OPTIONAL, FILTER and BIND: only a filter would move.
    fn left(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Filter { .. } => self.block("", |p| p.group(pattern)),
            _ => self.group(pattern),
        }
    }

    fn values(
        &mut self,
        variables: &[oxigraph::model::Variable],
        bindings: &[Vec<Option<spargebra::term::GroundTerm>>],
    ) {
        let cell = |p: &mut Printer, term: &Option<spargebra::term::GroundTerm>| match term {
            Some(spargebra::term::GroundTerm::NamedNode(node)) => p.node(node),
            Some(spargebra::term::GroundTerm::Literal(literal)) => p.literal(literal),
            None => "UNDEF".to_string(),
        };
        if let [variable] = variables {
            let cells: Vec<String> = bindings.iter().flatten().map(|t| cell(self, t)).collect();
            let one_line = cells.join(" ");
            if one_line.len() < 100 {
                self.line(&format!("VALUES {variable} {{ {one_line} }}"));
            } else {
                self.block(&format!("VALUES {variable} "), |p| {
                    for cell in &cells {
                        p.line(cell);
                    }
                });
            }
            return;
        }
        let names: Vec<String> = variables.iter().map(|v| v.to_string()).collect();
        self.block(&format!("VALUES ({}) ", names.join(" ")), |p| {
            for row in bindings {
                let cells: Vec<String> = row.iter().map(|t| cell(p, t)).collect();
                p.line(&format!("({})", cells.join(" ")));
            }
        });
    }
}

fn expression_text(printer: &mut Printer, e: &spargebra::algebra::Expression) -> String {
    expression(printer, e)
}

fn branches<'p>(pattern: &'p GraphPattern, out: &mut Vec<&'p GraphPattern>) {
    match pattern {
        GraphPattern::Union { left, right } => {
            branches(left, out);
            branches(right, out);
        }
        other => out.push(other),
    }
}
