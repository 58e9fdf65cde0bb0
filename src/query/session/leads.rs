//! What can be asked about a node.

use super::Session;
use crate::query::ast::{Modifier, ModifierKind, Phrase, Query, Set, Word};
use crate::query::format;
use crate::query::words::{EVENT, roles_of};
use crate::span::Span;

impl Session<'_> {
    /// Questions that have answers about a node that has a name, each with how many: `attacks by Syria`. Those with most
    /// answers come first.
    pub fn leads(&self, iri: &str) -> Vec<(String, usize)> {
        let ontology = self.store.ontology();
        let (Some(label), Some(class)) = (self.store.label(iri), self.store.kind(iri)) else {
            return Vec::new();
        };
        let noun = ontology.classes.get(&class);
        let noun = noun.map(|class| class.label.as_str());
        let values = self.named(&label, noun);
        let mut leads = Vec::new();
        let kinds = ontology.classes.values();
        let kinds = kinds.filter(|kind| kind.parents.iter().any(|p| p == EVENT));
        for kind in kinds.filter(|kind| self.store.count_of(&kind.iri) > 0) {
            for role in roles_of(ontology, &kind.name) {
                let fits = role.range.iter().any(|range| ontology.is_a(&class, range));
                let Some(preposition) = role.prepositions.first().filter(|_| fits) else {
                    continue;
                };
                let span = Span::default();
                let (word, head) = (Word::new(preposition, span), Word::new(&kind.plural, span));
                let values = values.clone();
                let filled = ModifierKind::Preposition { word, values };
                let phrase = Phrase {
                    number: None,
                    head,
                    class: Some(kind.name.clone()),
                    modifiers: vec![Modifier::new(filled, span)],
                };
                let query = Query::new(Set::Phrase(phrase), span);
                if let Some(answers) = self.answers(&query).filter(|answers| *answers > 0) {
                    leads.push((format::query_line(&query), answers));
                }
            }
        }
        leads.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        leads.dedup();
        leads
    }
}
