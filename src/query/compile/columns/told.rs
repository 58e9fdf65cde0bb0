//! What each document tells, and which documents tell of events.

use crate::query::ast::Facet;
use crate::query::compile::algebra::*;
use crate::query::compile::compiler::Compiler;
use crate::query::compile::select::*;
use crate::query::compile::shape::Decode;
use crate::query::plan::{Kind, Path};
use crate::rdf::vocabulary::NIF;
use oxigraph::model::Variable;
use spargebra::algebra::GraphPattern;

impl Compiler<'_> {
    /// What each account tells, from the named graphs.
    pub(super) fn told(&mut self, s: &Variable, path: &Path) -> (GraphPattern, Decode) {
        let hop = path.last().clone();
        let account = self.var("account");
        let document = self.var("document");
        let accounts = triple(s.clone(), dl("account"), account.clone());
        let mut node = None;
        let mut days = None;
        let mut numbers = None;
        let mut text = None;
        let mut inside = match hop.kind {
            Kind::Quantity if path.facet == Facet::All => {
                let [(low, least), (high, most)] = self.both_beside(&account, &hop, ["Min", "Max"]);
                numbers = Some((low, high));
                optional(least, most)
            }
            Kind::Quantity => {
                let words = self.var(&format!("{}Text", hop.role));
                text = Some(words.clone());
                triple(account.clone(), self.beside(&hop, "Text"), words)
            }
            Kind::Time => {
                let [(begin, first), (end, last)] =
                    self.both_beside(&account, &hop, ["Begin", "End"]);
                let document = triple(account.clone(), dl("inDocument"), document.clone());
                let pattern = optional(optional(document, first), last);
                let known = or(bound(&begin), bound(&end));
                days = Some((begin, end));
                filter(pattern, known)
            }
            _ => {
                let value = self.var(&hop.role);
                match hop.kind {
                    Kind::Text => text = Some(value.clone()),
                    _ => node = Some(value.clone()),
                }
                triple(account.clone(), iri(hop.property.clone()), value)
            }
        };
        if path.facet == Facet::Quotes {
            let evidence = self.var("evidence");
            let words = self.var("sentence");
            let rests_on = triple(account, dl("evidence"), evidence.clone());
            let anchor = triple(evidence, iri(format!("{NIF}anchorOf")), words.clone());
            inside = join(join(inside, rests_on), anchor);
            let pattern = join(accounts, in_graph(&document, inside));
            return (pattern, Decode::Text(words));
        }
        let mut pattern = join(accounts, in_graph(&document, inside));
        let labelled_node = node.map(|node| {
            let (label, next) = self.labelled(std::mem::take(&mut pattern), &node, path);
            pattern = next;
            (node, label)
        });
        if path.facet == Facet::All {
            let decode = match (numbers, days, labelled_node, text) {
                (Some((low, high)), ..) => Decode::Range(low, high),
                (_, Some((begin, end)), ..) => Decode::Days(begin, end),
                (_, _, Some((node, label)), _) => Decode::Node(node, label),
                (_, _, _, Some(text)) => Decode::Text(text),
                _ => Decode::Text(account),
            };
            return (pattern, decode);
        }
        let (source, next) = self.document_label(pattern, &document);
        // Both in one OPTIONAL: nobody's name is asked for where nobody is quoted.
        let speaker = self.var("quoted");
        let said = self.var("quotedLabel");
        let attributed = triple(account, dl("attributedTo"), speaker.clone());
        let quoted = join(
            in_graph(&document, attributed),
            triple(speaker, rdfs_label(), said.clone()),
        );
        let pattern = optional(next, quoted);
        let decode = Decode::Claim {
            text,
            node: labelled_node,
            days,
            source,
            speaker: said,
        };
        (pattern, decode)
    }

    /// The documents that tell of events: variables of the event, the document and its name.
    pub fn sources_of(&mut self, events: &[String]) -> (GraphPattern, [Variable; 3]) {
        let (event, document) = (self.var("event"), self.var("document"));
        let base = join(
            values(&event, events),
            triple(event.clone(), dl("source"), document.clone()),
        );
        let (label, pattern) = self.document_label(base, &document);
        let variables = [event, document, label];
        (distinct(pattern, variables.to_vec()), variables)
    }
}
