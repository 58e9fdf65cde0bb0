//! What is shown of each node: one branch of a UNION for each column, so that the values of two columns never multiply.

mod told;

use super::Compiler;
use super::algebra::*;
use crate::diagnostic::Diagnostic;
use crate::query::ast::Facet;
use crate::query::plan::{Column, Kind, Path, Plan};
use crate::query::words::DOCUMENT;
use crate::rdf::vocabulary::SCHEMA;
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

/// How the variables of a column become values.
#[derive(Debug, Clone)]
pub(crate) enum Decode {
    /// A node and its label.
    Node(Variable, Variable),
    /// A class.
    Class(Variable),
    /// A number.
    Number(Variable),
    /// Lowest and highest.
    Range(Variable, Variable),
    /// First and last day.
    Days(Variable, Variable),
    /// Words.
    Text(Variable),
    /// What is said, or the node (with its label), and who says so: the article, and the quoted speaker.
    Claim {
        text: Option<Variable>,
        node: Option<(Variable, Variable)>,
        days: Option<(Variable, Variable)>,
        source: Variable,
        speaker: Variable,
    },
}

/// How the solutions of a question become rows.
pub(crate) struct Shape {
    pub subject: Variable,
    /// Header, how to read it, and the property that tells whether it is disputed.
    pub columns: Vec<(String, Decode, Option<String>)>,
    pub disputes: Variable,
}

impl Compiler<'_> {
    /// The whole question as one SELECT, and how to read its solutions.
    pub fn rows(&mut self, plan: &Plan) -> Result<(GraphPattern, Shape), Diagnostic> {
        let s = self.subject(&plan.class);
        let mut relation = self.relation(plan, &s)?;
        self.default_order(&mut relation, plan, &s);
        let mut kept = vec![s.clone()];
        kept.extend(relation.order.variables());
        let nodes = match relation.closed {
            true => relation.pattern,
            false => distinct(relation.pattern, kept.clone()),
        };
        // Every node has a class; this branch keeps those of which nothing else is known.
        let kind = self.var("class");
        let disputes = self.var("disputes");
        let mut branches = vec![
            triple(s.clone(), rdf_type(), kind),
            triple(s.clone(), dl("disputes"), disputes.clone()),
        ];
        let mut columns = Vec::new();
        let mut shown = vec![s.clone(), disputes.clone()];
        for Column { name, path } in &plan.columns {
            let (pattern, decode) = self.column(&s, path);
            shown.extend(decode.variables());
            branches.push(pattern);
            let disputed = matches!(path.facet, Facet::Best | Facet::Range)
                .then(|| path.steps[0].property.clone());
            columns.push((name.clone(), decode, disputed));
        }
        let pattern = GraphPattern::OrderBy {
            inner: Box::new(lookup(nodes, union(branches))),
            expression: relation.order.expressions(Some(&s), false),
        };
        let shape = Shape {
            subject: s,
            columns,
            disputes,
        };
        Ok((with_keys(pattern, shown, kept), shape))
    }

    fn column(&mut self, s: &Variable, path: &Path) -> (GraphPattern, Decode) {
        match path.facet {
            Facet::Best => self.best(s, path),
            Facet::Range => match path.kind() {
                Kind::Quantity => {
                    let hop = path.last();
                    let low = self.var(&format!("{}Min", hop.role));
                    let high = self.var(&format!("{}Max", hop.role));
                    let pattern = triple(s.clone(), self.beside(hop, "Min"), low.clone());
                    let upper = triple(s.clone(), self.beside(hop, "Max"), high.clone());
                    (optional(pattern, upper), Decode::Range(low, high))
                }
                _ => self.best(s, path),
            },
            Facet::All | Facet::Sources | Facet::Quotes => self.told(s, path),
        }
    }

    pub(super) fn best(&mut self, s: &Variable, path: &Path) -> (GraphPattern, Decode) {
        match path.kind() {
            Kind::Time => {
                let (at, before) = self.before_last(s, path);
                // Begin and end are optional; the type keeps the pattern from being about everything.
                let known = match before == empty() {
                    true => self.has_type(s),
                    false => before,
                };
                let (begin, end, pattern) = self.times(known, &at, path.last());
                (pattern, Decode::Days(begin, end))
            }
            Kind::Quantity => {
                let (value, pattern) = self.hops(s, path);
                (pattern, Decode::Number(value))
            }
            Kind::Text => {
                let (value, pattern) = self.hops(s, path);
                (pattern, Decode::Text(value))
            }
            Kind::Class => {
                let (value, pattern) = self.hops(s, path);
                (pattern, Decode::Class(value))
            }
            Kind::Node => {
                let (node, pattern) = self.hops(s, path);
                let (label, pattern) = self.labelled(pattern, &node, path);
                (pattern, Decode::Node(node, label))
            }
        }
    }

    fn has_type(&mut self, s: &Variable) -> GraphPattern {
        let class = self.var("class");
        triple(s.clone(), rdf_type(), class)
    }

    /// Adds the name to show of a node: its label; for a document its outlet, headline or opening words.
    pub(super) fn labelled(
        &mut self,
        pattern: GraphPattern,
        node: &Variable,
        path: &Path,
    ) -> (Variable, GraphPattern) {
        if path.last().range.iter().any(|r| r == DOCUMENT) {
            return self.document_label(pattern, node);
        }
        let label = self.var(&format!("{}Label", node.as_str()));
        let named = triple(node.clone(), rdfs_label(), label.clone());
        (label, optional(pattern, named))
    }

    pub(super) fn document_label(
        &mut self,
        pattern: GraphPattern,
        node: &Variable,
    ) -> (Variable, GraphPattern) {
        let label = self.var(&format!("{}Label", node.as_str()));
        let named = triple(node.clone(), iri(format!("{SCHEMA}name")), label.clone());
        (label, optional(pattern, named))
    }
}

/// `SELECT shown … ORDER BY …`; the sort keys are shown too, so that the order can be seen.
fn with_keys(sorted: GraphPattern, shown: Vec<Variable>, keys: Vec<Variable>) -> GraphPattern {
    let mut variables = shown;
    for key in keys {
        if !variables.contains(&key) {
            variables.push(key);
        }
    }
    project(sorted, variables)
}

impl Decode {
    pub fn variables(&self) -> Vec<Variable> {
        match self {
            Decode::Node(a, b) | Decode::Range(a, b) | Decode::Days(a, b) => {
                vec![a.clone(), b.clone()]
            }
            Decode::Class(a) | Decode::Number(a) | Decode::Text(a) => vec![a.clone()],
            Decode::Claim {
                text,
                node,
                days,
                source,
                speaker,
            } => {
                let mut out: Vec<Variable> = text.iter().cloned().collect();
                for (a, b) in node.iter().chain(days) {
                    out.extend([a.clone(), b.clone()]);
                }
                out.extend([source.clone(), speaker.clone()]);
                out
            }
        }
    }
}
