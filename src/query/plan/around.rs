//! `within 50 km of …`: whose place is measured, and from where.

use super::scope::unsupported;
use super::{Filter, Path, Scope, Source, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::ontology::Role;
use crate::query::ast::{Distance, Values, Word};
use crate::query::words::{EVENT, PLACE, WITHIN, below, holds_places, roles_of};

impl Scope<'_> {
    /// What lies so near: the node itself where it is a place, else what fills the roles that hold places.
    pub(super) fn around(
        &self,
        class: &str,
        distance: Distance,
        values: &Values,
    ) -> Result<Filter, Diagnostic> {
        let ontology = self.ontology;
        let itself = ontology.is_a(class, PLACE);
        let mut paths: Vec<Path> = Vec::new();
        for class in below(ontology, class).into_iter().filter(|_| !itself) {
            for role in roles_of(ontology, class) {
                if holds_places(role) && !paths.iter().any(|path| path.last().role == role.name) {
                    paths.push(Path::of(role, values.span));
                }
            }
        }
        if paths.is_empty() && !itself {
            let message = format!("{} have no place to measure from", self.plural(class));
            let error = Code::Mismatch.at(values.span, message);
            let events = self.plural(EVENT);
            return Err(error.hint(format!("{events} and {} have one", self.plural(PLACE))));
        }
        let centres = self.values(&[self.any_place(values)], values)?;
        if let Some(at) = centres
            .iter()
            .position(|value| matches!(value, Value::Source(Source::Outer(_))))
        {
            let what = "a row of the table outside behind `within … of`";
            return Err(unsupported(values.items[at].span, what));
        }
        Ok(Filter::Around(paths, distance, centres))
    }

    /// `near X` also holds what is in a place that is told as near X: from the roles that hold places on by the fields of
    /// places that have the same preposition. What lies in X is part of X anyway.
    pub(super) fn beside_places(&self, paths: &[Path], roles: &[&Role], word: &Word) -> Vec<Path> {
        let fields: Vec<Path> = roles_of(self.ontology, PLACE)
            .into_iter()
            .filter(|field| field.name != WITHIN && field.prepositions.contains(&word.text))
            .map(|field| Path::of(field, word.span))
            .collect();
        let of_events = |role: &Role| holds_places(role) && role.domain.iter().all(|d| d != PLACE);
        let held = paths.iter().zip(roles).filter(|(_, role)| of_events(role));
        held.flat_map(|(path, _)| fields.iter().map(|field| path.then(field)))
            .collect()
    }

    /// A path to any place, which says what may stand behind `of`.
    fn any_place(&self, values: &Values) -> Path {
        let hop = super::Hop {
            role: PLACE.to_lowercase(),
            kind: super::Kind::Node,
            property: String::new(),
            range: vec![PLACE.to_string()],
            closure: false,
        };
        Path {
            span: values.span,
            facet: crate::query::ast::Facet::Best,
            steps: vec![hop],
            words: PLACE.to_lowercase(),
        }
    }
}
