//! What is shown of each node. A column of which a node has mostly one value is an OPTIONAL of its own; where there are
//! more columns of several values, these are the branches of a UNION, so that they do not multiply. What no node of the
//! graph has is not asked for.

mod told;

use super::algebra::*;
use super::compiler::Compiler;
use super::select::*;
use super::shape::{Decode, Shape, unique};
use crate::query::ast::Facet;
use crate::query::plan::{Column, Hop, Kind, Path};
use crate::query::settled::Settled;
use crate::query::words::DOCUMENT;
use crate::rdf::vocabulary::SCHEMA;
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

impl Compiler<'_> {
    /// The whole question as one SELECT, and how to read its solutions.
    pub fn rows(&mut self, asked: &Settled, columns: &[Column]) -> (GraphPattern, Shape) {
        let s = self.subject(&asked.class);
        let mut relation = self.relation(asked, &s);
        self.default_order(&mut relation, asked, &s);
        let keys = relation.order.variables();
        let mut kept = vec![s.clone()];
        kept.extend(keys.iter().cloned());
        let once = relation.closed || self.comes_once(&relation.pattern, &s);
        let mut pattern = match once {
            true => relation.pattern,
            false => {
                for column in columns {
                    kept.extend(self.asked_for(&relation.pattern, &s, &column.path));
                }
                distinct(relation.pattern, unique(kept))
            }
        };
        let disputes = self.var("disputes");
        let disputed = triple(s.clone(), dl("disputes"), disputes.clone());
        let mut several = Vec::new();
        let mut shown = vec![s.clone()];
        if self.store.has_any(dl("disputes").as_str()) {
            shown.push(disputes.clone());
            match self.store.has_several(dl("disputes").as_str()) {
                true => several.push(disputed),
                false => pattern = optional(pattern, disputed),
            }
        }
        let mut decoded = Vec::new();
        for Column { name, path } in columns {
            let decode = match self.nobody_has(path) {
                true => self.nothing(path),
                false => {
                    let decode = self.column(&mut pattern, &mut several, &s, path);
                    shown.extend(decode.variables());
                    decode
                }
            };
            let disputed = matches!(path.facet, Facet::Best | Facet::Range)
                .then(|| path.steps[0].property.clone());
            decoded.push((name.clone(), decode, disputed));
        }
        if !several.is_empty() {
            pattern = optional(pattern, union(several));
        }
        let pattern = sorted(pattern, relation.order.expressions(Some(&s), false));
        let shape = Shape {
            subject: s,
            columns: decoded,
            disputes,
        };
        shown.extend(keys);
        (project(pattern, unique(shown)), shape)
    }

    /// Whether no node of the graph has what a column shows.
    fn nobody_has(&self, path: &Path) -> bool {
        let fused = matches!(path.facet, Facet::Best | Facet::Range);
        let lacking = |hop: &Hop| {
            hop.kind != Kind::Time && !hop.closure && !self.store.has_any(&hop.property)
        };
        fused && path.steps.iter().any(lacking)
    }

    /// A column without values.
    fn nothing(&mut self, path: &Path) -> Decode {
        let mut new = || self.var(&path.last().role);
        match (path.kind(), path.facet) {
            (Kind::Quantity, Facet::Range) => Decode::Range(new(), new()),
            (Kind::Quantity, _) => Decode::Number(new()),
            (Kind::Time, _) => Decode::Days(new(), new()),
            (Kind::Text, _) => Decode::Text(new()),
            (Kind::Class, _) => Decode::Class(new()),
            (Kind::Node, _) => Decode::Node(new(), new()),
        }
    }

    /// The variables in which a pattern has the number or the time that a column shows.
    fn asked_for(&self, pattern: &GraphPattern, s: &Variable, path: &Path) -> Vec<Variable> {
        let (hop, single) = (path.last(), path.steps.len() == 1);
        match (path.kind(), path.facet) {
            (Kind::Time, Facet::Best | Facet::Range) if single => {
                let times = self.known_times(pattern, s, hop);
                times.into_iter().flat_map(|(b, e)| [b, e]).collect()
            }
            (Kind::Quantity | Kind::Text, Facet::Best) if single => {
                self.known_number(pattern, s, hop).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Adds a column to the pattern, or to those of several values.
    fn column(
        &mut self,
        pattern: &mut GraphPattern,
        several: &mut Vec<GraphPattern>,
        s: &Variable,
        path: &Path,
    ) -> Decode {
        let (hop, single) = (path.last().clone(), path.steps.len() == 1);
        let before = std::mem::replace(pattern, empty());
        match (path.kind(), path.facet) {
            (_, Facet::All | Facet::Sources | Facet::Quotes) => {
                *pattern = before;
                let (told, decode) = self.told(s, path);
                several.push(told);
                decode
            }
            (Kind::Time, _) if single => {
                let (begin, end, next) = self.times(before, s, &hop);
                *pattern = next;
                Decode::Days(begin, end)
            }
            (Kind::Quantity, Facet::Range) => {
                let [(low, least), (high, most)] = self.both_beside(s, &hop, ["Min", "Max"]);
                *pattern = optional(optional(before, least), most);
                Decode::Range(low, high)
            }
            (Kind::Quantity, _) if single => {
                let (next, number) = match self.known_number(&before, s, &hop) {
                    Some(number) => (before, number),
                    None => {
                        let (number, next) = self.hops(s, path);
                        (optional(before, next), number)
                    }
                };
                let (next, decode) = self.shown_number(next, s, &hop, number);
                *pattern = next;
                decode
            }
            _ => {
                if let (Kind::Text, true) = (path.kind(), single)
                    && let Some(text) = self.known_number(&before, s, &hop)
                {
                    *pattern = before;
                    return Decode::Text(text);
                }
                let (next, decode) = self.best(s, path);
                let many = !single || hop.closure || self.store.has_several(&hop.property);
                *pattern = match many {
                    true => {
                        several.push(next);
                        before
                    }
                    false => optional(before, next),
                };
                decode
            }
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
                let (at, number, pattern) = self.number_at(s, path);
                self.shown_number(pattern, &at, path.last(), number)
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
